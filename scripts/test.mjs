import { bootstrap } from "./lib/bootstrap.mjs";

await bootstrap(import.meta.url);
const { test } = await import("./lib/test.ts");
await test(process.argv.slice(2));
