"use client";

import { Slot } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { createPortal } from "react-dom";

type TooltipProps = { text: ReactNode; side?: "top" | "bottom"; children: ReactNode };
type Place = { left: number; top: number };

export const OPENS_AFTER = 350;
export const CLOSES_AFTER = 120;
const GAP = 6;
const MARGIN = 8;

/** A word of help for what has the pointer or the focus. Escape hides it, and the pointer may rest on it. */
export function Tooltip({ text, side = "top", children }: TooltipProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const after = (delay: number, next: Element | null) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(next), delay);
  };
  return (
    <>
      <Slot.Root
        aria-describedby={anchor ? id : undefined}
        onPointerEnter={({ pointerType, currentTarget }) => {
          if (pointerType !== "touch") after(OPENS_AFTER, currentTarget);
        }}
        onPointerLeave={() => after(CLOSES_AFTER, null)}
        onFocus={({ currentTarget }) => {
          if (currentTarget.matches(":focus-visible")) after(0, currentTarget);
        }}
        onBlur={() => after(0, null)}
        onKeyDown={({ key }: KeyboardEvent) => {
          if (key === "Escape") after(0, null);
        }}
      >
        {children}
      </Slot.Root>
      {anchor
        ? createPortal(
            <Bubble
              id={id}
              anchor={anchor}
              side={side}
              onStay={() => clearTimeout(timer.current)}
              onLeave={() => after(0, null)}
            >
              {text}
            </Bubble>,
            document.body,
          )
        : null}
    </>
  );
}

type BubbleProps = {
  id: string;
  anchor: Element;
  side: "top" | "bottom";
  onStay: () => void;
  onLeave: () => void;
  children: ReactNode;
};

/** The words, beside what they are about. */
export function Bubble({ id, anchor, side, onStay, onLeave, children }: BubbleProps) {
  const [place, setPlace] = useState<Place | null>(null);
  return (
    <div
      ref={(bubble) => {
        if (bubble && !place)
          setPlace(placeBeside(anchor.getBoundingClientRect(), bubble.getBoundingClientRect(), side));
      }}
      id={id}
      role="tooltip"
      onPointerEnter={onStay}
      onPointerLeave={onLeave}
      style={place ?? { left: 0, top: 0, visibility: "hidden" }}
      className="fixed z-50 w-max max-w-72 rounded-md bg-text px-2 py-1 text-bg text-xs leading-normal"
    >
      {children}
    </div>
  );
}

/** Above or below, on the other side where there is no room, and never over the edge of the window. */
function placeBeside(anchor: DOMRect, bubble: DOMRect, side: "top" | "bottom"): Place {
  const above = anchor.top - bubble.height - GAP;
  const below = anchor.bottom + GAP;
  const fitsAbove = above >= MARGIN;
  const fitsBelow = below + bubble.height <= window.innerHeight - MARGIN;
  const centre = anchor.left + anchor.width / 2 - bubble.width / 2;
  return {
    left: Math.max(MARGIN, Math.min(centre, window.innerWidth - bubble.width - MARGIN)),
    top: (side === "top" && fitsAbove) || !fitsBelow ? above : below,
  };
}
