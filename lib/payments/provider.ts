import type { Minor } from "@/lib/core/money";
import type { ProviderAnswer } from "./rules/decide-refund";
import { simulator } from "./simulator";

export type { ProviderAnswer };

export type ProviderRequest = {
  /** The same key asks for the same effect: a provider does it once, however often it is asked. */
  key: string;
  amountMinor: Minor;
  currency: string;
};

/** What the provider did, in its own words for what it is called; `amountMinor` is what it really moved. */
export type Done = { status: "done"; reference: string; amountMinor: Minor };
export type Answer = Done | { status: "declined"; reason: string };

/**
 * A service that moves money. Each call may also throw or never come back: then nobody knows what it did, and it is
 * asked again with the same key.
 */
export type PaymentProvider = {
  name: string;
  authorise(request: ProviderRequest & { token: string }): Promise<Answer>;
  capture(request: ProviderRequest & { payment: string }): Promise<Answer>;
  void(request: ProviderRequest & { payment: string }): Promise<Answer>;
  refund(request: ProviderRequest & { payment: string }): Promise<Answer>;
};

const providers: Readonly<Record<string, PaymentProvider>> = { simulator };

/** The adapter of a payment; none for money that a person moves. */
export function providerOf(name: string): PaymentProvider | undefined {
  return Object.hasOwn(providers, name) ? providers[name] : undefined;
}

/** The provider that takes new online payments. */
export const onlineProvider = simulator.name;

const patienceMs = 10_000;

/** Asks within ten seconds; whatever else happens than a clear answer is "unknown". */
export async function ask(call: () => Promise<Answer>): Promise<Answer | { status: "unknown"; reason: string }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no answer in time")), patienceMs);
  });
  try {
    return await Promise.race([call(), late]);
  } catch (error) {
    return { status: "unknown", reason: error instanceof Error ? error.message : "no answer" };
  } finally {
    clearTimeout(timer);
  }
}
