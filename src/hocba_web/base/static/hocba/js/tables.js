// Tables that become cards on phones: each cell says the name of its column, and roles survive the change of display.

function prepare(table) {
  const names = [...table.querySelectorAll("thead tr:last-child > *")].map((cell) => cell.textContent.trim());
  table.setAttribute("role", "table");
  table.querySelectorAll("thead, tbody, tfoot").forEach((part) => part.setAttribute("role", "rowgroup"));
  table.querySelectorAll("tr").forEach((row) => {
    row.setAttribute("role", "row");
    [...row.children].forEach((cell, place) => {
      const isHead = cell.tagName === "TH";
      cell.setAttribute("role", isHead ? (cell.scope === "row" ? "rowheader" : "columnheader") : "cell");
      const spans = cell.colSpan > 1 || cell.classList.contains("table__actions");
      if (!isHead && !spans && names[place] && !cell.dataset.label) cell.dataset.label = names[place];
    });
  });
}

export function watchTables() {
  const all = (root) => root.querySelectorAll?.(".table--cards").forEach(prepare);
  all(document);
  document.addEventListener("htmx:load", (event) => {
    const table = event.detail.elt.closest?.(".table--cards");
    if (table) prepare(table);
    all(event.detail.elt);
  });
}
