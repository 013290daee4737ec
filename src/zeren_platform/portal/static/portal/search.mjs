// The search of a static copy: no program answers there, so the page looks through an index of its own.
// Ranked as the server ranks: a number or code, then words of the title, of the unit that leads, of the text.

const form = document.getElementById("search");
const answers = document.getElementById("answers");
const say = JSON.parse(document.getElementById("search-words").textContent);
const field = form.elements.words;
const MOST = 50;
const SHOWN = 160;
const QUESTION = /^(who (is|are) responsible for|(由)?谁(来)?(负责|牵头|管))\s*|[?？…]+$/gi;

let index;
const read = () => (index ??= fetch("portal/search.json").then((answer) => {
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}));

const plain = (text) => text.toLowerCase();

function rank(entry, words) {
  let sum = 0;
  for (const word of words) {
    if (plain(entry.n) === word) sum += 100;
    else if (plain(entry.t).includes(word)) sum += 20;
    else if (plain(entry.l).includes(word)) sum += 10;
    else if (plain(entry.x).includes(word)) sum += 1;
    else return 0;
  }
  return sum;
}

// Marks the words in a text; what the index says is never markup.
function marked(text, words) {
  const whole = document.createElement("span");
  const low = plain(text);
  let here = 0;
  while (here < text.length) {
    const next = words.map((word) => [low.indexOf(word, here), word.length]).filter(([place]) => place >= 0).sort(([a], [b]) => a - b)[0];
    if (!next) break;
    const mark = document.createElement("mark");
    mark.className = "mark";
    mark.textContent = text.slice(next[0], next[0] + next[1]);
    whole.append(text.slice(here, next[0]), mark);
    here = next[0] + next[1];
  }
  whole.append(text.slice(here));
  return whole;
}

function excerpt(text, words) {
  const places = words.map((word) => plain(text).indexOf(word)).filter((place) => place >= 0);
  const start = Math.max(0, Math.min(...places, text.length) - 40);
  const from = places.length ? start : 0;
  return (from ? "…" : "") + text.slice(from, from + SHOWN) + (from + SHOWN < text.length ? "…" : "");
}

function element(tag, className, ...content) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...content);
  return made;
}

function line(entry, words) {
  const link = document.createElement("a");
  link.href = entry.a;
  link.append(marked(entry.t || excerpt(entry.x, words), words));
  const meta = [entry.n, entry.r].filter(Boolean).join(" · ");
  const told = [element("p", "item-title", link)];
  if (entry.l) told.push(element("p", "text", `${say.lead}: `, marked(entry.l, words)));
  if (entry.t && entry.x) told.push(element("p", "item-meta", marked(excerpt(entry.x, words), words)));
  told.push(element("p", "item-meta", meta));
  return element("li", "item", element("div", "item-words", ...told));
}

async function search() {
  const words = plain(field.value.replace(QUESTION, "").trim()).split(/\s+/).filter(Boolean);
  if (!words.length) return answers.replaceChildren();
  try {
    const found = (await read()).map((entry) => [rank(entry, words), entry]).filter(([points]) => points);
    // The sort is stable: equals stay in the order of the register.
    found.sort(([a], [b]) => b - a);
    const list = element("ul", "items", ...found.slice(0, MOST).map(([, entry]) => line(entry, words)));
    const head = element("p", "text", found.length ? `${say.found} ${found.length}` : say.none);
    head.setAttribute("role", "status");
    answers.replaceChildren(head, list, found.length > MOST ? element("p", "text", say.more) : "");
  } catch {
    answers.replaceChildren(element("p", "text", say.failed));
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  history.replaceState(null, "", `?${new URLSearchParams({ words: field.value })}`);
  search();
});
field.value = new URLSearchParams(location.search).get("words") ?? "";
search();
