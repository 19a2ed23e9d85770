/** The page that verifies in the browser alone: files in, results out. It makes no request once it stands. */

import { hex } from "./bytes.js";
import { prepare } from "./context.js";
import { available, digest } from "./crypto.js";
import { Shown } from "./show.js";
import { verify } from "./verify.js";

const part = (name) => document.querySelector(`[data-offline="${name}"]`);
const data = (id) => JSON.parse(document.getElementById(id).textContent);

const { now, trust, ...pack } = data("offline-pack");
const words = data("offline-words");
// Time as the server has it: the clock of this machine may be wrong, and in a demonstration time is another.
const ahead = now - Date.now();

if (available()) await start();
else part("unable").hidden = false;

async function start() {
  const contextAt = prepare(pack, trust);
  const shown = new Shown(document, words);
  const [input, drop] = [part("files"), part("drop")];
  part("untrusted").hidden = trust.anchors.length > 0;
  const made = contextAt(0).lists.lists.map((list) => list.thisUpdate);
  part("lists").textContent = made.length ? shown.time(Math.min(...made)) : words.labels.none;
  let busy = Promise.resolve();

  const take = (files) => {
    const wanted = [...files];
    busy = busy.then(() => examineAll(wanted, contextAt, shown));
  };
  input.addEventListener("change", () => {
    take(input.files);
    input.value = "";
  });
  for (const event of ["dragenter", "dragover"]) {
    drop.addEventListener(event, (moved) => {
      moved.preventDefault();
      drop.classList.add("verify-drop--over");
    });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("verify-drop--over"));
  drop.addEventListener("drop", (dropped) => {
    dropped.preventDefault();
    drop.classList.remove("verify-drop--over");
    take(dropped.dataTransfer.files);
  });
  // Letters that a result may need are there before it: showing it must not ask the network for a font.
  await Promise.allSettled([...document.fonts].map((font) => font.load()));
  input.disabled = false;
}

/** Results of the newest files stand first. @param {File[]} files */
async function examineAll(files, contextAt, shown) {
  if (!files.length) return;
  const [says, results] = [part("says"), part("results")];
  const found = [];
  for (const file of files) {
    says.textContent = words.labels.working.replace("{name}", () => file.name);
    found.push(await examineOne(file, contextAt, shown));
  }
  results.replaceChildren(...found);
  says.textContent = words.labels.done.replace("{count}", () => String(found.length));
  found[0].querySelector("h2").focus();
}

async function examineOne(file, contextAt, shown) {
  const at = Date.now() + ahead;
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const report = await verify(bytes, contextAt(at));
    return shown.result(report, { name: file.name, at, digest: hex(await digest("sha256", bytes)) });
  } catch {
    return shown.broken(file.name); // whatever went wrong, nothing is said of the file
  }
}
