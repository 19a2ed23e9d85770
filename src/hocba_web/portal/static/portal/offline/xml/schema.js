/**
 * Structure and values by the profile's own schema, which the page brings as data (made from the very XSD of the server's
 * verifier). Only what those schemas use is known.
 *
 * @typedef {{kind: "element", name: string, type: string, fixed?: string, min: number, max: number}
 *   | {kind: "any", ns: string, min: number, max: number}
 *   | {kind: "sequence" | "choice" | "all", items: Particle[], min: number, max: number}} Particle
 * @typedef {{patterns?: string[], words?: string[], shortest?: number,
 *   attributes?: Record<string, {type: string, required: boolean}>, content?: Particle | null}} Type
 * @typedef {{root: Particle, types: Record<string, Type>}} Grammar
 */

import { Finding } from "../findings.js";
import { elements, textOf } from "./parse.js";

/** `Element`: parse.js */

/** @param {string} tag @param {string} detail @returns {never} */
function refuse(tag, detail) {
  throw new Finding("SCHEMA_INVALID", { detail, profile: "" }, tag);
}

/** One grammar, ready to be asked many times. */
export class Schema {
  /** @param {Grammar} grammar */
  constructor(grammar) {
    this.root = grammar.root;
    this.types = new Map(Object.entries(grammar.types));
    this.patterns = new Map();
  }

  /** The whole document. @param {Element} root */
  validate(root) {
    if (root.tag !== this.root.name) refuse(root.tag, "root");
    this.element(root, this.root);
  }

  /** One of the root's children alone. @param {Element} element */
  validateChild(element) {
    const known = this.types.get(this.root.type).content.items.find((item) => item.name === element.tag);
    if (!known) refuse(element.tag, "element");
    this.element(element, known);
  }

  element(element, declared) {
    const type = this.types.get(declared.type);
    this.attributes(element, type.attributes ?? {});
    if (type.content === undefined) {
      if (elements(element).length) refuse(element.tag, "text expected");
      this.text(element.tag, textOf(element), type, declared.fixed);
      return;
    }
    const children = elements(element);
    if (textOf(element).trim()) refuse(element.tag, "text between elements");
    const end = type.content ? this.particle(type.content, children, 0) : 0;
    if (end !== children.length) refuse(children[end ?? 0]?.tag ?? element.tag, "element not expected here");
  }

  attributes(element, known) {
    for (const one of element.attributes) {
      const type = Object.hasOwn(known, one.name) ? this.types.get(known[one.name].type) : null;
      if (!type) refuse(element.tag, `attribute ${one.name}`);
      this.text(element.tag, one.value, type);
    }
    for (const [name, { required }] of Object.entries(known)) {
      if (required && !element.attributes.some((one) => one.name === name)) refuse(element.tag, `attribute ${name}`);
    }
  }

  text(tag, text, type, fixed) {
    if (fixed !== undefined && text !== fixed) refuse(tag, "fixed value");
    if (type.shortest !== undefined && text.length < type.shortest) refuse(tag, "empty");
    if (type.words && !type.words.includes(text)) refuse(tag, "word");
    if (type.patterns && !type.patterns.some((pattern) => this.pattern(pattern).test(text))) refuse(tag, "pattern");
  }

  pattern(source) {
    let found = this.patterns.get(source);
    if (!found) {
      found = new RegExp(`^(?:${source})$`, "u");
      this.patterns.set(source, found);
    }
    return found;
  }

  /** Where a particle ends that begins at `at`; null where it does not fit. The schemas are deterministic, so greed is right. */
  particle(particle, children, at) {
    if (particle.kind === "all") return this.all(particle, children, at);
    let count = 0;
    for (; count < particle.max; count += 1) {
      const next = this.once(particle, children, at);
      if (next === null || (next === at && count >= particle.min)) break;
      at = next;
    }
    return count >= particle.min ? at : null;
  }

  once(particle, children, at) {
    const child = children[at];
    switch (particle.kind) {
      case "element":
        if (child?.tag !== particle.name) return null;
        this.element(child, particle);
        return at + 1;
      case "any":
        return child?.ns === particle.ns ? at + 1 : null;
      case "sequence":
        for (const item of particle.items) {
          at = this.particle(item, children, at);
          if (at === null) return null;
        }
        return at;
      default:
        for (const item of particle.items) {
          const end = this.particle(item, children, at);
          if (end !== null && end > at) return end;
        }
        return null;
    }
  }

  all(particle, children, at) {
    const waiting = new Map(particle.items.map((item) => [item.name, item]));
    for (; at < children.length; at += 1) {
      const item = waiting.get(children[at].tag);
      if (!item) return null;
      waiting.delete(item.name);
      this.element(children[at], item);
    }
    return [...waiting.values()].some((item) => item.min > 0) ? null : at;
  }
}
