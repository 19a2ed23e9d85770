/**
 * The steps of each signature of a record, in order; each that can still be judged is, whatever failed before it.
 *
 * @typedef {{place: Place, checks: Check[], signature: Signature | null,
 *   signedAt: number | null, revision: number | null, status: string, demo: boolean, indication: string, sub: string | null}} Examined
 */

import { equal } from "../bytes.js";
import { digest, verifyXml } from "../crypto.js";
import { Finding, notChecked, passed, step } from "../findings.js";
import { judge } from "../x509/judge.js";
import { SignatureReader } from "./signature.js";
import { parseTime } from "./times.js";

/** `Check`: findings.js `Context`: context.js */
/** `Opened`: record.js `Signature`: signature.js */

const REVISION = /^[1-9]\d{0,8}$/;

/** @param {Opened} opened @param {number} index @param {Context} context @returns {Promise<Examined>} */
export async function examine(opened, index, context) {
  const { rules } = context;
  const place = opened.places[index];
  const { where } = place;
  let signature;
  try {
    signature = new SignatureReader(opened.profile, context.certificate).read(place.element, place.wantedId);
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    const checks = [rules.found(error, where)];
    const unread = { signature: null, signedAt: parseTime(place.signedAt), revision: null, status: "unknown", demo: false };
    return { place, checks, ...unread, ...rules.conclude(checks) };
  }
  const { xades, ministry } = signature;
  const checks = [passed("SIGNATURE_SHAPE", where), passed("SIGNATURE_ALGORITHMS", where)];
  const take = (code, work) => step(rules, checks, code, where, work);
  const wanted = expected(opened, index, signature);
  await take("SIGNATURE_COVERAGE", () => covers(opened, wanted, signature));
  await take("SIGNATURE_INTEGRITY", () => intact(wanted, signature));
  if (xades) await take("SIGNING_CERTIFICATE", () => namesCertificate(signature));
  else checks.push(notChecked("SIGNING_CERTIFICATE", where));
  if (ministry.binding) await take("SIGNATURE_BINDING", () => bound(opened, place, ministry.binding));
  else checks.push(notChecked("SIGNATURE_BINDING", where));
  await take("SIGNATURE_VALUE", () => verifyXml(signature.leaf, signature.scheme, signature.value, signature.signedInfo));
  const signedAt = parseTime(ministry.time);
  await take("SIGNING_TIME", () => oneTime([place.signedAt, ministry.time, ...(xades ? [xades.time] : [])], context));
  const judgement = await judge(signature.leaf, signature.chain, signedAt, context, where);
  checks.push(...judgement.checks);
  await take("SIGNER_IDENTITY", () => rightSigner(place, signature.leaf));
  checks.push(notChecked("APPOINTMENT", where));
  const named = ministry.binding?.revision ?? "";
  const revision = REVISION.test(named) ? Number(named) : null;
  const { status, demo } = judgement;
  return { place, checks, signature, signedAt, revision, status, demo, ...rules.conclude(checks) };
}

/** What this signature must reference, in order: address, and the canonical form of that very element. */
function expected(opened, index, { ministry, xades }) {
  const { slot, contentId, content } = opened.places[index];
  const earlier = slot.covers_earlier ? opened.places.slice(0, index) : [];
  return [
    [`#${contentId}`, content],
    ...earlier.map((one) => [`#${one.signatureId}`, one.canonical]),
    [`#${ministry.id}`, ministry.canonical],
    ...(xades ? [[`#${xades.id}`, xades.canonical]] : []),
  ];
}

/** Exactly the references that the slot demands: none missing, none more, none to another element. */
function covers(opened, expectedParts, { references, xades }) {
  const strict = opened.profile.strict_signatures;
  let wanted = expectedParts.map(([uri]) => uri);
  let uris = references.map((one) => one.uri);
  if (!strict) [wanted, uris] = [[...wanted].sort(), [...uris].sort()];
  if (!sameTexts(wanted, uris) || wanted.includes("#")) {
    throw new Finding("REFERENCES_WRONG", { expected: wanted.join(", "), found: uris.join(", ").slice(0, 400) });
  }
  if (xades && strict) requireDescribed(references, xades);
}

/** Each reference but the last is described. @param {Reference[]} references */
export function requireDescribed(references, xades) {
  if (!sameTexts(xades.described, references.slice(0, -1).map((one) => `#${one.id}`))) {
    throw new Finding("SIGNATURE_MALFORMED", {}, "DataObjectFormat");
  }
}

async function intact(expectedParts, { references }) {
  const byUri = new Map(references.map((one) => [one.uri, one]));
  for (const [uri, bytes] of expectedParts) {
    const reference = byUri.get(uri);
    if (!reference || !equal(await digest(reference.hash, bytes), reference.digest)) throw new Finding("DIGEST_WRONG", {}, uri);
  }
}

/** XAdES names the certificate that the signature carries. @param {Signature} signature */
export async function namesCertificate({ xades, leaf }) {
  if (!xades || !equal(await digest(xades.hash, leaf.der), xades.certificateDigest)) throw new Finding("SIGNING_CERTIFICATE_WRONG");
}

/** Made for this record, slot, role and revision (or an earlier one, where the slot survives a revision). */
function bound({ record }, { slot }, binding) {
  if (binding.record !== record.uuid || binding.slot !== slot.name || binding.role !== slot.role) {
    throw new Finding("BINDING_WRONG", { record: record.uuid, slot: slot.name });
  }
  const named = Number(binding.revision);
  const wrong = !REVISION.test(binding.revision);
  const other = record.revision && (named > record.revision || (named < record.revision && !slot.survives_revision));
  if (wrong || other) throw new Finding("REVISION_WRONG", { found: binding.revision.slice(0, 20), revision: record.revision });
}

/** All say the same moment, and it is not still to come. @param {string[]} texts @param {Context} context */
export function oneTime(texts, { at, tolerance }) {
  const times = texts.map(parseTime);
  const unread = times.indexOf(null);
  if (unread >= 0) throw new Finding("SIGNING_TIME_MALFORMED", { value: texts[unread].slice(0, 40) });
  if (new Set(times).size !== 1) throw new Finding("SIGNING_TIME_DIFFERS", { values: texts.join(", ") });
  if (times[0] > at + tolerance) throw new Finding("SIGNED_IN_FUTURE", { value: texts[0], now: new Date(at).toISOString() });
}

/** The certificate is that of the person, or the school, whom the signed data name for this slot. */
function rightSigner({ slot, person, signerId, named }, leaf) {
  if (slot.holder === "organisation") {
    if (leaf.taxCode === null || leaf.organisation !== named) {
      throw new Finding("SEAL_WRONG_ORGANISATION", { expected: named, found: leaf.organisation });
    }
    return;
  }
  if (leaf.personalId === null) throw new Finding("SIGNER_NOT_A_PERSON", { subject: String(leaf.subject) });
  const claimed = new Set([named, leaf.personalId, ...(slot.has_personal_id ? [signerId] : []), ...(person ? [person] : [])]);
  if (claimed.size !== 1) throw new Finding("SIGNER_WRONG_PERSON", { expected: named, found: leaf.personalId });
}

function sameTexts(one, other) {
  return one.length === other.length && one.every((text, at) => text === other[at]);
}
