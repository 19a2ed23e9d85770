/** Between the store and the browser's storage: entries that wait for the person, and putting back what was kept. */

import { normalise } from "./values.js";

/** Entries that are neither saved nor on their way, in the form `restore` takes. */
export function looseEntries(store) {
  const found = [];
  for (const { row, col, cell } of store.all()) {
    const base = cell.base ?? cell.r;
    if (cell.raw !== null) {
      found.push({ row, col, base, raw: cell.raw });
    } else if (cell.draft !== null && cell.queued === 0) {
      found.push({ row, col, base, value: cell.draft, ...(cell.refusal ? { refusal: cell.refusal } : {}) });
    }
  }
  return found;
}

/** Put kept entries back as they were; batches count as on their way. */
export function restore(store, { batches = [], loose = [] }) {
  const sent = batches.flatMap((batch) => batch.changes);
  for (const change of [...sent, ...loose]) {
    const cell = store.cell(change.row, change.col);
    if (!cell) continue;
    cell.base ??= change.base ?? cell.r;
    if (change.raw === undefined) {
      cell.draft = change.value;
      cell.refusal = change.refusal ?? null;
    } else {
      cell.raw = change.raw;
      const result = normalise(store.columnById.get(change.col), change.raw);
      cell.bad = result.bad === undefined ? { bad: "AGAIN" } : result;
    }
  }
  for (const { row, col } of sent) {
    const cell = store.cell(row, col);
    if (cell) cell.queued += 1;
  }
  store.changed([...sent, ...loose].map(({ row, col }) => [row, col]));
}
