"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { takeBackAction } from "@/app/(back-office)/fulfilment/actions";
import type { PackAnswer } from "@/app/(back-office)/fulfilment/pack/[shipment]/actions";
import { ConfirmButton } from "@/components/form/confirm-button";
import { FormField } from "@/components/form/form-field";
import { HeldFlag } from "@/components/orders/stage-badge";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { PackView } from "@/lib/fulfilment/queries/shipments";
import { PackClosed } from "./pack-closed";
import { PackLines } from "./pack-lines";
import { ParcelForm, type ParcelFormHandle } from "./parcel-form";
import { PrintMenu } from "./print-menu";
import { ScanScreen, SignalWords } from "./scan-screen";
import { ShipTo } from "./ship-to";
import { type ParcelInput, usePack } from "./use-pack";
import { useScanner } from "./use-scanner";
import { useSignal } from "./use-signal";

export type PackerProps = {
  initial: PackView;
  carriers: { lately: string[]; latest: string };
  address: string;
  /** What the courier collects, with its currency; null when nothing. */
  collect: string | null;
  may: { pack: boolean; ship: boolean; print: boolean; invoice: boolean; takeBack: boolean };
};

/** Checks each item into the parcel, then takes the tracking number from the label and lets it go. */
export function Packer({ initial, carriers, address, collect, may }: PackerProps) {
  const t = useTranslations("fulfilment.pack");
  const { view, pack, undo, finish, ship, busy, shipping, canUndo } = usePack(initial);
  const { signal, glow, say, sound, setSound } = useSignal();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const form = useRef<ParcelFormHandle>(null);

  const units = view.lines.reduce((sum, line) => sum + line.quantity, 0);
  const packed = view.lines.reduce((sum, line) => sum + line.packed, 0);
  const open = view.status === "picked" || view.status === "packed";
  const allIn = packed >= units;

  const heard = (answer: PackAnswer, text: string) => {
    if (!answer.ok) return say("bad", answer.message);
    const left = answer.view?.lines.reduce((sum, line) => sum + line.quantity - line.packed, 0) ?? 0;
    say("good", text, left === 0 ? t("allIn") : undefined);
  };

  const onCode = async (code: string) => {
    // Once everything is in, the next thing under the scanner is the carrier's label.
    if (allIn) {
      form.current?.setTracking(code);
      return say("good", t("trackingTaken", { number: code }));
    }
    const answer = await pack({ code, quantity: 1 });
    if (!answer.ok) return say("bad", answer.message);
    const line = answer.view?.lines.find((each) => each.lineId === answer.moved[0]?.lineId);
    heard(answer, line ? t("scanned", { sku: line.sku, packed: line.packed, quantity: line.quantity }) : t("byHand"));
  };
  const byHand = async (lineId: string, quantity: number) => {
    const answer = await pack({ lineId, quantity });
    if (quantity > 0 || !answer.ok) heard(answer, t("byHand"));
    else say("info", t("undone"));
  };
  const takeOut = async () => {
    const answer = await undo();
    if (answer) answer.ok ? say("info", t("undone")) : say("bad", answer.message);
  };
  const fail = (answer: PackAnswer) => {
    if (answer.ok) return false;
    setErrors(answer.fields);
    say("bad", answer.message);
    return true;
  };
  const onShip = async (parcel: ParcelInput) => {
    setErrors({});
    if (fail(await ship(parcel))) return;
    say("good", t("shippedTitle", { number: view.number }));
  };
  const onKeep = async (parcel: ParcelInput, rest: boolean) => {
    setErrors({});
    if (fail(await finish(parcel, rest))) return;
    say("good", rest ? t("byHand") : t("kept"), rest ? t("allIn") : undefined);
  };

  const typed = useScanner((code) => void onCode(code), may.pack && open);
  useEffect(() => {
    if (allIn && open) form.current?.focusFirstEmpty();
  }, [allIn, open]);

  const kinds = may.invoice
    ? (["packing-slips", "labels", "invoices"] as const)
    : (["packing-slips", "labels"] as const);
  const back =
    view.wave && !open && view.status === "picking" ? `/fulfilment/waves/${view.wave}` : "/fulfilment?tab=packing";
  return (
    <ScanScreen
      title={t("title", { number: view.number })}
      back={{ href: back, label: t("backToQueue") }}
      summary={
        <>
          {t("summary", { packed, units })}
          {view.wave && view.slot ? ` · ${t("fromSlot", { wave: view.wave, slot: view.slot })}` : ""}
        </>
      }
      {...{ glow, sound, setSound }}
      actions={may.print ? <PrintMenu variant="quiet" kinds={kinds} of={{ shipments: [view.number] }} /> : null}
    >
      {open ? (
        <div className="grid flex-1 content-start gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
          <div className="flex min-w-0 flex-col gap-3">
            {view.holds.length > 0 ? (
              <Alert tone="attention" title={<HeldFlag types={view.holds.map((hold) => hold.type)} />}>
                {view.holds
                  .map((hold) => hold.reason)
                  .filter(Boolean)
                  .join(" · ")}
              </Alert>
            ) : null}
            <SignalWords signal={signal} idle={t(allIn ? "scanTracking" : "scanHint")} typed={typed} />
            <PackLines
              lines={view.lines}
              disabled={!may.pack || busy}
              onMove={(lineId, quantity) => void byHand(lineId, quantity)}
            />
            <div className="flex flex-wrap gap-2.5">
              {packed < units && may.pack ? (
                <Button size="lg" busy={busy} onClick={() => void onKeep(form.current?.read() ?? emptyParcel, true)}>
                  {t("packAll", { count: units - packed })}
                </Button>
              ) : null}
              <Button size="lg" disabled={!canUndo || busy} onClick={() => void takeOut()}>
                {t("undo")}
              </Button>
              {may.takeBack ? (
                <ConfirmButton
                  size="lg"
                  variant="danger"
                  action={takeBackAction}
                  fields={{ shipment: view.number }}
                  title={t("takeBackTitle", { number: view.number })}
                  description={t("takeBackText")}
                  confirmLabel={t("takeBackGo", { number: view.number })}
                  tone="danger"
                  done={t("takenBack")}
                  onOk={() => window.location.assign("/fulfilment?tab=packing")}
                  body={<FormField name="note" label={t("note")} optional maxLength={500} />}
                >
                  {t("takeBack")}
                </ConfirmButton>
              ) : null}
            </div>
          </div>
          <div className="grid content-start gap-4">
            <ShipTo view={view} address={address} collect={collect} />
            <ParcelForm
              ref={form}
              view={view}
              carriers={carriers}
              errors={errors}
              busy={busy}
              shipping={shipping}
              allIn={allIn}
              may={may}
              onShip={(parcel) => void onShip(parcel)}
              onKeep={view.status === "picked" ? (parcel) => void onKeep(parcel, false) : undefined}
            />
          </div>
        </div>
      ) : (
        <PackClosed view={view} print={may.print ? kinds : []} />
      )}
    </ScanScreen>
  );
}

const emptyParcel: ParcelInput = { carrier: "", service: "", trackingNumber: "", packages: 1, weightGrams: null };
