"use client";

import { Slot } from "radix-ui";
import { lazy, type ReactNode, Suspense } from "react";
import { useOpenedOnce } from "./use-opened-once";

export type MenuProps = {
  trigger: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom";
  label?: string;
  children: ReactNode;
};

export type MenuItemProps = {
  onSelect?: (event: Event) => void;
  href?: string;
  icon?: ReactNode;
  shortcut?: ReactNode;
  danger?: boolean;
  disabled?: boolean;
  /** Opens in a new tab: a document, a file. */
  external?: boolean;
  children: ReactNode;
};

export type MenuCheckboxItemProps = {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  /** Stays open for several choices. */
  keepOpen?: boolean;
  disabled?: boolean;
  children: ReactNode;
};

const load = () => import("./dropdown-menu-parts");
const OpenedMenu = lazy(() => load().then((parts) => ({ default: parts.Menu })));

export function Menu(props: MenuProps) {
  const { opened, triggerProps } = useOpenedOnce(load, "menu");
  const closed = <Slot.Root {...triggerProps}>{props.trigger}</Slot.Root>;
  if (!opened) return closed;
  return (
    <Suspense fallback={closed}>
      <OpenedMenu {...props} />
    </Suspense>
  );
}

export const MenuItem = lazy(() => load().then((parts) => ({ default: parts.MenuItem })));
export const MenuCheckboxItem = lazy(() => load().then((parts) => ({ default: parts.MenuCheckboxItem })));
export const MenuLabel = lazy(() => load().then((parts) => ({ default: parts.MenuLabel })));
export const MenuSeparator = lazy(() => load().then((parts) => ({ default: parts.MenuSeparator })));
