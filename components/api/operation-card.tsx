import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader, CardTable } from "@/components/ui/card";
import { TextLink } from "@/components/ui/link";
import type { DescribedOperation } from "@/lib/api/read-description";
import { FieldsTable } from "./fields-table";
import { PlainText } from "./plain-text";

/** One operation: what it does, what it takes, what it answers. */
export function OperationCard({ operation, known }: { operation: DescribedOperation; known: ReadonlySet<string> }) {
  const t = useTranslations("channels.api");
  const { answer } = operation;
  return (
    <Card aria-labelledby={operation.id} lang="en">
      <CardHeader
        level={3}
        id={operation.id}
        title={operation.summary}
        actions={
          <span className="flex items-center gap-2 font-mono text-xs">
            <Badge tone={operation.method === "GET" ? "blue" : "green"} dot={false}>
              {operation.method}
            </Badge>
            {operation.path}
          </span>
        }
      />
      <CardBody className="grid gap-2 text-sm">
        {operation.paragraphs.map((text) => (
          <p key={text}>
            <PlainText text={text} />
          </p>
        ))}
        <p className="text-text-2">
          {operation.body ? (
            <>
              {t("takes")} <TextLink href={`#${operation.body}`}>{operation.body}</TextLink>.{" "}
            </>
          ) : null}
          {t("answers", { status: answer.status })}{" "}
          {answer.schema ? <TextLink href={`#${answer.schema}`}>{answer.schema}</TextLink> : answer.text}
        </p>
        <p className="text-text-2">
          {operation.problems.map(({ status, codes }) => (
            <span key={status} className="me-3 inline-block">
              <span className="font-semibold">{status}</span>{" "}
              {codes.map((code, index) => (
                <span key={code}>
                  {index > 0 ? ", " : ""}
                  <TextLink href={`#problem-${code}`} className="font-mono text-xs">
                    {code}
                  </TextLink>
                </span>
              ))}
            </span>
          ))}
        </p>
      </CardBody>
      {operation.parameters.length > 0 ? (
        <CardTable label={operation.summary} className="border-border border-t">
          <FieldsTable fields={operation.parameters} known={known} />
        </CardTable>
      ) : null}
    </Card>
  );
}
