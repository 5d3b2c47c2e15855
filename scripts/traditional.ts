import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { traditionalTexts } from "./traditional/convert";

const messages = new URL("../lib/i18n/messages/", import.meta.url);

for (const file of readdirSync(new URL("zh-CN/", messages))) {
  const simplified = JSON.parse(readFileSync(new URL(`zh-CN/${file}`, messages), "utf8"));
  const texts = traditionalTexts(simplified, file.replace(/\.json$/, ""));
  writeFileSync(new URL(`zh-TW/${file}`, messages), `${JSON.stringify(texts, null, 2)}\n`);
}
process.stdout.write("lib/i18n/messages/zh-TW is written\n");
