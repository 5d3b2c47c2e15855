import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LanguageSwitch } from "@/components/shell/language-switch";
import { Logo } from "@/components/shell/logo";

export default async function AuthLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("auth");
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr] bg-bg">
      <header className="flex justify-end p-3">
        <LanguageSwitch />
      </header>
      <main className="grid content-start justify-items-center gap-6 px-4 pt-[max(16px,6vh)] pb-12">
        <p className="flex items-center gap-2.5 font-bold text-lg">
          <Logo size={32} />
          {t("brand")}
        </p>
        {children}
      </main>
    </div>
  );
}
