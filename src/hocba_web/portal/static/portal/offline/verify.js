/**
 * The one door: what kind of file is this, and what is found out about it. Same codes and indications as the server's
 * verifier, but for what docs/formats/browser-verifier.md names.
 *
 * @typedef {{slot: string, role: string, person: string, indication: string, sub: string | null, signedAt: number | null, status: string,
 *   algorithm: string, covers: string, coveredBy: string[], leaf: Certificate | null}} SignatureReport
 * @typedef {{kind: "xml" | "pdf" | "package" | "handover" | "other" | "empty" | "archive", indication: string | null, sub: string | null,
 *   checks: Check[], profile: string | null, record: RecordData | null,
 *   state: string | null, signatures: SignatureReport[], records: Report[], demo: boolean, paper: boolean,
 *   copy: boolean}} Report
 *   `indication` is null for files that this page does not judge
 */

import { letters } from "./bytes.js";
import { Finding } from "./findings.js";
import { examinePackage, isList } from "./package.js";
import { examinePdf, SLOT } from "./pdf/document.js";
import { examineRecord, stateOf } from "./xml/whole.js";

const XML_START = /^(?:\xef\xbb\xbf)?[ \t\n\r\f\v]*<|^(?:\xff\xfe<\0|\xfe\xff\0<)/;
const HANDOVER_START = "(?:\\xef\\xbb\\xbf)?\\s*(?:<\\?xml[^>]{0,200}\\?>)?\\s*<";
const BEGINNING = 1024;
const PACKED = /^(?:PK\x03\x04|Rar!|7z\xbc\xaf\x27\x1c|\x1f\x8b)/; // ZIP and Office, RAR, 7-Zip, gzip
const NOTHING = { sub: null, checks: [], profile: null, record: null, state: null, signatures: [], records: [], demo: false, paper: false, copy: false };

/** @param {Uint8Array} bytes the whole file @param {Context} context @returns {Promise<Report>} */
export async function verify(bytes, context) {
  const beginning = letters(bytes.subarray(0, BEGINNING));
  const kind = XML_START.test(beginning) ? "xml" : beginning.includes("%PDF-") ? "pdf" : "";
  if (!kind) return { ...NOTHING, kind: bytes.length ? (PACKED.test(beginning) ? "archive" : "other") : "empty", indication: null };
  if (bytes.length > context.mostBytes) {
    const checks = [context.rules.found(new Finding("FILE_TOO_LARGE", { size: bytes.length, limit: context.mostBytes }), "")];
    return { ...NOTHING, kind, checks, ...context.rules.conclude(checks) };
  }
  if (kind === "pdf") return ofPdf(await examinePdf(bytes, context), context);
  if (isList(bytes, context.list)) return ofPackage(await examinePackage(bytes, context), context);
  if (new RegExp(`^${HANDOVER_START}${context.handover}[\\s>/]`).test(beginning)) return { ...NOTHING, kind: "handover", indication: null };
  return ofRecord(await examineRecord(bytes, context), context);
}

function ofRecord(found, { rules }, around = []) {
  const { checks, opened, examined, profile } = found;
  return {
    ...NOTHING,
    ...rules.conclude(checks),
    kind: "xml",
    checks,
    profile: profile?.name ?? null,
    record: opened?.record ?? null,
    state: opened ? stateOf(opened) : null,
    signatures: examined.map((one, index) => ofSignature(one, examined.slice(index + 1), around)),
    demo: examined.some((one) => one.demo),
  };
}

function ofSignature({ place, signature, signedAt, status, indication, sub }, later, around) {
  const { slot } = place;
  const over = later.filter((one) => one.place.slot.covers_earlier && one.indication !== "TOTAL_FAILED");
  return {
    slot: slot.name,
    role: slot.role,
    person: place.person,
    indication,
    sub,
    signedAt,
    status,
    algorithm: signature ? nameOf(signature.scheme) : "",
    covers: slot.covers_earlier ? "data_and_signatures" : slot.repeats ? "part" : "data",
    coveredBy: [...over.map((one) => one.place.slot.name), ...around],
    leaf: signature?.leaf ?? null,
  };
}

function ofPackage({ checks, records, signature, demo }, context) {
  const { rules, list } = context;
  const algorithm = signature?.scheme ? nameOf(signature.scheme) : "";
  const own = signature && { ...signature, algorithm, slot: "DANH_SACH", role: "sender", person: "", covers: "list", coveredBy: [] };
  return {
    ...NOTHING,
    ...rules.conclude(checks),
    kind: "package",
    checks,
    profile: list.profile.name,
    signatures: own ? [own] : [],
    records: records.map((record) => ofRecord(record, context)),
    demo,
  };
}

function ofPdf({ checks, seal, inside, paper, copy, demo }, context) {
  const record = inside ? ofRecord(inside, context, [SLOT]) : NOTHING;
  const own = seal && {
    ...seal,
    slot: SLOT,
    role: paper ? "paper_seal" : copy ? "authority_copy_seal" : "school_seal",
    person: "",
    algorithm: seal.scheme ? nameOf(seal.scheme) : "",
    covers: "file",
    coveredBy: [],
  };
  const { profile, state, signatures } = record;
  const whole = { kind: "pdf", checks, profile, record: record.record, state, signatures: own ? [...signatures, own] : signatures };
  return { ...NOTHING, ...context.rules.conclude(checks), ...whole, demo, paper, copy };
}

/** @param {Scheme} scheme such as "RSA-PSS, SHA-256" */
function nameOf({ kind, hash }) {
  return `${{ rsa: "RSA", pss: "RSA-PSS", ec: "ECDSA" }[kind]}, ${hash.replace("sha", "SHA-")}`;
}
