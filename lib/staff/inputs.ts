import { z } from "zod";
import { cleanText, normaliseEmail, textProblem } from "@/lib/core/text";
import { locales } from "@/lib/i18n/locales";
import { type ApiScope, apiScopes, roles } from "./rules/permissions";

export const PASSWORD_LENGTH = { least: 10, most: 200 } as const;

const id = z.uuid("gone");

export const personName = z
  .string("required")
  .refine((text) => textProblem(text) === null, { error: "forbidden_character", abort: true })
  .transform(cleanText)
  .pipe(z.string().min(1, "required").max(100, "too_long"));

export const emailAddress = z
  .string("required")
  .trim()
  .min(1, { error: "required", abort: true })
  .transform((text, context) => {
    const email = normaliseEmail(text);
    if (email === null) context.addIssue({ code: "custom", message: "not_an_email" });
    return email ?? z.NEVER;
  });

/** Long rather than complicated: length is what slows guessing down. */
export const newPassword = z
  .string("required")
  .min(PASSWORD_LENGTH.least, "password_short")
  .max(PASSWORD_LENGTH.most, "too_long")
  .refine((password) => new Set(password).size >= 5, "password_plain");

/** What a form asks for where a password is set; commands are given its hash. */
export const newPasswordInput = z.strictObject({ password: newPassword });

const tokenHash = z.string().regex(/^[0-9a-f]{64}$/);
const passwordHash = z.string().startsWith("$argon2id$");

export const inviteStaffInput = z.strictObject({
  name: personName,
  email: emailAddress,
  role: z.enum(roles, "required"),
  tokenHash,
});
export const renewLinkInput = z.strictObject({ id, tokenHash });
export const changeRoleInput = z.strictObject({ id, role: z.enum(roles, "required") });
export const setStaffActiveInput = z.strictObject({ id, active: z.boolean() });
export const acceptInvitationInput = z.strictObject({ tokenHash, passwordHash });

export const themes = ["light", "dark", "system"] as const;
export const updateProfileInput = z.strictObject({
  name: personName,
  locale: z.enum(locales),
  theme: z.enum(themes),
  shortcuts: z.boolean(),
  /** Heard when something gets stuck. */
  sound: z.boolean(),
});
export const changePasswordInput = z.strictObject({ previousHash: passwordHash, passwordHash });
export const endSessionsInput = z.strictObject({});

const scopes = Object.keys(apiScopes) as [ApiScope, ...ApiScope[]];
export const createApiKeyInput = z.strictObject({
  name: personName,
  scopes: z.array(z.enum(scopes)).min(1, "required"),
  channelId: id.nullable(),
  prefix: z.string().regex(/^ch_live_[A-Za-z0-9_-]{5}$/),
  keyHash: tokenHash,
});
export const revokeApiKeyInput = z.strictObject({ id });
