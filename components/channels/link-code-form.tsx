"use client";

import { linkCodeAction } from "@/app/(back-office)/channels/actions";
import { ActionButton } from "@/components/form/action-button";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";

type Props = {
  channel: string;
  externalSku: string;
  /** An item that reads like the code: linked by one press. */
  suggestion: { sku: string; label: string } | null;
  words: { label: string; link: string; done: string };
};

/** Says once what a channel means by a code: typed, scanned, or as suggested. */
export function LinkCodeForm({ channel, externalSku, suggestion, words }: Props) {
  const fields = { channel, externalSku };
  return (
    <div className="flex flex-wrap items-center gap-2">
      {suggestion ? (
        <ActionButton
          action={linkCodeAction}
          fields={{ ...fields, sku: suggestion.sku }}
          done={words.done}
          size="sm"
          variant="primary"
        >
          {suggestion.label}
        </ActionButton>
      ) : null}
      <ActionForm action={linkCodeAction} fields={fields} done={words.done} className="flex items-start gap-2">
        <FormField
          name="sku"
          label={words.label}
          hideLabel
          placeholder={words.label}
          required
          autoComplete="off"
          className="w-36"
        />
        <SubmitButton variant="secondary">{words.link}</SubmitButton>
      </ActionForm>
    </div>
  );
}
