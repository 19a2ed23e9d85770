/**
 * A strict reader of PDF values (ISO 32000-1, 7.3): what our own files hold, and nothing cleverer. A second way to write a
 * value is a way to show one thing to a reader and another to a verifier.
 *
 * @typedef {{name: string} | {ref: number} | {text: string} | number | boolean | null | Value[] | Map<string, Value>} Value
 */

import { Finding } from "../findings.js";

const TOKEN =
  /[ \n]*(?:(\d{1,7}) 0 R|\/((?:[A-Za-z0-9_.:+-]|#2F){1,127})|(<<|>>|\[|\])|([+-]?(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12}))|<([0-9A-Fa-f]*)>|(\((?:[^()\\]|\\[nrtbf()\\])*\))|(true|false|null)(?![a-z]))/y;
const ESCAPES = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };
const WORDS = { true: true, false: false, null: null };
const DEEPEST = 16;

function refuse(detail) {
  throw new Finding("PDF_UNREADABLE", { detail });
}

/** The dictionary that fills `data`. @param {string} data @returns {Map<string, Value>} */
export function readDictionary(data) {
  const value = readValue(data);
  if (!(value instanceof Map)) refuse("not a dictionary");
  return value;
}

/** The one value that fills `data`. @param {string} data @returns {Value} */
export function readValue(data) {
  const reader = new Reader(data);
  const value = reader.value(0);
  if (/[^ \n]/.test(data.slice(reader.at))) refuse("bytes after a value");
  return value;
}

/** The text of a string value: UTF-16 where it says so, else Latin-1; "" for another value. @param {Value | undefined} value */
export function wordsOf(value) {
  const text = value?.text;
  if (text === undefined) return "";
  if (!text.startsWith("\xfe\xff")) return text;
  const found = Array.from({ length: (text.length - 2) >> 1 }, (_, at) => (text.charCodeAt(2 * at + 2) << 8) | text.charCodeAt(2 * at + 3));
  const words = String.fromCharCode(...found);
  if (text.length % 2 || !words.isWellFormed()) refuse("text string");
  return words;
}

class Reader {
  constructor(data) {
    this.data = data;
    this.at = 0;
  }

  token() {
    TOKEN.lastIndex = this.at;
    const found = TOKEN.exec(this.data);
    if (!found) refuse(`value at ${this.at}`);
    return found;
  }

  value(depth) {
    const token = this.token();
    if (depth > DEEPEST) refuse(`value at ${this.at}`);
    this.at = TOKEN.lastIndex;
    const [, ref, name, bracket, number, hexadecimal, literal, word] = token;
    if (bracket === "<<") return this.dictionary(depth);
    if (bracket === "[") return this.array(depth);
    if (bracket !== undefined) refuse(`value at ${this.at}`);
    if (ref !== undefined) return { ref: Number(ref) };
    if (name !== undefined) return { name };
    if (number !== undefined) return Number(number);
    if (hexadecimal !== undefined) return { text: fromDigits(hexadecimal) };
    if (literal !== undefined) return { text: literal.slice(1, -1).replace(/\\([^])/g, (_, one) => ESCAPES[one] ?? one) };
    return WORDS[word];
  }

  /** Whether the next token is this bracket; moves behind it if so. */
  ends(bracket) {
    const token = this.token();
    if (token[3] !== bracket) return false;
    this.at = TOKEN.lastIndex;
    return true;
  }

  array(depth) {
    const found = [];
    while (!this.ends("]")) found.push(this.value(depth + 1));
    return found;
  }

  dictionary(depth) {
    const found = new Map();
    while (!this.ends(">>")) {
      const key = this.value(depth + 1)?.name;
      if (key === undefined) refuse(`key at ${this.at}`);
      if (found.has(key)) refuse(`/${key} twice`);
      found.set(key, this.value(depth + 1));
    }
    return found;
  }
}

function fromDigits(digits) {
  if (digits.length % 2) refuse("hexadecimal string");
  return digits.replace(/../g, (pair) => String.fromCharCode(parseInt(pair, 16)));
}
