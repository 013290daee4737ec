// Tells findings in the words of one language (zeren/merkle/bundle_words.py), as zeren verify does.

export function sentence(finding, words) {
  const { step, outcome, facts } = finding;
  if (outcome === "not_checked") return facts.lacking ? filled(words.lacking, facts, words) : words.not_checked;
  if (outcome === "absent") return words.absent[step];
  return filled((outcome === "proved" ? words.proved : words.failed)[step], facts, words).split(/\s+/).join(" ");
}

// The code and the parameters of a refusal, for whoever looks into it.
export function detail({ outcome, facts }) {
  if (outcome !== "failed") return "";
  const told = Object.entries(facts).filter(([name]) => name !== "code" && name !== "fault");
  return `[${facts.code}${told.length ? ": " : ""}${told.map(([name, fact]) => `${name}=${plain(fact)}`).join(", ")}]`;
}

export function result(findings, words) {
  const failed = findings.filter(({ outcome }) => outcome === "failed").map(({ step }) => words.steps[step]);
  if (failed.length) return words.refused.replace("{steps}", failed.join(", "));
  if (findings.some(({ outcome }) => outcome === "not_checked")) return words.undecided;
  return usesOwnKeys(findings) ? words.verified_by_own_keys : words.verified;
}

// What the steps with witnesses prove together; nothing where there are none.
export function together(findings, words) {
  const { outcome, facts } = of(findings, "witnesses");
  return outcome === "proved" ? filled(words.together, facts, words) : "";
}

export function neverProved(findings, words) {
  const at = of(findings, "record").facts.at;
  return words.never.filter((one) => at || !one.includes("{at}")).map((one) => one.replace("{at}", at));
}

export const usesOwnKeys = (findings) => of(findings, "policy").facts.own === true;
export const keysOf = (findings) => of(findings, "policy").facts.keys ?? [];

const of = (findings, step) => findings.find((finding) => finding.step === step);

export function filled(template, facts, words) {
  return template.replace(/\{(\w+)\}/g, (_, name) => {
    if (!(name in facts)) return words.otherwise;
    if (name === "seen_at") return seenAt(facts[name], words);
    return name === "fault" ? words.faults[facts[name]] ?? plain(facts[name]) : plain(facts[name]);
  });
}

function seenAt(seconds, words) {
  if (seconds === null) return words.seen_untold;
  const date = new Date(Number(seconds) * 1000);
  const year = date.getUTCFullYear();
  if (Number.isNaN(year) || year > 9999) return words.seen_beyond.replace("{time}", String(seconds));
  return words.seen_by.replace("{time}", date.toISOString().slice(0, 19).replace("T", " "));
}

// On one line; what turns text around or is not seen is written as a number.
function plain(fact) {
  const text = Array.isArray(fact) ? fact.join(", ") : String(fact);
  return text.replace(/(?! )[\p{C}\p{Z}]/gu, (sign) => `\\u${sign.codePointAt(0).toString(16).padStart(4, "0")}`);
}
