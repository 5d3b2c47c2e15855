"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { type ReturnStepAnswer, returnStepAction } from "@/app/(back-office)/returns/actions";
import { ScanScreen, SignalWords } from "@/components/fulfilment/scan-screen";
import { useScanner } from "@/components/fulfilment/use-scanner";
import { useSignal } from "@/components/fulfilment/use-signal";
import { Button, ButtonLink } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { newId } from "@/lib/core/ids";
import { codeSpellings } from "@/lib/fulfilment/rules/find-item";
import { nameIn } from "@/lib/i18n/rules/languages";
import type { ReturnView } from "@/lib/returns/queries/get-return";
import { type CountLine, CountLines } from "./count-lines";
import { InspectLine, type Look } from "./inspect-line";

/** What can be counted: lines of the return, and lines of its order that came without having been announced. */
function countable(view: ReturnView): CountLine[] {
  return [
    ...view.lines.map(({ line, title, spec, sku, barcode, awaited }) => ({
      ...{ line, title, spec, sku, barcode },
      expected: awaited,
    })),
    ...view.others.map((other) => ({ ...other, spec: "", expected: 0 })),
  ];
}

/**
 * Counts what came by scans or by hand, then asks of each item how it is and what becomes of it. Counting stays on this
 * screen until it is taken in as one; looking at a unit is done at once.
 */
export function Receiver({ initial }: { initial: ReturnView }) {
  const t = useTranslations("returns.bench");
  const words = useTranslations("returns");
  const locale = useLocale();
  const client = useQueryClient();
  const [view, setView] = useState(initial);
  const [counts, setCounts] = useState<Record<number, number>>({});
  const [location, setLocation] = useState(initial.location ?? initial.locations[0]?.code ?? "");
  const [note, setNote] = useState("");
  const { signal, glow, say, sound, setSound } = useSignal();
  const sending = useMutation({
    scope: { id: `return-${initial.rma}` },
    retry: 2,
    mutationFn: ({ step, input, key }: { step: "receive" | "uncount" | "inspect"; input: object; key: string }) =>
      returnStepAction(step, { rma: initial.rma, ...input }, key),
  });
  const busy = sending.isPending;
  const send = async (step: "receive" | "uncount" | "inspect", input: object): Promise<ReturnStepAnswer> => {
    const answer = await sending
      .mutateAsync({ step, input, key: newId() })
      .catch((): ReturnStepAnswer => ({ ok: false, message: t("offline"), view: null }));
    if (answer.view) setView(answer.view);
    if (!answer.ok) say("bad", answer.message);
    else void client.invalidateQueries({ queryKey: ["counts"] });
    return answer;
  };

  const lines = countable(view);
  const counting = view.allowed.includes("receive");
  const waits = view.lines.some((line) => line.awaited > 0);
  const toInspect = view.lines.filter((line) => line.received > line.inspected);
  const counted = Object.values(counts).reduce((sum, units) => sum + units, 0);
  const extra = lines.reduce((sum, line) => sum + Math.max((counts[line.line] ?? 0) - line.expected, 0), 0);

  const count = (line: CountLine, by: number) => {
    const now = Math.max((counts[line.line] ?? 0) + by, 0);
    setCounts({ ...counts, [line.line]: now });
    if (by > 0)
      say(
        now > line.expected ? "info" : "good",
        t("counted", { title: line.title, units: now, expected: line.expected }),
      );
  };
  const onCode = (code: string) => {
    const spellings = codeSpellings(code).map((each) => each.toUpperCase());
    const line = lines.find(({ sku, barcode }) =>
      [sku, barcode ?? ""].some((own) => own && spellings.includes(own.toUpperCase())),
    );
    if (line) count(line, 1);
    else say("bad", t("unknown", { code }));
  };
  const typed = useScanner(onCode, counting);

  const takeIn = async (finish: boolean) => {
    const came = Object.entries(counts)
      .map(([line, quantity]) => ({ line: Number(line), quantity }))
      .filter(({ quantity }) => quantity > 0);
    const answer = await send("receive", { lines: came, location, finish, note });
    if (!answer.ok) return;
    setCounts({});
    setNote("");
    say("good", finish && came.length === 0 ? t("finished") : t("takenIn", { units: counted }));
  };
  const inspect = async (line: number, look: Look) => {
    const answer = await send("inspect", { findings: [{ line, ...look }] });
    if (!answer.ok) return;
    const said = t("looked", { units: look.quantity, what: words(`disposition.${look.disposition}`) });
    say("good", said, answer.view.status === "inspected" ? t("allSeen") : undefined);
  };
  const takeBack = async (line: number, quantity: number) => {
    if ((await send("uncount", { lines: [{ line, quantity }] })).ok) say("info", t("takenBack"));
  };

  const summary = t("summary", {
    came: view.lines.reduce((sum, line) => sum + line.received, 0),
    expected: view.lines.reduce((sum, line) => sum + line.received + line.awaited, 0),
    seen: view.lines.reduce((sum, line) => sum + line.inspected, 0),
  });
  const page = `/returns/${encodeURIComponent(view.rma)}`;
  const done = view.status === "inspected";
  return (
    <ScanScreen
      title={t("title", { rma: view.rma })}
      back={{ href: page, label: view.rma }}
      summary={summary}
      {...{ glow, sound, setSound }}
    >
      <div className="flex flex-1 flex-col gap-3">
        <SignalWords
          signal={signal}
          idle={t(done ? "allSeen" : !counting ? "closed" : waits ? "hint" : "lookHint")}
          typed={typed}
        />
        {toInspect.map((line) => (
          <InspectLine
            key={line.line}
            line={line}
            disabled={!view.allowed.includes("inspect") || busy}
            onLook={(look) => void inspect(line.line, look)}
            onTakeBack={view.allowed.includes("uncount") ? (units) => void takeBack(line.line, units) : undefined}
          />
        ))}
        {counting && (waits || counted > 0) ? (
          <>
            <CountLines lines={lines} counts={counts} disabled={busy} onCount={count} />
            <div className="grid gap-3 sm:grid-cols-2">
              <Field label={t("location")}>
                <Select value={location} onChange={(event) => setLocation(event.currentTarget.value)}>
                  {view.locations.map(({ code, name, nameZh }) => (
                    <option key={code} value={code}>
                      {nameIn(locale, { name, nameZh })}
                    </option>
                  ))}
                </Select>
              </Field>
              {extra > 0 ? (
                <Field label={t("why", { units: extra })} required>
                  <Input value={note} maxLength={500} onChange={(event) => setNote(event.currentTarget.value)} />
                </Field>
              ) : null}
            </div>
            <div className="sticky bottom-0 -mx-4 flex flex-wrap gap-2.5 border-border border-t bg-bg px-4 py-3">
              <Button
                size="lg"
                variant="primary"
                className="max-sm:flex-1"
                busy={busy}
                disabled={counted === 0 || (extra > 0 && note.trim() === "")}
                onClick={() => void takeIn(false)}
              >
                {t("takeIn", { units: counted })}
              </Button>
              {view.allowed.includes("finish") && counted === 0 ? (
                <Button size="lg" busy={busy} onClick={() => void takeIn(true)}>
                  {t("finish")}
                </Button>
              ) : null}
            </div>
          </>
        ) : toInspect.length > 0 && view.allowed.includes("inspect") ? null : (
          <ButtonLink href={page} size="lg" variant="primary" className="self-start">
            {t("toReturn")}
          </ButtonLink>
        )}
      </div>
    </ScanScreen>
  );
}
