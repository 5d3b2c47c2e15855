import { formatCompact } from "@/lib/format/number";
import type { LinePoint } from "./line-chart";
import { axisLabels, axisSteps } from "./scale";

/** Room around the lines, in pixels; the living plot keeps the same. */
export const room = { top: 8, right: 8, bottom: 30, left: 52 };

/**
 * The lines as they first come, drawn on the server: nobody waits for a drawing library to see how things went. It
 * stretches with its frame, so words stand beside the drawing and strokes keep their width.
 */
export function StillPlot({ points, locale }: { points: LinePoint[]; locale: string }) {
  const steps = axisSteps(
    points.flatMap(({ value, previous }) => (previous === undefined ? [value] : [value, previous])),
  );
  const [low, high] = [steps[0] ?? 0, steps.at(-1) ?? 1];
  const x = (index: number) => (points.length === 1 ? 50 : (index / (points.length - 1)) * 100);
  const y = (value: number) => (high === low ? 100 : 100 - ((value - low) / (high - low)) * 100);
  const path = (values: (number | undefined)[]) =>
    values.flatMap((value, index) => (value === undefined ? [] : [`${round(x(index))},${round(y(value))}`])).join(" ");
  const labels = axisLabels(points.length);
  return (
    <div
      aria-hidden
      className="absolute text-text-3"
      style={{ inset: `${room.top}px ${room.right}px ${room.bottom}px ${room.left}px` }}
      dir="ltr"
    >
      {steps.map((step) => (
        <span
          key={step}
          className="absolute -translate-y-1/2 pe-2 text-end"
          style={{ top: `${y(step)}%`, right: "100%", width: room.left }}
        >
          {formatCompact(step, locale)}
        </span>
      ))}
      {labels.map((index, place) => (
        <span
          key={points[index]?.key}
          className={`absolute top-full -translate-x-1/2 whitespace-nowrap pt-2 ${place % 2 === 1 ? "max-sm:hidden" : ""}`}
          style={{ left: `${x(index)}%` }}
        >
          {points[index]?.label}
        </span>
      ))}
      <svg
        aria-hidden="true"
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        className="size-full overflow-visible"
        fill="none"
        strokeWidth="2"
      >
        {steps.map((step) => (
          <line
            key={step}
            x1="0"
            x2="100"
            y1={y(step)}
            y2={y(step)}
            vectorEffect="non-scaling-stroke"
            stroke="var(--border)"
            strokeWidth="1"
          />
        ))}
        <polyline
          points={path(points.map(({ previous }) => previous))}
          vectorEffect="non-scaling-stroke"
          stroke="var(--control)"
          strokeDasharray="4 4"
        />
        <polyline
          points={path(points.map(({ value }) => value))}
          vectorEffect="non-scaling-stroke"
          stroke="var(--accent)"
        />
      </svg>
      {points.length === 1 ? (
        <span
          className="absolute size-2 -translate-1/2 rounded-full bg-accent"
          style={{ left: "50%", top: `${y(points[0]?.value ?? 0)}%` }}
        />
      ) : null}
    </div>
  );
}

const round = (share: number) => Math.round(share * 100) / 100;
