import type { z } from "zod";
import type { addressInput } from "@/lib/customers/inputs";
import type { Locale } from "@/lib/i18n/locales";
import { familyNames, givenNames, namesAbroad } from "./names";
import { type City, chineseCities, citiesAbroad, firms } from "./places";
import type { Random } from "./random";

export type Person = {
  name: string;
  company?: string;
  email?: string;
  phone: string;
  locale: Locale;
  shipTo: z.input<typeof addressInput>;
};

/** Somebody who buys, with an address as it is written in that country. */
export function drawPerson(random: Random, country: string): Person {
  return country === "CN" ? drawChinese(random) : drawAbroad(random, country);
}

function drawChinese(random: Random): Person {
  const family = random.pick([...familyNames]);
  const name = family + (random.chance(0.3) ? random.pick(singles) + random.pick(singles) : random.pick(givenNames));
  const place = random.pick(chineseCities);
  const phone = `1${random.pick(["38", "39", "35", "36", "50", "58", "77", "86", "87", "98"])}${random.digits(8)}`;
  const home = `${random.int(1, 32)} 号楼 ${random.int(1, 4)} 单元 ${random.int(2, 28)}${random.pick(["01", "02", "03", "04"])} 室`;
  return {
    name,
    phone,
    locale: "zh-CN",
    ...(random.chance(0.25) ? { email: `${phone}@mail.example` } : {}),
    shipTo: {
      name,
      phone,
      line1: `${random.pick(place.streets)} ${random.int(1, 888)} 号 ${random.chance(0.7) ? home : `${random.int(3, 26)} 楼`}`,
      district: random.pick(place.districts ?? []),
      city: place.city,
      region: place.region,
      postcode: place.postcode,
      country: "CN",
    },
  };
}

const singles = givenNames.filter((name) => name.length === 1);
const dialling: Readonly<Record<string, string>> = {
  GB: "+447",
  DE: "+4915",
  FR: "+336",
  NL: "+316",
  US: "+1503",
  JP: "+8190",
  IE: "+3538",
};

function drawAbroad(random: Random, country: string): Person {
  const [given, family] = namesAbroad[country] ?? [["Alex"], ["Smith"]];
  const [first, last] = [random.pick(given), random.pick(family)];
  const name = country === "JP" ? `${last} ${first}` : `${first} ${last}`;
  const place = random.pick(citiesAbroad[country] ?? []);
  const phone = `${dialling[country]}${random.digits(country === "GB" ? 9 : 8)}`;
  const mailbox =
    country === "JP" ? `customer${random.digits(5)}` : `${plain(first)}.${plain(last)}${random.int(1, 99)}`;
  return {
    name,
    phone,
    email: `${mailbox}@${random.pick(["example.com", "example.org", "mail.example"])}`,
    locale: "en",
    shipTo: { name, phone, ...addressIn(random, country, place) },
  };
}

function addressIn(random: Random, country: string, place: City): Omit<Person["shipTo"], "name"> {
  const street = random.pick(place.streets);
  const number = random.int(1, 180);
  const streetFirst = country === "DE" || country === "NL" || country === "JP";
  return {
    line1:
      country === "JP"
        ? `${street}${random.int(1, 30)}-${random.int(1, 12)}`
        : streetFirst
          ? `${street} ${number}`
          : `${number} ${street}`,
    ...(random.chance(0.2) && !streetFirst ? { line2: `Flat ${random.int(1, 24)}` } : {}),
    city: place.city,
    ...(place.region ? { region: place.region } : {}),
    postcode: place.postcode.replace(/[#@]/g, (sign) =>
      sign === "#" ? random.digits(1) : random.pick([..."ABDEFGHJLNPQRSTUWXYZ"]),
    ),
    country,
  };
}

function plain(text: string): string {
  return text
    .normalize("NFD")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/ı/g, "i")
    .replace(/[^a-z]/g, "");
}

/** A firm on account. */
export function firmAt(index: number): Person {
  const firm = firms[index % firms.length] as (typeof firms)[number];
  const phone = `${dialling[firm.country]}${String(100_000_000 + index * 7_654_321).slice(0, 9)}`;
  return {
    name: firm.name,
    company: firm.company,
    email: firm.email,
    phone,
    locale: "en",
    shipTo: {
      name: firm.name,
      company: firm.company,
      phone,
      line1: firm.line1,
      city: firm.city,
      postcode: firm.postcode,
      country: firm.country,
    },
  };
}

export const firmCount = firms.length;
