import { bootstrap } from "./lib/bootstrap.mjs";

await bootstrap(import.meta.url);
const { runNode } = await import("./lib/run.ts");
process.exitCode = await runNode(["--import", "tsx", "scripts/mutants/mutants.ts", ...process.argv.slice(2)]);
