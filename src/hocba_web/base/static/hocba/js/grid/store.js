/**
 * The truth of the page: what the server has confirmed for each cell, what the person has entered on top of it, and
 * the acts that can be undone. Pure: knows no page, no network, no clock; others listen.
 * What a cell is made of stands in cellstate.js. Nothing entered is dropped without the person's own act.
 */

import { answered, emptyCell, forget, key, serverPart, setDraft, text } from "./cellstate.js";
import { normalise } from "./values.js";

const UNDO_LIMIT = 200;

export class Store {
  #listeners = new Map();
  #undo = [];
  #redo = [];

  constructor(data) {
    this.columns = data.columns.map((column) => ({ ...column }));
    this.columnById = new Map(this.columns.map((column) => [column.id, column]));
    this.#place(data);
  }

  /** Call `listener(detail)` on "cells" (keys repainted), "act" (something to send), "loose", "history", "counts", "access", "pupils", "lost". */
  on(event, listener) {
    if (!this.#listeners.has(event)) this.#listeners.set(event, []);
    this.#listeners.get(event).push(listener);
  }

  cell(row, col) {
    return this.rowById.get(row)?.cells[col];
  }

  /** What the person sees: their own entry if there is one, else the server's. */
  shown(row, col) {
    const cell = this.cell(row, col);
    return cell ? (cell.raw ?? cell.draft ?? cell.v) : "";
  }

  /** "" where the cell may be edited, else why not: "closed", "column", "row". */
  lockOf(row, col) {
    if (!this.editable) return "closed";
    const column = this.columnById.get(col);
    if (!column?.editable || column.kind === "readonly") return "column";
    return this.rowById.get(row)?.locked || this.cell(row, col)?.locked ? "row" : "";
  }

  /** Why this cell or the whole row is locked, in the server's words. */
  lockReason(row, col) {
    const own = this.cell(row, col)?.locked;
    return this.rowById.get(row).locked || (typeof own === "string" ? own : "");
  }

  get canUndo() {
    return this.#undo.length > 0;
  }

  get canRedo() {
    return this.#redo.length > 0;
  }

  /**
   * One act of the person.
   *
   * @param {string} kind of the protocol
   * @param {{row: number, col: string, text: string}[]} entries as typed or pasted
   * @returns {{changed: number, bad: number, skipped: {row: number, col: string, why: string}[]}}
   */
  act(kind, entries) {
    const skipped = [];
    const wanted = [];
    for (const { row, col, text } of entries) {
      const why = this.lockOf(row, col);
      if (why) {
        // An empty part of a pasted block takes nothing away from anybody.
        const meant = text !== "" || kind === "clear";
        if (meant && String(text) !== this.shown(row, col)) skipped.push({ row, col, why });
        continue;
      }
      const result = normalise(this.columnById.get(col), text);
      const after = result.bad === undefined ? { v: result.v } : { raw: String(text), bad: result };
      wanted.push({ row, col, after });
    }
    const changes = this.#change(kind, wanted);
    if (changes.length) {
      this.#undo.push({ kind, changes });
      if (this.#undo.length > UNDO_LIMIT) this.#undo.shift();
      this.#redo = [];
      this.#tell("history");
    }
    return { changed: changes.length, bad: changes.filter((change) => change.after.bad).length, skipped };
  }

  /** Take back the newest act. @returns {{changes: object[], kept: number} | null} `kept`: cells others have changed since. */
  undo() {
    return this.#step("undo", this.#undo, this.#redo, "before", "after");
  }

  redo() {
    return this.#step("redo", this.#redo, this.#undo, "after", "before");
  }

  /** The answer to one act: see docs/formats/grid-protocol.md. */
  confirm(changes, answer) {
    const told = new Map();
    for (const name of ["saved", "conflicts", "refused"]) {
      for (const entry of answer[name] ?? []) told.set(key(entry.row, entry.col), { name, entry });
    }
    const touched = [];
    let lost = 0;
    for (const { row, col } of changes) {
      const cell = this.cell(row, col);
      const { name, entry } = told.get(key(row, col)) ?? { name: "unanswered", entry: null };
      if (!cell) {
        if (name !== "saved") lost += 1;
        continue;
      }
      cell.queued = Math.max(0, cell.queued - 1);
      answered(cell, name, entry);
      touched.push([row, col]);
    }
    touched.push(...this.#takeMessages(answer.rows));
    this.#counted(answer.counts);
    this.#tell("cells", touched);
    if (lost) this.#tell("lost", lost);
  }

  /** The server took nothing of an act: the entries stay visible with the reason. */
  hold(changes, refusal) {
    const touched = [];
    for (const { row, col } of changes) {
      const cell = this.cell(row, col);
      if (!cell) continue;
      cell.queued = Math.max(0, cell.queued - 1);
      if (cell.draft !== null && cell.queued === 0) cell.refusal = { ...refusal, held: true };
      touched.push([row, col]);
    }
    this.#tell("cells", touched);
  }

  /** Settle a cell that two people edited. @param {"mine" | "theirs"} whose */
  settle(row, col, whose) {
    const cell = this.cell(row, col);
    if (!cell?.theirs) return;
    const mine = cell.draft;
    forget(cell);
    this.#tell("cells", [[row, col]]);
    if (whose === "mine" && mine !== null) this.act("type", [{ row, col, text: mine }]);
  }

  /** Send once more what the server refused. @returns {number} cells */
  resend() {
    const changes = [];
    for (const { row, col, cell } of this.all()) {
      if (!cell.refusal || cell.draft === null || this.lockOf(row, col)) continue;
      cell.refusal = null;
      cell.queued += 1;
      changes.push({ row, col, value: cell.draft });
    }
    this.#tell("cells", changes.map(({ row, col }) => [row, col]));
    if (changes.length) this.#tell("act", { kind: "type", changes });
    return changes.length;
  }

  /** Give up entries that are not saved and not on their way; the server's values stand again. */
  discard(places) {
    const given = places.filter(([row, col]) => this.cell(row, col)?.queued === 0);
    for (const [row, col] of given) forget(this.cell(row, col));
    this.changed(given);
  }

  /** Cells were changed from outside, as by what the browser kept. */
  changed(places) {
    this.#tell("cells", places);
  }

  /** The newest state of the server, of another tab or after a new login. */
  refresh(data) {
    const ids = data.rows.map((row) => row.id).join();
    if (ids !== this.rows.map((row) => row.id).join()) {
      this.#tell("pupils");
      return;
    }
    const touched = [];
    for (const fresh of data.rows) {
      const row = this.rowById.get(fresh.id);
      row.locked = fresh.locked ?? "";
      for (const [col, entry] of Object.entries(fresh.cells)) {
        const cell = row.cells[col];
        if (!cell || (entry.r ?? 0) < cell.r) continue;
        Object.assign(cell, serverPart(entry));
        touched.push([row.id, col]);
      }
    }
    for (const column of data.columns ?? []) {
      const known = this.columnById.get(column.id);
      if (known) known.editable = column.editable;
    }
    this.#access(data);
    this.#counted(data.counts);
    this.#tell("cells", touched);
  }

  /** Number of cells whose entry the server does not hold yet; `bad` and `held` wait for the person. */
  unsaved() {
    const sums = { waiting: 0, bad: 0, held: 0, conflicts: 0 };
    for (const { cell } of this.all()) {
      if (cell.raw !== null) sums.bad += 1;
      else if (cell.theirs) sums.conflicts += 1;
      else if (cell.refusal) sums.held += 1;
      else if (cell.queued > 0) sums.waiting += 1;
    }
    return sums;
  }

  /** Everything that wants a look, in reading order. */
  *problems() {
    for (const { row, col, cell } of this.all()) {
      if (cell.theirs) yield { row, col, kind: "conflict", cell };
      else if (cell.raw !== null) yield { row, col, kind: "bad", cell };
      else if (cell.refusal) yield { row, col, kind: "refused", cell };
      for (const message of cell.m) yield { row, col, kind: "lint", cell, message };
    }
  }

  baseOf(row, col) {
    const cell = this.cell(row, col);
    return cell ? (cell.base ?? cell.r) : 0;
  }

  #place(data) {
    this.rows = data.rows.map((row) => ({ ...row, cells: {} }));
    this.rowById = new Map(this.rows.map((row) => [row.id, row]));
    for (const row of data.rows) {
      for (const column of this.columns) {
        this.rowById.get(row.id).cells[column.id] = { ...emptyCell(), ...serverPart(row.cells[column.id] ?? {}) };
      }
    }
    this.editable = Boolean(data.editable);
    this.closedReason = data.closed_reason ?? "";
    this.openUntil = data.open_until ?? null;
    this.counts = data.counts ?? null;
  }

  /** Every data cell, in reading order. */
  *all() {
    for (const row of this.rows) {
      for (const column of this.columns) yield { row: row.id, col: column.id, cell: row.cells[column.id] };
    }
  }

  #change(kind, wanted) {
    const changes = [];
    const send = [];
    for (const { row, col, after: wish } of wanted) {
      const cell = this.cell(row, col);
      const before = { v: cell.draft ?? cell.v, ...(cell.raw === null ? {} : { raw: cell.raw, bad: cell.bad }) };
      // An entry that cannot be kept lies on top of the valid value and leaves it as it is.
      const after = { v: before.v, ...wish };
      const same = before.raw === after.raw && before.v === after.v;
      if (same && !cell.theirs && !cell.refusal) continue;
      changes.push({ row, col, before, after });
      const isNew = after.raw === undefined || after.v !== before.v;
      if (isNew && setDraft(cell, after.v)) send.push({ row, col, value: after.v });
      cell.raw = after.raw ?? null;
      cell.bad = after.bad ?? null;
    }
    this.#tell("cells", changes.map(({ row, col }) => [row, col]));
    if (send.length) this.#tell("act", { kind, changes: send });
    else if (changes.length) this.#tell("loose");
    return changes;
  }

  #step(kind, from, to, target, expected) {
    const entry = from.pop();
    if (!entry) return null;
    const wanted = [];
    let kept = 0;
    for (const change of entry.changes) {
      const { row, col } = change;
      const cell = this.cell(row, col);
      if (!cell || this.lockOf(row, col)) {
        kept += 1;
      } else if (cell.theirs) {
        this.settle(row, col, "theirs");
      } else if (this.shown(row, col) === (change[expected].raw ?? change[expected].v)) {
        wanted.push({ row, col, after: change[target] });
      } else {
        kept += 1;
      }
    }
    to.push(entry);
    this.#change(kind, wanted);
    this.#tell("history");
    return { changes: entry.changes, kept };
  }

  #takeMessages(rows) {
    const touched = [];
    for (const row of rows ?? []) {
      for (const [col, entry] of Object.entries(row.cells)) {
        const cell = this.cell(row.row, col);
        if (!cell) continue;
        if (entry.m) cell.m = entry.m;
        if (entry.v !== undefined && (entry.r ?? cell.r) >= cell.r) {
          cell.v = text(entry.v);
          cell.r = entry.r ?? cell.r;
        }
        touched.push([row.row, col]);
      }
    }
    return touched;
  }

  #access(data) {
    this.editable = Boolean(data.editable);
    this.closedReason = data.closed_reason ?? "";
    this.openUntil = data.open_until ?? null;
    this.#tell("access");
  }

  #counted(counts) {
    if (!counts) return;
    this.counts = counts;
    this.#tell("counts");
  }

  #tell(event, detail) {
    for (const listener of this.#listeners.get(event) ?? []) listener(detail);
  }
}
