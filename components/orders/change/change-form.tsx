"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { changeAction, previewChangeAction } from "@/app/(back-office)/orders/[number]/change/actions";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { submitKeys } from "@/components/form/submit-keys";
import { useEditing } from "@/components/live/editing";
import { LineEntry } from "@/components/orders/new-order/line-entry";
import { usePreview } from "@/components/orders/use-preview";
import { InlineError } from "@/components/ui/alert";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/class-name";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { newId } from "@/lib/core/ids";
import { formatMoney } from "@/lib/core/money";
import type { FormAction } from "@/lib/form-state";
import type { ChangePreview } from "@/lib/orders/queries/preview-change";
import { changeReasons } from "@/lib/orders/rules/change-reasons";
import { ChangeCoupons } from "./change-coupons";
import { ChangeEffects } from "./change-effects";
import { ChangeLines } from "./change-lines";
import {
  addedProblems,
  askedChange,
  type ChangeableOrder,
  type LineEdit,
  lineProblems,
  nothingTyped,
  shippingProblem,
  type TypedChange,
  withAdded,
} from "./change-state";

/** The change that this one takes back, and what that comes to; whoever types over it makes a change of their own. */
type Undoing = { seq: number; typed: TypedChange };

/** Changes what an order consists of; what that does to money and stock stands beside it before it is done. */
export function ChangeForm({ order, undoing }: { order: ChangeableOrder; undoing?: Undoing }) {
  const [t, orders] = [useTranslations("change"), useTranslations("orders")];
  useEditing(order.number);
  const router = useRouter();
  const [typed, setTyped] = useState<TypedChange>(undoing?.typed ?? nothingTyped);
  const entry = useRef<HTMLInputElement>(null);
  const asked = askedChange(order, typed);
  const { answer, fresh, looking, again } = usePreview(asked ? `${order.version} ${JSON.stringify(asked)}` : "", () =>
    previewChangeAction({ number: order.number, version: order.version, ...asked }),
  );
  const preview = answer?.ok ? answer.preview : null;
  const ready = preview !== null && fresh;
  const wrong = wrongFigures(order, typed, t);
  const badShipping = shippingProblem(order, typed.shipping);

  const editLine = (line: number, edit: LineEdit | null) =>
    setTyped((now) => {
      const { [line]: _, ...others } = now.edits;
      return { ...now, edits: edit ? { ...others, [line]: edit } : others };
    });
  const editAdded = (key: string, edit: LineEdit | null) => {
    setTyped((now) => ({
      ...now,
      added: edit
        ? now.added.map((line) => (line.key === key ? { ...line, ...edit } : line))
        : now.added.filter((line) => line.key !== key),
    }));
    if (!edit) entry.current?.focus();
  };
  // The page shows the changed order at once, on which this form may no longer stand: the way back is gone here.
  const change: FormAction = async (previous, data) => {
    const state = await changeAction(previous, data);
    if (state.status === "ok") router.push(`/orders/${order.number}`);
    else again();
    return state;
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: one shortcut for the whole page; every field keeps its own keys.
    <div onKeyDown={submitKeys(ready)}>
      <ActionForm
        action={change}
        fields={{
          number: order.number,
          version: `${order.version}`,
          change: JSON.stringify(asked ?? {}),
          expected: preview?.digest ?? "",
          undoes: undoing ? `${undoing.seq}` : "",
        }}
        done={preview?.cancelled ? t("doneCancelled") : t("done")}
        className="grid gap-4"
        label={t("title", { number: order.number })}
      >
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(320px,1fr)]">
          <div className="grid min-w-0 gap-4">
            <Card aria-labelledby="items" className="relative z-10">
              <CardHeader id="items" title={t("items")} />
              <ChangeLines
                order={order}
                typed={typed}
                preview={preview}
                refused={(answer && !answer.ok && answer.skus) || []}
                onEdit={editLine}
                onAdded={editAdded}
              />
              <CardBody className="border-border border-t">
                <LineEntry
                  currency={order.currency}
                  inputRef={entry}
                  onAdd={(item, quantity) =>
                    setTyped((now) => ({ ...now, added: withAdded(now.added, item, quantity, newId()) }))
                  }
                />
              </CardBody>
            </Card>
            <ChangeCoupons
              order={order}
              typed={typed}
              onChange={(patch) => setTyped((now) => ({ ...now, ...patch }))}
            />
            <Card aria-labelledby="terms">
              <CardHeader id="terms" title={t("terms")} />
              <CardBody className="grid gap-4 sm:grid-cols-3">
                <Field
                  label={t("shipping", { currency: order.currency })}
                  error={badShipping && t(`problem.${badShipping}`, { least: 0 })}
                >
                  <Input
                    inputMode="decimal"
                    autoComplete="off"
                    value={typed.shipping ?? order.shipping}
                    onChange={(event) => setTyped({ ...typed, shipping: event.target.value.trim() })}
                    className="numerals"
                  />
                </Field>
                <FormField
                  as="select"
                  name="reason"
                  label={orders("form.changeReason")}
                  defaultValue={undoing ? "correction" : undefined}
                  options={changeReasons.map((value) => ({ value, label: orders(`changeReason.${value}`) }))}
                  required
                />
                <FormField as="textarea" name="note" label={t("note")} rows={1} maxLength={500} optional />
              </CardBody>
            </Card>
          </div>
          <Card aria-labelledby="happens" className="lg:sticky lg:top-[calc(var(--top-bar)+16px)]">
            <CardHeader id="happens" title={t("happens")} />
            <CardBody className={cn("min-h-64", looking && preview && "opacity-60")}>
              <div aria-live="polite" aria-busy={looking}>
                {wrong.length > 0 ? <Wrong figures={wrong} /> : null}
                {asked && answer && !answer.ok ? <InlineError>{answer.message}</InlineError> : null}
                {preview ? <ChangeEffects preview={preview} /> : null}
                {asked && !answer ? <p className="text-sm text-text-3">{t("looking")}</p> : null}
                {!asked && wrong.length === 0 ? <p className="text-sm text-text-3">{t("nothing")}</p> : null}
              </div>
            </CardBody>
            <CardFooter>
              <SubmitButton
                size="lg"
                variant={preview?.cancelled ? "danger-solid" : "primary"}
                disabled={!ready}
                className="h-auto! min-h-11 w-full whitespace-normal! py-2"
              >
                <Submit preview={preview} />{" "}
                <Kbd className={cn(preview?.cancelled && "border-current! bg-transparent! text-current!")}>⌘↵</Kbd>
              </SubmitButton>
            </CardFooter>
          </Card>
        </div>
      </ActionForm>
    </div>
  );
}

function Wrong({ figures }: { figures: string[] }) {
  const t = useTranslations("change");
  return (
    <div className="grid gap-1.5">
      <p className="text-sm text-text-3">{t("correct")}</p>
      {figures.map((text) => (
        <InlineError key={text}>{text}</InlineError>
      ))}
    </div>
  );
}

/** The button says what it moves. */
function Submit({ preview }: { preview: ChangePreview | null }) {
  const t = useTranslations("change");
  const locale = useLocale();
  if (!preview) return t("submit");
  const show = (minor: bigint) => formatMoney(minor, preview.currency, locale);
  const refunded = preview.refunds.reduce((sum, refund) => sum + BigInt(refund.amountMinor), 0n);
  if (preview.cancelled) return refunded > 0n ? t("submitCancelRefund", { amount: show(refunded) }) : t("submitCancel");
  if (refunded > 0n) return t("submitRefund", { amount: show(refunded) });
  const more = BigInt(preview.due.afterMinor) - BigInt(preview.due.beforeMinor);
  if (more === 0n) return t("submit");
  return more > 0n ? t("submitMore", { amount: show(more) }) : t("submitLess", { amount: show(-more) });
}

type Words = ReturnType<typeof useTranslations<"change">>;

// Everything typed that does not read, by the name of what it stands in.
function wrongFigures(order: ChangeableOrder, typed: TypedChange, t: Words): string[] {
  const lines = order.lines.map((line) => ({
    title: line.title,
    least: line.least,
    of: lineProblems(line, typed.edits[line.line]),
  }));
  const added = typed.added.map((line) => ({ title: line.item.title, least: 0, of: addedProblems(line) }));
  const shipping = shippingProblem(order, typed.shipping);
  return [
    ...[...lines, ...added].flatMap(({ title, least, of }) => [
      ...(of.quantity ? [`${t("unitsOf", { title })}: ${t(`problem.${of.quantity}`, { least })}`] : []),
      ...(of.unitPrice ? [`${t("priceOf", { title })}: ${t(`problem.${of.unitPrice}`, { least })}`] : []),
    ]),
    ...(shipping ? [`${t("shipping", { currency: order.currency })}: ${t(`problem.${shipping}`, { least: 0 })}`] : []),
  ];
}
