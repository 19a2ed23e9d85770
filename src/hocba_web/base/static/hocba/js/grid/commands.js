/** What a person can do with the selected cells; each is one act that can be undone at once. */

import { LEAD } from "./cells.js";
import { formatBlock, parseBlock, placeBlock } from "./clipboard.js";
import { editorClass } from "./editors.js";
import { display } from "./values.js";

export class Commands {
  #app;

  constructor(app) {
    this.#app = app;
    const { container } = app.view;
    container.addEventListener("copy", (event) => this.#onCopy(event));
    container.addEventListener("cut", (event) => this.#onCopy(event, { clear: true }));
    container.addEventListener("paste", (event) => this.#onPaste(event));
  }

  undo = () => this.#step("undo");

  redo = () => this.#step("redo");

  clear() {
    this.#told("said_cleared", this.#app.store.act("clear", this.#entries(() => "")));
  }

  /** The upper row of the selection over the rest of it; of a single cell, the cell above. */
  fillDown() {
    const { view } = this.#app;
    const area = view.selection.area;
    if (!area) return;
    const from = area.top === area.bottom ? area.top - 1 : area.top;
    if (from < 0) return;
    const entries = this.#entries(({ row, cell }) => (row === from ? null : this.#textAt(from, cell)));
    this.#told("said_filled", this.#app.store.act("fill", entries));
  }

  /** The value of the active cell into every selected cell. */
  fillSelection() {
    const { view } = this.#app;
    const text = this.#textAt(view.active.row, view.active.cell);
    this.#told("said_filled", this.#app.store.act("fill", this.#entries(() => text)));
  }

  /** Sentence of the bank into the selected comment cells: after what stands there, or as the whole. */
  insertSentence(text) {
    const entries = this.selectedTexts().map(({ row, col }) => {
      const old = this.#app.store.shown(row, col);
      return { row, col, text: old ? `${old} ${text}` : text };
    });
    this.#told("said_filled", this.#app.store.act("bank", entries));
  }

  /** Comment cells of the selection that may be edited. */
  selectedTexts() {
    const { view, store } = this.#app;
    return [...view.selection.cells()].map(({ row, cell }) => view.at(row, cell))
      .filter((place) => place?.column.kind === "text" && !store.lockOf(place.row, place.col));
  }

  edit({ fresh = false } = {}) {
    const { view, store } = this.#app;
    const place = view.active && view.at(view.active.row, view.active.cell);
    if (!place) return;
    const isLongReading = place.column.kind === "readonly" && !fresh && store.shown(place.row, place.col) !== "";
    if (place.column.kind === "text" || isLongReading) {
      this.#app.textbox.open(place, { fresh });
      return;
    }
    if (store.lockOf(place.row, place.col)) {
      this.sayLocked(place);
      return;
    }
    if (place.column.kind === "flag") {
      this.#app.enter("type", [{ row: place.row, col: place.col, text: store.shown(place.row, place.col) ? "" : "x" }]);
      return;
    }
    const move = (down, right) => view.go(view.active.row + down, Math.max(LEAD, view.active.cell + right));
    view.edit(editorClass(this.#app, place, { fresh, move }));
  }

  openBank() {
    const { view } = this.#app;
    const place = view.active && view.at(view.active.row, view.active.cell);
    if (place?.column.kind === "text" && place.column.bank_url && !this.#app.store.lockOf(place.row, place.col)) {
      this.#app.bank.open(place, { onChoose: (text) => this.insertSentence(text), count: this.selectedTexts().length });
    }
  }

  sayLocked(place) {
    const { store, words } = this.#app;
    const why = store.lockOf(place.row, place.col);
    const reason = store.lockReason(place.row, place.col);
    if (why === "row" && reason) this.#app.tell(words.t("locked_row", { reason }));
    else if (why === "closed") this.#app.tell(store.closedReason || words.t("said_skipped_closed"));
    else this.#app.tell(words.bad({ bad: "READONLY" }).t);
  }

  #step(name) {
    const { store, words, view } = this.#app;
    const done = store[name]();
    if (done === null) {
      this.#app.say(`said_nothing_${name}`);
      return;
    }
    const last = done.changes[0];
    if (!this.#app.isPhone) view.go(...Object.values(view.placeOf(last.row, last.col)));
    const said = [words.t(name === "undo" ? "said_undone" : "said_redone", { n: done.changes.length - done.kept })];
    if (done.kept) said.push(words.t("said_kept", { n: done.kept }));
    this.#app.tell(said.join(". "));
  }

  #onCopy(event, { clear = false } = {}) {
    const { view } = this.#app;
    const area = view.selection.area;
    if (view.isEditing || !area) return;
    const rows = [];
    for (let row = area.top; row <= area.bottom; row += 1) {
      const cells = [];
      for (let cell = area.left; cell <= area.right; cell += 1) cells.push(this.#textAt(row, cell));
      rows.push(cells);
    }
    event.clipboardData.setData("text/plain", formatBlock(rows));
    event.preventDefault();
    if (clear) this.#told("said_cut", this.#app.store.act("clear", this.#entries(() => "")));
    else this.#app.say("copied", { n: rows.length * rows[0].length });
  }

  #onPaste(event) {
    const { view, words } = this.#app;
    if (view.isEditing || !view.selection.area) return;
    const text = event.clipboardData.getData("text/plain");
    event.preventDefault();
    if (text === "") return;
    const size = { rows: view.rowCount, columns: view.columnCount };
    const { cells, outside, area } = placeBlock(parseBlock(text), view.selection.area, size);
    const lead = cells.filter(({ column }) => column < LEAD && column >= 0).length;
    const entries = cells.filter(({ column }) => column >= LEAD).map(({ row, column, text: typed }) => {
      const place = view.at(row, column);
      return { row: place.row, col: place.col, text: typed };
    });
    const result = this.#app.store.act("paste", entries);
    view.select(area);
    const more = [];
    if (lead) more.push(words.t("said_skipped_column", { n: lead }));
    if (outside) more.push(words.t("said_outside", { n: outside }));
    this.#told("said_pasted", result, more);
  }

  /** Say what an act did, and everything it could not do. */
  #told(sentence, { changed, bad, skipped }, more = []) {
    const { words } = this.#app;
    const said = [words.t(sentence, { n: changed - bad })];
    if (bad) said.push(words.t("said_bad", { n: bad }));
    for (const why of ["column", "row", "closed"]) {
      const n = skipped.filter((entry) => entry.why === why).length;
      if (n) said.push(words.t(`said_skipped_${why}`, { n }));
    }
    this.#app.tell([...said, ...more].join(" "), { lasting: bad + skipped.length + more.length > 0 });
  }

  /** Entries for the data cells of the selection; `textFor` gives null where nothing is meant. */
  #entries(textFor) {
    const { view } = this.#app;
    const entries = [];
    for (const { row, cell } of view.selection.cells()) {
      const place = view.at(row, cell);
      const text = place ? textFor({ row, cell }) : null;
      if (text !== null) entries.push({ row: place.row, col: place.col, text });
    }
    return entries;
  }

  #textAt(row, cell) {
    const { view, store } = this.#app;
    const place = view.at(row, cell);
    if (!place) return String(cell === 0 ? store.rows[row].no : store.rows[row].name);
    const held = store.cell(place.row, place.col);
    return held.raw ?? display(place.column, held.draft ?? held.v);
  }
}
