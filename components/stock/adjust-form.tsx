"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter } from "@/components/ui/card";
import { TextLink } from "@/components/ui/link";
import type { FormAction } from "@/lib/form-state";
import { AdjustFields, type AdjustPlace } from "./adjust-fields";
import { ItemScan, type ScannedItem } from "./item-scan";

/** One item after the other: scan it, say why and how many, and the scanner's field is ready again. */
export function AdjustForm({ action, places }: { action: FormAction; places: AdjustPlace[] }) {
  const t = useTranslations("stock");
  const [item, setItem] = useState<ScannedItem | null>(null);
  if (!item) {
    return (
      <Card className="max-w-2xl">
        <CardBody>
          <ItemScan label={t("lines.scan")} onItem={setItem} />
        </CardBody>
      </Card>
    );
  }
  const free = new Map(item.free.map((place) => [place.code, place.free]));
  return (
    <ActionForm
      action={action}
      label={t("adjust.titleFor", { sku: item.sku })}
      fields={{ sku: item.sku }}
      done={t("adjust.done")}
      onOk={() => setItem(null)}
      className="max-w-2xl"
    >
      <Card>
        <CardBody className="grid gap-4">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <TextLink href={`/stock/${encodeURIComponent(item.sku)}`}>
              <span className="font-mono font-semibold">{item.sku}</span>
            </TextLink>
            <span>
              {item.title} <span className="text-text-3">{item.spec}</span>
            </span>
          </p>
          <AdjustFields
            places={places.map((place) => ({
              ...place,
              label: free.has(place.value) ? `${place.label} (${free.get(place.value)})` : place.label,
            }))}
          />
        </CardBody>
        <CardFooter className="justify-end">
          <Button variant="quiet" onClick={() => setItem(null)}>
            {t("adjust.another")}
          </Button>
          <SubmitButton>{t("adjust.submit")}</SubmitButton>
        </CardFooter>
      </Card>
    </ActionForm>
  );
}
