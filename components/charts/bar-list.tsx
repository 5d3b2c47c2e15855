import type { ReactNode } from "react";
import { StillPart } from "@/components/still/still";
import { Card, CardHeader, CardTable } from "@/components/ui/card";
import { AppLink } from "@/components/ui/link";
import { Change, type ChangeFact } from "@/components/ui/stat-card";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";

export type BarRow = {
  key: string;
  label: ReactNode;
  /** For the length of the bar only; what is read is the text. */
  value: number;
  text: string;
  change?: ChangeFact | null;
  href?: string;
};

type BarListProps = {
  title: string;
  hint?: ReactNode;
  actions?: ReactNode;
  rows: BarRow[];
  words: { label: string; value: string; change?: string };
  /** Shown instead of rows when there are none. */
  empty?: ReactNode;
};

/** Shares as a table whose rows carry their bar; a row leads to what it is the sum of. */
export function BarList({ title, hint, actions, rows, words, empty }: BarListProps) {
  const longest = Math.max(0, ...rows.map((row) => row.value));
  return (
    <StillPart>
      <Card>
        <CardHeader
          title={title}
          actions={
            <>
              {hint}
              {actions}
            </>
          }
        />
        {rows.length === 0 ? (
          empty
        ) : (
          <CardTable>
            <Table aria-label={title}>
              <THead className="sr-only">
                <Tr>
                  <Th>{words.label}</Th>
                  <Th aria-hidden />
                  <Th align="end">{words.value}</Th>
                  {words.change ? <Th align="end">{words.change}</Th> : null}
                </Tr>
              </THead>
              <TBody>
                {rows.map((row) => (
                  <Tr key={row.key} className="relative hover:bg-hover">
                    <Td className="max-w-40 ellipsis">
                      {row.href ? (
                        <AppLink
                          href={row.href}
                          className="-outline-offset-2 -my-2 block truncate py-2 after:absolute after:inset-0 hover:underline"
                        >
                          {row.label}
                        </AppLink>
                      ) : (
                        row.label
                      )}
                    </Td>
                    <Td aria-hidden className="w-[45%] max-sm:hidden">
                      <span className="block h-2 rounded-full bg-surface-2">
                        <span
                          className="block h-2 rounded-full bg-accent"
                          style={{ width: `${longest > 0 ? Math.max(0, (row.value / longest) * 100) : 0}%` }}
                        />
                      </span>
                    </Td>
                    <Td align="end">{row.text}</Td>
                    {words.change ? <Td align="end">{row.change ? <Change {...row.change} /> : null}</Td> : null}
                  </Tr>
                ))}
              </TBody>
            </Table>
          </CardTable>
        )}
      </Card>
    </StillPart>
  );
}
