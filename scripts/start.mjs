import { bootstrap } from "./lib/bootstrap.mjs";

await bootstrap(import.meta.url);
const { start } = await import("./lib/start.ts");
await start("production");
