import {
  BadgePercent,
  ChartLine,
  CircleAlert,
  FileText,
  House,
  type LucideIcon,
  Package,
  PackageOpen,
  Settings,
  ShieldCheck,
  Tags,
  Undo2,
  Upload,
  Users,
  Warehouse,
} from "lucide-react";

export const navKeys = [
  "home",
  "orders",
  "review",
  "fulfilment",
  "exceptions",
  "returns",
  "refunds",
  "stock",
  "products",
  "promotions",
  "customers",
  "reports",
  "imports",
  "settings",
] as const;
export type NavKey = (typeof navKeys)[number];

/** Where each place is, its picture, and the letter that follows G. */
export const places: Record<NavKey, { href: string; icon: LucideIcon; letter: string }> = {
  home: { href: "/", icon: House, letter: "h" },
  orders: { href: "/orders", icon: FileText, letter: "o" },
  review: { href: "/review", icon: ShieldCheck, letter: "r" },
  exceptions: { href: "/exceptions", icon: CircleAlert, letter: "e" },
  fulfilment: { href: "/fulfilment", icon: Package, letter: "f" },
  returns: { href: "/returns", icon: PackageOpen, letter: "b" },
  refunds: { href: "/refunds", icon: Undo2, letter: "u" },
  stock: { href: "/stock", icon: Warehouse, letter: "s" },
  products: { href: "/products", icon: Tags, letter: "d" },
  promotions: { href: "/promotions", icon: BadgePercent, letter: "m" },
  customers: { href: "/customers", icon: Users, letter: "c" },
  reports: { href: "/reports", icon: ChartLine, letter: "p" },
  imports: { href: "/imports", icon: Upload, letter: "i" },
  settings: { href: "/settings", icon: Settings, letter: "t" },
};
