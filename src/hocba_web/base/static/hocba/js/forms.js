// Forms are sent once, with a token that is still good; leaving with unsaved changes is asked about (data-guard).
import { csrfToken } from "./net.js";

const changed = new WeakSet();
let leaving = false;

function release(form) {
  delete form.dataset.sending;
  form.removeAttribute("aria-busy");
}

function onSubmit(event) {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog") return;
  if (form.dataset.sending && !("repeat" in form.dataset)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  const hidden = form.querySelector('input[name="csrfmiddlewaretoken"]');
  if (hidden) hidden.value = csrfToken() || hidden.value;
  form.dataset.sending = "yes";
  form.setAttribute("aria-busy", "true");
  changed.delete(form);
  const viaHtmx = ["hx-post", "hx-get", "hx-put", "hx-patch", "hx-delete"].some((name) => form.hasAttribute(name));
  leaving = !viaHtmx && form.target !== "_blank";
  // A download answers without leaving the page, so the guard must end by itself.
  if (!viaHtmx) setTimeout(() => release(form), form.method === "get" ? 1000 : 15000);
}

function onLeave(event) {
  if (leaving) return;
  if ([...document.querySelectorAll("form[data-guard]")].some((form) => changed.has(form))) event.preventDefault();
}

function focusErrors(root) {
  (root.matches?.("[data-focus]") ? root : root.querySelector?.("[data-focus]"))?.focus();
}

export function watchForms() {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-guard]");
    if (form) {
      changed.add(form);
      leaving = false;
    }
  });
  window.addEventListener("beforeunload", onLeave);
  window.addEventListener("pageshow", () => {
    leaving = false;
    document.querySelectorAll("form[data-sending]").forEach(release);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form");
    if (form) release(form);
  });
  document.addEventListener("htmx:load", (event) => focusErrors(event.detail.elt));
  focusErrors(document);
}
