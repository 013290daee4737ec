// What the parts do with a script. Without it every page still works: forms submit, dialogs open by their own
// attributes, filters have a button. No inline handlers, no eval: the page's policy forbids both.

const root = document.documentElement;
root.dataset.scripted = "";

const typing = (target) => target.closest("input, select, textarea, [contenteditable]") !== null;
const plain = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;

// ---- htmx: the token of forms, and refusals that are pages ---------------------------------

document.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.headers["X-CSRFToken"] = document.body.dataset.csrf;
  // A filter that is not set has no place in the address.
  if (detail.verb === "get") {
    Object.keys(detail.parameters).filter((name) => detail.parameters[name] === "").forEach((name) => delete detail.parameters[name]);
  }
});
// A refusal is shown like any answer. Where a whole page comes instead of a part (signed out, not permitted), it
// takes the place of the whole page.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status >= 400) Object.assign(detail, { shouldSwap: true, isError: false });
  if (detail.target.id !== "main" && detail.serverResponse.includes('<main id="main"')) {
    Object.assign(detail, { target: document.getElementById("main"), selectOverride: "#main", swapOverride: "outerHTML" });
  }
});
// Where the focus was in a part that has been replaced, the new part takes it.
document.addEventListener("htmx:afterSettle", (event) => {
  const part = document.getElementById(event.detail.target.id);
  if (part && document.activeElement === document.body) {
    if (part.tabIndex < 0) part.tabIndex = -1;
    part.focus({ preventScroll: true });
  }
});

// ---- Dialogs -------------------------------------------------------------------------------

// Browsers that know command/commandfor do this by themselves.
const opensByItself = "commandForElement" in HTMLButtonElement.prototype;

function command(button) {
  const dialog = document.getElementById(button.getAttribute("commandfor"));
  if (!(dialog instanceof HTMLDialogElement)) return;
  if (button.getAttribute("command") === "show-modal") open(dialog);
  else dialog.close();
}

function open(dialog) {
  if (!dialog.open) dialog.showModal();
}

// A link to #id of a dialog opens it too, and so does a page that was asked for with it.
function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDialogElement) open(target);
  document.querySelectorAll(".mark.at").forEach((mark) => mark.classList.remove("at"));
  if (target && target.matches?.(".mark")) {
    document.querySelectorAll(`.mark[data-mark="${CSS.escape(target.id)}"]`).forEach((mark) => mark.classList.add("at"));
  }
}

// ---- Asking first --------------------------------------------------------------------------

const confirmed = new WeakSet();

function ask(question) {
  const dialog = document.getElementById("confirm");
  dialog.querySelector("#confirm-question").textContent = question;
  open(dialog);
  dialog.querySelector("[data-answer=no]").focus();
  return new Promise((answer) => {
    const settle = (yes) => {
      dialog.removeEventListener("click", click);
      dialog.removeEventListener("cancel", cancel);
      if (dialog.open) dialog.close();
      answer(yes);
    };
    const click = (event) => {
      const chosen = event.target.closest("[data-answer]");
      if (chosen) settle(chosen.dataset.answer === "yes");
    };
    const cancel = () => settle(false);
    dialog.addEventListener("click", click);
    dialog.addEventListener("cancel", cancel);
  });
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (!question || confirmed.has(form)) {
    confirmed.delete(form);
    once(event, form);
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  if (await ask(question)) {
    confirmed.add(form);
    form.requestSubmit(event.submitter);
  }
}, true);

// An act sent twice by an impatient finger would be refused the second time; do not send it.
function once(event, form) {
  if (form.method !== "post" || form.matches("[hx-post]")) return;
  if (form.dataset.sent) event.preventDefault();
  else if (!event.defaultPrevented) form.dataset.sent = "yes";
}
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

// ---- Clicks --------------------------------------------------------------------------------

document.addEventListener("click", (event) => {
  const button = event.target.closest("[commandfor]");
  if (button && !opensByItself) command(button);
  if (event.target instanceof HTMLDialogElement && event.target.open) event.target.close();
  if (event.target.closest("[data-print]")) print();
  event.target.closest(".toast-close")?.parentElement.remove();
  document.querySelectorAll(".menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  const row = event.target.closest("tr[data-href]");
  if (row && !event.target.closest("a, button, input, label, summary") && !getSelection().toString()) {
    if (event.ctrlKey || event.metaKey) window.open(row.dataset.href, "_blank", "noopener");
    else location.assign(row.dataset.href);
  }
});

// A passkey or security key that fails would fail silently.
document.addEventListener("allauth.error", () => {
  document.getElementById("toasts").append(document.getElementById("key-failed").content.cloneNode(true));
  ready();
});

// ---- Keys ----------------------------------------------------------------------------------

let going = 0;

function moveRow(step) {
  const rows = [...document.querySelectorAll(".main tbody tr[data-href], .main .item:has(.item-title a)")];
  if (!rows.length) return;
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[here < 0 ? 0 : Math.min(Math.max(here + step, 0), rows.length - 1)];
  const place = next.querySelector("a, button") ?? next;
  if (place === next) next.tabIndex = -1;
  place.focus();
  next.scrollIntoView({ block: "nearest" });
}

function openRow() {
  const row = document.activeElement.closest?.("tr[data-href]");
  if (row && document.activeElement === row) location.assign(row.dataset.href);
}

const KEYS = {
  "/": () => (document.querySelector(".filter-bar input:not([type=hidden]), .filter-bar select, .main input[type=search]") ?? document.querySelector("#search"))?.focus(),
  "?": () => open(document.getElementById("keyboard")),
  j: () => moveRow(1),
  k: () => moveRow(-1),
  g: () => { going = Date.now(); },
  Enter: openRow,
};

document.addEventListener("keydown", (event) => {
  if (!plain(event) || typing(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key !== "g" && Date.now() - going < 1500) {
    going = 0;
    const link = document.querySelector(`.destinations a[data-go="${CSS.escape(event.key)}"]`);
    if (link) return link.click();
  }
  const act = KEYS[event.key];
  if (!act) return;
  if (event.key !== "Enter") event.preventDefault();
  act();
});
// The search over everything, from anywhere; the arrows go through what it suggests.
document.addEventListener("keydown", (event) => {
  const box = document.getElementById("search");
  if (box && (event.ctrlKey || event.metaKey) && event.key === "k") { event.preventDefault(); box.focus(); box.select(); }
  const stops = [...(event.target.closest?.(".search-form")?.querySelectorAll("input, .suggestions a") ?? [])];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && stops.length) { event.preventDefault(); stops[stops.indexOf(event.target) + step]?.focus(); }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelectorAll(".menu[open]").forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
});

// ---- When the page stands ------------------------------------------------------------------

function ready() {
  document.querySelectorAll(".toast-close").forEach((button) => { button.hidden = false; });
  document.querySelectorAll(".toasts .toast-success").forEach((toast) => setTimeout(() => toast.remove(), 10000));
  document.querySelector(".error-summary")?.focus();
  openTarget();
}
window.addEventListener("hashchange", openTarget);
ready();
