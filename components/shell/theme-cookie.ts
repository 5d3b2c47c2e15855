import { cookies } from "next/headers";
import { isTheme, type Theme, themeCookie } from "./theme";

/** Read on the server, so that a page never flashes in the other theme. */
export async function getTheme(): Promise<Theme> {
  const chosen = (await cookies()).get(themeCookie)?.value;
  return isTheme(chosen) ? chosen : "system";
}
