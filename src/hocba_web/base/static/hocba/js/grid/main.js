/** The result grid of a page: reads `#grid-data`, fills `#result-grid`, wires the parts together. */

import { Autosave } from "./autosave.js";
import { Bank } from "./bank.js";
import { Bar } from "./bar.js";
import { Cells } from "./cells.js";
import { Commands } from "./commands.js";
import { el } from "./dom.js";
import { Keys } from "./keys.js";
import { Panel } from "./panel.js";
import { Pending } from "./pending.js";
import { Phone } from "./phone.js";
import { Pointer } from "./pointer.js";
import { preparePrinting } from "./printing.js";
import { Store } from "./store.js";
import { stringsFor } from "./strings.js";
import { Tabs } from "./tabs.js";
import { Textbox } from "./textbox.js";
import { Tooltip } from "./tooltip.js";
import { Transport } from "./transport.js";
import { View } from "./view.js";

const PHONE = "(max-width: 48rem)";
const NOTICE_TIME = 8000;

/** @param {HTMLElement} root @param {object} data of docs/formats/grid-protocol.md */
export function mount(root, data) {
  const words = stringsFor(document.documentElement.lang);
  const store = new Store(withWords(data, words));
  const app = { data, words, store, isPhone: false };
  root.classList.add("grid-app");
  const live = el("div.visually-hidden", { role: "status", "aria-live": "polite" });
  const notice = el("p.grid-notice", { hidden: true });
  const descriptions = el("div", { hidden: true });
  const container = el("div.grid-table");
  const wide = el("div.grid-wide", {}, container);
  const body = el("div.grid-body", {}, wide);

  app.tell = teller(live, notice);
  app.say = (name, params) => speak(live, words.t(name, params));
  app.transport = new Transport(data, { csrf: csrfToken(data) });
  app.bar = new Bar(app, root);
  root.append(notice, body, live, descriptions);
  app.view = new View(app, container, new Cells(app, descriptions), nonce());
  app.phone = new Phone(app, body);
  app.panel = new Panel(app, body);
  app.commands = new Commands(app);
  app.textbox = new Textbox(app, root);
  app.bank = new Bank(app, root);
  new Keys(app);
  new Pointer(app);
  const tooltip = new Tooltip(app, root);
  preparePrinting(app, root);

  app.enter = (kind, entries) => {
    const result = store.act(kind, entries);
    if (result.bad) app.tell(words.t("said_bad", { n: result.bad }));
    return result;
  };
  app.goTo = (row, col) => {
    if (app.isPhone) app.phone.show(store.rows.findIndex((entry) => entry.id === row), col);
    else app.view.go(...Object.values(app.view.placeOf(row, col)));
  };
  app.focusGrid = () => {
    if (app.isPhone) return;
    const { row, cell } = app.view.active ?? { row: 0, cell: 2 };
    app.view.go(row, cell);
  };
  app.layoutChanged = () => {
    app.view.resize();
    app.bar.counts();
  };

  startSaving(app);
  listen(app, tooltip);
  watchLayout(app, wide);
  watchKeys(app, root);
  return app;
}

function startSaving(app) {
  const { data, store, words } = app;
  const tab = newId();
  const who = { user: data.user, key: data.key, tab };
  const pending = new Pending(window.localStorage, { ...who, now: () => Date.now() });
  let told = "idle";
  app.autosave = new Autosave({
    store,
    transport: app.transport,
    pending,
    tabs: new Tabs({ ...who, onSaved: () => app.autosave.othersSaved() }),
    newId,
    onState(state) {
      app.bar.state(state);
      if (state !== told && (state === "offline" || state === "expired")) app.say(`said_${state}`);
      const done = Object.values(store.unsaved()).every((n) => n === 0);
      if (state === "idle" && told !== "idle" && done) app.say("said_saved");
      if (state !== "saving" && state !== "waiting") told = state;
      else if (told === "idle") told = state;
    },
  });
  void app.autosave.start().then((found) => {
    if (found) app.tell(words.t(store.editable ? "said_found" : "said_found_held", { n: found }), { lasting: true });
  });
  window.addEventListener("online", () => app.autosave.wake());
  window.addEventListener("focus", () => app.autosave.wake());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") app.autosave.wake();
  });
  window.addEventListener("beforeunload", (event) => {
    const sums = store.unsaved();
    if (sums.waiting + sums.bad + sums.held + sums.conflicts === 0) return;
    event.preventDefault();
    event.returnValue = true; // older browsers ask only so
  });
}

function listen(app, tooltip) {
  const { store } = app;
  let conflicts = 0;
  const after = onceAFrame(() => {
    app.bar.counts();
    app.bar.state(app.autosave.state);
    app.panel.refresh();
    tooltip.refresh();
    const now = store.unsaved().conflicts;
    if (now > conflicts) {
      app.panel.open();
      app.say("said_conflict");
    }
    conflicts = now;
  });
  store.on("cells", (places) => {
    app.view.repaint(places);
    app.phone.repaint(places);
    after();
  });
  store.on("counts", () => app.bar.counts());
  store.on("history", () => app.bar.history());
  store.on("access", () => {
    app.bar.access();
    app.view.repaintAll();
    app.phone.rebuild();
    app.view.container.setAttribute("aria-readonly", String(!store.editable));
  });
  store.on("pupils", () => app.bar.pupilsChanged());
  store.on("lost", (n) => app.tell(app.words.t("said_lost", { n }), { lasting: true }));
}

/** Wide grid or one pupil at a time, by the width of the window. */
function watchLayout(app, wide) {
  const narrow = window.matchMedia(PHONE);
  const choose = () => {
    app.isPhone = narrow.matches;
    wide.hidden = app.isPhone;
    app.phone.hidden = !app.isPhone;
    document.body.classList.toggle("has-phone-grid", app.isPhone);
    app.view.resize();
  };
  narrow.addEventListener("change", choose);
  const onResize = onceAFrame(() => app.view.resize());
  window.addEventListener("resize", onResize);
  new ResizeObserver(onResize).observe(wide);
  choose();
}

/** Many changes come together; what sums them up is drawn once. */
function onceAFrame(draw) {
  let frame = 0;
  return () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
  };
}

function watchKeys(app, root) {
  root.addEventListener("keydown", (event) => {
    if (event.key !== "F6") return;
    event.preventDefault();
    app.panel.open({ focus: true });
  });
}

/** Choices of levels that the server left out, with the words of the page's language. */
function withWords(data, words) {
  const usual = { level: words.levels, trait: words.traits };
  return {
    ...data,
    columns: data.columns.map((column) => (usual[column.kind] && !column.choices?.length
      ? { ...column, choices: usual[column.kind] } : column)),
  };
}

function teller(live, notice) {
  let timer = null;
  return (text, { lasting = false } = {}) => {
    speak(live, text);
    clearTimeout(timer);
    notice.textContent = text;
    notice.hidden = false;
    timer = setTimeout(() => {
      notice.hidden = true;
    }, lasting ? NOTICE_TIME * 2 : NOTICE_TIME / 2);
  };
}

/** The same sentence twice in a row is read twice. */
function speak(live, text) {
  live.textContent = live.textContent === text ? `${text}\u00a0` : text;
}

function csrfToken(data) {
  return data.csrf ?? document.querySelector('input[name="csrfmiddlewaretoken"]')?.value ?? "";
}

function nonce() {
  return document.querySelector("script[nonce]")?.nonce ?? "";
}

/** A random id; `crypto.randomUUID` is missing where the school's network has no HTTPS. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const dataNode = document.getElementById("grid-data");
const rootNode = document.getElementById("result-grid");
if (dataNode && rootNode) mount(rootNode, JSON.parse(dataNode.textContent));
