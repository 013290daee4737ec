// Checks the bundles of a folder with what the browser runs, and prints the findings of each as JSON, and the lines in
// which they are told.
//     node check_bundles.mjs SCRIPTS FOLDER WORDS
import { readFile, readdir } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [scripts, folder, written] = process.argv.slice(2);
const { checkBundle } = await import(pathToFileURL(`${scripts}/check.mjs`));
const { detail, sentence } = await import(pathToFileURL(`${scripts}/telling.mjs`));
const words = JSON.parse(await readFile(written));
const line = (finding) => [words.outcomes[finding.outcome].padEnd(12), `${finding.step}:`, sentence(finding, words), detail(finding)].join(" ").trim();
const found = {};
for (const name of (await readdir(folder)).filter((one) => one.endsWith(".zip"))) {
  const policy = await readFile(`${folder}/${name}.policy`).catch(() => null);
  const findings = await checkBundle(new Uint8Array(await readFile(`${folder}/${name}`)), policy && new Uint8Array(policy));
  found[name.slice(0, -4)] = { findings, told: findings.map(line) };
}
console.log(JSON.stringify(found));
