/** Small editors inside a cell: a line of text for numbers and letters, a list for choices. Comments: textbox.js. */

import { el } from "./dom.js";
import { columnName } from "./messages.js";
import { display } from "./values.js";

/**
 * The editor class for SlickGrid.
 *
 * @param {object} app
 * @param {{row: number, col: string, column: object}} place cell of the store
 * @param {{fresh: boolean, move: (down: number, right: number) => void}} how `fresh`: what is typed replaces the old
 *   entry; `move`: where to go after Enter and Tab
 */
export function editorClass(app, place, how) {
  const build = isList(place.column) ? listEditor : lineEditor;
  return class {
    #node;
    #start;
    #closing = false;

    constructor({ container }) {
      const label = app.words.t("edit_cell", {
        column: columnName(place.column),
        name: app.store.rowById.get(place.row).name,
      });
      this.#node = build(app, place, how, label);
      container.replaceChildren(this.#node);
      this.#start = how.fresh ? null : this.#node.value;
      this.#node.addEventListener("keydown", (event) => onKey(app, event, how));
      this.#node.addEventListener("blur", () => {
        // Leaving the window is not leaving the cell; taking the editor away is no wish to keep.
        if (document.hasFocus() && !this.#closing) app.view.commit();
      });
      this.#node.focus();
      this.#node.select?.();
    }

    destroy() {
      this.#closing = true;
      this.#node.remove();
    }

    focus() {
      this.#node.focus();
    }

    loadValue() {
      // The entry under the hand of the person is not replaced by what arrives meanwhile.
    }

    serializeValue() {
      return this.#node.value;
    }

    applyValue() {
      // `keep` does it, through editCommandHandler: one way for every change.
    }

    isValueChanged() {
      return this.#node.value !== this.#start;
    }

    validate() {
      return { valid: true, msg: null }; // what cannot be kept stays visible in the cell, with the reason
    }

    keep(text) {
      app.enter("type", [{ row: place.row, col: place.col, text }]);
    }
  };
}

/** Whether a choice is made from a list rather than typed. */
export function isList(column) {
  return column.kind === "choice" || column.kind === "level" || column.kind === "trait";
}

function lineEditor(app, place, how, label) {
  const cell = app.store.cell(place.row, place.col);
  const value = how.fresh ? "" : (cell.raw ?? display(place.column, cell.draft ?? cell.v));
  return el("input.grid-line", {
    type: "text", value, "aria-label": label, autocomplete: "off",
    inputMode: place.column.kind === "decimal" ? "decimal" : "numeric",
  });
}

function listEditor(app, place, how, label) {
  const { words, store } = app;
  const shown = store.shown(place.row, place.col);
  const options = [["", words.t("nothing")], ...place.column.choices.map(({ v, label: name }) => [v, optionName(v, name)])];
  if (!options.some(([v]) => v === shown)) options.push([shown, shown]);
  return el("select.grid-line", { "aria-label": label },
    ...options.map(([v, name]) => el("option", { value: v, selected: v === shown }, name)));
}

function optionName(v, name) {
  return name && name !== v ? `${v} – ${name}` : v;
}

function onKey(app, event, how) {
  event.stopPropagation(); // arrows move in the text, not in the grid
  if (event.isComposing) return;
  if (event.key === "Escape") {
    event.preventDefault();
    app.view.cancel();
  } else if (event.key === "Enter" || event.key === "Tab") {
    event.preventDefault();
    if (!app.view.commit()) return;
    const back = event.shiftKey ? -1 : 1;
    if (event.key === "Enter") how.move(back, 0);
    else how.move(0, back);
  } else if (event.ctrlKey && (event.key === "z" || event.key === "y")) {
    return; // the browser's own undo inside the text
  }
}
