"use client";

import { Slot } from "radix-ui";
import { type ComponentType, type ReactNode, Suspense, useState } from "react";
import { useOpenedOnce } from "./use-opened-once";

type Opened = { open?: boolean; onOpenChange?: (open: boolean) => void; trigger?: ReactNode };

type LazyDialogProps<Props extends Opened> = { as: ComponentType<Props>; load: () => void; props: Props };

/** Stands for a dialog until it is first opened, by its trigger or from outside; from then on it is the dialog. */
export function LazyDialog<Props extends Opened>({ as: OpenedDialog, load, props }: LazyDialogProps<Props>) {
  const { opened, triggerProps } = useOpenedOnce(load, "dialog");
  const [wasOpen, setWasOpen] = useState(props.open);
  if (props.open && !wasOpen) setWasOpen(true);
  const open = () => {
    triggerProps.onClick();
    props.onOpenChange?.(true);
  };
  const closed = props.trigger ? (
    <Slot.Root {...triggerProps} onClick={open}>
      {props.trigger}
    </Slot.Root>
  ) : null;
  if (!opened && !wasOpen) return closed;
  return (
    <Suspense fallback={closed}>
      <OpenedDialog {...props} />
    </Suspense>
  );
}
