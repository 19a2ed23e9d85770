/**
 * Whether a certificate was revoked, from the lists (CRL) that the page brought. Nothing is fetched. A list proves "not
 * revoked" only while fresh; a revocation once published stands. Source: RFC 5280, 6.3; Circular 15/2025/TT-BKHCN.
 *
 * @typedef {{issuer: Name, thisUpdate: number, nextUpdate: number | null, revoked: Map<string, {at: number, held: boolean}>,
 *   extensions: Extension[], signed: Uint8Array, signedWith: SignedWith,
 *   signature: Uint8Array}} RevocationList
 * @typedef {{state: "good" | "revoked" | "on_hold", thisUpdate: number, nextUpdate: number | null, at: number | null}} Statement
 */

import { verifyDer } from "../crypto.js";
import { Finding } from "../findings.js";
import { BIT_STRING, CONTEXT, ENUMERATED, INTEGER, readDer, SEQUENCE } from "./der.js";
import { extensionsOf, readAlgorithm, readExtensions, readTime } from "./certificate.js";
import { Name } from "./names.js";
import { CRL_SIGN, isAuthority, mayUse } from "./path.js";

/** `Certificate`: certificate.js */

const DISTRIBUTION_POINT = "2.5.29.28";
const REASON = "2.5.29.21";
const HOLD = 6n;
const [USERS_ONLY, AUTHORITIES_ONLY, SOME_REASONS, INDIRECT, ATTRIBUTES_ONLY] = [0x81, 0x82, 0x83, 0x84, 0x85];
const TRUE = 0xff;

/** @param {Uint8Array} der @returns {RevocationList} */
export function readList(der) {
  const [signed, algorithm, value] = readDer(der).expect(SEQUENCE).exactly(3);
  const parts = signed.expect(SEQUENCE).children();
  if (parts[0]?.tag === INTEGER) parts.shift();
  const [, issuer, thisUpdate, ...rest] = parts;
  const next = rest[0] && rest[0].tag !== SEQUENCE && rest[0].tag < CONTEXT ? rest.shift() : null;
  const entries = rest[0]?.tag === SEQUENCE ? rest.shift().children() : [];
  return {
    issuer: new Name(issuer),
    thisUpdate: readTime(thisUpdate),
    nextUpdate: next ? readTime(next) : null,
    revoked: new Map(entries.map(readEntry)),
    extensions: readExtensions(rest, CONTEXT),
    signed: signed.whole,
    signedWith: readAlgorithm(algorithm),
    signature: value.expect(BIT_STRING).bits(),
  };
}

function readEntry(node) {
  const [serial, date, extensions] = node.expect(SEQUENCE).children();
  const reason = extensions ? extensionsOf(extensions).find((one) => one.oid === REASON) : undefined;
  const held = reason !== undefined && readDer(reason.value).expect(ENUMERATED).integer() === HOLD;
  return [serial.integer().toString(16).toUpperCase(), { at: readTime(date), held }];
}

/** What lists say of certificates; remembers which list is whose. */
export class Lists {
  /** @param {RevocationList[]} lists */
  constructor(lists) {
    this.lists = lists;
    /** @type {Map<RevocationList, Map<Certificate, Promise<boolean>>>} */
    this.authentic = new Map(lists.map((list) => [list, new Map()]));
  }

  /**
   * Every authentic statement about a certificate; other lists are passed over.
   * @param {Certificate} certificate @param {Certificate} issuer @returns {Promise<Statement[]>}
   */
  async statements(certificate, issuer) {
    const found = [];
    for (const list of this.lists) {
      // An expired certificate may have been dropped from a later list, so that list says nothing about it.
      if (list.thisUpdate > certificate.notAfter || !covers(list, certificate)) continue;
      const known = this.authentic.get(list);
      if (!known.has(issuer)) known.set(issuer, isFrom(list, issuer));
      if (await known.get(issuer)) found.push(said(list, certificate));
    }
    return found;
  }
}

/** The earliest revocation not later than the moment, whatever the age of its list. @param {Statement[]} known @param {number} at */
export function revocation(known, at) {
  const found = known.filter((one) => one.state === "revoked" && one.at <= at);
  return found.sort((one, other) => one.at - other.at)[0] ?? null;
}

/** The newest statement still fresh at the moment must not speak against the certificate. @param {Statement[]} known @param {number} at */
export function requireGood(known, at) {
  const fresh = known.filter((one) => (one.nextUpdate ?? one.thisUpdate) >= at);
  if (!fresh.length) throw new Finding("STATUS_UNKNOWN", { stale: known.length > 0 });
  const newest = fresh.reduce((best, one) => (one.thisUpdate > best.thisUpdate ? one : best));
  if (newest.state === "on_hold" && newest.at <= at) throw new Finding("CERTIFICATE_ON_HOLD", { origin: "CRL" });
}

async function isFrom(list, issuer) {
  if (list.issuer.key !== issuer.subject.key || !list.signedWith || !mayUse(issuer, CRL_SIGN)) return false;
  try {
    await verifyDer(issuer, list.signedWith, list.signature, list.signed);
  } catch (error) {
    if (error instanceof Finding) return false;
    throw error;
  }
  return true;
}

function covers(list, certificate) {
  return list.extensions.every((one) => !one.critical || (one.oid === DISTRIBUTION_POINT && withinScope(one.value, certificate)));
}

/** Never a list of some reasons, or of another's certificates. */
function withinScope(value, certificate) {
  const scope = new Map(readDer(value).children().map((node) => [node.tag, node.content]));
  const set = (tag) => scope.get(tag)?.[0] === TRUE;
  if (set(INDIRECT) || scope.has(SOME_REASONS) || set(ATTRIBUTES_ONLY)) return false;
  const authority = isAuthority(certificate);
  return !(set(AUTHORITIES_ONLY) && !authority) && !(set(USERS_ONLY) && authority);
}

function said(list, certificate) {
  const entry = list.revoked.get(certificate.serial);
  const state = !entry ? "good" : entry.held ? "on_hold" : "revoked";
  return { state, thisUpdate: list.thisUpdate, nextUpdate: list.nextUpdate, at: entry?.at ?? null };
}
