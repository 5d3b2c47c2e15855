"use client";

import { Ellipsis, Link2, UserCheck, UserCog, UserX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { ConfirmButton } from "@/components/form/confirm-button";
import { SubmitButton } from "@/components/form/submit-button";
import { SecretOnce } from "@/components/settings/secret-once";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";
import type { FormAction } from "@/lib/form-state";
import { RoleChoice, type RoleOption } from "./role-choice";

type Person = { id: string; name: string; role: string; status: "active" | "invited" | "expired" | "disabled" };
type Open = "role" | "link" | "disable" | "enable" | null;

type PersonActionsProps = {
  person: Person;
  roles: RoleOption[];
  changeRole: FormAction;
  renewLink: FormAction;
  setActive: FormAction;
};

/** What the owner may do with one person; each choice opens its own small form. */
export function PersonActions({ person, roles, changeRole, renewLink, setActive }: PersonActionsProps) {
  const t = useTranslations("staff.people");
  const [open, setOpen] = useState<Open>(null);
  const { id, name, status } = person;
  const isNew = status === "invited" || status === "expired";
  // The menu gives the focus back to its button first; the dialog then takes it from there.
  const show = (next: Open) => () => requestAnimationFrame(() => setOpen(next));
  const close = () => setOpen(null);
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button variant="quiet" size="sm" aria-label={t("actions", { name })}>
            <Ellipsis aria-hidden />
          </Button>
        }
      >
        {status === "disabled" ? (
          <MenuItem icon={<UserCheck aria-hidden />} onSelect={show("enable")}>
            {t("enable")}
          </MenuItem>
        ) : (
          <>
            <MenuItem icon={<UserCog aria-hidden />} onSelect={show("role")}>
              {t("changeRole")}
            </MenuItem>
            <MenuItem icon={<Link2 aria-hidden />} onSelect={show("link")}>
              {t(isNew ? "newInvitation" : "newPassword")}
            </MenuItem>
            <MenuSeparator />
            <MenuItem danger icon={<UserX aria-hidden />} onSelect={show("disable")}>
              {t("disable")}
            </MenuItem>
          </>
        )}
      </Menu>
      <RoleDialog person={person} roles={roles} action={changeRole} open={open === "role"} onClose={close} />
      <LinkDialog person={person} isNew={isNew} action={renewLink} open={open === "link"} onClose={close} />
      <ConfirmButton
        action={setActive}
        fields={{ id, active: "false" }}
        title={t("disableTitle", { name })}
        description={t("disableText")}
        confirmLabel={t("disableConfirm", { name })}
        tone="danger"
        done={t("disabled", { name })}
        open={open === "disable"}
        onOpenChange={close}
      />
      <ConfirmButton
        action={setActive}
        fields={{ id, active: "true" }}
        title={`${t("enable")}: ${name}`}
        confirmLabel={t("enable")}
        done={t("enabled", { name })}
        open={open === "enable"}
        onOpenChange={close}
      />
    </>
  );
}

type DialogProps = { person: Person; action: FormAction; open: boolean; onClose: () => void };

function RoleDialog({ person, roles, action, open, onClose }: DialogProps & { roles: RoleOption[] }) {
  const t = useTranslations("staff.people");
  const common = useTranslations("common");
  const { id, name, role } = person;
  return (
    <Dialog open={open} onOpenChange={onClose} title={t("changeRoleTitle", { name })} description={t("changeRoleText")}>
      <ActionForm
        action={action}
        fields={{ id }}
        done={t("roleChanged", { name })}
        onOk={onClose}
        resetOnOk={false}
        className="grid gap-4"
      >
        <RoleChoice legend={t("role")} roles={roles} chosen={role} />
        <div className="flex flex-wrap justify-end gap-2">
          <DialogClose>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <SubmitButton>{t("saveRole")}</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}

function LinkDialog({ person, isNew, action, open, onClose }: DialogProps & { isNew: boolean }) {
  const t = useTranslations("staff");
  const [link, setLink] = useState<string | null>(null);
  const { id, name } = person;
  const close = () => {
    setLink(null);
    onClose();
  };
  const title = t(isNew ? "people.newInvitation" : "people.newPassword");
  return (
    <Dialog open={open} onOpenChange={close} title={title}>
      {link ? (
        <SecretOnce
          label={t("link.label")}
          secret={link}
          text={`${t(isNew ? "link.invitation" : "link.reset", { name })} ${t("link.onlyOnce")}`}
          onDone={close}
        />
      ) : (
        <ActionForm
          action={action}
          fields={{ id }}
          done={t("people.newLink")}
          onOk={(state) => setLink(String(state.value))}
        >
          <p className="mb-4 text-text-2">{t(isNew ? "link.invitation" : "link.reset", { name })}</p>
          <div className="flex justify-end">
            <SubmitButton>{title}</SubmitButton>
          </div>
        </ActionForm>
      )}
    </Dialog>
  );
}
