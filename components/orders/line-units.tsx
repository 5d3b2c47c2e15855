"use client";

import type { ReactNode } from "react";
import { Input } from "@/components/ui/input";

type LineUnitsProps = {
  name: string;
  line: { line: number; title: string; sku: string };
  label: string;
  most: number;
  hint: string;
  value: number;
  onChange: (value: number) => void;
  end?: ReactNode;
};

/** One line with a field for how many units of it are meant. */
export function LineUnits({ name, line, label, most, hint, value, onChange, end }: LineUnitsProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <span className="min-w-40 flex-1">
        {line.title} <span className="font-mono text-text-3 text-xs">{line.sku}</span>
      </span>
      <span className="ms-auto flex items-center gap-3">
        <span className="text-text-3 text-xs">{hint}</span>
        <Input
          type="number"
          name={`${name}.${line.line}`}
          aria-label={label}
          min={0}
          max={most}
          step={1}
          size="sm"
          className="w-20! text-end"
          value={value === 0 ? "" : value}
          placeholder="0"
          onChange={(event) => {
            const wanted = Math.trunc(Number(event.currentTarget.value));
            onChange(Number.isFinite(wanted) ? Math.min(Math.max(wanted, 0), most) : 0);
          }}
        />
      </span>
      {end}
    </div>
  );
}

type UnitsOfLinesProps<Line> = {
  name?: string;
  lines: readonly Line[];
  most: (line: Line) => number;
  /** What is heard of a field, and what stands beside it. */
  label: (values: { title: string }) => string;
  hint: (values: { count: number }) => string;
  /** By the line's place in its order. */
  units: Record<number, number>;
  onChange: (units: Record<number, number>) => void;
  end?: (line: Line) => ReactNode;
};

/** A field for each line, of which units are chosen together. */
export function UnitsOfLines<Line extends LineUnitsProps["line"]>(props: UnitsOfLinesProps<Line>) {
  const { name = "units", lines, most, label, hint, units, onChange, end } = props;
  return lines.map((line) => (
    <LineUnits
      key={line.line}
      name={name}
      line={line}
      label={label({ title: line.title })}
      most={most(line)}
      hint={hint({ count: most(line) })}
      value={units[line.line] ?? 0}
      onChange={(value) => onChange({ ...units, [line.line]: value })}
      end={end?.(line)}
    />
  ));
}
