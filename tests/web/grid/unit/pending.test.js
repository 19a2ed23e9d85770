import { Pending } from "/static/hocba/js/grid/pending.js";
import { same, test } from "./harness.js";

class Memory {
  #map = new Map();
  get length() { return this.#map.size; }
  key(index) { return [...this.#map.keys()][index]; }
  getItem(name) { return this.#map.get(name) ?? null; }
  setItem(name, value) { this.#map.set(name, value); }
  removeItem(name) { this.#map.delete(name); }
}

const DAY = 86_400_000;
const batch = { act: "a", kind: "type", sent: true, changes: [{ row: 1, col: "x", value: "T", base: 0 }] };
const of = (storage, more) => new Pending(storage, { user: "u1", key: "k", tab: "t1", now: () => 0, ...more });

test("another tab of the same person finds what a closed tab left, once", () => {
  const storage = new Memory();
  of(storage).keep({ batches: [batch], loose: [] });
  const other = of(storage, { tab: "t2" });
  same(other.otherTabs(), ["t1"]);
  same(other.adopt(["t1"]).batches, [batch]);
  same(storage.length, 0);
});

test("another person and another grid see nothing of it", () => {
  const storage = new Memory();
  of(storage).keep({ batches: [batch], loose: [] });
  same(of(storage, { user: "u2", tab: "t2" }).otherTabs(), []);
  same(of(storage, { key: "k2", tab: "t2" }).otherTabs(), []);
  same(of(storage, { user: "u1:k", key: "", tab: "t2" }).otherTabs(), []);
});

test("when nothing is left, nothing is kept", () => {
  const storage = new Memory();
  of(storage).keep({ batches: [batch], loose: [] });
  of(storage).keep({ batches: [], loose: [] });
  same(storage.length, 0);
});

test("records nobody came back for and broken ones are removed, other sites' records are not", () => {
  const storage = new Memory();
  storage.setItem("other", "{}");
  storage.setItem("hocba.grid.1:u9:k:t", "broken");
  of(storage).keep({ batches: [batch], loose: [] });
  of(storage, { user: "u2", now: () => 29 * DAY }).prune();
  same([storage.length, storage.key(1)], [2, "hocba.grid.1:u1:k:t1"]);
  of(storage, { user: "u2", now: () => 31 * DAY }).prune();
  same([storage.length, storage.key(0)], [1, "other"]);
});

test("a browser that keeps nothing is told apart", () => {
  const full = new Memory();
  full.setItem = () => {
    throw new Error("full");
  };
  same(of(full).keep({ batches: [batch], loose: [] }), false);
});
