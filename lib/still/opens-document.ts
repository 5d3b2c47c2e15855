import { headers } from "next/headers";

/** Whether the browser asks for a document. One that does not say so gets everything as data too. */
export async function opensDocument(): Promise<boolean> {
  return (await headers()).get("sec-fetch-dest") === "document";
}
