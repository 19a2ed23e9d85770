/**
 * The frame of a sealed PDF: one header, objects that fill the file without a gap, one cross-reference stream, the end
 * (docs/formats/sealed-pdf.md). What does not lie in this frame to the byte is refused. Bytes are letters here, one each.
 *
 * @typedef {{dictionary: string, data: string}} Stream
 * @typedef {{plain: Map<number, string>, streams: Map<number, Stream>, packed: Map<number, string>, order: number[],
 *   starts: Map<number, number>, root: number, info: number}} Frame
 */

import { fromLetters, letters } from "../bytes.js";
import { Finding } from "../findings.js";

const HEADER = "%PDF-1.7\n%\x80\x80\x80\x80\n";
const MOST_INFLATED = 16 * 1024 * 1024;
const LONGEST_END = 64;
const END = /\nendstream\nendobj\nstartxref\n([1-9]\d{0,8})\n%%EOF\n$/;
const CROSS_REFERENCE =
  /([1-9]\d{0,6}) 0 obj\n<<\/Type\/XRef\/Size ([1-9]\d{0,6})\/W\[1 3 2\]\/Root ([1-9]\d{0,6}) 0 R\/Info ([1-9]\d{0,6}) 0 R\/ID\[(\([^()\\]*\)|<[0-9A-Fa-f]*>)\5\]\/Filter\/FlateDecode\/Length ([1-9]\d{0,6})>>\nstream\n/y;
const LENGTH = /\/Length (0|[1-9]\d{0,8})(?=[/>])/g;
const CONTAINER = /^<<\/Type\/ObjStm\/N ([1-9]\d{0,6})\/First ([1-9]\d{0,7})\/Filter\/FlateDecode\/Length (?:[1-9]\d{0,8})>>$/;
const [STREAM_START, STREAM_END, OBJECT_END] = ["\nstream\n", "\nendstream", "\nendobj\n"];
const ROW = 6;
const [PLAIN, PACKED] = [1, 2];
const MOST_OBJECTS = 65535;

function refuse(code, detail) {
  throw new Finding(code, { detail });
}

/** Take a file apart. @param {string} text its bytes as letters @returns {Promise<Frame>} */
export async function readFrame(text) {
  if (!text.startsWith(HEADER)) refuse("PDF_NOT_OURS", "header");
  const tail = Math.max(0, text.length - LONGEST_END);
  const ending = END.exec(text.slice(tail));
  if (!ending) refuse(text.includes("%%EOF") ? "PDF_CHANGED_AFTER_SEALING" : "PDF_UNREADABLE", "end of file");
  const [start, close] = [Number(ending[1]), tail + ending.index];
  CROSS_REFERENCE.lastIndex = start;
  const head = CROSS_REFERENCE.exec(text);
  const from = CROSS_REFERENCE.lastIndex;
  if (!head || from + Number(head[6]) !== close) refuse("PDF_NOT_OURS", "cross-reference");
  const [number, size] = [Number(head[1]), Number(head[2])];
  if (number !== size - 1 || size > MOST_OBJECTS) refuse("PDF_NOT_OURS", "size");
  const rows = readRows(await inflate(text.slice(from, close), size * ROW), size, number, start);
  const objects = readObjects(text, rows, number, start);
  const packed = await unpack(rows, objects.streams);
  return { ...objects, packed, root: Number(head[3]), info: Number(head[4]) };
}

/**
 * Decompress one complete zlib stream, never more than `limit` bytes.
 * @param {string} data @param {number} limit @returns {Promise<Uint8Array>}
 */
export async function inflate(data, limit) {
  const found = [];
  let length = 0;
  try {
    const reader = new Blob([fromLetters(data)]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      length += part.value.length;
      if (length > limit) {
        await reader.cancel();
        break;
      }
      found.push(part.value);
    }
  } catch {
    refuse("PDF_UNREADABLE", "compressed data"); // cut off, broken, or bytes after its end
  }
  if (length > limit) refuse("PDF_UNREADABLE", "compressed data");
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of found) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** @returns {{kind: number, at: number, last: number}[]} by object number */
function readRows(table, size, number, start) {
  if (table.length !== size * ROW) refuse("PDF_NOT_OURS", "cross-reference rows");
  const rows = Array.from({ length: size }, (_, index) => {
    const [kind, a, b, c, d, e] = table.subarray(index * ROW, (index + 1) * ROW);
    return { kind, at: (a << 16) | (b << 8) | c, last: (d << 8) | e };
  });
  const own = rows[number];
  const free = rows[0].kind === 0 && rows[0].at === 0 && rows[0].last === 0xffff;
  if (!free || own.kind !== PLAIN || own.at !== start || own.last !== 0) refuse("PDF_NOT_OURS", "cross-reference rows");
  return rows;
}

/** Every object outside the object stream: together they fill the file from the header to the cross-reference. */
function readObjects(text, rows, xref, end) {
  const places = rows
    .map(({ kind, at }, number) => ({ kind, at, number }))
    .filter((one) => one.kind === PLAIN && one.number !== xref)
    .sort((one, other) => one.at - other.at || one.number - other.number);
  const [plain, streams, starts] = [new Map(), new Map(), new Map()];
  let at = HEADER.length;
  for (const [index, place] of places.entries()) {
    const { number } = place;
    const until = places[index + 1]?.at ?? end;
    const opening = `${number} 0 obj\n`;
    const closed = text.slice(Math.max(at, until - OBJECT_END.length), until) === OBJECT_END;
    if (place.at !== at || !text.startsWith(opening, at) || !closed) refuse("PDF_CHANGED_AFTER_SEALING", `object ${number}`);
    const content = text.slice(at + opening.length, until - OBJECT_END.length);
    if (content.endsWith(STREAM_END)) {
      streams.set(number, readStream(content, number));
    } else {
      plain.set(number, content);
      starts.set(number, at + opening.length);
    }
    at = until;
  }
  if (at !== end) refuse("PDF_CHANGED_AFTER_SEALING", "objects");
  return { plain, streams, starts, order: places.map((one) => one.number) };
}

function readStream(content, number) {
  const cut = content.indexOf(STREAM_START);
  const dictionary = cut < 0 ? content : content.slice(0, cut);
  const rest = cut < 0 ? "" : content.slice(cut + STREAM_START.length);
  const lengths = [...dictionary.matchAll(LENGTH)].map((match) => Number(match[1]));
  if (lengths.length !== 1 || lengths[0] + STREAM_END.length !== rest.length) refuse("PDF_UNREADABLE", `stream ${number}`);
  return { dictionary, data: rest.slice(0, -STREAM_END.length) };
}

/** The objects of the one object stream, each where the cross-reference says. */
async function unpack(rows, streams) {
  const inside = [...rows.entries()].filter(([, row]) => row.kind === PACKED);
  const containers = new Set(inside.map(([, row]) => row.at));
  const inOrder = inside.every(([, row], index) => row.last === index);
  const container = containers.size === 1 ? streams.get([...containers][0]) : undefined;
  const head = container && CONTAINER.exec(container.dictionary);
  if (!inOrder || !head) refuse("PDF_NOT_OURS", "object stream");
  const [count, first] = [Number(head[1]), Number(head[2])];
  const text = letters(await inflate(container.data, MOST_INFLATED));
  const index = text.slice(0, first).split(/[ \t\n\r\f\v]+/).filter(Boolean);
  if (!index.every((one) => /^\d{1,10}$/.test(one)) || index.length % 2) refuse("PDF_UNREADABLE", "object stream");
  const numbers = index.filter((_, at) => at % 2 === 0).map(Number);
  const offsets = index.filter((_, at) => at % 2 === 1).map(Number);
  const ordered = offsets[0] === 0 && offsets.every((offset, at) => at === 0 || offset > offsets[at - 1]);
  const named = numbers.length === count && inside.length === count && numbers.every((one, at) => one === inside[at][0]);
  if (!named || !ordered) refuse("PDF_NOT_OURS", "object stream");
  const bounds = [...offsets.slice(1), text.length - first + 1];
  return new Map(numbers.map((one, at) => [one, text.slice(first + offsets[at], first + bounds[at] - 1)]));
}
