/**
 * From a signer's certificate to a trust anchor: one path, in the order in which the file gives it. Nothing is fetched,
 * reordered or guessed. Source: RFC 5280, 6.1; Circular 15/2025/TT-BKHCN.
 */

import { equal } from "../bytes.js";
import { verifyDer } from "../crypto.js";
import { Finding } from "../findings.js";
import { BIT_STRING, readDer } from "./der.js";

/** `Certificate`: certificate.js */

const LONGEST = 6;
const [KEY_USAGE, ALTERNATIVE_NAME, BASIC_CONSTRAINTS, POLICIES, EXTENDED_USAGE] = [
  "2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.32", "2.5.29.37",
];
const UNDERSTOOD = new Set([KEY_USAGE, ALTERNATIVE_NAME, BASIC_CONSTRAINTS, POLICIES, EXTENDED_USAGE]);
const [DIGITAL_SIGNATURE, CONTENT_COMMITMENT, KEY_CERT_SIGN] = [0, 1, 5];
export const CRL_SIGN = 6;

/** Builds paths; remembers which certificate made which, since a school's records repeat the same few. */
export class Paths {
  /** @param {Certificate[]} anchors @param {Set<string>} documentUsages extended key usages that may sign documents */
  constructor(anchors, documentUsages) {
    this.anchors = anchors;
    this.documentUsages = documentUsages;
    /** @type {Map<Certificate, Map<Certificate, Promise<string>>>} */
    this.links = new Map();
  }

  /** Signer first, anchor last. @param {Certificate} leaf @param {Certificate[]} chain @returns {Promise<Certificate[]>} */
  async build(leaf, chain) {
    const path = [leaf, ...chain];
    if (path.length >= LONGEST) throw new Finding("CHAIN_TOO_LONG", { length: path.length, limit: LONGEST });
    this.signer(leaf);
    for (const [at, issuer] of chain.entries()) await this.link(path[at], issuer);
    const within = chain.findIndex((one) => this.anchors.some((anchor) => equal(anchor.der, one.der)));
    if (within >= 0 && within !== chain.length - 1) {
      throw new Finding("CHAIN_UNUSED_CERTIFICATE", { subject: String(chain[within + 1].subject) });
    }
    if (within < 0) {
      const last = path[path.length - 1];
      const anchor = await this.anchorOf(last);
      if (!anchor) throw new Finding("NO_TRUST_ANCHOR", { issuer: String(last.issuer) });
      await this.link(last, anchor);
      path.push(anchor);
    }
    for (const [below, authority] of path.slice(1).entries()) {
      const between = path.slice(1, below + 1).filter((one) => one.subject.key !== one.issuer.key);
      this.authority(authority, between.length);
    }
    return path;
  }

  /** The issuer's name and key are those that made the child's signature. @param {Certificate} child @param {Certificate} issuer */
  async link(child, issuer) {
    const code = await this.linked(child, issuer);
    if (code) throw new Finding(code, { subject: String(child.subject), issuer: String(issuer.subject), algorithm: "?" });
  }

  /** "" or the code of what is wrong. @returns {Promise<string>} */
  linked(child, issuer) {
    const known = this.links.get(child) ?? new Map();
    this.links.set(child, known);
    if (!known.has(issuer)) known.set(issuer, madeBy(child, issuer));
    return known.get(issuer);
  }

  /** Two anchors may share a name after a renewal. */
  async anchorOf(child) {
    for (const anchor of this.anchors) {
      if (anchor.subject.key !== child.issuer.key) continue;
      const code = await this.linked(child, anchor);
      if (!code || code === "CERTIFICATE_ALGORITHM_WEAK") return anchor; // the right one; said by name afterwards
    }
    return null;
  }

  /** Not a CA, for signing, for documents or people. */
  signer(leaf) {
    understood(leaf);
    const subject = String(leaf.subject);
    if (constraints(leaf)?.authority) throw new Finding("CERTIFICATE_USAGE", { subject, usage: "CA" });
    if (restricts(leaf, KEY_USAGE) && !mayUse(leaf, DIGITAL_SIGNATURE) && !mayUse(leaf, CONTENT_COMMITMENT)) {
      throw new Finding("CERTIFICATE_USAGE", { subject, usage: "keyUsage" });
    }
    const extended = extensionOf(leaf, EXTENDED_USAGE);
    if (extended && !readDer(extended).children().some((one) => this.documentUsages.has(one.oid()))) {
      throw new Finding("CERTIFICATE_USAGE", { subject, usage: "extKeyUsage" });
    }
  }

  authority(authority, between) {
    understood(authority);
    const subject = String(authority.subject);
    const found = constraints(authority);
    const detail = !found?.authority
      ? "CA"
      : !mayUse(authority, KEY_CERT_SIGN)
        ? "keyCertSign"
        : found.longest !== null && between > found.longest
          ? "pathLenConstraint"
          : "";
    if (detail) throw new Finding("CERTIFICATE_CONSTRAINTS", { subject, detail });
  }
}

/** Whether a key usage is there and allows this. @param {Certificate} certificate @param {number} bit */
export function mayUse(certificate, bit) {
  const value = extensionOf(certificate, KEY_USAGE);
  if (!value) return false;
  const bits = readDer(value).expect(BIT_STRING).content;
  return Boolean((bits[1 + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7)));
}

/** @param {Certificate} certificate */
export function isAuthority(certificate) {
  return constraints(certificate)?.authority ?? false;
}

async function madeBy(child, issuer) {
  if (!child.signedWith) return "CERTIFICATE_ALGORITHM_WEAK";
  if (child.issuer.key !== issuer.subject.key) return "CHAIN_BROKEN";
  try {
    await verifyDer(issuer, child.signedWith, child.signature, child.signed);
  } catch (error) {
    if (error instanceof Finding) return "CHAIN_BROKEN";
    throw error;
  }
  return "";
}

function understood(certificate) {
  const unknown = certificate.extensions.find((one) => one.critical && !UNDERSTOOD.has(one.oid));
  if (unknown) throw new Finding("CERTIFICATE_CONSTRAINTS", { subject: String(certificate.subject), detail: unknown.oid });
}

function restricts(certificate, oid) {
  return extensionOf(certificate, oid) !== null;
}

function extensionOf(certificate, oid) {
  return certificate.extensions.find((one) => one.oid === oid)?.value ?? null;
}

function constraints(certificate) {
  const value = extensionOf(certificate, BASIC_CONSTRAINTS);
  if (!value) return null;
  const [first, second] = readDer(value).children();
  const authority = first?.tag === 0x01 && first.boolean();
  return { authority, longest: second ? Number(second.integer()) : null };
}
