/**
 * The first steps of a record's XML: is it one, in which profile, in its one form, by its schema, and where do its
 * signatures stand.
 *
 * @typedef {{slot: object, person: string, signedAt: string, signerId: string, named: string, contentId: string,
 *   content: Uint8Array, signatureId: string, wantedId: string, canonical: Uint8Array, element: Element, where: string}} Place
 * @typedef {{profile: object, record: RecordData, places: Place[]}} Opened
 */

import { decode } from "../bytes.js";
import { Finding, passed } from "../findings.js";
import { canonical, canonicalBytes } from "./canonical.js";
import { inOneForm } from "./frame.js";
import { elements, everyElement, parseStrict, textOf } from "./parse.js";
import { valueOf } from "./signature.js";
import { readData } from "./values.js";

/** `Element`: parse.js `Check`: findings.js */

const XML_ID = "{http://www.w3.org/XML/1998/namespace}id";
const ID_NAMES = new Set(["Id", "ID", "id", XML_ID]);

/**
 * Steps XML_PARSED to SLOTS_IN_PLACE.
 * @param {Uint8Array} bytes @param {Context} context
 * @returns {{opened: Opened | null, profile: object | null, checks: Check[]}} `opened` null where its form is already wrong
 */
export function openRecord(bytes, context) {
  const { rules } = context;
  /** @type {Check[]} */
  const checks = [];
  let profile = null;
  try {
    const root = parseStrict(bytes, context.limits);
    checks.push(passed("XML_PARSED"));
    profile = profileOf(root, context.profiles);
    checks.push(passed("PROFILE_KNOWN"));
    canonical(root);
    const framed = profile.one_serialisation && bytes.length <= profile.limits.bytes && inOneForm(decode(bytes), root, profile);
    const wrongForm = profile.one_serialisation && !framed;
    checks.push(wrongForm ? rules.found(new Finding("XML_NOT_CANONICAL", { rule: "FRAME" }), "") : passed("XML_SERIALISATION"));
    const schema = context.schemas.get(profile.name);
    if (framed) schema.validateChild(elements(root)[0]);
    else schema.validate(root);
    const record = readData(elements(root)[0], profile);
    checks.push(passed("XML_SCHEMA"));
    uniqueIds(framed ? elements(root)[0] : root); // in the one form the Ids of slots and signatures are known already
    checks.push(passed("IDS_UNIQUE"));
    const places = readPlaces(root, profile);
    checks.push(passed("SLOTS_IN_PLACE"));
    return { opened: { profile, record, places }, profile, checks };
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    checks.push(rules.found(error, ""));
    return { opened: null, profile, checks };
  }
}

function profileOf(root, profiles) {
  for (const { tags, version_tag: tag } of profiles) {
    const versions = root.tag === tags.root ? descend([root], [tags.data, tags.general, tag]) : [];
    const text = versions.length === 1 ? versions[0].children.find(() => true) : undefined;
    const found = profiles.find((one) => one.version === text);
    if (found) return found;
  }
  throw new Finding("UNKNOWN_PROFILE", {}, root.tag.slice(0, 80));
}

function descend(parents, [tag, ...rest]) {
  return tag === undefined ? parents : descend(parents.flatMap(elements).filter((child) => child.tag === tag), rest);
}

/** No two Ids are equal, under whichever name a resolver might look for them. */
function uniqueIds(root) {
  const seen = new Set();
  for (const element of everyElement(root)) {
    for (const { name, value } of element.attributes) {
      if (!ID_NAMES.has(name)) continue;
      if (seen.has(value)) throw new Finding("ID_TWICE", { id: value.slice(0, 80) });
      seen.add(value);
    }
  }
}

/** The filled slots, each with the one element that it may sign. */
function readPlaces(root, profile) {
  const [data, listed] = elements(root);
  const parts = profile.tags.part ? elements(elements(data).at(-1)).filter((one) => one.tag === profile.tags.part) : [];
  const contents = new Map([data, ...parts].map((one) => [valueOf(one, "Id"), one]));
  const lists = new Set(profile.slots.map((slot) => slot.within).filter(Boolean));
  const candidates = elements(listed).flatMap((child) =>
    lists.has(child.tag) ? elements(child).map((one) => [child.tag, one]) : [["", child]],
  );
  /** @type {Place[]} */
  const places = [];
  for (const [within, element] of candidates) {
    const place = readPlace(element, within, contents, profile);
    if (!place) continue;
    const last = places.at(-1)?.slot;
    if (last && (place.slot.order < last.order || (place.slot === last && !last.repeats))) {
      throw new Finding("SLOT_UNEXPECTED", {}, place.slot.name);
    }
    places.push(place);
  }
  return places;
}

/** @returns {Place | null} null for a slot that other software left unsigned */
function readPlace(element, within, contents, profile) {
  const { tags, namespaces } = profile;
  const slot = profile.slots.find((one) => one.within === within && one.name === element.tag);
  if (!slot) throw new Finding("FIELD_UNKNOWN", { tag: element.tag.slice(0, 80) }, tags.slots);
  const id = valueOf(element, "Id");
  let person = "";
  if (slot.repeats) {
    const match = new RegExp(`^${slot.element_id.replace("{person}", `(${profile.personal_id})`)}$`).exec(id);
    if (!match) throw new Finding("FIELD_INVALID", { tag: "Id", value: id.slice(0, 80) }, slot.name);
    person = match[1];
  }
  const signatures = elements(element).filter((one) => one.tag === `{${namespaces.ds}}Signature`);
  if (signatures.length > 1) throw new Finding("FIELD_REPEATED", { tag: "Signature" }, slot.name);
  if (!signatures.length) return null;
  const wantedSlotId = slot.element_id.replace("{person}", person);
  if (wantedSlotId && (element.attributes.length !== 1 || id !== wantedSlotId)) throw new Finding("SLOT_MALFORMED", {}, slot.name);
  const contentId = slot.content.replace("{person}", person);
  const content = contents.get(contentId);
  if (!content) throw new Finding("SLOT_UNEXPECTED", {}, slot.name);
  return {
    slot,
    person,
    signedAt: firstText(element, [tags.signed_at]),
    signerId: firstText(element, [tags.signer_id]),
    named: firstText(content, slot.signer.split("/")),
    contentId,
    content: canonicalBytes(content),
    signatureId: valueOf(signatures[0], "Id"),
    wantedId: `sig-${slot.key.replace("{person}", person)}`,
    canonical: canonicalBytes(signatures[0]),
    element: signatures[0],
    where: person ? `${slot.name} ${person}` : slot.name,
  };
}

function firstText(element, path) {
  const [found] = descend([element], path);
  return found ? textOf(found) : "";
}
