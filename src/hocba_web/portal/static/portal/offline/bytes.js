/** Bytes and texts: strict conversions, each with one result or none. */

const CHUNK = 8192;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** @param {string} text @returns {Uint8Array} UTF-8 */
export function encode(text) {
  return new TextEncoder().encode(text);
}

/** @param {Uint8Array} bytes @returns {string | null} the text, with its byte order mark; null where it is not UTF-8 */
export function decode(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** One letter a byte, so that expressions can be matched against bytes. @param {Uint8Array} bytes @returns {string} */
export function letters(bytes) {
  const parts = [];
  for (let at = 0; at < bytes.length; at += CHUNK) {
    parts.push(String.fromCharCode.apply(null, bytes.subarray(at, at + CHUNK)));
  }
  return parts.join("");
}

/** The reverse of `letters`. @param {string} text @returns {Uint8Array} */
export function fromLetters(text) {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** @param {Uint8Array} bytes @returns {string} lower case */
export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} digits an even number of them @returns {Uint8Array} */
export function fromHex(digits) {
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) => parseInt(digits.slice(2 * at, 2 * at + 2), 16));
}

/** @param {Uint8Array} one @param {Uint8Array} other */
export function equal(one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** @param {...Uint8Array} parts */
export function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * The bytes of canonical base64; null where another text would mean the same bytes, or none at all.
 * @param {string} text @returns {Uint8Array | null}
 */
export function fromBase64(text) {
  if (!BASE64.test(text) || text.length % 4 !== 0) return null;
  let found;
  try {
    found = atob(text);
  } catch {
    return null;
  }
  return btoa(found) === text ? fromLetters(found) : null;
}

/** Order of byte strings, as DER sorts the members of a SET. @param {Uint8Array} one @param {Uint8Array} other */
export function compare(one, other) {
  const shared = Math.min(one.length, other.length);
  for (let at = 0; at < shared; at += 1) {
    if (one[at] !== other[at]) return one[at] - other[at];
  }
  return one.length - other.length;
}
