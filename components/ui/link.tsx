import Link from "next/link";
import type { ComponentProps } from "react";
import { cn } from "./class-name";

/** A link that fetches nothing until it is followed: a list shows fifty of them, and staff follow one. */
export function AppLink({ prefetch = false, ...rest }: ComponentProps<typeof Link>) {
  return <Link prefetch={prefetch} {...rest} />;
}

/** A link inside a sentence. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <AppLink
      className={cn("text-accent underline decoration-from-font underline-offset-2 hover:text-accent-hover", className)}
      {...rest}
    />
  );
}
