"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { noteAction, tagAction } from "@/app/(back-office)/orders/[number]/actions";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { HiddenFields } from "@/components/form/hidden-fields";
import { SubmitButton } from "@/components/form/submit-button";
import { useCommandForm } from "@/components/form/use-command-form";
import { Card, CardBody, CardHeader } from "@/components/ui/card";

type NotesCardProps = {
  number: string;
  buyerMessage: string;
  sellerNote: string;
  tags: string[];
  mayTag: boolean;
  mayNote: boolean;
};

/** What was said about the order, its tags, and a line to add a note. */
export function NotesCard({ number, buyerMessage, sellerNote, tags, mayTag, mayNote }: NotesCardProps) {
  const t = useTranslations("orders");
  return (
    <Card aria-labelledby="notes">
      <CardHeader id="notes" title={t("notes.title")} />
      <CardBody className="grid gap-3 text-sm">
        {tags.length > 0 || mayTag ? (
          <div className="flex flex-wrap items-center gap-1.5">
            {tags.map((tag) => (
              <Tag key={tag} number={number} tag={tag} removable={mayTag} />
            ))}
            {mayTag ? (
              <ActionForm
                action={tagAction}
                fields={{ number }}
                done={t("done.tagged")}
                className="inline-flex gap-1.5"
                label={t("notes.addTag")}
              >
                <FormField
                  name="add"
                  label={t("notes.addTag")}
                  hideLabel
                  placeholder={t("notes.addTag")}
                  maxLength={40}
                  size="sm"
                  autoComplete="off"
                  className="w-28"
                />
              </ActionForm>
            ) : null}
          </div>
        ) : null}
        {buyerMessage ? <p className="text-text-2">{t("notes.buyer", { text: buyerMessage })}</p> : null}
        {sellerNote ? <p className="text-text-2">{t("notes.seller", { text: sellerNote })}</p> : null}
        {mayNote ? (
          <ActionForm
            action={noteAction}
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

function Tag({ number, tag, removable }: { number: string; tag: string; removable: boolean }) {
  const t = useTranslations("orders");
  const { pending, props } = useCommandForm(tagAction, { done: t("done.tagged") });
  return (
    <form
      {...props}
      className="inline-flex h-7 items-center gap-1 rounded-full border border-border-strong bg-surface ps-2.5 pe-1 text-xs"
    >
      <HiddenFields fields={{ number, remove: tag }} />
      {tag}
      {removable ? (
        <button
          type="submit"
          disabled={pending}
          aria-label={t("notes.removeTag", { tag })}
          className="grid size-5 place-items-center rounded-full text-text-3 hover:bg-hover hover:text-text"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      ) : (
        <span className="w-1" />
      )}
    </form>
  );
}
