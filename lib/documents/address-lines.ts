import type { AddressDto } from "@/lib/documents/dto";
import type { DocumentWords } from "@/lib/documents/words";
import { countryNames } from "@/lib/format/kept";

/**
 * An address as its country writes it on a parcel, without name and phone: large to small and unbroken in Chinese, small
 * to large elsewhere. The country's own line is left away within the shop's country.
 */
export function addressLines(address: AddressDto, locale: string, homeCountry: string | null = null): string[] {
  const { line1, line2, district, city, region, postcode } = address;
  const country = address.country === homeCountry ? null : countryName(address.country, locale);
  if (isChinese(address)) {
    const area = [region, city, district].filter((part, index, parts) => part && parts.indexOf(part) === index);
    return filled([area.join(""), spaced(line1, line2), spaced(postcode, country)]);
  }
  const code = address.country ?? "";
  if (POSTCODE_FIRST.has(code))
    return filled([line1, line2, district, spaced(postcode, city), other(region, city), country]);
  if (STATE_COUNTRIES.has(code)) {
    const town = filled([city, spaced(region, postcode)]).join(", ");
    return filled([line1, line2, district, town, country]);
  }
  return filled([line1, line2, district, filled([city, other(region, city)]).join(", "), postcode, country]);
}

/** Everything that stands in an address window: who, where, and how to ring them. */
export function fullAddress(address: AddressDto, words: DocumentWords, homeCountry: string | null): string[] {
  const phone = address.phone ? `${words.phone} ${address.phone}` : null;
  return filled([address.name, address.company, ...addressLines(address, words.locale, homeCountry), phone]);
}

export function countryName(country: string | null, locale: string): string | null {
  if (!country || !/^[A-Z]{2}$/.test(country)) return country;
  return countryNames(locale).of(country) ?? country;
}

const STATE_COUNTRIES = new Set(["US", "CA", "AU", "IN", "BR"]);
const POSTCODE_FIRST = new Set(
  "AT BE CH CZ DE DK ES FI FR GR HR HU IS IT LI LT LU LV MC NL NO PL PT RO SE SI SK TR".split(" "),
);

function isChinese({ country, line1, city }: AddressDto): boolean {
  return ["CN", "TW", "HK", "MO", null].includes(country) && /\p{Script=Han}/u.test(`${line1}${city ?? ""}`);
}

function spaced(...parts: readonly (string | null)[]): string {
  return filled(parts).join(" ");
}

/** The region, unless it is the city once more. */
function other(region: string | null, city: string | null): string | null {
  return region === city ? null : region;
}

function filled(lines: readonly (string | null)[]): string[] {
  return lines.filter((line): line is string => line !== null && line.trim() !== "");
}
