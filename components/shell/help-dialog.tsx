"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Switch } from "@/components/ui/choice";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { shortcutsCookie } from "./letter-keys";
import { type NavKey, places } from "./nav";
import { showOverlay } from "./overlay-store";
import { setCookie } from "./set-cookie";

type HelpDialogProps = { items: readonly NavKey[]; canCreate: boolean };

export function HelpDialog({ items, canCreate }: HelpDialogProps) {
  const t = useTranslations("shell");
  const [on, setOn] = useState(() => !document.cookie.split("; ").includes(`${shortcutsCookie}=off`));
  return (
    <Dialog open onOpenChange={(open) => showOverlay(open ? "help" : "none")} title={t("help.title")}>
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        <div className="grid content-start gap-5">
          <Keys
            title={t("help.group.everywhere")}
            rows={[
              { label: t("help.palette"), keys: ["⌘", "K"] },
              ...(canCreate ? [{ label: t("help.newOrder"), keys: ["N"] }] : []),
              { label: t("help.search"), keys: ["/"] },
              { label: t("help.help"), keys: ["?"] },
              { label: t("help.close"), keys: ["Esc"] },
            ]}
          />
          <Keys
            title={t("help.group.list")}
            rows={[
              { label: t("help.move"), keys: ["J", "K"] },
              { label: t("help.open"), keys: ["Enter"] },
              { label: t("help.peek"), keys: ["Space"] },
              { label: t("help.select"), keys: ["X"] },
              { label: t("help.views"), keys: ["V"] },
            ]}
          />
        </div>
        <Keys
          title={t("help.group.jump")}
          rows={items.map((item) => ({ label: t(`nav.${item}`), keys: ["G", places[item].letter.toUpperCase()] }))}
        />
      </div>
      <div className="mt-5 border-border border-t pt-4">
        <Switch
          checked={on}
          label={t("help.switch")}
          hint={t("help.switchHint")}
          onChange={(event) => {
            setCookie(shortcutsCookie, event.target.checked ? "on" : "off");
            setOn(event.target.checked);
          }}
        />
      </div>
    </Dialog>
  );
}

function Keys({ title, rows }: { title: string; rows: { label: string; keys: string[] }[] }) {
  return (
    <section>
      <h3 className="mb-1.5 text-sm text-text-3">{title}</h3>
      <dl className="grid gap-1.5">
        {rows.map(({ label, keys }) => (
          <div key={label} className="flex items-center justify-between gap-4">
            <dt>{label}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
