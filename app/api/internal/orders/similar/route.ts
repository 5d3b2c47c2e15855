import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { normaliseEmail, normalisePhone, typedText } from "@/lib/core/text";
import { similarOrders } from "@/lib/orders/queries/find-items";

/** Orders that the one being typed may be a repeat of. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentStaff();
  if (!session || !may(session.actor, "orders.create"))
    return Response.json({ orders: [] }, { status: session ? 403 : 401 });
  const { searchParams } = new URL(request.url);
  const contact = {
    email: normaliseEmail(searchParams.get("email") ?? ""),
    phone: normalisePhone(searchParams.get("phone") ?? ""),
    customerNumber: typedText(searchParams.get("customer"), 40) || null,
  };
  const since = new Date(Date.now() - session.shop.reviewPolicy.duplicateHours * 3_600_000);
  const known = contact.email ?? contact.phone ?? contact.customerNumber;
  return Response.json(
    { orders: known ? await similarOrders(contact, since) : [] },
    { headers: { "cache-control": "no-store" } },
  );
}
