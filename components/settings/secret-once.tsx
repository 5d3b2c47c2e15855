"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type SecretOnceProps = { label: string; secret: string; text: string; onDone: () => void };

/** A link or key that is shown this one time: selected, copied by one click. */
export function SecretOnce({ label, secret, text, onDone }: SecretOnceProps) {
  const t = useTranslations("common");
  const id = useId();
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(secret).then(() => setCopied(true));
  return (
    <div className="grid gap-3">
      <p className="text-sm text-text-2">{text}</p>
      <div className="grid gap-1">
        <Label htmlFor={id}>{label}</Label>
        <div className="flex gap-2">
          <Input
            id={id}
            readOnly
            value={secret}
            onFocus={(event) => event.currentTarget.select()}
            className="font-mono text-xs!"
          />
          <Button variant="primary" onClick={copy}>
            {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
            {t(copied ? "copied" : "copy")}
          </Button>
        </div>
        <p role="status" className="sr-only">
          {copied ? t("copied") : ""}
        </p>
      </div>
      <Button className="justify-self-end" onClick={onDone}>
        {t("close")}
      </Button>
    </div>
  );
}
