// Drives one batch of signatures: asks for its state, and by the way of its certificate sends the PIN chunk by chunk,
// talks to the program on the signer's computer, or waits for the phone. A closed page loses nothing.
//
// The PIN lives in one variable of this tab: never in storage, an address or a message. It is forgotten at the end, when
// it was wrong, when the session ended and after five minutes out of sight. It is sent again by itself only after it has
// proven right in this tab: a token locks after a few wrong ones.
import { askLogin, send } from "../hocba/js/net.js";
import { SigningError, obstacle, signAll } from "./agent.js";
import { draw, explain, filled, page, say, show, showDigests, shown, urls, words } from "./batch-view.js";

const QUICK_MS = 150; // something moved just now
const EASY_MS = 1500; // somebody else works on it, or nobody
const REMOTE_MS = 2000;
const HIDDEN_MS = 5 * 60 * 1000;
const PATIENCE_MS = [1000, 2000, 4000, 8000, 15000]; // without a connection
const DRIVERS = { agent: "hocba", vgca: "vgca" };

const form = page.querySelector("[data-secret-form]");
const field = form.querySelector("input");
const forgotten = page.querySelector("[data-forgotten]");
const askedByPin = urls.way === "pkcs12" || urls.way === "pkcs11";

let state = JSON.parse(document.getElementById("batch-state").textContent);
let secret = "";
let proven = false; // this PIN has made at least one signature here
let lost = 0; // answers that did not come, in a row
let timer = 0;
let busy = false;
let agentRun = null; // AbortController while the program on this computer signs
let hiddenSince = 0;
let hiddenTimer = 0;
const skew = state.now - Date.now() / 1000; // the server's clock less this computer's, seconds

// The panel that the state calls for.
function offer() {
  document.getElementById("stop-form")?.toggleAttribute("hidden", state.state !== "open");
  if (state.state === "done") {
    forget();
    show(state.failures.length ? "partly" : "done");
  } else if (state.state === "stopped") {
    forget();
    explain("stopped", state.stop ?? { t: words.stopped, next: words.stoppedNext });
    show("stopped");
  } else if (askedByPin && unsigned() && !secret) show("secret");
  else if (state.need === "agent" && !agentRun) show("agent");
  else if (state.need === "remote") show(state.phone.waiting ? "phone" : "remote");
  else show("working");
}

// Whether something still needs the key.
function unsigned() {
  return Object.values(state.items).some((name) => name === "shown" || name === "hashed");
}

function forget() {
  secret = "";
  proven = false;
  field.value = "";
}

// ---------------------------------------------------------------- the server

// One request; null if there is nothing to go on with until the person acts.
async function ask(url, body) {
  const answer = await send(url, body === undefined ? { method: "GET" } : { body });
  lost = 0;
  if (answer.status === 401) {
    forget();
    await askLogin();
    return {};
  }
  if (answer.status !== 200) return refused(answer);
  state = answer.body;
  draw(state);
  return state;
}

// A refusal ends what was going on: the person reads it and decides.
function refused({ status, body }) {
  forget();
  const unknown = { t: words.failed, next: words.failedNext, code: String(status) };
  explain("stopped", body?.t ? body : unknown);
  show("stopped");
  return null;
}

function again(after) {
  clearTimeout(timer);
  timer = setTimeout(step, after);
}

// Without a connection. Whether an unproven PIN was tried is not known: it is not sent again by itself.
function offline(error) {
  if (!(error instanceof TypeError)) throw error;
  if (!proven) forget();
  say(words.offline);
  const wait = PATIENCE_MS[Math.min(lost, PATIENCE_MS.length - 1)];
  lost += 1;
  return wait;
}

// One step: what the state asks for, then the next one after a while.
async function step() {
  if (busy) return;
  busy = true;
  const before = state.moved;
  let wait = EASY_MS;
  try {
    if ((await act()) === null) return;
    offer();
    if (state.state !== "open") return;
    if (state.moved !== before) wait = QUICK_MS;
    else if (state.need === "remote") wait = REMOTE_MS;
  } catch (error) {
    wait = offline(error);
  } finally {
    busy = false;
  }
  again(wait);
}

async function act() {
  if (secret && state.state === "open" && state.need === "secret") {
    const before = state.unlocked;
    const went = await ask(urls.unlockUrl, { secret });
    if (state.unlocked > before) proven = true;
    return went;
  }
  if (state.need === "remote" && state.phone.waiting) return ask(urls.phonePollUrl, {});
  return ask(urls.stateUrl);
}

// ---------------------------------------------------------------- the person

form.addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopImmediatePropagation(); // never sent as a form
  secret = field.value;
  proven = false;
  field.value = "";
  if (!secret) return;
  forgotten.hidden = true;
  show("working");
  again(0);
});

page.addEventListener("click", (event) => {
  const given = event.target.closest("button")?.dataset;
  if (!given) return;
  if ("agentStart" in given) runAgent();
  else if ("phoneStart" in given) askPhone();
  else if ("resume" in given) command(urls.resumeUrl);
  else if (given.retry) command(urls.retryUrl.replace("/0/", `/${given.retry}/`));
});

async function command(url, body = {}) {
  clearTimeout(timer);
  try {
    if ((await ask(url, body)) === null) return;
    offer();
    if (state.state === "open") again(QUICK_MS);
  } catch (error) {
    again(offline(error));
  }
}

document.addEventListener("visibilitychange", () => {
  clearTimeout(hiddenTimer);
  if (document.hidden) {
    hiddenSince = Date.now();
    hiddenTimer = setTimeout(outOfSight, HIDDEN_MS);
  } else if (hiddenSince && Date.now() - hiddenSince >= HIDDEN_MS) outOfSight();
});

function outOfSight() {
  if (!secret && !field.value) return;
  forget();
  forgotten.hidden = false;
  offer();
}

addEventListener("pagehide", forget);

// ---------------------------------------------------------------- a program on this computer

async function runAgent() {
  if (agentRun) return;
  agentRun = new AbortController();
  clearTimeout(timer);
  show("working");
  try {
    while ((await signChunk()) && state.state === "open");
  } catch (error) {
    offline(error);
  } finally {
    agentRun = null;
  }
  if (!shown("stopped") && !shown("agent")) again(QUICK_MS);
}

// True if there may be more. Values that were made before something failed are not thrown away.
async function signChunk() {
  const answer = await send(urls.hashesUrl, { body: {} });
  if (answer.status === 401) {
    await askLogin();
    return true;
  }
  if (answer.status !== 200) return refused(answer);
  const { items, ...rest } = answer.body;
  if (!items.length) return moreToPrepare();
  showDigests(items);
  const onProgress = (done, total, what) => say(filled(words[what], { done, total }));
  const options = { driver: DRIVERS[urls.way], url: urls.programUrl, items, ...rest, onProgress, signal: agentRun.signal };
  let problem = null;
  const values = await signAll(options).catch((error) => {
    if (!(error instanceof SigningError)) throw error;
    problem = error;
    return error.done;
  });
  if (values.length && (await ask(urls.valuesUrl, { values })) === null) return false;
  if (problem) await trouble(problem);
  return !problem;
}

// The server may still be preparing; the program is asked again once there is something.
async function moreToPrepare() {
  if ((await ask(urls.stateUrl)) === null || !unsigned()) return false;
  await new Promise((resolve) => setTimeout(resolve, EASY_MS));
  return true;
}

async function trouble({ kind, text }) {
  const key = kind.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
  const blocked = kind === "unreachable" && (await obstacle());
  const said = blocked ? { t: words.blocked, next: words.blockedNext } : { t: text || words[key], next: words[`${key}Next`] };
  explain("agent", said);
  show("agent");
}

// ---------------------------------------------------------------- the phone

async function askPhone() {
  show("working");
  const secrets = {};
  for (const input of page.querySelectorAll("[data-phone-secret]")) {
    secrets[input.name] = input.value;
    input.value = "";
  }
  await command(urls.phoneUrl, secrets);
}

setInterval(() => {
  if (!state.phone.waiting) return;
  const left = Math.max(0, Math.ceil(state.phone.until - Date.now() / 1000 - skew));
  page.querySelector("[data-countdown]").textContent = filled(words.countdown, { seconds: left });
}, 1000);

draw(state);
offer();
if (state.state !== "done") again(QUICK_MS);
