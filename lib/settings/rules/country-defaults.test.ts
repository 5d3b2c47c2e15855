import { expect, it } from "vitest";
import { isCurrency } from "@/lib/core/money";
import { isTimeZone } from "@/lib/core/zone";
import { COUNTRIES } from "./countries";
import { countryDefaults, firstTaxRates } from "./country-defaults";
import { percentToRate } from "./percent";

it("proposes only currencies, zones and rates that a shop can have", () => {
  const zoneless = COUNTRIES.filter((country) => countryDefaults(country).timeZone === null);
  for (const country of COUNTRIES) {
    const { currency, timeZone } = countryDefaults(country);
    if (currency) expect(isCurrency(currency), country).toBe(true);
    if (timeZone) expect(isTimeZone(timeZone), country).toBe(true);
    for (const { percent } of firstTaxRates(country)) expect(Number(percentToRate(percent)), country).toBeLessThan(0.3);
  }
  // Islands where nobody keeps a shop.
  expect(zoneless.length).toBeLessThan(5);
});

it("knows no rate where rates differ by region, and nothing of what is no country", () => {
  expect(firstTaxRates("US")).toEqual([]);
  expect(countryDefaults("US")).toEqual({ currency: "USD", timeZone: "America/New_York", tax: null });
  expect(countryDefaults("")).toEqual({ currency: null, timeZone: null, tax: null });
  expect(firstTaxRates("CN").map(({ taxClass, label }) => [taxClass, label])).toEqual([
    ["standard", "增值税 13%"],
    ["reduced", "增值税 9%"],
    ["shipping", "增值税 13%"],
  ]);
});
