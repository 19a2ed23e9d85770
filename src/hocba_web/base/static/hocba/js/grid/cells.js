/** How one cell of the wide grid looks and what it tells assistive technology. */

import { attribute, el, icon } from "./dom.js";
import { ICONS, messagesOf, sentence } from "./messages.js";
import { QUICK, inCell, isNumber, meaning } from "./values.js";

/** Columns that stand before the data: number and name. */
export const LEAD = 2;

const STATES = ["is-error", "is-warning", "is-conflict", "is-unsaved", "is-pending", "is-locked", "is-readonly"];

export class Cells {
  #app;
  #descriptions;

  constructor(app, descriptions) {
    this.#app = app;
    this.#descriptions = descriptions;
  }

  /** What stands in the cell. */
  content(rowIndex, cellIndex) {
    const row = this.#app.store.rows[rowIndex];
    if (cellIndex === 0) return el("span.grid-value", {}, String(row.no));
    if (cellIndex === 1) return nameOf(row);
    const column = this.#app.store.columns[cellIndex - LEAD];
    const cell = row.cells[column.id];
    const found = messagesOf(this.#app, row.id, column.id);
    const parts = cell.theirs ? bothValues(column, cell) : [value(column, cell)];
    if (found.length) parts.push(el("span.grid-mark", {}, icon(ICONS[found[0].s], "icon--s")));
    const fragment = document.createDocumentFragment();
    fragment.append(...parts);
    return fragment;
  }

  /** Classes and roles of a cell; called after each change of its content. */
  decorate(node, rowIndex, cellIndex, { selected, active }) {
    const { store } = this.#app;
    const row = store.rows[rowIndex];
    node.setAttribute("role", cellIndex === 1 ? "rowheader" : "gridcell");
    node.setAttribute("aria-colindex", String(cellIndex + 1));
    node.setAttribute("aria-selected", String(selected));
    node.tabIndex = active ? 0 : -1;
    node.classList.toggle("is-selected", selected);
    if (cellIndex < LEAD) {
      node.removeAttribute("aria-describedby");
      return;
    }
    const column = store.columns[cellIndex - LEAD];
    const cell = row.cells[column.id];
    const found = messagesOf(this.#app, row.id, column.id);
    const lock = store.lockOf(row.id, column.id);
    const worst = found[0]?.s;
    node.classList.remove(...STATES);
    if (worst) node.classList.add(`is-${worst}`);
    if (cell.queued > 0) node.classList.add("is-pending");
    if (lock === "row") node.classList.add("is-locked");
    if (lock === "column") node.classList.add("is-readonly");
    attribute(node, "aria-invalid", worst && worst !== "warning" ? "true" : null);
    attribute(node, "aria-readonly", lock ? "true" : null);
    const said = found.map((message) => sentence(this.#app.words, message));
    const reason = store.lockReason(row.id, column.id);
    if (reason) said.push(this.#app.words.t("locked_row", { reason }));
    attribute(node, "aria-describedby", this.#describe(`grid-d-${rowIndex}-${cellIndex}`, said.join(" ")));
  }

  #describe(id, text) {
    const old = document.getElementById(id);
    if (!text) {
      old?.remove();
      return null;
    }
    if (old) old.textContent = text;
    else this.#descriptions.append(el("div", { id }, text));
    return id;
  }
}

function nameOf(row) {
  const fragment = document.createDocumentFragment();
  fragment.append(el("span.grid-name", {}, row.name));
  if (row.sub) fragment.append(el("span.grid-sub", {}, row.sub));
  if (row.note) fragment.append(el("span.grid-note", { title: row.note }, icon("info"), el("span.visually-hidden", {}, row.note)));
  if (row.locked) fragment.append(el("span.grid-note", { title: row.locked }, icon("lock"), el("span.visually-hidden", {}, row.locked)));
  return fragment;
}

function value(column, cell) {
  const text = cell.raw ?? inCell(column, cell.draft ?? cell.v);
  if (column.kind === "flag" && cell.raw === null) {
    return el("span.grid-value.grid-value--flag", {}, text ? "✓" : "");
  }
  const node = el("span.grid-value", {}, text);
  if (column.kind === "text" || column.kind === "readonly") node.classList.add("grid-value--text");
  if (isNumber(column)) node.classList.add("grid-value--number");
  if (text && cell.raw === null) {
    if (QUICK.has(column.kind)) node.dataset.level = text;
    const words = meaning(column, cell.draft ?? cell.v);
    if (words && words !== text) node.title = words;
  }
  return node;
}

function bothValues(column, cell) {
  return [
    el("span.grid-mine", {}, inCell(column, cell.draft ?? cell.v) || "–"),
    el("span.grid-against", { "aria-hidden": "true" }, "≠"),
    el("span.grid-theirs", {}, inCell(column, cell.theirs.v) || "–"),
  ];
}
