"use client";

import { Keyboard, LogOut, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";
import { showOverlay } from "./overlay-store";

type AccountMenuProps = { name: string; email: string; role: string; signOut: () => Promise<void> };

export function AccountMenu({ name, email, role, signOut }: AccountMenuProps) {
  const t = useTranslations("shell");
  const [pending, startTransition] = useTransition();
  return (
    <Menu
      align="end"
      label={t("account")}
      trigger={
        <button type="button" aria-label={`${t("account")}: ${name}`} className="rounded-full">
          <Avatar name={name} />
        </button>
      }
    >
      <div className="px-2 py-1.5">
        <p className="font-semibold">{name}</p>
        <p className="text-text-3 text-xs">{email}</p>
        <p className="text-text-3 text-xs">{role}</p>
      </div>
      <MenuSeparator />
      <MenuItem icon={<UserRound aria-hidden />} href="/settings/profile">
        {t("profile")}
      </MenuItem>
      <MenuItem
        icon={<Keyboard aria-hidden />}
        shortcut="?"
        onSelect={() => requestAnimationFrame(() => showOverlay("help"))}
      >
        {t("shortcuts")}
      </MenuItem>
      <MenuItem icon={<LogOut aria-hidden />} disabled={pending} onSelect={() => startTransition(signOut)}>
        {t("signOut")}
      </MenuItem>
    </Menu>
  );
}
