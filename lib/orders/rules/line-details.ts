import { type Refusal, refuse } from "@/lib/core/result";
import type { Plan } from "./plan";
import type { OrderState } from "./state";

/** What the buyer asked of one line in words of the shop: an engraving, a size made to measure. */
export type CustomField = { name: string; value: string };
/** What a line says besides its item; kept apart from what rules count. */
export type LineTexts = { note: string; custom: readonly CustomField[] };

/** As many as a line may have. */
export const customFieldsAtMost = 20;

export type LineDetailsRefusal = "order_closed" | "unknown_line" | "already_shipped" | "nothing_to_change";

/**
 * Gives a line another note and other fields, which whoever makes and packs it reads. Refused once all of it left; one that
 * was picked or packed already may change, and its event says so to whoever prints its papers anew.
 */
export function planLineDetails(
  order: OrderState,
  position: number,
  wanted: LineTexts,
  now: LineTexts,
): Plan | Refusal<LineDetailsRefusal> {
  if (order.stage === "cancelled" || order.stage === "completed") return refuse("order_closed", { stage: order.stage });
  const line = order.lines.find((candidate) => candidate.position === position);
  if (!line) return refuse("unknown_line", { line: position });
  if (line.ordered - line.cancelled - line.shipped <= 0)
    return refuse("already_shipped", { sku: line.sku || line.title, shipped: line.shipped });
  const changes = changesOf(now, wanted);
  if (changes.length === 0) return refuse("nothing_to_change");
  return {
    order,
    lineTexts: [{ lineId: line.id, note: wanted.note, custom: [...wanted.custom] }],
    events: [{ type: "line.edited", data: { line: position, code: line.sku || line.title, changes } }],
  };
}

export type TextChange = { name: string; before: string | null; after: string | null };

/** Each field that differs, by its name; the note has none. Another sequence alone is a change of the fields it moved. */
function changesOf(before: LineTexts, after: LineTexts): TextChange[] {
  const changes: TextChange[] =
    before.note === after.note ? [] : [{ name: "", before: before.note, after: after.note }];
  const valueIn = ({ custom }: LineTexts, name: string) => custom.find((field) => field.name === name)?.value ?? null;
  const names = new Set([...before.custom, ...after.custom].map(({ name }) => name));
  for (const name of names) {
    const [was, is] = [valueIn(before, name), valueIn(after, name)];
    if (was !== is) changes.push({ name, before: was, after: is });
  }
  return changes;
}

/** The texts with those changes taken back; null where one of them was changed again since. */
export function textsBack(now: LineTexts, changes: readonly TextChange[]): LineTexts | null {
  let { note } = now;
  let custom = [...now.custom];
  for (const { name, before, after } of changes) {
    const value = name === "" ? note : (custom.find((field) => field.name === name)?.value ?? null);
    if (value !== after) return null;
    if (name === "") note = before ?? "";
    else if (before === null) custom = custom.filter((field) => field.name !== name);
    else if (after === null) custom.push({ name, value: before });
    else custom = custom.map((field) => (field.name === name ? { name, value: before } : field));
  }
  return { note, custom };
}

/** Both in one line of text, for papers and lists: "Large · Engraving: For Ann". */
export function specWith(spec: string, custom: readonly CustomField[]): string {
  return [spec, ...custom.map(({ name, value }) => `${name}: ${value}`)].filter((part) => part !== "").join(" · ");
}
