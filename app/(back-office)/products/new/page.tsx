import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ProductForm } from "@/components/catalog/product-form";
import { blankVariant, emptyProduct } from "@/components/catalog/product-values";
import { PageHeader } from "@/components/list/page-header";
import { requirePermission } from "@/lib/auth/session";
import { getProductChoices } from "@/lib/catalog/queries/get-product";
import { Messages } from "@/lib/i18n/messages-provider";
import { createProductAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("catalogue"))("new") };
}

export default async function NewProductPage() {
  const { actor } = await requirePermission("catalogue.edit");
  const [t, locale] = await Promise.all([getTranslations("catalogue"), getLocale()]);
  const choices = await getProductChoices(actor, locale);
  return (
    <>
      <PageHeader title={t("new")} back={{ href: "/products", label: t("title") }} />
      <Messages namespaces={["catalogue"]}>
        <ProductForm
          values={{ ...emptyProduct, variants: [blankVariant(choices)] }}
          choices={choices}
          save={createProductAction}
        />
      </Messages>
    </>
  );
}
