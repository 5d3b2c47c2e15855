import { getLocale, getTranslations } from "next-intl/server";
import { currentStaff } from "@/lib/auth/session";
import { textProblem } from "@/lib/core/text";
import { formatLocale } from "@/lib/i18n/locales";
import { search } from "@/lib/search/search";

const longest = 200;

/** What the palette finds. */
export async function GET(request: Request): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  const q = (new URL(request.url).searchParams.get("q") ?? "").slice(0, longest);
  const [stages, locale] = await Promise.all([getTranslations("orders.stage"), getLocale()]);
  const found = textProblem(q)
    ? { groups: [] }
    : await search(q, {
        actor: session.actor,
        language: formatLocale(locale),
        currency: session.shop.currency,
        stageName: (stage) => (stages.has(stage as never) ? stages(stage as never) : stage),
      });
  return Response.json(found, { headers: { "Cache-Control": "private, no-store" } });
}
