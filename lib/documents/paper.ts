import PDFDocument from "pdfkit";
import { code128 } from "@/lib/documents/code-128";
import { type Face, type Faces, loadFaces, type Weight } from "@/lib/documents/fonts";
import { runsOf, wrap } from "@/lib/documents/typesetting";

export const INK = "#16181d";
export const SOFT_INK = "#5f6671";
export const HAIRLINE = "#d5d8de";

/** Millimetres to points. */
export function mm(millimetres: number): number {
  return (millimetres * 72) / 25.4;
}

export type PaperSize = { readonly width: number; readonly height: number };

export const A4: PaperSize = { width: mm(210), height: mm(297) };
export const LABEL_100_BY_150: PaperSize = { width: mm(100), height: mm(150) };

export type TextStyle = {
  readonly size: number;
  readonly weight?: Weight;
  readonly colour?: string;
  readonly align?: "left" | "right" | "centre";
  /** Distance of lines in sizes of the text. */
  readonly leading?: number;
  /** More lines than these end in "…". */
  readonly maxLines?: number;
};

/** Lines of text that know their height before they are drawn. */
export type SetText = { readonly lines: readonly string[]; readonly height: number };

/** A PDF with typesetting that knows fonts, wrapping and boxes: all measures in points from the top left corner. */
export class Paper {
  readonly size: PaperSize;
  private readonly faces: Faces;
  private readonly coverage: Record<Weight, readonly ReadonlySet<number>[]>;
  // Most pieces that are measured, such as Chinese characters, come again and again within one print.
  private readonly widths = new Map<string, number>();
  private readonly document: PDFKit.PDFDocument;
  private readonly chunks: Uint8Array[] = [];
  private readonly ended: Promise<void>;
  private pages = 0;
  private missing = false;

  private constructor(faces: Faces, size: PaperSize, title: string) {
    this.faces = faces;
    this.coverage = {
      regular: faces.regular.map((face) => face.characters),
      bold: faces.bold.map((face) => face.characters),
    };
    this.size = size;
    this.document = new PDFDocument({
      size: [size.width, size.height],
      margin: 0,
      autoFirstPage: false,
      bufferPages: true,
      info: { Title: title, Producer: "Countinghouse", Creator: "Countinghouse" },
    });
    for (const face of [...faces.regular, ...faces.bold]) this.document.registerFont(face.name, face.file);
    this.document.on("data", (chunk: Uint8Array) => this.chunks.push(chunk));
    this.ended = new Promise((resolve, reject) => {
      this.document.on("end", resolve);
      this.document.on("error", reject);
    });
  }

  static async open(size: PaperSize, title: string): Promise<Paper> {
    return new Paper(await loadFaces(), size, title);
  }

  /** Pages begun so far. */
  get pageCount(): number {
    return this.pages;
  }

  newPage(): void {
    this.document.addPage();
    this.pages += 1;
  }

  /** Goes over pages once more, for what is known only when the last of them is there: "Page 1 of 3". */
  revisit(from: number, draw: (page: number) => void): void {
    for (let page = from; page < this.pages; page += 1) {
      this.document.switchToPage(page);
      draw(page - from);
    }
    this.document.flushPages();
  }

  /** Whether a character had to be replaced since the question was last asked. */
  takeMissing(): boolean {
    const missing = this.missing;
    this.missing = false;
    return missing;
  }

  widthOf(text: string, style: TextStyle): number {
    const key = `${style.weight ?? "regular"} ${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      width = this.measure(text, style.weight ?? "regular");
      this.widths.set(key, width);
    }
    return width * style.size;
  }

  set(text: string, width: number, style: TextStyle): SetText {
    const measure = (piece: string): number => this.widthOf(piece, style);
    const { maxLines = Number.POSITIVE_INFINITY } = style;
    const lines = wrap(text, width, measure, maxLines + 1);
    if (lines.length > maxLines) {
      let last = lines[maxLines - 1] as string;
      while (last !== "" && measure(`${last}…`) > width) last = last.slice(0, -1);
      lines.splice(maxLines - 1, lines.length, `${last.trimEnd()}…`);
    }
    return { lines, height: lines.length * lineHeight(style) };
  }

  /** Draws text in a column that begins at `x`; returns where the next thing below it may begin. */
  text(text: string | SetText, x: number, y: number, width: number, style: TextStyle): number {
    const set = typeof text === "string" ? this.set(text, width, style) : text;
    const height = lineHeight(style);
    for (const [index, line] of set.lines.entries()) {
      const spare = style.align && style.align !== "left" ? width - this.widthOf(line, style) : 0;
      const left = style.align === "centre" ? x + spare / 2 : x + spare;
      // Capitals and Chinese characters stand in the middle of their line.
      this.line(line, left, y + index * height + height / 2 + style.size * 0.36, style);
    }
    return y + set.height;
  }

  rule(x: number, y: number, width: number, thickness = 0.5, colour: string = HAIRLINE): void {
    this.document
      .moveTo(x, y)
      .lineTo(x + width, y)
      .lineWidth(thickness)
      .strokeColor(colour)
      .stroke();
  }

  box(x: number, y: number, width: number, height: number, thickness = 0.75, colour: string = INK): void {
    this.document.rect(x, y, width, height).lineWidth(thickness).strokeColor(colour).stroke();
  }

  fill(x: number, y: number, width: number, height: number, colour: string): void {
    this.document.rect(x, y, width, height).fillColor(colour).fill();
  }

  /** Code 128 as vector bars, with the quiet zone that scanners need inside the given width. Returns the width used. */
  barcode(text: string, x: number, y: number, width: number, height: number, align: "left" | "right" | "centre"): void {
    const widths = code128(text);
    const modules = widths.reduce((sum, bar) => sum + bar, 0);
    const quiet = 10;
    const module = Math.min(width / (modules + quiet * 2), mm(0.5));
    const spare = width - module * modules;
    let position = x + (align === "left" ? 0 : align === "right" ? spare : spare / 2);
    for (const [index, bar] of widths.entries()) {
      if (index % 2 === 0) this.document.rect(position, y, bar * module, height);
      position += bar * module;
    }
    this.document.fillColor("#000000").fill();
  }

  async finish(): Promise<Uint8Array> {
    this.document.end();
    await this.ended;
    return Buffer.concat(this.chunks);
  }

  private line(text: string, x: number, baseline: number, style: TextStyle): void {
    const weight = style.weight ?? "regular";
    const { runs, missing } = runsOf(text, this.coverage[weight]);
    if (missing) this.missing = true;
    let left = x;
    for (const run of runs) {
      const face = this.faces[weight][run.face] as Face;
      this.document
        .font(face.name)
        .fontSize(style.size * face.scale)
        .fillColor(style.colour ?? INK)
        .text(run.text, left, baseline, { lineBreak: false, baseline: "alphabetic" });
      left += this.document.widthOfString(run.text);
    }
  }

  /** Width in sizes of the text. */
  private measure(text: string, weight: Weight): number {
    const faces = this.faces[weight];
    let width = 0;
    for (const run of runsOf(text, this.coverage[weight]).runs) {
      const face = faces[run.face] as Face;
      width += this.document.font(face.name).fontSize(1).widthOfString(run.text) * face.scale;
    }
    return width;
  }
}

export function lineHeight(style: TextStyle): number {
  return style.size * (style.leading ?? 1.4);
}
