"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import {
  type PickAnswer,
  pickAction,
  type ShortAnswer,
  shortAction,
} from "@/app/(back-office)/fulfilment/waves/[number]/actions";
import { newId } from "@/lib/core/ids";
import type { WaveTask, WaveView } from "@/lib/fulfilment/queries/wave";

export type PickInput = { code: string; expected?: string; quantity: number };
export type ShortInput = { code: string; quantity: number; reason: "not_found" | "damaged"; note: string };

const pollMilliseconds = 15_000;

/**
 * The wave as the server knows it. A pick counts on the screen at once and is then decided by the server; picks are sent
 * one after the other, and one that is sent again has the same key.
 */
export function useWave(initial: WaveView) {
  const t = useTranslations("fulfilment.wave");
  const client = useQueryClient();
  const { number } = initial;
  const queryKey = ["wave", number];
  const [undoable, setUndoable] = useState<{ shipment: string; lineId: string; quantity: number }[][]>([]);

  const { data: wave } = useQuery({
    queryKey,
    queryFn: async (): Promise<WaveView> => {
      const answer = await fetch(`/api/internal/fulfilment/waves/${encodeURIComponent(number)}`);
      if (!answer.ok) throw new Error(`${answer.status}`);
      return answer.json();
    },
    initialData: initial,
    refetchInterval: pollMilliseconds,
  });

  const show = (view: WaveView | null) => {
    if (view) client.setQueryData(queryKey, view);
  };
  const lost = { ok: false as const, code: "offline", message: t("offline"), wave: null };

  const sending = useMutation({
    scope: { id: `wave-${number}` },
    retry: 2,
    mutationFn: ({ input, key }: { input: object; key: string }) => pickAction(number, input, key),
    onMutate: async ({ input }) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData<WaveView>(queryKey);
      if (before && "expected" in input) client.setQueryData(queryKey, counted(before, input as PickInput));
      return before;
    },
    onError: (_error, _input, before) => show(before ?? null),
  });
  const reporting = useMutation({
    scope: { id: `wave-${number}` },
    mutationFn: ({ input, key }: { input: object; key: string }) => shortAction(number, input, key),
  });

  const settle = (answer: PickAnswer | ShortAnswer) => {
    if (answer.wave) show(answer.wave);
    else void client.invalidateQueries({ queryKey });
  };

  const pick = async (input: PickInput): Promise<PickAnswer> => {
    const answer = await sending.mutateAsync({ input: { wave: number, ...input }, key: newId() }).catch(() => lost);
    settle(answer);
    if (answer.ok) setUndoable((all) => [...all, answer.moved].slice(-50));
    return answer;
  };

  /** Puts back what was taken last on this screen, else the last unit of the item that the wave holds. */
  const undo = async (task: WaveTask | undefined): Promise<PickAnswer | null> => {
    const last = undoable.at(-1);
    const inputs = last
      ? last.map(({ shipment, lineId, quantity }) => ({ shipment, lineId, quantity: -quantity }))
      : task && task.picked > 0
        ? [{ wave: number, code: task.sku, quantity: -1 }]
        : [];
    if (inputs.length === 0) return null;
    setUndoable((all) => all.slice(0, -1));
    let answer: PickAnswer | null = null;
    for (const input of inputs) {
      answer = await sending.mutateAsync({ input, key: newId() }).catch(() => lost);
      settle(answer);
      if (!answer.ok) break;
    }
    return answer;
  };

  const short = async (input: ShortInput): Promise<ShortAnswer> => {
    const answer = await reporting.mutateAsync({ input: { wave: number, ...input }, key: newId() }).catch(() => lost);
    settle(answer);
    return answer;
  };

  return { wave, pick, undo, short, busy: sending.isPending || reporting.isPending, canUndo: undoable.length > 0 };
}

/** The wave as it will be if the server agrees: the units of the item asked for, into its slots in turn. */
function counted(wave: WaveView, { code, expected, quantity }: PickInput): WaveView {
  const same = (a: string | null) => a !== null && a.toUpperCase() === code.toUpperCase();
  const task = wave.tasks.find((each) => each.sku === expected && (same(each.sku) || same(each.barcode)));
  if (!task || task.picked + quantity > task.quantity) return wave;
  let left = quantity;
  const takes = task.takes.map((take) => {
    const taken = Math.min(left, take.quantity - take.picked);
    left -= taken;
    return { ...take, picked: take.picked + taken };
  });
  const changed = { ...task, picked: task.picked + quantity, takes };
  return { ...wave, picked: wave.picked + quantity, tasks: wave.tasks.map((each) => (each === task ? changed : each)) };
}
