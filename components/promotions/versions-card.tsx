import { getTranslations } from "next-intl/server";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import type { PromotionVersion } from "@/lib/promotions/queries/promotion-page";
import type { PromotionTerms } from "@/lib/promotions/rules/terms";

type VersionsCardProps = { versions: PromotionVersion[]; says: (terms: PromotionTerms) => string };

/** What a promotion said before: orders of that time keep it. */
export async function VersionsCard({ versions, says }: VersionsCardProps) {
  const t = await getTranslations("promotions.versions");
  return (
    <Card aria-labelledby="versions">
      <CardHeader id="versions" title={t("title")} />
      <CardBody>
        <ol className="grid gap-3">
          {versions.map(({ version, name, terms, savedBy, savedAt }) => (
            <li key={version} className="text-sm">
              <p className="font-semibold">{t("one", { version, name })}</p>
              <p className="text-text-2">{says(terms)}</p>
              <p className="text-text-3 text-xs">
                {savedBy} · <Time at={savedAt} />
              </p>
            </li>
          ))}
        </ol>
      </CardBody>
    </Card>
  );
}
