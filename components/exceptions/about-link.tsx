import { TextLink } from "@/components/ui/link";
import type { ExceptionRow } from "@/lib/exceptions/queries/list-exceptions";

/** What an exception is about, by the number people know it by. */
export function AboutLink({ row }: { row: Pick<ExceptionRow, "order" | "subjectKind" | "subjectKey" | "facts"> }) {
  if (row.order) {
    return (
      <TextLink href={`/orders/${encodeURIComponent(row.order)}`} className="font-mono font-semibold">
        {row.order}
      </TextLink>
    );
  }
  if (row.subjectKind === "import") return <TextLink href={`/imports/${row.subjectKey}`}>{row.subjectKey}</TextLink>;
  if (row.subjectKind === "code") return <span className="font-mono text-xs">{String(row.facts.code)}</span>;
  if (row.subjectKind === "webhook") return String(row.facts.name);
  return "–";
}
