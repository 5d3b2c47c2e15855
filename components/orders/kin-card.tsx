import { useTranslations } from "next-intl";
import { StillPart } from "@/components/still/still";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { TextLink } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { Kin } from "@/lib/orders/load-lineage";
import type { ResendReason } from "@/lib/orders/rules/resend-reasons";
import type { Stage } from "@/lib/orders/rules/state";
import { StageBadge } from "./stage-badge";

type KinCardProps = {
  kin: Kin[];
  /** Where a split or a merge with the other order is taken back; absent for whoever may not. */
  rejoin?: ((other: string) => string) | undefined;
};

/** The orders that this one came of, and those that came of it; nothing when there are none. */
export function KinCard({ kin, rejoin }: KinCardProps) {
  const t = useTranslations("orders");
  const reasons = useTranslations("resend.reasons");
  if (kin.length === 0) return null;
  return (
    <StillPart>
      <Card aria-labelledby="kin">
        <CardHeader id="kin" title={t("kin.title")} />
        <CardBody>
          <ul className="grid gap-2.5 text-sm">
            {kin.map(({ kind, side, number, stage, reason, at, undone }) => (
              <li key={`${kind} ${side} ${number} ${at}`} className="flex items-start justify-between gap-3">
                <div className="min-w-0">
                  <p>
                    {t.rich(`kin.${kind}.${side}`, {
                      order: () => (
                        <TextLink key="order" href={`/orders/${encodeURIComponent(number)}`} className="font-mono">
                          {number}
                        </TextLink>
                      ),
                    })}
                  </p>
                  <p className="text-text-3 text-xs">
                    {reason ? `${reasons(reason as ResendReason)} · ` : null}
                    <Time at={at} capital={!reason} />
                    {undone ? ` · ${t("kin.undone")}` : null}
                    {rejoin && !undone && (kind === "split" || kind === "merged") ? (
                      <>
                        {" · "}
                        <TextLink href={rejoin(number)}>{t("kin.takeBack")}</TextLink>
                      </>
                    ) : null}
                  </p>
                </div>
                <StageBadge stage={stage as Stage} />
              </li>
            ))}
          </ul>
        </CardBody>
      </Card>
    </StillPart>
  );
}
