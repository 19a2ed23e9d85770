// Declares a certificate of a token: the program on this computer signs a fresh number, the server checks it.
import { send } from "../hocba/js/net.js";
import { SigningError, certificates, obstacle, signAll } from "./agent.js";

const page = document.getElementById("token");
const { way, challengeUrl, programUrl: url, proveUrl } = page.dataset;
const words = document.getElementById("token-words").dataset;
const start = page.querySelector("[data-start]");
const list = page.querySelector("[data-list]");
const driver = way === "vgca" ? "vgca" : "hocba";

function say(text) {
  page.querySelector("[data-live]").textContent = text;
}

async function trouble(error) {
  const box = page.querySelector("[data-trouble]");
  const key = error.kind.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
  const blocked = error.kind === "unreachable" ? await obstacle() : "";
  box.querySelector("[data-what]").textContent = blocked ? words.blocked : error.text || words[key];
  box.querySelector("[data-next]").textContent = blocked ? words.blockedNext : words[`${key}Next`];
  box.hidden = false;
  say("");
}

function refused(body) {
  const box = page.querySelector("[data-trouble]");
  box.querySelector("[data-what]").textContent = body?.t || words.failed;
  box.querySelector("[data-next]").textContent = body?.next || words.failedNext;
  box.hidden = false;
  say("");
}

// The name in a certificate is read by the server only; here people tell tokens apart by their labels.
function choose(found) {
  const pattern = document.getElementById("token-row").content;
  list.replaceChildren(
    ...found.map((one) => {
      const row = pattern.cloneNode(true);
      const button = row.querySelector("button");
      button.querySelector("[data-name]").textContent = one.token;
      button.addEventListener("click", () => run(() => prove(one)));
      return row;
    }),
  );
  list.hidden = false;
  say(words.choose);
}

async function begin() {
  if (driver === "vgca") return prove({ chain: [], key: "rsa" });
  const found = await certificates(url);
  if (!found.length) return refused({ t: words.empty, next: words.emptyNext });
  return found.length === 1 ? prove(found[0]) : choose(found);
}

async function prove({ chain, key }) {
  say(words.confirming);
  const asked = await send(challengeUrl, { body: {} });
  if (asked.status !== 200) return refused(asked.body);
  const { token, message, digest } = asked.body;
  const algorithm = key === "rsa" ? "rsa-sha256" : "ecdsa-sha256";
  const items = [{ id: "proof", message, digest, title: words.title }];
  const [made] = await signAll({ driver, url, items, certificate: chain[0] ?? "", algorithm, title: words.title });
  say(words.checking);
  const body = { token, value: made.value, chain: chain.length ? chain : [made.certificate] };
  const answer = await send(proveUrl, { body });
  if (answer.status !== 200) return refused(answer.body);
  location.assign(answer.body.url);
  return null;
}

async function run(what) {
  page.querySelector("[data-trouble]").hidden = true;
  start.disabled = true;
  try {
    await what();
  } catch (error) {
    if (error instanceof SigningError) await trouble(error);
    else if (error instanceof TypeError) refused({ t: words.offline, next: words.failedNext });
    else throw error;
  } finally {
    start.disabled = false;
  }
}

start.addEventListener("click", () => run(begin));
