// Check a draw without zeren: one file, Node's own library, written from docs/method/draw.md alone.
//
//     node verify_draw.js FREEZE SEED RESULT LIST      files of JSON
//     node verify_draw.js --lines < FILE               one object a line: {"freeze", "seed", "result", "list"}
//
// Says "holds", or "fails: STEP" with the step of docs/method/draw.md, section 8. Exit code 0 if everything holds.
"use strict";
const { createHash } = require("node:crypto");
const { readFileSync } = require("node:fs");

const ONE = 1n << 257n;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const BOUNDS = "≥|>=|≤|<=|不少于|不低于|至少|不超过|不高于|至多|at least|at most|no more than";
const QUOTA = new RegExp(`^(${BOUNDS})?\\s*([0-9]+(?:\\.[0-9]+)?)\\s*(%|‰|家|户|个|件|objects?)?$`, "i");
const AT_MOST = ["≤", "<=", "不超过", "不高于", "至多", "at most", "no more than"];
const VALUES = { drand: /^([0-9a-f]{96}|[0-9a-f]{192})$/, dice: /^[0-9]{20}$/, lottery: /^[0-9]+([ .,/][0-9]+)*$/ };
const KINDS = ["simple", "batches", "systematic", "poisson", "pareto"];

class Fails extends Error {}

function ask(holds, step) {
  if (!holds) throw new Fails(step);
}

// Hashing (section 2)

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const utf8 = (text) => Buffer.from(text, "utf8");
const number = (octets) => BigInt("0x" + octets.toString("hex"));

function uint32(value) {
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(value);
  return octets;
}

const lp = (part) => Buffer.concat([uint32(part.length), part]);
const digest = (purpose, ...parts) => sha256(utf8(`zeren-draw/v1/${purpose}\0`), ...parts.map(lp));

function hex(text) {
  ask(typeof text === "string" && /^([0-9a-f]{2})*$/.test(text), "record");
  return Buffer.from(text, "hex");
}

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

function root(level) {
  while (level.length > 1) {
    const above = [];
    for (let i = 0; i + 1 < level.length; i += 2) above.push(sha256(Buffer.from([1]), level[i], level[i + 1]));
    if (level.length % 2) above.push(level[level.length - 1]);
    level = above;
  }
  return level.length ? level[0] : sha256(Buffer.alloc(0));
}

// The list (section 3)

function readList(listed) {
  const entries = listed.entries.map((entry) => {
    const found = { stratum: "", risk: "", weight: 1, ...entry };
    for (const name of ["id", "stratum", "risk"]) {
      ask(typeof found[name] === "string", "record");
      found[name] = found[name].normalize("NFC");
    }
    ask(Number.isSafeInteger(found.weight) && found.weight >= 1 && found.id, "record");
    return found;
  });
  ask(new Set(entries.map((entry) => entry.id.normalize("NFKC"))).size === entries.length, "record");
  return entries.sort((one, other) => Buffer.compare(utf8(one.id), utf8(other.id)));
}

function leaf(entry) {
  const weight = Buffer.alloc(8);
  weight.writeBigUInt64BE(BigInt(entry.weight));
  const texts = ["id", "stratum", "risk"].map((name) => lp(utf8(entry[name])));
  return sha256(Buffer.from([0]), ...texts, weight);
}

// The freeze (section 4)

function quota(text, size) {
  let [share, divisor, atMost, count] = [0n, 1n, false, 0n];
  for (const part of text.normalize("NFKC").trim().split(/\s*(?:,|;|、|且|并且|并|和|\band\b)\s*/i)) {
    const found = QUOTA.exec(part.trim());
    ask(found, "record");
    if (found[3] === "%" || found[3] === "‰") {
      const [whole, decimals = ""] = found[2].split(".");
      share = BigInt(whole + decimals);
      divisor = 10n ** BigInt(decimals.length) * (found[3] === "%" ? 100n : 1000n);
      atMost = AT_MOST.includes((found[1] || "").toLowerCase());
    } else {
      count = BigInt(found[2]);
    }
  }
  const product = share * BigInt(size);
  const byShare = atMost ? product / divisor : (product + divisor - 1n) / divisor;
  return Number(byShare > count ? byShare : count);
}

function checkFreeze(freeze) {
  const rules = freeze.seed;
  const sources = rules.sources.map((source) => source.at);
  const moments = [freeze.frozen_at, rules.reveal_by, ...sources].sort();
  ask([...moments, freeze.disclosed_at].every((moment) => MOMENT.test(moment)), "record");
  ask(freeze.format === "zeren-draw-freeze/1" && KINDS.includes(freeze.design), "record");
  ask(freeze.frozen_at < rules.reveal_by && sources.length && rules.reveal_by < [...sources].sort()[0], "record");
  ask(freeze.disclosed_at > moments[moments.length - 1], "record");
  ask((freeze.design === "batches") === freeze.batch > 0, "record");
  let size = 0;
  let before = null;
  for (const cell of freeze.cells) {
    const name = [utf8(cell.stratum), utf8(cell.risk)];
    if (before) {
      const order = Buffer.compare(before[0], name[0]) || Buffer.compare(before[1], name[1]);
      ask(order < 0, "record");
    }
    before = name;
    size += cell.size;
    ask(quota(cell.quota, cell.size) === cell.take && cell.take <= cell.size, "record");
    ask(freeze.design !== "batches" || cell.take === cell.size, "record");
  }
  ask(size === freeze.list.size && size > 0, "record");
}

const named = (cell) => JSON.stringify([cell.stratum, cell.risk]);

function checkList(freeze, entries) {
  ask(entries.length === freeze.list.size, "list");
  ask(root(entries.map(leaf)).toString("hex") === freeze.list.root, "list");
  const cells = new Map(freeze.cells.map((cell) => [named(cell), []]));
  for (const entry of entries) {
    ask(cells.has(named(entry)), "strata");
    cells.get(named(entry)).push(entry);
  }
  for (const cell of freeze.cells) {
    const found = cells.get(named(cell));
    ask(found.length === cell.size, "strata");
    ask(found.reduce((sum, entry) => sum + BigInt(entry.weight), 0n) === BigInt(cell.weight), "strata");
  }
  return cells;
}

// The seed (section 5)

function checkSeed(freeze, seed, frozen) {
  const rules = freeze.seed;
  const secret = hex(seed.secret);
  ask(seed.format === "zeren-draw-seed/1", "record");
  ask(seed.freeze === frozen.toString("hex"), "freeze");
  checkCommitment(freeze, "organiser", secret, rules.commitment);
  const reveals = seed.reveals.map((reveal) => hex(reveal.secret));
  rules.contributors.forEach((who, place) => {
    if (place < reveals.length && reveals[place].length) {
      checkCommitment(freeze, who.name, reveals[place], who.commitment);
      ask(seed.reveals[place].at <= rules.reveal_by, "reveal");
    }
  });
  ask(reveals.length === rules.contributors.length, "source");
  ask(seed.failed.every((reason) => reason.trim()) && seed.failed.length < rules.sources.length, "source");
  const kind = rules.sources[seed.failed.length].kind;
  ask(VALUES[kind].test(seed.value), "source");
  const spoken = kind === "drand" ? sha256(hex(seed.value)) : utf8(seed.value);
  return digest("seed", frozen, spoken, secret, Buffer.concat([uint32(reveals.length), ...reveals.map(lp)]));
}

function checkCommitment(freeze, name, secret, committed) {
  ask(secret.length >= 16, "commitment");
  ask(digest("commitment", utf8(freeze.draw), utf8(name), secret).toString("hex") === committed, "commitment");
}

// Tickets and designs (sections 6 and 7)

const byTicket = (one, other) => Buffer.compare(one.ticket, other.ticket);
const sum = (rows) => rows.reduce((total, row) => total + row.weight, 0n);

function gcd(a, b) {
  while (b) [a, b] = [b, a % b];
  return a;
}

function fraction([above, below]) {
  const common = gcd(above, below);
  return below === common ? `${above / common}` : `${above / common}/${below / common}`;
}

// Gives those drawn, those waiting, and what the latter are ranked by.
function choose(design, entries, take, key, cell) {
  const rows = entries.map((entry) => {
    const ticket = sha256(key, utf8(entry.id));
    return { id: entry.id, weight: BigInt(entry.weight), ticket, odd: 2n * number(ticket) + 1n };
  });
  rows.sort(byTicket);
  if (design === "simple" || design === "batches") {
    return [rows.slice(0, take), rows.slice(take), rows.slice(take).map((row) => [row.odd, ONE])];
  }
  const [certain, rest, left] = takeAll(rows, take);
  const total = sum(rest);
  if (design === "poisson") {
    const chosen = rest.filter((row) => row.odd * total < left * row.weight * ONE);
    return [[...certain, ...chosen].sort(byTicket), [], []];
  }
  if (design === "systematic") {
    const start = digest("start", key, utf8(cell.stratum), utf8(cell.risk));
    let mark = (2n * number(start) + 1n) * total;
    let passed = 0n;
    const chosen = [];
    for (const row of rest) {
      passed += left * row.weight;
      if (mark < passed * ONE) {
        chosen.push(row);
        mark += total * ONE;
      }
    }
    return [[...certain, ...chosen].sort(byTicket), [], []];
  }
  if (!left) return [certain, [], []];
  for (const row of rest) row.rank = [row.odd * (total - left * row.weight), (ONE - row.odd) * left * row.weight];
  rest.sort((one, other) => {
    const [here, there] = [one.rank[0] * other.rank[1], other.rank[0] * one.rank[1]];
    return here < there ? -1 : here > there ? 1 : byTicket(one, other);
  });
  const [drawn, waiting] = [rest.slice(0, Number(left)), rest.slice(Number(left))];
  return [[...certain, ...drawn], waiting, waiting.map((row) => row.rank)];
}

function takeAll(rows, take) {
  const large = [...rows].sort((one, other) =>
    one.weight > other.weight ? -1 : one.weight < other.weight ? 1 : Buffer.compare(utf8(one.id), utf8(other.id)),
  );
  let [total, left] = [sum(rows), BigInt(take)];
  const certain = new Set();
  for (const row of large) {
    if (!left || left * row.weight < total) break;
    certain.add(row);
    total -= row.weight;
    left -= 1n;
  }
  return [rows.filter((row) => certain.has(row)), rows.filter((row) => !certain.has(row)), left];
}

// The result (section 8)

function checkResult(freeze, result, frozen, cells, key) {
  ask(result.format === "zeren-draw-result/1", "record");
  ask(result.freeze === frozen.toString("hex"), "result");
  ask(result.cells.length === freeze.cells.length, "strata");
  freeze.cells.forEach((cell, index) => {
    const found = result.cells[index];
    ask(found.stratum === cell.stratum && found.risk === cell.risk, "strata");
    const [drawn, waiting, values] = choose(freeze.design, cells.get(named(cell)), cell.take, key, cell);
    ask(found.drawn.length === drawn.length, "selection");
    drawn.forEach((row, place) => {
      const told = found.drawn[place];
      ask(told.id === row.id && told.ticket === row.ticket.toString("hex"), "selection");
    });
    const selected = new Set(drawn.map((row) => row.id));
    found.changes.forEach((change, place) => {
      ask((freeze.design === "simple" || freeze.design === "pareto") && place < waiting.length, "changes");
      ask(change.added === waiting[place].id && change.reason, "changes");
      if (change.removed) {
        ask(selected.delete(change.removed) && freeze.reasons.includes(change.reason), "changes");
      }
      selected.add(change.added);
    });
    const count = found.changes.length;
    ask(found.threshold === (count < values.length ? fraction(values[count]) : ""), "threshold");
  });
}

function verdict(freeze, seed, result, listed) {
  try {
    checkFreeze(freeze);
    const cells = checkList(freeze, readList(listed));
    const frozen = digest("freeze", utf8(canonical(freeze)));
    const key = digest("ticket", utf8(freeze.role), checkSeed(freeze, seed, frozen));
    checkResult(freeze, result, frozen, cells, key);
    return "holds";
  } catch (failure) {
    if (failure instanceof Fails) return `fails: ${failure.message}`;
    if (failure instanceof TypeError || failure instanceof RangeError) return "fails: record";
    throw failure;
  }
}

function main(words) {
  let verdicts;
  if (words.length === 1 && words[0] === "--lines") {
    const lines = readFileSync(0, "utf8").split("\n").filter((line) => line.trim());
    verdicts = lines.map((line) => JSON.parse(line)).map((one) => verdict(one.freeze, one.seed, one.result, one.list));
  } else if (words.length === 4) {
    verdicts = [verdict(...words.map((name) => JSON.parse(readFileSync(name, "utf8"))))];
  } else {
    console.log("node verify_draw.js FREEZE SEED RESULT LIST");
    return 2;
  }
  console.log(verdicts.join("\n"));
  return verdicts.every((one) => one === "holds") ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
