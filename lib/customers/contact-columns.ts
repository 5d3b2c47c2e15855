import { normaliseEmail, normalisePhone } from "@/lib/core/text";
import { reversedPhone } from "./resolve-customers";

/** E-mail and phone in the one form in which they are kept and found. */
export function contactColumns(contact: { email: string; phone: string }): {
  email: string | null;
  phone: string | null;
  phoneReversed: string | null;
} {
  const phone = contact.phone === "" ? null : (normalisePhone(contact.phone) ?? contact.phone);
  return {
    email: contact.email === "" ? null : normaliseEmail(contact.email),
    phone,
    phoneReversed: reversedPhone(phone),
  };
}
