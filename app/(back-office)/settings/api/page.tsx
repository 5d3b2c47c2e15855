import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FieldsTable } from "@/components/api/fields-table";
import { OperationCard } from "@/components/api/operation-card";
import { PageHeader } from "@/components/list/page-header";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody, CardHeader, CardTable } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { readDescription } from "@/lib/api/read-description";
import { requestOrigin } from "@/lib/auth/request";
import { requirePermission } from "@/lib/auth/session";
import { type TopicGroup, topicGroups } from "@/lib/webhooks/rules/topics";
import { verifyExample } from "@/lib/webhooks/verify-example";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("channels.api"))("title") };
}

/** What is sent without being asked for, and how a receiver knows that it is genuine. */
async function WebhooksCard() {
  const [t, words] = await Promise.all([getTranslations("channels.api.hooks"), getTranslations("webhooks")]);
  return (
    <Card aria-labelledby="webhooks">
      <CardHeader id="webhooks" title={t("title")} />
      <CardBody className="grid gap-3 text-sm">
        <p id="verify" className="text-text-2">
          {t("text")}
        </p>
        <CodeBlock labelledBy="verify">{verifyExample}</CodeBlock>
        <details>
          <summary className="cursor-pointer py-1 font-semibold">{t("events")}</summary>
          <dl className="grid gap-3 pt-2">
            {(Object.keys(topicGroups) as TopicGroup[]).map((group) => (
              <div key={group}>
                <dt className="font-semibold">{words(`group.${group}`)}</dt>
                <dd className="flex flex-wrap gap-x-3 gap-y-1 font-mono text-text-2 text-xs">
                  {topicGroups[group].map((topic) => (
                    <span key={topic}>{topic}</span>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      </CardBody>
    </Card>
  );
}

const parts = ["keys", "idempotency", "problems", "pages"] as const;

export default async function ApiPage() {
  await requirePermission("settings.read");
  const [t, origin] = await Promise.all([getTranslations("channels.api"), requestOrigin()]);
  const { groups, schemas, codes } = readDescription();
  const known = new Set(schemas.map(({ name }) => name));
  return (
    <>
      <PageHeader
        title={t("title")}
        subtitle={t("intro")}
        actions={
          <>
            <ButtonLink href="/settings/api-keys">{t("keysLink")}</ButtonLink>
            <ButtonLink href="/api/v1/openapi.json">openapi.json</ButtonLink>
          </>
        }
      />
      <div className="grid gap-6">
        <Card aria-labelledby="start">
          <CardHeader id="start" title={t("start")} />
          <CardBody className="grid gap-3 text-sm">
            <pre className="overflow-x-auto rounded-md bg-surface-2 p-3 font-mono text-xs">
              {`curl ${origin}/api/v1/orders?limit=1 \\\n  -H "Authorization: Bearer ch_live_…"`}
            </pre>
            <dl className="grid gap-3">
              {parts.map((part) => (
                <div key={part}>
                  <dt className="font-semibold">{t(`about.${part}.title`)}</dt>
                  <dd className="text-text-2">{t(`about.${part}.text`)}</dd>
                </div>
              ))}
            </dl>
          </CardBody>
        </Card>
        {groups.map((group) => (
          <section key={group.tag} aria-labelledby={`tag-${group.tag}`} className="grid gap-3">
            <h2 id={`tag-${group.tag}`} className="font-semibold text-lg">
              {t(`tag.${group.tag}`)}
            </h2>
            {group.operations.map((operation) => (
              <OperationCard key={operation.id} operation={operation} known={known} />
            ))}
          </section>
        ))}
        <section aria-labelledby="schemas" className="grid gap-3">
          <h2 id="schemas" className="font-semibold text-lg">
            {t("schemas")}
          </h2>
          {schemas.map((schema) => (
            <Card key={schema.name} aria-labelledby={schema.name} lang="en">
              <CardHeader level={3} id={schema.name} title={schema.name} hint={schema.text} />
              <CardTable label={schema.name}>
                <FieldsTable fields={schema.fields} known={known} />
              </CardTable>
            </Card>
          ))}
        </section>
        <WebhooksCard />
        <Card aria-labelledby="codes">
          <CardHeader id="codes" title={t("codes")} />
          <CardTable label={t("codes")}>
            <Table>
              <THead>
                <Tr>
                  <Th>{t("code")}</Th>
                  <Th>{t("status")}</Th>
                  <Th>{t("meaning")}</Th>
                </Tr>
              </THead>
              <TBody>
                {codes.map(({ code, status, title, meaning }) => (
                  <Tr key={code} id={`problem-${code}`} className="align-top target:bg-selected">
                    <Td className="py-2 font-mono text-xs">{code}</Td>
                    <Td className="py-2 tabular-nums">{status}</Td>
                    <Td className="py-2 text-sm text-text-2">{meaning || title}</Td>
                  </Tr>
                ))}
              </TBody>
            </Table>
          </CardTable>
        </Card>
      </div>
    </>
  );
}
