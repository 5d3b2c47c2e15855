import { getLocale } from "next-intl/server";
import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { isCurrency } from "@/lib/core/money";
import { typedText } from "@/lib/core/text";
import { findItems } from "@/lib/orders/queries/find-items";

/** Items for the order form's type-ahead. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentStaff();
  if (!session || !may(session.actor, "catalogue.read"))
    return Response.json({ items: [] }, { status: session ? 403 : 401 });
  const { searchParams } = new URL(request.url);
  const currency = searchParams.get("currency") ?? session.shop.currency;
  const q = typedText(searchParams.get("q"), 80);
  const items = isCurrency(currency) ? await findItems(q, currency, await getLocale()) : [];
  return Response.json({ items }, { headers: { "cache-control": "no-store" } });
}
