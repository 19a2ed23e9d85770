/**
 * One X.509 certificate, as much as verification needs of it. Source: RFC 5280; Circular 15/2025/TT-BKHCN (RSA of 2048
 * bits or more, ECDSA of 256 bits or more).
 *
 * @typedef {{kind: "rsa" | "ec", curve: string, spki: Uint8Array}} Key
 * @typedef {{hash: HashName, kind: "rsa" | "pss" | "ec"} | null} SignedWith null: refused
 * @typedef {{oid: string, critical: boolean, value: Uint8Array}} Extension
 * @typedef {{der: Uint8Array, key: Key, subject: Name, issuer: Name, issuerDer: Uint8Array, serial: string, serialDer: Uint8Array,
 *   notBefore: number, notAfter: number, commonName: string, organisation: string, issuerName: string, provider: string,
 *   personalId: string | null, taxCode: string | null, extensions: Extension[], signed: Uint8Array, signedWith: SignedWith,
 *   signature: Uint8Array, demo: boolean}} Certificate times in milliseconds since 1970, UTC
 */

import { equal, letters } from "../bytes.js";
import { Finding } from "../findings.js";
import { isPoint } from "./curves.js";
import { BIT_STRING, CONTEXT, GENERALIZED_TIME, INTEGER, readDer, SEQUENCE, UTC_TIME } from "./der.js";
import { Name } from "./names.js";

const [COMMON_NAME, ORGANISATION, USER_ID] = ["2.5.4.3", "2.5.4.10", "0.9.2342.19200300.100.1.1"];
const POLICIES = "2.5.29.32";
const DEMO_POLICY = "1.3.6.1.4.1.32473.2088.1";
const RSA = "1.2.840.113549.1.1.1";
const PSS = "1.2.840.113549.1.1.10";
const EC = "1.2.840.10045.2.1";
const CURVES = { "1.2.840.10045.3.1.7": "P-256", "1.3.132.0.34": "P-384", "1.3.132.0.35": "P-521" };
const HASHES = { "2.16.840.1.101.3.4.2.1": "sha256", "2.16.840.1.101.3.4.2.2": "sha384", "2.16.840.1.101.3.4.2.3": "sha512" };
const PLAIN = {
  "1.2.840.113549.1.1.11": { hash: "sha256", kind: "rsa" },
  "1.2.840.113549.1.1.12": { hash: "sha384", kind: "rsa" },
  "1.2.840.113549.1.1.13": { hash: "sha512", kind: "rsa" },
  "1.2.840.10045.4.3.2": { hash: "sha256", kind: "ec" },
  "1.2.840.10045.4.3.3": { hash: "sha384", kind: "ec" },
  "1.2.840.10045.4.3.4": { hash: "sha512", kind: "ec" },
};
const LENGTHS = { sha256: 32n, sha384: 48n, sha512: 64n };
const [LEAST_RSA, MOST_RSA, LEAST_EXPONENT] = [2048, 8192, 65537n];
const PERSON = /^CCCD:(\d{12})$/;
const TAX_CODE = /^MST:(\d{10}(?:-?\d{3})?)$/;
const VERSION_3 = 2n;

/** @param {Uint8Array} der @returns {Certificate} */
export function readCertificate(der) {
  try {
    return read(der);
  } catch (error) {
    if (error instanceof Finding && error.code === "DER_MALFORMED") throw malformed(error.params.detail);
    throw error;
  }
}

function malformed(detail) {
  return new Finding("CERTIFICATE_MALFORMED", { detail });
}

function read(der) {
  const [signed, algorithm, value] = readDer(der).expect(SEQUENCE).exactly(3);
  const parts = signed.expect(SEQUENCE).children();
  if (parts[0]?.tag !== CONTEXT || parts[0].exactly(1)[0].expect(INTEGER).integer() !== VERSION_3) throw malformed("version");
  const [, serial, inner, issuer, validity, subject, spki, ...rest] = parts;
  if (!spki || !equal(inner.whole, algorithm.whole)) throw malformed("signature");
  const number = serial.expect(INTEGER).integer();
  if (number <= 0n) throw malformed("serial number");
  const [notBefore, notAfter] = validity.expect(SEQUENCE).exactly(2).map(readTime);
  const names = { subject: new Name(subject), issuer: new Name(issuer) };
  const extensions = readExtensions(rest);
  const uids = names.subject.all(USER_ID);
  return {
    ...names,
    der,
    key: readKey(spki),
    issuerDer: issuer.whole,
    serial: number.toString(16).toUpperCase(),
    serialDer: serial.whole,
    notBefore,
    notAfter,
    commonName: names.subject.first(COMMON_NAME),
    organisation: names.subject.first(ORGANISATION),
    issuerName: names.issuer.first(COMMON_NAME),
    provider: names.issuer.first(ORGANISATION),
    personalId: only(PERSON, uids),
    taxCode: only(TAX_CODE, uids),
    extensions,
    signed: signed.whole,
    signedWith: readAlgorithm(algorithm),
    signature: value.expect(BIT_STRING).bits(),
    demo: policies(extensions).includes(DEMO_POLICY),
  };
}

/** A moment in UTC. @param {Node} node @returns {number} milliseconds since 1970 */
export function readTime(node) {
  const text = letters(node.content);
  const match = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  const digits = node.tag === UTC_TIME ? 2 : node.tag === GENERALIZED_TIME ? 4 : 0;
  if (!match || match[1].length !== digits) throw new Finding("DER_MALFORMED", { detail: "time" });
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  const full = digits === 2 ? year + (year < 50 ? 2000 : 1900) : year;
  const moment = new Date(Date.UTC(full, month - 1, day, hour, minute, second));
  moment.setUTCFullYear(full, month - 1, day); // Date.UTC reads years below 100 otherwise
  if (moment.getUTCMonth() !== month - 1 || hour > 23 || minute > 59 || second > 59) throw new Finding("DER_MALFORMED", { detail: "time" });
  return moment.getTime();
}

/** The one [3] of a certificate, or [0] of a list, and what it holds. @param {Node[]} rest @param {number} [tag] */
export function readExtensions(rest, tag = CONTEXT + 3) {
  const holder = rest.find((node) => node.tag === tag);
  return holder ? extensionsOf(holder.exactly(1)[0]) : [];
}

/** @param {Node} list @returns {Extension[]} */
export function extensionsOf(list) {
  const found = list.expect(SEQUENCE).children().map((node) => {
    const parts = node.expect(SEQUENCE).children();
    if (parts.length < 2 || parts.length > 3) throw new Finding("DER_MALFORMED", { detail: "extension" });
    const critical = parts.length === 3 && parts[1].boolean();
    return { oid: parts[0].oid(), critical, value: parts[parts.length - 1].expect(0x04).content };
  });
  if (new Set(found.map((one) => one.oid)).size !== found.length) throw new Finding("DER_MALFORMED", { detail: "extension twice" });
  return found;
}

/** How a certificate or a list is signed; null where that is refused. @param {Node} node @returns {SignedWith} */
export function readAlgorithm(node) {
  const [kind, parameters] = node.expect(SEQUENCE).children();
  const oid = kind.oid();
  return oid === PSS && parameters ? pss(parameters) : (PLAIN[oid] ?? null);
}

/** PSS as WebCrypto can check it: one hash for both, salt as long as the hash. */
function pss(node) {
  const fields = new Map(node.expect(SEQUENCE).children().map((one) => [one.tag - CONTEXT, one.exactly(1)[0]]));
  const hash = HASHES[fields.get(0)?.children()[0]?.oid()];
  const mask = fields.get(1)?.children()[1];
  const same = hash !== undefined && mask !== undefined && HASHES[mask.children()[0].oid()] === hash;
  return same && fields.get(2)?.integer() === LENGTHS[hash] ? { hash, kind: "pss" } : null;
}

function readKey(spki) {
  const [algorithm, bits] = spki.expect(SEQUENCE).exactly(2);
  const [kind, parameters] = algorithm.expect(SEQUENCE).children();
  const oid = kind.oid();
  if (oid === RSA) {
    const [modulus, exponent] = readDer(bits.bits()).expect(SEQUENCE).exactly(2).map((one) => one.expect(INTEGER).integer());
    const size = modulus.toString(2).length;
    if (modulus <= 0n || size < LEAST_RSA || size > MOST_RSA || exponent < LEAST_EXPONENT) throw weak(`RSA-${size}`);
    return { kind: "rsa", curve: "", spki: spki.whole };
  }
  const curve = oid === EC && parameters?.tag === 0x06 ? CURVES[parameters.oid()] : undefined;
  if (!curve) throw weak(oid);
  if (!isPoint(curve, bits.bits())) throw malformed("public key");
  return { kind: "ec", curve, spki: spki.whole };
}

function weak(key) {
  return new Finding("CERTIFICATE_KEY_WEAK", { key });
}

function policies(extensions) {
  const found = extensions.find((one) => one.oid === POLICIES);
  return found ? readDer(found.value).children().map((one) => one.children()[0].oid()) : [];
}

/** The one value of that form: two identities in one certificate are none. */
function only(pattern, values) {
  const found = values.map((value) => pattern.exec(value)).filter(Boolean);
  return found.length === 1 ? found[0][1] : null;
}
