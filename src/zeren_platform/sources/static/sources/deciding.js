// Deciding by keys; keys.html lists them for people.
// The acts themselves are forms and links of the card; the keys only press them.

const cards = () => [...document.querySelectorAll("[data-card]")];
const here = () => document.activeElement?.closest("[data-card]") ?? null;
const typing = (target) => target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]") !== null;

let last = "";

function go(card) {
  if (!card) return;
  last = card.id;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  bring(card.dataset.words);
}

// Show the words of the card in the text beside it, without moving the page itself.
function bring(id) {
  document.querySelectorAll(".mark.at").forEach((mark) => mark.classList.remove("at"));
  const marks = [...document.querySelectorAll(`[data-mark="${CSS.escape(id)}"]`)];
  marks.forEach((mark) => mark.classList.add("at"));
  const pane = marks[0]?.closest("[role=region]");
  if (!pane || pane.scrollHeight <= pane.clientHeight) return;
  const top = marks[0].getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollTop += top - pane.clientHeight / 3;
}

function step(by) {
  const all = cards();
  const at = all.indexOf(here() ?? document.getElementById(last));
  go(all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]);
}

const press = (wanted) => () => here()?.querySelector(wanted)?.click();

// Said aloud to people who hear the page; the same words twice are two messages.
function tell(words) {
  const voice = document.getElementById("voice");
  if (!voice || !words) return;
  voice.textContent = "";
  setTimeout(() => { voice.textContent = words; }, 100);
}

function tick() {
  const box = here()?.querySelector("input[type=checkbox]");
  if (!box) return;
  box.click();
  const { ticked, unticked } = document.getElementById("voice").dataset;
  tell(`${box.checked ? ticked : unticked} ${document.querySelectorAll("[data-card] input[type=checkbox]:checked").length}`);
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: press("button[value=accept]"),
  r: press("a[href$='/reject/']"),
  e: press("a[href$='/edit/']"),
  s: press("a[href$='/split/']"),
  x: tick,
  m: () => document.querySelector("button[value=merge]")?.click(),
  u: press("button[value=reopen]"),
  "?": () => document.getElementById("deciding-keys")?.showModal(),
};

// Before the page's own keys, which would go from row to row.
document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape") return leave(event);
  if (taken(event)) return event.preventDefault();
  if (event.altKey || typing(event.target) || !KEYS[event.key] || !cards().length) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  KEYS[event.key]();
}, true);

function leave(event) {
  // The first Escape shuts the list below a field.
  if (here()?.dataset.card !== "form" || event.target.getAttribute("aria-expanded") === "true") return;
  event.preventDefault();
  here().querySelector(".form-actions a:last-child")?.click();
}

// ---- A suggested unit ----------------------------------------------------------------------

// While somebody types a digit is a digit; then Alt makes it a choice.
function taken(event) {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  if (!digit || event.altKey !== typing(event.target)) return false;
  const button = (here() ?? document).querySelectorAll("button[name=take]")[digit - 1];
  button?.click();
  return Boolean(button);
}

// The first row that names nothing takes the unit as lead; whoever led before supports.
function take(button) {
  const form = button.closest("form");
  const rows = [...form.querySelectorAll("input[name^=units-][name$='-unit']")];
  const row = rows.find((input) => input.value === button.value) ?? rows.find((input) => !input.value);
  if (!row) return;
  row.value = button.value;
  form.querySelectorAll("select[name^=units-][name$='-role']").forEach((role) => {
    if (role.name === row.name.replace(/-unit$/, "-role")) role.value = "lead";
    else if (role.value === "lead") role.value = "support";
  });
  row.dispatchEvent(new Event("change", { bubbles: true }));
  form.querySelector(".form-actions button").focus();
  tell(button.closest("form").querySelector(`[name="${row.name}"]`).value);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=take]");
  if (button) take(button);
});

// ---- Others ----------------------------------------------------------------------------------

// What the page asks by itself never takes the page away from somebody who types.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.requestConfig.elt.matches("[data-beside]")) return;
  if (detail.xhr.status !== 200 || detail.serverResponse.includes("<main")) detail.shouldSwap = false;
});

// ---- What came back ------------------------------------------------------------------------

// What is wrong comes first, else the words; a suggested unit is at hand from there, too (Alt and its number).
function enter(place) {
  place.querySelectorAll("button[name=take]").forEach((button) => { button.disabled = false; });
  const stops = [".error-summary", "textarea, input:not([type=hidden])"];
  stops.map((wanted) => place.querySelector(wanted)).find((found) => found)?.focus();
}

// A card that came back: its sentence takes the new state, and the next open card is at hand.
document.addEventListener("htmx:afterSettle", (event) => {
  const card = document.getElementById(event.detail.target.id);
  if (!card?.matches("[data-card]")) return;
  if (card.dataset.tone) {
    document.querySelectorAll(`[data-mark="${CSS.escape(card.dataset.words)}"]`).forEach((mark) => {
      mark.className = `mark mark-${card.dataset.tone}`;
    });
  }
  tell(card.dataset.told);
  if (card.dataset.card === "form") return enter(card);
  const all = cards();
  const next = all.slice(all.indexOf(card)).find((one) => one.dataset.card === "open");
  go(card.dataset.card === "open" ? card : next ?? card);
});

// A page that came after an act: the card that the address names, or the first that waits.
function arrive() {
  const named = document.getElementById(location.hash.slice(1))?.closest("[data-card]");
  const told = document.querySelector("#toasts .toast")?.innerText;
  if (named || told) go(named ?? cards().find((card) => card.dataset.card === "open"));
  tell(told);
  if (!cards().length) enter(document.getElementById("main"));
}
// Going to the place that the address names, which the browser does until the page is loaded, takes the focus away.
if (document.readyState === "complete") arrive();
else window.addEventListener("load", () => setTimeout(arrive));
