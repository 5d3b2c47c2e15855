import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameIn } from "@/lib/i18n/rules/languages";
import { anywhere, arrivalWith, type Consignment, obstaclesOf, readArea } from "./fits";
import { knownCarriers } from "./known-carriers";
import {
  bookOf,
  type Carrier,
  carrierOf,
  mappedService,
  type ShippingService,
  wordsOf,
  writtenCarrier,
} from "./shipping";
import { carrierLink, isTrackingUrl, looksOdd, readTrackingFormat } from "./tracking";

const carrier: Carrier = {
  ...{ id: "c1", code: "sf", name: "SF Express", nameZh: "顺丰速运", aliases: ["顺丰"] },
  ...{ trackingUrl: "https://sf.test/track?n={number}", trackingFormat: "SF#{12-15}", phone: "" },
  ...{ active: true, position: 1, version: 1 },
};
const service: ShippingService = {
  ...{ id: "s1", carrierId: "c1", code: "sf-standard", name: "Standard", nameZh: "标快" },
  ...{ transitDaysMin: 1, transitDaysMax: 3, maxWeightGrams: 20_000, serves: ["CN", "GB"], refuses: ["GB BT"] },
  ...{ cashOnDelivery: false, active: true, position: 1, version: 1 },
};
const other: ShippingService = { ...service, id: "s2", code: "sf-express", name: "Express", position: 2 };
const order: Consignment = { country: "CN", postcode: "310000", cashOnDelivery: false, weightGrams: 1200 };

describe("a tracking page", () => {
  it.each([
    "https://www.sf-express.com/{number}",
    "https://track.test/?a=1&n={number}&b=2",
    "https://www.royalmail.com/track-your-item#/tracking-results/{number}",
  ])("may be %s", (url) => expect(isTrackingUrl(url)).toBe(true));

  it.each([
    ["of another scheme", "http://track.test/{number}"],
    ["a script", "javascript:alert({number})"],
    ["without the number", "https://track.test/"],
    ["with the number twice", "https://track.test/{number}/{number}"],
    ["whose host is the number", "https://{number}.test/"],
    ["whose host ends in the number", "https://track.test{number}/x"],
    ["with a user to hide behind", "https://track.test@evil.test/{number}"],
    ["with a port", "https://track.test:8443/{number}"],
    ["of no host", "https:///{number}"],
    ["of a machine in the house", "https://localhost/{number}"],
    ["with blanks", "https://track.test/ {number}"],
    ["with other marks", "https://track.test/{code}/{number}"],
    ["with quotes", 'https://track.test/"{number}'],
    ["too long", `https://track.test/${"x".repeat(300)}{number}`],
  ])("is none %s", (_, url) => expect(isTrackingUrl(url)).toBe(false));

  it("keeps its host and its scheme, whatever stands on a parcel", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", minLength: 1 }).filter((text) => text.isWellFormed()),
        (number) => {
          const link = carrierLink(carrier.trackingUrl, number);
          const { protocol, host, searchParams, hash } = new URL(link as string);
          expect([protocol, host, hash]).toEqual(["https:", "sf.test", ""]);
          expect(searchParams.get("n")).toBe(number);
        },
      ),
    );
  });

  it("is none without an address or a number", () => {
    expect(carrierLink("", "SF1")).toBeNull();
    expect(carrierLink(carrier.trackingUrl, "")).toBeNull();
  });
});

describe("what numbers look like", () => {
  it.each([
    ["SF#{12-15}", "SF1234567890123", false],
    ["SF#{12-15}", "sf123456789012", false],
    ["SF#{12-15}", "YT1234567890123", true],
    ["SF#{12-15},#{12}", "123456789012", false],
    ["@{2}#{9}GB", "AB123456789GB", false],
    ["1Z*{16}", "1Z999AA10123456784", false],
    ["1Z*{16}", "1Z999AA1012345678", true],
    ["", "anything", false],
    ["SF#{12}", "", false],
  ])("%s of %s", (format, number, odd) => expect(looksOdd(format, number)).toBe(odd));

  it.each(["(a+)+", "#{13", "#{0}", "#{15-12}", "#{1-2}#{1-2}#{1-2}", "a,,b", "[0-9]", "x".repeat(121)])(
    "cannot be %s",
    (format) => expect(readTrackingFormat(format)).toBeNull(),
  );

  it("is quick to hold against a number, whoever wrote it", () => {
    const part = fc.tuple(fc.constantFrom("#", "@", "*", "A", "1"), fc.constantFrom("", "{9}", "{1-40}"));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 12 }), fc.string({ maxLength: 80 }), (parts, number) => {
        const began = performance.now();
        looksOdd(parts.map((each) => each.join("")).join(""), number);
        looksOdd(parts.map((each) => each.join("")).join(""), "1".repeat(80));
        expect(performance.now() - began).toBeLessThan(100);
      }),
    );
  });
});

describe("what a service takes", () => {
  const why = (change: Partial<Consignment>, of: Partial<ShippingService> = {}, by: Partial<Carrier> = {}) =>
    obstaclesOf({ carrier: { ...carrier, ...by }, service: { ...service, ...of } }, { ...order, ...change });

  it.each([
    ["an order of its country", {}, []],
    ["another country", { country: "US" }, ["not_served"]],
    ["a country it serves", { country: "GB", postcode: "SW1A 1AA" }, []],
    ["a part of it that it does not", { country: "GB", postcode: "bt1 5gs" }, ["not_served"]],
    ["what is fetched", { country: "" }, []],
    ["cash to collect", { cashOnDelivery: true }, ["no_cash_on_delivery"]],
    ["the heaviest", { weightGrams: 20_000 }, []],
    ["more than that", { weightGrams: 20_001 }, ["too_heavy"]],
    ["what nobody weighed", { weightGrams: null }, []],
    [
      "all at once",
      { country: "US", cashOnDelivery: true, weightGrams: 1e9 },
      ["not_served", "no_cash_on_delivery", "too_heavy"],
    ],
  ])("%s", (_, change, found) => expect(why(change)).toEqual(found));

  it("is nothing while it or its carrier is off", () => {
    expect(why({}, { active: false })).toEqual(["service_off"]);
    expect(why({}, { active: false }, { active: false })).toEqual(["carrier_off"]);
  });

  it("never grows with what it refuses, nor shrinks with what it serves", () => {
    const area = fc
      .tuple(fc.constantFrom("GB", "CN", "US"), fc.constantFrom("", " BT", " B", " 31"))
      .map((two) => two.join(""));
    fc.assert(
      fc.property(
        fc.array(area),
        fc.array(area),
        area,
        area,
        fc.constantFrom("GB", "CN"),
        fc.constantFrom("BT1", "310"),
        (serves, refuses, more, less, country, postcode) => {
          const takes = (by: Partial<ShippingService>) => why({ country, postcode }, by).length === 0;
          const now = takes({ serves, refuses });
          if (takes({ serves, refuses: [...refuses, less] })) expect(now).toBe(true);
          if (now) expect(takes({ serves: serves.length > 0 ? [...serves, more] : [], refuses })).toBe(true);
        },
      ),
    );
  });

  it.each([
    ["gb", "GB"],
    ["gb bt", "GB BT"],
    ["GB-BT1 5", "GB BT15"],
    ["CN 8 3", "CN 83"],
    ["England", null],
    ["", null],
    ["G1", null],
  ])("reads the area %s", (text, area) => expect(readArea(text)).toBe(area));
});

describe("when an order arrives with another service", () => {
  const now = new Date("2026-11-23T04:00:00Z");
  const at = (day: string) => new Date(`2026-11-${day}T04:00:00Z`);
  const quick = { ...service, transitDaysMin: 1, transitDaysMax: 1 };
  const slow = { ...service, transitDaysMin: 3, transitDaysMax: 5 };
  const unknown = { ...service, transitDaysMin: null, transitDaysMax: null };

  it.each([
    ["later, by the difference", slow, quick, at("27"), at("30").getTime() + 86_400_000],
    ["sooner, but not before it can be there", quick, slow, at("26"), at("24").getTime()],
    ["from now, where the old one does not say", slow, null, at("25"), at("28").getTime()],
    ["nothing, where the new one does not say", unknown, quick, at("27"), null],
    ["nothing, where the day stays", service, service, at("27"), null],
    ["from now, where nothing is promised", quick, slow, null, at("24").getTime()],
  ])("%s", (_, to, from, promisedAt, expected) =>
    expect(arrivalWith(to, from, { promisedAt, now })?.getTime() ?? null).toBe(expected),
  );
});

describe("the book", () => {
  const dhl: Carrier = { ...carrier, id: "c2", code: "dhl", name: "DHL", nameZh: "", aliases: ["顺丰"], position: 0 };
  const book = bookOf(
    [carrier, dhl],
    [other, service],
    [
      { channelId: "ch", words: "express", serviceId: "s2" },
      { channelId: null, words: "express", serviceId: "s1" },
    ],
  );

  it("offers in the shop's order", () => {
    expect(book.offers.map((offer) => offer.service.code)).toEqual(["sf-standard", "sf-express"]);
    expect(book.carriers.map(({ code }) => code)).toEqual(["dhl", "sf"]);
  });

  it("maps a channel's own words first, however they are spelt", () => {
    expect(mappedService(book, "ch", " ＥＸＰＲＥＳＳ ")).toBe("s2");
    expect(mappedService(book, "other", "Express")).toBe("s1");
    expect(mappedService(book, "ch", "standard")).toBeNull();
  });

  it("knows a carrier by code, name and other names", () => {
    for (const text of ["SF", "sf express", "顺丰速运", "SF  Express"])
      expect(carrierOf(book, { carrier: text, carrierId: null })?.code, text).toBe("sf");
    expect(carrierOf(book, { carrier: "顺丰", carrierId: null })?.code).toBe("dhl");
    expect(carrierOf(book, { carrier: "DHL", carrierId: "c1" })?.code).toBe("sf");
    expect(carrierOf(book, { carrier: "Pigeons", carrierId: null })).toBeUndefined();
    expect(carrierOf(book, { carrier: "", carrierId: null })).toBeUndefined();
  });

  it("writes a code down as a name and leaves words as they are", () => {
    expect(writtenCarrier(book, "sf")).toEqual({ carrier: "SF Express", carrierId: "c1" });
    expect(writtenCarrier(book, "顺丰速运")).toEqual({ carrier: "顺丰速运", carrierId: "c1" });
    expect(writtenCarrier(book, "Pigeons")).toEqual({ carrier: "Pigeons", carrierId: null });
    expect(nameIn("zh-CN", carrier)).toBe("顺丰速运");
    expect(nameIn("zh-CN", dhl)).toBe("DHL");
  });

  it("compares words alike, compared twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(wordsOf(wordsOf(text))).toBe(wordsOf(text));
      }),
    );
  });
});

describe("carriers that come with the house", () => {
  it.each(knownCarriers.map((known) => [known.code, known] as const))("%s is well formed", (_, known) => {
    expect(isTrackingUrl(known.trackingUrl)).toBe(true);
    expect(readTrackingFormat(known.trackingFormat)).not.toBeNull();
    expect(known.nameZh).not.toBe("");
    for (const { serves = [], refuses = [] } of known.services)
      for (const area of [...serves, ...refuses]) expect(readArea(area)).toBe(area);
  });

  it("share no code", () => {
    const codes = knownCarriers.flatMap(({ code, services }) => [
      code,
      ...services.map((each) => `service ${each.code}`),
    ]);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it("refuse nothing of an order nobody knows anything of", () => {
    expect(obstaclesOf({ carrier, service }, anywhere)).toEqual([]);
  });
});
