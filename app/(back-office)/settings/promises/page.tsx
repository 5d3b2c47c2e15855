import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/list/page-header";
import { Alert } from "@/components/ui/alert";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Check, CheckList } from "@/components/ui/check-list";
import { requirePermission } from "@/lib/auth/session";
import { type BrokenRow, verified, verify } from "@/lib/verify";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("promises.title") };
}

// A page shows what is wrong; whoever wants every row runs the command.
const rowsAtMost = 200;

/** What must always hold, checked against the books when the owner asks. */
export default async function PromisesPage({ searchParams }: PageProps<"/settings/promises">) {
  await requirePermission("verify.run");
  const [t, query] = await Promise.all([getTranslations("settings"), searchParams]);
  const broken = query.run === "1" ? await brokenUpTo(rowsAtMost) : null;
  return (
    <>
      <PageHeader
        title={t("promises.title")}
        actions={
          <ButtonLink href="/settings/promises?run=1" variant="primary" prefetch={false}>
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
            {verified.map(({ name, description }) => {
              const rows = broken?.filter(({ check }) => check === name) ?? [];
              return (
                <Check
                  key={name}
                  outcome={broken === null || rows.length === 0 ? "pass" : "stop"}
                  title={description}
                  detail={rows.length > 0 ? <Rows rows={rows} /> : <span className="font-mono text-xs">{name}</span>}
                />
              );
            })}
          </CheckList>
        </Card>
      </div>
    </>
  );
}

function Rows({ rows }: { rows: BrokenRow[] }) {
  return (
    <span className="grid gap-1 font-mono text-xs">
      {rows.slice(0, 20).map(({ row }) => (
        <span key={JSON.stringify(row)}>{JSON.stringify(row)}</span>
      ))}
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
