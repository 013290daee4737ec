// A field with what was found below it: the combobox with a listbox of ARIA 1.2. The kit draws it, the server finds;
// without this script it is a field of text whose words the server understands.

const found = (box) => document.getElementById(box.getAttribute("aria-controls"));
const offered = (box) => [...found(box).querySelectorAll("[role=option]:not([aria-disabled])")];

function shut(box) {
  found(box).replaceChildren();
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}
function take(option) {
  const box = option.closest(".combobox").querySelector("input");
  box.value = option.dataset.value;
  shut(box);
  box.dispatchEvent(new Event("change", { bubbles: true }));
}
function pointTo(box, step) {
  const rows = offered(box);
  if (!rows.length) return;
  const here = rows.findIndex((row) => row.id === box.getAttribute("aria-activedescendant"));
  const next = rows[(Math.max(here, step < 0 ? 0 : -1) + step + rows.length) % rows.length];
  rows.forEach((row) => row.setAttribute("aria-selected", String(row === next)));
  box.setAttribute("aria-activedescendant", next.id);
  next.scrollIntoView({ block: "nearest" });
}
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const box = detail.target.closest(".combobox")?.querySelector("input");
  if (!box) return;
  box.removeAttribute("aria-activedescendant");
  box.setAttribute("aria-expanded", String(detail.target.childElementCount > 0));
});
document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.(".combobox input");
  if (!box || event.isComposing || !found(box).childElementCount) return;
  const at = document.getElementById(box.getAttribute("aria-activedescendant") ?? "");
  const act = {
    ArrowDown: () => pointTo(box, 1),
    ArrowUp: () => pointTo(box, -1),
    Escape: () => shut(box),
    Enter: at && (() => take(at)),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
// The field keeps the focus while one chooses with the mouse, and what was found goes with the focus.
document.addEventListener("mousedown", (event) => {
  const option = event.target.closest(".combobox [role=option]");
  if (!option) return;
  event.preventDefault();
  if (option.dataset.value) take(option);
});
document.addEventListener("focusout", (event) => {
  const box = event.target.closest?.(".combobox input");
  if (box) shut(box);
});
