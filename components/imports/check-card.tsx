import { getTranslations } from "next-intl/server";
import { runAction } from "@/app/(back-office)/imports/actions";
import { ActionButton } from "@/components/form/action-button";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { Quantity } from "@/components/ui/quantity";
import type { ImportDetail } from "@/lib/imports/queries";
import { LiveProgress } from "./live-progress";

/** The third step: what the import would do, before it does anything. */
export async function CheckCard({ found, mayRun }: { found: ImportDetail; mayRun: boolean }) {
  const t = await getTranslations("imports.check");
  if (found.status === "checking") {
    return (
      <Card className="mb-4">
        <CardHeader title={t("title")} />
        <CardBody>
          <LiveProgress
            number={found.number}
            label={t("running")}
            status={found.status}
            rowsDone={found.rowsDone}
            rowsTotal={found.rowsTotal}
          />
        </CardBody>
      </Card>
    );
  }
  const of = (name: string) => found.checkCounts[name] ?? 0;
  const fresh = of("orders") + of("creditNotes") + of("writeOffs") + of("updatedOrders");
  const boxes = [
    { key: "create", label: t("create"), count: of("orders"), rows: of("orderLines"), tone: "text-good" },
    { key: "credits", label: t("credits"), count: of("creditNotes"), rows: of("creditLines"), optional: true },
    { key: "writeOffs", label: t("writeOffs"), count: of("writeOffs"), rows: of("writeOffRows"), optional: true },
    { key: "update", label: t("update"), count: of("updatedOrders"), rows: of("updatedRows") },
    { key: "skip", label: t("skip"), count: of("skippedOrders"), rows: of("skippedRows") },
    { key: "refuse", label: t("refuse"), count: of("refusedOrders"), rows: of("refusedRows"), tone: "text-danger" },
  ].filter((box) => !box.optional || box.count > 0);
  return (
    <Card className="mb-4">
      <CardHeader title={t("title")} hint={t("counts")} />
      <CardBody className="grid gap-3">
        <dl className="grid grid-cols-2 gap-3 sm:grid-cols-[repeat(auto-fit,minmax(140px,1fr))]">
          {boxes.map((box) => (
            <div key={box.key} className="rounded-md border border-border px-3 py-2.5">
              <dt className="text-sm text-text-2">{box.label}</dt>
              <dd className={`font-bold text-2xl leading-tight ${box.count > 0 ? (box.tone ?? "") : "text-text-3"}`}>
                <Quantity value={box.count} />
              </dd>
              <dd className="text-text-3 text-xs">{t("rows", { count: box.rows })}</dd>
            </div>
          ))}
        </dl>
        {of("history") > 0 && of("history") < of("orders") + 1 && found.source !== "online-retail" ? (
          <p className="text-sm text-text-2">{t("history", { count: of("history") })}</p>
        ) : null}
        {of("unknownItems") > 0 ? (
          <p className="text-sm text-text-2">{t("unknown", { count: of("unknownItems") })}</p>
        ) : null}
      </CardBody>
      {mayRun ? (
        <CardFooter>
          {fresh > 0 ? (
            <ActionButton action={runAction} fields={{ number: found.number }} variant="primary" done={t("started")}>
              {of("orders") > 0 ? t("run", { count: of("orders") }) : t("runRest")}
            </ActionButton>
          ) : (
            <p className="text-sm text-text-2">{t("nothing")}</p>
          )}
        </CardFooter>
      ) : null}
    </Card>
  );
}
