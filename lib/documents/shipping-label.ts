import { formatDay } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { addressLines } from "@/lib/documents/address-lines";
import { isCode128 } from "@/lib/documents/code-128";
import type { DocumentLanguage, ShippingLabelDto } from "@/lib/documents/dto";
import { INK, LABEL_100_BY_150, lineHeight, mm, type Paper, type TextStyle } from "@/lib/documents/paper";
import { renderEach } from "@/lib/documents/render";
import { type DocumentWords, wordsIn } from "@/lib/documents/words";

/** Labels of 100 × 150 mm, one parcel a page, black only: thermal printers know no grey. */
export function shippingLabels(labels: readonly ShippingLabelDto[], language: DocumentLanguage): Promise<Uint8Array> {
  const title = wordsIn(language).tracking;
  return renderEach(LABEL_100_BY_150, title, labels, (paper, label) => {
    drawLabel(paper, label, wordsIn(label.language ?? language));
  });
}

const LEFT = mm(5);
const WIDTH = LABEL_100_BY_150.width - 2 * LEFT;
const CAPTION: TextStyle = { size: 7.5, leading: 1.3 };
const RULE = 1;

function drawLabel(paper: Paper, label: ShippingLabelDto, words: DocumentWords): void {
  paper.newPage();
  drawCarrier(paper, label, words);
  drawAddressee(paper, label, words, mm(24), label.cashOnDelivery ? mm(79) : mm(88));
  if (label.cashOnDelivery) drawCashOnDelivery(paper, label.cashOnDelivery, words, mm(80));
  drawTracking(paper, label, words, mm(90));
  drawSender(paper, label, words, mm(125));
  if (paper.takeMissing()) paper.text(words.cannotPrint, LEFT, mm(145), WIDTH, { ...CAPTION, maxLines: 1 });
  paper.revisit(paper.pageCount, () => undefined);
}

function drawCarrier(paper: Paper, label: ShippingLabelDto, words: DocumentWords): void {
  const left = WIDTH * 0.64;
  const y = paper.text(label.carrier, LEFT, mm(5), left, { size: 20, weight: "bold", leading: 1.2, maxLines: 1 });
  if (label.service) paper.text(label.service, LEFT, y, left, { size: 10.5, maxLines: 1 });
  const right: TextStyle = { size: 10.5, weight: "bold", align: "right", maxLines: 2 };
  const below = paper.text(words.parcel(label.parcel, label.parcels), LEFT + left, mm(5) + 3, WIDTH - left, right);
  if (label.weightGrams !== null) {
    paper.text(kilograms(label.weightGrams, words.locale), LEFT + left, below, WIDTH - left, {
      size: 10.5,
      align: "right",
    });
  }
  paper.rule(LEFT, mm(21.5), WIDTH, RULE, INK);
}

function drawAddressee(
  paper: Paper,
  { to, from }: ShippingLabelDto,
  words: DocumentWords,
  top: number,
  bottom: number,
): void {
  let y = paper.text(words.to, LEFT, top, WIDTH, CAPTION) + 1;
  const name = [16, 14, 12, 10].map(nameStyle).find((style) => paper.set(to.name, WIDTH, style).lines.length <= 2);
  y = paper.text(to.name, LEFT, y, WIDTH, { ...(name ?? nameStyle(10)), maxLines: 2 });
  if (to.phone) y = paper.text(to.phone, LEFT, y, WIDTH, { size: 13, weight: "bold", leading: 1.3, maxLines: 1 });
  const lines = [to.company, ...addressLines(to, words.locale, from.country)].filter((line) => line !== null);
  const text = lines.join("\n");
  // A long address is set smaller rather than cut: the courier needs all of it.
  const size = [13, 12, 11, 10, 9, 8, 7, 6].find(
    (one) => paper.set(text, WIDTH, address(one)).height <= bottom - y - 3,
  );
  const style = address(size ?? 6);
  const maxLines = Math.floor((bottom - y - 3) / lineHeight(style));
  paper.text(text, LEFT, y + 3, WIDTH, { ...style, maxLines });
}

function nameStyle(size: number): TextStyle {
  return { size, weight: "bold", leading: 1.25, maxLines: 3 };
}

function address(size: number): TextStyle {
  return { size, leading: 1.32 };
}

function drawCashOnDelivery(
  paper: Paper,
  cash: NonNullable<ShippingLabelDto["cashOnDelivery"]>,
  words: DocumentWords,
  y: number,
): void {
  const height = mm(8);
  const style: TextStyle = { size: 12, weight: "bold", colour: "#ffffff", leading: 1.2 };
  const text = y + (height - lineHeight(style)) / 2;
  paper.fill(LEFT, y, WIDTH, height, INK);
  paper.text(words.cashOnDelivery, LEFT + 6, text, WIDTH - 12, style);
  const amount = `${cash.currency} ${formatMoney(cash.amount, cash.currency, words.locale)}`;
  paper.text(amount, LEFT + 6, text, WIDTH - 12, { ...style, align: "right" });
}

function drawTracking(paper: Paper, label: ShippingLabelDto, words: DocumentWords, y: number): void {
  paper.rule(LEFT, y, WIDTH, RULE, INK);
  if (isCode128(label.tracking)) paper.barcode(label.tracking, LEFT, y + mm(3), WIDTH, mm(21), "centre");
  const style: TextStyle = { size: 13, weight: "bold", align: "centre", leading: 1.2, maxLines: 1 };
  paper.text(grouped(label.tracking), LEFT, y + mm(25), WIDTH, style);
  paper.text(words.tracking, LEFT, y + mm(30), WIDTH, { ...CAPTION, align: "centre" });
  paper.rule(LEFT, y + mm(34), WIDTH, RULE, INK);
}

function drawSender(paper: Paper, label: ShippingLabelDto, words: DocumentWords, top: number): void {
  const { from } = label;
  const left = WIDTH * 0.52;
  const small: TextStyle = { size: 8, leading: 1.3, maxLines: 2 };
  let y = paper.text(words.from, LEFT, top, left - 8, CAPTION);
  y = paper.text(from.name, LEFT, y, left - 8, { ...small, weight: "bold" });
  for (const line of [...from.addressLines.slice(0, 3), from.phone ?? ""]) {
    if (line !== "" && y < mm(143)) y = paper.text(line, LEFT, y, left - 8, small);
  }
  const right = LEFT + left;
  let rightY = top;
  const facts = [
    [words.order, label.order],
    [words.shipped, formatDay(label.shippedDay, words.locale)],
    [words.contents, label.contents],
  ] as const;
  for (const [caption, value] of facts) {
    if (!value) continue;
    paper.text(caption, right, rightY, 50, CAPTION);
    rightY = paper.text(value, right + 50, rightY, WIDTH - left - 50, { ...small, weight: "bold" }) + 2;
  }
}

/** "SF1234567890123" → "SF12 3456 7890 123": people read it to each other. */
function grouped(tracking: string): string {
  return (
    tracking
      .replace(/\s+/g, "")
      .match(/.{1,4}/gu)
      ?.join(" ") ?? ""
  );
}

function kilograms(grams: number, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: "unit", unit: "kilogram", maximumFractionDigits: 2 });
  return format.format(grams / 1000);
}
