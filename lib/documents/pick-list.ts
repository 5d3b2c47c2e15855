import { formatDay, formatInstant } from "@/lib/core/dates";
import { assert } from "@/lib/core/result";
import type { DocumentLanguage, PickListDto, PickListLineDto } from "@/lib/documents/dto";
import { BODY, type Cell, type Column, joined, Layout, LEFT, STRONG, textCell, WIDTH } from "@/lib/documents/layout";
import { A4, INK, type Paper, SOFT_INK, type TextStyle } from "@/lib/documents/paper";
import { renderEach } from "@/lib/documents/render";
import { type DocumentWords, wordsIn } from "@/lib/documents/words";

/** Pick lists by the way through the warehouse, several orders at once: each line says which slot gets how many. */
export function pickLists(lists: readonly PickListDto[], language: DocumentLanguage): Promise<Uint8Array> {
  const words = wordsIn(language);
  return renderEach(A4, words.pickList, lists, (paper, list) => drawList(paper, list, words));
}

const BINS = new Intl.Collator("en", { numeric: true });

/** A-2 before A-10; what has no bin comes last. */
export function byBin(lines: readonly PickListLineDto[]): PickListLineDto[] {
  return lines.toSorted((a, b) => {
    if (a.bin === null || b.bin === null) return Number(a.bin === null) - Number(b.bin === null);
    return BINS.compare(a.bin, b.bin) || BINS.compare(a.sku, b.sku);
  });
}

type OrderRow = PickListDto["orders"][number] & {
  readonly slot: number;
  readonly lines: number;
  readonly units: number;
};

function drawList(paper: Paper, list: PickListDto, words: DocumentWords): void {
  const { shop } = list;
  const slots = new Map(list.orders.map((order, index) => [order.number, index + 1]));
  for (const { order } of list.lines.flatMap((line) => line.takes)) assert(slots.has(order), `no slot for ${order}`);
  const units = list.lines.reduce((sum, line) => sum + unitsOf(line), 0);

  const layout = new Layout(paper, { shop, title: words.pickList, number: list.number, barcode: true }, words);
  layout.facts([
    { label: words.location, value: list.location },
    { label: words.picker, value: list.picker },
    { label: words.created, value: formatInstant(list.createdAt, shop.timeZone, words.locale) },
    { label: words.quantity, value: `${words.lineCount(list.lines.length)} · ${words.units(units)}` },
  ]);
  layout.gap(5);
  layout.table(orderColumns(paper, words), orderRows(list), 3.5);
  layout.gap(18);
  layout.table(lineColumns(paper, words, slots), byBin(list.lines), 5.5);

  layout.need(46);
  layout.gap(30);
  paper.rule(LEFT, layout.y, 180, 0.75, INK);
  paper.text(words.pickedBy, LEFT, layout.y + 3, 180, { size: 8, colour: SOFT_INK });
  layout.end();
}

function orderRows(list: PickListDto): OrderRow[] {
  return list.orders.map((order, index) => {
    const takes = list.lines.flatMap((line) => line.takes.filter((take) => take.order === order.number));
    return {
      ...order,
      slot: index + 1,
      lines: takes.length,
      units: takes.reduce((sum, take) => sum + take.quantity, 0),
    };
  });
}

function orderColumns(paper: Paper, words: DocumentWords): Column<OrderRow>[] {
  const text = (
    value: (row: OrderRow) => string,
    style: TextStyle = BODY,
    below?: (row: OrderRow) => string | null,
  ) => {
    return (row: OrderRow, width: number): Cell => textCell(paper, width, value(row), style, below?.(row) ?? null);
  };
  const promised = ({ promisedDay, urgent }: OrderRow): string =>
    joined([promisedDay && formatDay(promisedDay, words.locale), urgent ? words.urgent : null]);
  return [
    { head: words.slot, width: 44, cell: (row) => slotCell(paper, row.slot, "") },
    { head: words.order, width: 92, cell: text((row) => row.number, STRONG) },
    {
      head: words.shipTo,
      width: WIDTH - 364,
      cell: text(
        (row) => row.customer,
        BODY,
        (row) => row.note,
      ),
    },
    {
      head: words.promised,
      width: 120,
      cell: (row, width) => textCell(paper, width, promised(row), row.urgent ? STRONG : BODY),
    },
    {
      head: words.quantity,
      width: 108,
      align: "right",
      cell: text((row) => `${words.lineCount(row.lines)} · ${words.units(row.units)}`, { ...BODY, align: "right" }),
    },
  ];
}

function lineColumns(
  paper: Paper,
  words: DocumentWords,
  slots: ReadonlyMap<string, number>,
): Column<PickListLineDto>[] {
  const details = (line: PickListLineDto): string => joined([line.sku, line.options, line.barcode]);
  const large: TextStyle = { size: 12, weight: "bold", leading: 1.2 };
  return [
    { head: "", width: 24, cell: () => checkbox(paper) },
    {
      head: words.bin,
      width: 82,
      cell: (line, width) =>
        textCell(paper, width, line.bin ?? words.noBin, line.bin ? large : { ...BODY, colour: SOFT_INK }),
    },
    {
      head: words.item,
      width: WIDTH - 24 - 82 - 48 - 16 - 118,
      cell: (line, width) => textCell(paper, width, line.name, BODY, details(line)),
    },
    {
      head: words.quantity,
      width: 48,
      align: "right",
      cell: (line, width) => textCell(paper, width, String(unitsOf(line)), { ...large, align: "right" }),
    },
    { head: "", width: 16, cell: () => ({ height: 0, draw: () => undefined }) },
    {
      head: words.putInto,
      width: 118,
      cell: (line, width) => slotsCell(paper, line, slots, width),
    },
  ];
}

function unitsOf(line: PickListLineDto): number {
  return line.takes.reduce((sum, take) => sum + take.quantity, 0);
}

function checkbox(paper: Paper): Cell {
  return { height: 14, draw: (x, y) => paper.box(x, y + 1.5, 11, 11) };
}

const SLOT_BOX = 15;

/** The number of a slot, white on black, and how many go into it. */
function slotCell(paper: Paper, slot: number, quantity: string): Cell {
  return {
    height: SLOT_BOX,
    draw(x, y) {
      const number: TextStyle = { size: 9, weight: "bold", colour: "#ffffff", align: "centre", leading: 1 };
      const width = slotWidth(slot);
      paper.fill(x, y, width, SLOT_BOX, INK);
      paper.text(String(slot), x, y + 3, width, number);
      if (quantity !== "")
        paper.text(quantity, x + width + 3, y + 3, 60, { ...number, size: 9.5, colour: INK, align: "left" });
    },
  };
}

function slotWidth(slot: number): number {
  return slot < 100 ? SLOT_BOX : SLOT_BOX + 7;
}

function slotsCell(paper: Paper, line: PickListLineDto, slots: ReadonlyMap<string, number>, width: number): Cell {
  const takes = line.takes
    .map(({ order, quantity }) => ({ slot: slots.get(order) ?? 0, quantity }))
    .sort((a, b) => a.slot - b.slot);
  const perRow = Math.max(1, Math.floor(width / SLOT_STEP));
  const rows = Math.ceil(takes.length / perRow);
  return {
    height: rows * (SLOT_BOX + 3) - 3,
    draw(x, y) {
      for (const [index, { slot, quantity }] of takes.entries()) {
        slotCell(paper, slot, `× ${quantity}`).draw(
          x + (index % perRow) * SLOT_STEP,
          y + Math.floor(index / perRow) * (SLOT_BOX + 3),
        );
      }
    },
  };
}

const SLOT_STEP = 52;
