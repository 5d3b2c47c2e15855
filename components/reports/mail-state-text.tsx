import { useLocale, useNow, useTimeZone, useTranslations } from "next-intl";
import { Badge, type Tone } from "@/components/ui/badge";
import { formatTime } from "@/lib/format/time";
import type { MailState, MailStatus } from "@/lib/reports/queries/list-subscriptions";

const tones: Record<MailStatus, Tone> = {
  waiting: "grey",
  sending: "blue",
  sent: "green",
  failed: "red",
  unknown: "amber",
  dropped: "grey",
};
const ownReasons = ["mail_not_set", "password_lost", "not_composed"] as const;

type MailStateProps = {
  mail: Pick<MailState, "status" | "attempts" | "reason" | "nextAt">;
  /** Why a mail of this sort is dropped, where it is another reason than a report's. */
  dropped?: string;
};

/** What became of a mail, why, and when it is tried again. */
export function MailStateText({ mail, dropped }: MailStateProps) {
  const t = useTranslations("reports");
  const clock = { locale: useLocale(), zone: useTimeZone() ?? "UTC", now: useNow() };
  const { status, attempts, reason } = mail;
  const own = ownReasons.find((known) => known === reason);
  const failed = status === "failed" || (status === "waiting" && attempts > 0);
  return (
    <span className="grid gap-0.5">
      <span>
        <Badge tone={failed ? "red" : tones[status]}>
          {status === "dropped" && dropped ? dropped : t(`mail.status.${failed ? "failed" : status}`)}
        </Badge>
      </span>
      {reason === "" || status === "unknown" ? null : (
        <span className="text-text-2 text-xs [overflow-wrap:anywhere]">{own ? t(`mail.because.${own}`) : reason}</span>
      )}
      {status === "waiting" && attempts > 0 ? (
        <span className="text-text-2 text-xs">
          {t("mail.again", { attempts, time: formatTime(new Date(mail.nextAt), "smart", clock) })}
        </span>
      ) : null}
      {status === "unknown" ? <span className="text-text-2 text-xs">{t("mail.unknownHow")}</span> : null}
    </span>
  );
}
