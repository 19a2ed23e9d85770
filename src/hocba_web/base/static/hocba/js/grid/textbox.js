/** The large editor of a comment, laid over its cell, with a counter and the way to the comment bank. */

import { button, el } from "./dom.js";
import { columnName } from "./messages.js";
import { length } from "./values.js";

const WIDTH = 460;

export class Textbox {
  #app;
  #box;
  #area;
  #counter;
  #heading;
  #fill;
  #place = null;
  #readOnly = false;
  #tools;

  constructor(app, root) {
    this.#app = app;
    const { t } = app.words;
    this.#heading = el("p.grid-textbox__head", { id: "grid-textbox-head" });
    this.#area = el("textarea.grid-textbox__area", {
      rows: 5, "aria-labelledby": "grid-textbox-head", "aria-describedby": "grid-textbox-count grid-textbox-hint",
      on: { input: () => this.#count(), keydown: (event) => this.#onKey(event) },
    });
    this.#counter = el("span.grid-textbox__count", { id: "grid-textbox-count" });
    this.#fill = button("", { className: "btn btn--small btn--quiet", onClick: () => this.#fillSelection() });
    this.#tools = el("div.btn-row", {},
      button(t("save"), { className: "btn btn--small btn--primary", iconName: "check", onClick: () => this.#save() }),
      button(t("cancel"), { onClick: () => this.close() }),
      button(t("bank"), { iconName: "message-square-text", className: "btn btn--small btn--quiet grid-bank-button", onClick: () => this.#openBank() }),
      this.#fill);
    this.#box = el("div.grid-textbox", { role: "dialog", "aria-labelledby": "grid-textbox-head", hidden: true },
      this.#heading, this.#area,
      el("div.grid-textbox__foot", {}, el("span", { id: "grid-textbox-hint" }, t("text_hint")), this.#counter), this.#tools);
    root.append(this.#box);
    document.addEventListener("pointerdown", (event) => this.#onOutside(event), true);
  }

  get isOpen() {
    return this.#place !== null;
  }

  /** @param {{row: number, col: string, column: object}} place @param {{fresh?: boolean}} how `fresh`: typing replaces */
  open(place, { fresh = false } = {}) {
    const { store, words } = this.#app;
    const row = store.rowById.get(place.row);
    this.#place = place;
    this.#readOnly = store.lockOf(place.row, place.col) !== "";
    this.#heading.textContent = words.t("edit_cell", { column: columnName(place.column), name: row.name });
    this.#area.value = fresh && !this.#readOnly ? "" : store.shown(place.row, place.col);
    this.#area.readOnly = this.#readOnly;
    this.#tools.hidden = this.#readOnly;
    this.#tools.querySelector(".grid-bank-button").hidden = !place.column.bank_url;
    const count = this.#app.commands.selectedTexts().length;
    this.#fill.hidden = count < 2;
    this.#fill.lastChild.textContent = words.t("bank_fill", { n: count });
    this.#box.hidden = false;
    this.#count();
    this.#put();
    this.#area.focus();
    this.#area.setSelectionRange(this.#area.value.length, this.#area.value.length);
  }

  close() {
    if (!this.isOpen) return;
    this.#hide();
    this.#back();
  }

  #hide() {
    this.#place = null;
    this.#box.hidden = true;
  }

  #back() {
    const { view } = this.#app;
    if (view.active) view.go(view.active.row, view.active.cell);
  }

  #save(move = null) {
    const { row, col } = this.#place;
    const text = this.#area.value;
    this.#hide();
    if (!this.#readOnly) this.#app.enter("type", [{ row, col, text }]);
    const { view } = this.#app;
    if (move && view.active) view.go(view.active.row + move.down, view.active.cell + move.right);
    else this.#back();
  }

  #fillSelection() {
    const text = this.#area.value;
    const entries = this.#app.commands.selectedTexts().map(({ row, col }) => ({ row, col, text }));
    this.#hide();
    this.#app.enter("fill", entries);
    this.#back();
  }

  #openBank() {
    if (this.#readOnly || !this.#place.column.bank_url) return;
    // The caret is noted: browsers forget it while a modal dialog is open.
    const { selectionStart: from, selectionEnd: to, value } = this.#area;
    this.#app.bank.open(this.#place, { text: value, onChoose: (text) => this.#insert(text, from, to), count: 1 });
  }

  #insert(text, selectionStart, selectionEnd) {
    if (!this.isOpen) return;
    const { value } = this.#area;
    const before = value.slice(0, selectionStart);
    const gap = before && !/\s$/.test(before) ? " " : "";
    this.#area.setRangeText(gap + text, selectionStart, selectionEnd, "end");
    this.#count();
    this.#area.focus();
  }

  #count() {
    const { words } = this.#app;
    const max = this.#place.column.maxlength;
    const n = length(this.#area.value.trim());
    const over = max ? n - max : 0;
    this.#counter.textContent = max ? words.t(over > 0 ? "chars_over" : "chars", { n, max, over }) : words.t("chars_free", { n });
    this.#counter.classList.toggle("is-over", over > 0);
    this.#area.setAttribute("aria-invalid", String(over > 0));
  }

  #onKey(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      this.#save({ down: 1, right: 0 });
    } else if (event.altKey && event.key.toLowerCase() === "b") {
      event.preventDefault();
      this.#openBank();
    }
  }

  /** A click elsewhere keeps what was written, as a spreadsheet does. */
  #onOutside(event) {
    if (!this.isOpen || this.#box.contains(event.target) || event.target.closest("dialog")) return;
    const { row, col } = this.#place;
    const text = this.#area.value;
    this.#hide();
    if (!this.#readOnly) this.#app.enter("type", [{ row, col, text }]);
  }

  /** Over the cell, but inside the window. */
  #put() {
    const { view } = this.#app;
    const cell = view.node(view.active.row, view.active.cell).getBoundingClientRect();
    const root = this.#box.offsetParent.getBoundingClientRect();
    const width = Math.min(WIDTH, root.width - 16);
    this.#box.style.width = `${width}px`;
    const left = Math.max(0, Math.min(cell.left - root.left, root.width - width));
    const lowest = window.innerHeight - this.#box.offsetHeight - 8;
    const top = Math.max(0, Math.min(cell.top, lowest) - root.top);
    this.#box.style.left = `${left}px`;
    this.#box.style.top = `${top}px`;
  }
}
