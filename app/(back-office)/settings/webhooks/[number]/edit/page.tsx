import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/list/page-header";
import { EndpointForm } from "@/components/webhooks/endpoint-form";
import { requirePermission } from "@/lib/auth/session";
import { Messages } from "@/lib/i18n/messages-provider";
import { findEndpoint } from "../../find-endpoint";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("webhooks"))("page.editTitle") };
}

export default async function EditWebhookPage({ params }: PageProps<"/settings/webhooks/[number]/edit">) {
  const { actor } = await requirePermission("webhooks.manage");
  const [t, endpoint] = await Promise.all([
    getTranslations("webhooks"),
    params.then(({ number }) => findEndpoint(actor, number)),
  ]);
  const { number, version, name, url, topics, wholeOrder } = endpoint;
  return (
    <>
      <PageHeader title={t("page.editTitle")} back={{ href: `/settings/webhooks/${number}`, label: name }} />
      <Messages namespaces={["webhooks"]}>
        <EndpointForm saved={{ number, version, name, url, topics, wholeOrder }} />
      </Messages>
    </>
  );
}
