"use client";

import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useActionFormState } from "@/components/form/form-context";
import { FormField } from "@/components/form/form-field";
import { SecretDialog } from "@/components/settings/secret-dialog";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
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
  return (
    <SecretDialog
      trigger={
        <Button variant="primary">
          <KeyRound aria-hidden />
          {t("create")}
        </Button>
      }
      title={t("create")}
      action={action}
      done={t("made")}
      submit={t("createSubmit")}
      secret={{ label: t("key"), text: t("once") }}
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
    </SecretDialog>
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
