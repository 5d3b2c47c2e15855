"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTable } from "@/components/ui/card";
import { cn } from "@/components/ui/class-name";
import { AppLink } from "@/components/ui/link";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { LinePlot } from "./line-plot";

export type LinePoint = {
  key: string;
  label: string;
  /** For drawing only, in whole units; what is read is the text. */
  value: number;
  text: string;
  previous?: number;
  previousText?: string;
  /** Which day or week it is compared with. */
  previousLabel?: string;
  /** The rows behind this point. */
  href?: string;
};

type LineChartProps = {
  title: string;
  hint?: string;
  points: LinePoint[];
  words: { step: string; current: string; previous?: string };
};

/** This period against the one before. The same numbers stand in a table behind it. */
export function LineChart({ title, hint, points, words }: LineChartProps) {
  const t = useTranslations("common");
  const [shown, setShown] = useState<"chart" | "table">("chart");
  return (
    <Card>
      <CardHeader
        title={title}
        hint={hint}
        actions={
          <>
            {shown === "chart" ? <Legend current={words.current} previous={words.previous} /> : null}
            {(["chart", "table"] as const).map((choice) => (
              <Button
                key={choice}
                variant="quiet"
                size="sm"
                aria-pressed={shown === choice}
                onClick={() => setShown(choice)}
                className={cn("no-print", shown === choice && "bg-selected! text-text!")}
              >
                {t(choice)}
              </Button>
            ))}
          </>
        }
      />
      {shown === "chart" ? (
        <CardBody>
          <LinePlot label={title} points={points} words={words} />
        </CardBody>
      ) : (
        <PointTable title={title} points={points} words={words} />
      )}
    </Card>
  );
}

function Legend({ current, previous }: { current: string; previous?: string }) {
  return (
    <span aria-hidden className="me-2 hidden items-center gap-3 sm:inline-flex">
      <span className="inline-flex items-center gap-1.5">
        <span className="w-5 border-accent border-t-2" />
        {current}
      </span>
      {previous ? (
        <span className="inline-flex items-center gap-1.5">
          <span className="w-5 border-control border-t-2 border-dashed" />
          {previous}
        </span>
      ) : null}
    </span>
  );
}

function PointTable({ title, points, words }: Pick<LineChartProps, "title" | "points" | "words">) {
  return (
    <CardTable label={title} className="max-h-96 overflow-y-auto">
      <Table aria-label={title}>
        <THead>
          <Tr>
            <Th>{words.step}</Th>
            <Th align="end">{words.current}</Th>
            {words.previous ? <Th align="end">{words.previous}</Th> : null}
          </Tr>
        </THead>
        <TBody>
          {points.map((point) => (
            <Tr key={point.key} className="hover:bg-hover">
              <Td>
                {point.href ? (
                  <AppLink href={point.href} className="inline-flex min-h-6 items-center hover:underline">
                    {point.label}
                  </AppLink>
                ) : (
                  point.label
                )}
              </Td>
              <Td align="end">{point.text}</Td>
              {words.previous ? (
                <Td align="end" muted>
                  {point.previousText ?? "–"}
                </Td>
              ) : null}
            </Tr>
          ))}
        </TBody>
      </Table>
    </CardTable>
  );
}
