/** Mouse and finger on the wide grid: choose a cell, drag over a block, open an editor. */

export class Pointer {
  #app;
  #dragging = false;

  constructor(app) {
    this.#app = app;
    const { container } = app.view;
    container.addEventListener("pointerdown", (event) => this.#down(event), true);
    container.addEventListener("pointermove", (event) => this.#over(event));
    container.addEventListener("dblclick", (event) => this.#double(event));
    document.addEventListener("pointerup", () => {
      this.#dragging = false;
    });
  }

  #down(event) {
    const { view } = this.#app;
    if (event.button !== 0 || event.target.closest("input, select")) return;
    const place = view.grid.getCellFromEvent(event);
    if (!place || !event.target.closest(".slick-cell")) return;
    if (view.isEditing && !view.commit()) return;
    event.preventDefault(); // the focus goes where `go` puts it
    if (event.shiftKey && view.active) {
      view.go(place.row, place.cell, { extend: true });
    } else {
      view.go(place.row, place.cell);
    }
    this.#dragging = event.pointerType !== "touch"; // a finger scrolls
  }

  #over(event) {
    if (!this.#dragging || event.buttons !== 1) return;
    const { view } = this.#app;
    const place = view.grid.getCellFromEvent(event);
    const { end } = view.selection;
    if (place && end && (place.row !== end.row || place.cell !== end.cell)) view.go(place.row, place.cell, { extend: true });
  }

  #double(event) {
    if (event.target.closest(".slick-cell")) this.#app.commands.edit();
  }
}
