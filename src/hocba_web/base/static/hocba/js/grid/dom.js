/** Making elements without markup strings, so that nothing a person typed can become markup. */

const SPRITE = new URL("../../../vendor/lucide-1.62.0/icons.svg", import.meta.url).href;
const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag with classes, as in "span.grid-value"
 * @param {object} [props] `on` maps events to listeners, `data` goes to data-*, names with a dash and `role` are
 *   attributes, the rest are properties; undefined and null are left out
 * @param {...(Node | string | null)} children
 */
export function el(tag, props = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const node = document.createElement(name);
  if (classes.length) node.className = classes.join(" ");
  for (const [prop, value] of Object.entries(props)) {
    if (value === undefined || value === null) continue;
    if (prop === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else if (prop === "data") Object.assign(node.dataset, value);
    else if (prop.includes("-") || prop === "role") node.setAttribute(prop, value);
    else node[prop] = value;
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** An icon of the sprite; the words stand beside it. */
export function icon(name, extra = "icon--s") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `icon ${extra}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${SPRITE}#${name}`);
  svg.append(use);
  return svg;
}

/** A button with an icon and words; of a `bare` one the words are only read aloud. */
export function button(label, { iconName, className = "btn btn--small", onClick, bare = false, ...props } = {}) {
  return el(`button.${className.split(" ").join(".")}`, { type: "button", on: { click: onClick }, ...props },
    iconName ? icon(iconName) : null, el(bare ? "span.visually-hidden" : "span", {}, label));
}

/** Set or remove an attribute. */
export function attribute(node, name, value) {
  if (value === null || value === undefined || value === "") node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}
