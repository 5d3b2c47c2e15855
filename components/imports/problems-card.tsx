import { getTranslations } from "next-intl/server";
import { StageTabs } from "@/components/list/stage-tabs";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody, CardFooter, CardHeader, CardTable } from "@/components/ui/card";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { problemRowsKept } from "@/lib/imports/problem-rows";
import {
  type ImportDetail,
  listProblems,
  type ProblemRowShown,
  type ProblemStatus,
  problemStatuses,
} from "@/lib/imports/queries";
import { columnsByField, type Mapping } from "@/lib/imports/rules/fields";
import { problemWords } from "@/lib/imports/word-problem";
import { CorrectRow } from "./correct-row";

type ProblemsCardProps = { found: ImportDetail; status: ProblemStatus | undefined; after: number; editable: boolean };

/** Rows with something to say: row, order, problem in words, and its correction in place. */
export async function ProblemsCard({ found, status, after, editable }: ProblemsCardProps) {
  const [t, words, first] = await Promise.all([
    getTranslations("imports.problems"),
    problemWords(),
    listProblems(found.id, status ?? "refused", after),
  ]);
  const filled = problemStatuses.filter((name) => (first.counts[name] ?? 0) > 0);
  const shown = status ?? filled[0];
  if (!shown || filled.length === 0) return null;
  const page = shown === (status ?? "refused") ? first : await listProblems(found.id, shown, after);
  const mapping = found.mapping as Mapping;
  const order = columnsByField(mapping).get("number");
  const href = (name: ProblemStatus, row = 0) =>
    `/imports/${found.number}?rows=${name}${row > 0 ? `&after=${row}` : ""}`;
  const last = page.rows.at(-1)?.rowNumber ?? 0;
  const mapped = Object.keys(mapping)
    .map(Number)
    .sort((a, b) => a - b);
  return (
    <Card className="mb-4">
      <CardHeader
        title={t("title")}
        actions={
          (first.counts.refused ?? 0) > 0 ? (
            <ButtonLink href={`/api/internal/imports/${found.number}/errors`} size="sm" download>
              {t("download")}
            </ButtonLink>
          ) : undefined
        }
      />
      <div className="px-4 pt-2">
        <StageTabs
          label={t("label")}
          tabs={filled.map((name) => ({
            key: name,
            label: t(`tabs.${name}`),
            count: first.counts[name] ?? 0,
            href: href(name),
            active: name === shown,
          }))}
        />
      </div>
      <CardTable label={t("label")}>
        <Table>
          <THead>
            <Tr>
              <Th align="end">{t("row")}</Th>
              <Th>{t("order")}</Th>
              <Th className="w-full">{t("problem")}</Th>
            </Tr>
          </THead>
          <TBody>
            {page.rows.map((row) => {
              const problem = row.code ? words.sentence(row) : t("tabs.edited");
              return (
                <Tr key={row.rowNumber}>
                  <Td align="end" className="font-mono">
                    {row.rowNumber}
                  </Td>
                  <Td className="max-w-40 truncate font-mono">
                    {order === undefined ? "–" : row.cells[order]?.trim() || "–"}
                  </Td>
                  <Td className="py-1.5">
                    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5">
                      <span className="min-w-40 flex-1">{problem}</span>
                      {editable && shown !== "skipped" ? (
                        <CorrectRow
                          number={found.number}
                          row={row.rowNumber}
                          problem={problem}
                          cells={mapped.map((column) => ({
                            column,
                            name: found.format.header[column] || `#${column + 1}`,
                            value: row.edited?.[String(column)] ?? row.cells[column] ?? "",
                            wrong: wrongFields(row).has(mapping[String(column)] ?? ""),
                          }))}
                        />
                      ) : null}
                    </div>
                  </Td>
                </Tr>
              );
            })}
          </TBody>
        </Table>
        {page.rows.length === 0 ? <CardBody className="text-text-2">{t("none")}</CardBody> : null}
      </CardTable>
      {page.more || (found.counts.problems ?? found.checkCounts.problems ?? 0) > problemRowsKept ? (
        <CardFooter>
          {page.more ? (
            <ButtonLink href={href(shown, last)} size="sm">
              {t("more")}
            </ButtonLink>
          ) : null}
          {(found.counts.problems ?? found.checkCounts.problems ?? 0) > problemRowsKept ? (
            <span className="text-sm text-text-3">{t("kept", { count: problemRowsKept })}</span>
          ) : null}
        </CardFooter>
      ) : null}
    </Card>
  );
}

/** Every field of the row that has a problem. */
function wrongFields({ field, facts }: ProblemRowShown): ReadonlySet<string> {
  const others = Array.isArray(facts.others) ? (facts.others as { field: string | null }[]) : [];
  return new Set([field, ...others.map((other) => other.field ?? "")].filter((name) => name !== ""));
}
