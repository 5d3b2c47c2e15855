"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useActionFormState } from "@/components/form/form-context";
import { useHoldEndWords } from "@/components/orders/hold-end-words";
import { InlineError } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { type ActionKind, actionKinds, actionTable, isOffered } from "@/lib/automation/rules/actions";
import type { Trigger } from "@/lib/automation/rules/triggers";
import type { Choice } from "@/lib/format/choices";
import { holdEnds } from "@/lib/orders/rules/hold-end";
import { holdScopes, holdTypes } from "@/lib/orders/rules/hold-types";
import { priorities } from "@/lib/orders/rules/priority";
import { roles } from "@/lib/staff/rules/permissions";
import { RemoveButton } from "./condition-fields";
import { newAction, type TypedAction } from "./draft";
import { useEditorPlace } from "./values";

type ListProps = { trigger: Trigger; actions: TypedAction[]; onChange: (actions: TypedAction[]) => void };

/** What a rule does, in its order. */
export function ActionList({ trigger, actions, onChange }: ListProps) {
  const t = useTranslations("automation");
  const { error } = useActionFormState();
  const none = error("rule.actions");
  const set = (index: number, by: TypedAction[]) => onChange(actions.toSpliced(index, 1, ...by));
  const kinds = actionKinds.filter((kind) => isOffered(kind, trigger));
  return (
    <div className="grid gap-3">
      {actions.map((action, index) => {
        const name = t("editor.actionOf", { number: index + 1 });
        const wrong = error(`rule.actions.${index}.kind`);
        return (
          <fieldset key={action.key} aria-label={name} className="grid gap-2">
            <div className="flex items-start gap-2">
              <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
                <Select
                  aria-label={t("editor.kind")}
                  value={action.kind}
                  onChange={(event) =>
                    set(index, [{ ...newAction(event.target.value as ActionKind), key: action.key }])
                  }
                  className="w-auto!"
                >
                  {/* One that is no longer offered stays until it is changed, and saving says why it cannot. */}
                  {(kinds.includes(action.kind) ? kinds : [...kinds, action.kind]).map((kind) => (
                    <option key={kind} value={kind}>
                      {t(`action.${kind}`)}
                    </option>
                  ))}
                </Select>
                {trigger === "received" ? (
                  <span className="text-sm text-text-3">
                    {actionTable[action.kind].inIntake ? t("editor.atIntake") : t("editor.after")}
                  </span>
                ) : null}
              </div>
              <RemoveButton label={`${t("editor.remove")}: ${name}`} onClick={() => set(index, [])} />
            </div>
            {wrong ? <InlineError>{wrong}</InlineError> : null}
            <ActionFields
              at={`rule.actions.${index}`}
              action={action}
              onChange={(typed) => set(index, [{ ...action, typed: { ...action.typed, ...typed } }])}
            />
          </fieldset>
        );
      })}
      {none ? <InlineError>{none}</InlineError> : null}
      <div>
        <Button size="sm" onClick={() => onChange([...actions, newAction("tag")])}>
          <Plus aria-hidden /> {t("editor.addAction")}
        </Button>
      </div>
    </div>
  );
}

type FieldsProps = { at: string; action: TypedAction; onChange: (typed: Record<string, string>) => void };
const frame = "grid gap-3 rounded-md border border-border p-3 sm:grid-cols-2";

function ActionFields({ at, action, onChange }: FieldsProps) {
  const t = useTranslations("automation.editor");
  const orders = useTranslations("orders");
  const role = useTranslations("staff.roles");
  const { warehouses, services, people, webhooks } = useEditorPlace();
  const { error } = useActionFormState();
  const typed = (name: string) => action.typed[name] ?? "";
  const text = (name: string, label: string, hint?: string) => (
    <Field label={label} hint={hint} error={error(`${at}.${name}`)}>
      <Input value={typed(name)} autoComplete="off" onChange={(event) => onChange({ [name]: event.target.value })} />
    </Field>
  );
  const long = (name: string, label: string) => (
    <Field label={label} error={error(`${at}.${name}`)} className="sm:col-span-2">
      <Textarea
        rows={2}
        maxLength={1000}
        value={typed(name)}
        onChange={(event) => onChange({ [name]: event.target.value })}
      />
    </Field>
  );
  const select = (name: string, label: string, choices: Choice[], first?: string) => (
    <Field label={label} error={error(`${at}.${name}`) ?? (name === "to" ? error(`${at}.email`) : undefined)}>
      <Select value={typed(name)} onChange={(event) => onChange({ [name]: event.target.value })}>
        {first === undefined ? null : <option value="">{first}</option>}
        {choices.map(({ value, label: said }) => (
          <option key={value} value={value}>
            {said}
          </option>
        ))}
      </Select>
    </Field>
  );
  const sayEnd = useHoldEndWords();
  const types = holdTypes.map((value) => ({ value, label: orders(`holdType.${value}`) }));
  switch (action.kind) {
    case "approve":
    case "review":
      return null;
    case "hold":
      return (
        <div className={frame}>
          {select("type", t("holdType"), types)}
          {select(
            "scope",
            t("holdScope"),
            holdScopes.map((value) => ({ value, label: orders(`holdScope.${value}`) })),
          )}
          {text("reason", t("reason"))}
          {select(
            "ends",
            orders("form.releaseWhen"),
            holdEnds(["paid"]).map((value) => ({ value, label: sayEnd(value) })),
            orders("releaseWhen.never"),
          )}
        </div>
      );
    case "release":
      return <div className={frame}>{select("type", t("holdType"), types)}</div>;
    case "tag":
      return (
        <div className={frame}>
          {text("add", t("tagsAdd"), t("several"))}
          {text("remove", t("tagsRemove"))}
        </div>
      );
    case "assign":
      return <div className={frame}>{select("email", t("person"), people, t("add"))}</div>;
    case "warehouse":
      return <div className={frame}>{select("code", t("warehouse"), warehouses, t("add"))}</div>;
    case "service":
      return <div className={frame}>{select("code", t("service"), services, t("add"))}</div>;
    case "prioritise":
      return (
        <div className={frame}>
          {select(
            "priority",
            t("priority"),
            priorities.map((value) => ({ value, label: orders(`priority.${value}`) })),
          )}
        </div>
      );
    case "raise":
      return <div className={frame}>{long("title", t("title"))}</div>;
    case "gift":
      return (
        <div className={frame}>
          {text("sku", t("sku"))}
          {text("quantity", t("quantity"))}
        </div>
      );
    case "note":
      return <div className={frame}>{long("body", t("body"))}</div>;
    case "webhook":
      return <div className={frame}>{select("endpoint", t("endpoint"), webhooks, t("add"))}</div>;
    case "notify": {
      const groups = roles.map((value) => ({ value: `role:${value}`, label: t("everyRole", { role: role(value) }) }));
      return (
        <div className={frame}>
          {select("to", t("to"), [...groups, ...people], t("add"))}
          {long("message", t("message"))}
        </div>
      );
    }
  }
}
