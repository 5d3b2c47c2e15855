"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Menu, MenuCheckboxItem } from "@/components/ui/dropdown-menu";
import { type ListSpec, type ListState, listHref } from "@/lib/list/params";

export function DensityToggle({ spec, state }: { spec: ListSpec; state: ListState }) {
  const t = useTranslations("list");
  const router = useRouter();
  return (
    <Menu
      align="end"
      trigger={
        <Button variant="quiet" className="max-sm:hidden">
          {t("density")}
        </Button>
      }
    >
      {(["compact", "comfortable"] as const).map((density) => (
        <MenuCheckboxItem
          key={density}
          checked={state.density === density}
          onCheckedChange={() => router.replace(listHref(spec, state, { density }), { scroll: false })}
        >
          {t(density)}
        </MenuCheckboxItem>
      ))}
    </Menu>
  );
}
