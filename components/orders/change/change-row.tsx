"use client";

import { Trash2, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { cn } from "@/components/ui/class-name";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Money } from "@/components/ui/money";
import type { Amounts } from "@/lib/orders/rules/change-effect";
import type { FieldProblems, LineEdit, Problem } from "./change-state";

export const rowClass =
  "border-border border-b align-top last:border-b-0 max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] max-sm:gap-x-3 max-sm:gap-y-2 max-sm:px-4 max-sm:py-3 max-sm:[&>td]:p-0";

type ChangeRowProps = {
  title: string;
  sku: string;
  /** What is known of the line beside its SKU: shipped, picked, new. */
  hint?: ReactNode;
  quantity: string;
  unitPrice: string;
  pricePlaceholder?: string | undefined;
  /** The price was used already, for what left or was cancelled. */
  priceStays?: boolean;
  /** Fewest units, named where fewer were typed. */
  least?: number;
  problems: FieldProblems;
  /** The server's answer is about this line. */
  refused: boolean;
  /** All that can go of it goes: shown struck, with a way back. */
  gone?: boolean;
  total: Amounts | null;
  currency: string;
  onChange: (edit: LineEdit) => void;
  onRemove: () => void;
};

/** One line of the order that can still be changed, or one that is added: units and price in place. */
export function ChangeRow(props: ChangeRowProps) {
  const { title, problems, gone = false, total, currency, onChange } = props;
  const t = useTranslations("change");
  const common = useTranslations("common");
  return (
    <tr className={cn(rowClass, props.refused && "bg-danger-bg")}>
      <td className="py-2 ps-4 pe-2 max-sm:col-span-2">
        <p className={cn("font-medium", gone && "text-text-3 line-through")}>{title}</p>
        <p className="text-text-3 text-xs">
          <span className="font-mono">{props.sku}</span> {props.hint}
        </p>
      </td>
      <td className="px-2 py-1.5 max-sm:col-start-1 max-sm:row-start-2">
        <Figure
          label={t("unitsOf", { title })}
          short={t("units")}
          inputMode="numeric"
          value={props.quantity}
          problem={problems.quantity}
          least={props.least}
          marked={props.refused}
          onChange={(quantity) => onChange({ quantity })}
        />
      </td>
      <td className="px-2 py-1.5 max-sm:col-start-2 max-sm:row-start-2">
        <Figure
          label={t("priceOf", { title })}
          short={t("price")}
          inputMode="decimal"
          value={props.unitPrice}
          placeholder={props.pricePlaceholder}
          disabled={props.priceStays}
          title={props.priceStays ? t("priceStays") : undefined}
          problem={problems.unitPrice}
          onChange={(unitPrice) => onChange({ unitPrice })}
        />
      </td>
      <td className="numerals px-2 py-2 max-sm:col-start-3 max-sm:row-start-2 max-sm:self-end">
        {total && total.beforeMinor !== total.afterMinor && total.beforeMinor !== "0" ? (
          <>
            <span className="sr-only">{common("was")} </span>
            <s className="block text-text-3 text-xs">
              <Money minor={total.beforeMinor} currency={currency} />
            </s>
            <span className="sr-only">{common("becomes")} </span>
          </>
        ) : null}
        {total ? <Money minor={total.afterMinor} currency={currency} /> : "–"}
      </td>
      <td className="py-1 pe-2 text-end max-sm:col-start-3 max-sm:row-start-1">
        <IconButton
          label={gone ? t("putBack", { title }) : t("remove", { title })}
          icon={gone ? <Undo2 aria-hidden /> : <Trash2 aria-hidden />}
          variant="quiet"
          onClick={props.onRemove}
        />
      </td>
    </tr>
  );
}

type FigureProps = {
  label: string;
  /** Stands over the field where the table has no head, on a phone. */
  short: string;
  inputMode: "numeric" | "decimal";
  value: string;
  placeholder?: string | undefined;
  disabled?: boolean | undefined;
  title?: string | undefined;
  problem?: Problem | undefined;
  least?: number | undefined;
  marked?: boolean;
  onChange: (value: string) => void;
};

function Figure({ label, short, problem, least = 0, marked = false, onChange, ...input }: FigureProps) {
  const t = useTranslations("change");
  const id = useId();
  return (
    <>
      <span aria-hidden className="text-text-3 text-xs sm:hidden">
        {short}
      </span>
      <Input
        {...input}
        size="sm"
        autoComplete="off"
        aria-label={label}
        aria-describedby={problem ? id : undefined}
        invalid={marked || problem !== undefined}
        onChange={(event) => onChange(event.target.value.trim())}
        className="numerals"
      />
      {problem ? (
        <p id={id} className="mt-0.5 whitespace-normal text-danger text-xs">
          {t(`problem.${problem}`, { least })}
        </p>
      ) : null}
    </>
  );
}
