"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { changeEndpointAction, createEndpointAction } from "@/app/(back-office)/settings/webhooks/actions";
import { ActionForm } from "@/components/form/action-form";
import { useActionFormState } from "@/components/form/form-context";
import { FormCheckbox, FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { submitOnCommandEnter } from "@/components/form/submit-keys";
import { SecretOnce } from "@/components/settings/secret-once";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/choice";
import { Fieldset } from "@/components/ui/field";
import type { FormState } from "@/lib/form-state";
import { everything, type TopicGroup, topicGroups, topics } from "@/lib/webhooks/rules/topics";

export type SavedEndpoint = {
  number: number;
  version: number;
  name: string;
  url: string;
  topics: readonly string[];
  wholeOrder: boolean;
};
type Made = { number: number; secret: string };

/** An endpoint that is made or changed. A new one's secret is shown this one time. */
export function EndpointForm({ saved }: { saved?: SavedEndpoint }) {
  const t = useTranslations("webhooks");
  const router = useRouter();
  const [made, setMade] = useState<Made | null>(null);
  const open = (number: number) => router.push(`/settings/webhooks/${number}`);
  if (made) {
    return (
      <Card aria-labelledby="secret" className="max-w-2xl">
        <CardHeader id="secret" title={t("form.made")} />
        <CardBody>
          <SecretOnce
            label={t("secret.label")}
            secret={made.secret}
            text={t("secret.once")}
            onDone={() => open(made.number)}
          />
        </CardBody>
      </Card>
    );
  }
  const onOk = ({ value }: FormState) => (saved ? open(saved.number) : setMade(value as Made));
  return (
    <ActionForm
      action={saved ? changeEndpointAction : createEndpointAction}
      fields={saved ? { endpoint: `${saved.number}`, endpointVersion: `${saved.version}` } : {}}
      done={t(saved ? "form.saved" : "form.made")}
      onOk={onOk}
      resetOnOk={false}
      className="grid max-w-4xl gap-4"
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the whole form. */}
      <div onKeyDown={submitOnCommandEnter} className="grid gap-4">
        <Card>
          <CardBody className="grid gap-4 sm:grid-cols-2">
            <FormField
              name="name"
              label={t("form.name")}
              hint={t("form.nameHint")}
              defaultValue={saved?.name}
              required
              autoComplete="off"
            />
            <FormField
              name="url"
              type="url"
              label={t("form.url")}
              hint={t("form.urlHint")}
              placeholder="https://"
              defaultValue={saved?.url}
              required
              autoComplete="off"
            />
            <div className="sm:col-span-2">
              <FormCheckbox
                name="wholeOrder"
                label={t("form.wholeOrder")}
                hint={t("form.wholeOrderHint")}
                defaultChecked={saved?.wholeOrder}
              />
            </div>
          </CardBody>
        </Card>
        <Topics initial={saved?.topics ?? []} />
      </div>
      <div>
        <SubmitButton>{t(saved ? "form.save" : "form.create")}</SubmitButton>
      </div>
    </ActionForm>
  );
}

function Topics({ initial }: { initial: readonly string[] }) {
  const t = useTranslations("webhooks");
  const { error } = useActionFormState();
  const [all, setAll] = useState(initial.includes(everything));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(initial.filter((topic) => topic !== everything)));
  const choose = (these: readonly string[], on: boolean) => {
    const next = new Set(chosen);
    for (const topic of these) {
      if (on) next.add(topic);
      else next.delete(topic);
    }
    setChosen(next);
  };
  const problem = error("topics");
  return (
    <Card aria-labelledby="topics">
      <CardHeader
        id="topics"
        title={t("form.topics")}
        hint={all ? undefined : t("form.chosen", { count: chosen.size, all: topics.length })}
      />
      <CardBody className="grid gap-5">
        <Checkbox
          name="topics"
          value={everything}
          label={t("form.everything")}
          hint={t("form.everythingHint")}
          checked={all}
          onChange={(event) => setAll(event.target.checked)}
        />
        {problem ? <p className="text-danger text-sm">{problem}</p> : null}
        {all ? null : (
          <>
            <div className="grid items-start gap-5 sm:grid-cols-2 xl:grid-cols-3">
              {(Object.keys(topicGroups) as TopicGroup[]).map((group) => {
                const these: readonly string[] = topicGroups[group];
                const whole = these.every((topic) => chosen.has(topic));
                return (
                  <Fieldset
                    key={group}
                    legend={
                      <span className="flex items-center gap-2">
                        {t(`group.${group}`)}
                        <Button
                          variant="quiet"
                          size="sm"
                          onClick={() => choose(these, !whole)}
                          aria-label={`${t(whole ? "form.none" : "form.all")}: ${t(`group.${group}`)}`}
                        >
                          {t(whole ? "form.none" : "form.all")}
                        </Button>
                      </span>
                    }
                  >
                    {topicGroups[group].map((topic) => (
                      <Checkbox
                        key={topic}
                        name="topics"
                        value={topic}
                        checked={chosen.has(topic)}
                        onChange={(event) => choose([topic], event.target.checked)}
                        label={<span className="text-sm">{t(`topic.${topic}`)}</span>}
                        hint={<code className="text-xs">{topic}</code>}
                      />
                    ))}
                  </Fieldset>
                );
              })}
            </div>
            <p className="text-sm text-text-3">{t("form.rulesHint")}</p>
          </>
        )}
      </CardBody>
    </Card>
  );
}
