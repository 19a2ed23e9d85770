/**
 * Sends the acts of the store, one request at a time, in order, and never loses one: an act leaves the queue and the
 * browser's storage only when the server has answered it. An act that was sent once is sent again unchanged, under the
 * same id, so that a lost answer does not double it.
 */

import { looseEntries, restore } from "./keeping.js";

const DEBOUNCE = 400;
const FIRST_RETRY = 1000;
const LAST_RETRY = 30_000;
const LOGIN_CHECK = 15_000;
/** Coming back to the tab looks for what others saved, but not at every blink. */
const LOOK_AGAIN = 30_000;
/** Another tab saves in bursts. */
const AFTER_OTHERS = 300;

export class Autosave {
  #store;
  #transport;
  #pending;
  #tabs;
  #onState;
  #newId;
  #queue = [];
  #busy = false;
  #attempts = 0;
  #timer = null;
  #refreshing = null;
  #persisting = false;
  #stale = false;
  #looked = Date.now();
  #lookTimer = null;

  /** What the person is told: one of "idle", "waiting", "saving", "offline", "expired", "other". */
  state = "idle";
  lastSaved = null;
  /** Whether the browser keeps unsaved entries; false where its storage is full or forbidden. */
  kept = true;

  constructor({ store, transport, pending, tabs, onState, newId }) {
    this.#store = store;
    this.#transport = transport;
    this.#pending = pending;
    this.#tabs = tabs;
    this.#onState = onState;
    this.#newId = newId;
    store.on("act", (act) => this.#enqueue(act));
    store.on("loose", () => this.#persist());
    store.on("cells", () => this.#persistSoon());
  }

  /** Take over what closed tabs of this user left for this grid. @returns {Promise<number>} cells found */
  async start() {
    this.#pending.prune();
    const found = this.#pending.adopt(await this.#tabs.closedOf(this.#pending.otherTabs()));
    if (!found.batches.length && !found.loose.length) return 0;
    this.#queue = [...found.batches, ...this.#queue];
    restore(this.#store, found);
    this.#persist();
    this.#schedule(0);
    return new Set([...found.batches.flatMap((batch) => batch.changes), ...found.loose]
      .map((change) => `${change.row}|${change.col}`)).size;
  }

  /** Try at once: the connection is back, or the person has come back to this tab. */
  wake() {
    if (this.#queue.length && !this.#blocked()) {
      this.#attempts = 0;
      this.#schedule(0);
    } else if (this.#blocked() || this.#stale || Date.now() - this.#looked > LOOK_AGAIN) {
      void this.refresh();
    }
  }

  /** Another tab has saved: look soon, or when somebody looks at this tab again. */
  othersSaved() {
    this.#stale = true;
    clearTimeout(this.#lookTimer);
    this.#lookTimer = setTimeout(() => {
      if (document.visibilityState === "visible") void this.refresh();
    }, AFTER_OTHERS);
  }

  /** Fetch the newest state of the server; also finds out whether this login stands again. */
  async refresh() {
    this.#stale = false;
    this.#looked = Date.now();
    this.#refreshing ??= this.#transport.refresh().finally(() => {
      this.#refreshing = null;
    });
    const result = await this.#refreshing;
    if (result.type === "ok") {
      this.#store.refresh(result.data);
      if (this.state === "expired" || this.state === "other") {
        this.#show("waiting");
        this.#schedule(0);
      }
    } else if (result.type === "expired" || result.type === "other") {
      this.#stop(result.type);
    }
  }

  get queued() {
    return this.#queue.length;
  }

  #enqueue({ kind, changes }) {
    const last = this.#queue.at(-1);
    if (kind === "type" && last?.kind === "type" && !last.sent) {
      const byCell = new Map([...last.changes, ...changes].map((change) => [`${change.row}|${change.col}`, change]));
      this.#mergedAway(last.changes, changes);
      last.changes = [...byCell.values()];
    } else {
      this.#queue.push({ act: this.#newId(), kind, changes, sent: false });
    }
    this.#persist();
    if (this.state === "idle" || this.state === "waiting") this.#show("waiting");
    else this.#show(this.state);
    if (!this.#blocked() && this.state !== "offline") this.#schedule(DEBOUNCE);
  }

  /** Two entries of one cell in one request are answered once. */
  #mergedAway(old, fresh) {
    for (const { row, col } of old) {
      if (fresh.some((change) => change.row === row && change.col === col)) this.#store.cell(row, col).queued -= 1;
    }
  }

  #schedule(delay) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#pump(), delay);
  }

  async #pump() {
    if (this.#busy || !this.#queue.length || this.#blocked()) return;
    this.#busy = true;
    const batch = this.#queue[0];
    if (!batch.sent) {
      batch.sent = true;
      batch.changes = batch.changes.map((change) => ({ ...change, base: this.#store.baseOf(change.row, change.col) }));
      this.#persist();
    }
    if (this.#attempts === 0) this.#show("saving");
    const result = await this.#transport.save(batch);
    this.#busy = false;
    this.#answered(batch, result);
  }

  #answered(batch, result) {
    if (result.type === "offline") {
      this.#attempts += 1;
      this.#show("offline");
      this.#schedule(Math.min(FIRST_RETRY * 2 ** (this.#attempts - 1), LAST_RETRY));
      return;
    }
    if (result.type === "expired" || result.type === "other") {
      this.#stop(result.type);
      return;
    }
    this.#queue.shift();
    this.#attempts = 0;
    if (result.type === "ok") {
      this.lastSaved = new Date(result.data.at ?? Date.now());
      this.#store.confirm(batch.changes, result.data);
      this.#tabs.saved();
    } else {
      this.#store.hold(batch.changes, result.data);
      void this.refresh(); // what is still open is the server's to say
    }
    this.#persist();
    this.#show(this.#queue.length ? "waiting" : "idle");
    if (this.#queue.length) this.#schedule(0);
  }

  #stop(why) {
    this.#show(why);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.wake(), LOGIN_CHECK);
  }

  #blocked() {
    return this.state === "expired" || this.state === "other";
  }

  #persistSoon() {
    // Many changes of cells come together; storage is written once after them.
    if (this.#persisting) return;
    this.#persisting = true;
    queueMicrotask(() => {
      this.#persisting = false;
      this.#persist();
    });
  }

  #persist() {
    const batches = this.#queue.map(({ act, kind, sent, changes }) => ({
      act, kind, sent,
      changes: changes.map((change) => ({ ...change, base: change.base ?? this.#store.baseOf(change.row, change.col) })),
    }));
    this.kept = this.#pending.keep({ batches, loose: looseEntries(this.#store) });
  }

  #show(state) {
    this.state = state;
    this.#onState(state);
  }
}
