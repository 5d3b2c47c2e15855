import { approverRoles, holdReleases } from "./hold-types";
import type { HoldApprover, HoldRelease } from "./state";

/** What ends a hold as one choice of a form: "paid", "stock", "due", "approved:manager"; empty where a person decides. */
export type HoldEnd = Exclude<HoldRelease, "approved"> | `approved:${HoldApprover}`;

/** The choices: some of the ends that come by themselves, then each role that may approve. */
export function holdEnds(themselves: readonly Exclude<HoldRelease, "approved">[]): HoldEnd[] {
  return [...themselves, ...approverRoles.map((role) => `approved:${role}` as const)];
}

/** What a choice means; anything else than a choice ends by nothing. */
export function holdEnd(text: string): { releaseWhen: HoldRelease | null; approver: HoldApprover | null } {
  const [when, role] = text.split(":");
  return {
    releaseWhen: holdReleases.find((known) => known === when) ?? null,
    approver: approverRoles.find((known) => known === role) ?? null,
  };
}

/** The choice that a hold's end is. */
export function writeHoldEnd(releaseWhen: HoldRelease | null, approver: HoldApprover | null): HoldEnd | "" {
  if (releaseWhen === "approved") return approver ? `approved:${approver}` : "";
  return releaseWhen ?? "";
}
