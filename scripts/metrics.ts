import { writeFileSync } from "node:fs";
import { dictionaryPage } from "@/lib/reports/dictionary";

const file = new URL("../docs/metrics.md", import.meta.url);
writeFileSync(file, dictionaryPage());
process.stdout.write("docs/metrics.md is written\n");
