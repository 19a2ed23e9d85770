/** On paper the grid is a plain table, made only when somebody prints. */

import { el } from "./dom.js";
import { groups } from "./columns.js";
import { display } from "./values.js";

export function preparePrinting(app, root) {
  const place = el("div.grid-print.print-only");
  root.append(place);
  const fill = () => place.replaceChildren(tableOf(app));
  window.addEventListener("beforeprint", fill);
  window.addEventListener("afterprint", () => place.replaceChildren());
  // Browsers that print without the event, and tools that draw the print style.
  window.matchMedia("print").addEventListener("change", (event) => {
    if (event.matches) fill();
    else place.replaceChildren();
  });
}

function tableOf({ store, words, data }) {
  const { columns, rows } = store;
  const grouped = columns.some((column) => column.group);
  const head = el("tr", {}, ...columns.map((column) => el("th", { scope: "col" }, column.title)));
  const lead = [words.t("no"), words.t("name")].map((name) => el("th", { scope: "col", rowSpan: grouped ? 2 : 1 }, name));
  const top = grouped
    ? el("tr", {}, ...lead, ...groups(columns).map(({ title, count }) => el("th", { scope: "colgroup", colSpan: count }, title)))
    : null;
  if (!grouped) head.prepend(...lead);
  return el("table.table.table--dense", {}, el("caption", {}, data.title ?? ""), el("thead", {}, top, head),
    el("tbody", {}, ...rows.map((row) => el("tr", {}, el("td", {}, String(row.no)), el("th", { scope: "row" }, row.name),
      ...columns.map((column) => el("td", {}, display(column, store.shown(row.id, column.id))))))));
}
