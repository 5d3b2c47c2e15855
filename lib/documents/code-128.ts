/**
 * Code 128 (ISO/IEC 15417): the widths of bars and spaces in modules, beginning and ending with a bar. Pairs of digits
 * take half the room, so runs of them switch to code set C.
 * @throws RangeError for characters beyond printable ASCII, which the code does not have.
 */
export function code128(text: string): number[] {
  if (!isCode128(text)) throw new RangeError("Code 128 holds printable ASCII only");
  const values = valuesOf(text);
  const start = values[0] as number;
  const check = values.reduce((sum, value, index) => sum + value * index, start) % 103;
  return [...values, check, STOP].flatMap((value) => Array.from(PATTERNS[value] as string, Number));
}

export function isCode128(text: string): boolean {
  return /^[\x20-\x7e]{1,80}$/.test(text);
}

const CODE_C = 99;
const CODE_B = 100;
const START_B = 104;
const START_C = 105;
const STOP = 106;

function valuesOf(text: string): number[] {
  const values: number[] = [];
  let set: "B" | "C" | null = null;
  let position = 0;
  while (position < text.length) {
    const digits = /^\d*/.exec(text.slice(position))?.[0].length ?? 0;
    const atAnEnd = position === 0 || position + digits === text.length;
    // Switching costs a character: it pays from four digits at an end, from six between letters.
    const wanted: "B" | "C" = set === "C" ? (digits >= 2 ? "C" : "B") : pays(digits, text.length, atAnEnd) ? "C" : "B";
    if (wanted === "C" && set !== "C" && digits % 2 === 1 && position > 0) {
      values.push(text.charCodeAt(position) - 32);
      position += 1;
    }
    if (wanted !== set) {
      values.push(set === null ? (wanted === "C" ? START_C : START_B) : wanted === "C" ? CODE_C : CODE_B);
      set = wanted;
    }
    if (set === "C") {
      values.push(Number(text.slice(position, position + 2)));
      position += 2;
    } else {
      values.push(text.charCodeAt(position) - 32);
      position += 1;
    }
  }
  return values;
}

function pays(digits: number, length: number, atAnEnd: boolean): boolean {
  return (digits === 2 && length === 2) || digits >= (atAnEnd ? 4 : 6);
}

const PATTERNS = (
  "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 " +
  "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 " +
  "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 " +
  "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 " +
  "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 " +
  "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 " +
  "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112"
).split(" ");
