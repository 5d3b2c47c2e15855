import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./class-name";

const styles = cva(
  "w-full min-w-0 rounded-md border border-control bg-surface text-text transition-colors hover:border-text-3 disabled:cursor-not-allowed disabled:border-border disabled:bg-surface-2 disabled:text-text-3 aria-invalid:border-danger",
  {
    variants: { size: { sm: "h-7 px-2 text-sm", md: "h-8 px-2.5 text-base", lg: "h-11 px-3 text-lg" } },
    defaultVariants: { size: "md" },
  },
);

type Size = VariantProps<typeof styles>;
type Marked = { invalid?: boolean };

export function Input({ size, invalid, className, ...rest }: Omit<ComponentProps<"input">, "size"> & Size & Marked) {
  return <input aria-invalid={invalid || undefined} className={cn(styles({ size }), className)} {...rest} />;
}

export function Textarea({ size, invalid, className, ...rest }: ComponentProps<"textarea"> & Size & Marked) {
  return (
    <textarea
      rows={3}
      aria-invalid={invalid || undefined}
      className={cn(styles({ size }), "field-sizing-content h-auto! min-h-16 py-1.5", className)}
      {...rest}
    />
  );
}

/** The browser's own list: the fastest by keyboard, and right on every phone. */
export function Select({ size, invalid, className, ...rest }: Omit<ComponentProps<"select">, "size"> & Size & Marked) {
  return (
    <select
      aria-invalid={invalid || undefined}
      className={cn(
        styles({ size }),
        "appearance-none bg-[length:16px] bg-[position:right_8px_center] bg-no-repeat pe-8 rtl:bg-[position:left_8px_center] [background-image:var(--chevron)]",
        className,
      )}
      {...rest}
    />
  );
}
