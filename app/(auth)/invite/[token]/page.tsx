import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NewPasswordForm } from "@/components/staff/new-password-form";
import { ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PASSWORD_LENGTH } from "@/lib/staff/inputs";
import { getInvitation } from "@/lib/staff/queries";
import { acceptAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  // The address is the secret: no other site may be told it.
  return { title: (await getTranslations("auth"))("newPassword"), referrer: "no-referrer" };
}

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [t, person] = await Promise.all([getTranslations("auth"), getInvitation(token)]);
  if (!person) {
    return (
      <Card className="w-full max-w-[440px]">
        <EmptyState
          kind="not-allowed"
          level={1}
          title={t("invite.expired.title")}
          text={t("invite.expired.text")}
          action={<ButtonLink href="/sign-in">{t("invite.expired.action")}</ButtonLink>}
        />
      </Card>
    );
  }
  const kind = person.isNew ? "new" : "reset";
  return (
    <NewPasswordForm
      action={acceptAction}
      token={token}
      email={person.email}
      words={{
        title: t(`invite.${kind}.title`, { name: person.name }),
        account: t("invite.for", { email: person.email }),
        password: t("newPassword"),
        hint: t("newPasswordHint", { least: PASSWORD_LENGTH.least }),
        submit: t(`invite.${kind}.submit`),
      }}
    />
  );
}
