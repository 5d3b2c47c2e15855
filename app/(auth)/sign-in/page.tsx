import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SignInForm } from "@/components/staff/sign-in-form";
import { connection } from "@/db/client";
import { safeNext } from "@/lib/auth/rules/safe-next";
import { currentStaff } from "@/lib/auth/session";
import { awaitsSetUp } from "@/lib/settings/set-up-shop";
import { listDemoLogins } from "@/lib/staff/queries";
import { demoPassword } from "@/lib/staff/rules/demo-logins";
import { signInAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("signIn.title") };
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const next = safeNext((await searchParams).next);
  if (await currentStaff()) redirect(next);
  if (await awaitsSetUp(connection().sql)) redirect("/setup");
  const [t, roles, demo] = await Promise.all([getTranslations("auth"), getTranslations("staff"), listDemoLogins()]);
  return (
    <SignInForm
      action={signInAction}
      next={next}
      words={{
        title: t("signIn.title"),
        email: t("email"),
        password: t("password"),
        submit: t("signIn.submit"),
        demoTitle: t("signIn.demo.title"),
        demoHint: t("signIn.demo.hint"),
      }}
      demo={demo.map(({ email, name, role }) => ({
        email,
        name,
        password: demoPassword,
        role: roles(`roles.${role}`),
      }))}
    />
  );
}
