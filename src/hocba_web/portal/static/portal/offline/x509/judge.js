/** The three certificate steps of every signature: path, validity, status. A claimed time is only ever used against a signature. */

import { Finding, notChecked, passed } from "../findings.js";
import { requireGood, revocation } from "./status.js";

/** `Certificate`: certificate.js `Check`: findings.js */

/**
 * @param {Certificate} leaf @param {Certificate[]} chain @param {number | null} signedAt what the signature claims
 * @param {Context} context @param {string} where
 * @returns {Promise<{checks: Check[], status: string, demo: boolean}>}
 */
export async function judge(leaf, chain, signedAt, context, where) {
  const { rules, at } = context;
  const validity = againstClaim(leaf, signedAt);
  let path;
  try {
    path = await context.paths.build(leaf, chain);
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    const checks = [error, ...validity].map((finding) => rules.found(finding, where));
    return { checks: [...checks, notChecked("CERTIFICATE_STATUS", where)], status: "unknown", demo: false };
  }
  validity.push(...path.flatMap((certificate) => outside(certificate, at)));
  const { findings, word } = await statusOf(path, signedAt, context);
  const checks = [passed("CERTIFICATE_PATH", where)];
  for (const [code, found] of [["CERTIFICATE_VALIDITY", validity], ["CERTIFICATE_STATUS", findings]]) {
    checks.push(...(found.length ? found.map((finding) => rules.found(finding, where)) : [passed(code, where)]));
  }
  return { checks, status: word, demo: path[path.length - 1].demo };
}

function againstClaim(leaf, signedAt) {
  const subject = String(leaf.subject);
  if (signedAt === null) return [];
  if (signedAt < leaf.notBefore) return [new Finding("SIGNED_BEFORE_VALIDITY", { subject, since: iso(leaf.notBefore) })];
  if (signedAt > leaf.notAfter) return [new Finding("SIGNED_AFTER_EXPIRY", { subject, until: iso(leaf.notAfter) })];
  return [];
}

function outside(certificate, at) {
  const subject = String(certificate.subject);
  if (at > certificate.notAfter) return [new Finding("CERTIFICATE_EXPIRED_NO_PROOF", { subject, until: iso(certificate.notAfter) })];
  if (at < certificate.notBefore) return [new Finding("SIGNED_BEFORE_VALIDITY", { subject, since: iso(certificate.notBefore) })];
  return [];
}

/** The anchor's own status is the decision of whoever named it. */
async function statusOf(path, signedAt, { lists, at }) {
  const findings = [];
  let word = "good";
  for (const [index, certificate] of path.slice(0, -1).entries()) {
    const known = await lists.statements(certificate, path[index + 1]);
    const gone = revocation(known, at);
    const subject = String(certificate.subject);
    if (gone && index === 0) {
      const proven = signedAt !== null && gone.at <= signedAt;
      const code = proven ? "CERTIFICATE_REVOKED" : "CERTIFICATE_REVOKED_NO_PROOF";
      findings.push(new Finding(code, { subject, revoked_at: iso(gone.at), origin: "CRL" }));
      word = "revoked";
    } else if (gone) {
      findings.push(new Finding("AUTHORITY_REVOKED", { subject, revoked_at: iso(gone.at) }));
    } else {
      try {
        requireGood(known, at);
      } catch (error) {
        if (!(error instanceof Finding)) throw error;
        findings.push(new Finding(error.code, { ...error.params, subject }));
        if (index === 0) word = error.code === "CERTIFICATE_ON_HOLD" ? "on_hold" : "unknown";
      }
    }
  }
  return { findings, word };
}

/** @param {number} moment milliseconds since 1970 */
export function iso(moment) {
  return new Date(moment).toISOString().replace(".000", "");
}
