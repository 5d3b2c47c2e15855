"use client";

import { useQuery } from "@tanstack/react-query";

export type OfferedCarrier = { code: string; name: string; names: string[]; trackingFormat: string };
export type OfferedService = { code: string; carrier: string; carrierName: string; name: string; names: string[] };
type Offered = { carriers: OfferedCarrier[]; services: OfferedService[] };

const nothing: Offered = { carriers: [], services: [] };
const freshMs = 60_000;

/** The shop's carriers and services to choose from; asked once for all fields of a screen. */
export function useShipping(): Offered {
  const { data = nothing } = useQuery({
    queryKey: ["shipping"],
    queryFn: async (): Promise<Offered> => {
      const response = await fetch("/api/internal/shipping");
      if (!response.ok) throw new Error(`shipping answered ${response.status}`);
      return response.json();
    },
    staleTime: freshMs,
  });
  return data;
}

/** The carrier of that name, however it is spelt. */
export function carrierCalled(carriers: readonly OfferedCarrier[], text: string): OfferedCarrier | undefined {
  const plain = (name: string) => name.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
  const asked = plain(text);
  return carriers.find(({ code, name, names }) => [code, name, ...names].some((each) => plain(each) === asked));
}
