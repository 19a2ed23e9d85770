// Dialogs: opened by attributes; a question before an act that cannot be taken back lightly.
//   <button data-dialog="id">             opens <dialog id="id">; data-close inside closes it
//   <form data-confirm="Khóa sổ lớp 3A?"> asks first (also on a button or link); more words: data-confirm-title,
//                                         data-confirm-yes; data-confirm-kind="danger" colours the button

function ask(source, question) {
  const dialog = document.getElementById("confirm-dialog");
  const title = dialog.querySelector("h2");
  const yes = dialog.querySelector("[data-yes]");
  title.textContent = source?.dataset.confirmTitle || title.dataset.default;
  dialog.querySelector("[data-text]").textContent = question;
  yes.textContent = source?.dataset.confirmYes || yes.dataset.default;
  yes.className = source?.dataset.confirmKind === "danger" ? "btn btn--danger-solid" : "btn btn--primary";
  dialog.returnValue = "no";
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
    dialog.showModal();
  });
}

async function onSubmit(event) {
  const form = event.target;
  const source = event.submitter?.dataset.confirm ? event.submitter : form;
  if (!source.dataset.confirm || form.dataset.confirmed === "yes") {
    delete form.dataset.confirmed;
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (await ask(source, source.dataset.confirm)) {
    form.dataset.confirmed = "yes";
    form.requestSubmit(event.submitter);
  }
}

async function onClick(event) {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.dialog)?.showModal();
    return;
  }
  const closer = event.target.closest("dialog [data-close]");
  if (closer) {
    event.preventDefault();
    closer.closest("dialog").close();
    return;
  }
  const link = event.target.closest("a[data-confirm]");
  if (link) {
    event.preventDefault();
    if (await ask(link, link.dataset.confirm)) location.assign(link.href);
  }
}

async function onHtmx(event) {
  if (!event.detail.question) return;
  event.preventDefault();
  if (await ask(event.detail.elt, event.detail.question)) event.detail.issueRequest(true);
}

export function watchConfirmations() {
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("click", onClick);
  document.addEventListener("htmx:confirm", onHtmx);
}
