/** `attributes` starts with the blank before the first one. */
export type XmlElement = { readonly attributes: string; readonly content: string };

/**
 * The elements of one name in a piece of XML, and where the piece after the last whole one begins. All that spreadsheet
 * files need, where rows, cells and texts never nest in their own kind. Takes any namespace prefix and linear time.
 */
export function elementsIn(xml: string, name: string): { elements: XmlElement[]; end: number } {
  const elements: XmlElement[] = [];
  const opening = new RegExp(`<(\\w{0,20}:)?${name}(?=[\\s/>])`, "g");
  let end = 0;
  for (let match = opening.exec(xml); match; match = opening.exec(xml)) {
    const close = xml.indexOf(">", opening.lastIndex);
    if (close === -1) return { elements, end: match.index };
    const empty = xml[close - 1] === "/";
    const attributes = xml.slice(opening.lastIndex, empty ? close - 1 : close);
    if (empty) {
      elements.push({ attributes, content: "" });
      end = close + 1;
    } else {
      const closing = `</${match[1] ?? ""}${name}>`;
      const stop = xml.indexOf(closing, close);
      if (stop === -1) return { elements, end: match.index };
      elements.push({ attributes, content: xml.slice(close + 1, stop) });
      end = stop + closing.length;
    }
    opening.lastIndex = end;
  }
  return { elements, end };
}

export function attribute(attributes: string, name: string): string | null {
  return quoted(attributes, name, '"') ?? quoted(attributes, name, "'");
}

function quoted(attributes: string, name: string, quote: string): string | null {
  const start = attributes.indexOf(` ${name}=${quote}`);
  if (start === -1) return null;
  const from = start + name.length + 3;
  const end = attributes.indexOf(quote, from);
  return end === -1 ? null : unescapeXml(attributes.slice(from, end));
}

const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

export function unescapeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{2,4}));/g, (whole, decimal, hex, named) => {
    if (named !== undefined) return NAMED[named] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
