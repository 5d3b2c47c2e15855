import { isCode128 } from "@/lib/documents/code-128";
import type { ShopDto } from "@/lib/documents/dto";
import { A4, INK, lineHeight, mm, type Paper, SOFT_INK, type TextStyle } from "@/lib/documents/paper";
import type { DocumentWords } from "@/lib/documents/words";

export const BODY: TextStyle = { size: 9.5 };
export const STRONG: TextStyle = { size: 9.5, weight: "bold" };
export const SMALL: TextStyle = { size: 8, colour: SOFT_INK };

export const LEFT = mm(18);
export const WIDTH = A4.width - 2 * LEFT;
const TOP = mm(15);
const BOTTOM = A4.height - mm(20);

export type DocumentHead = {
  readonly shop: ShopDto;
  readonly title: string;
  readonly number: string;
  readonly barcode: boolean;
};

export type Fact = { readonly label: string; readonly value: string | null };

/** What stands in a cell of a table: it knows its height before it is drawn. */
export type Cell = { readonly height: number; readonly draw: (x: number, y: number) => void };

export type Block = { readonly label: string; readonly lines: readonly string[] };

export type Column<Row> = {
  readonly head: string;
  readonly width: number;
  readonly align?: TextStyle["align"];
  readonly cell: (row: Row, width: number) => Cell;
};

/** One document on A4: letterhead, blocks from top to bottom, pages with a short head when it goes on, and page numbers. */
export class Layout {
  readonly paper: Paper;
  readonly words: DocumentWords;
  y = TOP;
  private readonly head: DocumentHead;
  private readonly firstPage: number;

  constructor(paper: Paper, head: DocumentHead, words: DocumentWords) {
    this.paper = paper;
    this.head = head;
    this.words = words;
    this.firstPage = paper.pageCount;
    paper.newPage();
    this.letterhead();
  }

  /** Begins a new page unless this much still fits; `again` repeats what must stand at its top. */
  need(height: number, again?: () => void): void {
    if (this.y + height <= BOTTOM) return;
    this.paper.newPage();
    this.shortHead();
    again?.();
  }

  gap(points: number): void {
    this.y += points;
  }

  /** Small captions with their values, side by side, in the right `share` of the page. */
  facts(facts: readonly Fact[], columns = 4, share = 1): void {
    const known = facts.filter((fact) => fact.value !== null && fact.value !== "");
    const width = (WIDTH * share) / columns;
    const left = LEFT + WIDTH * (1 - share);
    for (let start = 0; start < known.length; start += columns) {
      const bottoms = known.slice(start, start + columns).map((fact, index) => {
        const x = left + index * width;
        const below = this.paper.text(fact.label, x, this.y, width - 10, SMALL);
        return this.paper.text(fact.value ?? "", x, below, width - 10, { ...BODY, maxLines: 3 });
      });
      this.y = Math.max(...bottoms) + 7;
    }
  }

  /** Draws two things next to each other and goes on below the longer one. */
  beside(first: () => void, second: () => void): void {
    const top = this.y;
    first();
    const bottom = this.y;
    this.y = top;
    second();
    this.y = Math.max(this.y, bottom);
  }

  /** Blocks of lines side by side, such as two addresses: the first line of each in bold. */
  blocks(blocks: readonly Block[], columns = 2): void {
    const width = WIDTH / columns;
    const bottoms = blocks.map(({ label, lines }, index) => {
      const x = LEFT + index * width;
      let y = this.paper.text(label, x, this.y, width - 14, SMALL) + 1;
      for (const [place, line] of lines.entries()) {
        y = this.paper.text(line, x, y, width - 14, { ...(place === 0 ? STRONG : BODY), maxLines: 4 });
      }
      return y;
    });
    this.y = Math.max(this.y, ...bottoms);
  }

  /** A caption and running text over the whole width. */
  note(label: string, text: string): void {
    const set = this.paper.set(text, WIDTH, { ...BODY, maxLines: 30 });
    this.need(set.height + lineHeight(SMALL) + 8);
    this.y = this.paper.text(label, LEFT, this.y, WIDTH, SMALL) + 1;
    this.y = this.paper.text(set, LEFT, this.y, WIDTH, BODY) + 8;
  }

  table<Row>(columns: readonly Column<Row>[], rows: readonly Row[], padding = 5): void {
    const heading = (): void => this.tableHead(columns);
    heading();
    for (const row of rows) {
      const cells = columns.map((column) => column.cell(row, column.width - GUTTER));
      const height = Math.max(...cells.map((cell) => cell.height)) + 2 * padding;
      this.need(height, heading);
      let x = LEFT;
      for (const [index, cell] of cells.entries()) {
        const column = columns[index] as Column<Row>;
        cell.draw(indented(x, column), this.y + padding);
        x += column.width;
      }
      this.y += height;
      this.paper.rule(LEFT, this.y, WIDTH);
    }
  }

  /** Writes page numbers and closes the document's pages. */
  end(): void {
    const pages = this.paper.pageCount - this.firstPage;
    const missing = this.paper.takeMissing();
    const { head, words } = this;
    this.paper.revisit(this.firstPage, (page) => {
      const y = A4.height - mm(13);
      this.paper.rule(LEFT, y - 5, WIDTH);
      const left = missing ? words.cannotPrint : joined([head.shop.name, head.title, head.number]);
      this.paper.text(left, LEFT, y, WIDTH * 0.75, { ...SMALL, maxLines: 1 });
      this.paper.text(words.page(page + 1, pages), LEFT, y, WIDTH, { ...SMALL, align: "right" });
    });
  }

  private tableHead<Row>(columns: readonly Column<Row>[]): void {
    const style: TextStyle = { size: 8, weight: "bold", colour: SOFT_INK };
    const sets = columns.map((column) => this.paper.set(column.head, column.width - GUTTER, style));
    const height = Math.max(...sets.map((set) => set.height));
    this.need(height + 40);
    let x = LEFT;
    for (const [index, column] of columns.entries()) {
      const set = sets[index] as (typeof sets)[number];
      const y = this.y + height - set.height;
      this.paper.text(set, indented(x, column), y, column.width - GUTTER, { ...style, align: column.align });
      x += column.width;
    }
    this.y += height + 4;
    this.paper.rule(LEFT, this.y, WIDTH, 0.9, INK);
  }

  private letterhead(): void {
    const { paper, head, words } = this;
    const { shop } = head;
    const left = WIDTH * 0.56;
    const right = LEFT + left;
    const rightWidth = WIDTH - left;
    let y = paper.text(shop.name, LEFT, TOP + 4, left - 16, { size: 13, weight: "bold", leading: 1.25 }) + 3;
    const contact = joined([shop.phone && `${words.phone} ${shop.phone}`, shop.email]);
    const more = joined([shop.website, shop.taxNumber && `${words.taxNumber} ${shop.taxNumber}`]);
    for (const line of [...shop.addressLines, contact, more]) {
      if (line !== "") y = paper.text(line, LEFT, y, left - 16, { ...SMALL, maxLines: 2 });
    }
    const titleStyle: TextStyle = { size: 22, weight: "bold", align: "right", leading: 1.25 };
    let titleY = paper.text(head.title, right, TOP, rightWidth, titleStyle);
    titleY = paper.text(head.number, right, titleY, rightWidth, { size: 11, align: "right" });
    if (head.barcode && isCode128(head.number)) {
      paper.barcode(head.number, right, titleY + 6, rightWidth, 26, "right");
      titleY += 34;
    }
    this.y = Math.max(y, titleY) + 10;
    paper.rule(LEFT, this.y, WIDTH, 0.9, INK);
    this.y += 12;
  }

  private shortHead(): void {
    const { paper, head } = this;
    const style: TextStyle = { size: 9, weight: "bold", maxLines: 1 };
    paper.text(head.shop.name, LEFT, TOP, WIDTH * 0.5, style);
    paper.text(`${head.title} ${head.number}`, LEFT + WIDTH * 0.5, TOP, WIDTH * 0.5, { ...style, align: "right" });
    this.y = TOP + lineHeight(style) + 5;
    paper.rule(LEFT, this.y, WIDTH);
    this.y += 12;
  }
}

const GUTTER = 10;

export function joined(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== "").join("  ·  ");
}

/** Columns that end in figures keep their distance on the left, so that the last ends with the page. */
function indented<Row>(x: number, column: Column<Row>): number {
  return column.align === "right" ? x + GUTTER : x;
}

/** Text, with an optional second text below it that matters less. */
export function textCell(
  paper: Paper,
  width: number,
  text: string,
  style: TextStyle = BODY,
  below: string | null = null,
): Cell {
  const first = paper.set(text, width, { maxLines: 12, ...style });
  const second = below ? paper.set(below, width, { ...SMALL, maxLines: 6 }) : null;
  return {
    height: first.height + (second?.height ?? 0),
    draw(x, y) {
      const next = paper.text(first, x, y, width, style);
      if (second) paper.text(second, x, next, width, { ...SMALL, align: style.align });
    },
  };
}
