import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { RuleEditor } from "@/components/automation/rule-editor";
import { PageHeader } from "@/components/list/page-header";
import { requirePermission } from "@/lib/auth/session";
import { editorChoices } from "@/lib/automation/editor-choices";
import { getRuleChoices } from "@/lib/automation/queries/rules";
import { Messages } from "@/lib/i18n/messages-provider";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("automation"))("new") };
}

export default async function NewRulePage() {
  const { actor, shop } = await requirePermission("automation.manage");
  const [t, locale, own] = await Promise.all([getTranslations("automation"), getLocale(), getRuleChoices(actor)]);
  return (
    <>
      <PageHeader title={t("editor.titleNew")} back={{ href: "/settings/automation", label: t("back") }} />
      <Messages namespaces={["automation", "orders", "staff"]}>
        <RuleEditor choices={editorChoices(own, locale, shop.currency)} />
      </Messages>
    </>
  );
}
