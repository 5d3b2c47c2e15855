/** The zone that decides what "today" is on every screen. */
export async function getShopZone(): Promise<string> {
  return process.env.SHOP_ZONE ?? "Asia/Shanghai";
}
