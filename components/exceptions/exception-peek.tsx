import { getTranslations } from "next-intl/server";
import { commentExceptionAction } from "@/app/(back-office)/exceptions/actions";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Fact, Facts } from "@/components/ui/key-value";
import { PeekSheet } from "@/components/ui/sheet";
import { Time } from "@/components/ui/time";
import { type Actor, may } from "@/lib/actor";
import { letterFor } from "@/lib/exceptions/ask-customer";
import type { ExceptionDetail } from "@/lib/exceptions/queries/get-exception";
import type { OrderMoney } from "@/lib/payments/queries/order-money";
import { AboutLink } from "./about-link";
import { curesOf } from "./cure";
import { CureButton } from "./cure-button";
import { ExceptionActions, type Person } from "./exception-actions";
import { ExceptionHistory } from "./exception-history";
import { exceptionWords } from "./exception-words";
import { LetterCard } from "./letter-card";
import { LinkCode } from "./link-code";
import { PayForm } from "./pay-form";
import { SeverityBadge } from "./severity-badge";

type ExceptionPeekProps = {
  exception: ExceptionDetail;
  actor: Actor;
  shop: { name: string; locale: string };
  me: string;
  now: Date;
  people: readonly Person[];
  /** Of its order, where money is what is missing and this person may record it. */
  money: OrderMoney | null;
  closeHref: string;
};

/** One exception beside the list: what it saw, what cures it, whom to ask, and its history. */
export async function ExceptionPeek(props: ExceptionPeekProps) {
  const { exception, actor, shop, me, now, people, money, closeHref } = props;
  const [t, words] = await Promise.all([getTranslations("exceptions"), exceptionWords()]);
  const { title, detail } = words(exception);
  const open = exception.closedAt === null;
  const letter = open ? letterFor(exception, shop) : null;
  const cures = open
    ? curesOf(exception, (permission) => may(actor, permission), "").filter(
        (cure) => cure.kind !== "link" || cure.href !== "",
      )
    : [];
  const works = may(actor, "exceptions.work");
  const snoozed = exception.snoozedUntil !== null && new Date(exception.snoozedUntil) > now;
  const late = open && new Date(exception.dueAt) < now;
  const linkable = open && exception.type === "unmapped_sku" && may(actor, "channels.map");
  return (
    <PeekSheet title={title} description={`EX-${exception.number}`} closeHref={closeHref}>
      <div className="grid gap-5">
        <div className="grid gap-2">
          <p className="flex flex-wrap items-center gap-2">
            <SeverityBadge severity={exception.severity} />
            {exception.closedBecause ? (
              <span className="text-text-2">{t(`outcome.${exception.closedBecause}`)}</span>
            ) : null}
            {snoozed && exception.snoozedUntil ? (
              <span className="text-text-2">
                {t.rich("until", { when: () => <Time at={exception.snoozedUntil as string} /> })}
              </span>
            ) : null}
          </p>
          {detail ? <p className="whitespace-pre-line">{detail}</p> : null}
          <p className="text-sm text-text-3">{t(`hint.${exception.type}`)}</p>
        </div>
        {cures.length > 0 || linkable || money ? (
          <section aria-label={t("peek.cure")} className="grid gap-3">
            {cures.length > 0 ? (
              <div className="flex flex-wrap gap-2">
                {cures.map((cure, index) => (
                  <CureButton
                    key={cure.kind === "link" ? cure.href : cure.kind}
                    number={exception.number}
                    cure={cure}
                    primary={index === 0 && !linkable && !money}
                  />
                ))}
              </div>
            ) : null}
            {linkable ? (
              <LinkCode channel={String(exception.facts.channel)} code={String(exception.facts.code)} />
            ) : null}
            {money ? <PayForm money={money} /> : null}
          </section>
        ) : null}
        <Facts>
          <Fact label={t("peek.about")}>
            <AboutLink row={exception} />
          </Fact>
          <Fact label={t("column.since")}>
            <Time at={exception.since} capital />
          </Fact>
          <Fact label={t("column.due")}>
            <Time at={exception.dueAt} capital className={late ? "font-semibold text-danger" : undefined} />
          </Fact>
          <Fact label={t("column.owner")}>
            {exception.owner?.name ?? <span className="text-text-3">{t("nobody")}</span>}
          </Fact>
        </Facts>
        {letter ? <LetterCard letter={letter} /> : null}
        {works && open ? (
          <div className="flex flex-wrap gap-2">
            <ExceptionActions numbers={[exception.number]} people={people} me={me} snoozed={snoozed} />
          </div>
        ) : null}
        <section aria-labelledby="exception-history" className="grid gap-3">
          <h3 id="exception-history" className="font-semibold">
            {t("peek.history")}
          </h3>
          {works ? (
            <ActionForm
              action={commentExceptionAction}
              fields={{ number: String(exception.number) }}
              done={t("done.commented")}
              className="flex flex-wrap items-end gap-2"
            >
              <FormField name="text" label={t("form.comment")} maxLength={2000} required className="min-w-0 flex-1" />
              <SubmitButton variant="secondary">{t("action.comment")}</SubmitButton>
            </ActionForm>
          ) : null}
          <ExceptionHistory events={exception.events} />
        </section>
      </div>
    </PeekSheet>
  );
}
