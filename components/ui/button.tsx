import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./class-name";
import { AppLink, type LinkProps } from "./link";

const framed: ("primary" | "secondary" | "danger" | "danger-solid")[] = [
  "primary",
  "secondary",
  "danger",
  "danger-solid",
];

const styles = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-semibold transition-colors disabled:cursor-not-allowed aria-disabled:cursor-not-allowed [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary:
          "border-accent bg-accent text-on-accent hover:border-accent-hover hover:bg-accent-hover disabled:opacity-60 [&_kbd]:border-current [&_kbd]:bg-transparent [&_kbd]:text-current [&_kbd]:opacity-80",
        secondary: "border-strong bg-surface text-text hover:bg-hover disabled:bg-surface disabled:text-text-3",
        quiet: "border-transparent bg-transparent text-text-2 hover:bg-hover hover:text-text disabled:text-text-3",
        danger: "border-strong bg-surface text-danger hover:border-danger hover:bg-danger-bg disabled:text-text-3",
        "danger-solid": "border-danger bg-danger text-on-danger hover:opacity-90 disabled:opacity-60",
      },
      size: {
        sm: "h-7 text-xs",
        md: "h-8 text-sm",
        lg: "h-11 px-4 text-base",
        xl: "h-14 rounded-lg! px-5 text-lg",
      },
    },
    compoundVariants: [
      { variant: framed, size: "sm", class: "px-2.5" },
      { variant: framed, size: "md", class: "px-3" },
      { variant: "quiet", size: ["sm", "md"], class: "px-2" },
    ],
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

type Look = VariantProps<typeof styles>;

/** The look of a button for an element that is not one, such as a label or a link of another kind. */
export function buttonClass(look: Look = {}, ...more: Parameters<typeof cn>): string {
  return cn(styles(look), ...more);
}

export type ButtonProps = ComponentProps<"button"> & Look & { busy?: boolean; asChild?: boolean };

export function Button({ variant, size, busy, asChild, className, children, disabled, ...rest }: ButtonProps) {
  const look = buttonClass({ variant, size }, className);
  if (asChild) {
    return (
      <Slot.Root className={look} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button type="button" className={look} disabled={disabled || busy} aria-busy={busy || undefined} {...rest}>
      {busy ? <LoaderCircle className="animate-spin" aria-hidden /> : null}
      {children}
    </button>
  );
}

export function ButtonLink({ variant, size, className, ...rest }: LinkProps & Look) {
  return <AppLink className={buttonClass({ variant, size }, className)} {...rest} />;
}
