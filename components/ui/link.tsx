import type { ComponentProps } from "react";
import { cn } from "./class-name";

export type LinkProps = ComponentProps<"a"> & {
  href: string;
  /** False keeps the page where it is scrolled to. */
  scroll?: boolean;
};

/**
 * A link to another page of the house. `useFollowedLinks` follows it without loading everything anew; nothing of it is
 * fetched before, since a list shows fifty and staff follow one.
 */
export function AppLink({ scroll = true, ...rest }: LinkProps) {
  return <a data-app-link={scroll ? "" : "keep-scroll"} {...rest} />;
}

/** A link inside a sentence. */
export function TextLink({ className, ...rest }: LinkProps) {
  return (
    <AppLink
      className={cn("text-accent underline decoration-from-font underline-offset-2 hover:text-accent-hover", className)}
      {...rest}
    />
  );
}
