import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader, CardTable } from "@/components/ui/card";
import { Meter } from "@/components/ui/meter";
import { Quantity } from "@/components/ui/quantity";
import { Table, TBody, Td, TFoot, THead, Th, Tr } from "@/components/ui/table";
import type { FormAction } from "@/lib/form-state";
import type { StockItemPage, StockLevel } from "@/lib/inventory/queries/get-stock-item";
import { BinDialog } from "./bin-dialog";

/** Where the units of an item are, and how many of them are free. */
export async function LevelCard({ item, setBin }: { item: StockItemPage; setBin?: FormAction }) {
  const t = await getTranslations("stock");
  const sum = (of: (level: StockLevel) => number) =>
    item.levels.filter(({ active }) => active).reduce((total, level) => total + of(level), 0);
  const states = ["onHand", "reserved", "damaged", "qualityControl", "incoming", "available"] as const;
  const shown = states.filter(
    (state) => (state !== "qualityControl" && state !== "incoming") || item.levels.some((level) => level[state] > 0),
  );
  return (
    <Card>
      <CardHeader title={t("item.levels")} />
      {item.levels.length === 0 ? (
        <p className="px-4 py-6 text-sm text-text-3">{t("item.noLevels")}</p>
      ) : (
        <CardTable label={t("item.levels")} className="relative">
          <Table aria-label={t("item.levels")}>
            <THead>
              <Tr>
                <Th>{t("column.warehouse")}</Th>
                <Th className="max-sm:hidden">{t("column.bin")}</Th>
                {shown.map((state) => (
                  <Th
                    key={state}
                    align="end"
                    className={state === "reserved" || state === "damaged" ? "max-sm:hidden" : undefined}
                  >
                    {t(`column.${state}`)}
                  </Th>
                ))}
                <Th className="max-md:hidden">
                  <span className="sr-only">{t("item.free")}</span>
                </Th>
              </Tr>
            </THead>
            <TBody>
              {item.levels.map((level) => (
                <Tr key={level.code}>
                  <Td>
                    {level.name} <span className="text-text-3">{level.code}</span>{" "}
                    {level.active ? null : <Badge tone="grey">{t("item.closed")}</Badge>}
                  </Td>
                  <Td className="max-sm:hidden">
                    {setBin ? (
                      <BinDialog action={setBin} sku={item.sku} code={level.code} bin={level.bin} />
                    ) : (
                      <span className="font-mono">{level.bin || "–"}</span>
                    )}
                  </Td>
                  {shown.map((state) => (
                    <Td
                      key={state}
                      align="end"
                      muted={state !== "available" && state !== "onHand"}
                      className={state === "reserved" || state === "damaged" ? "max-sm:hidden" : undefined}
                    >
                      {state === "available" ? (
                        <strong>
                          <Quantity value={level[state]} />
                        </strong>
                      ) : (
                        <Quantity value={level[state]} />
                      )}
                    </Td>
                  ))}
                  <Td className="max-md:hidden">
                    <Meter
                      filled={Math.max(level.available, 0)}
                      total={level.onHand}
                      label={t("item.meter", { free: level.available, onHand: level.onHand })}
                    />
                  </Td>
                </Tr>
              ))}
            </TBody>
            {item.levels.filter(({ active }) => active).length > 1 ? (
              <TFoot>
                <Tr>
                  <Td>{t("item.allPlaces")}</Td>
                  <Td className="max-sm:hidden" />
                  {shown.map((state) => (
                    <Td
                      key={state}
                      align="end"
                      className={state === "reserved" || state === "damaged" ? "max-sm:hidden" : undefined}
                    >
                      <Quantity value={sum((level) => level[state])} />
                    </Td>
                  ))}
                  <Td className="max-md:hidden" />
                </Tr>
              </TFoot>
            ) : null}
          </Table>
        </CardTable>
      )}
    </Card>
  );
}
