/** The selected block: the cell where it began and the cell where it ends. Pure. */

export class Selection {
  anchor = null;
  end = null;

  get area() {
    if (this.anchor === null) return null;
    return {
      top: Math.min(this.anchor.row, this.end.row),
      bottom: Math.max(this.anchor.row, this.end.row),
      left: Math.min(this.anchor.cell, this.end.cell),
      right: Math.max(this.anchor.cell, this.end.cell),
    };
  }

  get isBlock() {
    return this.anchor !== null && (this.anchor.row !== this.end.row || this.anchor.cell !== this.end.cell);
  }

  start(row, cell) {
    this.anchor = { row, cell };
    this.end = { row, cell };
  }

  extend(row, cell) {
    if (this.anchor === null) this.start(row, cell);
    this.end = { row, cell };
  }

  has(row, cell) {
    const area = this.area;
    return area !== null && row >= area.top && row <= area.bottom && cell >= area.left && cell <= area.right;
  }

  /** Every cell of the block, row by row. */
  *cells() {
    const area = this.area;
    if (area === null) return;
    for (let row = area.top; row <= area.bottom; row += 1) {
      for (let cell = area.left; cell <= area.right; cell += 1) yield { row, cell };
    }
  }
}
