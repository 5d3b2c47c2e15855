import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Receiver } from "@/components/returns/receiver";
import { requirePermission } from "@/lib/auth/session";
import { Messages } from "@/lib/i18n/messages-provider";
import { getReturn } from "@/lib/returns/queries/get-return";

type Props = PageProps<"/returns/[rma]/receive">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations("returns.bench");
  return { title: t("title", { rma: decodeURIComponent((await params).rma) }) };
}

/** The bench for what comes back: count it in, look at it, say what becomes of it. */
export default async function ReceiveReturnPage({ params }: Props) {
  const { actor } = await requirePermission("returns.receive");
  const found = await getReturn(actor, decodeURIComponent((await params).rma));
  if (!found) notFound();
  return (
    <Messages namespaces={["returns", "fulfilment"]}>
      <Receiver key={found.view.rma} initial={found.view} />
    </Messages>
  );
}
