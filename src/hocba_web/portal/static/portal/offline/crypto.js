/**
 * Digests and signatures by the browser's own WebCrypto. What is not named here is refused, so SHA-1, MD5, DSA and HMAC
 * cannot be reached. Source: Circular 15/2025/TT-BKHCN; RFC 9231.
 *
 * @typedef {"sha256" | "sha384" | "sha512"} HashName
 * @typedef {{hash: HashName, kind: "rsa" | "pss" | "ec"}} Scheme
 */

import { concat } from "./bytes.js";
import { Finding } from "./findings.js";
import { INTEGER, readDer, SEQUENCE } from "./x509/der.js";

const WEB = { sha256: "SHA-256", sha384: "SHA-384", sha512: "SHA-512" };
const LENGTHS = { sha256: 32, sha384: 48, sha512: 64 };
const SIZES = { "P-256": 32, "P-384": 48, "P-521": 66 };
const MORE_2001 = "http://www.w3.org/2001/04/xmldsig-more#";
const MORE_2007 = "http://www.w3.org/2007/05/xmldsig-more#";

/** @type {Map<string, HashName>} */
export const DIGESTS = new Map([
  ["http://www.w3.org/2001/04/xmlenc#sha256", "sha256"],
  ["http://www.w3.org/2001/04/xmldsig-more#sha384", "sha384"],
  ["http://www.w3.org/2001/04/xmlenc#sha512", "sha512"],
]);
/** @type {Map<string, Scheme>} */
export const SCHEMES = new Map(
  /** @type {HashName[]} */ (Object.keys(WEB)).flatMap((hash) => [
    [`${MORE_2001}rsa-${hash}`, { hash, kind: "rsa" }],
    [`${MORE_2007}${hash}-rsa-MGF1`, { hash, kind: "pss" }],
    [`${MORE_2001}ecdsa-${hash}`, { hash, kind: "ec" }],
  ]),
);

/** Whether this browser lets the page compute (only over https, or on the machine itself). */
export function available() {
  return typeof globalThis.crypto?.subtle?.verify === "function";
}

/** @param {HashName} name @param {Uint8Array} data @returns {Promise<Uint8Array>} */
export async function digest(name, data) {
  return new Uint8Array(await crypto.subtle.digest(WEB[name], data));
}

/**
 * Check a signature as XML writes it: an ECDSA value is r and s side by side, each of the curve's length.
 * @param {Certificate} certificate @param {Scheme} scheme
 * @param {Uint8Array} value @param {Uint8Array} signed
 */
export async function verifyXml(certificate, scheme, value, signed) {
  const { key } = certificate;
  if ((key.kind === "ec") !== (scheme.kind === "ec")) throw new Finding("KEY_ALGORITHM_MISMATCH");
  if (key.kind === "ec" && value.length !== 2 * SIZES[key.curve]) throw new Finding("SIGNATURE_VALUE_WRONG");
  if (!(await verified(key, scheme, value, signed))) throw new Finding("SIGNATURE_VALUE_WRONG");
}

/** Check a signature as CMS and X.509 write it: an ECDSA value is DER. Arguments as for `verifyXml`. */
export async function verifyDer(certificate, scheme, value, signed) {
  const { key } = certificate;
  if ((key.kind === "ec") !== (scheme.kind === "ec")) throw new Finding("KEY_ALGORITHM_MISMATCH");
  const raw = key.kind === "ec" ? sideBySide(value, SIZES[key.curve]) : value;
  if (!raw || !(await verified(key, scheme, raw, signed))) throw new Finding("SIGNATURE_VALUE_WRONG");
}

async function verified(key, scheme, value, signed) {
  const parameters = {
    rsa: { name: "RSASSA-PKCS1-v1_5" },
    pss: { name: "RSA-PSS", saltLength: LENGTHS[scheme.hash] },
    ec: { name: "ECDSA", hash: WEB[scheme.hash] },
  }[scheme.kind];
  const imported = key.kind === "ec" ? { name: "ECDSA", namedCurve: key.curve } : { name: parameters.name, hash: WEB[scheme.hash] };
  let publicKey;
  try {
    publicKey = await crypto.subtle.importKey("spki", key.spki, imported, false, ["verify"]);
  } catch {
    return false; // a point that is not on its curve, a modulus that is none: nothing can have been signed with it
  }
  return crypto.subtle.verify(parameters, publicKey, value, signed);
}

/** r and s of a DER signature, each of `size` bytes; null where it is not strict DER. */
function sideBySide(der, size) {
  try {
    const halves = readDer(der).expect(SEQUENCE).exactly(2).map((node) => {
      if (node.expect(INTEGER).integer() <= 0n) throw new Finding("DER_MALFORMED");
      const bytes = node.content[0] === 0 ? node.content.subarray(1) : node.content;
      if (bytes.length > size) throw new Finding("DER_MALFORMED");
      return concat(new Uint8Array(size - bytes.length), bytes);
    });
    return concat(...halves);
  } catch (error) {
    if (error instanceof Finding) return null;
    throw error;
  }
}
