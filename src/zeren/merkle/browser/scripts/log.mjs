// Keys, signed notes, checkpoints, proofs and policies, in the formats of c2sp.org, and their signatures by WebCrypto:
// what zeren/merkle/keys.py, notes.py, checkpoints.py, log_proof.py, policy.py, signatures.py and trust.py do.
import {
  Lacking, Refusal, bytesOf, decimal, fromBase64, hashFromBase64, hex, isKeyName, joined, malformed, parted, same,
  sha256, textFrom, toBase64,
} from "./notation.mjs";

const LARGEST_TEXT = 1 << 20;
const MOST_SIGNATURES = 64;
const LONGEST_PROOF = 63;
const LATEST = 2n ** 63n - 1n;

// ---- Keys (c2sp.org/signed-note, Verifier keys) ---------------------------------------------

const ED25519 = 1;
const COSIGNATURE = 4;
const COSIGNATURE_ML_DSA = 6;
const PUBLIC_SIZES = { [ED25519]: 32, [COSIGNATURE]: 32, [COSIGNATURE_ML_DSA]: 1312 };
const SIGNATURE_SIZES = { [ED25519]: 64, [COSIGNATURE]: 8 + 64, [COSIGNATURE_ML_DSA]: 8 + 2420 };

async function readKey(text) {
  const [name, , rest] = parted(text, "+");
  const [id, , encoded] = parted(rest, "+");
  if (!/^[0-9a-f]{8}$/.test(id)) throw malformed("key", "not name+id+key");
  const data = fromBase64(encoded, "key");
  const [kind, material] = [data[0], data.subarray(1)];
  if (!(kind in PUBLIC_SIZES)) throw malformed("key", "a kind of key that is not known here");
  if (!isKeyName(name)) throw malformed("key", "a name that is empty or has a space or a plus");
  if (material.length !== PUBLIC_SIZES[kind]) throw malformed("key", "a key of the wrong length");
  const found = hex((await sha256(bytesOf(`${name}\n`), data)).subarray(0, 4));
  if (id !== found) throw malformed("key", "an id that is not the key's");
  return { name, kind, id, material, text: `${name}+${id}+${toBase64(data)}` };
}

// ---- Signed notes and checkpoints -----------------------------------------------------------

function readNote(data) {
  if (data.length > LARGEST_TEXT) throw malformed("note", "too large");
  const whole = textFrom(data, "note");
  const place = whole.lastIndexOf("\n\n");
  if (place < 0 || !whole.slice(place + 2).endsWith("\n")) {
    throw malformed("note", "no text, empty line and signature lines, each ended by a line feed");
  }
  const lines = whole.slice(place + 2, -1).split("\n");
  if (lines.length > MOST_SIGNATURES) throw malformed("note", "too many signatures");
  return { text: whole.slice(0, place + 1), signatures: lines.map(readSignature) };
}

function readSignature(line) {
  const [name, space, encoded] = parted(line.replace(/^— /, ""), " ");
  if (!line.startsWith("— ") || !space || !isKeyName(name)) {
    throw malformed("note", "a signature line that is not dash, name, signature");
  }
  const data = fromBase64(encoded, "note");
  if (data.length <= 4) throw malformed("note", "an empty signature");
  return { name, id: hex(data.subarray(0, 4)), signature: data.subarray(4) };
}

function readCheckpoint(text) {
  if (!text.endsWith("\n")) throw malformed("checkpoint", "no line feed at the end");
  const lines = text.slice(0, -1).split("\n");
  if (lines.length < 3 || lines.includes("")) throw malformed("checkpoint", "not three or more lines, none of them empty");
  return { origin: lines[0], size: decimal(lines[1], "checkpoint"), root: hashFromBase64(lines[2], "checkpoint") };
}

// ---- Proofs (c2sp.org/tlog-proof) -----------------------------------------------------------

const HEADER = "c2sp.org/tlog-proof@v1";

export function readProof(data) {
  const place = data.findIndex((byte, at) => byte === 10 && data[at + 1] === 10);
  const lines = textFrom(place < 0 ? data : data.subarray(0, place), "proof").split("\n");
  if (place < 0 || lines[0] !== HEADER) throw malformed("proof", `does not begin with ${HEADER}, or has no checkpoint`);
  // Not authenticated by anything; read for its form alone.
  if (lines[1]?.startsWith("extra ")) fromBase64(lines.splice(1, 1)[0].slice("extra ".length), "proof");
  if (!lines[1]?.startsWith("index ")) throw malformed("proof", "no index");
  if (lines.length > LONGEST_PROOF + 2) throw malformed("proof", "more hashes than any tree needs");
  const index = decimal(lines[1].slice("index ".length), "proof");
  const hashes = lines.slice(2).map((line) => hashFromBase64(line, "proof"));
  const note = readNote(data.subarray(place + 2));
  return { index, hashes, note, tree: readCheckpoint(note.text) };
}

const bitLength = (number) => (number === 0n ? 0 : number.toString(2).length);
const ones = (number) => number.toString(2).replaceAll("0", "").length;
const node = (left, right) => sha256([1], left, right);

// RFC 9162, 2.1.3.2
export async function verifyInclusion({ index, hashes, tree }, body) {
  const refuse = (step, params) => new Refusal("merkle.inclusion", { step, ...params });
  if (tree.size < 1n) throw refuse("size", { tree_size: number(tree.size) });
  if (index >= tree.size) throw refuse("index", { index: number(index), tree_size: number(tree.size) });
  // Below the place where the paths of this leaf and of the last one part, every level has a sibling; above it, only
  // where the path turns right.
  const inner = bitLength(index ^ (tree.size - 1n));
  const needed = inner + ones(index >> BigInt(inner));
  if (hashes.length !== needed) throw refuse("length", { expected: needed, found: hashes.length });
  let found = await sha256([0], body);
  for (const [level, sibling] of hashes.entries()) {
    const isRight = level >= inner || (index >> BigInt(level)) & 1n;
    found = isRight ? await node(sibling, found) : await node(found, sibling);
  }
  if (!same(found, tree.root)) throw refuse("root", { expected: hex(tree.root), found: hex(found) });
}

// As JSON writes it; what loses digits there stays a text.
export const number = (big) => (big <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(big) : String(big));

// ---- Policies (c2sp.org/tlog-policy) --------------------------------------------------------

export async function readPolicy(data) {
  if (data.length > LARGEST_TEXT) throw malformed("policy", "too large");
  const policy = { logs: [], witnesses: new Map(), groups: new Map(), quorum: "", taken: new Set() };
  const lines = textFrom(data, "policy", /[\x00-\x08\x0b-\x1f\x7f]/).split("\n");
  for (const [place, line] of lines.entries()) {
    const words = line.split(/[ \t]+/).filter(Boolean);
    const fault = !words.length || words[0].startsWith("#") ? "" : await takeLine(policy, words);
    if (fault) throw malformed("policy", fault, { line: place + 1 });
  }
  if (!policy.quorum) throw malformed("policy", "no quorum");
  return policy;
}

async function takeLine(policy, [what, ...words]) {
  if (what === "log" && (words.length === 1 || words.length === 2)) return takeLog(policy, await readKey(words[0]));
  if (what === "witness" && (words.length === 2 || words.length === 3)) return takeWitness(policy, words[0], await readKey(words[1]));
  if (what === "group" && words.length >= 3) return takeGroup(policy, ...words);
  if (what === "quorum" && words.length === 1) return takeQuorum(policy, words[0]);
  return "not a log, witness, group or quorum";
}

const isTaken = (policy, name) => name === "none" || policy.witnesses.has(name) || policy.groups.has(name);
const isAmong = (keys, key) => [...keys].some((other) => same(other.material, key.material));

function takeLog(policy, key) {
  if (isAmong(policy.logs, key)) return "a log's key twice";
  policy.logs.push(key);
  return "";
}

function takeWitness(policy, name, key) {
  if (key.kind === ED25519) return "a witness whose key is not one for cosignatures";
  if (isTaken(policy, name)) return "a name twice";
  if (isAmong(policy.witnesses.values(), key)) return "a witness's key twice";
  policy.witnesses.set(name, key);
  return "";
}

function takeGroup(policy, name, threshold, ...members) {
  if (isTaken(policy, name)) return "a name twice";
  if (!members.every((one) => policy.witnesses.has(one) || policy.groups.has(one))) return "a member that is not defined before";
  if (new Set(members).size < members.length || members.some((one) => policy.taken.has(one))) return "a member that is listed twice";
  const needed = new Map([["any", "1"], ["all", String(members.length)]]).get(threshold) ?? threshold;
  if (!/^[1-9][0-9]{0,5}$/.test(needed) || Number(needed) > members.length) return "a number that the members cannot reach";
  members.forEach((one) => policy.taken.add(one));
  policy.groups.set(name, { threshold: Number(needed), members });
  return "";
}

function takeQuorum(policy, name) {
  if (policy.quorum) return "a second quorum";
  if (name !== "none" && !policy.witnesses.has(name) && !policy.groups.has(name)) return "a quorum that is not defined before";
  policy.quorum = name;
  return "";
}

export function isMet(policy, seen) {
  const met = new Set(["none", ...seen]);
  for (const [name, group] of policy.groups) {
    if (group.members.filter((one) => met.has(one)).length >= group.threshold) met.add(name);
  }
  return met.has(policy.quorum);
}

// ---- Signatures (c2sp.org/signed-note, c2sp.org/tlog-cosignature) ----------------------------

const refuseSignature = (step, params) => new Refusal("merkle.signature", { step, ...params });

// Signatures by others are passed over; one by a known key that does not hold condemns the whole note.
async function openNote(note, keys) {
  const known = new Map(keys.map((key) => [`${key.name}+${key.id}`, key]));
  const opened = [];
  for (const line of note.signatures) {
    const key = known.get(`${line.name}+${line.id}`);
    if (key) opened.push({ key, at: await verifySignature(line.signature, note.text, key) });
  }
  if (!opened.length) throw refuseSignature("signers", { known: [...new Set(keys.map((key) => key.name))].sort() });
  return opened;
}

async function verifySignature(signature, text, key) {
  if (signature.length !== SIGNATURE_SIZES[key.kind]) throw refuseSignature("signature", { name: key.name, fault: "length" });
  const timed = key.kind !== ED25519;
  const at = timed ? BigInt(`0x${hex(signature.subarray(0, 8))}`) : 0n;
  if (at > LATEST) throw refuseSignature("signature", { name: key.name, fault: "time" });
  if (!(await holds(key, signature.subarray(timed ? 8 : 0), message(key, text, at)))) {
    throw refuseSignature("signature", { name: key.name, fault: "does not hold" });
  }
  return at;
}

async function holds(key, signature, signed) {
  const [algorithm, format] = key.kind === COSIGNATURE_ML_DSA ? ["ML-DSA-44", "raw-public"] : ["Ed25519", "raw"];
  let made;
  try {
    made = await crypto.subtle.importKey(format, key.material, { name: algorithm }, false, ["verify"]);
  } catch (failure) {
    // A key that is no point of the curve signs nothing; anything else is a browser that does not know the method.
    if (failure.name === "DataError") return false;
    throw new Lacking(algorithm);
  }
  return crypto.subtle.verify({ name: algorithm }, made, signature, signed);
}

function message(key, text, at) {
  if (key.kind === ED25519) return bytesOf(text);
  if (key.kind === COSIGNATURE) return bytesOf(`cosignature/v1\ntime ${at}\n${text}`);
  const tree = readCheckpoint(text);
  const [name, origin] = [bytesOf(key.name), bytesOf(tree.origin)];
  if (Math.max(name.length, origin.length) > 255) {
    throw refuseSignature("signature", { name: key.name, fault: "a name of more than 255 bytes" });
  }
  const long = (big) => Uint8Array.from({ length: 8 }, (_, place) => Number((big >> BigInt(56 - 8 * place)) & 255n));
  return joined(bytesOf("subtree/v1\n\0"), [name.length], name, long(at), [origin.length], origin, long(0n), long(tree.size), tree.root);
}

// ---- Whom to believe ------------------------------------------------------------------------

// c2sp.org/tlog-policy, Defining a log: the key's name is the origin.
export async function signedByLog({ note, tree }, policy) {
  const keys = policy.logs.filter((key) => key.name === tree.origin);
  if (!keys.length) throw refuseSignature("log", { origin: tree.origin, known: policy.logs.map((key) => key.name) });
  return (await openNote(note, keys))[0].key;
}

// When each witness of the policy saw the checkpoint: the earliest where it signed twice, 0 where it does not say.
export async function witnessed({ note }, policy) {
  const names = new Map([...policy.witnesses].map(([name, key]) => [`${key.name}+${key.id}`, name]));
  const seen = new Map();
  if (note.signatures.some((line) => names.has(`${line.name}+${line.id}`))) {
    for (const { key, at } of await openNote(note, [...policy.witnesses.values()])) {
      const name = names.get(`${key.name}+${key.id}`);
      const times = [at, seen.get(name) ?? 0n].filter(Boolean);
      seen.set(name, times.reduce((least, one) => (one < least ? one : least), times[0] ?? 0n));
    }
  }
  if (!isMet(policy, seen.keys())) {
    throw new Refusal("merkle.quorum", { step: "witnesses", quorum: policy.quorum, signed: [...seen.keys()].sort() });
  }
  return seen;
}
