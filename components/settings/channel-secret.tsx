"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { SecretOnce } from "@/components/settings/secret-once";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { MonoId } from "@/components/ui/mono-id";
import type { FormAction, FormState } from "@/lib/form-state";
import type { SecretState } from "@/lib/settings/queries";

type ChannelSecretProps = {
  id: string;
  name: string;
  state: SecretState;
  address: string;
  setAction: FormAction;
  generateAction: FormAction;
};

/** Sets or makes the secret of a channel's webhooks. What is stored is never shown, only what was just made, once. */
export function ChannelSecret({ id, name, state, address, setAction, generateAction }: ChannelSecretProps) {
  const t = useTranslations("settings.channels");
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const said = t(`secretState.${state}`);
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) setMade(null);
  };
  const showMade = (state: FormState) => setMade(typeof state.value === "string" ? state.value : null);
  const hasSecret = state !== "none";
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={`${t("secret")} · ${name}`}
      description={t("secretHint")}
      trigger={
        <Button
          variant={state === "lost" ? "danger" : "quiet"}
          size="sm"
          aria-label={`${t("secret")}, ${name}: ${said}`}
        >
          {said}
        </Button>
      }
    >
      <div className="grid gap-5">
        {state === "lost" ? <Alert tone="danger">{t("secretLost")}</Alert> : null}
        <div>
          <p className="font-medium text-sm">{t("webhook")}</p>
          <MonoId value={address} className="max-w-full break-all" />
        </div>
        {made ? (
          <SecretOnce label={t("secret")} secret={made} text={t("secretOnce")} onDone={() => change(false)} />
        ) : (
          <>
            <ActionForm
              action={setAction}
              fields={{ id }}
              done={t("secretSaved")}
              onOk={() => change(false)}
              className="grid gap-3"
            >
              <FormField name="secret" type="password" label={t("paste")} autoComplete="off" required />
              <SubmitButton variant="secondary" className="justify-self-start">
                {t("secretSubmit")}
              </SubmitButton>
            </ActionForm>
            <ActionForm
              action={generateAction}
              fields={{ id }}
              done={t("secretSaved")}
              onOk={showMade}
              className="grid gap-2 border-border border-t pt-4"
            >
              {hasSecret ? <p className="text-sm text-text-2">{t("generateText")}</p> : null}
              <SubmitButton variant={hasSecret ? "danger" : "secondary"} className="justify-self-start">
                {t("generate")}
              </SubmitButton>
            </ActionForm>
          </>
        )}
      </div>
    </Dialog>
  );
}
