/**
 * What a record's data say: every value by its type, as the profile (data of the page) lists them.
 *
 * @typedef {{uuid: string, revision: number, year: string, school: string, schoolCode: string, authority: string, pupil: string,
 *   born: string, grade: string, className: string, planned: string, assessed: boolean, people: string[],
 *   results: {name: string, level: string, score: string}[], overall: string}} RecordData
 */

import { Finding } from "../findings.js";
import { elements, textOf } from "./parse.js";

/** `Element`: parse.js */

const DATES = {
  iso: /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})$/,
  dmy: /^(?<d>\d{2})\/(?<m>\d{2})\/(?<y>\d{4})$/,
  datetime: /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})?$/,
};
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const FIRST_YEAR = 1990;
const LAST_YEAR = 2100;

/** @param {Element} data DU_LIEU_HOC_BA, which passed its schema @param {object} profile @returns {RecordData} */
export function readData(data, profile) {
  const { tags, fields } = profile;
  const groups = new Map();
  for (const child of elements(data)) {
    if (groups.has(child.tag)) throw new Finding("FIELD_REPEATED", { tag: child.tag }, tags.data);
    groups.set(child.tag, child);
  }
  for (const tag of [tags.general, tags.history, tags.summary]) {
    if (!groups.has(tag)) throw new Finding("FIELD_REQUIRED", { tag }, tags.data);
  }
  const general = leaves(groups.get(tags.general), fields.general).values(profile, "assessed");
  for (const row of elements(groups.get(tags.history))) leaves(row, fields.history).values(profile, "assessed");
  const { parts, closing, assessed } = summary(groups.get(tags.summary), profile);
  const text = (path) => general.get(path) ?? "";
  return {
    uuid: text("lookup_uuid"),
    revision: general.get("revision") ?? 0,
    year: text("school_year"),
    school: text("school.name"),
    schoolCode: text("school.code"),
    authority: text("school.authority_name"),
    pupil: text("pupil.name"),
    born: text("pupil.born"),
    grade: text("grade"),
    className: text("class_name"),
    planned: text("planned_issue_on"),
    assessed,
    people: parts.map((part) => part.person),
    results: parts.flatMap((part) => part.results),
    overall: closing.get("assessment.overall") ?? "",
  };
}

/** The leaf elements of one group; children named `beside` have a content of their own. An empty one is the same as none. */
function leaves(parent, fields, beside = "") {
  const known = new Set(fields.map((field) => field.tag));
  const texts = new Map();
  for (const element of elements(parent)) {
    if (element.tag === beside) continue;
    if (!known.has(element.tag)) throw new Finding("FIELD_UNKNOWN", { tag: element.tag }, parent.tag);
    if (texts.has(element.tag)) throw new Finding("FIELD_REPEATED", { tag: element.tag }, parent.tag);
    if (elements(element).length || element.attributes.length) throw new Finding("FIELD_NOT_TEXT", { tag: element.tag }, parent.tag);
    texts.set(element.tag, textOf(element));
  }
  for (const [tag, text] of [...texts]) if (!text) texts.delete(tag);
  return {
    texts,
    values(profile, state, only = fields) {
      const found = new Map();
      for (const field of only) {
        const text = texts.get(field.tag);
        if (text !== undefined) found.set(field.path, decoded(profile, field, text));
        else if (field.need === "always" || field.need === state) throw new Finding("FIELD_REQUIRED", { tag: field.tag }, parent.tag);
      }
      return found;
    },
  };
}

function summary(element, profile) {
  const { tags, fields } = profile;
  const holder = tags.part || tags.subject_row;
  const traits = [...fields.competencies, ...fields.qualities];
  const group = leaves(element, [...fields.not_assessed, ...traits, ...fields.closing], holder);
  const holders = elements(element).filter((child) => child.tag === holder);
  if (fields.not_assessed.some((field) => group.texts.has(field.tag))) {
    group.values(profile, "not_assessed", fields.not_assessed);
    const closing = group.values(profile, "not_assessed", fields.closing);
    const results = [...traits, ...fields.closing.filter((field) => field.path.startsWith("assessment."))];
    const surplus = results.find((field) => group.texts.has(field.tag));
    if (surplus || holders.length) throw new Finding("FIELD_UNKNOWN", { tag: surplus?.tag ?? holder }, tags.summary);
    return { parts: [], closing, assessed: false };
  }
  const closing = group.values(profile, "assessed", fields.closing);
  group.values(profile, "assessed", traits);
  if (!holders.length) throw new Finding("FIELD_REQUIRED", { tag: holder }, element.tag);
  return { parts: readParts(holders, profile), closing, assessed: true };
}

function readParts(holders, profile) {
  const { tags, fields } = profile;
  const seen = new Set();
  if (!tags.part) return [{ person: "", results: holders.map((row) => result(row, profile, seen)) }];
  const people = new Set();
  return holders.map((element) => {
    const person = leaves(element, fields.part, tags.subject_row).values(profile, "assessed").get("teacher.personal_id");
    if (people.has(person)) throw new Finding("DUPLICATE_PART", { person }, element.tag);
    people.add(person);
    const id = element.attributes.find((one) => one.name === "Id")?.value;
    // The slot finds its part by Id; somebody else's Id would put one teacher's name under another's results.
    if (id !== tags.part_id.replace("{person}", person)) throw new Finding("FIELD_INVALID", { tag: "Id", value: id ?? "" }, element.tag);
    const rows = elements(element).filter((child) => child.tag === tags.subject_row);
    if (!rows.length) throw new Finding("FIELD_REQUIRED", { tag: tags.subject_row }, element.tag);
    return { person, results: rows.map((row) => result(row, profile, seen)) };
  });
}

function result(row, profile, seen) {
  const found = leaves(row, profile.fields.subject).values(profile, "assessed");
  const [code, name] = [found.get("subject"), found.get("name")];
  const subject = profile.subjects.find((one) => one.code === code && (!one.names.length || one.names.includes(name)));
  if (!subject) throw new Finding("FIELD_INVALID", { tag: "MA_MON_HOC", value: `${code} ${name}`.slice(0, 80) }, "MA_MON_HOC");
  if (seen.has(subject.subject)) throw new Finding("DUPLICATE_SUBJECT", { subject: name.slice(0, 80) }, row.tag);
  seen.add(subject.subject);
  return { name, level: found.get("level"), score: String(found.get("score") ?? "") };
}

function decoded(profile, field, text) {
  const value = decode(profile, field, text);
  if (value === null) throw new Finding("FIELD_INVALID", { tag: field.tag, value: text.slice(0, 80) }, field.tag);
  return value;
}

/** @returns {string | number | null} null where the text is not of that type */
function decode(profile, { type, path }, text) {
  switch (type) {
    case "constant":
      return text === path ? text : null;
    case "text":
    case "subject_code":
      return text;
    case "whole":
      return /^(?:0|[1-9]\d{0,8})$/.test(text) ? Number(text) : null;
    case "decimal":
      return /^(?:0|[1-9]\d{0,5})(?:\.\d{1,4})?$/.test(text) ? text : null;
    case "uuid":
      return UUID.test(text) ? text : null;
    case "personal_id":
      return /^\d{12}$/.test(text) ? text : null;
    case "school_year":
      return schoolYear(text);
    case "date":
      return isoDate(text, profile.date_formats);
    default:
      return Object.hasOwn(profile.words[type] ?? {}, text) ? profile.words[type][text] : null;
  }
}

function schoolYear(text) {
  const match = /^(\d{4})-(\d{4})$/.exec(text);
  if (!match || Number(match[2]) !== Number(match[1]) + 1) return null;
  return Number(match[1]) >= FIRST_YEAR && Number(match[1]) <= LAST_YEAR ? text : null;
}

function isoDate(text, formats) {
  for (const name of formats) {
    const match = DATES[name].exec(text);
    if (match) {
      const { y, m, d } = match.groups;
      return isDay(Number(y), Number(m), Number(d)) ? `${y}-${m}-${d}` : null;
    }
  }
  return null;
}

/** Whether there is such a day. @param {number} year @param {number} month from 1 @param {number} day from 1 */
export function isDay(year, month, day) {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
}
