/**
 * A package (DANH_SACH_HOC_BA): its own signature, and each record in it alone, cut out as bytes.
 * Source: Công văn 2088/BGDĐT-GDTH, II.2 and III.2.
 */

import { concat, decode, encode, equal } from "./bytes.js";
import { digest, verifyXml } from "./crypto.js";
import { Finding, notChecked, passed, step } from "./findings.js";
import { judge } from "./x509/judge.js";
import { canonical, canonicalBytes } from "./xml/canonical.js";
import { DECLARATION } from "./xml/frame.js";
import { elements, everyElement, parseStrict } from "./xml/parse.js";
import { SignatureReader } from "./xml/signature.js";
import { namesCertificate, oneTime, requireDescribed } from "./xml/steps.js";
import { parseTime } from "./xml/times.js";
import { examineRecord } from "./xml/whole.js";

const SLOT = "DANH_SACH";

/** @param {Uint8Array} bytes @param {object} form whether the first tag of a file is that of a list */
export function isList(bytes, form) {
  const match = /<([A-Za-z_][^\s/>]*)/.exec(String.fromCharCode(...bytes.subarray(0, 4096)));
  return match !== null && match[1] === form.root;
}

/**
 * @param {Uint8Array} bytes @param {Context} context
 * @returns {Promise<{checks: object[], records: object[], signature: object | null, demo: boolean}>}
 */
export async function examinePackage(bytes, context) {
  const { rules } = context;
  let opened;
  const checks = [];
  try {
    opened = cutList(bytes, context);
    checks.push(inOneForm(opened) ? passed("PACKAGE_SHAPE") : rules.found(new Finding("PACKAGE_MALFORMED"), ""));
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    return { checks: [rules.found(error, "")], records: [], signature: null, demo: false };
  }
  const records = [];
  for (const file of opened.files) records.push(await examineRecord(encode(DECLARATION + file), context));
  let signature = null;
  if (opened.signature) {
    signature = await examineSignature(opened, records, context);
    checks.push(...signature.checks);
  } else {
    checks.push(rules.found(new Finding("PACKAGE_NOT_SIGNED"), ""));
  }
  checks.push(...records.flatMap((record, index) => ofRecord(record, index, records, rules)));
  const demo = records.some((record) => record.examined.some((one) => one.demo));
  if (demo) checks.push(notChecked("LEGAL_VALUE"));
  return { checks, records, signature, demo };
}

/** Records are found by their tags, which is exact once comments, CDATA, DTD and instructions are refused. */
function cutList(bytes, { list, limits }) {
  if (bytes.length > list.limits.bytes) throw new Finding("TOO_LARGE", { size: bytes.length, limit: list.limits.bytes });
  const text = decode(bytes);
  if (text === null) throw new Finding("ENCODING_NOT_UTF8");
  if (text.includes("<!")) throw new Finding(text.includes("<!D") ? "DTD_FORBIDDEN" : "COMMENT_FORBIDDEN");
  if (text.indexOf("<?", text.startsWith("<?xml") ? text.indexOf("?>") : 0) >= 0) throw new Finding("COMMENT_FORBIDDEN");
  const { files, frame } = cutRecords(text, list);
  const root = parseStrict(encode(frame), list.limits);
  const signature = signatureOf(root, list, files.length);
  for (const file of files) requireOwnIds(parseStrict(encode(DECLARATION + file), limits), list);
  return { text, files, root, signature, form: list };
}

function cutRecords(text, { record, most_records: most }) {
  const start = new RegExp(`<${record}(?=[\\s>/])`, "g");
  const end = new RegExp(`</${record}\\s*>`, "g");
  const files = [];
  const frame = [];
  let at = 0;
  for (let opening = start.exec(text); opening; opening = start.exec(text)) {
    frame.push(text.slice(at, opening.index), `<${record}/>`);
    end.lastIndex = start.lastIndex;
    const closing = end.exec(text);
    const again = start.exec(text);
    if (!closing || (again && again.index < closing.index)) throw new Finding("LIST_MALFORMED", {}, `byte ${opening.index}`);
    if (files.length === most) throw new Finding("LIST_TOO_LONG", { limit: most });
    at = end.lastIndex;
    files.push(text.slice(opening.index, at));
    start.lastIndex = at;
  }
  if (!files.length) throw new Finding("LIST_EMPTY");
  return { files, frame: [...frame, text.slice(at)].join("") };
}

/** The records are children of the list, then at most one signature, and nothing else. */
function signatureOf(root, form, count) {
  const children = elements(root);
  const signed = children.at(-1)?.tag === `{${form.profile.namespaces.ds}}Signature`;
  const records = signed ? children.slice(0, -1) : children;
  const texts = root.children.filter((child) => typeof child === "string");
  const own = root.attributes.length === 1 && root.attributes[0].name === form.id_attribute && root.attributes[0].value === form.id;
  const shaped = records.length === count && records.every((child) => child.tag === form.record);
  if (root.tag !== form.root || root.declared.size || !shaped || !own || texts.some((one) => one.trim())) {
    throw new Finding("LIST_MALFORMED", {}, form.root);
  }
  return signed ? children.at(-1) : null;
}

/** A foreign tool could take one Id for the other. */
function requireOwnIds(record, form) {
  for (const element of everyElement(record)) {
    for (const { local, value } of element.attributes) {
      if (["Id", "ID", "id"].includes(local) && (value === form.id || value.endsWith(`-${form.key}`))) {
        throw new Finding("LIST_ID_TAKEN", {}, form.id);
      }
    }
  }
}

/** Around the records the file is its own canonical form; each record is held to its profile's form alone. */
function inOneForm({ text, files, root, form }) {
  const pieces = canonical(root).split(`<${form.record}></${form.record}>`);
  return text === DECLARATION + pieces[0] + files.map((file, at) => file + pieces[at + 1]).join("");
}

/** The list without its own signature: what that signature covers. */
function covered({ files, root, signature, form }, limits) {
  const pieces = canonical(root).replace(canonical(signature), () => "").split(`<${form.record}></${form.record}>`);
  const parts = files.flatMap((file, at) => [
    canonicalBytes(parseStrict(encode(DECLARATION + file), limits)),
    encode(pieces[at + 1]),
  ]);
  return concat(encode(pieces[0]), ...parts);
}

async function examineSignature(opened, records, context) {
  const { rules } = context;
  const { form } = opened;
  let signature;
  try {
    signature = new SignatureReader(form.profile, context.certificate, true).read(opened.signature, `sig-${form.key}`);
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    const checks = [rules.found(error, SLOT)];
    return { checks, leaf: null, scheme: null, signedAt: null, status: "unknown", ...rules.conclude(checks) };
  }
  const checks = [passed("SIGNATURE_SHAPE", SLOT), passed("SIGNATURE_ALGORITHMS", SLOT)];
  const take = (code, work) => step(rules, checks, code, SLOT, work);
  const signedAt = parseTime(signature.ministry.time);
  await take("SIGNATURE_COVERAGE", () => covers(form, signature));
  await take("SIGNATURE_INTEGRITY", () => intact(opened, signature, context.limits));
  await take("SIGNING_CERTIFICATE", () => namesCertificate(signature));
  await take("SIGNATURE_VALUE", () => verifyXml(signature.leaf, signature.scheme, signature.value, signature.signedInfo));
  await take("SIGNING_TIME", () => afterSeals(signature, signedAt, records, context));
  const judgement = await judge(signature.leaf, signature.chain, signedAt, context, SLOT);
  checks.push(...judgement.checks);
  await take("SIGNER_IDENTITY", () => rightSender(signature.leaf, records));
  const { leaf, scheme } = signature;
  return { checks, leaf, scheme, signedAt, status: judgement.status, ...rules.conclude(checks) };
}

function covers(form, { references, ministry, xades }) {
  const wanted = [form.id, ministry.id, xades?.id ?? ""].map((id) => `#${id}`).join(", ");
  const found = references.map((one) => one.uri).join(", ");
  if (wanted !== found) throw new Finding("REFERENCES_WRONG", { expected: wanted, found: found.slice(0, 400) });
  if (!xades) throw new Finding("SIGNATURE_MALFORMED", {}, "DataObjectFormat");
  requireDescribed(references, xades);
}

async function intact(opened, { references, ministry, xades }, limits) {
  if (references.length !== 3 || !xades) throw new Finding("REFERENCES_WRONG", { expected: "3", found: String(references.length) });
  const parts = [covered(opened, limits), ministry.canonical, xades.canonical];
  for (const [at, reference] of references.entries()) {
    if (!equal(await digest(reference.hash, parts[at]), reference.digest)) throw new Finding("DIGEST_WRONG", {}, reference.uri);
  }
}

/** The list is signed after the last signature of each record. */
function afterSeals({ ministry, xades }, signedAt, records, context) {
  if (signedAt === null || !xades) throw new Finding("SIGNING_TIME_MALFORMED", { value: ministry.time.slice(0, 40) });
  if (xades.time !== ministry.time) throw new Finding("SIGNING_TIME_DIFFERS", { values: `${xades.time}, ${ministry.time}` });
  oneTime([ministry.time], context);
  const late = records.findIndex((record) => record.examined.some((one) => one.signedAt !== null && one.signedAt > signedAt));
  if (late >= 0) throw new Finding("SIGNED_OUT_OF_ORDER", { before: `HOC_BA[${late + 1}]` });
}

/** The school of all the records, or the authority above it, which sends them on. */
function rightSender(leaf, records) {
  const known = records.filter((record) => record.opened).map((record) => record.opened.record);
  const senders = ["school", "authority"].map((name) => new Set(known.map((record) => record[name])));
  const right = leaf.taxCode !== null && senders.some((names) => names.size === 1 && names.has(leaf.organisation));
  if (!right) throw new Finding("SEAL_WRONG_ORGANISATION", { expected: [...senders[0]].join(", "), found: leaf.organisation });
}

function ofRecord(record, index, records, rules) {
  const where = `HOC_BA[${index + 1}]`;
  const uuid = record.opened?.record.uuid ?? "";
  const twice = uuid && records.slice(0, index).some((one) => one.opened?.record.uuid === uuid);
  const checks = twice ? [rules.found(new Finding("PACKAGE_RECORD_TWICE", { uuid }), where)] : [];
  const { indication, sub } = rules.conclude(record.checks);
  if (indication === "TOTAL_PASSED") return [...checks, passed("PACKAGE_RECORDS", where)];
  const code = indication === "TOTAL_FAILED" ? "PACKAGE_RECORD_FAILED" : "PACKAGE_RECORD_UNDECIDED";
  const decisive = record.checks.find((check) => check.sub === sub).code;
  return [...checks, { ...rules.found(new Finding(code, { uuid, code: decisive }), where), sub }];
}
