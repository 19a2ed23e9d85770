/** The panel at the side: cells two people edited, entries not saved, errors and reminders; each leads to its cell. */

import { button, el, icon } from "./dom.js";
import { ICONS, messagesOf, placeOf, severity } from "./messages.js";
import { display } from "./values.js";

export class Panel {
  #app;
  #body;
  #root;

  constructor(app, root) {
    this.#app = app;
    const { t } = app.words;
    this.#body = el("div.grid-panel__body");
    this.#root = el("aside.grid-panel", { "aria-labelledby": "grid-panel-title", hidden: true, id: "grid-panel", tabIndex: -1 },
      el("div.grid-panel__head", {},
        el("h2.grid-panel__title", { id: "grid-panel-title" }, t("panel")),
        button(t("close"), { className: "btn btn--small btn--quiet", iconName: "x", onClick: () => this.close() })),
      this.#body);
    this.#root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" || event.key === "F6") {
        event.preventDefault();
        event.stopPropagation();
        if (event.key === "Escape") this.close();
        else this.#app.focusGrid();
      }
    });
    root.append(this.#root);
  }

  get isOpen() {
    return !this.#root.hidden;
  }

  toggle() {
    if (this.isOpen) this.close();
    else this.open({ focus: true });
  }

  open({ focus = false } = {}) {
    this.#root.hidden = false;
    this.show();
    this.#app.layoutChanged();
    if (focus) this.#root.focus();
  }

  close() {
    this.#root.hidden = true;
    this.#app.layoutChanged();
    this.#app.focusGrid();
  }

  refresh() {
    if (this.isOpen) this.show();
  }

  show() {
    const { t } = this.#app.words;
    const conflicts = [];
    const unsaved = [];
    const lint = [];
    const seen = new Set();
    for (const { row, col, kind } of this.#app.store.problems()) {
      const name = `${row}|${col}`;
      if (kind === "conflict") conflicts.push(this.#conflict(row, col));
      else if (kind === "bad" || kind === "refused") unsaved.push(this.#entry(row, col, "unsaved"));
      else if (!seen.has(name)) lint.push(this.#entry(row, col, "lint"));
      seen.add(name);
    }
    const parts = [];
    if (conflicts.length) parts.push(section(t("both"), "users", conflicts));
    if (unsaved.length) parts.push(section(t("unsaved_entries"), "cloud-off", unsaved, this.#unsavedTools()));
    if (lint.length) parts.push(section(t("panel"), "triangle-alert", lint));
    if (!parts.length) parts.push(el("p.grid-panel__empty", {}, icon("circle-check"), t("panel_empty")));
    const focused = this.#body.contains(document.activeElement);
    this.#body.replaceChildren(...parts);
    if (focused) this.#root.focus();
  }

  #conflict(row, col) {
    const { store, words } = this.#app;
    const { t } = words;
    const cell = store.cell(row, col);
    const column = store.columnById.get(col);
    const who = cell.theirs.by ? t("theirs_by", { by: cell.theirs.by, time: words.clock(cell.theirs.at) }) : t("theirs");
    const side = (name, value) => el("div.grid-both__side", {}, el("span.small.muted", {}, name),
      el("strong", {}, display(column, value) || t("empty")));
    const settle = (whose) => () => {
      store.settle(row, col, whose);
      this.#app.goTo(row, col);
    };
    return el("li.grid-panel__item", {}, this.#jump(row, col),
      el("p.small", {}, `${t("both_hint")} ${t("both_next")}`),
      el("div.grid-both", {}, side(t("mine"), cell.draft ?? cell.v), side(who, cell.theirs.v)),
      el("div.btn-row", {},
        button(t("keep_mine"), { className: "btn btn--small btn--primary", onClick: settle("mine") }),
        button(t("take_theirs"), { onClick: settle("theirs") })));
  }

  #entry(row, col, wanted) {
    const { store, words } = this.#app;
    const isUnsaved = (message) => message.s === "unsaved" || message.s === "conflict";
    const messages = messagesOf(this.#app, row, col).filter((message) => isUnsaved(message) === (wanted === "unsaved"));
    const cell = store.cell(row, col);
    const column = store.columnById.get(col);
    return el("li.grid-panel__item", {}, this.#jump(row, col),
      ...messages.map((message) => el(`p.grid-panel__message.is-${message.s}`, {}, icon(ICONS[message.s]),
        el("span", {}, el("span.visually-hidden", {}, `${severity(words, message.s)}: `), message.t,
          message.next ? el("span.grid-panel__next", {}, ` ${message.next}`) : null))),
      wanted === "unsaved" ? el("div.btn-row", {},
        el("span.small.muted", {}, words.t("saved_value", { value: display(column, cell.v) || words.t("empty") })),
        button(words.t("discard"), { className: "btn btn--small btn--quiet", onClick: () => {
          store.discard([[row, col]]);
          this.#app.goTo(row, col);
        } })) : null);
  }

  #unsavedTools() {
    const { store, words } = this.#app;
    const held = store.unsaved().held;
    return el("div.btn-row", {},
      held && store.editable ? button(words.t("resend"), { iconName: "refresh-cw", onClick: () => store.resend() }) : null,
      this.#discardAll());
  }

  /** Dropping everything is asked twice, on the same button. */
  #discardAll() {
    const { store, words } = this.#app;
    const places = [...store.problems()].filter(({ kind, cell }) => (kind === "bad" || kind === "refused") && cell.queued === 0)
      .map(({ row, col }) => [row, col]);
    if (places.length < 2) return null;
    const sure = button(words.t("discard_sure", { n: places.length }), {
      className: "btn btn--small btn--danger-solid", hidden: true, onClick: () => store.discard(places),
    });
    const ask = button(words.t("discard_all"), { onClick: () => {
      ask.hidden = true;
      sure.hidden = false;
      sure.focus();
    } });
    return el("span", {}, ask, sure);
  }

  #jump(row, col) {
    return el("button.grid-panel__jump", { type: "button", on: { click: () => this.#app.goTo(row, col) } },
      placeOf(this.#app, row, col));
  }
}

function section(title, iconName, items, tools = null) {
  return el("section.grid-panel__section", {}, el("h3.grid-panel__heading", {}, icon(iconName), `${title} (${items.length})`),
    tools, el("ul.grid-panel__list", {}, ...items));
}
