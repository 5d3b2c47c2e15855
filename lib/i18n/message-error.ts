import type { IntlError } from "next-intl";

/** A missing text is a bug: it stops development and tests, and is reported where people work. */
export function onMessageError(error: IntlError): void {
  if (process.env.NODE_ENV !== "production") throw error;
  console.error(error);
}
