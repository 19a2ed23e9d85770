/**
 * The wide grid on SlickGrid: which lays out, scrolls and hosts the small editors. What a cell holds comes from the
 * store; selection, keys, clipboard and undo are ours. The first two columns stay in sight by `position: sticky`, not
 * by SlickGrid's frozen panes, so that a pupil is one row for assistive technology too (docs/formats/grid-protocol.md).
 */

import { SlickGrid } from "../../../vendor/slickgrid-5.20.2/slickgrid.esm.js";
import { repairFrame, repairRows } from "./aria.js";
import { LEAD } from "./cells.js";
import { NUMBER_WIDTH, fit, groups } from "./columns.js";
import { el } from "./dom.js";
import { columnName } from "./messages.js";
import { Selection } from "./selection.js";

const LEAST_HEIGHT = 280;
const ROW_HEIGHT = 34;
const TEXT_ROW_HEIGHT = 44;
/** A name column narrower than this has no place for the date of birth beside the name. */
const NAME_WITH_MORE = 225;

export class View {
  #app;
  #cells;
  #painted = new Set();
  #grouped;
  #resizeLater = false;
  grid;
  selection = new Selection();

  constructor(app, container, cells, nonce) {
    this.#app = app;
    this.#cells = cells;
    this.container = container;
    this.#grouped = app.store.columns.some((column) => column.group);
    const hasText = app.store.columns.some((column) => column.kind === "text");
    this.grid = new SlickGrid(container, app.store.rows, this.#columns(), {
      nonce,
      editable: true, // whether a cell may be edited is asked of the store, cell by cell
      autoEdit: false,
      enableColumnReorder: false,
      enableTextSelectionOnCells: false,
      enableHtmlRendering: false,
      createPreHeaderPanel: this.#grouped,
      showPreHeaderPanel: this.#grouped,
      preHeaderPanelHeight: 28,
      rowHeight: hasText ? TEXT_ROW_HEIGHT : ROW_HEIGHT,
      explicitInitialization: true,
      editCommandHandler: (item, column, command) => command.editor.keep(command.serializedValue),
    });
    // Focus belongs on the cell itself, not on SlickGrid's hidden sinks; and a class is small: all its cells are in
    // the page, for the browser's search and for screen readers.
    this.grid.setFocus = () => this.#focusActive();
    this.grid.getRenderedRange = () => ({ top: 0, bottom: this.rowCount - 1, leftPx: 0, rightPx: Number.MAX_SAFE_INTEGER });
    this.grid.onActiveCellChanged.subscribe(() => this.#activeChanged());
    // pointer.js places the active cell and opens editors.
    this.grid.onClick.subscribe((event) => event.stopImmediatePropagation());
    this.grid.onDblClick.subscribe((event) => event.preventDefault());
    this.grid.onRendered.subscribe(() => this.#decorateAll());
    this.grid.onBeforeCellEditorDestroy.subscribe(() => queueMicrotask(() => this.#resizeIfWanted()));
    container.classList.toggle("is-tall", hasText);
    this.grid.init();
    this.#buildGroups();
    repairFrame(this, app);
    this.#makeReachable();
  }

  get columnCount() {
    return this.#app.store.columns.length + LEAD;
  }

  get rowCount() {
    return this.#app.store.rows.length;
  }

  /** Place in the grid of a cell of the store. */
  placeOf(rowId, colId) {
    const { rows, columns } = this.#app.store;
    return { row: rows.findIndex((row) => row.id === rowId), cell: columns.findIndex((column) => column.id === colId) + LEAD };
  }

  /** Cell of the store at a place of the grid; null for number and name. */
  at(row, cell) {
    const column = this.#app.store.columns[cell - LEAD];
    return column ? { row: this.#app.store.rows[row].id, col: column.id, column } : null;
  }

  get active() {
    const active = this.grid.getActiveCell();
    return active ? { row: active.row, cell: active.cell } : null;
  }

  /** Make a cell active and give it the focus; with `extend` the selection grows to it instead. */
  go(row, cell, { extend = false } = {}) {
    const target = { row: clamp(row, this.rowCount), cell: clamp(cell, this.columnCount) };
    if (extend && this.selection.anchor) {
      this.selection.extend(target.row, target.cell);
      this.#scrollTo(target.row, target.cell);
      const { top, bottom, left, right } = this.selection.area;
      this.#app.say("said_selected", { rows: bottom - top + 1, columns: right - left + 1 });
    } else {
      this.selection.start(target.row, target.cell);
      this.grid.setActiveCell(target.row, target.cell);
      this.#scrollTo(target.row, target.cell);
      this.#focusActive();
    }
    this.#paintSelection();
  }

  /** Select a block, the active cell in its upper left corner. */
  select(area) {
    this.go(area.top, area.left);
    this.selection.extend(area.bottom, area.right);
    this.#paintSelection();
  }

  /** Show cells of the store anew. @param {[number, string][]} places */
  repaint(places) {
    for (const [rowId, colId] of places) {
      const { row, cell } = this.placeOf(rowId, colId);
      if (row < 0 || cell < LEAD) continue;
      this.grid.updateCell(row, cell);
      this.#decorate(row, cell);
    }
  }

  repaintAll() {
    const { rows, columns } = this.#app.store;
    this.repaint(rows.flatMap((row) => columns.map((column) => [row.id, column.id])));
    for (let row = 0; row < rows.length; row += 1) {
      this.grid.updateCell(row, 1);
      this.#decorate(row, 1);
    }
  }

  /** Put an editor into the active cell. */
  edit(Editor) {
    this.grid.editActiveCell(Editor);
  }

  get isEditing() {
    return this.grid.getCellEditor() !== null && this.grid.getCellEditor() !== undefined;
  }

  commit() {
    return this.grid.getEditorLock().commitCurrentEdit();
  }

  cancel() {
    this.grid.getEditorLock().cancelCurrentEdit();
    this.#focusActive();
  }

  node(row, cell) {
    return this.grid.getCellNode(row, cell);
  }

  /** Take the place there is: as wide as the page, as high as the window leaves. */
  resize() {
    if (this.container.offsetParent === null) return;
    if (this.isEditing) {
      this.#resizeLater = true; // SlickGrid closes an open editor when it is resized
      return;
    }
    const top = this.container.getBoundingClientRect().top + window.scrollY;
    const content = this.grid.getOptions().rowHeight * this.rowCount + this.#headHeight() + scrollBarWidth() + 4;
    const height = Math.floor(Math.max(LEAST_HEIGHT, Math.min(content, window.innerHeight - top - spaceBelow(this.container))));
    this.container.style.height = `${height}px`;
    this.#setWidths();
    this.grid.resizeCanvas();
    this.#decorateAll();
  }

  #resizeIfWanted() {
    if (!this.#resizeLater || this.isEditing) return;
    this.#resizeLater = false;
    this.resize();
  }

  #headHeight() {
    return this.container.querySelector(".slick-pane-header").offsetHeight;
  }

  #columns() {
    const widths = fit(this.#app.store.columns, this.#room());
    this.#rememberWidths(widths);
    const { t } = this.#app.words;
    const formatter = (row, cell) => this.#cells.content(row, cell);
    const common = { formatter, resizable: false, headerCssClass: "grid-head" };
    return [
      { ...common, id: "grid-no", name: t("no"), width: NUMBER_WIDTH, cssClass: "grid-no", headerCssClass: "grid-head grid-no" },
      { ...common, id: "grid-name", name: t("name"), width: widths.name, cssClass: "grid-who", headerCssClass: "grid-head grid-who" },
      ...this.#app.store.columns.map((column, index) => ({
        ...common,
        id: column.id,
        name: column.title,
        toolTip: [columnName(column), column.hint].filter(Boolean).join(". "),
        width: widths.columns[index],
        minWidth: 30,
        cssClass: `grid-k-${column.kind}${startsGroup(this.#app.store.columns, index) ? " grid-first" : ""}`,
        headerCssClass: `grid-head${startsGroup(this.#app.store.columns, index) ? " grid-first" : ""}`,
        editor: SlickPlaceholder,
      })),
    ];
  }

  #setWidths() {
    const widths = fit(this.#app.store.columns, this.#room());
    this.#rememberWidths(widths);
    const all = [NUMBER_WIDTH, widths.name, ...widths.columns];
    const columns = this.grid.getColumns();
    if (columns.every((column, index) => column.width === all[index])) return;
    columns.forEach((column, index) => {
      column.width = all[index];
    });
    // Not `setColumns`: it builds every cell anew, and the focus and an open editor would be gone.
    this.grid.updateColumnCaches();
    this.grid.reRenderColumns(false);
    this.#buildGroups();
  }

  #rememberWidths(widths) {
    const all = widths.columns.reduce((sum, width) => sum + width, NUMBER_WIDTH + widths.name);
    this.container.style.maxWidth = `${all + scrollBarWidth() + 3}px`; // few columns need no wide frame
    this.container.classList.toggle("is-narrow", widths.name < NAME_WITH_MORE);
    this.container.style.setProperty("--grid-no-width", `${NUMBER_WIDTH}px`);
    this.container.style.setProperty("--grid-name-width", `${widths.name}px`);
  }

  /** Pixels for the columns, beside the scroll bar. */
  #room() {
    return this.container.parentElement.clientWidth - scrollBarWidth() - 3;
  }

  #buildGroups() {
    if (!this.#grouped) return;
    const panel = this.grid.getPreHeaderPanel();
    const columns = this.grid.getColumns();
    const width = (from, count) => columns.slice(from, from + count).reduce((sum, column) => sum + column.width, 0);
    const lead = el("div.grid-group.grid-group--lead");
    lead.style.width = `${width(0, LEAD)}px`;
    const cells = groups(this.#app.store.columns).map(({ title, from, count }) => {
      const head = { role: "columnheader", "aria-colindex": String(from + LEAD + 1), "aria-colspan": String(count), title };
      const node = el("div.grid-group", title ? head : {}, el("span", {}, title));
      node.style.width = `${width(from + LEAD, count)}px`;
      return node;
    });
    panel.className = "grid-groups";
    panel.setAttribute("role", "row");
    panel.setAttribute("aria-rowindex", "1");
    panel.style.width = `${width(0, columns.length) + 40}px`;
    panel.replaceChildren(lead, ...cells);
  }

  #decorateAll() {
    for (let row = 0; row < this.rowCount; row += 1) {
      const node = this.grid.getCellNode(row, 0)?.parentElement;
      if (!node || this.#painted.has(node)) continue;
      this.#painted.add(node);
      repairRows(node, row, this.#headRows());
      for (let cell = 0; cell < this.columnCount; cell += 1) this.#decorate(row, cell);
    }
  }

  #headRows() {
    return this.#grouped ? 2 : 1;
  }

  #decorate(row, cell) {
    const node = this.grid.getCellNode(row, cell);
    if (!node) return;
    const active = this.active ?? this.#reachable();
    this.#cells.decorate(node, row, cell, {
      selected: this.selection.has(row, cell),
      active: active.row === row && active.cell === cell,
    });
  }

  /** The cell the Tab key comes to before any was active. */
  #reachable() {
    return { row: 0, cell: Math.min(LEAD, this.columnCount - 1) };
  }

  #makeReachable() {
    const { row, cell } = this.#reachable();
    const node = this.grid.getCellNode(row, cell);
    if (node) node.tabIndex = 0;
    this.container.addEventListener("focusin", (event) => {
      if (this.active || !event.target.classList.contains("slick-cell")) return;
      const place = this.grid.getCellFromEvent(event);
      if (place) this.go(place.row, place.cell);
    });
  }

  #activeChanged() {
    for (const node of this.container.querySelectorAll('.slick-cell[tabindex="0"]')) node.tabIndex = -1;
    const node = this.grid.getActiveCellNode();
    if (node) node.tabIndex = 0;
  }

  #focusActive() {
    this.grid.getActiveCellNode()?.focus({ preventScroll: true });
  }

  #paintSelection() {
    for (const node of this.container.querySelectorAll(".slick-cell.is-selected")) {
      node.classList.remove("is-selected");
      node.setAttribute("aria-selected", "false");
    }
    for (const { row, cell } of this.selection.cells()) {
      const node = this.grid.getCellNode(row, cell);
      node?.classList.add("is-selected");
      node?.setAttribute("aria-selected", "true");
    }
  }

  /** SlickGrid does not know that number and name cover the left edge. */
  #scrollTo(row, cell) {
    this.grid.scrollCellIntoView(row, cell, false);
    if (cell < LEAD) return;
    const columns = this.grid.getColumns();
    const left = columns.slice(0, cell).reduce((sum, column) => sum + column.width, 0);
    const covered = columns[0].width + columns[1].width;
    const viewport = this.container.querySelector(".slick-viewport-left");
    if (left - covered < viewport.scrollLeft) viewport.scrollLeft = left - covered;
  }
}

/** SlickGrid asks that a column has some editor; the real one is chosen when editing begins (editors.js). */
class SlickPlaceholder {}

/** Padding of everything around, so that the page itself need not scroll. */
function spaceBelow(node) {
  let space = 2;
  for (let around = node.parentElement; around; around = around.parentElement) {
    space += Number.parseFloat(getComputedStyle(around).paddingBottom) || 0;
  }
  return space;
}

function scrollBarWidth() {
  const outer = el("div.grid-measure");
  document.body.append(outer);
  const width = outer.offsetWidth - outer.clientWidth;
  outer.remove();
  return width;
}

function startsGroup(columns, index) {
  return index === 0 || columns[index].group !== columns[index - 1].group;
}

function clamp(value, count) {
  return Math.max(0, Math.min(value, count - 1));
}
