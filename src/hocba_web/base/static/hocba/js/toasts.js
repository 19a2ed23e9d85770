// Short messages in the live region. From the server: HX-Trigger: {"toast": {"text": "…", "kind": "done"}}.

const ICONS = { done: "circle-check", error: "octagon-alert", late: "triangle-alert", info: "info" };
const STAY_MS = 7000;

function drawing(name) {
  const shown = document.querySelector("svg.icon use")?.getAttribute("href") || "";
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${shown.split("#")[0]}#${name}`);
  svg.append(use);
  return svg;
}

/** Show a message; errors stay until closed. */
export function toast(text, kind = "info") {
  const region = document.getElementById("toasts");
  if (!region || !text) return;
  const box = document.createElement("div");
  const words = document.createElement("div");
  const close = document.createElement("button");
  box.className = `toast toast--${kind in ICONS ? kind : "info"}`;
  words.textContent = text;
  close.type = "button";
  close.className = "toast__close";
  close.setAttribute("aria-label", region.dataset.closeLabel);
  close.append(drawing("x"));
  close.addEventListener("click", () => box.remove());
  box.append(drawing(ICONS[kind] || "info"), words, close);
  region.append(box);
  if (kind === "error") return;
  let timer = setTimeout(() => box.remove(), STAY_MS);
  const hold = () => clearTimeout(timer);
  const release = () => {
    timer = setTimeout(() => box.remove(), STAY_MS);
  };
  box.addEventListener("pointerenter", hold);
  box.addEventListener("focusin", hold);
  box.addEventListener("pointerleave", release);
  box.addEventListener("focusout", release);
}

export function watchToasts() {
  document.addEventListener("toast", (event) => toast(event.detail?.text ?? event.detail?.value, event.detail?.kind));
}
