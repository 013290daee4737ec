// How the texts of a log write numbers, hashes and names, and the refusal of what is written otherwise: what
// zeren/merkle/notation.py and records.py do, with the same steps, faults and codes.

export class Refusal extends Error {
  constructor(code, params) {
    super(code);
    Object.assign(this, { code, params });
  }
}

// What this browser cannot do; nothing is said about the evidence then.
export class Lacking extends Error {}

export const malformed = (step, fault, more = {}) => new Refusal("merkle.malformed", { step, fault, ...more });

const LARGEST = 2n ** 63n - 1n;
const DEEPEST = 256;

export const bytesOf = (text) => new TextEncoder().encode(text);
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
export const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
export const same = (one, other) => hex(one) === hex(other);
export const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => Array.from(part)));

export async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));
}

// Up to the first place where sign stands, and what comes after; like Python's partition.
export function parted(text, sign) {
  const place = text.indexOf(sign);
  return place < 0 ? [text, "", ""] : [text.slice(0, place), sign, text.slice(place + sign.length)];
}

export function decimal(text, step) {
  if (!/^(?:0|[1-9][0-9]{0,18})$/.test(text) || BigInt(text) > LARGEST) {
    throw malformed(step, "not a decimal number without leading zeros");
  }
  return BigInt(text);
}

export const toBase64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

// A second spelling of the same bytes is refused: a text that can be changed without being noticed is no evidence.
export function fromBase64(text, step) {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4) throw malformed(step, "not base64");
  const data = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
  if (toBase64(data) !== text) throw malformed(step, "not base64 in its one spelling");
  return data;
}

export function hashFromBase64(text, step) {
  const data = fromBase64(text, step);
  if (data.length !== 32) throw malformed(step, "a hash that is not 32 bytes");
  return data;
}

function decoded(bytes) {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

// c2sp.org/signed-note, Format: UTF-8 without control characters other than the line feed.
export function textFrom(bytes, step, control = /[\x00-\x09\x0b-\x1f]/) {
  let text;
  try {
    text = decoded(bytes);
  } catch {
    throw malformed(step, "not UTF-8");
  }
  if (control.test(text)) throw malformed(step, "a control character");
  return text;
}

export const isKeyName = (name) => name !== "" && !/[+\p{White_Space}\x1c-\x1f]/u.test(name);

// ---- Canonical JSON: RFC 8785 without fractions, one spelling for one value -----------------

export function canonical(bytes, step) {
  let value, text, again;
  try {
    text = decoded(bytes);
    value = JSON.parse(text);
    again = spelled(value, 0);
  } catch {
    throw malformed(step, "not canonical JSON");
  }
  if (again !== text) throw malformed(step, "JSON, but not in its canonical spelling");
  return value;
}

function spelled(value, depth) {
  if (depth > DEEPEST) throw new RangeError("too deep");
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  if (typeof value === "string" && value.isWellFormed()) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((one) => spelled(one, depth + 1)).join(",")}]`;
  if (typeof value !== "object") throw new RangeError("no canonical form");
  // The order of sort() is that of UTF-16 code units, as RFC 8785, 3.2.3, has it.
  return `{${Object.keys(value).sort().map((name) => `${spelled(name, depth)}:${spelled(value[name], depth + 1)}`).join(",")}}`;
}

// ---- Records -------------------------------------------------------------------------------

const FIELDS = ["at", "by", "commitment", "event", "facts", "subject", "uid", "version"];
const TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.\d{6}\+00:00$/;

export function readRecord(body) {
  const told = mapping(canonical(body, "record"), FIELDS);
  const by = mapping(told.by, ["kind", "role", "unit"]);
  if (told.version !== 1 || !isMapping(told.facts)) throw malformed("record", "another version, or no facts");
  if (!/^[0-9a-f]{64}$/.test(textField(told.commitment))) {
    throw malformed("record", "a commitment that is not 64 hexadecimal digits");
  }
  const [uid, at, event, subject, kind, unit, role] = [told.uid, told.at, told.event, told.subject, by.kind, by.unit, by.role].map(textField);
  return { uid, at: time(at), event, subject, kind, unit, role, commitment: fromHex(told.commitment) };
}

const isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function mapping(value, names) {
  if (!isMapping(value) || JSON.stringify(Object.keys(value).sort()) !== JSON.stringify(names)) {
    throw malformed("record", "not the fields of a record");
  }
  return value;
}

function textField(value) {
  if (typeof value !== "string") throw malformed("record", "a field that is not a text");
  return value;
}

// Gives the time to the second, as it is told.
function time(text) {
  const [, year, ...rest] = TIME.exec(text) ?? [];
  if (year === undefined) throw malformed("record", "not a time in UTC with microseconds");
  const [month, day, hour, minute, second] = rest.map(Number);
  const read = new Date(`${text.slice(0, 19)}Z`);
  const is = [read.getUTCMonth() + 1, read.getUTCDate(), read.getUTCHours(), read.getUTCMinutes(), read.getUTCSeconds()];
  if (Number(year) < 1 || is.join() !== [month, day, hour, minute, second].join()) throw malformed("record", "not a time");
  return `${text.slice(0, 19)}+00:00`;
}

// RFC 2104; the platform's own comparison of the two codes takes the same time wherever they differ.
export async function verifyCommitment(commitment, key, payload) {
  const made = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  if (!(await crypto.subtle.verify("HMAC", made, commitment, payload))) {
    throw new Refusal("merkle.commitment", { step: "payload", fault: "another payload or another key" });
  }
}
