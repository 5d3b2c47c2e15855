"use client";

import { ExternalLink } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { lazy, type ReactNode, useState } from "react";
import { ButtonLink } from "./button";
import { LazyDialog } from "./lazy-dialog";

export type SheetProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  side?: "end" | "bottom";
  size?: "md" | "lg";
  actions?: ReactNode;
  footer?: ReactNode;
  children?: ReactNode;
};

const load = () => import("./sheet-parts");
const OpenedSheet = lazy(() => load().then((parts) => ({ default: parts.Sheet })));

/** A panel from the side, or from below on a phone. */
export function Sheet(props: SheetProps) {
  return <LazyDialog as={OpenedSheet} load={load} props={props} />;
}

type PeekSheetProps = {
  title: ReactNode;
  description?: ReactNode;
  /** The list without its peek. */
  closeHref: string;
  /** The whole page of what is peeked at. */
  openHref?: string;
  children: ReactNode;
};

/** A look at one row without leaving the list. It lives in the address, so that going back closes it. */
export function PeekSheet({ title, description, closeHref, openHref, children }: PeekSheetProps) {
  const t = useTranslations("common");
  const router = useRouter();
  const [open, setOpen] = useState(true);
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => {
        if (next) return;
        setOpen(false);
        router.replace(closeHref, { scroll: false });
      }}
      size="lg"
      title={title}
      description={description}
      actions={
        openHref ? (
          <ButtonLink href={openHref} size="sm">
            <ExternalLink aria-hidden />
            {t("open")}
          </ButtonLink>
        ) : null
      }
    >
      {children}
    </Sheet>
  );
}
