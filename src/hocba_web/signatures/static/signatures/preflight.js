// Before signing: is the program on this computer there, is this computer's clock right.
import { available, obstacle } from "./agent.js";

const DRIVERS = { agent: "hocba", vgca: "vgca" };
const SKEW_S = 600;
const box = document.querySelector("[data-preflight]");

async function look() {
  const { way, programUrl } = document.querySelector('input[name="certificate"]:checked')?.dataset ?? {};
  const driver = DRIVERS[way];
  box.hidden = !driver;
  if (!driver) return;
  const line = box.querySelector("[data-preflight-text]");
  line.textContent = line.dataset.looking;
  if (await available(driver, programUrl)) line.textContent = line.dataset.found;
  else line.textContent = (await obstacle()) ? line.dataset.blocked : line.dataset.missing;
}

if (box) {
  const skew = Math.abs(Date.now() / 1000 - Number(box.dataset.now));
  document.querySelector("[data-clock]").hidden = skew < SKEW_S;
  document.addEventListener("change", (event) => {
    if (event.target.name === "certificate") look();
  });
  look();
}
