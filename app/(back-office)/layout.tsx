import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { signOutAction } from "@/app/(auth)/sign-in/actions";
import { AppShell } from "@/components/shell/app-shell";
import { type NavKey, navKeys } from "@/components/shell/nav";
import type { PaletteAction } from "@/components/shell/overlays";
import { getTheme } from "@/components/shell/theme-cookie";
import { may } from "@/lib/actor";
import { requireStaff } from "@/lib/auth/session";
import { getNavCounts } from "@/lib/home/queries";
import type { Permission } from "@/lib/staff/rules/permissions";

const neededFor: Record<NavKey, Permission> = {
  home: "home.read",
  orders: "orders.read",
  review: "orders.review",
  exceptions: "exceptions.read",
  fulfilment: "fulfilment.read",
  returns: "returns.read",
  refunds: "payments.read",
  stock: "stock.read",
  products: "catalogue.read",
  customers: "customers.read",
  reports: "reports.read",
  promotions: "promotions.read",
  imports: "imports.read",
  settings: "settings.read",
};

export default async function BackOfficeLayout({ children }: { children: ReactNode }) {
  const { actor, staff } = await requireStaff();
  const [t, staffWords, theme, counts] = await Promise.all([
    getTranslations("shell"),
    getTranslations("staff"),
    getTheme(),
    getNavCounts(actor),
  ]);
  const actions: (PaletteAction & { permission: Permission })[] = [
    { key: "newOrder", label: t("actions.newOrder"), href: "/orders/new", shortcut: "N", permission: "orders.create" },
    { key: "newCustomer", label: t("actions.newCustomer"), href: "/customers/new", permission: "customers.edit" },
    { key: "newProduct", label: t("actions.newProduct"), href: "/products/new", permission: "catalogue.edit" },
    { key: "receive", label: t("actions.receive"), href: "/stock/receive", permission: "stock.receive" },
    { key: "adjust", label: t("actions.adjust"), href: "/stock/adjust", permission: "stock.adjust" },
    { key: "import", label: t("actions.import"), href: "/imports", permission: "imports.run" },
  ];
  return (
    <AppShell
      items={navKeys.filter((key) => may(actor, neededFor[key]))}
      actions={actions.filter(({ permission }) => may(actor, permission)).map(({ permission: _, ...action }) => action)}
      counts={counts}
      user={{ name: staff.name, email: staff.email, role: staffWords(`roles.${staff.role}`) }}
      theme={theme}
      signOut={signOutAction}
    >
      {children}
    </AppShell>
  );
}
