"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormField } from "@/components/form/form-field";
import { SecretDialog } from "@/components/settings/secret-dialog";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/lib/form-state";
import { RoleChoice, type RoleOption } from "./role-choice";

/** Asks who is invited, then shows the link, once. */
export function InviteButton({ action, roles }: { action: FormAction; roles: RoleOption[] }) {
  const t = useTranslations("staff");
  const [name, setName] = useState("");
  return (
    <SecretDialog
      trigger={
        <Button variant="primary">
          <UserPlus aria-hidden />
          {t("people.invite")}
        </Button>
      }
      title={t("people.inviteTitle")}
      description={t("people.inviteText")}
      action={action}
      done={t("people.invited")}
      submit={t("people.inviteSubmit")}
      secret={{ label: t("link.label"), text: `${t("link.invitation", { name })} ${t("link.onlyOnce")}` }}
    >
      <FormField
        name="name"
        label={t("people.name")}
        required
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <FormField name="email" type="email" label={t("people.email")} required autoComplete="off" spellCheck={false} />
      <RoleChoice legend={t("people.role")} roles={roles} chosen="support" />
    </SecretDialog>
  );
}
