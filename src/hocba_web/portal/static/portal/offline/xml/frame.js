/**
 * The one form of a file, where a profile has one: outside the data region every byte is known but for the values of
 * slots and signatures, so the whole is matched as text.
 *
 *     declaration <HOC_BA> data region <DANH_SACH_THONG_TIN_KY> slots </DANH_SACH_THONG_TIN_KY></HOC_BA>
 */

import { canonical } from "./canonical.js";
import { elements } from "./parse.js";
import { EXCLUSIVE_C14N, valueOf } from "./signature.js";

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const BETWEEN_TAGS = />[ \t\n]+</;
const END_OF_SIGNATURE = "</ds:Signature>";
const B64 = "[A-Za-z0-9+/=]+";
const WORD = "[ !#-%'-;=?-~]*";
const TEXT = "(?:[^<>&\\x00-\\x1f]|&(?:amp|lt|gt);)*";
const PROPERTIES_TYPE = "http://www.w3.org/2000/09/xmldsig#SignatureProperties";
const SIGNED_TYPE = "http://uri.etsi.org/01903#SignedProperties";

/**
 * Whether a file is in the one form of its profile.
 * @param {string} text the whole file @param {Element} root @param {object} profile
 */
export function inOneForm(text, root, profile) {
  const { tags } = profile;
  if (!text.startsWith(DECLARATION) || text.slice(DECLARATION.length) !== canonical(root)) return false;
  if (BETWEEN_TAGS.test(text.slice(DECLARATION.length))) return false;
  const head = `${DECLARATION}<${tags.root}><${tags.data} Id="${tags.data_id}">`;
  const before = `</${tags.data}><${tags.slots}>`;
  const end = text.indexOf(before);
  if (!text.startsWith(head) || end < 0) return false;
  const [data] = elements(root);
  const region = text.slice(DECLARATION.length + tags.root.length + 2, end + tags.data.length + 3);
  if (canonical(data) !== region) return false;
  const cuts = cut(text, end + before.length, profile);
  return cuts !== null && inOrder(cuts, data, profile);
}

/** The slots from `at` to the end, in the profile's order and with nothing between them; null where something else is there. */
function cut(text, at, profile) {
  const cuts = [];
  let within = "";
  const expect = (wanted) => {
    const found = text.startsWith(wanted, at);
    at += wanted.length;
    return found;
  };
  for (const slot of profile.slots) {
    if (slot.within !== within) {
      if (!expect(change(within, slot.within))) return null;
      within = slot.within;
    }
    const head = slotHead(slot, profile);
    for (;;) {
      head.lastIndex = at;
      const match = head.exec(text);
      if (!match) break;
      const from = head.lastIndex;
      const end = text.indexOf(END_OF_SIGNATURE, from);
      if (end < 0) return null;
      at = end + END_OF_SIGNATURE.length;
      const person = match.groups?.person ?? "";
      const signature = signatureShape(profile).exec(text.slice(from, at));
      if (!signature || signature.groups.key !== slot.key.replace("{person}", person)) return null;
      if (!expect(`</${slot.name}>`)) return null;
      cuts.push({ slot, person });
      if (!slot.repeats) break;
    }
  }
  return expect(`${change(within, "")}</${profile.tags.slots}></${profile.tags.root}>`) && at === text.length ? cuts : null;
}

/** Each slot signs an element that is there; teachers stand in the order of their parts, none twice. */
function inOrder(cuts, data, profile) {
  const summary = elements(data).at(-1);
  const parts = profile.tags.part ? elements(summary).filter((one) => one.tag === profile.tags.part) : [];
  const ids = [data, ...parts].map((one) => valueOf(one, "Id"));
  const written = cuts.map((one) => ids.indexOf(one.slot.content.replace("{person}", one.person)));
  const sorted = cuts.every((one, at) => at === 0 || one.slot !== cuts[at - 1].slot || written[at] > written[at - 1]);
  return new Set(ids).size === ids.length && !written.includes(-1) && sorted;
}

function change(before, after) {
  return (before ? `</${before}>` : "") + (after ? `<${after}>` : "");
}

/** A slot up to its signature. */
function slotHead(slot, { tags, personal_id: person }) {
  const id = slot.element_id.replace("{person}", `(?<person>${person})`);
  const signer = slot.has_personal_id ? `<${tags.signer_id}>${person}</${tags.signer_id}>` : "";
  const opening = `<${slot.name}${id ? ` Id="${id}"` : ""}><${tags.signed_at}>[0-9T:.Z+-]{1,40}</${tags.signed_at}>${signer}`;
  return new RegExp(opening, "y");
}

const shapes = new Map();

/** The one text of a signature. */
function signatureShape(profile) {
  if (!shapes.has(profile.name)) shapes.set(profile.name, new RegExp(`^${signatureText(profile.namespaces)}$`));
  return shapes.get(profile.name);
}

function signatureText({ ds, xades, binding, signing_time: time }) {
  const [ofDs, ofXades] = [` xmlns:ds="${quoted(ds)}"`, ` xmlns:xades="${quoted(xades)}"`];
  const types = [PROPERTIES_TYPE, SIGNED_TYPE].map((type) => ` Type="${quoted(type)}"`).join("|");
  const digest = `<ds:DigestMethod Algorithm="${WORD}"></ds:DigestMethod><ds:DigestValue>${B64}</ds:DigestValue>`;
  const transforms = `<ds:Transforms>${empty("ds:Transform")}</ds:Transforms>`;
  const reference = `<ds:Reference(?: Id="${WORD}")?(?:${types})? URI="${WORD}">${transforms}${digest}</ds:Reference>`;
  const target = '<ds:SignatureProperty Target="#sig-\\k<key>">';
  return [
    `<ds:Signature${ofDs} Id="sig-(?<key>[a-z0-9-]+)"><ds:SignedInfo>${empty("ds:CanonicalizationMethod")}`,
    `<ds:SignatureMethod Algorithm="${WORD}"></ds:SignatureMethod>(?:${reference}){3,64}</ds:SignedInfo>`,
    `<ds:SignatureValue Id="sigval-\\k<key>">${B64}</ds:SignatureValue>`,
    `<ds:KeyInfo><ds:X509Data><ds:X509SubjectName>${TEXT}</ds:X509SubjectName>`,
    `(?:<ds:X509Certificate>${B64}</ds:X509Certificate>){1,6}</ds:X509Data></ds:KeyInfo>`,
    `<ds:Object><xades:QualifyingProperties${ofXades} Target="#sig-\\k<key>">`,
    '<xades:SignedProperties Id="signed-\\k<key>"><xades:SignedSignatureProperties>',
    `<xades:SigningTime>${WORD}</xades:SigningTime><xades:SigningCertificateV2><xades:Cert><xades:CertDigest>`,
    `${digest}</xades:CertDigest></xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties>`,
    `<xades:SignedDataObjectProperties>(?:<xades:DataObjectFormat ObjectReference="${WORD}">`,
    "<xades:MimeType>text/xml</xades:MimeType></xades:DataObjectFormat>){2,64}",
    "</xades:SignedDataObjectProperties></xades:SignedProperties></xades:QualifyingProperties></ds:Object>",
    `<ds:Object><ds:SignatureProperties Id="props-\\k<key>">${target}`,
    `<SigningTime xmlns="${quoted(time)}">${WORD}</SigningTime></ds:SignatureProperty>${target}`,
    `<hb:Binding xmlns:hb="${quoted(binding)}"><hb:Record>${WORD}</hb:Record><hb:Revision>${WORD}</hb:Revision>`,
    `<hb:Slot>${WORD}</hb:Slot><hb:Role>${WORD}</hb:Role></hb:Binding></ds:SignatureProperty></ds:SignatureProperties>`,
    "</ds:Object></ds:Signature>",
  ].join("");
}

function empty(tag) {
  return `<${tag} Algorithm="${quoted(EXCLUSIVE_C14N)}"></${tag}>`;
}

function quoted(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
