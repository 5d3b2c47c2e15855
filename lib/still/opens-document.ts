import { headers } from "next/headers";
import { cache } from "react";

/**
 * Whether the browser asks for a document. One that does not say so gets everything as data too. The same promise for a
 * whole request: what `use`s it waits once at the most.
 */
export const opensDocument = cache(
  async (): Promise<boolean> => (await headers()).get("sec-fetch-dest") === "document",
);
