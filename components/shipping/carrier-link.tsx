import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/class-name";

/** To a carrier's page about a parcel: in a tab of its own, and the carrier is not told where it was pressed. */
export function CarrierLink({ href, className, children }: { href: string; className?: string; children: ReactNode }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      className={cn("text-accent underline-offset-2 hover:underline", className)}
    >
      {children}
      <ExternalLink aria-hidden className="ms-1 inline size-3.5 align-[-0.125em]" />
    </a>
  );
}
