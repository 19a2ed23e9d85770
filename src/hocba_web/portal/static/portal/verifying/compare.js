// Is the file at hand the one of the report? Its digest is computed here; the file is not sent anywhere.

const box = document.querySelector("[data-verify-compare]");
const input = document.querySelector("[data-verify-mine]");
const answer = document.querySelector("[data-verify-answer]");
const expected = document.querySelector("[data-verify-expected]")?.dataset.verifyExpected;

async function compare() {
  const [file] = input.files;
  if (!file) return;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  answer.textContent = found === expected ? answer.dataset.same : answer.dataset.other;
}

if (box && input && answer && expected && window.isSecureContext) {
  box.hidden = false;
  input.addEventListener("change", compare);
}
