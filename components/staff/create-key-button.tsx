"use client";

import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { useActionFormState } from "@/components/form/form-context";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { SecretOnce } from "@/components/settings/secret-once";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Fieldset } from "@/components/ui/field";
import type { FormAction } from "@/lib/form-state";

type Choice = { value: string; label: string };
type Scope = Choice & { hint: string };

/** Asks what a key may do, then shows it, once. */
export function CreateKeyButton({
  action,
  scopes,
  channels,
}: {
  action: FormAction;
  scopes: Scope[];
  channels: Choice[];
}) {
  const t = useTranslations("staff.keys");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const change = (next: boolean) => {
    setOpen(next);
    setSecret(null);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={t("create")}
      trigger={
        <Button variant="primary">
          <KeyRound aria-hidden />
          {t("create")}
        </Button>
      }
    >
      {secret ? (
        <SecretOnce label={t("key")} secret={secret} text={t("once")} onDone={() => change(false)} />
      ) : (
        <ActionForm
          action={action}
          done={t("made")}
          onOk={(state) => setSecret(String(state.value))}
          resetOnOk={false}
          className="grid gap-4"
        >
          <FormField name="name" label={t("name")} hint={t("nameHint")} required autoComplete="off" />
          <Scopes legend={t("scopes")} scopes={scopes} />
          <FormField
            as="select"
            name="channelId"
            label={t("channel")}
            hint={t("channelHint")}
            placeholder={t("noChannel")}
            options={channels}
          />
          <div className="mt-1 flex flex-wrap justify-end gap-2">
            <DialogClose>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <SubmitButton>{t("createSubmit")}</SubmitButton>
          </div>
        </ActionForm>
      )}
    </Dialog>
  );
}

function Scopes({ legend, scopes }: { legend: string; scopes: Scope[] }) {
  const { error } = useActionFormState();
  return (
    <Fieldset legend={legend} error={error("scopes")}>
      {scopes.map(({ value, label, hint }) => (
        <Checkbox
          key={value}
          name="scopes"
          value={value}
          label={<code className="text-sm">{label}</code>}
          hint={hint}
        />
      ))}
    </Fieldset>
  );
}
