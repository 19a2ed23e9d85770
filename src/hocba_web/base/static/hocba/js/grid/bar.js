/** Above the grid: tools, how much is entered, whether it is saved, and why the grid may be closed. */

import { button, el, icon } from "./dom.js";

const STATE_ICONS = {
  idle: "cloud-check", waiting: "cloud-upload", saving: "cloud-upload", offline: "cloud-off", expired: "log-in", other: "user",
};

/** States whose sentence takes a line of its own. */
const TALL = new Set(["offline", "expired", "other"]);

export class Bar {
  #app;
  #undo;
  #redo;
  #review;
  #filled;
  #errors;
  #until;
  #state;
  #banner;
  #tools;
  #alert = null;

  constructor(app, root) {
    this.#app = app;
    const { t } = app.words;
    const quiet = "btn btn--small btn--quiet";
    this.#undo = button(t("undo"), { iconName: "undo-2", className: quiet, bare: true, title: `${t("undo")} (Ctrl+Z)`, onClick: () => app.commands.undo() });
    this.#redo = button(t("redo"), { iconName: "redo-2", className: quiet, bare: true, title: `${t("redo")} (Ctrl+Y)`, onClick: () => app.commands.redo() });
    const fill = button(t("fill"), { iconName: "chevron-down", className: `${quiet} grid-wide-only`, title: "Ctrl+D", onClick: () => app.commands.fillDown() });
    const bank = button(t("bank"), { iconName: "message-square-text", className: `${quiet} grid-wide-only`, title: "Alt+B", onClick: () => app.commands.openBank() });
    const help = button(t("help"), { iconName: "keyboard", className: `${quiet} grid-wide-only`, bare: true, title: t("help"), onClick: () => this.#help.showModal() });
    const hasBank = app.store.columns.some((column) => column.bank_url);
    this.#tools = [this.#undo, this.#redo, fill, hasBank ? bank : null];
    this.#review = button("", { iconName: "triangle-alert", "aria-controls": "grid-panel", onClick: () => app.panel.toggle() });
    this.#filled = el("span.grid-bar__figure");
    this.#errors = el("span.grid-bar__figure.is-error");
    this.#until = el("span.grid-bar__figure");
    this.#state = el("p.grid-state"); // what matters of it is said by the live region
    this.#banner = el("div.grid-banners");
    this.#help = helpDialog(app.words);
    root.append(
      this.#banner,
      el("div.grid-bar", {},
        el("div.grid-bar__tools", { role: "toolbar", "aria-label": t("tools"), on: { keydown: alongToolbar } }, ...this.#tools, help),
        this.#state,
        el("div.grid-bar__sums", {}, this.#until, this.#filled, this.#errors, this.#review)),
      this.#help);
    this.access();
    this.counts();
    this.history();
    this.state("idle");
  }

  #help;

  history() {
    for (const [node, possible] of [[this.#undo, this.#app.store.canUndo], [this.#redo, this.#app.store.canRedo]]) {
      node.setAttribute("aria-disabled", String(!possible));
    }
  }

  counts() {
    const { store, words } = this.#app;
    const lint = [...store.problems()];
    const errors = store.counts?.errors ?? lint.filter(({ kind, message }) => kind === "lint" && message.s === "error").length;
    const { filled, total } = store.counts ?? ownCounts(store);
    this.#filled.replaceChildren(words.t("filled", { filled, total }));
    this.#errors.replaceChildren(...(errors ? [icon("octagon-alert"), words.t("errors", { n: errors })] : []));
    this.#review.lastChild.textContent = words.t("review", { n: lint.length });
    this.#review.setAttribute("aria-expanded", String(this.#app.panel?.isOpen ?? false));
  }

  access() {
    const { store, words } = this.#app;
    this.#until.textContent = store.editable && store.openUntil ? words.t("open_until", { time: words.clock(store.openUntil, { year: false }) }) : "";
    for (const node of this.#tools) if (node) node.hidden = !store.editable;
    this.#banners();
  }

  /** The list of pupils is not the one on the page any more. */
  pupilsChanged() {
    const { words } = this.#app;
    this.#alert = alertOf("late", "users", words.t("pupils_changed"), "",
      button(words.t("reload"), { iconName: "refresh-cw", onClick: () => window.location.reload() }));
    this.#banners();
  }

  /** @param {string} state of the autosave */
  state(state) {
    const { words, autosave, store } = this.#app;
    const sums = store.unsaved();
    const n = sums.waiting + sums.held + sums.bad + sums.conflicts;
    const at = autosave?.lastSaved;
    const name = state === "idle" && at ? "saved" : state;
    const stuck = name === "saved" || name === "idle" ? n : 0;
    const said = words.t(`state_${name}`, { n, time: at ? words.hour(at) : "" });
    const text = stuck ? `${said} · ${words.t("state_stuck", { n: stuck })}` : said;
    if (this.#state.dataset.state !== name || this.#state.textContent !== text) {
      this.#state.replaceChildren(icon(STATE_ICONS[state]), el("span", {}, text), ...this.#stateTools(state));
      const moved = TALL.has(name) !== TALL.has(this.#state.dataset.state);
      this.#state.dataset.state = name;
      if (moved) this.#app.view?.resize();
    }
    this.#state.title = autosave && !autosave.kept ? words.t("state_not_kept") : "";
    if (autosave && !autosave.kept && n) this.#state.append(el("strong", {}, words.t("state_not_kept")));
  }

  #stateTools(state) {
    const { words, data, autosave } = this.#app;
    if (state === "offline") return [button(words.t("retry"), { onClick: () => autosave.wake() })];
    if (state === "expired" || state === "other") {
      return [el("a.btn.btn--small", { href: data.login_url, target: "_blank", rel: "opener" }, words.t("login"))];
    }
    return [];
  }

  #banners() {
    const { store, words } = this.#app;
    const closed = store.editable ? null : alertOf("info", "lock", words.t("read_only"), store.closedReason);
    this.#banner.replaceChildren(...[closed, this.#alert].filter(Boolean));
  }
}

function alertOf(kind, iconName, title, text, tool = null) {
  return el(`div.alert${kind === "info" ? "" : `.alert--${kind}`}`, { role: "note" }, icon(iconName, ""),
    el("div.alert__body", {}, el("p.alert__title", {}, title), text ? el("p", {}, text) : null, tool));
}

function ownCounts(store) {
  const counted = store.columns.filter((column) => column.editable && column.kind !== "readonly" && column.kind !== "flag");
  let filled = 0;
  for (const row of store.rows) for (const column of counted) if (store.shown(row.id, column.id) !== "") filled += 1;
  return { filled, total: counted.length * store.rows.length };
}

/** Arrow keys go along a toolbar. */
function alongToolbar(event) {
  if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
  const tools = [...event.currentTarget.querySelectorAll("button")].filter((node) => node.offsetParent !== null);
  const at = tools.indexOf(document.activeElement);
  const next = tools[at + (event.key === "ArrowRight" ? 1 : -1)];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

function helpDialog(words) {
  const dialog = el("dialog.dialog", { "aria-labelledby": "grid-help-title" },
    el("div.dialog__body", {}, el("h2", { id: "grid-help-title" }, words.t("help_title")),
      el("dl.grid-help", {}, ...words.helpRows.flatMap(([keys, what]) => [el("dt", {}, el("kbd", {}, keys)), el("dd", {}, what)])),
      el("div.dialog__actions", {}, button(words.t("close"), { onClick: () => dialog.close() }))));
  return dialog;
}
