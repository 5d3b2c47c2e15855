"use client";

import { lazy, type ReactNode } from "react";
import { Button } from "./button";
import { LazyDialog } from "./lazy-dialog";

export type AlertDialogFrameProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
};

const load = () => import("./alert-dialog-parts");
const OpenedFrame = lazy(() => load().then((parts) => ({ default: parts.AlertDialogFrame })));

/** The question without its buttons, for a form that brings its own. */
export function AlertDialogFrame(props: AlertDialogFrameProps) {
  return <LazyDialog as={OpenedFrame} load={load} props={props} />;
}

export const AlertDialogCancel = lazy(() => load().then((parts) => ({ default: parts.AlertDialogCancel })));

type AlertDialogProps = Omit<AlertDialogFrameProps, "children"> & {
  /** Names the deed and its amount: "Refund 42.00 GBP", never "OK". */
  confirmLabel: ReactNode;
  tone?: "primary" | "danger";
  busy?: boolean;
  onConfirm: () => void;
  children?: ReactNode;
};

/** Asks before what cannot be undone. Escape and Cancel leave all as it was. */
export function AlertDialog({ confirmLabel, tone = "primary", busy, onConfirm, children, ...frame }: AlertDialogProps) {
  return (
    <AlertDialogFrame {...frame}>
      {children ? <div className="mt-4 grid gap-3">{children}</div> : null}
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <AlertDialogCancel />
        <Button variant={tone === "danger" ? "danger-solid" : "primary"} busy={busy} onClick={onConfirm}>
          {confirmLabel}
        </Button>
      </div>
    </AlertDialogFrame>
  );
}
