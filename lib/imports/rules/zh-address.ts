export type ChineseAddress = { region: string; city: string; district: string; line1: string };

const MUNICIPALITIES = /^(北京|上海|天津|重庆)市?/;
const REGION = /^(.{2,8}?(?:省|自治区|特别行政区))/;
const CITY = /^(.{2,8}?(?:市|自治州|地区|盟))/;
const DISTRICT = /^(.{1,10}?(?:区|县|市|旗))/;

/** A Chinese address written in one line, with blanks or without, by its parts; what is not told apart stays in `line1`. */
export function splitChineseAddress(text: string): ChineseAddress {
  const parts = text.trim().split(/[\s\u3000]+/u);
  if (parts.length >= 4 && /[省区市]$/.test(parts[0] as string)) {
    const [region, city, district, ...rest] = parts as [string, string, string, ...string[]];
    return { region, city, district, line1: rest.join(" ") };
  }
  let rest = text.trim();
  const take = (pattern: RegExp): string => {
    const found = pattern.exec(rest)?.[0] ?? "";
    rest = rest.slice(found.length).trim();
    return found;
  };
  const municipality = take(MUNICIPALITIES);
  const region = municipality || take(REGION);
  // 上海市上海市浦东新区: a municipality is often written twice.
  const city = municipality ? take(MUNICIPALITIES) || municipality : take(CITY);
  const district = region || city ? take(DISTRICT) : "";
  return { region, city, district, line1: rest };
}

/** Marketplaces hide buyers: ##…, $$…, ***, 138****1234. What is masked is no name and no number. */
export function unmasked(text: string): string {
  return /^(?:##|\$\$|~)|[*＊]{2,}|密文/u.test(text) ? "" : text;
}
