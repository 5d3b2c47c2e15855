import { permissions, type Role } from "@/lib/staff/rules/permissions";

/** Roles that may ask for a refund at all, and so can have a limit. */
export const refundRoles = permissions["payments.refund"] satisfies readonly Role[];
export type RefundRole = (typeof refundRoles)[number];
