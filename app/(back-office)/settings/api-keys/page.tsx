import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ConfirmButton } from "@/components/form/confirm-button";
import { DataTable } from "@/components/list/data-table";
import { PageHeader } from "@/components/list/page-header";
import { CreateKeyButton } from "@/components/staff/create-key-button";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import { requirePermission } from "@/lib/auth/session";
import { Messages } from "@/lib/i18n/messages-provider";
import { nameIn } from "@/lib/i18n/rules/languages";
import { listChannels } from "@/lib/settings/queries";
import { type ApiKeyRow, listApiKeys } from "@/lib/staff/queries";
import { type ApiScope, apiScopes } from "@/lib/staff/rules/permissions";
import { createKeyAction, revokeKeyAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff"))("keys.title") };
}

export default async function ApiKeysPage() {
  const { actor } = await requirePermission("api_keys.manage");
  const [t, locale, keys, channels] = await Promise.all([
    getTranslations("staff"),
    getLocale(),
    listApiKeys(actor),
    listChannels(actor),
  ]);
  const scopes = (Object.keys(apiScopes) as ApiScope[]).map((scope) => ({
    value: scope,
    label: scope,
    hint: t(`keys.scopeHint.${scope}`),
  }));
  const create = (
    <CreateKeyButton
      action={createKeyAction}
      scopes={scopes}
      channels={channels
        .filter(({ active }) => active)
        .map((channel) => ({ value: channel.id, label: nameIn(locale, channel) }))}
    />
  );
  const revoke = ({ id, name }: ApiKeyRow) => (
    <ConfirmButton
      action={revokeKeyAction}
      fields={{ id }}
      title={t("keys.revokeTitle", { name })}
      description={t("keys.revokeText")}
      confirmLabel={t("keys.revokeConfirm", { name })}
      tone="danger"
      done={t("keys.revoked")}
      variant="quiet"
      size="sm"
    >
      {t("keys.revoke")}
    </ConfirmButton>
  );
  return (
    <Messages namespaces={["staff"]}>
      <PageHeader title={t("keys.title")} actions={create}>
        {t("keys.intro")}
      </PageHeader>
      <DataTable
        label={t("keys.title")}
        rows={keys}
        density="comfortable"
        rowKey={({ id }) => id}
        columns={[
          {
            key: "name",
            header: t("keys.name"),
            phone: "title",
            cell: ({ name }) => <span className="font-medium">{name}</span>,
          },
          {
            key: "key",
            header: t("keys.key"),
            cell: ({ prefix }) => <span className="font-mono text-xs">{prefix}…</span>,
          },
          {
            key: "scopes",
            header: t("keys.scopes"),
            muted: true,
            ellipsis: 220,
            cell: ({ scopes }) => scopes.join(", "),
          },
          {
            key: "created",
            header: t("keys.createdAt"),
            muted: true,
            phone: "hide",
            hideBelow: "xl",
            cell: ({ createdAt, createdBy }) => (
              <>
                <Time at={createdAt} capital /> · {createdBy}
              </>
            ),
          },
          {
            key: "state",
            header: t("keys.stateLabel"),
            phone: "aside",
            cell: ({ revokedAt }) => (
              <Badge tone={revokedAt ? "grey" : "green"}>
                {t(revokedAt ? "keys.state.revoked" : "keys.state.active")}
              </Badge>
            ),
          },
          {
            key: "actions",
            header: <span className="sr-only">{t("keys.revoke")}</span>,
            align: "end",
            cell: (key) => (key.revokedAt ? null : revoke(key)),
          },
        ]}
        empty={<EmptyState kind="nothing" title={t("keys.empty")} text={t("keys.emptyText")} />}
      />
    </Messages>
  );
}
