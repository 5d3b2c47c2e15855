"use client";

import { useState } from "react";

/** Copies a parcel's number for the carrier's own page. */
export function CopyNumber({ value, copy, copied }: { value: string; copy: string; copied: string }) {
  const [done, setDone] = useState(false);
  return (
    <button
      type="button"
      onClick={() => navigator.clipboard.writeText(value).then(() => setDone(true))}
      className="min-h-8 rounded-md px-1.5 text-sm hover:bg-hover"
    >
      <span aria-live="polite">{done ? copied : copy}</span>
      <span className="sr-only"> {value}</span>
    </button>
  );
}
