/**
 * The CMS signature of a sealed PDF, taken apart without leniency: what it does not sign must stand exactly as PAdES
 * baseline B and our own writer put it. Source: RFC 5652; RFC 5754; RFC 5035; ETSI EN 319 142-1, 6.3.
 *
 * @typedef {{leaf: Certificate, chain: Certificate[], hash: HashName, scheme: Scheme,
 *   value: Uint8Array, attributes: Uint8Array, messageDigest: Uint8Array, certificateDigest: Uint8Array}} Cms
 */

import { compare, concat, equal, hex } from "../bytes.js";
import { digest, verifyDer } from "../crypto.js";
import { Finding } from "../findings.js";
import { CONTEXT, OCTET_STRING, OID, readDer, SEQUENCE, SET } from "../x509/der.js";

/** `Certificate`: certificate.js `Node`: der.js */

const VERSION_1 = "020101";
const SIGNED_DATA = "06092a864886f70d010702";
const DATA = "06092a864886f70d010701";
const [CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_CERTIFICATE] = ["2a864886f70d010903", "2a864886f70d010904", "2a864886f70d010910022f"];
const HASHES = { sha256: "0609608648016503040201", sha384: "0609608648016503040202", sha512: "0609608648016503040203" };
const LENGTHS = { sha256: 32, sha384: 48, sha512: 64 };
const MOST_CERTIFICATES = 6;

/** AlgorithmIdentifier in hexadecimal -> hash; its parameters are absent (RFC 5754, 2). */
const DIGESTS = new Map(Object.entries(HASHES).map(([name, oid]) => [tlv("30", oid), name]));
/** The one AlgorithmIdentifier of each signature algorithm that passes (RFC 5754, RFC 4055). */
const SCHEMES = new Map(
  Object.keys(HASHES).flatMap((hash, last) => {
    const identifier = tlv("30", `${HASHES[hash]}0500`);
    const mask = tlv("30", `06092a864886f70d010108${identifier}`);
    const salt = `0201${byte(LENGTHS[hash])}`;
    const parameters = tlv("30", tlv("a0", identifier) + tlv("a1", mask) + tlv("a2", salt));
    return [
      [tlv("30", `06082a8648ce3d0403${byte(2 + last)}`), { hash, kind: "ec" }],
      [tlv("30", `06092a864886f70d0101${byte(11 + last)}0500`), { hash, kind: "rsa" }],
      [tlv("30", `06092a864886f70d01010a${parameters}`), { hash, kind: "pss" }],
    ];
  }),
);

function byte(value) {
  return value.toString(16).padStart(2, "0");
}

function tlv(tag, content) {
  return tag + byte(content.length / 2) + content;
}

function malformed(detail) {
  return new Finding("CMS_MALFORMED", { detail });
}

function exactly(node, count) {
  const found = node.children();
  if (found.length !== count) throw malformed(`${found.length} values, expected ${count}`);
  return found;
}

/**
 * A CMS of one signer, one digest algorithm and three signed attributes.
 * @param {Uint8Array} der @param {(der: Uint8Array) => Certificate} read @returns {Cms}
 */
export function readCms(der, read) {
  const [kind, explicit] = exactly(readDer(der).expect(SEQUENCE), 2);
  const [signedData] = exactly(explicit.expect(CONTEXT), 1);
  const [version, digests, content, certificates, signers] = exactly(signedData.expect(SEQUENCE), 5);
  const [digestAlgorithm] = exactly(digests.expect(SET), 1);
  const [signer] = exactly(signers.expect(SET), 1);
  const [contentType] = exactly(content.expect(SEQUENCE), 1);
  if (hex(kind.whole) !== SIGNED_DATA || hex(version.whole) !== VERSION_1 || hex(contentType.whole) !== DATA) throw malformed("SignedData");
  const [ownVersion, who, ownDigest, attributes, algorithm, value] = exactly(signer.expect(SEQUENCE), 6);
  if (hex(ownVersion.whole) !== VERSION_1 || !equal(ownDigest.whole, digestAlgorithm.whole)) throw malformed("SignerInfo");
  const hash = DIGESTS.get(hex(digestAlgorithm.whole));
  const scheme = SCHEMES.get(hex(algorithm.whole));
  if (!hash || scheme?.hash !== hash) throw new Finding("ALGORITHM_REFUSED", { algorithm: hex(algorithm.whole) });
  const signed = signedAttributes(attributes.expect(CONTEXT));
  const [leaf, ...chain] = ordered(certificates.expect(CONTEXT), who.expect(SEQUENCE), read);
  return {
    leaf,
    chain,
    hash,
    scheme,
    value: value.expect(OCTET_STRING).content,
    attributes: concat(Uint8Array.of(SET), attributes.whole.subarray(1)),
    messageDigest: signed.get(MESSAGE_DIGEST).expect(OCTET_STRING).content,
    certificateDigest: certificateDigest(signed.get(SIGNING_CERTIFICATE)),
  };
}

/** The certificate is the one that the signed attributes name. @param {Cms} cms */
export async function checkCertificate(cms) {
  if (!equal(await digest("sha256", cms.leaf.der), cms.certificateDigest)) throw new Finding("SIGNING_CERTIFICATE_WRONG");
}

/** The signature value over the signed attributes. @param {Cms} cms */
export async function checkValue(cms) {
  await verifyDer(cms.leaf, cms.scheme, cms.value, cms.attributes);
}

/** Content type, message digest, signing certificate: each once, each with one value, in DER order. */
function signedAttributes(node) {
  const members = exactly(node, 3);
  if (!sorted(members.map((one) => one.whole))) throw malformed("order of attributes");
  const found = new Map();
  for (const member of members) {
    const [kind, values] = exactly(member.expect(SEQUENCE), 2);
    const [value] = exactly(values.expect(SET), 1);
    found.set(hex(kind.expect(OID).content), value);
  }
  const known = [CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_CERTIFICATE].every((kind) => found.has(kind));
  if (!known || hex(found.get(CONTENT_TYPE).whole) !== DATA) throw malformed("signed attributes");
  return found;
}

/** The hash of the one ESSCertIDv2, which names no algorithm: SHA-256 is its default (RFC 5035, 4). */
function certificateDigest(value) {
  const [certificates] = exactly(value.expect(SEQUENCE), 1);
  const [identifier] = exactly(certificates.expect(SEQUENCE), 1);
  const [found] = exactly(identifier.expect(SEQUENCE), 1);
  return found.expect(OCTET_STRING).content;
}

/** Signer first, then each issuer; none may be left over, and the SET itself must be in the order of DER. */
function ordered(certificates, who, read) {
  const encoded = certificates.children().map((one) => one.expect(SEQUENCE).whole);
  const strictly = sorted(encoded) && encoded.every((one, at) => at === 0 || !equal(one, encoded[at - 1]));
  if (!encoded.length || encoded.length > MOST_CERTIFICATES || !strictly) throw malformed("certificates");
  const waiting = new Set(encoded.map(read));
  const [issuer, serial] = exactly(who, 2);
  const named = [...waiting].filter((one) => equal(one.issuerDer, issuer.whole) && equal(one.serialDer, serial.whole));
  if (named.length !== 1) throw malformed("signer identifier");
  const found = [...named];
  waiting.delete(named[0]);
  while (waiting.size) {
    const above = [...waiting].filter((one) => one.subject.key === found.at(-1).issuer.key);
    if (above.length !== 1) throw new Finding("CHAIN_UNUSED_CERTIFICATE", { subject: String([...waiting][0].subject) });
    found.push(above[0]);
    waiting.delete(above[0]);
  }
  return found;
}

function sorted(members) {
  return members.every((one, at) => at === 0 || compare(members[at - 1], one) <= 0);
}
