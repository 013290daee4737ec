// Deciding by keys: j and k go from card to card, a accepts, r rejects, e edits, x ticks,
// m merges what is ticked, u opens a decision again.
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

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: press("button[value=accept]"),
  r: press("a[href$='/reject/']"),
  e: press("a[href$='/edit/']"),
  x: press("input[type=checkbox]"),
  m: () => document.querySelector("button[value=merge]")?.click(),
  u: press("button[value=reopen]"),
};

// Before the page's own keys, which would go from row to row.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (document.querySelector("dialog[open]") || !KEYS[event.key]) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  KEYS[event.key]();
}, true);

// A card that came back: its sentence takes the new state, and the next open card is at hand.
document.addEventListener("htmx:afterSettle", (event) => {
  const card = event.target.closest?.("[data-card]") ?? document.getElementById(event.target.id);
  if (!card?.matches("[data-card]")) return;
  if (card.dataset.tone) {
    document.querySelectorAll(`[data-mark="${CSS.escape(card.dataset.words)}"]`).forEach((mark) => {
      mark.className = `mark mark-${card.dataset.tone}`;
    });
  }
  if (card.dataset.card === "form") {
    card.querySelector("textarea, input:not([type=hidden])")?.focus();
    return;
  }
  const all = cards();
  const next = all.slice(all.indexOf(card)).find((one) => one.dataset.card === "open");
  go(card.dataset.card === "open" ? card : next ?? card);
});
