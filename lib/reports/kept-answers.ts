import { connection } from "@/db/client";

/** Answers kept at once; the least recently asked one goes first. */
const mostKept = 50;
/** Names of channels and items stand in answers too, and change without a sale. */
const longestMs = 60_000;

type Kept = { version: string; at: number; answer: Promise<unknown> };
const answers = new Map<string, Kept>();

/**
 * The answer to a question that was asked before, for as long as what it was read from is in the same state; those who
 * ask while it is on its way share it. `version` is read before the answer: what is written in between may be in it
 * already, and makes the next one ask again. Nobody may change an answer. At most a minute old.
 */
export async function whileUnchanged<Answer>(
  question: readonly unknown[],
  version: () => Promise<string>,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  const name = JSON.stringify(question);
  const current = await version();
  const now = performance.now();
  const known = answers.get(name);
  answers.delete(name);
  if (known?.version === current && now - known.at < longestMs) {
    answers.set(name, known);
    return known.answer as Promise<Answer>;
  }
  const asked: Kept = { version: current, at: now, answer: ask() };
  answers.set(name, asked);
  for (const oldest of answers.keys()) {
    if (answers.size <= mostKept) break;
    answers.delete(oldest);
  }
  try {
    return (await asked.answer) as Answer;
  } catch (error) {
    // What went wrong is not remembered.
    if (answers.get(name) === asked) answers.delete(name);
    throw error;
  }
}

/**
 * The state of the sales ledger: its length as this moment sees it. Entries are never changed nor taken away and every
 * moment sees all that an earlier one saw, so the same length is the same ledger.
 */
export async function salesVersion(): Promise<string> {
  return (await versions()).sales;
}

/**
 * The state of the orders: when one of them was changed last. A change that began before that one and ended after it does
 * not show in it: for figures that may be a minute behind, not for sums.
 */
export async function ordersVersion(): Promise<string> {
  return (await versions()).orders;
}

type Versions = { sales: string; orders: string };
let next: Promise<Versions> | undefined;

/** Both states by one statement for all of a page's questions: those who ask before it is sent share it. */
function versions(): Promise<Versions> {
  next ??= Promise.resolve().then(() => {
    next = undefined;
    return readVersions();
  });
  return next;
}

async function readVersions(): Promise<Versions> {
  const [row] = await connection().sql<Versions[]>`
    select (select (entries + (select count(*) from sales_tail))::text from sales_rolled) as sales,
      coalesce((select max(updated_at)::text from orders), '') as orders`;
  return row ?? { sales: "", orders: "" };
}
