"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { createContext, useContext } from "react";
import { useActionFormState } from "@/components/form/form-context";
import { chipClass } from "@/components/ui/chip";
import { cn } from "@/components/ui/class-name";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { type Field as FieldKind, type Operator, operators } from "@/lib/automation/rules/fields";
import type { Choice } from "@/lib/format/choices";
import type { TypedComparison } from "./draft";
import type { RuleWords } from "./rule-words";

/** What the editor's parts share: the shop's own choices, and words. */
export type EditorPlace = {
  channels: Choice[];
  warehouses: Choice[];
  services: Choice[];
  people: Choice[];
  webhooks: Choice[];
  categories: Choice[];
  promotions: Choice[];
  countries: Choice[];
  currencies: Choice[];
  currency: string;
  words: RuleWords;
};
const Place = createContext<EditorPlace | null>(null);
export const EditorPlaceProvider = Place.Provider;

export function useEditorPlace(): EditorPlace {
  const place = useContext(Place);
  if (!place) throw new Error("a part of the rule editor stands outside of it");
  return place;
}

type Kind = Pick<FieldKind<never>, "type" | "choices">;

/** How a field compares and with what, by what the field is. */
export function ComparisonFields<Name extends string>(props: {
  at: string;
  kind: Kind;
  typed: TypedComparison<Name>;
  onChange: (change: Partial<TypedComparison<Name>>) => void;
}) {
  const { at, kind, typed, onChange } = props;
  const t = useTranslations("automation");
  const { error } = useActionFormState();
  if (kind.type === "flag") {
    return (
      <Select
        aria-label={t("editor.value")}
        value={String(typed.yes)}
        onChange={(event) => onChange({ yes: event.target.value === "true" })}
        className="w-auto!"
      >
        <option value="true">{t("says.yes")}</option>
        <option value="false">{t("says.no")}</option>
      </Select>
    );
  }
  return (
    <>
      <OperatorSelect type={kind.type} value={typed.op} onChange={(op) => onChange({ op })} />
      {kind.choices ? (
        <ChoiceValues
          field={typed.field}
          choices={kind.choices}
          values={typed.values}
          error={error(`${at}.value`)}
          onChange={(values) => onChange({ values })}
        />
      ) : (
        <TypedValue
          type={kind.type}
          text={typed.text}
          currency={typed.currency}
          error={error(`${at}.value`) ?? error(`${at}.currency`)}
          onChange={onChange}
        />
      )}
    </>
  );
}

export function OperatorSelect(props: { type: Kind["type"]; value: Operator; onChange: (op: Operator) => void }) {
  const t = useTranslations("automation");
  return (
    <Select
      aria-label={t("editor.op")}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value as Operator)}
      className="w-auto!"
    >
      {operators[props.type].map((op) => (
        <option key={op} value={op}>
          {t(`op.${op}`)}
        </option>
      ))}
    </Select>
  );
}

/** A number, an amount with its currency, or words separated by commas. */
export function TypedValue(props: {
  type: "number" | "money" | Kind["type"];
  text: string;
  currency: string;
  error?: string | undefined;
  onChange: (change: { text?: string; currency?: string }) => void;
}) {
  const { type, text, currency, error, onChange } = props;
  const t = useTranslations("automation");
  const { currencies } = useEditorPlace();
  const figure = type === "number" || type === "money";
  return (
    <>
      <Field label={t("editor.value")} hideLabel error={error} className={figure ? "w-28" : "min-w-48 flex-1"}>
        <Input
          value={text}
          inputMode={figure ? "decimal" : undefined}
          placeholder={figure ? undefined : t("editor.several")}
          autoComplete="off"
          maxLength={1000}
          onChange={(event) => onChange({ text: event.target.value })}
          className={figure ? "numerals" : undefined}
        />
      </Field>
      {type === "money" ? (
        <Select
          aria-label={t("editor.currency")}
          value={currency}
          onChange={(event) => onChange({ currency: event.target.value })}
          className="w-auto!"
        >
          {currencies.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.value}
            </option>
          ))}
        </Select>
      ) : null}
    </>
  );
}

function useChoices(field: string, choices: NonNullable<Kind["choices"]>): Choice[] {
  const place = useEditorPlace();
  if (typeof choices === "string") return place[choices];
  return choices.map((value) => ({ value, label: place.words.choice(field, value) }));
}

/** Several of a list: each chosen one can be taken off again. */
function ChoiceValues(props: {
  field: string;
  choices: NonNullable<Kind["choices"]>;
  values: string[];
  error?: string | undefined;
  onChange: (values: string[]) => void;
}) {
  const { field, values, error, onChange } = props;
  const t = useTranslations("automation");
  const choices = useChoices(field, props.choices);
  const labelOf = (value: string) => choices.find((choice) => choice.value === value)?.label ?? value;
  return (
    <div className="flex min-w-0 flex-wrap items-start gap-1.5">
      {values.map((value) => (
        <span key={value} className={cn(chipClass, "mt-0.5 max-w-full")}>
          <span className="truncate">{labelOf(value)}</span>
          <button
            type="button"
            aria-label={t("editor.removeValue", { value: labelOf(value) })}
            onClick={() => onChange(values.filter((each) => each !== value))}
            className="-me-1.5 grid size-6 place-items-center rounded-full text-text-2 hover:bg-hover hover:text-text"
          >
            <X aria-hidden className="size-3.5" />
          </button>
        </span>
      ))}
      <Field label={t("editor.value")} hideLabel error={error}>
        <Select value="" onChange={(event) => onChange([...values, event.target.value])} className="w-auto! max-w-56">
          <option value="">{t("editor.add")}</option>
          {choices
            .filter((choice) => !values.includes(choice.value))
            .map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
        </Select>
      </Field>
    </div>
  );
}
