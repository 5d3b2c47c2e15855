import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { connection } from "@/db/client";
import { isRefusal } from "@/lib/core/result";
import { loadSession } from "./load-session";
import { addressOf, isSecure } from "./request";
import { authSecret, claimOf, SESSION_SECONDS } from "./session-token";
import { signIn } from "./sign-in";

declare module "next-auth" {
  interface User {
    version: number;
  }
}

// Without NEXTAUTH_URL, next-auth takes its own address from the request: the port is only known once the server runs.
process.env.AUTH_TRUST_HOST ??= "true";

/** next-auth as this house uses it: e-mail and password, an encrypted cookie, the database asked about every session. */
export function authOptions(request: Headers): NextAuthOptions {
  return {
    secret: authSecret(),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    useSecureCookies: isSecure(request),
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      Credentials({
        credentials: { email: { label: "E-mail", type: "email" }, password: { label: "Password", type: "password" } },
        async authorize(typed) {
          const outcome = await signIn(typed?.email ?? "", typed?.password ?? "", addressOf(request));
          return isRefusal(outcome) ? null : outcome;
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        const version = user ? user.version : token.version;
        return { sub: user ? user.id : token.sub, version };
      },
      async session({ session, token }) {
        const claim = claimOf(token);
        const current = claim && (await loadSession(connection().sql, claim));
        if (!current) return { expires: session.expires };
        return { expires: session.expires, user: { name: current.staff.name, email: current.staff.email } };
      },
    },
  };
}
