/** On a phone: one pupil at a time as a form, over the same store. */

import { button, el, icon } from "./dom.js";
import { ICONS, messagesOf, severity } from "./messages.js";
import { groups } from "./columns.js";
import { display, length } from "./values.js";

export class Phone {
  #app;
  #root;
  #form;
  #chooser;
  #place;
  #index = 0;
  #fields = new Map();
  #places = new Map();

  constructor(app, root) {
    this.#app = app;
    const { words, store } = app;
    this.#chooser = el("select", { "aria-label": words.t("pupil"), on: { change: (event) => this.show(Number(event.target.value)) } },
      ...store.rows.map((row, index) => el("option", { value: String(index) }, `${row.no}. ${row.name}`)));
    this.#place = el("span.muted.small", { "aria-live": "polite" });
    this.#form = el("div.grid-phone__form");
    this.#root = el("div.grid-phone", { hidden: true },
      el("div.grid-phone__head", {}, this.#step(-1, "chevron-left", words.t("previous")), this.#chooser, this.#step(1, "chevron-right", words.t("next"))),
      this.#place, this.#form,
      el("div.grid-phone__foot", {},
        button(words.t("previous"), { iconName: "arrow-left", className: "btn", onClick: () => this.show(this.#index - 1) }),
        button(words.t("next"), { iconName: "arrow-right", className: "btn", onClick: () => this.show(this.#index + 1) })));
    root.append(this.#root);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.#keepOpenField();
    });
  }

  set hidden(hidden) {
    this.#root.hidden = hidden;
    if (!hidden && !this.#fields.size) this.show(0);
  }

  /** @param {number} index of the pupil @param {string} [col] field to go to */
  show(index, col) {
    const { store } = this.#app;
    this.#keepOpenField();
    this.#index = Math.max(0, Math.min(index, store.rows.length - 1));
    const row = store.rows[this.#index];
    this.#chooser.value = String(this.#index);
    this.#place.textContent = [this.#app.words.t("pupil_of", { i: this.#index + 1, n: store.rows.length }), row.sub].filter(Boolean).join(" · ");
    this.#fields.clear();
    const notes = [row.note && [icon("info"), row.note], row.locked && [icon("lock"), this.#app.words.t("locked_row", { reason: row.locked })]];
    this.#form.replaceChildren(
      ...notes.filter(Boolean).map((parts) => el("p.grid-phone__note", {}, ...parts)),
      ...groups(store.columns).map(({ title, from, count }) => el("section.grid-phone__group", {},
        title ? el("h2.grid-phone__title", {}, title) : null,
        ...store.columns.slice(from, from + count).map((column) => this.#field(row, column)))));
    if (col) this.#fields.get(col)?.focus();
  }

  /** Show cells anew, but not under the hand of the person. */
  repaint(places) {
    const row = this.#app.store.rows[this.#index];
    for (const [rowId, colId] of places) if (row && rowId === row.id) this.#fields.get(colId)?.update();
  }

  rebuild() {
    if (this.#fields.size) this.show(this.#index);
  }

  #step(by, iconName, label) {
    const node = el("button.btn.btn--icon", { type: "button", "aria-label": label, on: { click: () => this.show(this.#index + by) } }, icon(iconName, ""));
    return node;
  }

  #keepOpenField() {
    const open = document.activeElement;
    if (this.#form.contains(open) && open.matches("input[type=text], textarea")) this.#enter(open.id, open.value);
  }

  #enter(id, text) {
    const { rowId, colId } = this.#places.get(id);
    this.#app.enter("type", [{ row: rowId, col: colId, text }]);
  }

  #field(row, column) {
    const { store } = this.#app;
    const id = `grid-f-${store.columns.indexOf(column)}`;
    this.#places.set(id, { rowId: row.id, colId: column.id });
    // After the tap that left the field has found its button: messages that appear would move it from under the finger.
    const enter = (text) => setTimeout(() => this.#app.enter("type", [{ row: row.id, col: column.id, text }]));
    const locked = store.lockOf(row.id, column.id) !== "";
    const messages = el("div.grid-phone__messages", { id: `${id}-m` });
    const kind = fieldKinds[locked ? "readonly" : column.kind] ?? lineField;
    const field = kind({ app: this.#app, row, column, id, enter });
    const update = () => {
      const cell = store.cell(row.id, column.id);
      field.set(store.shown(row.id, column.id), cell);
      messages.replaceChildren(...this.#messages(row.id, column.id, cell));
    };
    this.#fields.set(column.id, { update, focus: () => field.focus() });
    update();
    const hint = column.hint ? el("p.field__hint", {}, column.hint) : null;
    return el("div.field.grid-phone__field", {}, field.node, hint, messages);
  }

  #messages(rowId, colId, cell) {
    const { words, store } = this.#app;
    const nodes = messagesOf(this.#app, rowId, colId).map((message) => el(`p.grid-panel__message.is-${message.s}`, {}, icon(ICONS[message.s]),
      el("span", {}, `${severity(words, message.s)}: ${message.t}${message.next ? ` ${message.next}` : ""}`)));
    if (cell.theirs) {
      const column = store.columnById.get(colId);
      const named = (label, v) => `${label}: ${display(column, v) || words.t("empty")}`;
      nodes.push(el("div.btn-row", {},
        button(named(words.t("keep_mine"), cell.draft ?? cell.v), { className: "btn", onClick: () => store.settle(rowId, colId, "mine") }),
        button(named(words.t("take_theirs"), cell.theirs.v), { className: "btn", onClick: () => store.settle(rowId, colId, "theirs") })));
    }
    return nodes;
  }
}

/** Each makes a field: its node, `set(shown, cell)` and `focus()`. */
const fieldKinds = { level: radioField, trait: radioField, flag: checkField, choice: selectField, text: textField, readonly: fixedField };

function radioField({ app, row, column, id, enter }) {
  const options = [...column.choices, { v: "", label: "" }];
  const inputs = options.map(({ v, label }) => {
    const input = el("input", { type: "radio", name: `${id}-${row.id}`, value: v, "aria-describedby": `${id}-m`, on: { change: () => enter(v) } });
    return { v, input, node: el("label.grid-choice", { title: label }, input, el("span", {}, v || "–"), el("span.visually-hidden", {}, label || app.words.t("nothing"))) };
  });
  return {
    node: el("fieldset", {}, el("legend", {}, column.title), el("div.grid-choice-row", {}, ...inputs.map(({ node }) => node))),
    set(shown) {
      for (const { v, input } of inputs) input.checked = v === shown;
    },
    focus: () => (inputs.find(({ input }) => input.checked) ?? inputs[0]).input.focus(),
  };
}

function checkField({ column, id, enter }) {
  const input = el("input", { type: "checkbox", id, "aria-describedby": `${id}-m`, on: { change: () => enter(input.checked ? "x" : "") } });
  return {
    node: el("label.choice", { htmlFor: id }, input, el("span", {}, column.title)),
    set(shown) {
      input.checked = shown !== "";
    },
    focus: () => input.focus(),
  };
}

function selectField({ app, column, id, enter }) {
  const input = el("select", { id, "aria-describedby": `${id}-m`, on: { change: () => enter(input.value) } },
    el("option", { value: "" }, app.words.t("nothing")), ...column.choices.map(({ v, label }) => el("option", { value: v }, label)));
  return labelled(column, id, input, (shown) => {
    input.value = shown;
  });
}

function lineField({ column, id, enter }) {
  const mode = column.kind === "decimal" ? "decimal" : "numeric";
  const input = el("input", { type: "text", id, inputMode: mode, autocomplete: "off", "aria-describedby": `${id}-m`, on: { change: () => enter(input.value) } });
  return labelled(column, id, input, (shown, cell) => {
    if (document.activeElement !== input) input.value = cell.raw ?? display(column, shown);
  });
}

function textField({ app, row, column, id, enter }) {
  const count = el("span.field__hint");
  const input = el("textarea", { id, rows: 4, "aria-describedby": `${id}-m`, on: { change: () => enter(input.value), input: () => tally() } });
  const tally = () => {
    const n = length(input.value.trim());
    count.textContent = column.maxlength ? app.words.t("chars", { n, max: column.maxlength }) : app.words.t("chars_free", { n });
  };
  const bank = column.bank_url ? button(app.words.t("bank"), {
    iconName: "message-square-text",
    onClick: () => app.bank.open({ row: row.id, col: column.id, column }, {
      text: input.value, count: 1,
      onChoose: (sentence) => enter(input.value.trim() ? `${input.value.trim()} ${sentence}` : sentence),
    }),
  }) : null;
  const field = labelled(column, id, input, (shown) => {
    if (document.activeElement !== input) input.value = shown;
    tally();
  });
  field.node.append(el("div.grid-phone__under", {}, count, bank));
  return field;
}

function fixedField({ column, id }) {
  const value = el("p.grid-phone__fixed", { id });
  return {
    node: el("div", {}, el("span.field__label", {}, column.title), value),
    set(shown) {
      value.textContent = display(column, shown) || "–";
    },
    focus: () => value.scrollIntoView({ block: "center" }),
  };
}

function labelled(column, id, input, set) {
  return {
    node: el("div.field", {}, el("label.field__label", { htmlFor: id }, column.title), input),
    set,
    focus: () => input.focus(),
  };
}
