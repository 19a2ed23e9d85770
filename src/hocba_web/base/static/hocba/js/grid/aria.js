/** SlickGrid's roles, repaired: one grid, rows of headers and cells with their places, no stray tab stops. */

const STRAY = ".slick-pane, .slick-viewport, .grid-canvas";

/** The frame, once it stands. */
export function repairFrame(view, app) {
  const { container } = view;
  const { store } = app;
  const grouped = container.querySelector(".grid-groups") !== null;
  container.setAttribute("role", "grid");
  container.setAttribute("aria-label", app.data.title ?? "");
  container.setAttribute("aria-multiselectable", "true");
  container.setAttribute("aria-rowcount", String(store.rows.length + (grouped ? 2 : 1)));
  container.setAttribute("aria-colcount", String(view.columnCount));
  container.setAttribute("aria-readonly", String(!store.editable));
  for (const node of container.querySelectorAll(STRAY)) node.removeAttribute("tabindex");
  for (const node of container.querySelectorAll(":scope > div[tabindex]")) {
    node.tabIndex = -1; // SlickGrid's focus sinks, not used here
    node.setAttribute("aria-hidden", "true");
  }
  repairHead(container, grouped);
}

/** One row of cells. */
export function repairRows(node, index, headRows) {
  node.setAttribute("role", "row");
  node.setAttribute("aria-rowindex", String(index + headRows + 1));
}

function repairHead(container, grouped) {
  for (const row of container.querySelectorAll(".slick-header-columns")) {
    const cells = row.querySelectorAll('[role="columnheader"]');
    if (cells.length === 0) {
      row.removeAttribute("role"); // the header of the unused right pane
      continue;
    }
    row.setAttribute("role", "row");
    row.setAttribute("aria-rowindex", grouped ? "2" : "1");
    cells.forEach((cell, index) => cell.setAttribute("aria-colindex", String(index + 1)));
  }
}
