/* A tap on a page whose modules have not run yet: held back until they have, or the page would be left
   before it has put what was shown and tapped into the outbox. A classic script in <head>. */
(() => {
  let tapped;

  function holdBack(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    tapped = link;
  }

  addEventListener("click", holdBack, true);
  // The modules have run then, or could not be loaded.
  document.addEventListener("DOMContentLoaded", () => {
    removeEventListener("click", holdBack, true);
    tapped?.click();
  });
})();
