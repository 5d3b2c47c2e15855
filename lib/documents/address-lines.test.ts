import { expect, it } from "vitest";
import { addressLines, countryName, fullAddress } from "@/lib/documents/address-lines";
import type { AddressDto } from "@/lib/documents/dto";
import { sampleChineseAddress } from "@/lib/documents/testing/samples";
import { wordsIn } from "@/lib/documents/words";

function address(parts: Partial<AddressDto>): AddressDto {
  return {
    name: "Anna Bell",
    company: null,
    line1: "1 High Street",
    line2: null,
    district: null,
    city: null,
    region: null,
    postcode: null,
    country: null,
    phone: null,
    ...parts,
  };
}

it.each([
  [{ city: "Bristol", postcode: "BS1 5TR", country: "GB" }, ["1 High Street", "Bristol", "BS1 5TR", "United Kingdom"]],
  [{ city: "Bath", region: "Somerset", country: "GB" }, ["1 High Street", "Bath, Somerset", "United Kingdom"]],
  [{ city: "Köln", postcode: "50667", country: "DE" }, ["1 High Street", "50667 Köln", "Germany"]],
  [{ city: "Paris", region: "Paris", postcode: "75001", country: "FR" }, ["1 High Street", "75001 Paris", "France"]],
  [
    { line2: "Apt 4", city: "San Francisco", region: "CA", postcode: "94016", country: "US" },
    ["1 High Street", "Apt 4", "San Francisco, CA 94016", "United States"],
  ],
  [{ city: "Dublin", country: "EIRE" }, ["1 High Street", "Dublin", "EIRE"]],
  [{}, ["1 High Street"]],
  [{ line2: "  " }, ["1 High Street"]],
] as const)("%o is written as its country does", (parts, lines) => {
  expect(addressLines(address(parts), "en-GB")).toEqual(lines);
});

it("leaves the country away at home", () => {
  expect(addressLines(address({ city: "Bristol", country: "GB" }), "en-GB", "GB")).toEqual([
    "1 High Street",
    "Bristol",
  ]);
});

it("writes Chinese addresses from large to small, a city that is its own province once", () => {
  expect(addressLines(sampleChineseAddress, "zh-CN", "CN")).toEqual([
    "上海市浦东新区",
    "张江高科技园区碧波路 690 号 8 号楼 501 室（前台代收，请勿放快递柜）",
    "201203",
  ]);
  expect(addressLines(sampleChineseAddress, "zh-CN", "GB").at(-1)).toBe("201203 中国");
});

it("a full address begins with the name and ends with the phone", () => {
  const lines = fullAddress(address({ company: "Bell Ltd", phone: "020 7946 0958" }), wordsIn("en"), "GB");
  expect(lines).toEqual(["Anna Bell", "Bell Ltd", "1 High Street", "Tel. 020 7946 0958"]);
});

it("names countries in the reader's language and leaves other words alone", () => {
  expect(countryName("DE", "zh-CN")).toBe("德国");
  expect(countryName("Channel Islands", "en-GB")).toBe("Channel Islands");
  expect(countryName(null, "en-GB")).toBe(null);
});
