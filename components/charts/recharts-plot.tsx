"use client";

import { useRouter } from "next/navigation";
import { useLocale } from "next-intl";
import { useEffect, useRef } from "react";
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { formatCompact } from "@/lib/format/number";
import type { LinePoint } from "./line-chart";
import { axisLabels, axisSteps } from "./scale";
import { room } from "./still-plot";

export type LinePlotProps = { label: string; points: LinePoint[]; words: { current: string; previous?: string } };

type RechartsPlotProps = LinePlotProps & {
  /** Takes the focus that the still drawing had. */
  focused: boolean;
};

const tick = { fill: "var(--text-3)", fontSize: 12 };
const line = { type: "linear", strokeWidth: 2, isAnimationActive: false } as const;

/** Two lines over a grid. The pointer and the arrow keys read single points, a click opens what is behind one. */
export default function RechartsPlot({ label, points, words, focused }: RechartsPlotProps) {
  const router = useRouter();
  const locale = useLocale();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const frame = place.current;
    if (!focused || !frame) return;
    const take = () => {
      const surface = frame.querySelector<SVGElement>("svg[tabindex]");
      surface?.focus();
      return surface !== null;
    };
    if (take()) return;
    // The library measures its place before it draws.
    const drawn = new MutationObserver(() => take() && drawn.disconnect());
    drawn.observe(frame, { childList: true, subtree: true });
    return () => drawn.disconnect();
  }, [focused]);
  const narrow = window.innerWidth < 640;
  const ticks = axisLabels(points.length)
    .filter((_, index) => !narrow || index % 2 === 0)
    .flatMap((index) => points[index]?.key ?? []);
  const labels = new Map(points.map((point) => [point.key, point.label]));
  const steps = axisSteps(
    points.flatMap(({ value, previous }) => (previous === undefined ? [value] : [value, previous])),
  );
  const open = (key: unknown) => {
    const href = points.find((point) => point.key === key)?.href;
    if (href) router.push(href);
  };
  return (
    <ResponsiveContainer ref={place} width="100%" height="100%" initialDimension={{ width: 640, height: 272 }}>
      <LineChart
        data={points}
        title={label}
        margin={{ top: room.top, right: room.right, bottom: 0, left: 0 }}
        onClick={({ activeLabel }) => open(activeLabel)}
        className={points.some(({ href }) => href) ? "[&_svg]:cursor-pointer" : undefined}
      >
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis
          dataKey="key"
          tickFormatter={(key: string) => labels.get(key) ?? ""}
          ticks={ticks}
          interval={0}
          tickLine={false}
          axisLine={false}
          height={room.bottom}
          tickMargin={8}
          tick={tick}
        />
        <YAxis
          ticks={steps}
          domain={[steps[0] ?? 0, steps.at(-1) ?? 1]}
          tickFormatter={(value: number) => formatCompact(value, locale)}
          width={room.left}
          tickLine={false}
          axisLine={false}
          tick={tick}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--control)" }}
          content={({ payload }) => <Reading point={payload[0]?.payload} words={words} />}
        />
        {words.previous ? (
          <Line
            {...line}
            dataKey="previous"
            stroke="var(--control)"
            strokeDasharray="4 4"
            dot={false}
            activeDot={false}
          />
        ) : null}
        <Line
          {...line}
          dataKey="value"
          stroke="var(--accent)"
          dot={points.length === 1 ? { r: 4, fill: "var(--accent)" } : false}
          activeDot={{ r: 4, fill: "var(--accent)", stroke: "var(--surface)", strokeWidth: 2 }}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}

function Reading({ point, words }: { point: LinePoint | undefined; words: LinePlotProps["words"] }) {
  if (!point) return null;
  return (
    <dl className="grid grid-cols-[auto_auto] gap-x-4 gap-y-0.5 rounded-lg border border-border bg-surface px-3 py-2 text-sm text-text shadow-lift">
      <dt className="whitespace-nowrap font-semibold">{point.label}</dt>
      <dd className="numerals font-semibold">{point.text}</dd>
      {words.previous && point.previousText ? (
        <>
          <dt className="whitespace-nowrap text-text-3">{point.previousLabel ?? words.previous}</dt>
          <dd className="numerals text-text-3">{point.previousText}</dd>
        </>
      ) : null}
    </dl>
  );
}
