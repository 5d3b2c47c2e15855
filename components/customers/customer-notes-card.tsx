"use client";

import { useTranslations } from "next-intl";
import { customerNoteAction } from "@/app/(back-office)/customers/actions";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Time } from "@/components/ui/time";

type CustomerNotesCardProps = { number: string; notes: { body: string; by: string; at: string }[]; mayNote: boolean };

/** What colleagues wrote about a customer, and a line to add to it. */
export function CustomerNotesCard({ number, notes, mayNote }: CustomerNotesCardProps) {
  const t = useTranslations("customers");
  return (
    <Card aria-labelledby="notes">
      <CardHeader id="notes" title={t("notes.title")} />
      <CardBody className="grid gap-3 text-sm">
        {notes.length === 0 ? <p className="text-text-3">{t("notes.empty")}</p> : null}
        {notes.map((note) => (
          <div key={`${note.at} ${note.body}`}>
            <p className="whitespace-pre-wrap break-words">{note.body}</p>
            <p className="text-text-3 text-xs">
              {note.by} · <Time at={note.at} />
            </p>
          </div>
        ))}
        {mayNote ? (
          <ActionForm
            action={customerNoteAction}
            fields={{ number }}
            done={t("done.noted")}
            className="grid gap-2"
            label={t("notes.add")}
          >
            <FormField
              as="textarea"
              name="body"
              label={t("notes.label")}
              hideLabel
              rows={2}
              maxLength={4000}
              placeholder={t("notes.placeholder")}
            />
            <div className="flex justify-end">
              <SubmitButton variant="secondary">{t("notes.add")}</SubmitButton>
            </div>
          </ActionForm>
        ) : null}
      </CardBody>
    </Card>
  );
}
