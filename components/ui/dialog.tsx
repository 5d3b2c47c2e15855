"use client";

import { lazy, type ReactNode } from "react";
import { LazyDialog } from "./lazy-dialog";

export type DialogProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  size?: "sm" | "md" | "lg";
  /** Buttons, the most important last. */
  footer?: ReactNode;
  children?: ReactNode;
};

const load = () => import("./dialog-parts");
const OpenedDialog = lazy(() => load().then((parts) => ({ default: parts.Dialog })));

export function Dialog(props: DialogProps) {
  return <LazyDialog as={OpenedDialog} load={load} props={props} />;
}

export const DialogClose = lazy(() => load().then((parts) => ({ default: parts.DialogClose })));
