// Declares a certificate that a remote service holds: its owner confirms on the phone, this page waits.
import { send } from "../hocba/js/net.js";

const POLL_MS = 2000;
const page = document.getElementById("remote");
const { beginUrl, pollUrl } = page.dataset;
const words = document.getElementById("remote-words").dataset;

function say(text) {
  page.querySelector("[data-live]").textContent = text;
}

function refused(body) {
  const box = page.querySelector("[data-trouble]");
  box.querySelector("[data-what]").textContent = body?.t || words.failed;
  box.querySelector("[data-next]").textContent = body?.next || words.failedNext;
  box.hidden = false;
  say("");
}

async function follow({ status, body }) {
  if (status !== 200 || body.state === "refused" || body.state === "expired") {
    refused(body);
    return;
  }
  if (body.state === "declared") {
    location.assign(body.url);
    return;
  }
  say(words.waiting);
  await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  await follow(await send(pollUrl, { body: { token: body.token } }));
}

page.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.credential) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // never sent as a form: it may hold a PIN
  page.querySelector("[data-trouble]").hidden = true;
  const body = { credential: form.dataset.credential };
  for (const input of form.querySelectorAll("input[type=password]")) {
    body[input.name] = input.value;
    input.value = "";
  }
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    await follow(await send(beginUrl, { body }));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    refused({ t: words.offline, next: words.failedNext });
  } finally {
    button.disabled = false;
  }
});
