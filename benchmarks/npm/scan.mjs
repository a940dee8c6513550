// node scan.mjs TEXTS.jsonl VERDICTS.tsv: a line for each scanner, its name and version, a tab, and 1 for each text, in
// their order, in which it reports anything, else 0. Each scanner has its defaults.
import { createReadStream, readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";
import { enabledCategoriesFromEnv, scan } from "./node_modules/@coo-quack/sensitive-canary/dist/lib/rules.js";

const [input, output] = process.argv.slice(2);
const preset = "@secretlint/secretlint-rule-preset-recommend";
const canary = "@coo-quack/sensitive-canary";

function named(name) {
    return `${name} ${JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version}`;
}

async function secretlint(text) {
    const { messages } = await lintSource({
        source: { content: text, filePath: "text.txt", ext: ".txt", contentType: "text" },
        options: { noPhysicFilePath: true, config: { rules: [{ id: preset, rule: creator, options: {} }] } },
    });
    return messages.length > 0;
}

const categories = enabledCategoriesFromEnv();
const verdicts = { [named(preset)]: "", [named(canary)]: "" };
for await (const line of createInterface({ input: createReadStream(input), crlfDelay: Infinity })) {
    const text = JSON.parse(line);
    verdicts[named(preset)] += (await secretlint(text)) ? "1" : "0";
    verdicts[named(canary)] += scan(text, categories).length > 0 ? "1" : "0";
}
writeFileSync(output, Object.entries(verdicts).map(([name, each]) => `${name}\t${each}\n`).join(""));
