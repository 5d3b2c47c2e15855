"use client";

import { useRef } from "react";
import { FormField } from "@/components/form/form-field";
import { ProgressiveForm } from "@/components/form/progressive-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { FormAction } from "@/lib/form-state";

type SignInFormProps = {
  action: FormAction;
  next: string;
  words: Record<"title" | "email" | "password" | "submit" | "demoTitle" | "demoHint", string>;
  demo: { email: string; name: string; password: string; role: string }[];
};

export function SignInForm({ action, next, words, demo }: SignInFormProps) {
  const card = useRef<HTMLElement>(null);
  const fill = (values: { email: string; password: string }) => {
    for (const [name, value] of Object.entries(values)) {
      const input = card.current?.querySelector<HTMLInputElement>(`input[name="${name}"]`);
      if (input) input.value = value;
    }
    card.current?.querySelector<HTMLButtonElement>('button[type="submit"]')?.focus();
  };
  return (
    <div className="grid w-full max-w-[400px] gap-4">
      <Card ref={card}>
        <CardBody className="p-6!">
          <h1 className="mb-4 font-bold text-xl">{words.title}</h1>
          <ProgressiveForm action={action} fields={{ next }} className="grid gap-4">
            <FormField
              name="email"
              type="email"
              label={words.email}
              autoComplete="username"
              autoFocus
              required
              size="lg"
              inputMode="email"
              spellCheck={false}
            />
            <FormField
              name="password"
              type="password"
              label={words.password}
              autoComplete="current-password"
              required
              size="lg"
            />
            <SubmitButton size="lg" className="mt-1 w-full">
              {words.submit}
            </SubmitButton>
          </ProgressiveForm>
        </CardBody>
      </Card>
      {demo.length > 0 ? (
        <Card>
          <CardHeader title={words.demoTitle} />
          <CardBody className="grid gap-3">
            <p className="text-sm text-text-2">{words.demoHint}</p>
            <ul className="grid grid-cols-2 gap-2">
              {demo.map(({ email, password, name, role }) => (
                <li key={email}>
                  <button
                    type="button"
                    onClick={() => fill({ email, password })}
                    className="grid w-full gap-0.5 rounded-md border border-strong px-3 py-2 text-start hover:bg-hover"
                  >
                    <span className="font-semibold text-sm">{role}</span>
                    <span className="truncate text-text-3 text-xs">{name}</span>
                  </button>
                </li>
              ))}
            </ul>
          </CardBody>
        </Card>
      ) : null}
    </div>
  );
}
