"use client";

import { Search, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useTransition } from "react";
import { Input } from "@/components/ui/input";
import { AppLink } from "@/components/ui/link";
import { type ListSpec, type ListState, listHref, listPairs } from "@/lib/list/params";

type SearchBoxProps = { spec: ListSpec; state: ListState; label: string; placeholder?: string };

/** Searches within the filters that are set. A plain form underneath: it works before any script does. */
export function SearchBox({ spec, state, label, placeholder }: SearchBoxProps) {
  const t = useTranslations("list");
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const q = String(new FormData(event.currentTarget).get("q") ?? "").trim();
    startTransition(() => router.push(listHref(spec, state, { q })));
  };
  return (
    <search aria-busy={pending} className="max-sm:w-full">
      <form action={spec.path} onSubmit={onSubmit} className="relative w-full sm:w-72 xl:w-80">
        {listPairs(spec, state, { q: "" }).map(([name, value]) => (
          <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
        ))}
        <Search aria-hidden className="pointer-events-none absolute start-2.5 top-2 size-4 text-text-3" />
        <Input
          key={state.q}
          type="search"
          name="q"
          data-list-search
          defaultValue={state.q}
          aria-label={label}
          placeholder={placeholder ?? label}
          maxLength={200}
          className="text-ellipsis ps-8 pe-8 text-sm! [&::-webkit-search-cancel-button]:hidden"
        />
        {state.q ? (
          <AppLink
            href={listHref(spec, state, { q: "" })}
            aria-label={t("clearSearch")}
            className="absolute end-1 top-1 grid size-6 place-items-center rounded-sm text-text-3 hover:text-text"
          >
            <X aria-hidden className="size-3.5" />
          </AppLink>
        ) : null}
      </form>
    </search>
  );
}
