"use client";

import { Button } from "@/components/ui/button";

/** The page on paper, as the browser prints it. */
export function PrintButton({ label }: { label: string }) {
  return <Button onClick={() => window.print()}>{label}</Button>;
}
