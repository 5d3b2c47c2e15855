"use client";

import { FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type DragEvent, useRef, useState } from "react";
import { InlineError } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-name";
import { Progress } from "@/components/ui/progress";

type Sending = { name: string; sent: number; size: number };

/** Takes a file by drop or choice, sends it with its progress, and goes on to its page. */
export function UploadCard({ megabytes }: { megabytes: number }) {
  const t = useTranslations("imports.upload");
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<Sending | null>(null);
  const [problem, setProblem] = useState("");

  async function take(file: File | undefined) {
    if (!file || sending) return;
    setProblem("");
    setSending({ name: file.name, sent: 0, size: file.size });
    const answer = await send(file, (sent) => setSending({ name: file.name, sent, size: file.size }));
    if (answer.status === 201) {
      router.push(`/imports/${answer.number}`);
      return;
    }
    setSending(null);
    setProblem(
      answer.message || (answer.status === 401 ? t("signedOut") : answer.status === 403 ? t("refused") : t("failed")),
    );
    if (input.current) input.current.value = "";
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  }

  return (
    <section
      aria-label={t("title")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        "mb-4 flex flex-wrap items-center gap-4 rounded-lg border border-dashed px-4 py-4",
        over ? "border-accent bg-selected" : "border-strong bg-surface",
      )}
    >
      <FileUp aria-hidden className="size-6 shrink-0 text-text-3" />
      <div className="min-w-0 flex-1 basis-60">
        <h2 className="font-semibold">{over ? t("drop") : t("title")}</h2>
        {sending ? (
          <Progress
            className="mt-1.5 max-w-md"
            value={sending.sent}
            max={Math.max(sending.size, 1)}
            label={t("sending", { name: sending.name })}
            showValue
          />
        ) : (
          <p className="text-sm text-text-2">{t("text", { megabytes })}</p>
        )}
        {problem ? <InlineError className="mt-1">{problem}</InlineError> : null}
      </div>
      <input
        ref={input}
        type="file"
        tabIndex={-1}
        aria-label={t("choose")}
        accept=".csv,.txt,.tsv,.gz,.xlsx,.json"
        className="sr-only"
        onChange={(event) => void take(event.target.files?.[0])}
      />
      <Button variant="primary" busy={sending !== null} onClick={() => input.current?.click()}>
        {t("choose")}
      </Button>
    </section>
  );
}

type Answer = { status: number; number: string; message: string };

// fetch tells nothing of how much was sent; a large file wants a bar.
function send(file: File, onSent: (bytes: number) => void): Promise<Answer> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/internal/imports");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.upload.addEventListener("progress", (event) => onSent(event.loaded));
    request.addEventListener("loadend", () => {
      const { number = "", message = "" } = readAnswer(request.responseText);
      resolve({ status: request.status, number, message });
    });
    request.send(file);
  });
}

function readAnswer(text: string): { number?: string; message?: string } {
  try {
    return JSON.parse(text) as { number?: string; message?: string };
  } catch {
    return {};
  }
}
