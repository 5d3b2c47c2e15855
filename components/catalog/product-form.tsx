"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState, useTransition } from "react";
import { FormProvider, useFieldArray, useForm } from "react-hook-form";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { notify } from "@/components/ui/notify";
import type { ProductChoices } from "@/lib/catalog/queries/get-product";
import { newId } from "@/lib/core/ids";
import type { FormState } from "@/lib/form-state";
import { blankVariant, fieldOf, inputOf, type ProductValues } from "./product-values";
import { taxClassName } from "./tax-class-name";
import { VariantRows } from "./variant-rows";

type ProductFormProps = {
  values: ProductValues;
  choices: ProductChoices;
  /** Absent for a new product. */
  stored?: { sku: string; seen: string };
  save: (input: unknown, key: string) => Promise<FormState>;
  readOnly?: boolean;
};

/** A product and its variants on one page; everything is saved at once or not at all. */
export function ProductForm({ values, choices, stored, save, readOnly }: ProductFormProps) {
  const t = useTranslations("catalogue");
  const classes = useTranslations("catalogue.taxClass");
  const common = useTranslations("common");
  const form = useForm<ProductValues>({ defaultValues: values });
  const variants = useFieldArray({ control: form.control, name: "variants" });
  const router = useRouter();
  const [saving, startSaving] = useTransition();
  const [problem, setProblem] = useState("");
  const [key, setKey] = useState(() => newId());
  const summary = useRef<HTMLDivElement>(null);
  const { errors, isDirty } = form.formState;

  useEffect(() => {
    if (!isDirty || saving) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isDirty, saving]);

  const send = form.handleSubmit((typed) => {
    startSaving(async () => {
      const state = await save({ ...inputOf(typed, values), ...(stored ?? {}) }, key);
      if (state.status === "ok") {
        setKey(newId());
        setProblem("");
        notify.done(stored ? t("done.changed") : t("done.created"));
        const { sku } = state.value as { sku: string };
        form.reset(typed);
        if (sku !== stored?.sku) router.replace(`/products/${encodeURIComponent(sku)}`);
        return;
      }
      setProblem(state.message ?? "");
      for (const [path, message] of Object.entries(state.fieldErrors ?? {})) {
        form.setError(fieldOf(path, typed, values) as "title", { message });
      }
      summary.current?.focus();
    });
  });
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    // What the server said of the last try must not stop the next one.
    form.clearErrors();
    void send();
  };
  return (
    <FormProvider {...form}>
      <form
        onSubmit={submit}
        noValidate
        aria-label={t("form")}
        className="grid grid-cols-1 gap-4"
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit();
        }}
      >
        {problem ? (
          <div ref={summary} tabIndex={-1} className="rounded-lg">
            <Alert tone="danger" title={problem} />
          </div>
        ) : null}
        <fieldset disabled={readOnly} className="contents">
          <Card>
            <CardBody className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
              <Field label={t("field.title")} error={errors.title?.message} className="lg:col-span-2">
                <Input {...form.register("title")} maxLength={300} />
              </Field>
              <Field label={t("field.titleZh")} error={errors.titleZh?.message} className="lg:col-span-2">
                <Input lang="zh" {...form.register("titleZh")} maxLength={300} />
              </Field>
              <Field label={t("field.category")} error={errors.category?.message}>
                <Input list="product-categories" {...form.register("category")} maxLength={120} />
              </Field>
              <datalist id="product-categories">
                {choices.categories.map((category) => (
                  <option key={category} value={category} />
                ))}
              </datalist>
              <Field label={t("field.taxClass")} error={errors.taxClass?.message}>
                <Select {...form.register("taxClass")}>
                  {[...new Set([...choices.taxClasses, values.taxClass])].map((taxClass) => (
                    <option key={taxClass} value={taxClass}>
                      {taxClassName(classes, taxClass)}
                    </option>
                  ))}
                </Select>
              </Field>
              <div className="flex flex-wrap items-center gap-x-5 gap-y-2 self-end pb-1 sm:col-span-2">
                <Checkbox label={t("field.returnable")} {...form.register("returnable")} />
                <Checkbox label={t("field.activeProduct")} {...form.register("active")} />
              </div>
            </CardBody>
          </Card>
          <Card>
            <CardHeader
              title={t("variants")}
              hint={t("variantCount", { count: variants.fields.length })}
              actions={
                readOnly ? null : (
                  <Button
                    size="sm"
                    onClick={() => {
                      const { prices, unitCost, weightGrams } = form.getValues(
                        `variants.${variants.fields.length - 1}`,
                      );
                      variants.append({ ...blankVariant(choices), prices: { ...prices }, unitCost, weightGrams });
                    }}
                  >
                    <Plus aria-hidden />
                    {t("addVariant")}
                  </Button>
                )
              }
            />
            <VariantRows rows={variants.fields} choices={choices} onRemove={variants.remove} />
          </Card>
        </fieldset>
        {readOnly ? null : (
          <div className="sticky bottom-0 -mx-1 flex items-center justify-end gap-3 bg-bg px-1 py-3 max-sm:bottom-14">
            <p className="text-sm text-text-3" aria-live="polite">
              {isDirty ? t("unsaved") : ""}
            </p>
            <Button type="submit" variant="primary" busy={saving}>
              {stored ? common("save") : t("create")} <Kbd>⌘↵</Kbd>
            </Button>
          </div>
        )}
      </form>
    </FormProvider>
  );
}
