import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ConfirmButton } from "@/components/form/confirm-button";
import { CheckCard } from "@/components/imports/check-card";
import { ColumnsCard } from "@/components/imports/columns-card";
import { FileCard } from "@/components/imports/file-card";
import { ProblemsCard } from "@/components/imports/problems-card";
import { ResultCard } from "@/components/imports/result-card";
import { ImportBadge } from "@/components/imports/status-badge";
import { PageHeader } from "@/components/list/page-header";
import { Alert } from "@/components/ui/alert";
import { Steps } from "@/components/ui/progress";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { Messages } from "@/lib/i18n/messages-provider";
import { getImport, type ImportDetail, problemStatuses } from "@/lib/imports/queries";
import { discardAction } from "../actions";

export async function generateMetadata({ params }: PageProps<"/imports/[number]">): Promise<Metadata> {
  return { title: (await params).number };
}

/** Four steps on one page: it can be left at any of them and found again. */
export default async function ImportPage({ params, searchParams }: PageProps<"/imports/[number]">) {
  const { actor } = await requirePermission("imports.read");
  const found = await getImport(actor, (await params).number);
  if (!found) notFound();
  const { rows, after } = await searchParams;
  const t = await getTranslations("imports");
  const mayRun = may(actor, "imports.run");
  const readable = Array.isArray(found.format.header);
  const editable = mayRun && !found.started && ["uploaded", "checked", "failed"].includes(found.status);
  const checked = found.status === "checked" || found.status === "checking";
  const problems = (
    <ProblemsCard
      found={found}
      status={problemStatuses.find((name) => name === rows)}
      after={typeof after === "string" && /^\d{1,9}$/.test(after) ? Number(after) : 0}
      editable={editable}
    />
  );
  return (
    <>
      <PageHeader
        title={found.number}
        mono
        back={{ href: "/imports", label: t("title") }}
        badge={<ImportBadge status={found.status} />}
        subtitle={found.fileName}
        actions={editable || (mayRun && found.status === "uploading") ? <Discard found={found} /> : undefined}
      />
      <div className="mb-4 max-w-2xl">
        <Steps
          label={t("steps.label")}
          steps={[t("steps.file"), t("steps.columns"), t("steps.check"), t("steps.result")]}
          current={stepOf(found, readable)}
        />
      </div>
      {found.status === "failed" ? (
        <Alert tone="danger" className="mb-4" title={found.started ? t("result.failed") : undefined}>
          {await errorText(found.error)}
        </Alert>
      ) : null}
      <Messages namespaces={["imports"]}>
        {found.started ? (
          <>
            <ResultCard found={found} mayRun={mayRun} mayUndo={may(actor, "imports.undo")} />
            {problems}
            <FileCard found={found} open={false} editable={false} />
            <ColumnsCard found={found} open={false} editable={false} />
          </>
        ) : (
          <>
            <FileCard found={found} open={!checked} editable={editable} />
            {readable ? <ColumnsCard found={found} open={!checked} editable={editable} /> : null}
            {checked ? <CheckCard found={found} mayRun={mayRun} /> : null}
            {found.status === "checked" ? problems : null}
          </>
        )}
      </Messages>
    </>
  );
}

function stepOf(found: ImportDetail, readable: boolean): number {
  if (found.started) return 4;
  if (found.status === "checked" || found.status === "checking") return 3;
  return readable ? 2 : 1;
}

async function Discard({ found }: { found: ImportDetail }) {
  const t = await getTranslations("imports.result");
  return (
    <ConfirmButton
      action={discardAction}
      fields={{ number: found.number }}
      title={t("discardTitle", { name: found.fileName })}
      description={t("discardText")}
      confirmLabel={t("discard")}
      tone="danger"
      variant="quiet"
    >
      {t("discard")}
    </ConfirmButton>
  );
}

/** A file's own fault: its reason and the row where it shows. */
async function errorText(error: string): Promise<string> {
  const t = await getTranslations("imports");
  const words = t as unknown as { (key: string, values: Record<string, string>): string; has(key: string): boolean };
  const [reason = "", row = ""] = error.split(" ");
  return words.has(`error.${reason}`) ? words(`error.${reason}`, { row }) : words("error.other", { code: reason });
}
