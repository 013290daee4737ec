// Checks the bundles of a folder with what the browser runs, and prints the findings of each as JSON.
//     node check_bundles.mjs CHECK.MJS FOLDER
import { readFile, readdir } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [program, folder] = process.argv.slice(2);
const { checkBundle } = await import(pathToFileURL(program));
const found = {};
for (const name of (await readdir(folder)).filter((one) => one.endsWith(".zip"))) {
  const policy = await readFile(`${folder}/${name}.policy`).catch(() => null);
  found[name.slice(0, -4)] = await checkBundle(new Uint8Array(await readFile(`${folder}/${name}`)), policy && new Uint8Array(policy));
}
console.log(JSON.stringify(found));
