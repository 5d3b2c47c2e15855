import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/list/page-header";
import { EndpointForm } from "@/components/webhooks/endpoint-form";
import { requirePermission } from "@/lib/auth/session";
import { Messages } from "@/lib/i18n/messages-provider";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("webhooks"))("new") };
}

export default async function NewWebhookPage() {
  await requirePermission("webhooks.manage");
  const t = await getTranslations("webhooks");
  return (
    <>
      <PageHeader title={t("form.titleNew")} back={{ href: "/settings/webhooks", label: t("back") }} />
      <Messages namespaces={["webhooks"]}>
        <EndpointForm />
      </Messages>
    </>
  );
}
