"use client";

import type { ReactNode } from "react";
import { Button, type ButtonProps } from "./button";
import { cn } from "./class-name";
import { Tooltip } from "./tooltip";

type IconButtonProps = Omit<ButtonProps, "children"> & { label: string; icon: ReactNode; shortcut?: ReactNode };

const squares = { sm: "w-7", md: "w-8", lg: "w-11", xl: "w-14" };

export function IconButton({
  label,
  icon,
  shortcut,
  variant = "quiet",
  size = "md",
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip
      text={
        <>
          {label} {shortcut}
        </>
      }
    >
      <Button
        aria-label={label}
        variant={variant}
        size={size}
        className={cn("px-0!", squares[size ?? "md"], className)}
        {...rest}
      >
        {rest.busy ? null : icon}
      </Button>
    </Tooltip>
  );
}
