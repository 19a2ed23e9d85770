/**
 * A strict reader of DER: one encoding of each value, definite minimal lengths, no byte left over.
 * Source: ITU-T X.690, clause 10.
 */

import { Finding } from "../findings.js";

export const BOOLEAN = 0x01;
export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
export const OID = 0x06;
export const ENUMERATED = 0x0a;
export const UTC_TIME = 0x17;
export const GENERALIZED_TIME = 0x18;
export const SEQUENCE = 0x30;
export const SET = 0x31;
export const CONTEXT = 0xa0;
const LONG = 0x80;
const MOST_LENGTH_BYTES = 3;
const HIGH_TAG = 0x1f;

function refuse(detail) {
  throw new Finding("DER_MALFORMED", { detail });
}

/** One value: its tag, its content, and its whole encoding. */
export class Node {
  /** @param {number} tag @param {Uint8Array} content @param {Uint8Array} whole */
  constructor(tag, content, whole) {
    this.tag = tag;
    this.content = content;
    this.whole = whole;
  }

  /** @returns {Node[]} */
  children() {
    const found = [];
    let rest = this.content;
    while (rest.length) {
      const node = read(rest);
      found.push(node);
      rest = rest.subarray(node.whole.length);
    }
    return found;
  }

  /** This node, if it has that tag. @param {number} tag @returns {Node} */
  expect(tag) {
    if (this.tag !== tag) refuse(`tag ${this.tag}, expected ${tag}`);
    return this;
  }

  /** Its members, if there are exactly so many. @param {number} count */
  exactly(count) {
    const found = this.children();
    if (found.length !== count) refuse(`${found.length} values, expected ${count}`);
    return found;
  }

  /** @returns {string} dotted */
  oid() {
    const bytes = this.expect(OID).content;
    if (!bytes.length || bytes[bytes.length - 1] & LONG) refuse("object identifier");
    const arcs = [];
    let arc = 0n;
    let fresh = true;
    for (const byte of bytes) {
      if (fresh && byte === LONG) refuse("object identifier");
      arc = (arc << 7n) | BigInt(byte & 0x7f);
      fresh = !(byte & LONG);
      if (fresh) {
        arcs.push(arc);
        arc = 0n;
      }
    }
    const first = arcs[0] < 80n ? arcs[0] / 40n : 2n;
    return [first, arcs[0] - first * 40n, ...arcs.slice(1)].join(".");
  }

  /** @returns {bigint} */
  integer() {
    const bytes = this.content;
    if (!bytes.length || (bytes.length > 1 && ((bytes[0] === 0 && bytes[1] < LONG) || (bytes[0] === 0xff && bytes[1] >= LONG)))) {
      refuse("integer");
    }
    let value = 0n;
    for (const byte of bytes) value = (value << 8n) | BigInt(byte);
    return bytes[0] >= LONG ? value - (1n << BigInt(8 * bytes.length)) : value;
  }

  /** @returns {boolean} */
  boolean() {
    if (this.tag !== BOOLEAN || this.content.length !== 1 || ![0, 0xff].includes(this.content[0])) refuse("boolean");
    return this.content[0] === 0xff;
  }

  /** @returns {Uint8Array} of a bit string of whole bytes */
  bits() {
    if (this.expect(BIT_STRING).content[0] !== 0) refuse("bit string");
    return this.content.subarray(1);
  }
}

/** The one value that fills `data`. @param {Uint8Array} data @returns {Node} */
export function readDer(data) {
  const node = read(data);
  if (node.whole.length !== data.length) refuse("bytes after the value");
  return node;
}

function read(data) {
  if (data.length < 2 || (data[0] & HIGH_TAG) === HIGH_TAG) refuse("tag");
  let length = data[1];
  let start = 2;
  if (length >= LONG) {
    const count = length - LONG;
    start += count;
    if (count === 0 || count > MOST_LENGTH_BYTES || data.length < start) refuse("length");
    length = data.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0);
    if (length < LONG || data[2] === 0) refuse("length");
  }
  const end = start + length;
  if (end > data.length) refuse("truncated");
  return new Node(data[0], data.subarray(start, end), data.subarray(0, end));
}
