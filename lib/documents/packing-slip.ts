import { formatInstant } from "@/lib/core/dates";
import { fullAddress } from "@/lib/documents/address-lines";
import type { DocumentLanguage, PackingSlipDto, PackingSlipLineDto } from "@/lib/documents/dto";
import { BODY, type Column, Layout, LEFT, STRONG, textCell, WIDTH } from "@/lib/documents/layout";
import { A4, type Paper, type TextStyle } from "@/lib/documents/paper";
import { renderEach } from "@/lib/documents/render";
import { type DocumentWords, wordsIn } from "@/lib/documents/words";

/** Packing slips, each beginning on a page of its own and numbered for itself. They hold no prices. */
export function packingSlips(slips: readonly PackingSlipDto[], language: DocumentLanguage): Promise<Uint8Array> {
  const title = wordsIn(language).packingSlip;
  return renderEach(A4, title, slips, (paper, slip) => drawSlip(paper, slip, wordsIn(slip.language ?? language)));
}

function drawSlip(paper: Paper, slip: PackingSlipDto, words: DocumentWords): void {
  const { shop } = slip;
  const layout = new Layout(paper, { shop, title: words.packingSlip, number: slip.order, barcode: true }, words);
  const facts = [
    { label: words.placed, value: formatInstant(slip.placedAt, shop.timeZone, words.locale) },
    { label: words.channel, value: slip.channel },
    { label: words.carrier, value: slip.carrier },
    { label: words.tracking, value: slip.tracking },
    { label: words.shipment, value: slip.shipment },
  ];
  layout.beside(
    () => layout.blocks([{ label: words.shipTo, lines: fullAddress(slip.shipTo, words, shop.country) }]),
    () => layout.facts(facts, 2, 0.5),
  );
  layout.gap(14);
  if (slip.giftMessage) layout.note(words.giftMessage, slip.giftMessage);
  if (slip.buyerMessage) layout.note(words.buyerMessage, slip.buyerMessage);
  layout.gap(4);
  layout.table(columns(paper, words, slip.lines), slip.lines);

  layout.need(40);
  layout.gap(8);
  const units = slip.lines.reduce((sum, line) => sum + line.quantity, 0);
  const count = `${words.lineCount(slip.lines.length)} · ${words.units(units)}`;
  layout.y = paper.text(count, LEFT, layout.y, WIDTH, { ...STRONG, align: "right" });
  if (slip.lines.some((line) => line.toFollow > 0)) {
    layout.y = paper.text(words.partOfOrder, LEFT, layout.y + 2, WIDTH, BODY);
  }
  layout.gap(16);
  if (slip.returnsText) layout.note(words.returns, slip.returnsText);
  layout.end();
}

const SKU_WIDTH = 112;
const FIGURE_WIDTH = 64;

function columns(
  paper: Paper,
  words: DocumentWords,
  lines: readonly PackingSlipLineDto[],
): Column<PackingSlipLineDto>[] {
  const figure = (head: string, value: (line: PackingSlipLineDto) => number, style: TextStyle) => ({
    head,
    width: FIGURE_WIDTH,
    align: "right" as const,
    cell: (line: PackingSlipLineDto, width: number) =>
      textCell(paper, width, value(line) === 0 ? "–" : String(value(line)), { ...style, align: "right" }),
  });
  const figures = [
    figure(words.ordered, (line) => line.ordered, BODY),
    figure(words.packed, (line) => line.quantity, { ...STRONG, size: 11, leading: 1.2 }),
  ];
  if (lines.some((line) => line.toFollow > 0)) figures.push(figure(words.toFollow, (line) => line.toFollow, BODY));
  return [
    {
      head: words.item,
      width: WIDTH - SKU_WIDTH - figures.length * FIGURE_WIDTH,
      cell: (line, width) => textCell(paper, width, line.name, BODY, line.options),
    },
    { head: words.sku, width: SKU_WIDTH, cell: (line, width) => textCell(paper, width, line.sku) },
    ...figures,
  ];
}
