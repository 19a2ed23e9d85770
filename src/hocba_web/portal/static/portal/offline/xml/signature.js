/**
 * A `ds:Signature` taken apart: only the children, attributes and algorithms of the profile, in their order. Nothing is
 * looked up by Id or by search; each part is reached by its position, so a part that stands elsewhere, twice or under
 * another parent is refused rather than found. Source: W3C XML Signature 1.1; ETSI EN 319 132-1 (baseline B).
 *
 * @typedef {{id: string | null, uri: string, hash: HashName, digest: Uint8Array}} Reference
 * @typedef {{canonical: Uint8Array, id: string, time: string, hash: HashName, certificateDigest: Uint8Array,
 *   described: string[]}} XadesProperties
 * @typedef {{record: string, revision: string, slot: string, role: string}} Binding
 * @typedef {{canonical: Uint8Array, id: string, time: string, binding: Binding | null}} MinistryProperties
 * @typedef {{signedInfo: Uint8Array, algorithm: string, scheme: Scheme, references: Reference[],
 *   value: Uint8Array, leaf: Certificate, chain: Certificate[], xades: XadesProperties | null, ministry: MinistryProperties}} Signature
 */

import { fromBase64 } from "../bytes.js";
import { DIGESTS, SCHEMES } from "../crypto.js";
import { Finding } from "../findings.js";
import { canonicalBytes } from "./canonical.js";
import { elements, textOf } from "./parse.js";

/** `Element`: parse.js `Certificate`: certificate.js */

export const EXCLUSIVE_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#";
const ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
const [MOST_CERTIFICATES, MOST_REFERENCES] = [6, 64];

/** Reads signatures of one profile. */
export class SignatureReader {
  /**
   * @param {object} profile @param {(text: string) => Certificate | null} certificate by its base64; null where that is not canonical
   * @param {boolean} [enveloped] for the signature of a list, which stands inside what it signs and has no binding
   */
  constructor(profile, certificate, enveloped = false) {
    const { ds, xades, binding, signing_time: time } = profile.namespaces;
    this.profile = profile;
    this.strict = profile.strict_signatures;
    this.enveloped = enveloped;
    this.certificate = certificate;
    this.ds = (name) => `{${ds}}${name}`;
    this.xades = (name) => `{${xades}}${name}`;
    this.hb = (name) => `{${binding}}${name}`;
    this.timeTag = `{${time}}SigningTime`;
  }

  /** @param {Element} element @param {string} wantedId @returns {Signature} */
  read(element, wantedId) {
    const { ds, strict } = this;
    const parts = elements(element);
    const whole = ["SignedInfo", "SignatureValue", "KeyInfo", "Object", "Object"].map(ds);
    const known = named(parts, whole) || (!strict && named(parts, whole.slice(0, 4)));
    if (element.tag !== ds("Signature") || !known) throw malformed("Signature");
    const valueId = `sigval${wantedId.replace(/^sig/, "")}`;
    if (strict && !(onlyAttribute(element, "Id", wantedId) && onlyAttribute(parts[1], "Id", valueId))) throw malformed("Signature/@Id");
    const { algorithm, scheme, references } = this.signedInfo(parts[0]);
    const [leaf, ...chain] = this.keyInfo(parts[2]);
    const properties = this.objects(parts.slice(3), valueOf(element, "Id"));
    return { signedInfo: canonicalBytes(parts[0]), algorithm, scheme, references, value: this.base64(parts[1]), leaf, chain, ...properties };
  }

  signedInfo(element) {
    const [method, signatureMethod, ...references] = elements(element);
    const count = references.length;
    if (count < 1 || count + 2 > MOST_REFERENCES || (this.strict && element.attributes.length)) throw malformed("SignedInfo");
    if (!named([method, signatureMethod], ["CanonicalizationMethod", "SignatureMethod"].map(this.ds))) throw malformed("SignedInfo");
    const form = algorithmOf(method);
    if (form !== EXCLUSIVE_C14N) throw new Finding("ALGORITHM_REFUSED", { algorithm: form });
    const algorithm = algorithmOf(signatureMethod);
    const scheme = this.profile.algorithms.includes(algorithm) ? SCHEMES.get(algorithm) : undefined;
    if (!scheme) throw new Finding("ALGORITHM_REFUSED", { algorithm });
    return { algorithm, scheme, references: references.map((one, number) => this.reference(one, number === 0)) };
  }

  reference(element, first) {
    const parts = elements(element);
    const wanted = ["Transforms", "DigestMethod", "DigestValue"].map(this.ds);
    if (element.tag !== this.ds("Reference") || !named(parts, wanted)) throw malformed("Reference");
    const uri = valueOf(element, "URI", null);
    if (uri === null) throw malformed("Reference/@URI");
    const transforms = elements(parts[0]).map(algorithmOf);
    const allowed = first && this.enveloped ? [ENVELOPED, EXCLUSIVE_C14N] : [EXCLUSIVE_C14N];
    if (transforms.join(" ") !== allowed.join(" ")) throw new Finding("TRANSFORM_FORBIDDEN", {}, uri);
    return { id: valueOf(element, "Id", null), uri, hash: this.hash(parts[1]), digest: this.base64(parts[2]) };
  }

  hash(element) {
    const uri = algorithmOf(element);
    const name = DIGESTS.get(uri);
    if (!name || !this.profile.digests.includes(name)) throw new Finding("ALGORITHM_REFUSED", { algorithm: uri });
    return name;
  }

  keyInfo(element) {
    const { ds, strict } = this;
    const data = elements(element);
    if (!named(data, [ds("X509Data")])) throw malformed("KeyInfo");
    const parts = elements(data[0]);
    const certificates = parts.filter((one) => one.tag === ds("X509Certificate"));
    const shaped = parts[0]?.tag === ds("X509SubjectName") && certificates.length === parts.length - 1;
    if ((strict && !shaped) || !certificates.length || certificates.length > MOST_CERTIFICATES) throw malformed("X509Data");
    const found = certificates.map((one) => {
      const certificate = this.certificate(this.packed(one));
      if (!certificate) throw new Finding("BASE64_NOT_CANONICAL", {}, "X509Certificate");
      return certificate;
    });
    if (strict && plain(parts[0]) !== String(found[0].subject)) throw malformed("X509SubjectName");
    return found;
  }

  /** The XAdES properties, then the ministry's; nothing else may stand in a signature. */
  objects(objects, signatureId) {
    let wanted = [this.xades("QualifyingProperties"), this.ds("SignatureProperties")];
    let held = objects.map(onlyChild);
    if (!this.strict) {
      held = [...held.filter((one) => one.tag === wanted[0]), ...held.filter((one) => one.tag !== wanted[0])];
      wanted = wanted.slice(-held.length);
    }
    if (!named(held, wanted)) throw malformed("Object");
    const target = `#${signatureId}`;
    return {
      xades: held.length > 1 ? this.qualifying(held[0], target) : null,
      ministry: this.properties(held[held.length - 1], target),
    };
  }

  qualifying(element, target) {
    const { xades, ds } = this;
    const signed = onlyChild(element);
    const parts = elements(signed);
    if (!onlyAttribute(element, "Target", target) || signed.tag !== xades("SignedProperties")) throw malformed("QualifyingProperties");
    if (!named(parts, ["SignedSignatureProperties", "SignedDataObjectProperties"].map(xades))) throw malformed("SignedProperties");
    const ofSignature = elements(parts[0]);
    const [time, certificate] = ofSignature;
    const wanted = ["SigningTime", "SigningCertificateV2"].map(xades);
    if (!named(ofSignature.slice(0, 2), wanted) || (this.strict && ofSignature.length !== 2)) throw malformed("SignedSignatureProperties");
    const digest = elements(onlyChild(certificate))[0];
    if (!digest || !named(elements(digest), ["DigestMethod", "DigestValue"].map(ds))) throw malformed("SigningCertificateV2");
    const [method, value] = elements(digest);
    return {
      canonical: canonicalBytes(signed),
      id: valueOf(signed, "Id"),
      time: plain(time),
      hash: this.hash(method),
      certificateDigest: this.base64(value),
      described: elements(parts[1]).map((one) => valueOf(one, "ObjectReference")),
    };
  }

  /** One property with the time, then (always in a strict profile) one with our binding. */
  properties(element, target) {
    const properties = elements(element);
    const wrong = properties.some((one) => one.tag !== this.ds("SignatureProperty") || valueOf(one, "Target", null) !== target);
    if (wrong) throw malformed("SignatureProperty");
    const held = properties.map(onlyChild);
    const bound = (this.strict && !this.enveloped) || held.length > 1;
    if (!named(held, [this.timeTag, ...(bound ? [this.hb("Binding")] : [])])) throw malformed("SignatureProperties");
    return {
      canonical: canonicalBytes(element),
      id: valueOf(element, "Id"),
      time: plain(held[0]),
      binding: bound ? this.binding(held[1]) : null,
    };
  }

  binding(element) {
    const parts = elements(element);
    if (!named(parts, ["Record", "Revision", "Slot", "Role"].map(this.hb))) throw malformed("Binding");
    const [record, revision, slot, role] = parts.map(plain);
    return { record, revision, slot, role };
  }

  base64(element) {
    const found = fromBase64(this.packed(element));
    if (!found) throw new Finding("BASE64_NOT_CANONICAL", {}, element.local);
    return found;
  }

  packed(element) {
    const text = plain(element);
    return this.strict ? text : text.replace(/[ \t\r\n]/g, "");
  }
}

function malformed(where) {
  return new Finding("SIGNATURE_MALFORMED", {}, where);
}

function named(parts, tags) {
  return parts.length === tags.length && parts.every((part, at) => part?.tag === tags[at]);
}

/** @param {Element} element @param {string} name @param {string | null} [none] */
export function valueOf(element, name, none = "") {
  return element.attributes.find((one) => one.name === name)?.value ?? none;
}

function onlyAttribute(element, name, value) {
  return element.attributes.length === 1 && valueOf(element, name, null) === value;
}

/** The algorithm of a method element, which may have no parameters. */
function algorithmOf(element) {
  const alone = element.attributes.length === 1 && element.attributes[0].name === "Algorithm";
  if (elements(element).length || !alone) throw new Finding("TRANSFORM_FORBIDDEN", {}, element.local);
  return element.attributes[0].value;
}

/** The text of an element that holds nothing else. */
function plain(element) {
  if (elements(element).length) throw malformed(element.local);
  return textOf(element);
}

function onlyChild(element) {
  const found = elements(element);
  if (found.length !== 1) throw malformed(element.local);
  return found[0];
}
