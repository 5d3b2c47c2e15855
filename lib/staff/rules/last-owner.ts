import { type Refusal, refuse } from "@/lib/core/result";

/**
 * Whether the shop still has an owner who can sign in once `id` is none any more. `owners` are the ids of the owners who
 * can sign in now. Refuses "last_owner".
 */
export function keepsAnOwner(owners: readonly string[], id: string): Refusal<"last_owner"> | null {
  if (!owners.includes(id)) return null;
  return owners.length > 1 ? null : refuse("last_owner");
}
