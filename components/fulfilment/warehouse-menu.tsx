"use client";

import { Check, ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/dropdown-menu";

type Place = { code: string; name: string; href: string };

/** Which warehouse's queue is shown. */
export function WarehouseMenu({ places, current }: { places: readonly Place[]; current: string }) {
  const t = useTranslations("fulfilment");
  const name = places.find(({ code }) => code === current)?.name ?? "";
  return (
    <Menu
      align="end"
      label={t("chooseWarehouse")}
      trigger={
        <Button>
          {t("warehouse", { name })}
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      {places.map((place) => (
        <MenuItem
          key={place.code}
          href={place.href}
          shortcut={place.code === current ? <Check aria-hidden /> : undefined}
        >
          {place.name}
        </MenuItem>
      ))}
    </Menu>
  );
}
