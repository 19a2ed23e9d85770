// Files dropped on the frame become the files of the form; what was chosen is named before it is sent.

const form = document.querySelector("[data-verify-form]");
const zone = document.querySelector("[data-verify-drop]");
const list = document.querySelector("[data-verify-list]");
const hint = document.querySelector("[data-verify-hint]");
const pick = document.querySelector("[data-verify-pick]");
const input = form?.querySelector("input[type=file]");
const limits = form?.querySelector("[data-verify-limits]");

function size(bytes) {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function show() {
  list.replaceChildren(
    ...Array.from(input.files, (file) => {
      const line = document.createElement("li");
      line.textContent = `${file.name} (${size(file.size)})`;
      return line;
    }),
  );
  fits();
}

/** More than the site takes is said at once: nobody waits for an upload that is then refused. */
function fits() {
  const bytes = Array.from(input.files, (file) => file.size).reduce((sum, one) => sum + one, 0);
  const { most, bytes: room, many, large } = limits.dataset;
  const wrong = input.files.length > Number(most) ? many : bytes > Number(room) ? large : "";
  input.setCustomValidity(wrong);
  limits.textContent = wrong;
  limits.hidden = !wrong;
  input.setAttribute("aria-invalid", String(Boolean(wrong)));
}

function over(event) {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  zone.classList.add("verify-drop--over");
}

function dropped(event) {
  event.preventDefault();
  zone.classList.remove("verify-drop--over");
  const files = new DataTransfer();
  for (const file of [...input.files, ...event.dataTransfer.files]) files.items.add(file);
  input.files = files.files;
  show();
}

if (form && zone && list && input) {
  hint.hidden = false;
  pick.hidden = false;
  input.classList.add("visually-hidden"); // still reached by keyboard; its names stand in the list
  zone.addEventListener("dragenter", over);
  zone.addEventListener("dragover", over);
  zone.addEventListener("dragleave", () => zone.classList.remove("verify-drop--over"));
  zone.addEventListener("drop", dropped);
  input.addEventListener("change", show);
}
