// The frame: drawer navigation on phones, menus that close again.

function drawer() {
  const nav = document.getElementById("nav");
  const opener = document.querySelector("[data-nav-open]");
  if (!nav || !opener) return;
  const rest = [document.getElementById("main"), document.querySelector(".topbar__end")];
  const shade = document.createElement("div");
  shade.className = "backdrop";

  const close = () => {
    nav.classList.remove("is-open");
    document.body.classList.remove("is-nav-open");
    rest.forEach((part) => part?.removeAttribute("inert"));
    shade.remove();
    opener.setAttribute("aria-expanded", "false");
    opener.focus();
  };
  const open = () => {
    nav.classList.add("is-open");
    document.body.classList.add("is-nav-open");
    rest.forEach((part) => part?.setAttribute("inert", ""));
    nav.before(shade);
    opener.setAttribute("aria-expanded", "true");
    nav.querySelector("a").focus();
  };

  // With scripts the link is a button: it opens a part of this page.
  opener.setAttribute("role", "button");
  opener.setAttribute("aria-expanded", "false");
  opener.setAttribute("aria-controls", "nav");
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
  opener.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      open();
    }
  });
  nav.querySelector("[data-nav-close]").addEventListener("click", (event) => {
    event.preventDefault();
    close();
  });
  shade.addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && nav.classList.contains("is-open")) close();
  });
}

function menus() {
  const openOnes = () => [...document.querySelectorAll("details[data-menu][open]")];
  document.addEventListener("click", (event) => {
    openOnes().forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openOnes().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
}

export function watchFrame() {
  drawer();
  menus();
  document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
}
