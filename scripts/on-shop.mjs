import { bootstrap } from "./lib/bootstrap.mjs";

await bootstrap(import.meta.url);
const { onShop } = await import("./lib/on-shop.ts");
const [script, ...args] = process.argv.slice(2);
process.exitCode = await onShop(script, args);
