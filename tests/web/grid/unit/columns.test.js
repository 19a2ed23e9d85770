import { fit, groups } from "/static/hocba/js/grid/columns.js";
import { same, test } from "./harness.js";

const sum = ({ name, columns }) => columns.reduce((total, width) => total + width, name + 42);

test("fourteen columns fit a laptop beside the navigation", () => {
  const columns = Array.from({ length: 14 }, () => ({ kind: "level" }));
  same(sum(fit(columns, 1080)) <= 1080, true);
});

test("texts take the place that is left", () => {
  const { columns } = fit([{ kind: "level" }, { kind: "text" }], 1200);
  same(columns[1] > 700, true);
});

test("columns never shrink below what can be read", () => {
  const { name, columns } = fit(Array.from({ length: 30 }, () => ({ kind: "score" })), 800);
  same([name, new Set(columns).size, columns[0]], [190, 1, 46]);
});

test("neighbours with one group share a head", () => {
  same(groups([{ group: "Toán" }, { group: "Toán" }, {}, { group: "Toán" }]).map(({ title, count }) => `${title}${count}`), ["Toán2", "1", "Toán1"]);
});
