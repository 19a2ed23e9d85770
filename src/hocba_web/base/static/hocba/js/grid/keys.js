/** Keys of the wide grid while no editor is open, as in a spreadsheet. */

import { LEAD } from "./cells.js";
import { QUICK, fold } from "./values.js";

/** Letters that are a whole answer, by kind of column. */
const LETTERS = { level: { t: "T", h: "H", c: "C" }, trait: { t: "T", đ: "Đ", d: "Đ", c: "C" } };
/** Keys of a keyboard whose Vietnamese input method hides the letter. */
const CODES = { KeyT: "t", KeyH: "h", KeyC: "c", KeyD: "d" };
/** An input method rewrites "d" into "đ" as Backspace and đ, closer together than any hand. */
const INPUT_METHOD = 60;
const PAGE = 10;

export class Keys {
  #app;
  #leaving = false;
  #backspace = null;

  constructor(app) {
    this.#app = app;
    app.view.container.addEventListener("keydown", (event) => this.#onKey(event), true);
  }

  #onKey(event) {
    const { view } = this.#app;
    if (view.isEditing || !view.active || event.isComposing) return;
    if (event.key === "Tab" && this.#leaving) {
      event.stopPropagation(); // the browser's own Tab leaves the grid
      return;
    }
    if (event.key !== "Shift") this.#leaving = false;
    const handled = event.ctrlKey || event.metaKey ? this.#withControl(event) : this.#alone(event);
    if (handled) event.preventDefault();
    // What is not handled here belongs to the browser, not to SlickGrid's own keys.
    event.stopPropagation();
  }

  #withControl(event) {
    const { view, commands } = this.#app;
    const { row, cell } = this.#from(event);
    const extend = { extend: event.shiftKey };
    switch (event.key.toLowerCase()) {
      case "home": view.go(0, LEAD, extend); return true;
      case "end": view.go(view.rowCount - 1, view.columnCount - 1, extend); return true;
      case "arrowup": view.go(0, cell, extend); return true;
      case "arrowdown": view.go(view.rowCount - 1, cell, extend); return true;
      case "arrowleft": view.go(row, LEAD, extend); return true;
      case "arrowright": view.go(row, view.columnCount - 1, extend); return true;
      case "a": view.select({ top: 0, left: LEAD, bottom: view.rowCount - 1, right: view.columnCount - 1 }); return true;
      case "d": commands.fillDown(); return true;
      case "enter": commands.fillSelection(); return true;
      case "z": (event.shiftKey ? commands.redo : commands.undo)(); return true;
      case "y": commands.redo(); return true;
      default: return false; // copy, cut and paste come as events of their own
    }
  }

  #alone(event) {
    const { view, commands } = this.#app;
    const { row, cell } = this.#from(event);
    const extend = { extend: event.shiftKey };
    if (event.altKey) return this.#withAlt(event);
    switch (event.key) {
      case "ArrowUp": view.go(row - 1, cell, extend); return true;
      case "ArrowDown": view.go(row + 1, cell, extend); return true;
      case "ArrowLeft": view.go(row, cell - 1, extend); return true;
      case "ArrowRight": view.go(row, cell + 1, extend); return true;
      case "PageUp": view.go(row - PAGE, cell, extend); return true;
      case "PageDown": view.go(row + PAGE, cell, extend); return true;
      case "Home": view.go(row, LEAD, extend); return true;
      case "End": view.go(row, view.columnCount - 1, extend); return true;
      case "Enter": this.#move(event.shiftKey ? -1 : 1, 0); return true;
      case "Tab": return this.#tab(event.shiftKey ? -1 : 1);
      case "F6": this.#app.panel.open({ focus: true }); return true;
      case "F2": commands.edit(); return true;
      case "Delete": commands.clear(); return true;
      case "Backspace": this.#onBackspace(); return true;
      case "Escape": this.#leaving = true; this.#app.say("said_leave"); return true;
      default: return this.#typed(event);
    }
  }

  #withAlt(event) {
    if (event.key.toLowerCase() === "b") {
      this.#app.commands.openBank();
      return true;
    }
    if (event.key === "ArrowDown") {
      this.#app.commands.edit();
      return true;
    }
    return false;
  }

  #typed(event) {
    const typed = letterOf(event);
    if (typed === null) return false;
    const { view, commands, store } = this.#app;
    const place = view.at(view.active.row, view.active.cell);
    if (!place) return false;
    if (this.#isRewriting(typed)) return true;
    if (store.lockOf(place.row, place.col)) {
      commands.sayLocked(place);
      return true;
    }
    if (QUICK.has(place.column.kind)) {
      const value = LETTERS[place.column.kind][fold(typed)];
      this.#app.enter("type", [{ row: place.row, col: place.col, text: value ?? typed }]);
      if (value) {
        this.#lastLetter = { value, at: performance.now() };
        this.#move(1, 0);
      }
      return true;
    }
    if (place.column.kind === "flag") {
      const set = typed === " " ? (store.shown(place.row, place.col) ? "" : "x") : typed;
      this.#app.enter("type", [{ row: place.row, col: place.col, text: set }]);
      return true;
    }
    if (place.column.kind === "choice") {
      commands.edit();
      return true;
    }
    // The key itself goes into the editor that has just taken the focus, also through an input method.
    commands.edit({ fresh: true });
    return false;
  }

  #lastLetter = null;

  /** Backspace clears, unless it is the first half of an input method writing đ over d. */
  #onBackspace() {
    clearTimeout(this.#backspace?.timer);
    this.#backspace = {
      at: performance.now(),
      timer: setTimeout(() => {
        this.#backspace = null;
        this.#app.commands.clear();
      }, INPUT_METHOD),
    };
  }

  #isRewriting(typed) {
    if (this.#backspace === null) return false;
    clearTimeout(this.#backspace.timer);
    this.#backspace = null;
    if (fold(typed) === "đ" && this.#lastLetter?.value === "Đ") return true; // already set by the d before it
    this.#app.commands.clear();
    return false;
  }

  #tab(step) {
    const { view } = this.#app;
    const { row, cell } = view.active;
    const next = cell + step;
    if (next >= LEAD && next < view.columnCount) view.go(row, next);
    else if (step > 0 && row < view.rowCount - 1) view.go(row + 1, LEAD);
    else if (step < 0 && row > 0 && cell > 0) view.go(row - 1, view.columnCount - 1);
    else return false; // past the first or last cell the key leaves the grid
    return true;
  }

  #move(down, right) {
    const { row, cell } = this.#app.view.active;
    this.#app.view.go(row + down, cell + right);
  }

  #from(event) {
    const { view } = this.#app;
    return event.shiftKey && view.selection.end ? view.selection.end : view.active;
  }
}

function letterOf(event) {
  if (event.key === "Process" || event.key === "Unidentified") return CODES[event.code] ?? null;
  return [...event.key].length === 1 ? event.key : null;
}
