/** The steps that look at a record as a whole: order and times, completeness. The rules of the year are not computed here. */

import { Finding, notChecked, passed } from "../findings.js";
import { openRecord } from "./record.js";
import { examine } from "./steps.js";
import { dayOf } from "./times.js";

/** `Check`: findings.js `Context`: context.js */
/** `Opened`: record.js `Examined`: steps.js */

/**
 * Every step on the XML of one record.
 * @param {Uint8Array} bytes @param {Context} context
 * @returns {Promise<{bytes: Uint8Array, checks: Check[], profile: object | null, opened: Opened | null, examined: Examined[]}>}
 */
export async function examineRecord(bytes, context) {
  const { opened, profile, checks } = openRecord(bytes, context);
  if (!opened) return { bytes, checks, profile, opened: null, examined: [] };
  const examined = [];
  for (const index of opened.places.keys()) examined.push(await examine(opened, index, context));
  checks.push(...examined.flatMap((one) => one.checks), ...whole(opened, examined, context));
  return { bytes, checks, profile, opened, examined };
}

/** draft, partially_signed or issued, by the slots that are filled. @param {Opened} opened */
export function stateOf(opened) {
  if (!opened.places.length) return "draft";
  return emptySlots(opened).length ? "partially_signed" : "issued";
}

function whole(opened, examined, { rules }) {
  const checks = [];
  for (const [code, findings] of [["ORDER_AND_TIMES", order(opened, examined)], ["SIGNATURES_COMPLETE", missing(opened, examined)]]) {
    checks.push(...(findings.length ? findings.map((one) => rules.found(one, "")) : [passed(code)]));
  }
  checks.push(notChecked("RULES_OF_YEAR"));
  if (examined.some((one) => one.demo)) checks.push(notChecked("LEGAL_VALUE"));
  return checks;
}

/** Subject teachers, homeroom teacher, head, seal: none before those before it; no seal before the day of issue. */
function order({ profile, record }, examined) {
  const found = [];
  const revisions = new Set(examined.filter((one) => one.revision && !one.place.slot.survives_revision).map((one) => one.revision));
  if (revisions.size > 1) {
    found.push(new Finding("REVISION_WRONG", { found: [...revisions].sort().join(", "), revision: record.revision }));
  }
  const timed = examined.filter((one) => one.signedAt !== null);
  for (const { place, signedAt } of timed) {
    const late = timed.find((one) => one.place.slot.order < place.slot.order && one.signedAt > signedAt);
    if (late) found.push(new Finding("SIGNED_OUT_OF_ORDER", { before: late.place.where }, place.where));
  }
  for (const { place, signedAt } of timed) {
    const day = dayOf(signedAt, profile.utc_offset_minutes);
    if (place.slot.holder === "organisation" && day < record.planned) {
      found.push(new Finding("SEALED_BEFORE_ISSUE_DATE", { day: turned(day), planned: turned(record.planned) }, place.where));
    }
  }
  return found;
}

function missing(opened, examined) {
  if (!examined.length) return [new Finding("NOT_SIGNED")];
  return emptySlots(opened).map((where) => new Finding("SIGNATURE_MISSING", {}, where));
}

/** Places of the signatures that an issued record must have and this one has not. */
function emptySlots({ profile, record, places }) {
  const filled = new Set(places.map((place) => place.where));
  return profile.slots
    .filter((slot) => slot.required)
    .flatMap((slot) => (slot.repeats ? record.people.map((person) => `${slot.name} ${person}`) : [slot.name]))
    .filter((where) => !filled.has(where));
}

function turned(day) {
  return day.split("-").reverse().join("/");
}
