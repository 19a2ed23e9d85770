/** The comment bank: search, insert, keep a sentence of one's own. */

import { button, el, icon } from "./dom.js";
import { plain } from "./values.js";

const SHOWN = 100;

export class Bank {
  #app;
  #dialog;
  #search;
  #level;
  #levelField;
  #list;
  #status;
  #keep;
  #sentences = [];
  #open = null;

  constructor(app, root) {
    this.#app = app;
    const { t } = app.words;
    this.#search = el("input", { type: "search", id: "grid-bank-search", autocomplete: "off", on: { input: () => this.#show() } });
    this.#level = el("select", { id: "grid-bank-level", on: { change: () => this.#show() } });
    this.#levelField = el("div.field", {}, el("label.field__label", { htmlFor: "grid-bank-level" }, t("bank_level")), this.#level);
    this.#list = el("ul.grid-bank__list", { "aria-label": t("bank_title") });
    this.#status = el("p.muted.small", { role: "status" });
    this.#keep = button(t("bank_keep"), { iconName: "plus", onClick: () => this.#keepOwn() });
    this.#dialog = el("dialog.dialog.grid-bank", { "aria-labelledby": "grid-bank-title" },
      el("div.dialog__body", {},
        el("h2", { id: "grid-bank-title" }, t("bank_title")),
        el("div.grid-bank__filters", {},
          el("div.field.grow", {}, el("label.field__label", { htmlFor: "grid-bank-search" }, t("bank_search")), this.#search),
          this.#levelField),
        this.#list, this.#status,
        el("div.dialog__actions", {}, this.#keep, button(t("close"), { onClick: () => this.#dialog.close() }))));
    this.#dialog.addEventListener("close", () => this.#closed());
    this.#dialog.addEventListener("keydown", (event) => this.#onKey(event));
    root.append(this.#dialog);
  }

  /**
   * @param {{row: number, col: string, column: object}} place the comment cell
   * @param {{text?: string, onChoose: (text: string) => void, count: number}} use `text`: what is written now
   */
  async open(place, { text, onChoose, count }) {
    const { words, transport, store } = this.#app;
    this.#open = { place, text: (text ?? store.shown(place.row, place.col)).trim(), onChoose, count, chosen: null, from: document.activeElement };
    this.#keep.hidden = this.#open.text === "";
    this.#search.value = "";
    this.#list.replaceChildren();
    this.#status.textContent = words.t("bank_loading");
    this.#levels(place);
    this.#dialog.showModal();
    this.#search.focus();
    const result = await transport.sentences(place.column.bank_url);
    this.#sentences = result.type === "ok" ? (result.data.sentences ?? result.data) : [];
    if (result.type === "ok") this.#show();
    else this.#status.textContent = words.t("bank_failed");
  }

  /** Levels to choose from, the pupil's own first chosen. */
  #levels({ row, column }) {
    const { store, words } = this.#app;
    const levels = store.columnById.get(column.level_col);
    this.#levelField.hidden = !levels;
    if (!levels) {
      this.#level.replaceChildren();
      return;
    }
    const own = store.shown(row, levels.id);
    this.#level.replaceChildren(el("option", { value: "" }, words.t("bank_all_levels")),
      ...levels.choices.map(({ v, label }) => el("option", { value: v, selected: v === own }, `${v} – ${label}`)));
  }

  #show() {
    const { words } = this.#app;
    const wanted = plain(this.#search.value).split(/\s+/).filter(Boolean);
    const level = this.#level.value;
    const found = this.#sentences.filter((sentence) => (!level || !sentence.level || sentence.level === level)
      && wanted.every((word) => plain(sentence.text).includes(word)));
    this.#list.replaceChildren(...found.slice(0, SHOWN).map((sentence) => this.#entry(sentence)));
    this.#status.textContent = found.length ? words.t("bank_count", { n: found.length }) : words.t("bank_none");
  }

  #entry(sentence) {
    const { words } = this.#app;
    const label = this.#open.count > 1 ? words.t("bank_fill", { n: this.#open.count }) : words.t("bank_insert");
    return el("li", {}, el("button.grid-bank__entry", { type: "button", on: { click: () => this.#choose(sentence.text) } },
      el("span.grid-bank__text", {}, sentence.text),
      el("span.grid-bank__tags", {},
        sentence.level ? el("span.tag", {}, sentence.level) : null,
        sentence.own ? el("span.tag", {}, words.t("bank_own")) : null,
        el("span.grid-bank__do", {}, icon("plus"), label))));
  }

  #choose(text) {
    this.#open.chosen = text;
    this.#dialog.close();
  }

  #closed() {
    const { chosen, onChoose, from } = this.#open;
    this.#open = null;
    from?.focus?.();
    if (chosen !== null) onChoose(chosen);
  }

  async #keepOwn() {
    const { words, transport, store } = this.#app;
    const { place, text } = this.#open;
    const level = store.columnById.get(place.column.level_col) ? store.shown(place.row, place.column.level_col) : "";
    const result = await transport.keepSentence(place.column.bank_url, { text, level });
    if (result.type === "ok" && !this.#sentences.some((sentence) => sentence.id === result.data.id)) {
      this.#sentences.unshift(result.data);
      if (this.#open) this.#show();
    }
    this.#keep.hidden = result.type === "ok";
    this.#status.textContent = result.type === "refused" ? result.data.t : words.t(result.type === "ok" ? "bank_kept" : "bank_not_kept");
  }

  /** Arrows go through the list; the search field stays where typing goes. */
  #onKey(event) {
    event.stopPropagation();
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (event.target === this.#level) return;
    const entries = [this.#search, ...this.#list.querySelectorAll("button")];
    const at = entries.indexOf(document.activeElement);
    const next = entries[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (at < 0 || !next) return;
    event.preventDefault();
    next.focus();
  }
}
