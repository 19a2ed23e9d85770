/**
 * What a sealed PDF may hold: pages with text, one attached file, one signature field. Nothing acts or hides. Everything
 * that a reader starts from is read key by key against the keys that our files have.
 *
 * @typedef {{attachment: number, appearance: number}} Content object numbers; attachment 0 in a paper, which has none
 */

import { Finding } from "../findings.js";
import { inflate } from "./layout.js";
import { readDictionary, wordsOf } from "./values.js";

/** `Frame`: layout.js `Value`: values.js */

const words = (text) => new Set(text.split(" "));
const CATALOG = words(
  "Type Pages Metadata OutputIntents Lang StructTreeRoot MarkInfo ViewerPreferences Outlines Names AF AcroForm Perms",
);
const FIELD = words("Type Subtype FT T TU F P Rect StructParent AP V");
const FILE_SPEC = words("Type F UF EF AFRelationship Desc");
const INFO = words("Title Subject Keywords Creator ModDate CreationDate");
const PAGE = words("Type Page Resources MediaBox StructParents Tabs S Parent Contents Annots");
const PAGES = words("Type Pages Count Kids Parent");
const FORBIDDEN = words(
  "JS JavaScript Launch OpenAction AA URI GoTo GoToR GoToE SubmitForm ImportData Named RichMedia Movie Sound Rendition XFA " +
    "OCG OCProperties Encrypt XObject Pattern Type3 Annot Collection EmbeddedFile",
);
const NAME = /\/([^\s/<>[\](){}%]+)/g;
const KIDS = /\/Kids\[((?:\d{1,7} 0 R ?)+)\]/;
const REFERENCE = /(\d{1,7}) 0 R/g;
const ANNOTS = /\/Annots(\[[^\]]*\])/g;
const STRUCTURE = "<</Type/StructElem";
const TAIL = 4;
const MOST_PAGES = 200;

function refuse(code, detail = "") {
  throw new Finding(code, { detail });
}

/**
 * What a viewer would act on.
 * @param {Frame} frame @param {string} attachmentName @param {boolean} attached whether one embedded file must be there; else none may
 * @returns {Content}
 */
export function readContent(frame, attachmentName, attached = true) {
  const [field, appearance, root, seal] = frame.order.slice(-TAIL);
  const plain = [...frame.plain.keys()];
  const known = plain.length === 3 && [field, root, seal].every((one) => frame.plain.has(one));
  if (!known || root !== frame.root) refuse("PDF_NOT_OURS", "objects after the body");
  harmless(frame);
  const catalog = dictionary(frame, root, CATALOG);
  same(catalog.get("AcroForm"), { Fields: [{ ref: field }], SigFlags: 3 }, "/AcroForm");
  same(catalog.get("Perms"), { DocMDP: { ref: seal } }, "/Perms");
  const own = dictionary(frame, field, FIELD);
  const wanted = { Type: { name: "Annot" }, Subtype: { name: "Widget" }, FT: { name: "Sig" }, V: { ref: seal }, AP: { N: { ref: appearance } } };
  for (const [key, value] of Object.entries(wanted)) same(own.get(key), value, "field");
  const tree = catalog.get("Pages")?.ref;
  if (tree === undefined) refuse("PDF_NOT_OURS", "pages");
  checkPages(frame, tree, field, own.get("P"));
  if (!attached && (catalog.has("Names") || catalog.has("AF"))) refuse("PDF_FORBIDDEN_CONTENT", "/EmbeddedFiles");
  const attachment = attached ? attachmentOf(frame, catalog, attachmentName) : 0;
  checkStreams(frame, attachment, appearance);
  const edges = own.get("Rect");
  if (!Array.isArray(edges) || edges.filter((edge) => typeof edge === "number").length !== 4) refuse("PDF_FORBIDDEN_CONTENT", "/Rect");
  return { attachment, appearance };
}

/** What assistive technology says of the seal's field. @param {Frame} frame */
export function readCaption(frame) {
  return wordsOf(dictionary(frame, frame.order.at(-TAIL), FIELD).get("TU"));
}

/** The document information's keywords. @param {Frame} frame @returns {string[]} */
export function readKeywords(frame) {
  const info = dictionary(frame, frame.info, INFO);
  wordsOf(info.get("Title"));
  return wordsOf(info.get("Keywords")).split(", ");
}

/** The record's XML, which lies within what the seal covers. @param {Frame} frame @param {Content} content @param {number} limit bytes */
export async function attachedFile(frame, content, limit) {
  const stream = frame.streams.get(content.attachment);
  const found = readDictionary(stream.dictionary);
  const parameters = found.get("Params");
  const size = parameters instanceof Map ? parameters.get("Size") : undefined;
  const readable = found.get("Filter")?.name === "FlateDecode" && typeof size === "number" && size > 0 && size <= limit;
  if (!readable) refuse("PDF_XML_MISSING");
  const data = await inflate(stream.data, Math.trunc(size));
  if (data.length !== size) refuse("PDF_XML_MISSING");
  return data;
}

/** A dictionary that has no key but these. */
function dictionary(frame, number, keys) {
  const content = frame.packed.get(number) || frame.plain.get(number);
  if (content === undefined) refuse("PDF_NOT_OURS", `object ${number}`);
  const found = readDictionary(content);
  const unknown = [...found.keys()].find((key) => !keys.has(key));
  if (unknown !== undefined) refuse("PDF_FORBIDDEN_CONTENT", `/${unknown}`);
  return found;
}

/** No object outside the structure tree names anything that acts. */
function harmless(frame) {
  for (const content of frame.packed.values()) {
    if (content.startsWith(STRUCTURE)) continue;
    for (const [, name] of content.matchAll(NAME)) {
      if (FORBIDDEN.has(name) || name.includes("#")) refuse("PDF_FORBIDDEN_CONTENT", `/${name}`);
    }
  }
}

/** Every page, each once; the one annotation of them all is the seal's field. */
function checkPages(frame, tree, field, pageOfField) {
  const waiting = [tree];
  const seen = new Set();
  const annotated = [];
  while (waiting.length) {
    const number = waiting.pop();
    const content = frame.packed.get(number);
    if (content === undefined) refuse("PDF_NOT_OURS", `page ${number}`);
    const kids = KIDS.exec(content);
    const names = [...content.matchAll(NAME)].map((match) => match[1]);
    if (seen.has(number) || seen.size > MOST_PAGES || new Set(names).size !== names.length) refuse("PDF_NOT_OURS", "pages");
    seen.add(number);
    const allowed = kids ? PAGES : PAGE;
    if (!names.every((name) => allowed.has(name))) refuse("PDF_FORBIDDEN_CONTENT", `page ${number}`);
    if (kids) waiting.push(...[...kids[1].matchAll(REFERENCE)].map((match) => Number(match[1])));
    else if (names.includes("Annots")) annotated.push(...[...content.matchAll(ANNOTS)].map((match) => [number, match[1]]));
  }
  const [[page, array] = []] = annotated;
  const one = annotated.length === 1 && page === pageOfField?.ref && array === `[${field} 0 R]`;
  if (!one) refuse("PDF_FORBIDDEN_CONTENT", "/Annots");
}

/** The one embedded file, in the names tree and as associated file. */
function attachmentOf(frame, catalog, attachmentName) {
  if (!catalog.has("Names") || !catalog.has("AF")) refuse("PDF_XML_MISSING");
  const number = catalog.get("AF")?.[0]?.ref;
  same(catalog.get("AF"), [{ ref: number }], "/EmbeddedFiles");
  same(catalog.get("Names"), { EmbeddedFiles: { Names: [{ text: attachmentName }, { ref: number }] } }, "/EmbeddedFiles");
  const held = dictionary(frame, number, FILE_SPEC).get("EF");
  const file = held instanceof Map ? held.get("F")?.ref : undefined;
  const whole = held instanceof Map && held.size === 2 && file !== undefined && held.get("UF")?.ref === file;
  if (!whole || !frame.streams.has(file)) refuse("PDF_XML_MISSING");
  return file;
}

/** One embedded file and one form XObject (the seal's picture) among the streams; none fetched from elsewhere. */
function checkStreams(frame, attachment, appearance) {
  for (const [number, { dictionary: found }] of frame.streams) {
    const embeds = found.includes("/EmbeddedFile") !== (number === attachment);
    const paints = found.includes("/XObject") !== (number === appearance);
    if (embeds || paints) refuse("PDF_FORBIDDEN_CONTENT", `stream ${number}`);
    if (found.includes("/F(") || found.includes("/F<") || found.includes("/FFilter")) refuse("PDF_FORBIDDEN_CONTENT", "/F");
  }
}

/** A value is exactly this one. */
function same(value, wanted, detail) {
  if (written(value) !== written(wanted)) refuse("PDF_FORBIDDEN_CONTENT", detail);
}

function written(value) {
  if (Array.isArray(value)) return `[${value.map(written).join(" ")}]`;
  if (value instanceof Map) return `<<${[...value].sort().map(([key, one]) => `${key} ${written(one)}`).join(" ")}>>`;
  if (value && typeof value === "object" && !("ref" in value || "name" in value || "text" in value)) {
    return written(new Map(Object.entries(value)));
  }
  return JSON.stringify(value) ?? "none";
}
