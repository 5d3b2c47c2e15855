import fc from "fast-check";
import { expect, it } from "vitest";
import { code128, isCode128 } from "@/lib/documents/code-128";

/** As another encoder writes them: all letters, all digits, and letters that change to pairs of digits and back. */
it.each([
  ["PJJ123C", "2112143131211121331121331232212232112211321313213113212331112"],
  ["12", "2112321122321222312331112"],
  ["JD0002252123456789", "2112141121331123131131412122222222213211222132123121311131231411222121411421122331112"],
])("%s is coded with its check character", (text, widths) => {
  expect(code128(text).join("")).toBe(widths);
});

it("begins with a bar, ends with a bar, and has eleven modules a character", () => {
  const text = fc.string({ unit: fc.constantFrom(..."0123456789ABCabc-/ ~"), minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(text, (written) => {
      const widths = code128(written);
      const modules = widths.reduce((sum, width) => sum + width, 0);
      expect(widths.length % 2).toBe(1);
      expect(modules % 11).toBe(2);
      expect(widths.every((width) => width >= 1 && width <= 4)).toBe(true);
    }),
  );
});

it("digits take half the room of letters", () => {
  const modules = (text: string): number => code128(text).reduce((sum, width) => sum + width, 0);
  expect(modules("1234567890")).toBeLessThan(modules("ABCDEFGHIJ") * 0.65);
});

it("refuses what it cannot hold", () => {
  expect(() => code128("订单1")).toThrow(RangeError);
  for (const text of ["", "订单1", "a\nb", "x".repeat(81)]) expect(isCode128(text)).toBe(false);
});
