import { connection } from "@/db/client";
import { currentStaff } from "@/lib/auth/session";
import { findShop } from "@/lib/shop";

/** The zone that decides what "today" is on every screen. Before the shop is set up there is no day to decide. */
export async function getShopZone(): Promise<string> {
  const session = await currentStaff();
  const shop = session?.shop ?? (await findShop(connection().sql));
  return shop?.timeZone ?? "UTC";
}
