"use client";

import { useRouter } from "next/navigation";
import { useLocale } from "next-intl";
import { type PointerEvent, useState } from "react";
import { cn } from "@/components/ui/class-name";
import { formatCompact } from "@/lib/format/number";
import type { LinePoint } from "./line-chart";
import { axisSteps, labelIndexes } from "./scale";

type LinePlotProps = { label: string; points: LinePoint[]; words: { current: string; previous?: string } };

const MOST_LABELS = 7;

/**
 * Two lines over a grid, drawn in percent of whatever room there is: nothing to measure, so the server draws it whole.
 * The pointer reads single points; whoever has none reads the table.
 */
export function LinePlot({ label, points, words }: LinePlotProps) {
  const router = useRouter();
  const [read, setRead] = useState<number | null>(null);
  const steps = axisSteps(
    points.flatMap(({ value, previous }) => (previous === undefined ? [value] : [value, previous])),
  );
  const low = steps[0] ?? 0;
  const span = (steps.at(-1) ?? 1) - low;
  const x = (index: number) => (points.length > 1 ? (index / (points.length - 1)) * 100 : 50);
  const y = (value: number) => ((value - low) / span) * 100;
  const path = (values: (number | undefined)[]) =>
    values.flatMap((value, index) => (value === undefined ? [] : [`${x(index)},${100 - y(value)}`])).join(" ");

  const onPointerMove = ({ clientX, currentTarget }: PointerEvent) => {
    const area = currentTarget.getBoundingClientRect();
    const share = (clientX - area.left) / area.width;
    const index = Math.round((currentTarget.matches(":dir(rtl)") ? 1 - share : share) * (points.length - 1));
    setRead(Math.max(0, Math.min(index, points.length - 1)));
  };
  const point = read === null ? undefined : points[read];
  const open = () => {
    if (point?.href) router.push(point.href);
  };
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 pt-2 text-text-3 text-xs">
      <ValueAxis steps={steps} y={y} />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the table behind the drawing holds the same links. */}
      <div
        role="img"
        aria-label={label}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setRead(null)}
        onClick={open}
        className={cn("relative h-60", point?.href && "cursor-pointer")}
      >
        {steps.map((step) => (
          <span key={step} className="absolute inset-x-0 h-px bg-border" style={{ bottom: `${y(step)}%` }} />
        ))}
        <svg
          aria-hidden="true"
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-visible fill-none [stroke-linejoin:round] rtl:-scale-x-100"
        >
          <polyline
            points={path(points.map(({ previous }) => previous))}
            vectorEffect="non-scaling-stroke"
            strokeDasharray="4 4"
            className="stroke-2 stroke-control"
          />
          <polyline
            points={path(points.map(({ value }) => value))}
            vectorEffect="non-scaling-stroke"
            className="stroke-2 stroke-accent"
          />
        </svg>
        {points.length === 1 && points[0] ? <Dot left={50} bottom={y(points[0].value)} /> : null}
        {point && read !== null ? (
          <>
            <span className="absolute inset-y-0 w-px bg-control" style={{ insetInlineStart: `${x(read)}%` }} />
            <Dot left={x(read)} bottom={y(point.value)} />
            <Reading point={point} words={words} at={x(read)} />
          </>
        ) : null}
      </div>
      <span />
      <StepAxis points={points} x={x} />
    </div>
  );
}

function ValueAxis({ steps, y }: { steps: number[]; y: (value: number) => number }) {
  const locale = useLocale();
  const texts = steps.map((step) => formatCompact(step, locale));
  const widest = texts.reduce((longest, text) => (text.length > longest.length ? text : longest), "");
  return (
    <div aria-hidden className="relative text-end">
      <span className="invisible">{widest}</span>
      {steps.map((step, index) => (
        <span key={step} className="absolute end-0 translate-y-1/2 leading-none" style={{ bottom: `${y(step)}%` }}>
          {texts[index]}
        </span>
      ))}
    </div>
  );
}

function StepAxis({ points, x }: { points: LinePoint[]; x: (index: number) => number }) {
  return (
    <div aria-hidden className="relative mt-2.5 h-4">
      {labelIndexes(points.length, MOST_LABELS).map((index, nth) => (
        <span
          key={points[index]?.key}
          style={{ insetInlineStart: `${x(index)}%` }}
          className={cn(
            "absolute whitespace-nowrap leading-none",
            x(index) > 95 ? "-translate-x-full" : x(index) > 3 && "-translate-x-1/2 rtl:translate-x-1/2",
            nth % 2 === 1 && "max-sm:hidden",
          )}
        >
          {points[index]?.label}
        </span>
      ))}
    </div>
  );
}

function Dot({ left, bottom }: { left: number; bottom: number }) {
  return (
    <span
      className="-ms-1 -mb-1 absolute size-2 rounded-full bg-accent ring-2 ring-surface"
      style={{ insetInlineStart: `${left}%`, bottom: `${bottom}%` }}
    />
  );
}

function Reading({ point, words, at }: { point: LinePoint; words: LinePlotProps["words"]; at: number }) {
  return (
    <dl
      style={at > 50 ? { insetInlineEnd: `${100 - at}%` } : { insetInlineStart: `${at}%` }}
      className="pointer-events-none absolute top-1 z-10 mx-3 grid grid-cols-[auto_auto] gap-x-4 gap-y-0.5 rounded-lg border border-border bg-surface px-3 py-2 text-sm text-text shadow-lift"
    >
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
