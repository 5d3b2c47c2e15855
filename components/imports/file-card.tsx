import { getLocale, getTranslations } from "next-intl/server";
import { configureAction } from "@/app/(back-office)/imports/actions";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Alert } from "@/components/ui/alert";
import { CardBody } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/key-value";
import { TextLink } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { currencyChoices, zoneChoices } from "@/lib/format/choices";
import { nameIn } from "@/lib/i18n/rules/languages";
import { delimiterChoices, encodingChoices } from "@/lib/imports/inputs";
import { type ImportDetail, importChannels } from "@/lib/imports/queries";
import { sourceNames } from "@/lib/imports/rules/source-names";
import { sourceOf } from "@/lib/imports/rules/sources";
import { FoldedCard } from "./folded-card";

type FileCardProps = { found: ImportDetail; open: boolean; editable: boolean };

/** The first step: what was found of the file, and, where that is not right, how it is to be read. */
export async function FileCard({ found, open, editable }: FileCardProps) {
  const [t, locale] = await Promise.all([getTranslations("imports"), getLocale()]);
  const { format } = found;
  const kind = (format.kind ?? "").toUpperCase();
  const hint = [t(`source.${found.source}`), found.fileName, sizeOf(found.fileSize, locale)].join(" · ");
  const readable = Boolean(format.header);
  return (
    <FoldedCard title={t("file.title")} hint={hint} open={open}>
      <CardBody className="grid gap-4">
        {found.sameFile && !found.started ? (
          <Alert tone="attention">
            {t.rich("file.sameFile", {
              number: () => <TextLink href={`/imports/${found.sameFile}`}>{found.sameFile}</TextLink>,
            })}
          </Alert>
        ) : null}
        {sourceOf(found.source).wholeBook ? <p className="text-sm text-text-2">{t("file.wholeBook")}</p> : null}
        <Facts className="text-sm">
          <Fact label={t("file.name")}>{found.fileName}</Fact>
          {readable ? (
            <>
              <Fact label={t("file.size")}>
                {sizeOf(found.fileSize, locale)} · {format.compressed ? t("file.compressed", { kind }) : kind}
              </Fact>
              <Fact label={t("file.source")}>{t(`source.${found.source}`)}</Fact>
              <Fact label={t("file.channel")}>{found.options.channel}</Fact>
              <Fact label={t("file.encoding")}>{format.encoding ?? t("file.none")}</Fact>
              <Fact label={t("file.delimiter")}>{delimiterName(t, format.delimiter)}</Fact>
              <Fact label={t("file.headerRow")}>{format.headerRow || t("file.none")}</Fact>
              <Fact label={t("file.columns")}>{format.header.length}</Fact>
            </>
          ) : null}
          <Fact label={t("file.uploaded")}>
            {found.createdBy} · <Time at={found.createdAt} />
          </Fact>
        </Facts>
        {editable ? <ReadingForm found={found} /> : null}
      </CardBody>
    </FoldedCard>
  );
}

async function ReadingForm({ found }: { found: ImportDetail }) {
  const [t, locale, channels] = await Promise.all([getTranslations("imports"), getLocale(), importChannels()]);
  const { options } = found;
  const names = channels.map(({ code, name, nameZh }) => ({
    value: code,
    label: nameIn(locale, { name, nameZh }),
  }));
  const known = names.some(({ value }) => value === options.channel);
  const detected = { value: "", label: t("file.detected") };
  return (
    <details className="group/form rounded-md border border-border">
      <summary className="cursor-pointer rounded-md px-3 py-2 font-medium text-accent text-sm hover:bg-hover">
        {t("file.change")}
      </summary>
      <ActionForm
        action={configureAction}
        fields={{ number: found.number }}
        done={t("file.saved")}
        label={t("file.change")}
        className="grid gap-3 border-border border-t p-3"
      >
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
          <FormField
            as="select"
            name="source"
            label={t("file.source")}
            options={sourceNames.map((value) => ({ value, label: t(`source.${value}`) }))}
            defaultValue={found.source}
          />
          <FormField
            as="select"
            name="channel"
            label={t("file.channel")}
            hint={known ? undefined : t("file.channelHint")}
            options={known ? names : [{ value: options.channel, label: options.channel }, ...names]}
            defaultValue={options.channel}
          />
          <FormField
            as="select"
            name="currency"
            label={t("file.currency")}
            options={currencyChoices(locale, options.currency ? [options.currency] : [])}
            defaultValue={options.currency}
          />
          <FormField
            as="select"
            name="timeZone"
            label={t("file.timeZone")}
            options={zoneChoices()}
            defaultValue={options.timeZone}
          />
          <FormField
            as="select"
            name="encoding"
            label={t("file.encoding")}
            options={[detected, ...encodingChoices.map((value) => ({ value, label: value }))]}
            defaultValue={options.encoding ?? ""}
          />
          <FormField
            as="select"
            name="delimiter"
            label={t("file.delimiter")}
            options={[detected, ...delimiterChoices.map((value) => ({ value, label: delimiterName(t, value) }))]}
            defaultValue={options.delimiter ?? ""}
          />
          <FormField
            name="headerRow"
            label={t("file.headerRow")}
            hint={t("file.headerRowHint")}
            type="number"
            min={0}
            max={1000}
            defaultValue={options.headerRow === undefined ? "" : String(options.headerRow)}
          />
        </div>
        <div>
          <SubmitButton variant="secondary">{t("file.save")}</SubmitButton>
        </div>
      </ActionForm>
    </details>
  );
}

const delimiterKeys = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe" } as const;

type Words = Awaited<ReturnType<typeof getTranslations<"imports">>>;

function delimiterName(t: Words, delimiter: string | null): string {
  const key = delimiterKeys[(delimiter ?? "") as keyof typeof delimiterKeys];
  return key ? t(`file.delimiters.${key}`) : delimiter || t("file.none");
}

function sizeOf(bytes: number, locale: string): string {
  const [value, unit] = bytes >= 1_000_000 ? [bytes / 1_000_000, "megabyte"] : [bytes / 1000, "kilobyte"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: 1 }).format(value);
}
