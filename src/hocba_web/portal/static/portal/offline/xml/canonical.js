/** Exclusive XML Canonicalization 1.0 without comments (W3C), of an element and what it holds. */

import { encode } from "../bytes.js";
import { Finding } from "../findings.js";

/** `Element`: parse.js */

const ABSOLUTE = /^[A-Za-z][A-Za-z0-9+.-]*:/;
const IN_TEXT = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#xD;" };
const IN_VALUE = { "&": "&amp;", "<": "&lt;", '"': "&quot;", "\t": "&#x9;", "\n": "&#xA;", "\r": "&#xD;" };

/** @param {Element} element @returns {string} */
export function canonical(element) {
  const out = [];
  write(element, new Map(), out);
  return out.join("");
}

/** @param {Element} element @returns {Uint8Array} */
export function canonicalBytes(element) {
  return encode(canonical(element));
}

/** Text of an element as C14N writes it. @param {string} text */
export function escaped(text) {
  return text.replace(/[&<>\r]/g, (letter) => IN_TEXT[letter]);
}

/** @param {Element} element @param {Map<string, string>} rendered prefixes that an ancestor wrote @param {string[]} out */
function write(element, rendered, out) {
  for (const address of element.declared.values()) {
    if (address && !ABSOLUTE.test(address)) throw new Finding("XML_NOT_CANONICAL", { rule: "NAMESPACE" });
  }
  const used = new Map([[element.prefix, element.ns]]);
  for (const { prefix, ns } of element.attributes) if (prefix && prefix !== "xml") used.set(prefix, ns);
  used.delete("xml");
  const name = element.prefix ? `${element.prefix}:${element.local}` : element.local;
  out.push("<", name);
  let inside = rendered;
  for (const [prefix, address] of [...used].sort(([one], [other]) => (one < other ? -1 : 1))) {
    if ((rendered.get(prefix) ?? (prefix ? undefined : "")) === address) continue;
    out.push(prefix ? ` xmlns:${prefix}="` : ' xmlns="', value(address), '"');
    if (inside === rendered) inside = new Map(rendered);
    inside.set(prefix, address);
  }
  for (const one of [...element.attributes].sort(byName)) {
    out.push(" ", one.prefix ? `${one.prefix}:${one.local}` : one.local, '="', value(one.value), '"');
  }
  out.push(">");
  for (const child of element.children) {
    if (typeof child === "string") out.push(escaped(child));
    else write(child, inside, out);
  }
  out.push("</", name, ">");
}

function value(text) {
  return text.replace(/[&<"\t\n\r]/g, (letter) => IN_VALUE[letter]);
}

function byName(one, other) {
  if (one.ns !== other.ns) return one.ns < other.ns ? -1 : 1;
  return one.local < other.local ? -1 : 1;
}
