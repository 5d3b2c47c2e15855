import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { type ReviewPolicy, reviewChecks } from "@/lib/settings/rules/default-policy";

/** The checks that every order passes, which the shop is delivered with; they are set on a page of their own. */
export async function ChecksCard({ policy }: { policy: ReviewPolicy }) {
  const [t, checks] = await Promise.all([getTranslations("automation.checks"), getTranslations("review.failed")]);
  const count = (severity: string) => reviewChecks.filter((check) => policy.severities[check] === severity).length;
  return (
    <Card aria-labelledby="checks">
      <CardHeader
        id="checks"
        title={t("title")}
        hint={t("hint")}
        actions={
          <ButtonLink href="/settings/review" size="sm">
            {t("edit")}
          </ButtonLink>
        }
      />
      <CardBody>
        <details>
          <summary className="cursor-pointer text-sm text-text-2">
            {t("counts", { stop: count("stop"), warn: count("warn"), off: count("off") })}.{" "}
            {t("auto", { auto: String(policy.autoApprove) })}
          </summary>
          <ul className="mt-2 grid gap-x-6 gap-y-1 text-sm sm:grid-cols-2 xl:grid-cols-3">
            {reviewChecks.map((check) => (
              <li key={check} className="flex justify-between gap-3 border-border border-b py-1">
                <span>{checks(check)}</span>
                <span className="text-text-3">{t("severity", { severity: policy.severities[check] })}</span>
              </li>
            ))}
          </ul>
        </details>
      </CardBody>
    </Card>
  );
}
