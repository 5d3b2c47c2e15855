"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import {
  finishAction,
  type PackAnswer,
  packAction,
  shipAction,
} from "@/app/(back-office)/fulfilment/pack/[shipment]/actions";
import { newId } from "@/lib/core/ids";
import type { PackView } from "@/lib/fulfilment/queries/shipments";

export type ParcelInput = {
  carrier: string;
  service: string;
  trackingNumber: string;
  packages: number;
  weightGrams: number | null;
};

const steps = { pack: packAction, finish: finishAction, ship: shipAction };

/** One shipment on the bench. Steps are sent one after the other; the server decides, and what it says is shown. */
export function usePack(initial: PackView) {
  const t = useTranslations("fulfilment.wave");
  const client = useQueryClient();
  const [view, setView] = useState(initial);
  const [undoable, setUndoable] = useState<{ lineId: string; quantity: number }[][]>([]);
  const { number } = initial;

  const sending = useMutation({
    scope: { id: `pack-${number}` },
    retry: 2,
    mutationFn: ({ step, input, key }: { step: keyof typeof steps; input: object; key: string }) =>
      steps[step](number, { shipment: number, ...input }, key),
  });
  const send = async (step: keyof typeof steps, input: object): Promise<PackAnswer> => {
    const answer = await sending
      .mutateAsync({ step, input, key: newId() })
      .catch((): PackAnswer => ({ ok: false, code: "offline", message: t("offline"), fields: {}, view: null }));
    if (answer.view) setView(answer.view);
    return answer;
  };

  const pack = async (input: { code?: string; lineId?: string; quantity: number }) => {
    const answer = await send("pack", input);
    if (answer.ok && input.quantity > 0) setUndoable((all) => [...all, answer.moved].slice(-50));
    return answer;
  };

  /** Takes out what went in last. */
  const undo = async (): Promise<PackAnswer | null> => {
    const last = undoable.at(-1);
    if (!last) return null;
    setUndoable((all) => all.slice(0, -1));
    let answer: PackAnswer | null = null;
    for (const { lineId, quantity } of last) answer = await send("pack", { lineId, quantity: -quantity });
    return answer;
  };

  const finish = (parcel: ParcelInput, rest: boolean) =>
    send("finish", { packages: parcel.packages, weightGrams: parcel.weightGrams, rest });
  const ship = async (parcel: ParcelInput) => {
    const answer = await send("ship", parcel);
    if (answer.ok) void client.invalidateQueries({ queryKey: ["counts"] });
    return answer;
  };
  const busy = sending.isPending;
  const shipping = busy && sending.variables.step === "ship";
  return { view, pack, undo, finish, ship, busy, shipping, canUndo: undoable.length > 0 };
}
