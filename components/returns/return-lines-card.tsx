import { useTranslations } from "next-intl";
import { Card, CardHeader, CardTable } from "@/components/ui/card";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { ReturnLineView, ReturnView } from "@/lib/returns/queries/get-return";

/** Each line with its units: asked for, come, looked at, and what was found. */
export function ReturnLinesCard({ view }: { view: ReturnView }) {
  const t = useTranslations("returns");
  return (
    <Card aria-labelledby="return-lines">
      <CardHeader id="return-lines" title={t("lines.title")} />
      <CardTable label={t("lines.title")}>
        <Table>
          <THead>
            <Tr>
              <Th>{t("lines.item")}</Th>
              <Th>{t("lines.why")}</Th>
              <Th align="end">{t("lines.asked")}</Th>
              <Th align="end">{t("lines.came")}</Th>
              <Th align="end">{t("lines.seen")}</Th>
              <Th align="end">{t("lines.given")}</Th>
            </Tr>
          </THead>
          <TBody>
            {view.lines.map((line) => (
              <LineRow key={line.line} line={line} />
            ))}
          </TBody>
        </Table>
      </CardTable>
    </Card>
  );
}

function LineRow({ line }: { line: ReturnLineView }) {
  const t = useTranslations("returns");
  const remarks = [
    line.declined > 0 ? t("lines.declined", { units: line.declined }) : "",
    line.extra > 0 ? t("lines.extra", { units: line.extra }) : "",
    line.withdrawn > 0 ? t("lines.withdrawn", { units: line.withdrawn }) : "",
    line.awaited > 0 && line.received > 0 ? t("lines.awaited", { units: line.awaited }) : "",
  ].filter(Boolean);
  return (
    <Tr>
      <Td className="min-w-48 py-2">
        <span className="font-medium">{line.title}</span>{" "}
        {line.spec ? <span className="text-text-2">{line.spec}</span> : null}
        <span className="block font-mono text-text-3 text-xs">{line.sku}</span>
        {remarks.length > 0 ? <span className="block text-attention text-xs">{remarks.join(" · ")}</span> : null}
        {line.findings.map((found) => (
          <span key={`${found.at} ${found.disposition} ${found.condition}`} className="block text-text-2 text-xs">
            {t("lines.found", {
              units: found.quantity,
              condition: t(`condition.${found.condition}`),
              disposition: t(`disposition.${found.disposition}`),
              by: found.by,
            })}
            {found.note ? ` · ${found.note}` : ""}
          </span>
        ))}
      </Td>
      <Td className="py-2">
        {t(`reason.${line.reason}`)}
        <span className="block text-text-3 text-xs">{t(`outcome.${line.outcome}`)}</span>
        {line.note ? <span className="block text-text-2 text-xs">{line.note}</span> : null}
      </Td>
      <Td align="end">{line.requested}</Td>
      <Td align="end">{line.received}</Td>
      <Td align="end">{line.inspected}</Td>
      <Td align="end">{line.refunded + line.exchanged}</Td>
    </Tr>
  );
}
