"use client";

import { useRouter } from "next/navigation";
import { useLocale } from "next-intl";
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatCompact } from "@/lib/format/number";
import type { LinePoint } from "./line-chart";

type LinePlotProps = { points: LinePoint[]; words: { current: string; previous?: string }; height: number };

const tick = { fill: "var(--text-3)", fontSize: 12 };

export function LinePlot({ points, words, height }: LinePlotProps) {
  const locale = useLocale();
  const router = useRouter();
  const open = (index: unknown) => {
    const href = points[Number(index)]?.href;
    if (href) router.push(href);
  };
  return (
    <ResponsiveContainer width="100%" height={height}>
      <LineChart
        data={points}
        margin={{ top: 8, right: 16, bottom: 0, left: 0 }}
        onClick={({ activeTooltipIndex }) => open(activeTooltipIndex)}
        style={points.some((point) => point.href) ? { cursor: "pointer" } : undefined}
      >
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis
          dataKey="label"
          tick={tick}
          tickLine={false}
          axisLine={false}
          minTickGap={48}
          tickMargin={8}
          interval="preserveStart"
        />
        <YAxis
          width={52}
          tick={tick}
          tickLine={false}
          axisLine={false}
          tickFormatter={(value: number) => formatCompact(value, locale)}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--control)" }}
          content={({ active, activeIndex }) =>
            active ? <Reading point={points[Number(activeIndex)]} words={words} /> : null
          }
        />
        {words.previous ? (
          <Line
            dataKey="previous"
            stroke="var(--control)"
            strokeWidth={2}
            strokeDasharray="4 4"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        ) : null}
        <Line
          dataKey="value"
          stroke="var(--accent)"
          strokeWidth={2.25}
          dot={points.length === 1}
          activeDot={{ r: 4, fill: "var(--accent)", stroke: "var(--surface)" }}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}

function Reading({ point, words }: { point?: LinePoint; words: LinePlotProps["words"] }) {
  if (!point) return null;
  return (
    <dl className="grid grid-cols-[auto_auto] gap-x-4 gap-y-0.5 rounded-lg border border-border bg-surface px-3 py-2 text-sm shadow-lift">
      <dt className="font-semibold">{point.label}</dt>
      <dd className="numerals font-semibold">{point.text}</dd>
      {words.previous && point.previousText ? (
        <>
          <dt className="text-text-3">{point.previousLabel ?? words.previous}</dt>
          <dd className="numerals text-text-3">{point.previousText}</dd>
        </>
      ) : null}
    </dl>
  );
}
