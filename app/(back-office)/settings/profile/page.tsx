import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { ConfirmButton } from "@/components/form/confirm-button";
import { FormCheckbox, FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/list/page-header";
import { shortcutsCookie } from "@/components/shell/letter-keys";
import { soundCookie } from "@/components/shell/sound-cookie";
import { getTheme } from "@/components/shell/theme-cookie";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/key-value";
import { requireStaff } from "@/lib/auth/session";
import { localeNames, locales } from "@/lib/i18n/locales";
import { PASSWORD_LENGTH, themes } from "@/lib/staff/inputs";
import { changePasswordAction, endSessionsAction, updateProfileAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff"))("profile.title") };
}

export default async function ProfilePage() {
  const { staff } = await requireStaff();
  const [t, common, locale, theme, jar] = await Promise.all([
    getTranslations("staff"),
    getTranslations("settings"),
    getLocale(),
    getTheme(),
    cookies(),
  ]);
  return (
    <>
      <PageHeader title={t("profile.title")} />
      <div className="grid max-w-[760px] gap-4">
        <ActionForm action={updateProfileAction} done={t("profile.saved")} resetOnOk={false}>
          <Card>
            <CardHeader title={t("profile.you")} />
            <CardBody className="grid gap-4 py-4! sm:grid-cols-2">
              <FormField
                name="name"
                label={t("profile.name")}
                hint={t("profile.nameHint")}
                required
                defaultValue={staff.name}
                className="sm:col-span-2"
              />
              <Facts className="sm:col-span-2 sm:grid-cols-2">
                <Fact label={t("profile.email")}>{staff.email}</Fact>
                <Fact label={t("profile.role")}>{t(`roles.${staff.role}`)}</Fact>
              </Facts>
              <FormField
                as="select"
                name="locale"
                label={t("profile.locale")}
                options={locales.map((value) => ({ value, label: localeNames[value].name }))}
                defaultValue={locale}
              />
              <FormField
                as="select"
                name="theme"
                label={t("profile.theme")}
                options={themes.map((value) => ({ value, label: t(`profile.themes.${value}`) }))}
                defaultValue={theme}
              />
              <div className="sm:col-span-2">
                <FormCheckbox
                  as="switch"
                  name="shortcuts"
                  label={t("profile.shortcuts")}
                  hint={t("profile.shortcutsHint")}
                  defaultChecked={jar.get(shortcutsCookie)?.value !== "off"}
                />
              </div>
              <div className="sm:col-span-2">
                <FormCheckbox
                  as="switch"
                  name="sound"
                  label={t("profile.sound")}
                  hint={t("profile.soundHint")}
                  defaultChecked={jar.get(soundCookie)?.value === "on"}
                />
              </div>
            </CardBody>
            <CardFooter>
              <SubmitButton>{common("save")}</SubmitButton>
            </CardFooter>
          </Card>
        </ActionForm>
        <ActionForm action={changePasswordAction} done={t("profile.passwordChanged")}>
          <Card>
            <CardHeader title={t("profile.password")} />
            <CardBody className="grid gap-4 py-4! sm:grid-cols-2">
              <input type="text" name="username" value={staff.email} autoComplete="username" readOnly hidden />
              <FormField
                name="currentPassword"
                type="password"
                label={t("profile.current")}
                autoComplete="current-password"
                required
              />
              <FormField
                name="password"
                type="password"
                label={t("profile.new")}
                hint={t("profile.newHint", { least: PASSWORD_LENGTH.least })}
                autoComplete="new-password"
                required
              />
            </CardBody>
            <CardFooter>
              <SubmitButton variant="secondary">{t("profile.passwordSubmit")}</SubmitButton>
            </CardFooter>
          </Card>
        </ActionForm>
        <Card>
          <CardHeader title={t("profile.endSessionsTitle")} />
          <CardBody className="flex flex-wrap items-center justify-between gap-3">
            <p className="text-sm text-text-2">{t("profile.endSessionsText")}</p>
            <ConfirmButton
              action={endSessionsAction}
              title={`${t("profile.endSessions")}?`}
              description={t("profile.endSessionsText")}
              confirmLabel={t("profile.endSessions")}
              done={t("profile.sessionsEnded")}
            >
              {t("profile.endSessions")}
            </ConfirmButton>
          </CardBody>
        </Card>
      </div>
    </>
  );
}
