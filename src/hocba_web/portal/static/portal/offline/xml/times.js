/** Moments as signatures write them. */

import { isDay } from "./values.js";

const TIME = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:Z|([+-])(\d{2}):(\d{2}))$/;
const MINUTE = 60_000;
const FURTHEST = 14 * 60;

/** A moment with its zone, to the second. @param {string} text @returns {number | null} milliseconds since 1970 */
export function parseTime(text) {
  const match = TIME.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const offset = match[7] ? Number(match[8]) * 60 + Number(match[9]) : 0;
  if (!isDay(year, month, day) || hour > 23 || minute > 59 || second > 59 || Number(match[9] ?? 0) > 59 || offset > FURTHEST) return null;
  return moment(year, month, day, hour, minute, second) - (match[7] === "-" ? -offset : offset) * MINUTE;
}

/** UTC, any year. */
export function moment(year, month, day, hour = 0, minute = 0, second = 0) {
  const found = new Date(Date.UTC(2000, month - 1, day, hour, minute, second));
  found.setUTCFullYear(year, month - 1, day);
  return found.getTime();
}

/** The day at a place so many minutes east of Greenwich, as "2026-05-31". @param {number} at @param {number} offset */
export function dayOf(at, offset) {
  return new Date(at + offset * MINUTE).toISOString().slice(0, 10);
}
