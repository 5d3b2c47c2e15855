import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/list/page-header";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Check, CheckList } from "@/components/ui/check-list";
import { requirePermission } from "@/lib/auth/session";
import { type BrokenRow, verified, verify } from "@/lib/verify";
import type { PromiseName } from "@/lib/verify/check";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("promises.title") };
}

// A page shows what is wrong; whoever wants every row runs the command.
const rowsAtMost = 200;

/** What must always hold, checked against the books when the owner asks. */
export default async function PromisesPage({ searchParams }: PageProps<"/settings/promises">) {
  await requirePermission("verify.run");
  const [t, words, query] = await Promise.all([getTranslations("settings"), getTranslations("promises"), searchParams]);
  const broken = query.run === "1" ? await brokenUpTo(rowsAtMost) : null;
  return (
    <>
      <PageHeader
        title={t("promises.title")}
        actions={
          <ButtonLink href="/settings/promises?run=1" variant="primary">
            {t("promises.run")}
          </ButtonLink>
        }
      >
        {t("promises.intro")}
      </PageHeader>
      <div className="grid max-w-[860px] gap-4">
        {broken ? (
          <Alert tone={broken.length === 0 ? "good" : "danger"}>
            {broken.length === 0
              ? t("promises.held", { count: verified.length })
              : t("promises.broken", { count: broken.length })}
          </Alert>
        ) : null}
        <Card className="px-4">
          <CheckList>
            {verified.map((name) => {
              const rows = broken?.filter(({ check }) => check === name) ?? [];
              return (
                <Check
                  key={name}
                  outcome={broken === null ? "open" : rows.length === 0 ? "pass" : "stop"}
                  title={words(name)}
                  detail={rows.length > 0 ? <Rows name={name} rows={rows} /> : null}
                />
              );
            })}
          </CheckList>
        </Card>
      </div>
    </>
  );
}

const rowsShown = 20;

/** What the check found, by the names that whoever helps looks for. */
function Rows({ name, rows }: { name: PromiseName; rows: BrokenRow[] }) {
  return (
    <span className="grid gap-1 font-mono text-xs">
      <span>{name}</span>
      {rows.slice(0, rowsShown).map(({ row }) => {
        const facts = Object.entries(row).map(([column, value]) => `${column} ${String(value)}`);
        return <span key={facts.join()}>{facts.join(" · ")}</span>;
      })}
      {rows.length > rowsShown ? <span>+ {rows.length - rowsShown}</span> : null}
    </span>
  );
}

async function brokenUpTo(most: number): Promise<BrokenRow[]> {
  const found: BrokenRow[] = [];
  for await (const row of verify()) {
    found.push(row);
    if (found.length === most) break;
  }
  return found;
}
