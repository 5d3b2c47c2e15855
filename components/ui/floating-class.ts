/** The ground of everything that floats over a page near what opened it. */
export const floatingClass =
  "z-50 animate-appear rounded-lg border border-border bg-surface text-sm text-text shadow-lift outline-none";

export const overlayClass = "fixed inset-0 z-40 animate-appear bg-overlay";
