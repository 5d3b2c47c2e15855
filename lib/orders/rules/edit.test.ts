import fc from "fast-check";
import { expect, it } from "vitest";
import { isRefusal } from "@/lib/core/result";
import { type FieldChange, mergeEdit, same } from "./edit";

it("lets a change of one field through that others did not touch, and leaves theirs", () => {
  const edits = [{ by: "Bob", changes: [{ field: "sellerNote", before: "old", after: "new" }] }];
  const form = { contactName: "Ann", sellerNote: "old" };
  expect(mergeEdit(form, { contactName: "An", sellerNote: "new" }, edits)).toEqual([
    { field: "contactName", before: "An", after: "Ann" },
  ]);
});

it("refuses a field that both changed, with both values, and writes nothing of the rest", () => {
  const edits = [{ by: "Bob", changes: [{ field: "flag", before: null, after: "red" }] }];
  expect(mergeEdit({ flag: "blue", gift: true }, { flag: "red", gift: false }, edits)).toMatchObject({
    code: "edit_conflict",
    facts: { conflicts: [{ field: "flag", yours: "blue", theirs: "red", by: "Bob" }] },
  });
});

it("is no conflict when both say the same, or when the other change was taken back", () => {
  const edits = [
    { by: "Bob", changes: [{ field: "flag", before: null, after: "red" }] },
    { by: "Cy", changes: [{ field: "flag", before: "red", after: "blue" }] },
  ];
  expect(mergeEdit({ flag: "blue" }, { flag: "blue" }, edits)).toEqual([]);
  expect(mergeEdit({ flag: null }, { flag: "blue" }, edits)).toEqual([]);
});

it("compares an address by its parts, whatever their order, and empty with absent", () => {
  expect(same({ city: "Leeds", line1: "1 Mill Lane", line2: "" }, { line1: "1 Mill Lane", city: "Leeds" })).toBe(true);
  expect(same({ city: "Leeds" }, { city: "York" })).toBe(false);
  expect(same(undefined, "")).toBe(true);
  expect(same(new Date("2026-11-01T00:00:00Z"), "2026-11-01T00:00:00.000Z")).toBe(true);
});

it("takes a promise without its seconds for the one that was shown", () => {
  const promisedAt = new Date("2026-12-01T10:00:31.250Z");
  expect(mergeEdit({ promisedAt: new Date("2026-12-01T10:00:00Z") }, { promisedAt }, [])).toEqual([]);
  expect(mergeEdit({ promisedAt: new Date("2026-12-01T10:01:00Z") }, { promisedAt }, [])).toHaveLength(1);
  expect(mergeEdit({ promisedAt: null }, { promisedAt }, [])).toHaveLength(1);
});

it("two people on one order: every change of the one is kept, and of the other all or nothing", () => {
  const value = fc.constantFrom("a", "b", null);
  const state = fc.record({ x: value, y: value, z: value });
  fc.assert(
    fc.property(state, fc.array(state, { maxLength: 3 }), state, (shown, theirs, mine) => {
      let now: Record<string, string | null> = shown;
      const edits = theirs.map((next) => {
        const changes: FieldChange[] = Object.entries(next)
          .filter(([field, after]) => now[field] !== after)
          .map(([field, after]) => ({ field, before: now[field], after }));
        now = { ...now, ...next };
        return { by: "Bob", changes };
      });
      const merged = mergeEdit(mine, now, edits);
      const wanted = Object.entries(mine).filter(([field, after]) => shown[field as "x"] !== after);
      const clash = wanted.filter(
        ([field, after]) =>
          edits.some(({ changes }) => changes.some((of) => of.field === field)) && now[field] !== after,
      );
      if (isRefusal(merged))
        expect((merged.facts.conflicts as { field: string }[]).map((of) => of.field)).toEqual(
          clash.map(([field]) => field),
        );
      else {
        expect(clash).toEqual([]);
        const after = { ...now, ...Object.fromEntries(merged.map((of) => [of.field, of.after])) };
        expect(after).toEqual({ ...now, ...Object.fromEntries(wanted) });
      }
    }),
  );
});
