import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";

export default async function AuthLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("auth");
  return (
    <main className="grid min-h-dvh content-start justify-items-center gap-6 bg-bg px-4 py-[max(40px,10vh)]">
      <p className="flex items-center gap-2.5 font-bold text-lg">
        <span aria-hidden className="grid size-8 place-items-center rounded-lg bg-accent text-on-accent">
          账
        </span>
        {t("brand")}
      </p>
      {children}
    </main>
  );
}
