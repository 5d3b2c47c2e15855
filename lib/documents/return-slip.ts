import { formatInstant } from "@/lib/core/dates";
import { fullAddress } from "@/lib/documents/address-lines";
import type { AddressDto, DocumentLanguage, ShopDto } from "@/lib/documents/dto";
import { BODY, type Column, Layout, STRONG, textCell, WIDTH } from "@/lib/documents/layout";
import { A4, type Paper } from "@/lib/documents/paper";
import { renderEach } from "@/lib/documents/render";
import { wordsIn } from "@/lib/documents/words";

export type ReturnSlipDto = {
  readonly shop: ShopDto;
  /** The customer's. */
  readonly language: DocumentLanguage;
  readonly rma: string;
  readonly order: string;
  readonly requestedAt: Date;
  readonly dueAt: Date | null;
  readonly from: AddressDto;
  readonly lines: readonly { readonly sku: string; readonly name: string; readonly quantity: number }[];
};

/** What a buyer puts into the parcel, with the return's number in bars for whoever opens it. */
export function returnSlips(slips: readonly ReturnSlipDto[], language: DocumentLanguage): Promise<Uint8Array> {
  return renderEach(A4, wordsIn(language).returnSlip, slips, drawSlip);
}

function drawSlip(paper: Paper, slip: ReturnSlipDto): void {
  const { shop } = slip;
  const words = wordsIn(slip.language);
  const layout = new Layout(paper, { shop, title: words.returnSlip, number: slip.rma, barcode: true }, words);
  const day = (at: Date | null) => (at ? formatInstant(at, shop.timeZone, words.locale, "date") : null);
  layout.beside(
    () => layout.blocks([{ label: words.from, lines: fullAddress(slip.from, words, shop.country) }]),
    () =>
      layout.facts(
        [
          { label: words.order, value: slip.order },
          { label: words.created, value: day(slip.requestedAt) },
          { label: words.returnBy, value: day(slip.dueAt) },
        ],
        2,
        0.5,
      ),
  );
  layout.gap(14);
  layout.note(words.returns, words.returnHow);
  layout.gap(4);
  type Line = ReturnSlipDto["lines"][number];
  const columns: Column<Line>[] = [
    { head: words.item, width: WIDTH - 112 - 64, cell: (line, width) => textCell(paper, width, line.name, BODY) },
    { head: words.sku, width: 112, cell: (line, width) => textCell(paper, width, line.sku) },
    {
      head: words.quantity,
      width: 64,
      align: "right",
      cell: (line, width) =>
        textCell(paper, width, String(line.quantity), { ...STRONG, size: 11, leading: 1.2, align: "right" }),
    },
  ];
  layout.table(columns, slip.lines);
  layout.end();
}
