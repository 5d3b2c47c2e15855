import { systemActor } from "@/lib/actor";
import { reconcileExceptions } from "@/lib/exceptions/reconcile";
import { drawScenes } from "./drawn-scenes";
import { day } from "./hours";
import { drawHistory, scheduleIntake } from "./intake";
import { Life } from "./life";
import { firmAt } from "./people";
import { arrangePresent } from "./present";
import { scheduleScarcity } from "./scarcity";
import { type DemoLogin, openDemoShop } from "./shop";
import { scheduleStock } from "./stock";
import { Timeline } from "./timeline";

export type DemoSize = { days: number; orders: number };
/** Fifteen months of a shop that sends seven parcels a day. */
export const wholeDemo: DemoSize = { days: 456, orders: 2960 };
const together = 5;

/** Fills an empty database with a shop and its life so far, by the same commands that people use. */
export async function fillDemo(
  now: Date,
  say: (text: string) => void,
  size: DemoSize = wholeDemo,
): Promise<DemoLogin[]> {
  const from = new Date(now.getTime() - size.days * day);
  const { people, goods, logins } = await openDemoShop(new Date(from.getTime() - 10 * day));
  say(`the shop and ${goods.length} items`);
  const timeline = new Timeline();
  const life = new Life({ timeline, people, now });
  const drawn = [...drawHistory({ now, ...size, goods }), ...drawScenes(now, goods)];
  scheduleStock(timeline, people.warehouse, goods, from, now);
  const scenes = scheduleIntake(timeline, life, systemActor("Channels"), drawn, now);
  scheduleScarcity(timeline, people, goods, now, (number, at) => {
    const input = {
      channel: "wholesale",
      shipTo: firmAt(7).shipTo,
      lines: [],
      paymentMethod: "bank_transfer" as const,
    };
    life.follow({ number, input, country: "GB", channel: "wholesale" }, "ready", at);
  });
  await timeline.run(now, together);
  say(`${drawn.length} orders and what became of them`);
  await arrangePresent({ people, now, scenes }, goods);
  await reconcileExceptions();
  say("the work that waits today");
  return logins;
}
