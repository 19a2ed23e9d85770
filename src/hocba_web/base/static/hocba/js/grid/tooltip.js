/** The message of a cell beside it, while the pointer or the focus is on it; Escape puts it away. */

import { el, icon } from "./dom.js";
import { ICONS, messagesOf, severity } from "./messages.js";
import { display } from "./values.js";

export class Tooltip {
  #app;
  #tip;

  constructor(app, root) {
    this.#app = app;
    this.#tip = el("div.grid-tip", { role: "tooltip", hidden: true });
    root.append(this.#tip);
    const { container } = app.view;
    container.addEventListener("pointerover", (event) => this.#over(event));
    container.addEventListener("pointerleave", () => this.#onFocus());
    container.addEventListener("focusin", () => this.#onFocus());
    container.addEventListener("focusout", () => this.hide());
    container.addEventListener("scroll", () => this.hide(), true);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.hide();
    }, true);
  }

  hide() {
    this.#tip.hidden = true;
  }

  /** What was said of the active cell may have changed. */
  refresh() {
    if (this.#app.view.container.contains(document.activeElement)) this.#onFocus();
  }

  #over(event) {
    const node = event.target.closest(".slick-cell");
    const place = node && this.#app.view.grid.getCellFromEvent(event);
    if (place) this.#show(place.row, place.cell, node);
  }

  #onFocus() {
    const { view } = this.#app;
    const active = view.active;
    if (active && view.container.contains(document.activeElement) && !view.isEditing) {
      this.#show(active.row, active.cell, view.node(active.row, active.cell));
    } else {
      this.hide();
    }
  }

  #show(row, cell, node) {
    const { view, words, store } = this.#app;
    const place = view.at(row, cell);
    const lines = [];
    if (place) {
      for (const message of messagesOf(this.#app, place.row, place.col)) {
        lines.push(el(`p.grid-tip__line.is-${message.s}`, {}, icon(ICONS[message.s]),
          el("span", {}, el("strong", {}, `${severity(words, message.s)}: `), message.t, message.next ? ` ${message.next}` : "")));
      }
      const text = store.shown(place.row, place.col);
      if (isCut(node)) lines.push(el("p.grid-tip__text", {}, display(place.column, text)));
    }
    const { note } = store.rows[row];
    const locked = place ? store.lockReason(place.row, place.col) : store.rows[row].locked;
    if (locked && cell > 0) lines.push(el("p.grid-tip__line", {}, icon("lock"), words.t("locked_row", { reason: locked })));
    if (note && cell === 1) lines.push(el("p.grid-tip__line", {}, icon("info"), note));
    if (!lines.length) {
      this.hide();
      return;
    }
    this.#tip.replaceChildren(...lines);
    this.#tip.hidden = false;
    this.#put(node);
  }

  #put(node) {
    const cell = node.getBoundingClientRect();
    const root = this.#tip.offsetParent.getBoundingClientRect();
    const left = Math.max(0, Math.min(cell.left - root.left, root.width - this.#tip.offsetWidth));
    const below = cell.bottom + 4;
    const fits = below + this.#tip.offsetHeight < window.innerHeight;
    const top = fits ? below : cell.top - this.#tip.offsetHeight - 4;
    this.#tip.style.left = `${left}px`;
    this.#tip.style.top = `${top - root.top}px`;
  }
}

function isCut(node) {
  const value = node.querySelector(".grid-value");
  return value !== null && (value.scrollHeight > value.clientHeight + 1 || value.scrollWidth > value.clientWidth + 1);
}
