import { connection } from "@/db/client";
import { type Actor, may } from "@/lib/actor";
import { assert } from "@/lib/core/result";
import { isChinese } from "@/lib/i18n/rules/languages";
import { recently } from "@/lib/recent";

/** Channels to look at one by one. */
export async function listChannelChoices(actor: Actor, language: string): Promise<{ value: string; label: string }[]> {
  assert(may(actor, "reports.read"), `${actor.role} may not reports.read`);
  const zh = isChinese(language);
  const choices = (await channels()).map(({ code, name, name_zh }) => ({
    value: code,
    label: (zh && name_zh) || name,
  }));
  const { compare } = new Intl.Collator(language);
  return choices.sort((one, other) => compare(one.label, other.label) || compare(one.value, other.value));
}

const channels = recently(
  () => connection().sql<{ code: string; name: string; name_zh: string }[]>`select code, name, name_zh from channels`,
);
