import { systemActor } from "@/lib/actor";
import { day } from "./hours";
import { drawHistory, scheduleIntake } from "./intake";
import { Life } from "./life";
import { type DemoLogin, openDemoShop } from "./shop";
import { scheduleStock } from "./stock";
import { Timeline } from "./timeline";

const days = Number(process.env.DEMO_DAYS ?? 456);
const orders = Number(process.env.DEMO_ORDERS ?? 3000);
const together = 5;

/** Fills an empty database with a shop and fifteen months of its life, by the same commands that people use. */
export async function fillDemo(now: Date, say: (text: string) => void): Promise<DemoLogin[]> {
  const from = new Date(now.getTime() - days * day);
  const { people, goods, logins } = await openDemoShop(new Date(from.getTime() - 10 * day));
  say("shop");
  const timeline = new Timeline();
  const life = new Life({ timeline, people, now });
  const drawn = drawHistory({ now, days, orders, goods });
  scheduleStock(timeline, people.warehouse, goods, from, now);
  scheduleIntake(timeline, life, systemActor("Channels"), drawn, now);
  await timeline.run(now, together);
  say(`history of ${drawn.length} orders`);
  return logins;
}
