"use client";

import { Slot } from "radix-ui";
import { lazy, type ReactNode, Suspense } from "react";
import { useOpenedOnce } from "./use-opened-once";

export type PopoverProps = {
  trigger: ReactNode;
  label: string;
  align?: "start" | "center" | "end";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
  children: ReactNode;
};

const load = () => import("./popover-parts");
const OpenedPopover = lazy(() => load().then((parts) => ({ default: parts.Popover })));

export function Popover(props: PopoverProps) {
  const { opened, triggerProps } = useOpenedOnce(load, "dialog");
  const open = () => {
    triggerProps.onClick();
    props.onOpenChange?.(true);
  };
  const closed = (
    <Slot.Root {...triggerProps} onClick={open}>
      {props.trigger}
    </Slot.Root>
  );
  if (!opened && !props.open) return closed;
  return (
    <Suspense fallback={closed}>
      <OpenedPopover {...props} />
    </Suspense>
  );
}

export const PopoverClose = lazy(() => load().then((parts) => ({ default: parts.PopoverClose })));
