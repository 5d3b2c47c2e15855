import { type ClassValue, clsx } from "clsx";

/**
 * Joins classes. Of two that set the same property neither wins by its place: one that overrides a component's own is
 * marked as important (`py-4!`).
 */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
