/**
 * What a person types or pastes, turned into the value that is kept, or into a reason why it cannot be.
 *
 * Values are strings everywhere ("" is an empty cell). The words are those the core accepts in workbooks, so that a
 * block copied from an accepted workbook is accepted here too. Pure: no page, no clock, no network.
 */

const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u00ad]/g;
// Every control character but tab and line feed.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/g;
const APOSTROPHES = /^['’‘]\s*/;

const LEVEL_WORDS = table({
  T: ["t", "htt", "hoàn thành tốt"],
  H: ["h", "ht", "hoàn thành"],
  C: ["c", "cht", "chưa hoàn thành"],
});
const TRAIT_WORDS = table({
  T: ["t", "tốt"],
  Đ: ["đ", "d", "đạt"],
  C: ["c", "ccg", "cần cố gắng"],
});
const FLAG_WORDS = table({
  x: ["x", "1", "true", "có", "✓", "✔", "v", "ü", "þ", "\uf0fc"],
  "": ["0", "false", "không"],
});

/** Short forms of the overall result that every teacher knows. */
const OVERALL = new Set(["HTXS", "HTT", "HT", "CHT"]);

/** Kinds in which one letter is a whole answer. */
export const QUICK = new Set(["level", "trait"]);

/** Kinds whose value is a number. */
const NUMBERS = new Set(["score", "int", "decimal"]);

/** @returns {{v: string} | {bad: string, params?: object}} the value to keep, or the code of the reason. */
export function normalise(column, typed) {
  const text = column.kind === "text" ? tidyText(typed) : tidyWord(typed);
  if (text === "") return { v: "" };
  switch (column.kind) {
    case "level":
      return word(LEVEL_WORDS, column, text, "LEVEL");
    case "trait":
      return word(TRAIT_WORDS, column, text, "TRAIT");
    case "flag":
      return FLAG_WORDS.has(fold(text)) ? { v: FLAG_WORDS.get(fold(text)) } : { bad: "FLAG" };
    case "choice":
      return choice(column, text);
    case "score":
      return whole(text, 0, column.max ?? 10, "SCORE");
    case "int":
      return whole(text, column.min ?? 0, column.max ?? 9999, "INT");
    case "decimal":
      return decimal(column, text);
    case "text":
      return lengthChecked(column, text);
    default:
      return { bad: "READONLY" };
  }
}

/** The value as a person reads it, also as it is copied to the clipboard: normalise(display(v)) is v again. */
export function display(column, value) {
  if (value === "") return "";
  if (column.kind === "decimal") return value.replace(".", ",");
  if (column.kind === "choice") return labelOf(column, value);
  return value;
}

/** What stands in the cell: a choice by its short form where that is as well known as its words. */
export function inCell(column, value) {
  if (column.kind !== "choice") return display(column, value);
  const entry = column.choices.find(({ v }) => v === value);
  return entry?.short ?? (OVERALL.has(value) ? value : display(column, value));
}

/** The words behind a symbol: "T" of a subject is "Hoàn thành tốt"; "" where the value speaks for itself. */
export function meaning(column, value) {
  const label = labelOf(column, value);
  return label === value ? "" : label;
}

/** Lower case, composed letters, the Croatian/Icelandic Ð and ð read as the Vietnamese Đ and đ. */
export function fold(text) {
  return text.normalize("NFC").replaceAll("\u00d0", "Đ").replaceAll("\u00f0", "đ").toLowerCase();
}

/** For searching: no case, no tone marks, đ as d. */
export function plain(text) {
  return fold(text).normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
}

/** Characters as people count them. */
export function length(text) {
  return Array.from(text).length;
}

/** Whether a value stands at the side of numbers, for alignment. */
export function isNumber(column) {
  return NUMBERS.has(column.kind);
}

function table(meanings) {
  const words = new Map();
  for (const [value, list] of Object.entries(meanings)) for (const entry of list) words.set(entry, value);
  return words;
}

function tidyWord(typed) {
  return tidy(typed).replace(/\s+/gu, " ").trim().replace(APOSTROPHES, "");
}

function tidyText(typed) {
  const lines = tidy(typed).replace(/\r\n?/g, "\n").split("\n");
  return lines.map((line) => line.replace(/[^\S\n]+/gu, " ").trim()).join("\n").replace(/\n{2,}/g, "\n").trim();
}

function tidy(typed) {
  return String(typed ?? "").replace(/\r\n?/g, "\n").normalize("NFC").replace(INVISIBLE, "").replace(CONTROL, "")
    .replaceAll("\u00d0", "Đ").replaceAll("\u00f0", "đ");
}

function labelOf(column, value) {
  return column.choices?.find((entry) => entry.v === value)?.label ?? value;
}

function word(words, column, text, code) {
  const value = words.get(fold(text)) ?? column.choices?.find((entry) => fold(entry.label) === fold(text))?.v;
  const allowed = !column.choices?.length || column.choices.some((entry) => entry.v === value);
  return value !== undefined && allowed ? { v: value } : { bad: code };
}

function choice(column, text) {
  const found = column.choices?.find((entry) => [entry.v, entry.label].some((name) => fold(name) === fold(text)));
  return found ? { v: found.v } : { bad: "CHOICE" };
}

function whole(text, min, max, code) {
  const match = /^(-?)(\d{1,9})(?:[.,](\d+))?$/.exec(text.replace(/\s*['’‘]$/, ""));
  if (match === null) return { bad: code, params: { min, max } };
  if (/[1-9]/.test(match[3] ?? "")) return { bad: `${code}_NOT_WHOLE`, params: { min, max } };
  const points = Number(match[1] + match[2]);
  return points >= min && points <= max ? { v: String(points) } : { bad: `${code}_RANGE`, params: { min, max } };
}

function decimal(column, text) {
  const min = column.min ?? 0;
  const max = column.max ?? 9999;
  const match = /^(\d{1,6})(?:[.,](\d{1,2}))?$/.exec(text.replace(/\s/g, ""));
  if (match === null) return { bad: "DECIMAL", params: { min, max } };
  const fraction = (match[2] ?? "").replace(/0+$/, "");
  const value = `${Number(match[1])}${fraction ? `.${fraction}` : ""}`;
  return Number(value) >= min && Number(value) <= max ? { v: value } : { bad: "DECIMAL_RANGE", params: { min, max } };
}

function lengthChecked(column, text) {
  const count = length(text);
  if (column.maxlength && count > column.maxlength) return { bad: "TOO_LONG", params: { count, max: column.maxlength } };
  return { v: text };
}
