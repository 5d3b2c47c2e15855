import { getLocale, getTranslations } from "next-intl/server";
import { refusalWords } from "@/lib/action";
import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { type Refusal, refuse } from "@/lib/core/result";
import { typedText } from "@/lib/core/text";
import type { DocumentLanguage } from "@/lib/documents/dto";
import { invoices } from "@/lib/documents/invoice";
import { invoicesOf } from "@/lib/documents/invoice-queries";
import { packingSlips } from "@/lib/documents/packing-slip";
import { pickLists } from "@/lib/documents/pick-list";
import {
  countDocuments,
  labelsOf,
  type PrintContext,
  type PrintOf,
  packingSlipsOf,
  pickListsOf,
} from "@/lib/documents/queries";
import type { DataWords } from "@/lib/documents/rules/content";
import { shippingLabels } from "@/lib/documents/shipping-label";
import { documentsAtMost, type PrintKind, printKinds } from "@/lib/fulfilment/documents-href";
import { locales } from "@/lib/i18n/locales";

/** One PDF with the documents of orders, shipments or waves, up to two hundred; more is refused in words. */
export async function GET(
  request: Request,
  { params }: RouteContext<"/api/internal/documents/[kind]">,
): Promise<Response> {
  const session = await currentStaff();
  if (!session) return new Response(null, { status: 401 });
  const { kind } = await params;
  if (!isKind(kind)) return new Response(null, { status: 404 });
  if (!may(session.actor, kind === "invoices" ? "documents.invoice" : "documents.print")) {
    return inWords(403, refuse("forbidden"));
  }
  const asked = new URL(request.url).searchParams;
  const of: PrintOf = {
    orders: numbersIn(asked, "orders"),
    shipments: numbersIn(asked, "shipments"),
    waves: numbersIn(asked, "waves"),
    documents: kind === "invoices" ? numbersIn(asked, "documents") : [],
  };
  const numbers = Object.values(of).flat();
  const named = numbers.length;
  const count = Math.max(named, named <= documentsAtMost ? await countDocuments(of) : 0);
  if (count > documentsAtMost) return inWords(422, refuse("too_many_to_print", { count, most: documentsAtMost }));
  const context = { actor: session.actor, shop: session.shop, now: new Date() };
  const bytes = await print(kind, of, context);
  if (!bytes) return inWords(404, refuse("nothing_to_print"));
  const name = `${kind}-${numbers[0] ?? ""}.pdf`;
  return new Response(new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "application/pdf" }).stream(), {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `inline; filename="${name.replace(/[^\w.-]/g, "_")}"`,
      "Cache-Control": "private, no-store",
    },
  });
}

async function print(kind: PrintKind, of: PrintOf, context: PrintContext): Promise<Uint8Array | null> {
  const language = await getLocale();
  const draw = async <Dto>(
    dtos: readonly Dto[],
    pdf: (dtos: readonly Dto[], language: DocumentLanguage) => Promise<Uint8Array>,
  ) => (dtos.length === 0 ? null : pdf(dtos, language));
  if (kind === "pick-lists") return draw(await pickListsOf(of, context, language), pickLists);
  if (kind === "packing-slips") return draw(await packingSlipsOf(of, context), packingSlips);
  if (kind === "labels") return draw(await labelsOf(of, context), shippingLabels);
  const each = await Promise.all(locales.map(async (locale) => [locale, await wordsOf(locale)]));
  const words = Object.fromEntries(each) as Record<DocumentLanguage, DataWords>;
  return draw(await invoicesOf(of, context, (customers) => words[customers]), invoices);
}

async function wordsOf(locale: DocumentLanguage): Promise<DataWords> {
  const [t, orders] = await Promise.all([
    getTranslations({ locale, namespace: "documents" }),
    getTranslations({ locale, namespace: "orders.method" }),
  ]);
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 4 });
  return {
    discount: t("discount"),
    adjustment: t("adjustment"),
    credited: t("credited"),
    method: (method) => (orders.has(method as "card") ? orders(method as "card") : method),
    percent: (rate) => percent.format(Number(rate)),
  };
}

function isKind(kind: string): kind is PrintKind {
  return printKinds.some((known) => known === kind);
}

function numbersIn(asked: URLSearchParams, name: string): string[] {
  const numbers = asked.getAll(name).flatMap((value) => typedText(value, 20_000).split(","));
  return [...new Set(numbers.map((number) => number.trim()).filter((number) => number !== "" && number.length <= 40))];
}

/** A document is opened in a tab of its own: what went wrong is told there as plain words. */
async function inWords(status: number, refusal: Refusal): Promise<Response> {
  return new Response((await refusalWords()).sentence(refusal), {
    status,
    headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "private, no-store" },
  });
}
