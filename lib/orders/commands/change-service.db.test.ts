import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { createBulk } from "@/lib/bulk/commands/create-bulk";
import { startBulk } from "@/lib/bulk/commands/start-bulk";
import { undoBulk } from "@/lib/bulk/commands/undo-bulk";
import { lookAtBulk } from "@/lib/bulk/look-at-bulk";
import { runBulk } from "@/lib/bulk/run-bulk";
import { type Outcome, run } from "@/lib/command";
import { reconcileExceptions } from "@/lib/exceptions/reconcile";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { previewService } from "@/lib/orders/queries/preview-service";
import { addCarriers } from "@/lib/shipping/commands/add-carriers";
import { moveCarrier } from "@/lib/shipping/commands/move-carrier";
import { saveCarrier } from "@/lib/shipping/commands/save-carrier";
import { saveService } from "@/lib/shipping/commands/save-service";
import { loadConsignments } from "@/lib/shipping/load-consignments";
import { loadShipping, readShipping } from "@/lib/shipping/load-shipping";
import { getShippingSettings } from "@/lib/shipping/queries/shipping-settings";
import { obstaclesOf } from "@/lib/shipping/rules/fits";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { actorOf } from "@/lib/testing/people";
import { getTracking } from "@/lib/tracking/queries";
import { brokenRows } from "@/lib/verify";
import { changeService } from "./change-service";
import { duplicateOrder } from "./duplicate-order";
import { editOrder } from "./edit-order";
import { mapShippingWords } from "./map-shipping-words";
import { resendOrder } from "./resend-order";
import { splitOrder } from "./split-order";
import { undoEvent } from "./undo-event";

const { sql } = connection();
let owner: Actor;
let sku: string;
let heavy: string;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  [sku, heavy] = [await makeVariant({ weightGrams: 400 }), await makeVariant({ weightGrams: 30_000 })];
  await Promise.all([addStock(sku, 1000), addStock(heavy, 1000)]);
  must(await run(addCarriers, owner, { codes: ["sf", "zto", "royal-mail"] }));
});

afterAll(async () => {
  expect(await brokenRows()).toEqual([]);
});

const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? "done" : outcome.refusal.code);
const rowOf = async (number: string) => {
  const [row] = await sql`
    select s.code as service, o.shipping_service as words, o.version, to_json(o.promised_at) #>> '{}' as promised, o.shipping_minor::text as charge
    from orders o left join shipping_services s on s.id = o.shipping_service_id where o.number = ${number}`;
  return row as { service: string | null; words: string; version: number; promised: string; charge: string };
};
const change = (number: string, service: string | null, more: object = {}, actor = owner) =>
  run(changeService, actor, { number, service, ...more });
const one = (settings: Record<string, unknown> = {}) => makeOrder([{ sku, quantity: 1 }], settings);

describe("an order that comes in", () => {
  it("gets the service that its channel's words stand for, by its own mapping before everyone's", async () => {
    must(await run(mapShippingWords, owner, { channel: null, words: "Express Delivery", service: "sf-express" }));
    must(await run(mapShippingWords, owner, { channel: "manual", words: "次日达", service: "sf-standard" }));
    expect(await rowOf((await one({ shippingService: "  express   DELIVERY" })).number)).toMatchObject({
      service: "sf-express",
      words: "express   DELIVERY",
    });
    must(await run(mapShippingWords, owner, { channel: "manual", words: "express delivery", service: "zto-standard" }));
    expect(await rowOf((await one({ shippingService: "Express Delivery" })).number)).toMatchObject({
      service: "zto-standard",
    });
    expect(await rowOf((await one({ shippingService: "次日达" })).number)).toMatchObject({ service: "sf-standard" });
    expect(await rowOf((await one({ shippingService: "Pigeon" })).number)).toMatchObject({ service: null });
  });

  it("is asked no statement for it, once the house knows the services", async () => {
    await one();
    const [shop] = await sql`select shipping_version as version from shops`;
    const asking = () => {
      throw new Error("asked");
    };
    const book = await loadShipping({ sql: asking as never }, shop?.version);
    expect(book.byCode.get("sf-express")?.carrier.code).toBe("sf");
  });

  it("may name its service, and is refused where there is none of that code", async () => {
    expect(await rowOf((await one({ service: "royal-mail-48" })).number)).toMatchObject({ service: "royal-mail-48" });
    await expect(one({ service: "no-such" })).rejects.toThrow("unknown_service");
  });

  it("waits with words nobody mapped, is counted in the settings, and goes on once they are", async () => {
    const { number } = await one({ shippingService: "Slow Boat" });
    await one({ shippingService: "slow boat" });
    const sent = await one({ shippingService: "slow boat" });
    must(await run(shipOrder, owner, { number: sent.number }));
    const told = async () =>
      (await getShippingSettings(owner, new Date())).waiting.find(({ words }) => words === "slow boat");
    expect(await told()).toMatchObject({ channel: "manual", orders: 3, open: 2 });
    expect(
      must(await run(mapShippingWords, owner, { channel: "manual", words: "Slow boat", service: "zto-standard" })),
    ).toEqual({
      orders: 2,
      more: false,
    });
    expect(await told()).toBeUndefined();
    expect(await rowOf(number)).toMatchObject({ service: "zto-standard", words: "Slow Boat" });
    expect(await rowOf(sent.number)).toMatchObject({ service: null });
    must(await run(mapShippingWords, owner, { channel: "manual", words: "slow boat", service: null }));
    expect((await rowOf((await one({ shippingService: "Slow Boat" })).number)).service).toBeNull();
  });
});

describe("another service", () => {
  it("is chosen with its event and leaves the charge and the promise alone", async () => {
    const { number, version } = await one({ shipping: "8.00", service: "zto-standard" });
    const before = await rowOf(number);
    must(await change(number, "sf-express", { version }));
    expect(await rowOf(number)).toEqual({ ...before, service: "sf-express", version: version + 1 });
    const [event] = await sql`
      select e.type, e.data from order_events e join orders o on o.id = e.order_id where o.number = ${number} and seq = ${version + 1}`;
    expect(event).toMatchObject({
      type: "order.service_changed",
      data: {
        from: "zto-standard",
        to: "sf-express",
        toNames: { name: "SF Express · Express", nameZh: "顺丰速运 · 特快" },
      },
    });
    expect(codeOf(await change(number, "sf-express"))).toBe("nothing_to_change");
    expect(codeOf(await change(number, "zto-standard", { version }))).toBe("order_changed");
    expect(codeOf(await change(number, "no-such"))).toBe("unknown_service");
    expect(codeOf(await change("NO-SUCH", "sf-express"))).toBe("not_found");
    must(await change(number, null));
    expect((await rowOf(number)).service).toBeNull();
  });

  it("moves the promise only where somebody says so, as the preview proposed", async () => {
    const { number } = await one({ service: "zto-standard", promisedAt: "2027-03-10T04:00:00Z" });
    expect(await previewService(owner, number, "sf-express")).toMatchObject({
      arrivalAt: "2027-03-08T04:00:00.000Z",
      weightGrams: 400,
    });
    must(await change(number, "sf-express", { movePromise: true }));
    expect((await rowOf(number)).promised).toBe("2027-03-08T04:00:00+00:00");
  });

  it("is refused with the reasons, by the preview too, and nothing is written", async () => {
    const { number } = await makeOrder([{ sku: heavy, quantity: 1 }], { paymentMethod: "cod" });
    const before = await rowOf(number);
    const refused = {
      code: "service_refused",
      facts: { obstacles: ["not_served", "no_cash_on_delivery", "too_heavy"] },
    };
    expect(await change(number, "royal-mail-24")).toMatchObject({ refusal: refused });
    expect(await previewService(owner, number, "royal-mail-24")).toMatchObject(refused);
    expect(await rowOf(number)).toEqual(before);
  });

  it("is not for what is gone, nor for whoever may not edit", async () => {
    const { number } = await one();
    expect(codeOf(await change(number, "sf-express", {}, await actorOf("warehouse")))).toBe("forbidden");
    const viewer = await actorOf("viewer");
    expect(await previewService(viewer, number, "sf-express")).toMatchObject({ code: "forbidden" });
    expect(
      codeOf(await run(saveCarrier, viewer, { code: "x", version: null, name: "X", aliases: "", active: true })),
    ).toBe("forbidden");
    must(await run(shipOrder, owner, { number }));
    expect(codeOf(await change(number, "sf-express"))).toBe("order_closed");
  });

  it("is no part of an edit any more", async () => {
    const { number, version } = await one();
    expect(codeOf(await run(editOrder, owner, { number, version, shippingService: "x" }))).toBe("invalid_input");
  });

  it("is taken back from the timeline, with its promise, until somebody chose again", async () => {
    const { number } = await one({ service: "zto-standard", promisedAt: "2027-03-10T04:00:00Z" });
    const first = must(await change(number, "sf-express", { movePromise: true })).version;
    must(await run(undoEvent, owner, { number, seq: first }));
    expect(await rowOf(number)).toMatchObject({ service: "zto-standard", promised: "2027-03-10T04:00:00+00:00" });
    expect(codeOf(await run(undoEvent, owner, { number, seq: first }))).toBe("undone_already");
    const second = must(await change(number, "sf-express")).version;
    must(await change(number, "sf-standard"));
    expect(await run(undoEvent, owner, { number, seq: second })).toMatchObject({
      refusal: { code: "changed_since", facts: { fields: ["service"] } },
    });
  });

  it("goes along when an order is split, sent again or copied", async () => {
    const { number } = await makeOrder([{ sku, quantity: 3 }], { service: "sf-standard" });
    const part = must(await run(splitOrder, owner, { number, lines: [{ line: 1, quantity: 1 }] })).part.number;
    const copy = must(await run(duplicateOrder, owner, { number })).number;
    must(await run(shipOrder, owner, { number }));
    const again = must(await run(resendOrder, owner, { number, lines: [{ line: 1, quantity: 1 }], reason: "lost" }));
    const services = await Promise.all([part, copy, again.number].map(async (each) => (await rowOf(each)).service));
    expect(services).toEqual(["sf-standard", "sf-standard", "sf-standard"]);
  });
});

describe("many orders", () => {
  it("go with another service but for those it does not take, and back again", async () => {
    const [light, abroad, done] = [
      await one({ service: "zto-standard" }),
      await one({ shipTo: { name: "Ann", line1: "1 Mill Lane", city: "Leeds", country: "GB" } }),
      await one(),
    ];
    must(await run(shipOrder, owner, { number: done.number }));
    const numbers = [light, abroad, done].map(({ number }) => number);
    const made = must(
      await run(createBulk, owner, { action: "service", service: "sf-express", selection: { numbers } }),
    );
    await lookAtBulk(made.id);
    const items =
      await sql`select order_number as number, status, code from bulk_job_items where job_id = ${made.id} order by position`;
    expect(items.map(({ status, code }) => [status, code])).toEqual([
      ["ready", ""],
      ["skipped", "service_refused"],
      ["skipped", "order_closed"],
    ]);
    must(await run(startBulk, owner, { number: made.number }));
    await runBulk(made.id);
    expect((await rowOf(light.number)).service).toBe("sf-express");
    const back = must(await run(undoBulk, owner, { number: made.number }));
    await lookAtBulk(back.id);
    must(await run(startBulk, owner, { number: back.number }));
    await runBulk(back.id);
    expect((await rowOf(light.number)).service).toBe("zto-standard");
  });
});

describe("what a service refuses", () => {
  const stuck = () => sql`
    select o.number, e.facts -> 'why' as why from exceptions e join orders o on o.id = e.order_id
    where e.type = 'carrier_refused' and e.closed_at is null order by o.number`;
  const serviceOf = (change: object) => ({
    ...{ carrier: "sf", code: "sf-standard", version: null, name: "Standard", nameZh: "标快" },
    ...{ transitDaysMin: "1", transitDaysMax: "3", maxKilograms: "", serves: "CN", refuses: "" },
    ...{ cashOnDelivery: true, active: true, ...change },
  });

  it("opens an exception that closes once another is chosen or the service is back", async () => {
    await reconcileExceptions(["carrier_refused"]);
    const known = (await stuck()).length;
    const { number } = await one({ service: "sf-standard" });
    const [row] = await sql`select version from shipping_services where code = 'sf-standard'`;
    must(await run(saveService, owner, serviceOf({ version: row?.version, active: false })));
    expect(codeOf(await run(saveService, owner, serviceOf({ version: row?.version })))).toBe("shipping_changed");
    await reconcileExceptions(["carrier_refused"]);
    expect(await stuck()).toContainEqual({ number, why: ["service_off"] });
    must(await change(number, "zto-standard"));
    await reconcileExceptions(["carrier_refused"]);
    expect((await stuck()).map((each) => each.number)).not.toContain(number);
    must(await run(saveService, owner, serviceOf({ version: row?.version + 1 })));
    await reconcileExceptions(["carrier_refused"]);
    expect(await stuck()).toHaveLength(known);
  });

  it("is the same to the database and to the rules, whatever is sent where", async () => {
    const places = [
      { country: "GB", postcode: "BT1 5GS" },
      { country: "GB", postcode: "b1 1aa" },
      { country: "CN", postcode: "830000" },
      { country: "US", postcode: "" },
    ];
    for (const [index, { country, postcode }] of places.entries()) {
      for (const item of [sku, heavy]) {
        await makeOrder([{ sku: item, quantity: 1 + index }], {
          ...{
            service: ["royal-mail-24", "sf-express", "dhl-worldwide", "sf-standard"][index],
            paymentMethod: index % 2 ? "cash" : "cod",
          },
          shipTo: { name: "Ann", line1: "1 Mill Lane", city: "X", district: "Y", postcode, country },
        });
      }
    }
    await sql`update shipping_services set refuses = '{"GB BT","CN 83"}' where code in ('royal-mail-24', 'dhl-worldwide')`;
    await sql`update shipping_services set serves = '{}', refuses = '{"GB B"}' where code = 'sf-express'`;
    await sql`update carriers set active = false where code = 'dhl'`;
    await reconcileExceptions(["carrier_refused"]);
    const waiting = await sql<{ id: string; number: string; service: string }[]>`
      select id, number, shipping_service_id as service from orders
      where shipping_service_id is not null and approved_at is not null
        and stage in ('backordered', 'ready', 'picking', 'packing', 'partly_shipped') order by number`;
    const [book, consignments] = await Promise.all([
      readShipping(connection()),
      loadConsignments(
        connection(),
        waiting.map(({ id }) => id),
      ),
    ]);
    const expected = waiting.flatMap(({ id, number, service }) => {
      const [offer, consignment] = [book.byId.get(service), consignments.get(id)];
      const why = offer && consignment ? obstaclesOf(offer, consignment) : [];
      return why.length > 0 ? [{ number, why }] : [];
    });
    expect(new Set(expected.flatMap(({ why }) => why)).size).toBeGreaterThan(2);
    expect([...(await stuck())]).toEqual(expected);
    await sql`update carriers set active = true where code = 'dhl'`;
  });
});

describe("a parcel", () => {
  it("is written down with its carrier and leads its buyer to the carrier's page", async () => {
    const { number } = await one();
    must(
      await run(shipOrder, owner, {
        number,
        carrier: "sf",
        service: "sf-express",
        trackingNumber: "SF100 2&3".replace(" ", ""),
      }),
    );
    const [parcel] = await sql`
      select s.carrier, s.service, c.code from shipments s join orders o on o.id = s.order_id join carriers c on c.id = s.carrier_id where o.number = ${number}`;
    expect(parcel).toEqual({ carrier: "SF Express", service: "Express", code: "sf" });
    const page = await getTracking(number, new Date(), "zh-CN");
    expect(page?.order.parcels[0]).toMatchObject({
      carrier: "顺丰速运",
      link: "https://www.sf-express.com/chn/sc/waybill/waybill-detail/SF1002%263",
    });
  });

  it("of before finds its carrier by its name, and one of nobody's keeps its words", async () => {
    const [old, other] = [await one(), await one()];
    must(await run(shipOrder, owner, { number: old.number, carrier: "中通", trackingNumber: "78001" }));
    must(await run(shipOrder, owner, { number: other.number, carrier: "Pigeons", trackingNumber: "P1" }));
    await sql`update shipments set carrier_id = null`;
    expect((await getTracking(old.number, new Date()))?.order.parcels[0]).toMatchObject({
      carrier: "ZTO Express",
      link: "https://www.kuaidi100.com/chaxun?com=zhongtong&nu=78001",
    });
    expect((await getTracking(other.number, new Date()))?.order.parcels[0]).toMatchObject({
      carrier: "Pigeons",
      link: null,
    });
  });
});

describe("carriers in the settings", () => {
  const carrier = (change: object) => ({
    ...{ code: "local", version: null, name: "Local riders", aliases: "riders, 同城", active: true, ...change },
  });

  it("are added, changed by whoever saw them last, moved, and refuse a page that is none", async () => {
    must(await run(saveCarrier, owner, carrier({})));
    expect(codeOf(await run(saveCarrier, owner, carrier({})))).toBe("code_taken");
    expect(
      await run(saveCarrier, owner, carrier({ version: 1, trackingUrl: "javascript:alert('{number}')" })),
    ).toMatchObject({
      fields: { trackingUrl: ["not_a_tracking_url"] },
    });
    must(await run(saveCarrier, owner, carrier({ version: 1, trackingUrl: "https://riders.test/{number}" })));
    expect(codeOf(await run(saveCarrier, owner, carrier({ version: 1 })))).toBe("shipping_changed");
    const { position } = must(await run(moveCarrier, owner, { code: "local", by: -1 }));
    expect(must(await run(moveCarrier, owner, { code: "local", by: 1 })).position).toBe(position + 1);
    expect(must(await run(addCarriers, owner, { codes: ["sf", "usps"] })).added).toEqual(["usps"]);
  });
});
