"use client";

import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./class-name";
import type { MenuCheckboxItemProps, MenuItemProps, MenuProps } from "./dropdown-menu";
import { floatingClass } from "./floating-class";
import { AppLink } from "./link";

const itemClass =
  "relative flex min-h-8 cursor-pointer select-none items-center gap-2 rounded-md px-2 outline-none data-disabled:pointer-events-none data-disabled:text-text-3 [&_svg]:size-4 [&_svg]:shrink-0";
const plainClass = "data-[highlighted]:bg-hover [&_svg]:text-text-3";
const dangerClass = "text-danger data-[highlighted]:bg-danger-bg [&_svg]:text-danger";

export function Menu({ trigger, align = "start", side, label, children }: MenuProps) {
  return (
    <Radix.Root modal={false} defaultOpen>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          className={cn(
            floatingClass,
            "max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-y-auto p-1",
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem({ onSelect, href, icon, shortcut, danger, disabled, external, children }: MenuItemProps) {
  const look = cn(itemClass, danger ? dangerClass : plainClass);
  const content = (
    <>
      {icon}
      <span className="min-w-0 flex-1">{children}</span>
      {shortcut ? <span className="text-text-3 text-xs">{shortcut}</span> : null}
    </>
  );
  if (href && !disabled) {
    return (
      <Radix.Item asChild className={look} onSelect={onSelect}>
        {external ? (
          <a href={href} target="_blank" rel="noreferrer">
            {content}
          </a>
        ) : (
          <AppLink href={href}>{content}</AppLink>
        )}
      </Radix.Item>
    );
  }
  return (
    <Radix.Item className={look} disabled={disabled} onSelect={onSelect}>
      {content}
    </Radix.Item>
  );
}

export function MenuCheckboxItem({ checked, onCheckedChange, keepOpen, disabled, children }: MenuCheckboxItemProps) {
  return (
    <Radix.CheckboxItem
      className={cn(itemClass, plainClass, "pe-8")}
      checked={checked}
      disabled={disabled}
      onCheckedChange={onCheckedChange}
      onSelect={keepOpen ? (event) => event.preventDefault() : undefined}
    >
      {children}
      <Radix.ItemIndicator className="absolute end-2">
        <Check aria-hidden />
      </Radix.ItemIndicator>
    </Radix.CheckboxItem>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-text-3 text-xs">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-border" />;
}
