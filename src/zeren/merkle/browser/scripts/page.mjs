// The page on which a visitor checks a bundle. Nothing is asked of any server here, but for one file where the visitor
// came for a record of this server; the page says so.
import { readBundle } from "./bundle.mjs";
import { checkBundle, stands } from "./check.mjs";
import { detail, filled, keysOf, neverProved, result, sentence, together, usesOwnKeys } from "./telling.mjs";

const words = JSON.parse(document.getElementById("words").textContent);
const [chooser, keys, keysChooser, findings] = ["bundle", "policy", "policy_file", "findings"].map((id) => document.getElementById(id));
let held = null;
// Of two checks that are under way only the later one is shown.
let turn = 0;

function made(tag, text = "", attributes = {}) {
  const node = Object.assign(document.createElement(tag), { textContent: text });
  Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
  return node;
}

function holding(tag, nodes, attributes = {}) {
  const node = made(tag, "", attributes);
  node.append(...nodes);
  return node;
}

// ---- What is checked ------------------------------------------------------------------------

async function take(file) {
  if (!file) return;
  held = { data: new Uint8Array(await file.arrayBuffer()), from: filled(words.chosen, { name: file.name, size: file.size }, words) };
  await check();
}

async function fetchOnce(link) {
  const answer = await fetch(link.href).catch(() => null);
  if (!answer?.ok) {
    findings.replaceChildren(made("p", words.unfetched, { role: "alert" }));
    return;
  }
  const data = new Uint8Array(await answer.arrayBuffer());
  held = { data, from: filled(words.fetched, { address: link.href, size: data.length }, words) };
  await check();
}

async function check() {
  if (!held) return;
  turn += 1;
  const [now, text] = [turn, keys.value.trim()];
  const found = await checkBundle(held.data, text ? new TextEncoder().encode(`${text}\n`) : null);
  const parts = await readBundle(held.data).catch(() => null);
  if (now === turn) show(found, parts, held.from);
}

// ---- What is shown --------------------------------------------------------------------------

function show(found, parts, from) {
  const state = stands(found) ? "yes" : found.some(({ outcome }) => outcome === "failed") ? "no" : "open";
  const whole = together(found, words);
  const never = neverProved(found, words).map((one) => made("li", one));
  if (usesOwnKeys(found)) never.push(holding("li", [words.own_keys, list(keysOf(found))]));
  findings.replaceChildren(
    made("p", from, { class: "check-from" }),
    made("p", result(found, words), { class: "check-result", "data-state": state, role: "status" }),
    holding("ol", found.map(step), { class: "check-steps" }),
    ...(whole && stands(found) ? [made("p", whole, { class: "check-together" })] : []),
    made("h3", words.never_proved),
    holding("ul", never, { class: "check-never" }),
    ...(parts ? texts(parts) : []),
  );
}

function step(finding) {
  const name = [made("b", words.steps[finding.step]), made("span", words.outcomes[finding.outcome], { class: "check-outcome" })];
  const more = detail(finding);
  return holding(
    "li",
    [holding("p", name, { class: "check-name" }), made("p", sentence(finding, words)), ...(more ? [made("code", more)] : [])],
    { "data-outcome": finding.outcome },
  );
}

const list = (lines) => holding("ul", lines.map((line) => holding("li", [made("code", line)])));

function texts({ body, payload }) {
  const text = (bytes) => new TextDecoder().decode(bytes);
  const pieces = [[words.body, body], ...(payload ? [[words.payload, payload]] : [])];
  return pieces.map(([name, bytes]) => holding("details", [made("summary", name), made("pre", text(bytes), { tabindex: "0" })]));
}

// ---- What this browser can do ---------------------------------------------------------------

async function lacking() {
  if (!globalThis.crypto?.subtle) return words.insecure;
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32), { name: "Ed25519" }, false, ["verify"]);
  } catch (failure) {
    if (failure.name !== "DataError") return words.unable;
  }
  return "";
}

async function begin() {
  document.getElementById("unscripted")?.remove();
  const why = await lacking();
  if (why) {
    findings.replaceChildren(made("p", why, { class: "check-result", "data-state": "open", role: "alert" }));
    if (why === words.insecure) return;
  }
  chooser.addEventListener("change", () => take(chooser.files[0]));
  keys.addEventListener("input", check);
  keysChooser.addEventListener("change", async () => {
    keys.value = (await keysChooser.files[0]?.text()) ?? keys.value;
    await check();
  });
  chooser.form.addEventListener("submit", (event) => event.preventDefault());
  // A file that is let go anywhere on the page is checked; the browser would leave the page for it.
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  });
  const link = document.querySelector("#fetched a[href$='.zip']");
  if (link) await fetchOnce(link);
}

begin();
