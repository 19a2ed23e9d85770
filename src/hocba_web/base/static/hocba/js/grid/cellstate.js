/**
 * One cell: `v`, `r`, `m` are the server's value, revision and messages; `draft` is a valid entry not confirmed yet,
 * `raw` with `bad` an entry that cannot be kept (shown, never sent), `base` the revision the person saw when the draft
 * began, `queued` the number of acts on their way, `refusal` why the server did not take the draft, `theirs` the other
 * person's value where two edited at once. Pure.
 */

/** One name for a cell, for maps and for storage. */
export function key(row, col) {
  return `${row}|${col}`;
}

export function emptyCell() {
  return { v: "", r: 0, m: [], draft: null, raw: null, bad: null, base: undefined, queued: 0, refusal: null, theirs: null };
}

/** What the server says of a cell; what it leaves out stays as known. */
export function serverPart(entry, known = {}) {
  const part = { v: text(entry.v ?? known.v), r: entry.r ?? known.r ?? 0, m: entry.m ?? known.m ?? [] };
  return entry.locked === undefined ? part : { ...part, locked: entry.locked };
}

export function text(value) {
  return value === null || value === undefined ? "" : String(value);
}

/** Set a valid entry. @returns {boolean} whether it has to be sent */
export function setDraft(cell, value) {
  if (value === (cell.draft ?? cell.v) && !cell.theirs && !cell.refusal) return false;
  cell.refusal = null;
  if (cell.theirs) {
    // The person has seen both values: what is entered now is built on the other's.
    cell.base = cell.theirs.r;
    cell.theirs = null;
  }
  if (cell.queued === 0 && value === cell.v) {
    forget(cell);
    return false;
  }
  cell.base ??= cell.r;
  cell.draft = value;
  cell.queued += 1;
  return true;
}

/** The server's answer to one change. @param {"saved" | "conflicts" | "refused" | "unanswered"} name of the list it stood in */
export function answered(cell, name, entry) {
  if (name === "saved") {
    Object.assign(cell, serverPart(entry, cell));
    cell.base = cell.queued > 0 ? cell.r : undefined;
    if (cell.queued === 0) settled(cell);
  } else if (name === "conflicts") {
    cell.v = text(entry.v);
    cell.r = entry.r;
    if (cell.queued > 0) return; // the newer entry will meet the same conflict
    if (cell.draft === cell.v) settled(cell);
    else cell.theirs = { v: cell.v, r: entry.r, by: entry.by ?? "", at: entry.at ?? "" };
  } else if (name === "refused") {
    Object.assign(cell, serverPart(entry, cell));
    if (cell.queued === 0) cell.refusal = { code: entry.code, t: entry.t, next: entry.next };
  } else if (cell.queued === 0) {
    cell.refusal = { code: "UNANSWERED", t: "", next: "" };
  }
}

/** The person's valid entry is the server's value now, or is given up. */
export function settled(cell) {
  cell.draft = null;
  cell.base = undefined;
  cell.theirs = null;
  cell.refusal = null;
}

/** Everything the person entered is given up. */
export function forget(cell) {
  settled(cell);
  cell.raw = null;
  cell.bad = null;
}
