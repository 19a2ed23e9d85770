/** Widths: what the columns ask for, fitted into the place there is. Pure. */

const ASKED = { level: 64, trait: 64, score: 60, int: 68, decimal: 76, flag: 60, choice: 112, text: 320, readonly: 96 };
const LEAST = { level: 46, trait: 46, score: 46, int: 50, decimal: 58, flag: 46, choice: 92, text: 160, readonly: 76 };
const MOST = { level: 96, trait: 96, score: 88, int: 96, decimal: 104, flag: 88, choice: 200, text: 900, readonly: 220 };

/** Widths of the number and the name. */
export const NUMBER_WIDTH = 42;
export const NAME_WIDTH = { least: 190, asked: 250 };

/**
 * @param {{kind: string, width?: number}[]} columns
 * @param {number} room in pixels, everything included
 * @returns {{name: number, columns: number[]}} wider than the room only where the least widths are
 */
export function fit(columns, room) {
  const asked = columns.map((column) => column.width ?? ASKED[column.kind]);
  const least = columns.map((column, index) => Math.min(LEAST[column.kind], asked[index]));
  const most = columns.map((column, index) => Math.max(MOST[column.kind], asked[index]));
  const sum = (list) => list.reduce((total, width) => total + width, 0);
  const spare = room - NUMBER_WIDTH - NAME_WIDTH.asked - sum(asked);
  if (spare >= 0) return { name: NAME_WIDTH.asked, columns: grow(columns, asked, most, spare) };
  const give = NAME_WIDTH.asked - NAME_WIDTH.least + sum(asked) - sum(least);
  const share = Math.min(1, -spare / give);
  return {
    name: Math.floor(NAME_WIDTH.asked - (NAME_WIDTH.asked - NAME_WIDTH.least) * share),
    columns: asked.map((width, index) => Math.floor(width - (width - least[index]) * share)),
  };
}

/** Texts first take what is left, then all others alike. */
function grow(columns, asked, most, spare) {
  const widths = [...asked];
  let left = spare;
  for (const wanted of [(column) => column.kind === "text", () => true]) {
    const takers = columns.map((column, index) => index).filter((index) => wanted(columns[index]) && widths[index] < most[index]);
    for (const [position, index] of takers.entries()) {
      const gain = Math.min(most[index] - widths[index], Math.floor(left / (takers.length - position)));
      widths[index] += gain;
      left -= gain;
    }
  }
  return widths;
}

/** Neighbouring columns of one group. @returns {{title: string, from: number, count: number}[]} */
export function groups(columns) {
  const found = [];
  for (const [index, column] of columns.entries()) {
    const title = column.group ?? "";
    if (found.length && found.at(-1).title === title) found.at(-1).count += 1;
    else found.push({ title, from: index, count: 1 });
  }
  return found;
}
