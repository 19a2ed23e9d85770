/**
 * The signature dictionary of a sealed PDF: its one text, and the bytes that it covers.
 *
 * @typedef {{covered: Uint8Array, cms: Uint8Array, signedAt: number, name: string}} Seal nothing of it is verified yet
 */

import { concat, fromHex } from "../bytes.js";
import { Finding } from "../findings.js";
import { dayOf, moment } from "../xml/times.js";
import { readValue, wordsOf } from "./values.js";

const DICTIONARY =
  /^<<\/Type\/Sig\/Filter\/Adobe\.PPKLite\/SubFilter\/ETSI\.CAdES\.detached\/ByteRange\[0 ([1-9]\d{0,8}) ([1-9]\d{0,8}) ([1-9]\d{0,8})\]\/Contents(<[0-9a-f]+>)\/M\(D:(\d{14})\+07'00'?\)\/Name(<FEFF[0-9A-F]*>)\/Reason<FEFF[0-9A-F]*>\/Location<FEFF[0-9A-F]*>\/Reference\[<<\/Type\/SigRef\/TransformMethod\/DocMDP\/TransformParams<<\/Type\/TransformParams\/P 1\/V\/1\.2>>>>\]>>$/;
const VIETNAM = 7 * 60;
const MINUTE = 60_000;
const TWO_LENGTH_BYTES = 0x82;

/**
 * The seal, if it covers every byte of the file but its own value.
 * @param {Uint8Array} bytes @param {Frame} frame @returns {Seal}
 */
export function readSeal(bytes, frame) {
  const number = frame.order.at(-1) ?? 0;
  const content = frame.plain.get(number) ?? "";
  if (!content.startsWith("<</Type/Sig/")) throw new Finding("PDF_NOT_SEALED");
  const match = DICTIONARY.exec(content);
  if (!match) throw new Finding("PDF_NOT_OURS", { detail: "signature dictionary" });
  const start = frame.starts.get(number) + content.indexOf("/Contents<") + "/Contents".length;
  const end = start + match[4].length;
  const range = [match[1], match[2], match[3]].map(Number);
  if (range[0] !== start || range[1] !== end || range[2] !== bytes.length - end) throw new Finding("PDF_BYTE_RANGE_WRONG");
  return {
    covered: concat(bytes.subarray(0, start), bytes.subarray(end)),
    cms: contents(match[4].slice(1, -1)),
    signedAt: time(match[5]),
    name: wordsOf(readValue(match[6])),
  };
}

/** The CMS before its padding of zeros; how long it is say its own first bytes. */
function contents(digits) {
  if (digits.length % 2) throw new Finding("PDF_CONTENTS_NOT_CANONICAL");
  const padded = fromHex(digits);
  if (padded[1] !== TWO_LENGTH_BYTES) throw new Finding("CMS_MALFORMED", { detail: "length" });
  const end = 4 + padded[2] * 256 + padded[3];
  if (end > padded.length || padded.subarray(end).some((byte) => byte !== 0)) throw new Finding("PDF_CONTENTS_NOT_CANONICAL");
  return padded.slice(0, end);
}

function time(digits) {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(digits).map(Number);
  const local = moment(year, month, day, hour, minute, second);
  const written = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
  if (year < 1 || dayOf(local, 0) !== written || hour > 23 || minute > 59 || second > 59) {
    throw new Finding("SIGNING_TIME_MALFORMED", { value: digits });
  }
  return local - VIETNAM * MINUTE;
}
