// Checks a bundle step by step: what zeren/merkle/bundle_check.py does, with the same findings. Without a server.
import { readBundle } from "./bundle.mjs";
import { isMet, number, readPolicy, readProof, signedByLog, verifyInclusion, witnessed } from "./log.mjs";
import { Lacking, Refusal, canonical, hex, readRecord, verifyCommitment } from "./notation.mjs";

const STEPS = ["archive", "record", "proof", "policy", "inclusion", "log", "witnesses", "payload"];

// Every step once, in its order. A failing step does not keep the others from being taken. With *policy* (bytes from
// elsewhere) the keys are not those of the bundle.
export async function checkBundle(data, policy = null) {
  const findings = new Map();
  const take = async (step, check, told = () => ({})) => {
    try {
      const found = await check();
      findings.set(step, { step, outcome: "proved", facts: told(found) });
      return found;
    } catch (failure) {
      if (failure instanceof Lacking) findings.set(step, { step, outcome: "not_checked", facts: { lacking: failure.message } });
      else if (failure instanceof Refusal) findings.set(step, { step, outcome: "failed", facts: { ...failure.params, code: failure.code } });
      else throw failure;
      return null;
    }
  };
  const absent = (step) => findings.set(step, { step, outcome: "absent", facts: {} });

  const bundle = await take("archive", () => readBundle(data));
  if (bundle) {
    const record = await take("record", () => readRecord(bundle.body), ({ commitment, ...told }) => told);
    const proof = await take("proof", () => readProof(bundle.proof), toldProof);
    const rules = await take("policy", () => readPolicy(policy ?? bundle.policy), (read) => toldPolicy(read, policy === null));
    if (proof) await take("inclusion", () => verifyInclusion(proof, bundle.body).then(() => proof), toldProof);
    if (proof && rules) await checkSignatures(proof, rules, take, absent);
    if (!bundle.payload) absent("payload");
    else if (record) await take("payload", () => opened(record, bundle));
  }
  return STEPS.map((step) => findings.get(step) ?? { step, outcome: "not_checked", facts: {} });
}

async function checkSignatures(proof, rules, take, absent) {
  await take("log", () => signedByLog(proof, rules), (key) => ({ key: key.text }));
  if (rules.quorum === "none") absent("witnesses");
  else await take("witnesses", () => witnessed(proof, rules), (seen) => toldSeen(rules, seen));
}

async function opened(record, bundle) {
  await verifyCommitment(record.commitment, bundle.key, bundle.payload);
  canonical(bundle.payload, "payload");
}

const toldProof = ({ index, tree }) => ({ origin: tree.origin, index: number(index), size: number(tree.size), root: hex(tree.root) });

function toldPolicy(rules, own) {
  return { own, keys: [...rules.logs, ...rules.witnesses.values()].map((key) => key.text) };
}

// The first time by which enough witnesses had signed: a single early one may be wrong or lie.
function toldSeen(rules, seen) {
  const times = [...seen.values()].filter(Boolean).sort((one, other) => (one < other ? -1 : 1));
  const by = (time) => [...seen].filter(([, at]) => at > 0n && at <= time).map(([name]) => name);
  const met = times.find((time) => isMet(rules, by(time)));
  return { quorum: rules.quorum, witnesses: [...seen.keys()].sort(), seen_at: met === undefined ? null : number(met) };
}

export const stands = (findings) => findings.every(({ outcome }) => outcome === "proved" || outcome === "absent");
