import { useTranslations } from "next-intl";
import { TextLink } from "@/components/ui/link";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { DescribedField } from "@/lib/api/read-description";
import { PlainText } from "./plain-text";

/** Fields of a schema or parameters of an operation; schemas lead to where they are explained. */
export function FieldsTable({ fields, known }: { fields: readonly DescribedField[]; known: ReadonlySet<string> }) {
  const t = useTranslations("channels.api");
  return (
    <Table>
      <THead>
        <Tr>
          <Th>{t("field")}</Th>
          <Th>{t("type")}</Th>
          <Th>{t("meaning")}</Th>
        </Tr>
      </THead>
      <TBody>
        {fields.map((field) => (
          <Tr key={field.name} className="align-top">
            <Td className="py-2 font-mono text-xs">
              {field.name}
              {field.required ? <span className="ms-1 text-text-2">{t("required")}</span> : null}
            </Td>
            <Td className="max-w-64 break-words py-2 font-mono text-text-2 text-xs">
              {field.link && known.has(field.link) ? (
                <TextLink href={`#${field.link}`}>{field.type}</TextLink>
              ) : (
                field.type
              )}
            </Td>
            <Td className="py-2 text-sm">
              <PlainText text={field.text} />
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
