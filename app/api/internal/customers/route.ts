import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { typedText } from "@/lib/core/text";
import { findCustomers } from "@/lib/customers/queries/find-customers";

/** Customers for the type-ahead of the order form and of merging. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentStaff();
  if (!session || !may(session.actor, "customers.read")) {
    return Response.json({ customers: [] }, { status: session ? 403 : 401 });
  }
  const q = typedText(new URL(request.url).searchParams.get("q"), 200);
  return Response.json({ customers: await findCustomers(q) }, { headers: { "cache-control": "private, no-store" } });
}
