import { looseEntries, restore } from "/static/hocba/js/grid/keeping.js";
import { Store } from "/static/hocba/js/grid/store.js";
import { same, test } from "./harness.js";

const COLUMNS = [
  { id: "level", kind: "level", editable: true, choices: [{ v: "T", label: "" }, { v: "H", label: "" }, { v: "C", label: "" }] },
  { id: "score", kind: "score", editable: true, max: 10 },
  { id: "fixed", kind: "readonly", editable: false },
];

function made({ editable = true, rows = 3 } = {}) {
  const data = {
    editable,
    columns: COLUMNS,
    rows: Array.from({ length: rows }, (_, id) => ({ id, no: id + 1, name: `Em ${id}`, locked: id === 2 ? "đã chuyển đi" : "", cells: { level: { v: "", r: 0, m: [] } } })),
  };
  const store = new Store(data);
  const acts = [];
  store.on("act", (act) => acts.push(act));
  return { store, acts, data };
}

const entry = (row, col, text) => ({ row, col, text });
const saved = (row, col, v, r, m = []) => ({ saved: [{ row, col, v, r, m }] });

test("an entry is shown at once and sent cleaned", () => {
  const { store, acts } = made();
  same(store.act("type", [entry(0, "level", " htt ")]).changed, 1);
  same(store.shown(0, "level"), "T");
  same(acts, [{ kind: "type", changes: [{ row: 0, col: "level", value: "T" }] }]);
});

test("an entry that changes nothing is not sent and not undone", () => {
  const { store, acts } = made();
  same(store.act("type", [entry(0, "level", "")]).changed, 0);
  same(acts, []);
  same(store.canUndo, false);
});

test("what cannot be kept stays visible and is not sent", () => {
  const { store, acts } = made();
  same(store.act("paste", [entry(0, "level", "giỏi"), entry(1, "level", "T")]).bad, 1);
  same(store.shown(0, "level"), "giỏi");
  same(acts[0].changes.map((change) => change.row), [1]);
  same(store.unsaved().bad, 1);
  same(looseEntries(store), [{ row: 0, col: "level", base: 0, raw: "giỏi" }]);
});

test("locked pupils, columns and closed grids take nothing and say why", () => {
  const { store, acts } = made();
  same(store.act("paste", [entry(2, "level", "T"), entry(0, "fixed", "x"), entry(0, "fixed", "")]).skipped.map((one) => one.why), ["row", "column"]);
  same(made({ editable: false }).store.act("type", [entry(0, "level", "T")]).skipped[0].why, "closed");
  same(acts, []);
});

test("one act is undone at once, and redone, each as an act", () => {
  const { store, acts } = made();
  store.act("paste", [entry(0, "level", "T"), entry(1, "level", "H"), entry(0, "score", "9")]);
  same(store.undo().changes.length, 3);
  same([store.shown(0, "level"), store.shown(1, "level"), store.shown(0, "score")], ["", "", ""]);
  store.redo();
  same(store.shown(1, "level"), "H");
  same(acts.map((act) => act.kind), ["paste", "undo", "redo"]);
  same(store.undo().changes.length, 3);
  same(store.undo(), null);
});

test("undo brings back what could not be kept, and under it the value that was valid then", () => {
  const { store, acts } = made();
  store.act("type", [entry(0, "level", "giỏi")]);
  store.act("type", [entry(0, "level", "T")]);
  store.undo();
  same(store.shown(0, "level"), "giỏi");
  same(acts.map((act) => [act.kind, act.changes[0].value]), [["type", "T"], ["undo", ""]]);
  store.undo();
  same(store.shown(0, "level"), "");
  same(acts.length, 2);
});

test("undo leaves alone what somebody else has changed since", () => {
  const { store, acts } = made();
  store.act("type", [entry(0, "level", "T"), entry(1, "level", "T")]);
  store.confirm(acts[0].changes, { saved: [{ row: 0, col: "level", v: "T", r: 1, m: [] }, { row: 1, col: "level", v: "T", r: 1, m: [] }] });
  store.refresh({ editable: true, columns: COLUMNS, rows: store.rows.map((row) => ({ id: row.id, cells: row.id === 0 ? { level: { v: "H", r: 2, m: [] } } : {} })) });
  same(store.undo().kept, 1);
  same([store.shown(0, "level"), store.shown(1, "level")], ["H", ""]);
});

test("an answer becomes the server's value with its messages", () => {
  const { store, acts } = made();
  store.act("type", [entry(0, "level", "T")]);
  store.confirm(acts[0].changes, saved(0, "level", "T", 1, [{ s: "warning", t: "?" }]));
  const cell = store.cell(0, "level");
  same([cell.v, cell.r, cell.draft, cell.queued, cell.m.length], ["T", 1, null, 0, 1]);
  same(store.unsaved(), { waiting: 0, bad: 0, held: 0, conflicts: 0 });
});

test("a newer entry survives the answer to an older one and builds on its revision", () => {
  const { store, acts } = made();
  store.act("type", [entry(0, "level", "T")]);
  store.act("type", [entry(0, "level", "H")]);
  store.confirm(acts[0].changes, saved(0, "level", "T", 1));
  same(store.shown(0, "level"), "H");
  same(store.baseOf(0, "level"), 1);
});

test("messages of other cells and computed values come with an answer", () => {
  const { store, acts } = made();
  store.act("type", [entry(0, "level", "T")]);
  store.confirm(acts[0].changes, { ...saved(0, "level", "T", 1), rows: [{ row: 0, cells: { score: { m: [{ s: "error", t: "thiếu" }] }, fixed: { v: "HT", r: 4 } } }] });
  same(store.cell(0, "score").m[0].t, "thiếu");
  same(store.shown(0, "fixed"), "HT");
});

test("two people in one cell: both values are kept until one is chosen", () => {
  const { store, acts } = made();
  store.act("type", [entry(0, "level", "T")]);
  store.confirm(acts[0].changes, { conflicts: [{ row: 0, col: "level", v: "H", r: 5, by: "Cô B", at: "" }] });
  same(store.shown(0, "level"), "T");
  same(store.cell(0, "level").theirs.v, "H");
  same(store.unsaved().conflicts, 1);
  store.settle(0, "level", "mine");
  same(acts[1].changes, [{ row: 0, col: "level", value: "T" }]);
  same(store.baseOf(0, "level"), 5);
});

test("taking the other's value sends nothing", () => {
  const { store, acts } = made();
  store.act("type", [entry(0, "level", "T")]);
  store.confirm(acts[0].changes, { conflicts: [{ row: 0, col: "level", v: "H", r: 5 }] });
  store.settle(0, "level", "theirs");
  same(store.shown(0, "level"), "H");
  same(acts.length, 1);
});

test("two people with the same value have no conflict", () => {
  const { store, acts } = made();
  store.act("type", [entry(0, "level", "T")]);
  store.confirm(acts[0].changes, { conflicts: [{ row: 0, col: "level", v: "T", r: 5 }] });
  same(store.unsaved().conflicts, 0);
  same(store.cell(0, "level").r, 5);
});

test("a refused entry stays with its reason and can be dropped or sent again", () => {
  const { store, acts } = made();
  store.act("type", [entry(0, "level", "T"), entry(1, "level", "H")]);
  store.confirm(acts[0].changes, { refused: [{ row: 0, col: "level", v: "", r: 0, code: "X", t: "không", next: "" }, { row: 1, col: "level", v: "", r: 0, code: "X", t: "không", next: "" }] });
  same(store.shown(0, "level"), "T");
  same(store.unsaved().held, 2);
  store.discard([[0, "level"]]);
  same(store.shown(0, "level"), "");
  same(store.resend(), 1);
  same(acts[1].changes, [{ row: 1, col: "level", value: "H" }]);
});

test("a change the server did not answer is not taken for saved", () => {
  const { store, acts } = made();
  store.act("type", [entry(0, "level", "T")]);
  store.confirm(acts[0].changes, { saved: [] });
  same(store.unsaved().held, 1);
});

test("a whole act refused keeps every entry in sight", () => {
  const { store, acts } = made();
  store.act("type", [entry(0, "level", "T")]);
  store.hold(acts[0].changes, { code: "WINDOW_CLOSED", t: "đóng", next: "" });
  same(store.shown(0, "level"), "T");
  same(looseEntries(store)[0].refusal.code, "WINDOW_CLOSED");
});

test("the newest state of the server does not overwrite what is being entered", () => {
  const { store, acts } = made();
  store.act("type", [entry(0, "level", "T")]);
  const rows = store.rows.map((row) => ({ id: row.id, cells: { level: { v: "H", r: 3, m: [] } } }));
  store.refresh({ editable: true, columns: COLUMNS, rows });
  same(store.shown(0, "level"), "T");
  same(store.shown(1, "level"), "H");
  same(store.baseOf(0, "level"), 0); // so that the server sees the conflict
  same(acts.length, 1);
});

test("an answer older than what is known changes nothing", () => {
  const { store, acts } = made();
  store.act("type", [entry(0, "level", "T")]);
  store.confirm(acts[0].changes, saved(0, "level", "T", 4));
  store.refresh({ editable: true, columns: COLUMNS, rows: store.rows.map((row) => ({ id: row.id, cells: { level: { v: "", r: 3, m: [] } } })) });
  same(store.shown(0, "level"), "T");
});

test("other pupils than on the page are reported, not mixed in", () => {
  const { store } = made();
  let told = 0;
  store.on("pupils", () => {
    told += 1;
  });
  store.refresh({ editable: true, rows: [{ id: 77, cells: {} }] });
  same(told, 1);
});

test("entries from the browser's storage come back as they were", () => {
  const first = made();
  first.store.act("type", [entry(0, "level", "T"), entry(1, "level", "giỏi")]);
  const second = made();
  restore(second.store, { batches: [{ changes: [{ row: 0, col: "level", value: "T", base: 0 }] }], loose: looseEntries(first.store) });
  same(second.store.shown(0, "level"), "T");
  same(second.store.shown(1, "level"), "giỏi");
  same(second.store.unsaved(), { waiting: 1, bad: 1, held: 0, conflicts: 0 });
});

test("entering something new in a cell with a conflict builds on the other's value", () => {
  const { store, acts } = made();
  store.act("type", [entry(0, "level", "T")]);
  store.confirm(acts[0].changes, { conflicts: [{ row: 0, col: "level", v: "H", r: 5 }] });
  store.act("type", [entry(0, "level", "C")]);
  same(store.cell(0, "level").theirs, null);
  same(store.baseOf(0, "level"), 5);
});
