/**
 * Blocks of cells as text, the way spreadsheets put them on the clipboard: tabs between cells, line breaks between
 * rows, cells that hold tabs or line breaks in double quotes with inner quotes doubled. Pure.
 */

/** @param {string} text @returns {string[][]} rows of cells; all rows as wide as the widest. */
export function parseBlock(text) {
  const rows = [[]];
  let at = 0;
  const source = text.replace(/\r\n?/g, "\n");
  for (;;) {
    const cell = quotedCell(source, at) ?? bareCell(source, at);
    rows.at(-1).push(cell.text);
    at = cell.end;
    if (at >= source.length) break;
    if (source[at] === "\n") {
      if (at === source.length - 1) break; // spreadsheets end the block with a line break
      rows.push([]);
    }
    at += 1;
  }
  const width = Math.max(...rows.map((row) => row.length));
  return rows.map((row) => row.concat(Array(width - row.length).fill("")));
}

/** @param {string[][]} rows @returns {string} */
export function formatBlock(rows) {
  return rows.map((row) => row.map(quoted).join("\t")).join("\r\n");
}

/**
 * Which text goes where: one cell fills a whole selection, a block is repeated where the selection is a whole multiple
 * of it, otherwise it is laid down once from the upper left cell.
 *
 * @param {string[][]} block
 * @param {{top: number, left: number, bottom: number, right: number}} area the selected cells
 * @param {{rows: number, columns: number}} size of the grid
 * @returns {{cells: {row: number, column: number, text: string}[], outside: number, area: object}}
 *   `outside` counts cells of the block that found no place.
 */
export function placeBlock(block, area, size) {
  const high = block.length;
  const wide = block[0].length;
  const areaHigh = area.bottom - area.top + 1;
  const areaWide = area.right - area.left + 1;
  const down = areaHigh % high === 0 ? areaHigh / high : 1;
  const across = areaWide % wide === 0 ? areaWide / wide : 1;
  const cells = [];
  let outside = 0;
  for (let row = 0; row < high * down; row += 1) {
    for (let column = 0; column < wide * across; column += 1) {
      const place = { row: area.top + row, column: area.left + column, text: block[row % high][column % wide] };
      if (place.row < size.rows && place.column < size.columns) cells.push(place);
      else if (place.text !== "") outside += 1;
    }
  }
  const bottom = Math.min(area.top + high * down, size.rows) - 1;
  const right = Math.min(area.left + wide * across, size.columns) - 1;
  return { cells, outside, area: { top: area.top, left: area.left, bottom, right } };
}

function bareCell(source, from) {
  let end = from;
  while (end < source.length && source[end] !== "\t" && source[end] !== "\n") end += 1;
  return { text: source.slice(from, end), end };
}

/** A cell in quotes, or null where the quote is only a character of the text. */
function quotedCell(source, from) {
  if (source[from] !== '"') return null;
  let text = "";
  for (let at = from + 1; at < source.length; at += 1) {
    if (source[at] !== '"') {
      text += source[at];
    } else if (source[at + 1] === '"') {
      text += '"';
      at += 1;
    } else {
      const end = at + 1;
      const closed = end === source.length || source[end] === "\t" || source[end] === "\n";
      // Spreadsheets quote only cells that need it; "Tốt" in quotes and nothing else was typed so.
      return closed && /["\t\n]/.test(text) ? { text, end } : null;
    }
  }
  return null;
}

function quoted(text) {
  return /[\t\r\n]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
