import { type ClassValue, clsx } from "clsx";
import { twMerge } from "tailwind-merge";

/** Joins classes; of two that set the same property the later wins, so a caller can adjust a part. */
export function cn(...classes: ClassValue[]): string {
  return twMerge(clsx(classes));
}
