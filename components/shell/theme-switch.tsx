"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuCheckboxItem } from "@/components/ui/dropdown-menu";
import { setCookie } from "./set-cookie";
import { type Theme, themeCookie, themes } from "./theme";

const icons = { light: Sun, dark: Moon, system: Monitor };

export function ThemeSwitch({ theme: start }: { theme: Theme }) {
  const t = useTranslations("shell");
  const [theme, setTheme] = useState(start);
  const Icon = icons[theme];
  const choose = (next: Theme) => {
    setCookie(themeCookie, next);
    document.documentElement.dataset.theme = next;
    setTheme(next);
  };
  return (
    <Menu
      align="end"
      label={t("theme.label")}
      trigger={
        <Button variant="quiet" className="w-8 px-0!" aria-label={`${t("theme.label")}: ${t(`theme.${theme}`)}`}>
          <Icon aria-hidden />
        </Button>
      }
    >
      {themes.map((choice) => (
        <MenuCheckboxItem key={choice} checked={choice === theme} onCheckedChange={() => choose(choice)}>
          {t(`theme.${choice}`)}
        </MenuCheckboxItem>
      ))}
    </Menu>
  );
}
