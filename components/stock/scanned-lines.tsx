"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { ItemScan, type ScannedItem } from "./item-scan";

export type ScannedLine = { item: ScannedItem; quantity: string };

const LARGEST = 1_000_000;

/** Units of a line as typed, or null while it is no whole number from 1. */
export function unitsOf(line: ScannedLine): number | null {
  return /^\d{1,7}$/.test(line.quantity) && Number(line.quantity) >= 1 && Number(line.quantity) <= LARGEST
    ? Number(line.quantity)
    : null;
}

/** The lines of a receipt or transfer as they are scanned: the same item again adds to its line, the newest on top. */
export function useScannedLines() {
  const [lines, setLines] = useState<ScannedLine[]>([]);
  return {
    lines,
    clear: () => setLines([]),
    add: (item: ScannedItem, quantity: number) =>
      setLines((now) => {
        const known = now.find((line) => line.item.sku === item.sku);
        const line = { item, quantity: String((known ? (unitsOf(known) ?? 0) : 0) + quantity) };
        return [line, ...now.filter((other) => other.item.sku !== item.sku)];
      }),
    change: (sku: string, quantity: string) =>
      setLines((now) => now.map((line) => (line.item.sku === sku ? { ...line, quantity } : line))),
    remove: (sku: string) => setLines((now) => now.filter((line) => line.item.sku !== sku)),
    units: lines.reduce((sum, line) => sum + (unitsOf(line) ?? 0), 0),
    valid: lines.length > 0 && lines.every((line) => unitsOf(line) !== null),
  };
}

type ScannedLinesProps = {
  lines: ReturnType<typeof useScannedLines>;
  inputRef: RefObject<HTMLInputElement | null>;
  /** Code of the warehouse whose free units are shown beside each item. */
  place: string;
  /** Units that leave: more than is free there is marked before anything is sent. */
  leaves?: boolean;
};

export function ScannedLines({ lines, inputRef, place, leaves }: ScannedLinesProps) {
  const t = useTranslations("stock");
  const freeAt = (item: ScannedItem) => item.free.find(({ code }) => code === place)?.free ?? 0;
  return (
    <div className="grid gap-3">
      <ItemScan label={t("lines.scan")} hint={t("lines.scanHint")} inputRef={inputRef} onItem={lines.add} />
      {lines.lines.length === 0 ? (
        <p className="rounded-lg border border-border border-dashed px-4 py-8 text-center text-sm text-text-3">
          {t("lines.empty")}
        </p>
      ) : (
        <div className="relative overflow-x-auto rounded-lg border border-border">
          <Table aria-label={t("lines.legend")}>
            <THead>
              <Tr>
                <Th>{t("column.title")}</Th>
                <Th align="end" className="max-sm:hidden">
                  {t("transfer.freeAt", { code: place })}
                </Th>
                <Th align="end">{t("column.quantity")}</Th>
                <Th>
                  <span className="sr-only">{t("lines.removeHeader")}</span>
                </Th>
              </Tr>
            </THead>
            <TBody>
              {lines.lines.map((line) => (
                <Tr key={line.item.sku}>
                  <Td>
                    <span className="font-mono font-semibold">{line.item.sku}</span>{" "}
                    <span className="max-sm:block">
                      {line.item.title} <span className="text-text-3">{line.item.spec}</span>
                    </span>
                  </Td>
                  <Td align="end" muted className="max-sm:hidden">
                    {freeAt(line.item)}
                  </Td>
                  <Td align="end">
                    <Input
                      size="sm"
                      inputMode="numeric"
                      aria-label={t("lines.quantity", { sku: line.item.sku })}
                      value={line.quantity}
                      invalid={unitsOf(line) === null || (leaves && (unitsOf(line) ?? 0) > freeAt(line.item))}
                      onFocus={(event) => event.currentTarget.select()}
                      onChange={(event) => lines.change(line.item.sku, event.target.value.trim())}
                      onKeyDown={(event) => {
                        if (event.key !== "Enter") return;
                        event.preventDefault();
                        inputRef.current?.focus();
                      }}
                      className="w-24! text-end"
                    />
                  </Td>
                  <Td className="w-10">
                    <IconButton
                      size="sm"
                      label={t("lines.remove", { sku: line.item.sku })}
                      icon={<X aria-hidden />}
                      onClick={() => {
                        lines.remove(line.item.sku);
                        inputRef.current?.focus();
                      }}
                    />
                  </Td>
                </Tr>
              ))}
            </TBody>
          </Table>
        </div>
      )}
      <p className="text-sm text-text-2" aria-live="polite">
        {t("lines.total", { items: lines.lines.length, units: lines.units })}
      </p>
    </div>
  );
}
