/** Names of certificates: decoded, compared, and written as RFC 4514 writes them. */

import { decode as utf8, hex, letters } from "../bytes.js";
import { Finding } from "../findings.js";
import { OCTET_STRING, SEQUENCE, SET } from "./der.js";

/** `Node`: der.js */

const SHORT = {
  "2.5.4.3": "CN",
  "2.5.4.7": "L",
  "2.5.4.8": "ST",
  "2.5.4.10": "O",
  "2.5.4.11": "OU",
  "2.5.4.6": "C",
  "2.5.4.9": "STREET",
  "0.9.2342.19200300.100.1.25": "DC",
  "0.9.2342.19200300.100.1.1": "UID",
};
const UTF8 = 0x0c;
const ONE_BYTE = new Set([0x12, 0x13, 0x14, 0x16, 0x1a]);
const UNIVERSAL = 0x1c;
const BMP = 0x1e;

/** One name. */
export class Name {
  /** @param {Node} node */
  constructor(node) {
    this.rows = node.expect(SEQUENCE).children().map((row) =>
      row.expect(SET).children().map((pair) => {
        const [kind, value] = pair.expect(SEQUENCE).exactly(2);
        return { oid: kind.oid(), value: textOf(value) };
      }),
    );
    /** Equal for equal names, whatever kind of string they are written in. */
    this.key = JSON.stringify(this.rows.map((row) => row.map((one) => `${one.oid}=${one.value}`).sort()));
  }

  /** @param {string} oid @returns {string[]} */
  all(oid) {
    return this.rows.flat().filter((one) => one.oid === oid).map((one) => one.value);
  }

  /** In NFC, as the data of a record are. @param {string} oid @returns {string} */
  first(oid) {
    return (this.all(oid)[0] ?? "").normalize("NFC");
  }

  /** RFC 4514: the last part first. */
  toString() {
    const rows = this.rows.map((row) => row.map(({ oid, value }) => `${SHORT[oid] ?? oid}=${escape(value)}`).join("+"));
    return rows.reverse().join(",");
  }
}

function textOf(node) {
  const { tag, content } = node;
  if (ONE_BYTE.has(tag)) return letters(content);
  if (tag === UTF8) {
    const text = utf8(content);
    if (text !== null) return text;
  }
  if (tag === BMP && content.length % 2 === 0) return wide(content, 2);
  if (tag === UNIVERSAL && content.length % 4 === 0) return wide(content, 4);
  if (tag === OCTET_STRING) return `#${hex(content)}`;
  throw new Finding("DER_MALFORMED", { detail: "name" });
}

function wide(content, size) {
  const points = [];
  for (let at = 0; at < content.length; at += size) {
    points.push(content.subarray(at, at + size).reduce((sum, byte) => sum * 256 + byte, 0));
  }
  if (points.some((point) => point > 0x10ffff)) throw new Finding("DER_MALFORMED", { detail: "name" });
  return size === 2 ? String.fromCharCode(...points) : String.fromCodePoint(...points);
}

function escape(text) {
  let found = text.replace(/[\\"+,;<>]/g, "\\$&").replace(/\0/g, "\\00");
  if (found.startsWith("#") || (found.startsWith(" ") && found.length > 1)) found = `\\${found}`;
  return found.endsWith(" ") ? `${found.slice(0, -1)}\\ ` : found;
}
