// The wall asks for news every half minute; a page nobody looks at asks for none.
document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.detail.elt.id === "wall") {
    event.preventDefault();
  }
});
