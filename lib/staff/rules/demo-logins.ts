import type { Role } from "./permissions";

/** The demo shop's people all have this password; no other shop has these people. */
export const demoPassword = "countinghouse-demo";

export function demoEmail(role: Role): string {
  return `${role}@demo.countinghouse.test`;
}
