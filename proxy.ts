import { type NextRequest, NextResponse } from "next/server";
import { isSecure, pathHeader } from "@/lib/auth/request";

/**
 * Gives each page its content security policy with a fresh nonce, and tells server components which page was asked
 * for. Whether somebody may see it is decided in the page, by the database.
 */
export function proxy(request: NextRequest): NextResponse {
  // PostgreSQL knows no NUL: a page that asked about one would fail as if we were broken.
  if (/%00/.test(request.url)) return new NextResponse("Bad request", { status: 400 });
  const scripts = isCustomers(request.nextUrl.pathname) ? "'none'" : trusted(btoa(crypto.randomUUID()));
  const policy = contentSecurityPolicy(scripts, isSecure(request.headers));
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", policy);
  headers.set(pathHeader, request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

/**
 * Customers' pages run no script: they are forms and links, opened on phones with slow lines, and nothing that a customer
 * or a carrier wrote can ever run there. Forbidden scripts are not loaded either.
 */
function isCustomers(pathname: string): boolean {
  return pathname === "/track" || pathname.startsWith("/track/");
}

function trusted(nonce: string): string {
  // React needs eval in development to show where on the server an error came from.
  const developing = process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return `'self' 'nonce-${nonce}' 'strict-dynamic'${developing}`;
}

function contentSecurityPolicy(scripts: string, secure: boolean): string {
  return [
    "default-src 'self'",
    `script-src ${scripts}`,
    // Menus, notices and charts place themselves by inline styles.
    "style-src 'self' 'unsafe-inline'",
    // Product pictures may lie on any channel's host.
    "img-src 'self' blob: data: https:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(secure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

export const config = {
  matcher: ["/((?!api/|_next/static|_next/image|icon.svg|favicon.ico).*)"],
};
