"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/class-name";
import { AppLink } from "@/components/ui/link";

type NavLinkProps = { href: string; title?: string; className: string; activeClassName: string; children: ReactNode };

/** Knows whether it leads to where we are. */
export function NavLink({ href, title, className, activeClassName, children }: NavLinkProps) {
  const path = usePathname();
  const active = href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
  return (
    <AppLink
      href={href}
      title={title}
      aria-current={active ? "page" : undefined}
      className={cn(className, active && activeClassName)}
    >
      {children}
    </AppLink>
  );
}
