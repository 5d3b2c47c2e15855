"use client";

import { CircleQuestionMark } from "lucide-react";
import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

type TooltipProps = { text: ReactNode; side?: "top" | "bottom" | "left" | "right"; children: ReactNode };

export function Tooltip({ text, side = "top", children }: TooltipProps) {
  return (
    <Radix.Provider delayDuration={350} skipDelayDuration={200}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="z-50 max-w-72 animate-appear rounded-md bg-text px-2 py-1 text-bg text-xs leading-normal"
          >
            {text}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}

/** The little "?" that says how a figure is counted; a tap opens it where nothing hovers. */
export function Hint({ text }: { text: string }) {
  return (
    <Tooltip text={text}>
      <button type="button" aria-label={text} className="rounded-full text-text-3 hover:text-text-2">
        <CircleQuestionMark aria-hidden className="size-3.5" />
      </button>
    </Tooltip>
  );
}
