import { display, fold, inCell, length, meaning, normalise, plain } from "/static/hocba/js/grid/values.js";
import { same, test } from "./harness.js";

const level = { kind: "level", choices: [{ v: "T", label: "Hoàn thành tốt" }, { v: "H", label: "Hoàn thành" }, { v: "C", label: "Chưa hoàn thành" }] };
const trait = { kind: "trait", choices: [{ v: "T", label: "Tốt" }, { v: "Đ", label: "Đạt" }, { v: "C", label: "Cần cố gắng" }] };
const score = { kind: "score", max: 10 };

test("a level is read from its letter, its short form and its words", () => {
  for (const typed of ["t", "T ", " htt", "HTT", "Hoàn thành tốt", "HOÀN  THÀNH\tTỐT", "'T"]) same(normalise(level, typed), { v: "T" });
  for (const typed of ["H", "ht", "hoàn thành"]) same(normalise(level, typed), { v: "H" });
  for (const typed of ["c", "CHT", "Chưa hoàn thành"]) same(normalise(level, typed), { v: "C" });
});

test("a level is not read from what means something else", () => {
  for (const typed of ["Đ", "đạt", "tốt", "8", "TT", "x"]) same(normalise(level, typed), { bad: "LEVEL" });
});

test("a quality takes every way of writing đ", () => {
  for (const typed of ["đ", "Đ", "d", "D", "\u00d0", "\u00f0", "Đạt", "\u00d0ạt", "đạt"]) same(normalise(trait, typed), { v: "Đ" });
  same(normalise(trait, "Cần cố gắng"), { v: "C" });
  same(normalise(trait, "h"), { bad: "TRAIT" });
});

test("decomposed letters of other systems are the same letters", () => {
  same(normalise(level, "Hoàn thành tốt".normalize("NFD")), { v: "T" });
  same(normalise({ kind: "text" }, "Em học tốt".normalize("NFD")).v, "Em học tốt");
});

test("a level outside the choices of its column is refused", () => {
  same(normalise({ kind: "level", choices: level.choices.slice(0, 2) }, "C"), { bad: "LEVEL" });
});

test("scores are whole points of the scale, comma or dot", () => {
  for (const typed of ["8", "8,0", "8.00", "'8", "8'"]) same(normalise(score, typed), { v: "8" });
  same(normalise(score, "10"), { v: "10" });
  same(normalise(score, "0"), { v: "0" });
  same(normalise(score, "8,5").bad, "SCORE_NOT_WHOLE");
  same(normalise(score, "11").bad, "SCORE_RANGE");
  same(normalise(score, "-1").bad, "SCORE_RANGE");
  same(normalise(score, "tám").bad, "SCORE");
  same(normalise(score, "#N/A").bad, "SCORE");
});

test("decimals keep a dot and are shown with a comma", () => {
  const height = { kind: "decimal", min: 50, max: 220 };
  same(normalise(height, "132,50"), { v: "132.5" });
  same(normalise(height, "132.5"), { v: "132.5" });
  same(display(height, "132.5"), "132,5");
  same(normalise(height, "1325").bad, "DECIMAL_RANGE");
  same(normalise(height, "1,2,3").bad, "DECIMAL");
});

test("empty is empty in every kind, also when it only looks filled", () => {
  for (const kind of ["level", "trait", "score", "int", "decimal", "choice", "flag", "text"]) {
    for (const typed of ["", "  ", "\u200b", "\t\n", null, undefined]) same(normalise({ kind, choices: [] }, typed), { v: "" });
  }
});

test("marks are read as workbooks write them", () => {
  for (const typed of ["x", "X", "1", "có", "✓", "TRUE"]) same(normalise({ kind: "flag" }, typed), { v: "x" });
  for (const typed of ["0", "không", "FALSE"]) same(normalise({ kind: "flag" }, typed), { v: "" });
  same(normalise({ kind: "flag" }, "maybe"), { bad: "FLAG" });
});

test("a choice is found by its value and by its words", () => {
  const overall = { kind: "choice", choices: [{ v: "HTXS", label: "Hoàn thành xuất sắc" }] };
  same(normalise(overall, "htxs"), { v: "HTXS" });
  same(normalise(overall, "hoàn thành xuất sắc"), { v: "HTXS" });
  same(normalise(overall, "HT"), { bad: "CHOICE" });
});

test("texts are tidied but keep their lines, and are measured in characters", () => {
  const comment = { kind: "text", maxlength: 5 };
  same(normalise({ kind: "text" }, "  Em\u00a0 ngoan.\r\n\r\n  Học  tốt.\u0007 "), { v: "Em ngoan.\nHọc tốt." });
  same(normalise(comment, "năm😀x"), { v: "năm😀x" });
  same(normalise(comment, "quá dài").params, { count: 7, max: 5 });
  same(length("ễ"), 1);
});

test("what is copied can be pasted back", () => {
  for (const [column, value] of [[level, "H"], [trait, "Đ"], [score, "7"], [{ kind: "decimal" }, "30.25"], [{ kind: "flag" }, "x"]]) {
    same(normalise(column, display(column, value)), { v: value });
  }
});

test("a column nobody types in takes nothing", () => {
  same(normalise({ kind: "readonly" }, "5"), { bad: "READONLY" });
});

test("a choice stands in its cell by its short form where there is one", () => {
  const choices = [{ v: "HTXS", label: "Hoàn thành xuất sắc" }, { v: "BEST", label: "Học sinh Xuất sắc" }, { v: "GOOD", label: "Học sinh Tiêu biểu", short: "HSTB" }];
  same(choices.map(({ v }) => inCell({ kind: "choice", choices }, v)), ["HTXS", "Học sinh Xuất sắc", "HSTB"]);
});

test("symbols are explained, words are not", () => {
  same(meaning(level, "T"), "Hoàn thành tốt");
  same(meaning(score, "8"), "");
});

test("searching needs no tone marks", () => {
  same(plain("Đã hoàn thành TỐT"), "da hoan thanh tot");
  same(fold("\u00d0ẠT"), "đạt");
});
