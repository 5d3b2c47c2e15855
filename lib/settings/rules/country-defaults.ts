import { isCountry } from "./countries";

/** Per cent of the standard rate, of the reduced one where one is usual, and what the tax is called on documents. */
type KnownTax = { name: string; standard: string; reduced?: string; pricesIncludeTax: boolean };
export type CountryDefaults = { currency: string | null; timeZone: string | null; tax: KnownTax | null };

const included = (name: string, standard: string, reduced?: string): KnownTax => ({
  name,
  standard,
  ...(reduced ? { reduced } : {}),
  pricesIncludeTax: true,
});
const added = (name: string, standard: string): KnownTax => ({ name, standard, pricesIncludeTax: false });

// Rates of 2026 that hold for the whole country; where they differ by region or goods the merchant adds them.
const taxes: Readonly<Record<string, KnownTax>> = {
  AE: included("VAT", "5"),
  AT: included("USt.", "20", "10"),
  AU: included("GST", "10"),
  BE: included("btw", "21", "6"),
  BG: included("ДДС", "20", "9"),
  CA: added("GST", "5"),
  CH: included("MwSt.", "8.1", "2.6"),
  CN: included("增值税", "13", "9"),
  CY: included("ΦΠΑ", "19", "9"),
  CZ: included("DPH", "21", "12"),
  DE: included("MwSt.", "19", "7"),
  DK: included("moms", "25"),
  EE: included("km", "24", "9"),
  ES: included("IVA", "21", "10"),
  FI: included("ALV", "25.5"),
  FR: included("TVA", "20", "5.5"),
  GB: included("VAT", "20", "5"),
  GR: included("ΦΠΑ", "24", "13"),
  HR: included("PDV", "25", "13"),
  HU: included("ÁFA", "27", "5"),
  IE: included("VAT", "23", "13.5"),
  IL: included("VAT", "18"),
  IT: included("IVA", "22", "10"),
  JP: included("消費税", "10", "8"),
  KR: included("VAT", "10"),
  LT: included("PVM", "21"),
  LU: included("TVA", "17", "8"),
  LV: included("PVN", "21", "12"),
  MT: included("VAT", "18", "5"),
  MX: included("IVA", "16"),
  NL: included("btw", "21", "9"),
  NO: included("mva", "25", "15"),
  NZ: included("GST", "15"),
  PL: included("VAT", "23", "8"),
  PT: included("IVA", "23", "6"),
  RO: included("TVA", "21", "11"),
  SA: included("VAT", "15"),
  SE: included("moms", "25"),
  SG: included("GST", "9"),
  SI: included("DDV", "22", "9.5"),
  SK: included("DPH", "23"),
  TH: included("VAT", "7"),
  TR: included("KDV", "20", "10"),
  TW: included("營業稅", "5"),
  ZA: included("VAT", "15"),
};

const euro = "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split(" ");
const currencies: Readonly<Record<string, string>> = {
  ...Object.fromEntries(euro.map((country) => [country, "EUR"])),
  AE: "AED",
  AU: "AUD",
  BR: "BRL",
  CA: "CAD",
  CH: "CHF",
  CN: "CNY",
  CZ: "CZK",
  DK: "DKK",
  GB: "GBP",
  HK: "HKD",
  HU: "HUF",
  IL: "ILS",
  IN: "INR",
  JP: "JPY",
  KR: "KRW",
  KW: "KWD",
  MO: "MOP",
  MX: "MXN",
  MY: "MYR",
  NO: "NOK",
  NZ: "NZD",
  PH: "PHP",
  PL: "PLN",
  RO: "RON",
  SA: "SAR",
  SE: "SEK",
  SG: "SGD",
  TH: "THB",
  TR: "TRY",
  TW: "TWD",
  US: "USD",
  VN: "VND",
  ZA: "ZAR",
};

// Where the most people live, for countries of several zones.
const mainZones: Readonly<Record<string, string>> = {
  AU: "Australia/Sydney",
  BR: "America/Sao_Paulo",
  CA: "America/Toronto",
  ES: "Europe/Madrid",
  MX: "America/Mexico_City",
  NZ: "Pacific/Auckland",
  PT: "Europe/Lisbon",
  US: "America/New_York",
};

/** What a shop in this country most likely wants. Nothing is known of a country that is none. */
export function countryDefaults(country: string): CountryDefaults {
  if (!isCountry(country)) return { currency: null, timeZone: null, tax: null };
  const [firstZone] = new Intl.Locale("und", { region: country }).getTimeZones() ?? [];
  return {
    currency: currencies[country] ?? null,
    timeZone: mainZones[country] ?? firstZone ?? null,
    tax: taxes[country] ?? null,
  };
}

/** The rows of its tax rates: shipping is taxed as most goods are. In per cent. */
export function firstTaxRates(country: string): { taxClass: string; percent: string; label: string }[] {
  const { tax } = countryDefaults(country);
  if (!tax) return [];
  const rate = (taxClass: string, percent: string) => ({ taxClass, percent, label: `${tax.name} ${percent}%` });
  return [
    rate("standard", tax.standard),
    ...(tax.reduced ? [rate("reduced", tax.reduced)] : []),
    rate("shipping", tax.standard),
  ];
}
