"use client";

import { ChevronDown, Pin, PinOff, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { lazy, Suspense, startTransition, useEffect, useRef, useState } from "react";
import { deleteViewAction, pinViewAction, updateViewAction } from "@/app/(back-office)/orders/view-actions";
import { ActionButton } from "@/components/form/action-button";
import { ConfirmButton } from "@/components/form/confirm-button";
import { isLetterKey } from "@/components/shell/letter-keys";
import { InlineError } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/dropdown-menu";
import { notify } from "@/components/ui/notify";
import { idleForm } from "@/lib/form-state";
import { ViewCount } from "./view-count";

const ViewForm = lazy(() => import("./view-form").then((form) => ({ default: form.ViewForm })));

export type ViewItem = {
  number: number;
  name: string;
  href: string;
  owner: string;
  mine: boolean;
  changeable: boolean;
  pinned: boolean;
  sharedWith: string[];
};

type ViewsMenuProps = {
  views: ViewItem[];
  /** The view that was opened, and whether the list shows something else by now. */
  active: { view: ViewItem; changed: boolean } | null;
  /** What would be kept. */
  query: string;
  /** The list as it is without any view. */
  plainHref: string;
  mayShare: boolean;
};

type Asked = "save" | "rename" | "delete" | null;

/** "My views": opening, keeping, changing, sharing, pinning. `V` opens it. */
export function ViewsMenu({ views, active, query, plainHref, mayShare }: ViewsMenuProps) {
  const t = useTranslations("views");
  const router = useRouter();
  const [asked, setAsked] = useState<Asked>(null);
  const [problem, setProblem] = useState("");
  const trigger = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "v" || !isLetterKey(event)) return;
      event.preventDefault();
      trigger.current?.focus();
      trigger.current?.click();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  const view = active?.view;
  const pin = (pinned: boolean) => {
    const data = new FormData();
    data.set("number", String(view?.number));
    data.set("pinned", pinned ? "yes" : "no");
    startTransition(async () => {
      const answer = await pinViewAction(idleForm, data);
      if (answer.status === "ok") notify.done(t(pinned ? "done.pinned" : "done.unpinned"));
      setProblem(answer.status === "ok" ? "" : (answer.message ?? ""));
    });
  };
  const close = () => setAsked(null);
  return (
    <>
      {problem ? <InlineError>{problem}</InlineError> : null}
      {active?.changed ? <Changed active={active.view} query={query} /> : null}
      <Menu
        align="end"
        label={t("title")}
        trigger={
          <Button ref={trigger} variant="quiet" aria-keyshortcuts="v">
            <span className="max-w-40 truncate">{view?.name ?? t("title")}</span> <ChevronDown aria-hidden />
          </Button>
        }
      >
        {views.length > 0 ? (
          views.map((each) => (
            <MenuItem
              key={each.number}
              href={each.href}
              icon={each.sharedWith.length > 0 ? <Users aria-label={t("shared")} /> : undefined}
              shortcut={<ViewCount number={each.number} />}
            >
              <span className={each.number === view?.number ? "font-semibold" : undefined}>{each.name}</span>
              {each.mine ? null : <span className="ms-1.5 text-text-3 text-xs">{each.owner}</span>}
            </MenuItem>
          ))
        ) : (
          <MenuLabel>{t("none")}</MenuLabel>
        )}
        <MenuSeparator />
        <MenuItem onSelect={() => setAsked("save")}>{t("save")}</MenuItem>
        {view ? (
          <>
            <MenuItem icon={view.pinned ? <PinOff /> : <Pin />} onSelect={() => pin(!view.pinned)}>
              {view.pinned ? t("unpin") : t("pin")}
            </MenuItem>
            {view.changeable ? (
              <MenuItem onSelect={() => setAsked("rename")}>{mayShare ? t("renameShare") : t("rename")}</MenuItem>
            ) : null}
            <MenuItem href={plainHref}>{t("leave")}</MenuItem>
            {view.changeable ? (
              <MenuItem danger onSelect={() => setAsked("delete")}>
                {t("delete")}
              </MenuItem>
            ) : null}
          </>
        ) : null}
      </Menu>
      <Dialog
        open={asked === "save" || asked === "rename"}
        onOpenChange={(shown) => !shown && close()}
        title={asked === "rename" ? t("renameTitle", { name: view?.name ?? "" }) : t("saveTitle")}
        description={asked === "rename" ? undefined : t("saveText")}
      >
        <Suspense>
          <ViewForm view={asked === "rename" ? view : undefined} query={query} mayShare={mayShare} onDone={close} />
        </Suspense>
      </Dialog>
      {view ? (
        <ConfirmButton
          open={asked === "delete"}
          onOpenChange={(shown) => !shown && close()}
          action={deleteViewAction}
          fields={{ number: String(view.number) }}
          title={t("deleteTitle", { name: view.name })}
          description={view.sharedWith.length > 0 ? t("deleteShared") : t("deleteText")}
          confirmLabel={t("delete")}
          tone="danger"
          done={t("done.deleted")}
          onOk={() => router.replace(plainHref, { scroll: false })}
        />
      ) : null}
    </>
  );
}

/** The list shows something else than the view: keep it, or go back. */
function Changed({ active, query }: { active: ViewItem; query: string }) {
  const t = useTranslations("views");
  return (
    <span className="flex items-center gap-1">
      <span className="whitespace-nowrap text-attention text-xs">{t("changed")}</span>
      {active.changeable ? (
        <ActionButton
          action={updateViewAction}
          fields={{ number: String(active.number), query }}
          size="sm"
          done={t("done.updated")}
        >
          {t("update")}
        </ActionButton>
      ) : null}
      <ButtonLink href={active.href} size="sm" variant="quiet">
        {t("reset")}
      </ButtonLink>
    </span>
  );
}
