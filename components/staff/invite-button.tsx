"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { SecretOnce } from "@/components/settings/secret-once";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import type { FormAction } from "@/lib/form-state";
import { RoleChoice, type RoleOption } from "./role-choice";

/** Asks who is invited, then shows the link, once. */
export function InviteButton({ action, roles }: { action: FormAction; roles: RoleOption[] }) {
  const t = useTranslations("staff");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const [link, setLink] = useState<string | null>(null);
  const change = (next: boolean) => {
    setOpen(next);
    setLink(null);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={t("people.inviteTitle")}
      description={t("people.inviteText")}
      trigger={
        <Button variant="primary">
          <UserPlus aria-hidden />
          {t("people.invite")}
        </Button>
      }
    >
      {link ? (
        <SecretOnce
          label={t("link.label")}
          secret={link}
          text={`${t("link.invitation", { name })} ${t("link.onlyOnce")}`}
          onDone={() => change(false)}
        />
      ) : (
        <ActionForm
          action={action}
          done={t("people.invited")}
          onOk={(state) => setLink(String(state.value))}
          resetOnOk={false}
          className="grid gap-4"
        >
          <FormField
            name="name"
            label={t("people.name")}
            required
            autoComplete="off"
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <FormField
            name="email"
            type="email"
            label={t("people.email")}
            required
            autoComplete="off"
            spellCheck={false}
          />
          <RoleChoice legend={t("people.role")} roles={roles} chosen="support" />
          <div className="mt-1 flex flex-wrap justify-end gap-2">
            <DialogClose>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <SubmitButton>{t("people.inviteSubmit")}</SubmitButton>
          </div>
        </ActionForm>
      )}
    </Dialog>
  );
}
