"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type KeyboardEvent, useMemo, useState } from "react";
import { dryRunAction, saveRuleAction } from "@/app/(back-office)/settings/automation/actions";
import { ActionForm } from "@/components/form/action-form";
import { useActionFormState } from "@/components/form/form-context";
import { FormCheckbox } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { usePreview } from "@/components/orders/use-preview";
import { InlineError } from "@/components/ui/alert";
import { Card, CardBody, CardFooter } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { namesOf } from "@/lib/automation/editor-choices";
import { isOffered } from "@/lib/automation/rules/actions";
import type { RuleBody } from "@/lib/automation/rules/body";
import { fieldOf } from "@/lib/automation/rules/fields";
import { type Trigger, triggers } from "@/lib/automation/rules/triggers";
import type { FormAction } from "@/lib/form-state";
import { ActionList } from "./action-fields";
import { ApplyButton } from "./apply-button";
import { ConditionList, MatchSelect } from "./condition-fields";
import { askedRule, emptyRule, newAction, type TypedCondition, type TypedRule, typedRule } from "./draft";
import { DryRunCard } from "./dry-run-card";
import { ruleWords } from "./rule-words";
import { type EditorPlace, EditorPlaceProvider } from "./values";

type RuleEditorProps = {
  /** Absent for a new one. */
  saved?: { number: number; version: number; rule: RuleBody };
  choices: Omit<EditorPlace, "words">;
};

/** A rule as a sentence with fields in it; what it would do stands beside it while it is written. */
export function RuleEditor({ saved, choices }: RuleEditorProps) {
  const t = useTranslations("automation");
  const orders = useTranslations("orders");
  const roles = useTranslations("staff.roles");
  const locale = useLocale();
  const router = useRouter();
  const { currency } = choices;
  const [typed, setTyped] = useState<TypedRule>(() => (saved ? typedRule(saved.rule, currency) : emptyRule(currency)));
  const place = useMemo(() => {
    const names = namesOf(choices);
    return { ...choices, words: ruleWords({ t, orders, roles, locale, names }) };
  }, [choices, t, orders, roles, locale]);

  const asked = askedRule(typed) as RuleBody;
  const text = JSON.stringify(asked);
  const number = saved?.number ?? null;
  const { answer, fresh, looking } = usePreview(text, () => dryRunAction(asked, number));
  const change = (part: Partial<TypedRule>) => setTyped((now) => ({ ...now, ...part }));
  const save: FormAction = async (previous, data) => {
    const state = await saveRuleAction(previous, data);
    if (state.status === "ok" && !saved)
      router.push(`/settings/automation/${(state.value as { number: number }).number}`);
    return state;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    const inText = event.target instanceof HTMLInputElement;
    if (event.metaKey || event.ctrlKey) {
      event.preventDefault();
      event.currentTarget.querySelector("form")?.requestSubmit();
      // A value that is finished is looked at first: the button and its shortcut save.
    } else if (inText) event.preventDefault();
  };
  const run = answer?.ok ? answer.run : null;
  const unchanged = saved !== undefined && JSON.stringify(askedRule(typedRule(saved.rule, currency))) === text;

  return (
    <EditorPlaceProvider value={place}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: one shortcut for the whole form; every field keeps its own keys. */}
      <div onKeyDown={onKeyDown} className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(320px,2fr)]">
        <ActionForm
          action={save}
          fields={{ rule: text, ...(saved ? { number: `${saved.number}`, version: `${saved.version}` } : {}) }}
          done={t("editor.saved")}
          resetOnOk={false}
          label={saved ? saved.rule.name : t("editor.titleNew")}
        >
          <Card>
            <CardBody className="grid gap-5 py-4!">
              <NameField name={typed.name} onChange={(name) => change({ name })} />
              <Part title={t("editor.when")}>
                <TriggerFields typed={typed} onChange={change} />
              </Part>
              <Part title={t("editor.if")}>
                <MatchSelect match={typed.match} onChange={(match) => change({ match })} />
                <ConditionList
                  at="rule.conditions"
                  trigger={typed.trigger}
                  conditions={typed.conditions}
                  onChange={(conditions) => change({ conditions })}
                />
                <ConditionsError />
              </Part>
              <Part title={t("editor.then")}>
                <ActionList
                  trigger={typed.trigger}
                  actions={typed.actions}
                  onChange={(actions) => change({ actions })}
                />
              </Part>
              {run ? (
                <p className="border-border border-t pt-3 text-sm text-text-2">
                  <span className="font-semibold">{t("editor.reads")}:</span> {place.words.sentence(asked)}
                </p>
              ) : null}
            </CardBody>
            <CardFooter className="flex-wrap">
              <SubmitButton>
                {t("editor.save")} <Kbd>⌘↵</Kbd>
              </SubmitButton>
              {saved ? null : <FormCheckbox as="switch" name="enabled" label={t("editor.enabled")} />}
            </CardFooter>
          </Card>
        </ActionForm>
        <div className="grid gap-3">
          <DryRunCard answer={answer} looking={looking} actions={run ? asked.actions : []} />
          {saved && run && run.matched > 0 ? (
            <ApplyButton
              number={saved.number}
              version={saved.version}
              orders={run.numbers}
              ready={unchanged && fresh}
            />
          ) : null}
        </div>
      </div>
    </EditorPlaceProvider>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-2.5">
      <h2 className="font-semibold text-base">{title}</h2>
      {children}
    </section>
  );
}

function NameField({ name, onChange }: { name: string; onChange: (name: string) => void }) {
  const t = useTranslations("automation.editor");
  const { error } = useActionFormState();
  return (
    <Field label={t("name")} error={error("rule.name")} required className="max-w-120">
      <Input
        value={name}
        maxLength={80}
        placeholder={t("namePlaceholder")}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

function ConditionsError() {
  const { error } = useActionFormState();
  const wrong = error("rule.conditions");
  return wrong ? <InlineError>{wrong}</InlineError> : null;
}

function TriggerFields({ typed, onChange }: { typed: TypedRule; onChange: (part: Partial<TypedRule>) => void }) {
  const t = useTranslations("automation");
  const { error } = useActionFormState();
  return (
    <div className="flex flex-wrap items-start gap-2">
      <Select
        aria-label={t("editor.when")}
        value={typed.trigger}
        onChange={(event) => onChange(retriggered(typed, event.target.value as Trigger))}
        className="w-auto! max-w-full"
      >
        {triggers.map((trigger) => (
          <option key={trigger} value={trigger}>
            {t(`trigger.${trigger}`)}
          </option>
        ))}
      </Select>
      {typed.trigger === "overdue" ? (
        <Field label={t("editor.hours")} error={error("rule.waitHours")} className="w-28">
          <Input
            inputMode="numeric"
            value={typed.waitHours}
            onChange={(event) => onChange({ waitHours: event.target.value })}
            className="numerals"
          />
        </Field>
      ) : null}
    </div>
  );
}

/** Another trigger: what it cannot ask or do goes, or saving would be refused for what is no longer seen. */
function retriggered(typed: TypedRule, trigger: Trigger): Partial<TypedRule> {
  const fits = (condition: TypedCondition): boolean =>
    condition.kind !== "order" || (fieldOf(condition.field).triggers?.includes(trigger) ?? true);
  const actions = typed.actions.filter(({ kind }) => isOffered(kind, trigger));
  return {
    trigger,
    conditions: typed.conditions.flatMap((condition): TypedCondition[] => {
      if (condition.kind !== "group") return fits(condition) ? [condition] : [];
      const conditions = condition.conditions.filter(fits);
      return conditions.length > 0 ? [{ ...condition, conditions }] : [];
    }),
    actions: actions.length > 0 ? actions : [newAction("tag")],
  };
}
