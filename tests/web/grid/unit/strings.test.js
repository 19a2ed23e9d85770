import { TABLES, stringsFor } from "/static/hocba/js/grid/strings.js";
import { same, test } from "./harness.js";

const placeholders = (value) => [...JSON.stringify(value).matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort().join();

test("both languages have the same sentences with the same places to fill", () => {
  same(Object.keys(TABLES.en), Object.keys(TABLES.vi));
  same(Object.keys(TABLES.en.bad), Object.keys(TABLES.vi.bad));
  for (const name of Object.keys(TABLES.vi)) same([name, placeholders(TABLES.en[name])], [name, placeholders(TABLES.vi[name])]);
});

test("a page in an unknown language speaks Vietnamese", () => {
  same(stringsFor("fr").t("undo"), "Hoàn tác");
  same(stringsFor("en-GB").t("undo"), "Undo");
});

test("a reason names its limits and the next step", () => {
  same(stringsFor("vi").bad({ bad: "SCORE_RANGE", params: { min: 0, max: 10 } }).next, "Nhập số nguyên từ 0 đến 10.");
});
