// What htmx brings back: token on the way out, an expired session, refusals and failures on the way in.
import { askLogin, csrfToken, sessionEnded } from "./net.js";
import { toast } from "./toasts.js";

function words(name) {
  return document.getElementById("toasts").dataset[name];
}

/** Show a refusal fragment of the server in a dialog, so that the page below keeps what was typed. */
export function showRefusal(markup) {
  const found = new DOMParser().parseFromString(markup, "text/html").querySelector("[data-refusal]");
  if (!found) return false;
  const dialog = document.getElementById("refusal-dialog");
  dialog.querySelector("[data-slot]").replaceChildren(document.adoptNode(found));
  if (!dialog.open) dialog.showModal();
  return true;
}

function onAnswer(event) {
  const request = event.detail.xhr;
  if (sessionEnded(request.status, request.responseURL)) {
    event.detail.shouldSwap = false;
    event.detail.isError = false;
    askLogin();
    return;
  }
  if (request.status < 400) return;
  if (showRefusal(request.responseText)) {
    event.detail.shouldSwap = false;
    event.detail.isError = false;
  } else if (request.status !== 422) {
    event.detail.shouldSwap = false;
    toast(words("failed"), "error");
  }
}

export function watchRequests() {
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrfToken();
  });
  document.addEventListener("htmx:beforeSwap", onAnswer);
  document.addEventListener("htmx:sendError", () => toast(words("offline"), "error"));
  // Passkeys (allauth): the person closed the window, or the machine has no key for this site.
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    toast(words("passkey"), "error");
  });
  document.addEventListener("htmx:timeout", () => toast(words("failed"), "error"));
}
