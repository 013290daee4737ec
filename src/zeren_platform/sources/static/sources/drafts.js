// What is typed into a form of a proposal and not saved is kept on the server; drafts.py says why there.

const FORMS = /\/proposals\/\d+\/(edit|split|reject)\/$/;
const PAUSE = 800;

let waiting = 0;
let typed = null;

function keep() {
  clearTimeout(waiting);
  const form = typed;
  typed = null;
  if (!form) return;
  fetch(new URL("draft/", form.action), {
    method: "POST",
    headers: { "X-CSRFToken": document.body.dataset.csrf },
    body: new URLSearchParams(new FormData(form)),
    // Also when the page is being closed.
    keepalive: true,
  }).catch(() => {});
}

function note({ target }) {
  const form = target.closest("form");
  if (!form || !FORMS.test(form.action)) return;
  clearTimeout(waiting);
  typed = form;
  waiting = setTimeout(keep, PAUSE);
}
document.addEventListener("input", note);
// A unit that is chosen below its field.
document.addEventListener("change", note);
// What is being saved is no draft any more.
document.addEventListener("submit", ({ target }) => {
  if (target === typed || target.action.endsWith("/draft/")) { clearTimeout(waiting); typed = null; }
}, true);
document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
window.addEventListener("pagehide", keep);
// A form that goes away is kept as it was left.
document.addEventListener("htmx:beforeSwap", ({ target }) => { if (typed && target.contains(typed)) keep(); });
