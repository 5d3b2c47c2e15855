/** Colours that an order may be marked with. */
export const orderFlags = ["red", "amber", "green", "blue", "violet"] as const;
