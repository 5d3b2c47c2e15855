"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useActionFormState } from "@/components/form/form-context";
import { InlineError } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/input";
import { type LineScope, lineScopes, type Match } from "@/lib/automation/rules/conditions";
import { type FieldName, fieldOf, lineFieldNames, lineFieldOf } from "@/lib/automation/rules/fields";
import type { Trigger } from "@/lib/automation/rules/triggers";
import { newId } from "@/lib/core/ids";
import {
  fieldsFor,
  newComparison,
  newLines,
  newOrder,
  type TypedCondition,
  type TypedGroup,
  type TypedLeaf,
  type TypedLines,
} from "./draft";
import { ComparisonFields, OperatorSelect, TypedValue, useEditorPlace } from "./values";

type ListProps<Kind extends TypedCondition> = {
  /** Path of the list in the rule, under which its errors stand. */
  at: string;
  trigger: Trigger;
  conditions: Kind[];
  onChange: (conditions: Kind[]) => void;
};

/** The conditions of a rule, each a sentence with fields in it; a group is a frame with some of its own. */
export function ConditionList({ at, trigger, conditions, onChange }: ListProps<TypedCondition>) {
  const t = useTranslations("automation.editor");
  const { currency } = useEditorPlace();
  const replace = (index: number, by: TypedCondition | null) =>
    onChange(conditions.flatMap((each, place) => (place === index ? (by ?? []) : each)));
  return (
    <div className="grid gap-2.5">
      {conditions.length === 0 ? <p className="text-sm text-text-3">{t("noConditions")}</p> : null}
      {conditions.map((condition, index) =>
        condition.kind === "group" ? (
          <GroupFields
            key={condition.key}
            at={`${at}.${index}`}
            name={t("groupOf", { number: index + 1 })}
            trigger={trigger}
            group={condition}
            onChange={(group) => replace(index, group)}
          />
        ) : (
          <LeafFields
            key={condition.key}
            at={`${at}.${index}`}
            name={t("condition", { number: index + 1 })}
            trigger={trigger}
            leaf={condition}
            onChange={(leaf) => replace(index, leaf)}
          />
        ),
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => onChange([...conditions, newOrder("total", currency)])}>
          <Plus aria-hidden /> {t("addCondition")}
        </Button>
        <Button
          size="sm"
          variant="quiet"
          onClick={() => onChange([...conditions, { ...newGroup(), conditions: [newOrder("total", currency)] }])}
        >
          <Plus aria-hidden /> {t("addGroup")}
        </Button>
      </div>
    </div>
  );
}

function newGroup(): TypedGroup {
  return { kind: "group", key: newId(), match: "any", conditions: [] };
}

type GroupProps = {
  at: string;
  name: string;
  trigger: Trigger;
  group: TypedGroup;
  onChange: (group: TypedGroup | null) => void;
};

function GroupFields({ at, name, trigger, group, onChange }: GroupProps) {
  const t = useTranslations("automation.editor");
  const { currency } = useEditorPlace();
  const set = (conditions: TypedLeaf[]) => onChange(conditions.length > 0 ? { ...group, conditions } : null);
  return (
    <fieldset aria-label={name} className="grid gap-2 rounded-md border border-border bg-surface-2 p-2.5">
      <div className="flex items-center justify-between gap-2">
        <MatchSelect match={group.match} onChange={(match) => onChange({ ...group, match })} />
        <RemoveButton label={`${t("remove")}: ${name}`} onClick={() => onChange(null)} />
      </div>
      {group.conditions.map((leaf, index) => (
        <LeafFields
          key={leaf.key}
          at={`${at}.conditions.${index}`}
          name={t("condition", { number: index + 1 })}
          trigger={trigger}
          leaf={leaf}
          onChange={(by) => set(group.conditions.flatMap((each) => (each === leaf ? (by ?? []) : each)))}
        />
      ))}
      <div>
        <Button size="sm" onClick={() => set([...group.conditions, newOrder("total", currency)])}>
          <Plus aria-hidden /> {t("addCondition")}
        </Button>
      </div>
    </fieldset>
  );
}

export function MatchSelect({ match, onChange }: { match: Match; onChange: (match: Match) => void }) {
  const t = useTranslations("automation.editor");
  return (
    <Select
      aria-label={t("match")}
      value={match}
      onChange={(event) => onChange(event.target.value as Match)}
      className="w-auto! justify-self-start"
    >
      <option value="all">{t("matchAll")}</option>
      <option value="any">{t("matchAny")}</option>
    </Select>
  );
}

type LeafProps = {
  at: string;
  name: string;
  trigger: Trigger;
  leaf: TypedLeaf;
  onChange: (leaf: TypedLeaf | null) => void;
};

function LeafFields({ at, name, trigger, leaf, onChange }: LeafProps) {
  const t = useTranslations("automation.editor");
  return (
    <fieldset aria-label={name} className="flex items-start gap-2">
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-2">
        <FieldSelect trigger={trigger} leaf={leaf} onChange={onChange} />
        {leaf.kind === "order" ? (
          <ComparisonFields
            at={at}
            kind={fieldOf(leaf.field)}
            typed={leaf}
            onChange={(change) => onChange({ ...leaf, ...change })}
          />
        ) : (
          <LineFields at={at} lines={leaf} onChange={onChange} />
        )}
      </div>
      <RemoveButton label={`${t("remove")}: ${name}`} onClick={() => onChange(null)} />
    </fieldset>
  );
}

const groups = ["order", "promotion", "customer", "destination", "time", "event"] as const;
const linesPrefix = "lines:";

/** What is asked: a field of the order, or something of its lines. */
function FieldSelect({ trigger, leaf, onChange }: Pick<LeafProps, "trigger" | "leaf" | "onChange">) {
  const t = useTranslations("automation");
  const { currency } = useEditorPlace();
  const offered = fieldsFor(trigger);
  const choose = (value: string) =>
    onChange(
      value.startsWith(linesPrefix)
        ? changedScope(leaf, value.slice(linesPrefix.length) as LineScope, currency)
        : { ...newOrder(value as FieldName, currency), key: leaf.key },
    );
  return (
    <Select
      aria-label={t("editor.field")}
      value={leaf.kind === "order" ? leaf.field : `${linesPrefix}${leaf.scope}`}
      onChange={(event) => choose(event.target.value)}
      className="w-auto! max-w-full"
    >
      {groups.map((group) => {
        const names = offered.filter((name) => fieldOf(name).group === group);
        return names.length === 0 ? null : (
          <optgroup key={group} label={t(`group.${group}`)}>
            {names.map((name) => (
              <option key={name} value={name}>
                {t(`field.${name}`)}
              </option>
            ))}
          </optgroup>
        );
      })}
      <optgroup label={t("group.lines")}>
        {lineScopes.map((scope) => (
          <option key={scope} value={`${linesPrefix}${scope}`}>
            {t(`scope.${scope}`)}
          </option>
        ))}
      </optgroup>
    </Select>
  );
}

// What was typed of the lines stays where only the scope changes.
function changedScope(leaf: TypedLeaf, scope: LineScope, currency: string): TypedLines {
  return leaf.kind === "lines" ? { ...leaf, scope } : { ...newLines(scope, currency), key: leaf.key };
}

type LineProps = { at: string; lines: TypedLines; onChange: (lines: TypedLines) => void };

function LineFields({ at, lines, onChange }: LineProps) {
  const t = useTranslations("automation");
  const { currency } = useEditorPlace();
  const { error } = useActionFormState();
  const sums = lines.scope === "quantity" || lines.scope === "amount";
  const wrong = error(`${at}.where`);
  const setPart = (index: number, by: TypedLines["where"]) =>
    onChange({ ...lines, where: lines.where.toSpliced(index, 1, ...by) });
  return (
    <div className="grid min-w-0 flex-1 basis-80 gap-2">
      {lines.where.map((part, index) => (
        <div key={part.key} className="flex flex-wrap items-start gap-2">
          <Select
            aria-label={t("editor.where")}
            value={part.field}
            onChange={(event) => {
              const field = event.target.value as (typeof lineFieldNames)[number];
              setPart(index, [{ ...newComparison(field, lineFieldOf(field), currency), key: part.key }]);
            }}
            className="w-auto!"
          >
            {lineFieldNames.map((name) => (
              <option key={name} value={name}>
                {t(`line.${name}`)}
              </option>
            ))}
          </Select>
          <ComparisonFields
            at={`${at}.where.${index}`}
            kind={lineFieldOf(part.field)}
            typed={part}
            onChange={(change) => setPart(index, [{ ...part, ...change }])}
          />
          {lines.where.length > 1 || sums ? (
            <RemoveButton
              label={`${t("editor.remove")}: ${t(`line.${part.field}`)}`}
              onClick={() => setPart(index, [])}
            />
          ) : null}
        </div>
      ))}
      {wrong ? <InlineError>{wrong}</InlineError> : null}
      <div className="flex flex-wrap items-start gap-2">
        <Button
          size="sm"
          variant="quiet"
          onClick={() =>
            onChange({
              ...lines,
              where: [...lines.where, newComparison("quantity", lineFieldOf("quantity"), currency)],
            })
          }
        >
          <Plus aria-hidden /> {t("editor.addLine")}
        </Button>
        {sums ? (
          <>
            <OperatorSelect type="number" value={lines.op} onChange={(op) => onChange({ ...lines, op })} />
            <TypedValue
              type={lines.scope === "amount" ? "money" : "number"}
              text={lines.text}
              currency={lines.currency}
              error={error(`${at}.value`)}
              onChange={(change) => onChange({ ...lines, ...change })}
            />
          </>
        ) : null}
      </div>
    </div>
  );
}

export function RemoveButton(props: { label: string; onClick: () => void; className?: string }) {
  const { label, ...rest } = props;
  return (
    <Button variant="quiet" aria-label={label} title={label} {...rest}>
      <X aria-hidden />
    </Button>
  );
}
