/** What there is to say about one cell, in words; used by the grid, the panel and the phone view. */

/**
 * @returns {{s: "error" | "warning" | "conflict" | "unsaved", t: string, next: string}[]} worst first
 */
export function messagesOf(app, rowId, colId) {
  const { store, words } = app;
  const cell = store.cell(rowId, colId);
  const found = [];
  if (cell.theirs) found.push({ s: "conflict", t: words.t("both_hint"), next: words.t("both_next") });
  if (cell.raw !== null) found.push({ s: "unsaved", ...words.bad(cell.bad) });
  if (cell.refusal) {
    const said = cell.refusal.t ? cell.refusal : words.bad({ bad: cell.refusal.code });
    found.push({ s: "unsaved", t: said.t, next: said.next ?? "" });
  }
  const lint = [...cell.m].sort((a, b) => (a.s === "error" ? 0 : 1) - (b.s === "error" ? 0 : 1));
  for (const message of lint) found.push({ s: message.s, t: message.t, next: message.next ?? "" });
  return found;
}

export const ICONS = { error: "octagon-alert", warning: "triangle-alert", conflict: "users", unsaved: "cloud-off" };

/** The name of a kind of message. */
export function severity(words, s) {
  return words.t({ error: "error", warning: "warning", conflict: "conflict", unsaved: "not_saved" }[s]);
}

/** One message as a sentence, for descriptions that are read aloud. */
export function sentence(words, message) {
  return [`${severity(words, message.s)}: ${message.t}`, message.next].filter(Boolean).join(" ");
}

/** "Nguyễn Văn A – Toán, Mức đạt" */
export function placeOf(app, rowId, colId) {
  const column = app.store.columnById.get(colId);
  return app.words.t("where", { name: app.store.rowById.get(rowId).name, column: columnName(column) });
}

export function columnName(column) {
  return column.group ? `${column.group}, ${column.title}` : column.title;
}
