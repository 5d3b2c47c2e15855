"use client";

import { FormField } from "@/components/form/form-field";
import { ProgressiveForm } from "@/components/form/progressive-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Card, CardBody } from "@/components/ui/card";
import type { FormAction } from "@/lib/form-state";

type NewPasswordFormProps = {
  action: FormAction;
  token: string;
  email: string;
  words: Record<"title" | "account" | "password" | "hint" | "submit", string>;
};

export function NewPasswordForm({ action, token, email, words }: NewPasswordFormProps) {
  return (
    <Card className="w-full max-w-[440px]">
      <CardBody className="p-6!">
        <h1 className="break-words font-bold text-xl">{words.title}</h1>
        <p className="mt-1 mb-4 break-words text-text-2">{words.account}</p>
        <ProgressiveForm action={action} fields={{ token }} className="grid gap-4">
          {/* Tells password managers whose password this is. */}
          <input type="text" name="username" value={email} autoComplete="username" readOnly hidden />
          <FormField
            name="password"
            type="password"
            label={words.password}
            hint={words.hint}
            autoComplete="new-password"
            required
            size="lg"
          />
          <SubmitButton size="lg" className="w-full">
            {words.submit}
          </SubmitButton>
        </ProgressiveForm>
      </CardBody>
    </Card>
  );
}
