import { getTranslations } from "next-intl/server";
import { mapAction } from "@/app/(back-office)/imports/actions";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Badge } from "@/components/ui/badge";
import { CardBody, CardFooter, CardTable } from "@/components/ui/card";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { ImportDetail } from "@/lib/imports/queries";
import { fieldGroups, type OrderField } from "@/lib/imports/rules/fields";
import { missingFields } from "@/lib/imports/rules/missing-fields";
import { sourceOf } from "@/lib/imports/rules/sources";
import { type Confidence, suggestMapping } from "@/lib/imports/rules/suggest-mapping";
import { FoldedCard } from "./folded-card";
import { MeaningSelect, type Meanings } from "./meaning-select";

/** The second step: left what the file calls a column with its first values, right what it means here. */
export async function ColumnsCard({
  found,
  open,
  editable,
}: {
  found: ImportDetail;
  open: boolean;
  editable: boolean;
}) {
  const t = await getTranslations("imports");
  const source = sourceOf(found.source);
  const suggested = suggestMapping(source, found.format.header);
  const mapping = found.mapping as Record<string, OrderField>;
  const missing = missingFields(source, mapping);
  const summary = t("columns.summary", { count: Object.keys(mapping).length, total: found.format.header.length });
  const meanings: Meanings = fieldGroups.map(({ name, fields }) => ({
    label: t(`group.${name}`),
    options: fields.map((field) => ({
      value: field,
      label: t(`field.${field}`) + (source.required.includes(field) ? " *" : ""),
    })),
  }));
  const table = (
    <CardTable label={t("columns.title")}>
      <Table>
        <THead>
          <Tr>
            <Th>{t("columns.theirs")}</Th>
            <Th className="max-sm:hidden">{t("columns.samples")}</Th>
            <Th>{t("columns.ours")}</Th>
            <Th className="max-sm:hidden">{t("columns.confidence")}</Th>
          </Tr>
        </THead>
        <TBody>
          {found.format.header.map((name, index) => {
            const chosen = mapping[String(index)] ?? "";
            const samples = found.format.samples[index] ?? [];
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a file's columns stay in their places.
              <Tr key={index} className={chosen ? undefined : "text-text-3"}>
                <Td className="max-w-56 py-1.5 align-top">
                  <span className="block truncate font-medium" title={name}>
                    {name || `#${index + 1}`}
                  </span>
                  <span className="block truncate text-text-3 text-xs sm:hidden">{samples[0]}</span>
                </Td>
                <Td className="max-w-72 py-1.5 align-top max-sm:hidden">
                  <ul className="text-text-2 text-xs">
                    {samples.map((sample) => (
                      <li key={sample} className="truncate" title={sample}>
                        {sample}
                      </li>
                    ))}
                  </ul>
                </Td>
                <Td className="w-72 py-1.5 align-top max-sm:w-44">
                  {editable ? (
                    <MeaningSelect
                      name={`column.${index}`}
                      label={name || `#${index + 1}`}
                      chosen={chosen}
                      skip={t("columns.skip")}
                      meanings={meanings}
                    />
                  ) : (
                    <span>{chosen ? t(`field.${chosen}`) : t("columns.ignored")}</span>
                  )}
                </Td>
                <Td className="py-1.5 align-top max-sm:hidden">
                  <Match chosen={chosen} suggestion={suggested.get(index)} words={(word) => t(`columns.${word}`)} />
                </Td>
              </Tr>
            );
          })}
        </TBody>
      </Table>
    </CardTable>
  );
  if (!editable) {
    return (
      <FoldedCard title={t("columns.title")} hint={summary} open={open}>
        {table}
      </FoldedCard>
    );
  }
  return (
    <FoldedCard title={t("columns.title")} hint={summary} open={open || missing.length > 0}>
      <ActionForm action={mapAction} fields={{ number: found.number }} label={t("columns.title")}>
        {missing.length > 0 ? (
          <CardBody className="border-border border-b bg-attention-bg text-sm">
            {t("columns.missing", { fields: missing.map((field) => t(`field.${field}`)).join(" · ") })}
          </CardBody>
        ) : null}
        {table}
        <CardFooter className="sticky bottom-0 rounded-b-lg bg-surface max-sm:bottom-14">
          <SubmitButton>{found.status === "uploaded" ? t("columns.check") : t("columns.again")}</SubmitButton>
          <span className="text-sm text-text-3 max-sm:hidden">{t("columns.remembered")}</span>
        </CardFooter>
      </ActionForm>
    </FoldedCard>
  );
}

const tones = { sure: "green", likely: "blue", guess: "amber" } as const;

type MatchProps = {
  chosen: string;
  suggestion: { field: string; confidence: Confidence } | undefined;
  words: (word: Confidence | "chosen" | "ignored") => string;
};

function Match({ chosen, suggestion, words }: MatchProps) {
  if (!chosen) return <span className="text-text-3 text-xs">{words("ignored")}</span>;
  if (suggestion?.field !== chosen) return <Badge tone="teal">{words("chosen")}</Badge>;
  return <Badge tone={tones[suggestion.confidence]}>{words(suggestion.confidence)}</Badge>;
}
