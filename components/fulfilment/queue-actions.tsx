"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useState, useTransition } from "react";
import { type BulkAnswer, markDeliveredAction, startPickingAction } from "@/app/(back-office)/fulfilment/actions";
import { useSelection } from "@/components/list/selection";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { newId } from "@/lib/core/ids";
import type { PrintKind } from "@/lib/fulfilment/documents-href";
import { PrintMenu } from "./print-menu";

type Answered = BulkAnswer & { of: "pick" | "deliver" };

function useBulk(of: Answered["of"], send: (keys: string[], key: string) => Promise<BulkAnswer>) {
  const { keys, clear } = useSelection();
  const [pending, startTransition] = useTransition();
  const [answer, setAnswer] = useState<Answered | null>(null);
  const go = (then: (answer: BulkAnswer) => void) =>
    startTransition(async () => {
      const outcome = await send(keys, newId());
      setAnswer(outcome.skipped.length > 0 || outcome.message ? { ...outcome, of } : null);
      if (outcome.done > 0) then(outcome);
    });
  return { keys, clear, pending, answer, go };
}

/** Starts one walk for the selected orders; those that cannot be picked are named with the reason. */
export function PickSelection({
  location,
  partial = false,
  print,
}: {
  location: string;
  partial?: boolean;
  print: boolean;
}) {
  const t = useTranslations("fulfilment");
  const router = useRouter();
  const { keys, pending, answer, go } = useBulk("pick", (numbers, key) =>
    startPickingAction({ numbers, location, partial }, key),
  );
  const open = ({ done, wave, skipped }: BulkAnswer) => {
    notify.done(t("started", { count: done }));
    if (skipped.length === 0 && wave) router.push(`/fulfilment/waves/${wave}`);
  };
  return (
    <>
      <Button variant="primary" busy={pending} onClick={() => go(open)}>
        {partial ? t("startPartial") : t("startCount", { count: keys.length })}
      </Button>
      {print ? <PrintMenu kinds={["packing-slips"]} of={{ orders: keys }} /> : null}
      <Answer answer={answer} />
    </>
  );
}

/** Starts with what is due first, without choosing: one press from the queue to the shelves. */
export function PickNext({ location, numbers }: { location: string; numbers: readonly string[] }) {
  const t = useTranslations("fulfilment");
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [answer, setAnswer] = useState<Answered | null>(null);
  const go = () =>
    startTransition(async () => {
      const outcome = await startPickingAction({ numbers, location }, newId());
      setAnswer(outcome.skipped.length > 0 || outcome.message ? { ...outcome, of: "pick" } : null);
      if (outcome.wave && outcome.skipped.length === 0) router.push(`/fulfilment/waves/${outcome.wave}`);
    });
  return (
    <div className="mb-3 flex flex-wrap items-center gap-3">
      <Button variant="primary" busy={pending} onClick={go}>
        {t("pickNext", { count: numbers.length })}
      </Button>
      <span className="text-sm text-text-3">{t("pickNextHint")}</span>
      <Answer answer={answer} />
    </div>
  );
}

/** Prints the selected shipments, and marks them as arrived where that is the next step. */
export function ShipmentSelection({ deliver, kinds }: { deliver: boolean; kinds: readonly PrintKind[] }) {
  const t = useTranslations("fulfilment");
  const { keys, clear, pending, answer, go } = useBulk("deliver", (shipments, key) =>
    markDeliveredAction({ shipments }, key),
  );
  const said = ({ done, skipped }: BulkAnswer) => {
    notify.done(t("delivered", { count: done }));
    if (skipped.length === 0) clear();
  };
  return (
    <>
      {deliver ? (
        <Button variant="primary" busy={pending} onClick={() => go(said)}>
          {t("deliver")}
        </Button>
      ) : null}
      {kinds.length > 0 ? <PrintMenu kinds={kinds} of={{ shipments: keys }} /> : null}
      <Answer answer={answer} />
    </>
  );
}

function Answer({ answer }: { answer: Answered | null }): ReactNode {
  const t = useTranslations("fulfilment");
  if (!answer) return null;
  const { done, skipped, message, wave, of } = answer;
  const counts = { done, skipped: skipped.length };
  const title = message ?? t(of === "pick" ? "notStarted" : "notDelivered", counts);
  return (
    <Alert
      tone="attention"
      title={title}
      className="basis-full"
      action={wave ? <ButtonLink href={`/fulfilment/waves/${wave}`}>{t("openWave", { wave })}</ButtonLink> : undefined}
    >
      {skipped.length > 0 ? (
        <ul className="max-h-40 overflow-y-auto">
          {skipped.map(({ number, reason }) => (
            <li key={number}>{t("whyLine", { number, reason })}</li>
          ))}
        </ul>
      ) : null}
    </Alert>
  );
}
