import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DataTable } from "@/components/list/data-table";
import { PageHeader } from "@/components/list/page-header";
import { InviteButton } from "@/components/staff/invite-button";
import { PersonActions } from "@/components/staff/person-actions";
import type { RoleOption } from "@/components/staff/role-choice";
import { Avatar } from "@/components/ui/avatar";
import { Badge, type Tone } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import { requirePermission } from "@/lib/auth/session";
import { Messages } from "@/lib/i18n/messages-provider";
import { listStaff, type StaffRow } from "@/lib/staff/queries";
import { roles } from "@/lib/staff/rules/permissions";
import { changeRoleAction, inviteAction, renewLinkAction, setActiveAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff"))("people.title") };
}

const tones: Record<StaffRow["status"], Tone> = {
  active: "green",
  invited: "blue",
  expired: "amber",
  disabled: "grey",
};

export default async function PeoplePage() {
  const { actor, staff: me } = await requirePermission("staff.manage");
  const [t, people] = await Promise.all([getTranslations("staff"), listStaff(actor)]);
  const roleOptions: RoleOption[] = roles.map((role) => ({
    role,
    label: t(`roles.${role}`),
    hint: t(`roleHints.${role}`),
  }));
  return (
    <Messages namespaces={["staff"]}>
      <PageHeader title={t("people.title")} actions={<InviteButton action={inviteAction} roles={roleOptions} />}>
        {t("people.intro")}
      </PageHeader>
      <DataTable
        label={t("people.title")}
        rows={people}
        density="comfortable"
        rowKey={({ id }) => id}
        columns={[
          {
            key: "name",
            header: t("people.name"),
            phone: "title",
            cell: ({ id, name }) => (
              <span className="inline-flex items-center gap-2.5">
                <Avatar name={name} />
                <span className="font-medium">{name}</span>
                {id === me.id ? <span className="text-text-3">({t("people.you")})</span> : null}
              </span>
            ),
          },
          { key: "email", header: t("people.email"), muted: true, ellipsis: 240, cell: ({ email }) => email },
          { key: "role", header: t("people.role"), cell: ({ role }) => t(`roles.${role}`) },
          {
            key: "status",
            header: t("people.status"),
            cell: ({ status }) => <Badge tone={tones[status]}>{t(`people.statuses.${status}`)}</Badge>,
          },
          {
            key: "lastSignIn",
            header: t("people.lastSignIn"),
            muted: true,
            phone: "hide",
            hideBelow: "xl",
            cell: ({ lastSignInAt }) => (lastSignInAt ? <Time at={lastSignInAt} capital /> : t("people.never")),
          },
          {
            key: "actions",
            header: <span className="sr-only">{t("people.actions", { name: "" })}</span>,
            align: "end",
            phone: "aside",
            cell: ({ id, name, role, status }) => (
              <PersonActions
                person={{ id, name, role, status }}
                roles={roleOptions}
                changeRole={changeRoleAction}
                renewLink={renewLinkAction}
                setActive={setActiveAction}
              />
            ),
          },
        ]}
        empty={<EmptyState kind="nothing" title={t("people.title")} />}
      />
    </Messages>
  );
}
