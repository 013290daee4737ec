// Reads a bundle (docs/method/ledger.md, section 5) without a library: stored or deflated files, nothing else, each
// bounded before it is unpacked. What zeren/merkle/bundle.py does, and stricter about the archive itself.
import { fromHex, hex, malformed } from "./notation.mjs";

const LARGEST_BUNDLE = 4 << 20;
const FORMAT = "zeren.bundle/1\n";
const LIMITS = {
  "format.txt": FORMAT.length,
  "body.json": 65535,
  "record.tlog-proof": 1 << 20,
  "policy.txt": 1 << 20,
  "page.html": 1 << 20,
  "payload.json": 1 << 20,
  "payload.key": 65,
};
const NEEDED = ["format.txt", "body.json", "record.tlog-proof", "policy.txt", "page.html"];
const STORED = 0;
const DEFLATED = 8;
// How hard it was packed, that its size comes behind it, that its name is UTF-8; all other flags mean what is not read.
const FLAGS = 0x080e;
// Version 6.3 of the format.
const NEWEST = 63;

const refused = (fault) => malformed("archive", fault);
const damaged = () => refused("a damaged ZIP file");
const ascii = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");

export async function readBundle(data) {
  if (data.length > LARGEST_BUNDLE) throw refused("too large");
  if (hex(data.subarray(0, 4)) !== "504b0304") throw refused("not a ZIP file");
  const files = await unpacked(data);
  if (NEEDED.some((name) => !(name in files)) || "payload.json" in files !== "payload.key" in files) {
    throw refused("a file is missing");
  }
  if (ascii(files["format.txt"]) !== FORMAT) throw refused("another format or version");
  return {
    body: files["body.json"],
    proof: files["record.tlog-proof"],
    policy: files["policy.txt"],
    payload: files["payload.json"],
    key: files["payload.key"] && commitmentKey(ascii(files["payload.key"])),
  };
}

async function unpacked(data) {
  let entries;
  try {
    entries = directory(data, new DataView(data.buffer, data.byteOffset, data.byteLength));
  } catch (failure) {
    // A place outside the file.
    throw failure instanceof RangeError ? damaged() : failure;
  }
  refuseStrange(entries);
  const files = {};
  for (const entry of entries) files[entry.name] = await content(data, entry);
  return files;
}

// APPNOTE.TXT 6.3.10, 4.3.12 and 4.3.16: the list of the files, and the end that says where it is.
function directory(data, view) {
  const end = data.length - 22;
  if (view.getUint32(end, true) !== 0x06054b50) throw damaged();
  const [count, size, start, comment] = [view.getUint16(end + 10, true), view.getUint32(end + 12, true), view.getUint32(end + 16, true), view.getUint16(end + 20, true)];
  if (view.getUint32(end + 4, true) || view.getUint16(end + 8, true) !== count || start + size !== end || comment) throw damaged();
  const entries = [];
  let at = start;
  for (let number = 0; number < count; number += 1) {
    const entry = described(data, view, at, start);
    entries.push(entry);
    at += entry.length;
  }
  if (at !== end) throw damaged();
  return entries;
}

function described(data, view, at, limit) {
  const short = (place) => view.getUint16(at + place, true);
  const long = (place) => view.getUint32(at + place, true);
  if (long(0) !== 0x02014b50 || short(6) > NEWEST || short(8) & ~FLAGS || short(34)) throw damaged();
  const name = ascii(data.subarray(at + 46, at + 46 + short(28)));
  const local = long(42);
  const held = view.getUint16(local + 26, true);
  const begin = local + 30 + held + view.getUint16(local + 28, true);
  const is = view.getUint32(local, true) === 0x04034b50 && ascii(data.subarray(local + 30, local + 30 + held)) === name;
  if (!is || begin + long(20) > limit) throw damaged();
  return { name, method: short(10), crc: long(16), packed: long(20), size: long(24), begin, length: 46 + short(28) + short(30) + short(32) };
}

function refuseStrange(entries) {
  const names = entries.map((entry) => entry.name);
  if (new Set(names).size < names.length || names.some((name) => !Object.hasOwn(LIMITS, name))) {
    throw refused("a file that does not belong there");
  }
  if (entries.some((entry) => entry.size > LIMITS[entry.name])) throw refused("a file that is too large");
  if (entries.some((entry) => entry.method !== STORED && entry.method !== DEFLATED)) {
    throw refused("a way of packing that bundles do not use");
  }
}

async function content(data, entry) {
  const packed = data.subarray(entry.begin, entry.begin + entry.packed);
  const found = entry.method === STORED ? packed : await inflated(packed, entry.size);
  if (found.length !== entry.size || crc32(found) !== entry.crc) throw damaged();
  return found;
}

// Never more than the size that was told, which was bounded before.
async function inflated(packed, size) {
  const found = new Uint8Array(size);
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  let at = 0;
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      found.set(piece.value, at);
      at += piece.value.length;
    }
  } catch {
    // More than the size, or not deflated.
    await reader.cancel().catch(() => {});
    throw damaged();
  }
  return found.subarray(0, at);
}

const CRCS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(bytes) {
  return (bytes.reduce((crc, byte) => (crc >>> 8) ^ CRCS[(crc ^ byte) & 255], 0xffffffff) ^ 0xffffffff) >>> 0;
}

function commitmentKey(text) {
  if (/[^0-9a-f\s]/i.test(text)) throw refused("a key that is not hexadecimal");
  if (!/^[0-9a-f]{64}\n$/.test(text)) throw refused("a key that is not 64 hexadecimal digits and a line feed");
  return fromHex(text.trim());
}
