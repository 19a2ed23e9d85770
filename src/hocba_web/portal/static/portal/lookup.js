// The look-up's page: solve the puzzle, then send; open a family's link from behind "#".

const SOLVED = "verified";

/** Load ALTCHA's widget and give it our worker and our words. */
async function widgetIn(place) {
  await import(place.dataset.widget);
  const { label, verifying, verified, error, expired, wait } = place.dataset;
  window.$altcha.algorithms.set("PBKDF2/SHA-256", () => new Worker(place.dataset.worker));
  window.$altcha.i18n.set("vi", { ...window.$altcha.i18n.get("en"), label, verifying, verified, error, expired, waitAlert: wait, verificationRequired: wait });
  const widget = document.createElement("altcha-widget");
  widget.setAttribute("challenge", place.dataset.source);
  widget.setAttribute("language", "vi");
  widget.setAttribute("auto", "onfocus");
  widget.setAttribute("configuration", JSON.stringify({ hideLogo: true, hideFooter: true, humanInteractionSignature: false, minDuration: 0 }));
  place.append(widget);
  return widget;
}

/** Solve a puzzle, of a given level if one is named. */
async function solve(widget, level) {
  if (level) {
    const source = new URL(widget.getAttribute("challenge"), location.href);
    source.searchParams.set("muc", level);
    widget.configure({ challenge: source.pathname + source.search });
    widget.reset();
  }
  if (widget.getState() !== SOLVED) await widget.verify();
  return widget.getState() === SOLVED;
}

async function watchForm(form) {
  const widget = await widgetIn(form.querySelector("[data-puzzle]"));
  let harder = false;

  async function send(level) {
    if (await solve(widget, level)) window.htmx.trigger(form, "look-up");
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    harder = false;
    send("");
  });
  // A puzzle serves once. Where a harder one is due it is solved and what is typed is sent again, once.
  form.closest("#lookup").addEventListener("htmx:beforeSwap", (event) => {
    const request = event.detail.xhr;
    const level = request.getResponseHeader("X-Lookup-Level");
    if (level && !harder) {
      harder = true;
      event.detail.shouldSwap = false;
      event.detail.isError = false;
      event.stopPropagation();
      send(level);
      return;
    }
    if (request.status === 422) event.detail.target = document.getElementById("lookup-wrong");
    else if (request.status >= 400) widget.reset();
  });
}

/** Take the link from the address; it is never sent with it. */
function openLink(form) {
  if (location.hash.length > 1) form.elements.link.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
}

async function copyLink(button) {
  await navigator.clipboard.writeText(document.querySelector("[data-link]").textContent.trim());
  button.disabled = true;
}

document.querySelectorAll("[data-lookup]").forEach(watchForm);
document.querySelectorAll("[data-open-link]").forEach(openLink);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copyLink(button);
});
