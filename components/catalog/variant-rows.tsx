"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type FieldArrayWithId, type Path, useFormContext } from "react-hook-form";
import { CardBody, CardTable } from "@/components/ui/card";
import { cn } from "@/components/ui/class-name";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { ProductChoices } from "@/lib/catalog/queries/get-product";
import type { ProductValues } from "./product-values";

type VariantRowsProps = {
  rows: FieldArrayWithId<ProductValues, "variants">[];
  choices: ProductChoices;
  onRemove: (index: number) => void;
};

type Column = { field: string; label: string; width: string; number?: boolean; mono?: boolean; most?: number };

const flags = ["backorderAllowed", "madeToOrder", "active"] as const;

/** Variants as a sheet of inputs: Tab goes through a row, each cell is named by its column and its row's SKU. */
export function VariantRows({ rows, choices, onRemove }: VariantRowsProps) {
  const t = useTranslations("catalogue");
  const columns: Column[] = [
    { field: "barcode", label: t("field.barcode"), width: "w-36!", mono: true, most: 48 },
    { field: "title", label: t("field.option"), width: "w-32!", most: 200 },
    { field: "titleZh", label: t("field.optionZh"), width: "w-28!", most: 200 },
    ...choices.currencies.map((currency) => ({
      field: `prices.${currency}`,
      label: t("field.price", { currency }),
      width: "w-24!",
      number: true,
    })),
    { field: "unitCost", label: t("field.cost"), width: "w-24!", number: true },
    { field: "weightGrams", label: t("field.weight"), width: "w-20!", number: true },
    { field: "reorderPoint", label: t("field.reorderPoint"), width: "w-20!", number: true },
    { field: "reorderQuantity", label: t("field.reorderQuantity"), width: "w-20!", number: true },
    ...choices.places.map(({ code }) => ({
      field: `bins.${code}`,
      label: t("field.bin", { code }),
      width: "w-24!",
      mono: true,
      most: 40,
    })),
  ];
  const only = rows.length === 1 ? rows[0] : undefined;
  return only ? (
    <OnlyVariant key={only.id} columns={columns} />
  ) : (
    <CardTable label={t("variants")} className="relative">
      <Table aria-label={t("variants")} className="w-max! min-w-full">
        <THead>
          <Tr>
            <Th className="sticky start-0 z-10 bg-surface">{t("field.sku")}</Th>
            {columns.map(({ field, label, number }) => (
              <Th key={field} align={number ? "end" : "start"}>
                {label}
              </Th>
            ))}
            {flags.map((flag) => (
              <Th key={flag}>{t(`field.${flag}`)}</Th>
            ))}
            <Th>
              <span className="sr-only">{t("removeVariant")}</span>
            </Th>
          </Tr>
        </THead>
        <TBody>
          {rows.map((row, index) => (
            <Tr key={row.id}>
              <Td className="sticky start-0 z-10 bg-surface py-1.5">
                <Cell index={index} field="sku" label={t("field.sku")} className="w-40! font-mono" most={80} />
              </Td>
              {columns.map(({ field, label, width, number, mono, most }) => (
                <Td key={field} className="py-1.5">
                  <Cell
                    index={index}
                    field={field}
                    label={label}
                    most={most}
                    inputMode={number ? "decimal" : undefined}
                    className={cn(width, number && "text-end", mono && "font-mono")}
                  />
                </Td>
              ))}
              {flags.map((flag) => (
                <Td key={flag} className="py-1.5 text-center">
                  <Flag index={index} field={flag} label={t(`field.${flag}`)} />
                </Td>
              ))}
              <Td className="py-1.5">
                {row.was === null && rows.length > 1 ? (
                  <IconButton
                    size="sm"
                    label={t("removeVariant")}
                    icon={<X aria-hidden />}
                    onClick={() => onRemove(index)}
                  />
                ) : null}
              </Td>
            </Tr>
          ))}
        </TBody>
      </Table>
    </CardTable>
  );
}

/** The one variant that most products have: all of its fields in sight, none behind a scroll. */
function OnlyVariant({ columns }: { columns: Column[] }) {
  const t = useTranslations("catalogue");
  const sku: Column = { field: "sku", label: t("field.sku"), width: "", mono: true, most: 80 };
  return (
    <CardBody className="grid grid-cols-2 gap-3 md:grid-cols-3 lg:grid-cols-4">
      {[sku, ...columns].map(({ field, label, number, mono, most }) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: the cell holds its input.
        <label key={field} className="grid content-start gap-1">
          <span className="font-medium text-sm">{label}</span>
          <Cell
            index={0}
            field={field}
            label={label}
            most={most}
            size="md"
            inputMode={number ? "decimal" : undefined}
            className={mono ? "font-mono" : undefined}
          />
        </label>
      ))}
      <div className="col-span-full flex flex-wrap gap-x-5 gap-y-2">
        {flags.map((flag) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: the flag is its box.
          <label key={flag} className="flex min-h-6 items-center gap-2">
            <Flag index={0} field={flag} label={t(`field.${flag}`)} />
            {t(`field.${flag}`)}
          </label>
        ))}
      </div>
    </CardBody>
  );
}

type CellProps = {
  index: number;
  field: string;
  label: string;
  className?: string;
  most?: number;
  inputMode?: "decimal";
  size?: "sm" | "md";
};

function Cell({ index, field, label, className, most, inputMode, size = "sm" }: CellProps) {
  const { register, getFieldState, formState } = useFormContext<ProductValues>();
  const path = `variants.${index}.${field}` as Path<ProductValues>;
  const { error } = getFieldState(path, formState);
  return (
    <>
      <Input
        size={size}
        aria-label={named(label, index)}
        autoComplete="off"
        spellCheck={false}
        maxLength={most ?? 24}
        inputMode={inputMode}
        invalid={error !== undefined}
        {...register(path)}
        className={className}
      />
      {error ? <Problem>{String(error.message ?? "")}</Problem> : null}
    </>
  );
}

function Flag({ index, field, label }: { index: number; field: (typeof flags)[number]; label: string }) {
  const { register } = useFormContext<ProductValues>();
  return (
    <input
      type="checkbox"
      aria-label={named(label, index)}
      className="choice-box rounded-sm align-middle"
      {...register(`variants.${index}.${field}`)}
    />
  );
}

function Problem({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="mt-0.5 max-w-40 whitespace-normal text-danger text-xs">
      {children}
    </p>
  );
}

function named(label: string, index: number): string {
  return `${label}, ${index + 1}`;
}
