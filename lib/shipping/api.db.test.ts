import { beforeAll, expect, it } from "vitest";
import { GET as carriers } from "@/app/api/v1/carriers/route";
import { GET as read } from "@/app/api/v1/orders/[number]/route";
import { POST as service } from "@/app/api/v1/orders/[number]/service/route";
import { POST as ship } from "@/app/api/v1/orders/[number]/shipments/route";
import { POST as create } from "@/app/api/v1/orders/route";
import { call, makeApiKey } from "@/lib/testing/api";
import { addStock, makeShop, makeVariant } from "@/lib/testing/factories";

let key: string;
let sku: string;
let made = 0;
beforeAll(async () => {
  await makeShop();
  sku = await makeVariant();
  await addStock(sku, 50);
  key = await makeApiKey();
});

const shipTo = { name: "Ann", line1: "1 Mill Lane", city: "Leeds", postcode: "LS1 4AP", country: "GB" };
/** An order of a buyer of its own, or it would look like the one before. */
const order = (more: object = {}) => {
  made += 1;
  const customer = { name: "Ann", email: `ann-${made}@example.com` };
  return { customer, shipTo, paymentMethod: "cash", lines: [{ sku, quantity: 1 }], ...more };
};
const post = (handler: typeof service, number: string, body: unknown, as = key) =>
  call(handler, "POST", { key: as, body, params: { number } });
const orderOf = async (number: string) => (await call(read, "GET", { key, params: { number } })).body;

it("a program names a service by its code, changes it, and reads both back", async () => {
  const listed = await call(carriers, "GET", { key });
  expect(listed.body).toMatchObject({
    carriers: [
      {
        code: "dhl",
        name: "DHL Express",
        services: [{ code: "dhl-worldwide", maxWeightGrams: 70_000, cashOnDelivery: false }],
      },
      { code: "ups" },
    ],
  });
  expect(JSON.stringify(listed.body)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  const made = await call(create, "POST", {
    key,
    body: order({ service: "dhl-worldwide", shippingService: "Courier" }),
  });
  const { number, version } = made.body;
  expect(await orderOf(number)).toMatchObject({ carrier: "dhl", service: "dhl-worldwide", shippingService: "Courier" });
  expect(await post(service, number, { service: "ups-standard", version })).toMatchObject({
    status: 200,
    body: { number },
  });
  expect(await orderOf(number)).toMatchObject({ carrier: "ups", service: "ups-standard", shippingService: "Courier" });
  expect((await post(service, number, { service: "dhl-worldwide", version })).body).toMatchObject({
    code: "order_changed",
  });
  expect((await post(service, number, { service: "no-such" })).body).toMatchObject({ code: "unknown_service" });
  expect((await post(service, number, { service: null })).status).toBe(200);
  expect(await orderOf(number)).toMatchObject({ carrier: null, service: null });
  expect((await call(create, "POST", { key, body: order({ service: "no-such" }) })).body).toMatchObject({
    code: "unknown_service",
  });
});

it("a program is told why a service does not take an order", async () => {
  const { number } = (await call(create, "POST", { key, body: order({ paymentMethod: "cod" }) })).body;
  expect(await post(service, number, { service: "ups-standard" })).toMatchObject({
    status: 409,
    body: { code: "service_refused", facts: { service: "ups-standard", obstacles: ["no_cash_on_delivery"] } },
  });
  const reader = await makeApiKey({ scopes: ["orders:read"] });
  expect((await post(service, number, { service: "dhl-worldwide" }, reader)).status).toBe(403);
});

it("a parcel takes a carrier's code and answers with where it is followed", async () => {
  const { number } = (await call(create, "POST", { key, body: order() })).body;
  await post(ship, number, { carrier: "ups", service: "ups-standard", trackingNumber: "1Z9" });
  expect((await orderOf(number)).shipments).toMatchObject([
    {
      ...{ carrier: "UPS", carrierCode: "ups", service: "Standard" },
      trackingUrl: "https://www.ups.com/track?tracknum=1Z9",
    },
  ]);
});
