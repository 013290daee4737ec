// A draft's list by hand and by keys: cells become fields, rows are ticked and moved. What is done is done by forms of
// the page; without this script the pages of a duty and of many duties do the same.

const rowOf = (part) => part?.closest?.("tr[data-edited-at]") ?? null;
const cellOf = (part) => part?.closest?.("[data-entry]") ?? null;
const control = "a, button, input, select, textarea, label, summary";
const many = () => document.getElementById("many");
const boxes = () => [...document.querySelectorAll(".tick-of-row")];

let last = "";
let ticked = null;

function edit(row, entry) {
  last = row.id;
  htmx.ajax("GET", `${row.dataset.editedAt}?entry=${entry}`, { target: `#${row.id}`, swap: "outerHTML show:none" });
}

// What has been drawn anew takes the focus: the field, or the row that was left.
document.addEventListener("htmx:afterSettle", () => {
  const row = document.getElementById(last);
  if (!row) return;
  const field = row.querySelector("[name=value]");
  (field ?? row.querySelector("a"))?.focus({ preventScroll: true });
  field?.select?.();
});

// A click chooses a cell, two open it; elsewhere in the row the page of the duty opens as in every table.
document.addEventListener("click", (event) => {
  const cell = cellOf(event.target);
  if (!cell || !rowOf(cell) || event.target.closest(control)) return;
  event.stopImmediatePropagation();
  cell.tabIndex = -1;
  cell.focus();
}, true);
document.addEventListener("dblclick", (event) => {
  const cell = cellOf(event.target);
  if (cell && rowOf(cell) && !event.target.closest("form")) edit(rowOf(cell), cell.dataset.entry);
});

// With Shift everything between this box and the one before it is ticked alike.
document.addEventListener("click", (event) => {
  const box = event.target.closest(".tick-of-row");
  if (!box) return;
  const all = boxes();
  if (event.shiftKey && ticked && all.includes(ticked)) {
    const [from, to] = [all.indexOf(ticked), all.indexOf(box)].sort((one, other) => one - other);
    all.slice(from, to + 1).forEach((between) => { between.checked = box.checked; });
  }
  ticked = box;
});

function move(row, step) {
  let other = row;
  do other = step < 0 ? other.previousElementSibling : other.nextElementSibling; while (other && !rowOf(other));
  if (!other || !many()) return;
  const key = (one) => one.id.split("-")[1];
  last = row.id;
  htmx.ajax("POST", many().action.replace(/many\/$/, "move/"), {
    values: { duty: key(row), [step < 0 ? "before" : "after"]: key(other), query: many().elements.query.value },
    target: "#main", select: "#main", swap: "outerHTML show:none",
  });
}

function inField(event, form) {
  const entries = [...rowOf(form).querySelectorAll("[data-entry]")].map((cell) => cell.dataset.entry);
  if (event.key === "Escape") form.querySelector("a.button").click();
  else if (event.key === "Tab" && event.target.name === "value") {
    const next = entries[entries.indexOf(form.elements.entry.value) + (event.shiftKey ? -1 : 1)];
    form.elements.next.value = next ?? "";
    form.requestSubmit();
  } else if (event.key === "Enter" && event.target.matches("textarea") && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  else return;
  event.preventDefault();
}

document.addEventListener("keydown", (event) => {
  const row = rowOf(event.target);
  const form = row && event.target.closest("form");
  if (!row || document.querySelector("dialog[open]")) return;
  if (form) return inField(event, form);
  const cell = event.target.matches("[data-entry]") ? event.target : null;
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (event.altKey && event.key === "ArrowUp") move(row, -1);
  else if (event.altKey && event.key === "ArrowDown") move(row, 1);
  else if (event.key === "F2" || (cell && event.key === "Enter")) edit(row, cell?.dataset.entry ?? "duty");
  else if (plain && event.key === "e") edit(row, cell?.dataset.entry ?? "duty");
  else if (plain && event.key === "x") { const box = row.querySelector(".tick-of-row"); box.checked = !box.checked; ticked = box; }
  else return;
  event.preventDefault();
});
