// What the page of a batch shows: progress, the panel that the state calls for, what could not be signed.
export const page = document.getElementById("batch");
export const urls = page.dataset;
export const words = document.getElementById("batch-words").dataset;

const panels = new Map([...page.querySelectorAll("[data-panel]")].map((panel) => [panel.dataset.panel, panel]));
let failures = "";

/** Show one panel and hide the others; its first field takes the focus when it was not there before. */
export function show(name) {
  const fresh = panels.get(name)?.hidden;
  for (const [key, panel] of panels) panel.hidden = key !== name;
  if (fresh) panels.get(name).querySelector("input")?.focus();
}

export function shown(name) {
  return !panels.get(name).hidden;
}

/** The sentence above everything; screen readers hear it when it changes. */
export function say(text) {
  const line = page.querySelector("[data-live]");
  if (line.textContent !== text) line.textContent = text;
}

/** "Còn [seconds] giây" with its values. */
export function filled(pattern, values) {
  return pattern.replace(/\[(\w+)\]/g, (_, name) => values[name] ?? "");
}

/** The beginning of each digest, as the program on this computer shows it beside the same item. */
export function showDigests(items) {
  for (const { id, digest } of items) {
    const place = page.querySelector(`[data-digest="${id}"]`);
    if (!place) continue;
    const bytes = Uint8Array.from(atob(digest), (sign) => sign.charCodeAt(0));
    place.textContent = [...bytes.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
}

/** Why it stands still and what to do, in the panel `name`. */
export function explain(name, { t, next, code = "" }) {
  const panel = panels.get(name);
  panel.querySelector("[data-what]").textContent = t;
  panel.querySelector("[data-next]").textContent = next;
  const place = panel.querySelector("[data-code]");
  if (place) place.textContent = code;
  panel.querySelector("[data-trouble]")?.removeAttribute("hidden");
}

export function draw(state) {
  page.querySelector("progress").value = state.total ? Math.floor((100 * state.committed) / state.total) : 100;
  page.querySelector("[data-count]").textContent = `${state.committed}/${state.total}`;
  for (const [id, name] of Object.entries(state.items)) {
    const cell = page.querySelector(`[data-item="${id}"]`);
    if (!cell || cell.dataset.state === name) continue;
    cell.dataset.state = name;
    cell.replaceChildren(document.getElementById(`state-${name}`).content.cloneNode(true));
  }
  drawFailures(state.failures);
  say(state.headline);
}

function drawFailures(found) {
  const now = JSON.stringify(found);
  if (now === failures) return;
  failures = now;
  const list = page.querySelector("[data-failures]");
  const pattern = document.getElementById("failure-row").content;
  const rows = found.map((one) => {
    const row = pattern.cloneNode(true);
    for (const slot of ["title", "what", "next"]) row.querySelector(`[data-slot="${slot}"]`).textContent = one[slot];
    const retry = row.querySelector("[data-retry]");
    retry.dataset.retry = one.retry;
    retry.hidden = !one.retry;
    retry.querySelector('[data-slot="name"]').textContent = ` ${one.title}`;
    return row;
  });
  list.querySelector("tbody").replaceChildren(...rows);
  list.hidden = found.length === 0;
}
