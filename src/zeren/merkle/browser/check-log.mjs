// Check a whole published log with Node 18 or later, without any package:
//     node check-log.mjs FOLDER-OR-ADDRESS POLICY [OLD-CHECKPOINT]
// It recomputes every leaf from its text and the root from all leaves, checks the signature of the log, and, with a
// checkpoint that you kept, that the log only grew. Exit code 0: it stands; 1: it does not.
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFile } from "node:fs/promises";

const WIDTH = 256;
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const fail = (sentence) => {
  console.error(`FAILED: ${sentence}`);
  process.exit(1);
};

async function read(path) {
  if (!/^https?:/.test(place)) return readFile(`${place}/${path}`);
  const answer = await fetch(`${place.replace(/\/$/, "")}/${path}`);
  if (!answer.ok) fail(`${path}: status ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

// c2sp.org/signed-note, c2sp.org/tlog-checkpoint
function opened(note, keys) {
  const [text, lines] = note.toString().split(/\n\n(?=[^\n]*— )/);
  const [origin, size, root] = text.split("\n");
  for (const line of lines.trim().split("\n")) {
    const [, name, encoded] = line.split(" ");
    const signature = Buffer.from(encoded, "base64");
    for (const key of keys.filter((one) => one.name === name && one.name === origin)) {
      if (!signature.subarray(0, 4).equals(key.id)) continue;
      const pem = { key: Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), key.public]), format: "der", type: "spki" };
      if (!verify(null, Buffer.from(`${text}\n`), createPublicKey(pem), signature.subarray(4))) fail("the signature of the log");
      return { origin, size: Number(size), root: Buffer.from(root, "base64") };
    }
  }
  return fail("no log of the policy has signed the checkpoint");
}

function logKeys(policy) {
  return policy.toString().split("\n").filter((line) => line.startsWith("log ")).map((line) => {
    const [name, id, ...rest] = line.split(/\s+/)[1].split("+");
    const key = Buffer.from(rest.join("+"), "base64");
    // A key counts by its bytes; the number beside it only helps to find it.
    if (sha256(`${name}\n`, key).toString("hex", 0, 4) !== id) fail("a key in the policy is not written as it should be");
    return { name, id: Buffer.from(id, "hex"), public: key.subarray(1) };
  });
}

// c2sp.org/tlog-tiles
function path(level, index, size) {
  let parts = String(index % 1000).padStart(3, "0");
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    parts = `x${String(rest % 1000).padStart(3, "0")}/${parts}`;
  }
  const width = Math.min(WIDTH, size - index * WIDTH);
  return `tile/${level}/${parts}${width < WIDTH ? `.p/${width}` : ""}`;
}

function entries(bundle) {
  const found = [];
  for (let at = 0; at < bundle.length; ) {
    const length = bundle.readUInt16BE(at);
    found.push(bundle.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return found;
}

// RFC 9162, 2.1.1
function treeHash(leaves, start = 0, end = leaves.length) {
  if (end - start === 0) return sha256();
  if (end - start === 1) return leaves[start];
  let left = 1;
  while (left * 2 < end - start) left *= 2;
  return sha256(Buffer.of(1), treeHash(leaves, start, start + left), treeHash(leaves, start + left, end));
}

const [place, policyFile, oldFile] = process.argv.slice(2);
const keys = logKeys(await readFile(policyFile));
const now = opened(await read("checkpoint"), keys);
const leaves = [];
for (let index = 0; index * WIDTH < now.size; index += 1) {
  const texts = entries(await read(path("entries", index, now.size)));
  const hashes = await read(path(0, index, now.size));
  texts.forEach((text, place) => {
    const leaf = sha256(Buffer.of(0), text);
    if (!leaf.equals(hashes.subarray(place * 32, place * 32 + 32))) fail(`record ${leaves.length} is not the one in its tile`);
    leaves.push(leaf);
  });
}
if (leaves.length !== now.size) fail(`${leaves.length} records instead of ${now.size}`);
if (!treeHash(leaves).equals(now.root)) fail("the records do not lead to the root that was signed");
if (oldFile) {
  const old = opened(await readFile(oldFile), keys);
  if (old.size > now.size) fail(`the log has shrunk from ${old.size} records`);
  if (!treeHash(leaves, 0, old.size).equals(old.root)) fail(`the first ${old.size} records are not those that were signed`);
}
console.log(`${now.origin}: ${now.size} records stand under the root ${now.root.toString("hex")}`);
