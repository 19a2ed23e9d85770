/**
 * What one verification relies on: the rules, profiles and trust that the page brought, and the moment. Nothing is trusted
 * but what the authority named, and time is an argument: the verifier has no clock and no network.
 *
 * @typedef {{rules: Rules, profiles: object[], schemas: Map<string, Schema>, list: object, papers: object, attachment: string,
 *   copyStage: string, handover: string, limits: Limits, mostBytes: number, tolerance: number, at: number,
 *   certificate: (text: string) => Certificate | null, read: (der: Uint8Array) =>
 *   Certificate, paths: Paths, lists: Lists}} Context
 */

import { fromBase64, letters } from "./bytes.js";
import { Finding, Rules } from "./findings.js";
import { readCertificate } from "./x509/certificate.js";
import { Paths } from "./x509/path.js";
import { Lists, readList } from "./x509/status.js";
import { Schema } from "./xml/schema.js";

/**
 * @param {object} pack what the page brings: see docs/formats/browser-verifier.md
 * @param {{anchors: string[], lists: string[]}} trust DER in base64
 * @returns {(at: number) => Context} for a moment in milliseconds since 1970
 */
export function prepare(pack, trust) {
  const known = new Map();
  const certificate = (text) => {
    const der = fromBase64(text);
    return der && remembered(known, text, () => readCertificate(der));
  };
  const fixed = {
    rules: new Rules(pack),
    profiles: pack.profiles,
    schemas: new Map(pack.profiles.map((profile) => [profile.name, new Schema(profile.grammar)])),
    list: { ...pack.list, profile: pack.profiles.find((profile) => profile.name === pack.list.profile) },
    papers: pack.papers,
    attachment: pack.attachment,
    copyStage: pack.copy_stage,
    handover: pack.handover,
    limits: pack.limits,
    mostBytes: pack.most_bytes,
    tolerance: pack.tolerance,
    certificate,
    read: (der) => certificate(btoa(letters(der))),
    paths: new Paths(trust.anchors.map((one) => readCertificate(fromBase64(one))), new Set(pack.document_usages)),
    lists: new Lists(trust.lists.map((one) => readList(fromBase64(one)))),
  };
  return (at) => ({ ...fixed, at });
}

/** A school's records repeat the same certificates; one object each, so that their links are judged once. */
function remembered(known, key, work) {
  if (!known.has(key)) {
    try {
      known.set(key, work());
    } catch (error) {
      if (!(error instanceof Finding)) throw error;
      known.set(key, error);
    }
  }
  const found = known.get(key);
  if (found instanceof Finding) throw new Finding(found.code, found.params, found.where);
  return found;
}
