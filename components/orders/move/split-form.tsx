"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { previewSplitAction, splitAction } from "@/app/(back-office)/orders/[number]/split/actions";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { submitKeys } from "@/components/form/submit-keys";
import { useEditing } from "@/components/live/editing";
import { LineUnits } from "@/components/orders/line-units";
import { usePreview } from "@/components/orders/use-preview";
import { InlineError } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/class-name";
import { Kbd } from "@/components/ui/kbd";
import { notify } from "@/components/ui/notify";
import type { FormAction } from "@/lib/form-state";
import type { SplitPage } from "@/lib/orders/queries/split-page";
import { SplitEffects } from "./move-effects";

type SplittableOrder = Omit<SplitPage, "stage">;
type SplitLine = SplitPage["lines"][number];

type Choice = { quantity: number; from?: string };

/** Splits units off an order into one of their own; what that does stands beside it before it is done. */
export function SplitForm({ order }: { order: SplittableOrder }) {
  const t = useTranslations("moves");
  useEditing(order.number);
  const router = useRouter();
  const [units, setUnits] = useState<Record<number, Choice>>({});
  const [promisedAt, setPromisedAt] = useState("");
  const lines = order.lines.flatMap(({ line }) => {
    const { quantity, from } = units[line] ?? { quantity: 0 };
    return quantity > 0 ? [{ line, quantity, ...(from ? { from } : {}) }] : [];
  });
  const count = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const asked = { lines, promisedAt };
  const { answer, fresh, looking, again } = usePreview(
    lines.length > 0 ? `${order.version} ${JSON.stringify(asked)}` : "",
    () => previewSplitAction({ number: order.number, version: order.version, ...asked }),
  );
  const preview = answer?.ok ? answer.preview : null;
  const ready = preview !== null && fresh;

  const split: FormAction = async (previous, data) => {
    const state = await splitAction(previous, data);
    if (state.status !== "ok") {
      again();
      return state;
    }
    const { part } = state.value as { part: { number: string } };
    notify.done(t("split.done", { number: part.number }));
    router.push(`/orders/${encodeURIComponent(part.number)}`);
    return state;
  };
  const choose = (of: (line: SplitLine) => Choice) =>
    setUnits(Object.fromEntries(order.lines.map((line) => [line.line, of(line)])));

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: one shortcut for the whole page; every field keeps its own keys.
    <div onKeyDown={submitKeys(ready)}>
      <ActionForm
        action={split}
        fields={{
          number: order.number,
          version: `${order.version}`,
          lines: JSON.stringify(lines),
          expected: preview?.digest ?? "",
        }}
        className="grid gap-4"
        label={t("split.title", { number: order.number })}
        resetOnOk={false}
      >
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(320px,1fr)]">
          <div className="grid min-w-0 gap-4">
            <Card aria-labelledby="split-lines">
              <CardHeader id="split-lines" title={t("split.lines")} />
              <Presets lines={order.lines} chosen={count > 0} onChoose={choose} />
              <CardBody className="grid gap-2.5">
                {order.lines.map((line) => (
                  <LineUnits
                    key={line.line}
                    name="units"
                    line={line}
                    label={t("split.unitsOf", { title: line.title })}
                    most={line.open}
                    hint={t("split.open", { count: line.open })}
                    value={units[line.line]?.quantity ?? 0}
                    onChange={(quantity) => setUnits({ ...units, [line.line]: { quantity } })}
                  />
                ))}
              </CardBody>
            </Card>
            <Card aria-labelledby="split-terms">
              <CardHeader id="split-terms" title={t("split.terms")} />
              <CardBody className="grid gap-4 sm:grid-cols-2">
                <FormField
                  name="promisedAt"
                  type="datetime-local"
                  label={t("split.promisedAt")}
                  hint={t("split.promisedHint", { number: order.number })}
                  onChange={(event) => setPromisedAt(event.currentTarget.value)}
                  optional
                />
                <FormField as="textarea" name="note" label={t("split.note")} rows={1} maxLength={500} optional />
              </CardBody>
            </Card>
          </div>
          <Card aria-labelledby="split-happens" className="lg:sticky lg:top-[calc(var(--top-bar)+16px)]">
            <CardHeader id="split-happens" title={t("split.happens")} />
            <CardBody className={cn("min-h-64", looking && preview && "opacity-60")}>
              <div aria-live="polite" aria-busy={looking}>
                {answer && !answer.ok ? <InlineError>{answer.message}</InlineError> : null}
                {preview ? <SplitEffects preview={preview} number={order.number} /> : null}
                {answer ? null : (
                  <p className="text-sm text-text-3">{looking ? t("effect.looking") : t("split.nothing")}</p>
                )}
              </div>
            </CardBody>
            <CardFooter>
              <SubmitButton size="lg" disabled={!ready} className="w-full">
                {t("split.submit", { count })} <Kbd>⌘↵</Kbd>
              </SubmitButton>
            </CardFooter>
          </Card>
        </div>
      </ActionForm>
    </div>
  );
}

type PresetsProps = { lines: SplitLine[]; chosen: boolean; onChoose: (of: (line: SplitLine) => Choice) => void };

/** What is split most: what waits for stock, and what another warehouse keeps. */
function Presets({ lines, chosen, onChoose }: PresetsProps) {
  const t = useTranslations("moves.split");
  const waiting = lines.reduce((sum, line) => sum + line.waiting, 0);
  const places = new Map<string, { name: string; units: number }>();
  for (const { kept } of lines) {
    for (const { code, name, units } of kept) {
      places.set(code, { name, units: (places.get(code)?.units ?? 0) + units });
    }
  }
  // All of it cannot leave: where nothing else is in the order there is nothing to choose at once.
  const some = waiting > 0 && waiting < lines.reduce((sum, line) => sum + line.open, 0);
  const several = places.size > 1 || (places.size === 1 && waiting > 0);
  if (!some && !several) return null;
  return (
    <CardBody className="flex flex-wrap items-center gap-2 border-border border-b">
      <span className="text-sm text-text-3">{t("presets")}</span>
      {some ? (
        <Button size="sm" onClick={() => onChoose((line) => ({ quantity: Math.min(line.waiting, line.open) }))}>
          {t("waiting", { count: waiting })}
        </Button>
      ) : null}
      {several
        ? [...places].map(([code, { name, units }]) => (
            <Button
              key={code}
              size="sm"
              onClick={() =>
                onChoose((line) => ({
                  quantity: Math.min(line.kept.find((at) => at.code === code)?.units ?? 0, line.open),
                  from: code,
                }))
              }
            >
              {t("at", { location: name, count: units })}
            </Button>
          ))
        : null}
      {chosen ? (
        <Button size="sm" variant="quiet" onClick={() => onChoose(() => ({ quantity: 0 }))}>
          {t("clear")}
        </Button>
      ) : null}
    </CardBody>
  );
}
