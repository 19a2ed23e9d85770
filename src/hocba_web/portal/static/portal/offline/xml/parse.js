/**
 * The only door for XML: no DTD, no entities, nothing too big, UTF-8 only, nothing forgiven. Works without a document,
 * fetches nothing and runs nothing. Source: W3C XML 1.0 (fifth edition), Namespaces in XML 1.0.
 *
 * @typedef {{prefix: string, local: string, ns: string, name: string, value: string}} Attribute
 * @typedef {{prefix: string, local: string, ns: string, tag: string, attributes: Attribute[], declared: Map<string, string>,
 *   scope: Map<string, string>, children: (Element | string)[], parent: Element | null}} Element
 * @typedef {{bytes: number, depth: number, nodes: number, text: number}} Limits
 */

import { decode } from "../bytes.js";
import { Finding } from "../findings.js";

const XML = "http://www.w3.org/XML/1998/namespace";
const XMLNS = "http://www.w3.org/2000/xmlns/";
const START =
  "A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF" +
  "\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const PART = `[${START}][${START}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040]*`;
const NAME = new RegExp(`(?:(${PART}):)?(${PART})(?!:)`, "uy");
const SPACE = /[ \t\n]*/y;
const ATTRIBUTE = /[ \t\n]*=[ \t\n]*(?:"([^"<]*)"|'([^'<]*)')/y;
const REFERENCE = /&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));|&/g;
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;
const DECLARATION =
  /<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(["'])([^"']{1,8})\1(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(["'])([A-Za-z][A-Za-z0-9._-]{0,39})\3)?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(["'])(?:yes|no)\5)?[ \t\n]*\?>/y;
const INSTRUCTION = /<\?([A-Za-z_][^ \t\n?<>]*)(?:[ \t\n][^]*?)?\?>/y;
const COMMENT = /<!--(?:(?!--)[^])*-->/y;
const DEEPEST = 256;

/**
 * Parse a whole file of unknown origin and return its root.
 * @param {Uint8Array} bytes @param {Limits} limits @returns {Element}
 */
export function parseStrict(bytes, limits) {
  if (bytes.length > limits.bytes) throw new Finding("TOO_LARGE", { size: bytes.length, limit: limits.bytes });
  const most = 2 * limits.nodes + 2;
  let opened = 0;
  for (const byte of bytes) opened += byte === 0x3c ? 1 : 0;
  if (opened > most) throw new Finding("TOO_MANY_NODES", { limit: limits.nodes });
  const text = decode(bytes);
  if (text === null) throw new Finding("ENCODING_NOT_UTF8");
  return new Parser(text.replace(/\r\n?/g, "\n"), limits).document();
}

/** @param {Element} element @returns {Element[]} its elements, without text */
export function elements(element) {
  return element.children.filter((child) => typeof child !== "string");
}

/** @param {Element} element @returns {string} the text directly in it */
export function textOf(element) {
  return element.children.filter((child) => typeof child === "string").join("");
}

/** Every element of a tree, the root first. @param {Element} root @returns {Generator<Element>} */
export function* everyElement(root) {
  yield root;
  for (const child of elements(root)) yield* everyElement(child);
}

class Parser {
  /** @param {string} text @param {Limits} limits */
  constructor(text, limits) {
    this.text = text;
    this.limits = limits;
    this.at = text.startsWith("\uFEFF") ? 1 : 0;
    this.commented = false;
    this.tooDeep = false;
    this.tooLong = false;
    this.nodes = 0;
  }

  document() {
    this.prolog();
    this.misc();
    if (this.text.startsWith("<!", this.at)) throw new Finding("DTD_FORBIDDEN");
    const root = this.tree();
    this.misc();
    if (this.at !== this.text.length) this.malformed("after the root");
    const { depth, nodes, text } = this.limits;
    if (this.tooDeep) throw new Finding("TOO_DEEP", { limit: depth });
    if (this.nodes > nodes) throw new Finding("TOO_MANY_NODES", { limit: nodes });
    if (this.tooLong) throw new Finding("TEXT_TOO_LONG", { limit: text });
    if (this.commented) throw new Finding("COMMENT_FORBIDDEN");
    return root;
  }

  malformed(detail) {
    const line = this.text.slice(0, this.at).split("\n").length;
    throw new Finding("XML_MALFORMED", { detail }, `line ${line}`);
  }

  /** The match of a sticky expression here, or null; moves on. */
  take(expression) {
    expression.lastIndex = this.at;
    const match = expression.exec(this.text);
    if (match) this.at = expression.lastIndex;
    return match;
  }

  prolog() {
    if (!/^<\?xml[ \t\n]/.test(this.text.slice(this.at, this.at + 6))) return;
    const declaration = this.take(DECLARATION);
    if (!declaration || declaration[2] !== "1.0") this.malformed("XML declaration");
    if (declaration[4] && declaration[4].toLowerCase() !== "utf-8") throw new Finding("ENCODING_NOT_UTF8", {}, "line 1");
  }

  /** White space, comments and processing instructions outside the root. */
  misc() {
    do this.take(SPACE);
    while (this.aside());
  }

  /** A comment or a processing instruction, noted and left behind. */
  aside() {
    const instruction = this.text.startsWith("<?", this.at);
    if (!instruction && !this.text.startsWith("<!--", this.at)) return false;
    const match = this.take(instruction ? INSTRUCTION : COMMENT);
    if (!match || (instruction && match[1].toLowerCase() === "xml") || FORBIDDEN.test(match[0])) this.malformed("comment or instruction");
    this.commented = true;
    return true;
  }

  tree() {
    const root = this.startTag(null);
    let open = root.closed ? null : root.element;
    let depth = 1;
    while (open) {
      const next = this.text.indexOf("<", this.at);
      if (next < 0) this.malformed("end of file");
      if (next > this.at) {
        this.append(open, this.resolved(this.text.slice(this.at, next), true));
        this.at = next;
      }
      if (this.text.startsWith("</", this.at)) {
        this.endTag(open);
        open = open.parent;
        depth -= 1;
      } else if (this.text.startsWith("<![CDATA[", this.at)) {
        this.append(open, this.cdata());
      } else if (!this.aside()) {
        const { element, closed } = this.startTag(open);
        open.children.push(element);
        if (depth + 1 > this.limits.depth) this.tooDeep = true;
        if (!closed) {
          open = element;
          depth += 1;
          if (depth > DEEPEST) throw new Finding("TOO_DEEP", { limit: this.limits.depth });
        }
      }
    }
    return root.element;
  }

  append(element, text) {
    const last = element.children.length - 1;
    const joined = typeof element.children[last] === "string" ? element.children[last] + text : text;
    if (joined.length > this.limits.text && [...joined].length > this.limits.text) this.tooLong = true;
    if (joined === "") return;
    if (typeof element.children[last] === "string") element.children[last] = joined;
    else element.children.push(joined);
  }

  cdata() {
    const end = this.text.indexOf("]]>", this.at);
    if (end < 0) this.malformed("CDATA");
    const found = this.text.slice(this.at + 9, end);
    if (FORBIDDEN.test(found)) this.malformed("character");
    this.at = end + 3;
    return found;
  }

  /** Text with its references resolved; only those that need no declaration are known. */
  resolved(text, content) {
    if (FORBIDDEN.test(text) || (content && text.includes("]]>"))) this.malformed("character");
    if (!text.includes("&")) return text;
    return text.replace(REFERENCE, (_, hexadecimal, decimal, entity) => {
      if (entity) return ENTITIES[entity];
      const code = hexadecimal ? parseInt(hexadecimal, 16) : decimal ? parseInt(decimal, 10) : 0;
      const surrogate = code >= 0xd800 && code <= 0xdfff;
      if (code === 0 || code > 0x10ffff || surrogate || FORBIDDEN.test(String.fromCodePoint(code))) this.malformed("reference");
      return String.fromCodePoint(code);
    });
  }

  name() {
    const match = this.take(NAME);
    if (!match) this.malformed("name");
    return { prefix: match[1] ?? "", local: match[2] };
  }

  startTag(parent) {
    if (this.text[this.at] !== "<") this.malformed("tag");
    this.at += 1;
    this.nodes += 1;
    const own = this.name();
    const written = this.attributes();
    const closed = this.text.startsWith("/>", this.at);
    if (!closed && this.text[this.at] !== ">") this.malformed("tag");
    this.at += closed ? 2 : 1;
    const declared = this.declarations(written);
    const scope = declared.size ? new Map([...(parent?.scope ?? []), ...declared]) : (parent?.scope ?? new Map());
    const ns = own.prefix ? this.namespace(scope, own.prefix) : (scope.get("") ?? "");
    const attributes = written.filter((one) => !isDeclaration(one)).map((one) => this.attribute(scope, one));
    if (new Set(attributes.map((one) => one.name)).size !== attributes.length) this.malformed("attribute twice");
    const element = { ...own, ns, tag: clark(ns, own.local), attributes, declared, scope, children: [], parent };
    return { element, closed };
  }

  attributes() {
    const found = [];
    for (;;) {
      const spaces = this.take(SPACE)[0];
      const next = this.text[this.at];
      if (next === ">" || next === "/" || next === undefined) return found;
      if (!spaces) this.malformed("attribute");
      const name = this.name();
      const match = this.take(ATTRIBUTE);
      if (!match) this.malformed("attribute");
      // Normalised as XML demands, before references are resolved: a written &#10; stays a line feed.
      const value = this.resolved((match[1] ?? match[2]).replace(/[\t\n]/g, " "), false);
      if (value.length > this.limits.text && [...value].length > this.limits.text) this.tooLong = true;
      if (found.some((one) => one.prefix === name.prefix && one.local === name.local)) this.malformed("attribute twice");
      found.push({ ...name, value });
    }
  }

  declarations(written) {
    const found = new Map();
    for (const one of written.filter(isDeclaration)) {
      const prefix = one.prefix ? one.local : "";
      const reserved = prefix === "xmlns" || one.value === XMLNS || (prefix === "xml") !== (one.value === XML);
      if (reserved || (prefix && !one.value)) this.malformed("namespace");
      found.set(prefix, one.value);
    }
    return found;
  }

  attribute(scope, { prefix, local, value }) {
    const ns = prefix ? this.namespace(scope, prefix) : "";
    return { prefix, local, ns, name: clark(ns, local), value };
  }

  namespace(scope, prefix) {
    const found = prefix === "xml" ? XML : scope.get(prefix);
    if (found === undefined || prefix === "xmlns") this.malformed("prefix without namespace");
    return found;
  }

  endTag(open) {
    this.at += 2;
    const { prefix, local } = this.name();
    this.take(SPACE);
    if (prefix !== open.prefix || local !== open.local || this.text[this.at] !== ">") this.malformed("end tag");
    this.at += 1;
  }
}

function isDeclaration({ prefix, local }) {
  return prefix === "xmlns" || (!prefix && local === "xmlns");
}

function clark(ns, local) {
  return ns ? `{${ns}}${local}` : local;
}
