import { z } from "zod";
import { refuse } from "@/lib/core/result";
import { addCoupons } from "@/lib/promotions/commands/add-coupons";
import { savePromotion } from "@/lib/promotions/commands/save-promotion";
import { setPromotionStatus } from "@/lib/promotions/commands/set-promotion-status";
import { addCouponsInput, savePromotionInput, setPromotionStatusInput } from "@/lib/promotions/inputs";
import { promotionStatuses } from "@/lib/promotions/rules/terms";
import { next, page } from "../dto/fields";
import {
  type Answer,
  badCursor,
  type Call,
  defineEndpoint,
  notFound,
  type Refused,
  runFor,
  withParams,
} from "../endpoint";
import { listApiPromotions } from "../queries/promotions";

const permission = "promotions.manage";

const promotion = z
  .object({
    number: z.int(),
    version: z
      .int()
      .meta({ description: "Send it back with the next version, to be refused when somebody was faster." }),
    name: z.string(),
    status: z.enum(promotionStatuses),
    terms: z.record(z.string(), z.unknown()).meta({ description: "As they were written." }),
    coupons: z.int(),
    uses: z.int().meta({ description: "Live uses of its coupons." }),
  })
  .meta({ id: "Promotion" });

const saved = z.object({ number: z.int(), version: z.int() }).meta({ id: "PromotionSaved" });

type Handle<Query> = (call: Call<Query>) => Promise<Answer | Refused>;

/** Promotions are the shop's: a key that belongs to one channel has no business with them. */
function ofWholeShop<Query>(handle: Handle<Query>): Handle<Query> {
  return async (call) =>
    call.actor.channelId ? { ok: false, refusal: refuse("forbidden", { permission }) } : handle(call);
}

/** With the number that the address names. */
function numbered(handle: (call: Call, number: number) => Promise<Answer | Refused>): Handle<unknown> {
  return ofWholeShop(async (call) => {
    const { number = "" } = call.params;
    return /^[1-9]\d{0,8}$/.test(number) ? handle(call, Number(number)) : notFound(number);
  });
}

export const listPromotionsEndpoint = defineEndpoint({
  method: "get",
  path: "/promotions",
  id: "listPromotions",
  tag: "promotions",
  summary: "Read promotions",
  description: "The newest first.",
  permission,
  query: z.strictObject({ ...page, status: z.enum(promotionStatuses).optional() }),
  success: {
    status: 200,
    description: "One page of promotions.",
    schema: z.object({ promotions: z.array(promotion), next }).meta({ id: "PromotionPage" }),
  },
  refusals: [],
  handle: ofWholeShop(async ({ query }) => {
    const found = await listApiPromotions(query);
    return found === "bad_cursor" ? badCursor() : { body: found };
  }),
});

export const createPromotionEndpoint = defineEndpoint({
  method: "post",
  path: "/promotions",
  id: "createPromotion",
  tag: "promotions",
  summary: "Make a promotion",
  description:
    "Percentages and amounts are text. Times are half-open: it holds from `from` up to, and not at, `until`.",
  permission,
  body: savePromotionInput.omit({ number: true, version: true }).meta({ id: "NewPromotion" }),
  success: { status: 201, description: "Its number.", schema: saved },
  refusals: savePromotion.refusals,
  handle: ofWholeShop((call) => runFor(call, savePromotion, call.sent, (body) => ({ body }))),
});

export const savePromotionEndpoint = defineEndpoint({
  method: "post",
  path: "/promotions/{number}/versions",
  id: "savePromotion",
  tag: "promotions",
  summary: "Write another version of a promotion",
  description: "Orders that were placed under an earlier version stay with it.",
  permission,
  body: savePromotionInput.omit({ number: true, coupon: true }).meta({ id: "PromotionVersion" }),
  success: { status: 200, description: "Its version.", schema: saved },
  refusals: [...savePromotion.refusals, "not_found"],
  handle: numbered((call, number) =>
    runFor(call, savePromotion, withParams(call.sent, { number }), (body) => ({ body })),
  ),
});

export const setPromotionStatusEndpoint = defineEndpoint({
  method: "post",
  path: "/promotions/{number}/status",
  id: "setPromotionStatus",
  tag: "promotions",
  summary: "Pause, end or resume a promotion",
  permission,
  body: setPromotionStatusInput.omit({ number: true }).meta({ id: "PromotionStatus" }),
  success: {
    status: 200,
    description: "What it was, and what it is.",
    schema: z
      .object({ number: z.int(), status: z.enum(promotionStatuses), before: z.enum(promotionStatuses) })
      .meta({ id: "PromotionStatusSet" }),
  },
  refusals: [...setPromotionStatus.refusals, "not_found"],
  handle: numbered((call, number) =>
    runFor(call, setPromotionStatus, withParams(call.sent, { number }), (body) => ({ body })),
  ),
});

export const addCouponsEndpoint = defineEndpoint({
  method: "post",
  path: "/promotions/{number}/coupons",
  id: "addCoupons",
  tag: "promotions",
  summary: "Give a promotion coupons",
  description: "One `code`, or `count` of them that nobody guesses, each with the same limits.",
  permission,
  body: z.strictObject(addCouponsInput.shape).omit({ number: true }).meta({ id: "NewCoupons" }),
  success: {
    status: 201,
    description: "How many were added, and the first of them.",
    schema: z.object({ number: z.int(), added: z.int(), first: z.string() }).meta({ id: "CouponsAdded" }),
  },
  refusals: [...addCoupons.refusals, "not_found"],
  handle: numbered((call, number) => runFor(call, addCoupons, withParams(call.sent, { number }), (body) => ({ body }))),
});
