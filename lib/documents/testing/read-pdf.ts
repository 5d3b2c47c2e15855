import { inflateSync } from "node:zlib";
import { assert } from "@/lib/core/result";

/**
 * The text of each page of a PDF made by this house, read back through the character maps that a reader's search and
 * copy use: for tests, and only for files whose every stream is deflated.
 */
export function readPdf(file: Uint8Array): string[] {
  const objects = objectsOf(Buffer.from(file));
  const maps = new Map<string, Map<string, string>>();
  for (const { text } of objects.values()) {
    for (const [, name = "", reference = ""] of text.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const toUnicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(reference)?.text ?? "")?.[1];
      if (toUnicode) maps.set(name, characterMap(objects.get(toUnicode)?.stream ?? ""));
    }
  }
  const pages: string[] = [];
  for (const { text } of objects.values()) {
    if (!/\/Type \/Page\b/.test(text)) continue;
    const content = /\/Contents (\d+) 0 R/.exec(text)?.[1] ?? "";
    pages.push(pageText(objects.get(content)?.stream ?? "", maps));
  }
  return pages;
}

type PdfObject = { readonly text: string; readonly stream: string };

function objectsOf(file: Buffer): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>();
  const whole = file.toString("latin1");
  for (const match of whole.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [, number = "", body = ""] = match;
    const [text = "", data] = body.split(/stream\r?\n/, 2);
    const length = Number(/\/Length (\d+)/.exec(text)?.[1] ?? 0);
    const deflated = text.includes("FlateDecode") && data !== undefined;
    const stream = deflated ? inflateSync(Buffer.from(data.slice(0, length), "latin1")).toString("latin1") : "";
    objects.set(number, { text, stream });
  }
  return objects;
}

function characterMap(cmap: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const [, from = "", list = ""] of cmap.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/g)) {
    for (const [index, [, units = ""]] of Array.from(list.matchAll(/<([0-9a-f ]*)>/g)).entries()) {
      const glyph = (Number.parseInt(from, 16) + index).toString(16).padStart(4, "0");
      map.set(glyph, Buffer.from(units.replaceAll(" ", ""), "hex").swap16().toString("utf16le"));
    }
  }
  return map;
}

function pageText(content: string, maps: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let font: ReadonlyMap<string, string> | undefined;
  let text = "";
  for (const [operation, name, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name) {
      font = maps.get(name);
      continue;
    }
    assert(font, `text without a font: ${operation}`);
    for (const [, glyphs = ""] of (shown ?? "").matchAll(/<([0-9a-f]*)>/g)) {
      for (const glyph of glyphs.match(/.{4}/g) ?? []) text += font.get(glyph) ?? "\ufffd";
    }
    text += "\n";
  }
  return text;
}
