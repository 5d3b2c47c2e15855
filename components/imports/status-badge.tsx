import { useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import type { ImportStatus } from "@/lib/imports/load-import";

const tones: Record<ImportStatus, Tone> = {
  uploading: "grey",
  uploaded: "blue",
  checking: "violet",
  checked: "blue",
  running: "violet",
  done: "green",
  failed: "red",
  undoing: "violet",
  undone: "grey",
};

/** Where an import stands, in one word. */
export function ImportBadge({ status }: { status: ImportStatus }) {
  return <Badge tone={tones[status]}>{useTranslations("imports")(`status.${status}`)}</Badge>;
}
