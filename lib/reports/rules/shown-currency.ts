/** The currencies of some sums, the shop's first, and the one to show: that which was asked for, where there is any of it. */
export function currenciesOf(
  sums: readonly { currency: string }[],
  shopCurrency: string,
  asked?: string,
): { shown: string; currencies: string[] } {
  const currencies = [...new Set(sums.map(({ currency }) => currency))].sort(
    (a, b) => Number(b === shopCurrency) - Number(a === shopCurrency) || (a < b ? -1 : 1),
  );
  const shown = asked && currencies.includes(asked) ? asked : (currencies[0] ?? shopCurrency);
  return { shown, currencies: currencies.length > 0 ? currencies : [shown] };
}
