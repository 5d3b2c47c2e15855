import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ProductForm } from "@/components/catalog/product-form";
import { valuesOf } from "@/components/catalog/product-values";
import { PageHeader } from "@/components/list/page-header";
import { Badge } from "@/components/ui/badge";
import { AppLink } from "@/components/ui/link";
import { Quantity } from "@/components/ui/quantity";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { getProduct, getProductChoices } from "@/lib/catalog/queries/get-product";
import { Messages } from "@/lib/i18n/messages-provider";
import { nameIn } from "@/lib/i18n/rules/languages";
import { editProductAction } from "../actions";

export async function generateMetadata({ params }: PageProps<"/products/[sku]">): Promise<Metadata> {
  return { title: decodeURIComponent((await params).sku) };
}

export default async function ProductPage({ params }: PageProps<"/products/[sku]">) {
  const { actor } = await requirePermission("catalogue.read");
  const [t, locale, { sku }] = await Promise.all([getTranslations("catalogue"), getLocale(), params]);
  const [product, choices] = await Promise.all([
    getProduct(actor, decodeURIComponent(sku)),
    getProductChoices(actor, locale),
  ]);
  if (!product) notFound();
  const [first] = product.variants;
  return (
    <>
      <PageHeader
        title={nameIn(locale, { name: product.title, nameZh: product.titleZh })}
        back={{ href: "/products", label: t("title") }}
        badge={product.active ? null : <Badge tone="grey">{t("inactive")}</Badge>}
      >
        <span className="flex flex-wrap gap-x-4 gap-y-1">
          {product.variants.map((variant) => (
            <AppLink key={variant.sku} href={`/stock/${encodeURIComponent(variant.sku)}`} className="hover:underline">
              <span className="font-mono">{variant.sku}</span>{" "}
              <span className="text-text-3">
                {t.rich("free", { count: () => <Quantity value={variant.available} /> })}
              </span>
            </AppLink>
          ))}
        </span>
      </PageHeader>
      <Messages namespaces={["catalogue"]}>
        {/* A product saved since is another form: what is shown and what guards it belong together. */}
        <ProductForm
          key={product.changedAt}
          values={valuesOf(product, choices)}
          choices={choices}
          stored={{ sku: first?.sku ?? "", seen: product.changedAt }}
          save={editProductAction}
          readOnly={!may(actor, "catalogue.edit")}
        />
      </Messages>
    </>
  );
}
