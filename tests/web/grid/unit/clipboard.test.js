import { formatBlock, parseBlock, placeBlock } from "/static/hocba/js/grid/clipboard.js";
import { same, test } from "./harness.js";

const one = { top: 2, left: 3, bottom: 2, right: 3 };
const size = { rows: 10, columns: 8 };

test("a block from Excel ends with a line break and has Windows line ends", () => {
  same(parseBlock("T\t8\r\nH\t7\r\n"), [["T", "8"], ["H", "7"]]);
});

test("one cell is a block", () => {
  same(parseBlock("T"), [["T"]]);
  same(parseBlock("\r\n"), [[""]]);
});

test("cells with several lines come in quotes", () => {
  same(parseBlock('"Em ngoan.\nHọc ""rất"" tốt."\t8\r\n"a\tb"\t\r\n'), [["Em ngoan.\nHọc \"rất\" tốt.", "8"], ["a\tb", ""]]);
});

test("a quote that only is a character stays one", () => {
  same(parseBlock('5" x\t"Tốt"\t"mở'), [['5" x', '"Tốt"', '"mở']]);
});

test("empty cells inside and at the end of rows are kept, short rows are filled up", () => {
  same(parseBlock("T\t\t8\r\n\t\t\r\nH"), [["T", "", "8"], ["", "", ""], ["H", "", ""]]);
});

test("what is copied here is read back the same", () => {
  const block = [["Em ngoan.\nHọc tốt.", "\"", "a\tb"], ["", "nói \"hay\"", "\"đủ\""]];
  same(parseBlock(formatBlock(block)), block);
});

test("a block is laid down once from the upper left cell", () => {
  const { cells, outside, area } = placeBlock([["T", "8"], ["H", "7"]], one, size);
  same(cells.map(({ row, column, text }) => [row, column, text]), [[2, 3, "T"], [2, 4, "8"], [3, 3, "H"], [3, 4, "7"]]);
  same(outside, 0);
  same(area, { top: 2, left: 3, bottom: 3, right: 4 });
});

test("one cell fills the whole selection, a row each of its rows", () => {
  same(placeBlock([["T"]], { top: 0, left: 0, bottom: 3, right: 1 }, size).cells.length, 8);
  const rows = placeBlock([["T", "8"]], { top: 0, left: 0, bottom: 2, right: 0 }, size).cells;
  same(rows.map(({ text }) => text).join(""), "T8T8T8");
});

test("a block that does not fit the selection evenly is laid down once", () => {
  same(placeBlock([["a"], ["b"]], { top: 0, left: 0, bottom: 2, right: 0 }, size).cells.length, 2);
});

test("what finds no place is counted, empty cells are not", () => {
  const { cells, outside, area } = placeBlock([["a", "b"], ["c", ""]], { top: 9, left: 7, bottom: 9, right: 7 }, size);
  same(cells.length, 1);
  same(outside, 2);
  same(area, { top: 9, left: 7, bottom: 9, right: 7 });
});
