import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { WavePicker } from "@/components/fulfilment/wave-picker";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { getWave } from "@/lib/fulfilment/queries/wave";
import { Messages } from "@/lib/i18n/messages-provider";

type Props = PageProps<"/fulfilment/waves/[number]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("fulfilment.wave");
  return { title: t("title", { number: (await params).number }) };
}

/** Picking by bin, one thing at a time. */
export default async function WavePage({ params }: Props) {
  const { actor } = await requirePermission("fulfilment.read");
  const wave = await getWave((await params).number);
  if (!wave) notFound();
  return (
    <Messages namespaces={["fulfilment"]}>
      <WavePicker
        initial={wave}
        may={{
          pick: may(actor, "fulfilment.pick"),
          print: may(actor, "documents.print"),
          pack: may(actor, "fulfilment.pack"),
        }}
      />
    </Messages>
  );
}
