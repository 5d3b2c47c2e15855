import { Circle, CircleCheck } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/class-name";
import type { FirstStep, FirstStepKey } from "@/lib/home/first-steps";

const hrefs: Record<FirstStepKey, string> = {
  shop: "/settings/shop",
  taxes: "/settings/taxes",
  product: "/products/new",
  stock: "/stock/receive",
  people: "/settings/people",
  order: "/orders/new",
};

/** The way of a new shop to its first order; the next step is the one primary button. */
export async function FirstSteps({ steps }: { steps: FirstStep[] }) {
  const t = await getTranslations("home.first");
  const next = steps.find(({ done }) => !done)?.key;
  return (
    <Card aria-label={t("title")}>
      <CardHeader title={t("title")} hint={t("hint")} />
      <CardBody className="py-0!">
        <ol>
          {steps.map(({ key, done }) => {
            const Icon = done ? CircleCheck : Circle;
            return (
              <li key={key} className="flex flex-wrap items-center gap-3 border-border border-b py-3 last:border-b-0">
                <Icon
                  role="img"
                  aria-label={t(done ? "done" : "open")}
                  className={cn("size-5 shrink-0", done ? "text-good" : "text-text-3")}
                />
                <div className="min-w-0 flex-1 basis-52">
                  <p className="font-medium">{t(`${key}.title`)}</p>
                  <p className="text-sm text-text-2">{t(`${key}.text`)}</p>
                </div>
                <ButtonLink href={hrefs[key]} variant={key === next ? "primary" : "secondary"}>
                  {t(`${key}.go`)}
                </ButtonLink>
              </li>
            );
          })}
        </ol>
      </CardBody>
    </Card>
  );
}
