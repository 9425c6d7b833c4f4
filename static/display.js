/* Text size and contrast as the visitor chose them. A classic script in <head>: it must have spoken
   before the page is painted. */
(() => {
  const SIZES = ["100", "150", "200"];
  const KEPT_AS = "display";
  const root = document.documentElement;

  function read() {
    try {
      return JSON.parse(localStorage.getItem(KEPT_AS)) ?? {};
    } catch {
      return {}; // no storage, or something else's: the page looks as it does at first
    }
  }

  function keep() {
    try {
      localStorage.setItem(KEPT_AS, JSON.stringify({ size: root.dataset.size, theme: root.dataset.theme }));
    } catch {
      // The choice then holds for this page only.
    }
  }

  function show({ size, theme }) {
    root.dataset.size = SIZES.includes(size) ? size : SIZES[0];
    root.dataset.theme = theme === "contrast" ? "contrast" : "plain";
  }

  function showPressed() {
    const pressed = String(root.dataset.theme === "contrast");
    document.querySelector("[data-contrast]")?.setAttribute("aria-pressed", pressed);
  }

  function nextSize(button) {
    root.dataset.size = SIZES[(SIZES.indexOf(root.dataset.size) + 1) % SIZES.length];
    const said = document.querySelector("[data-announcements]");
    if (said) said.textContent = button.dataset.said.replace("{size}", root.dataset.size);
  }

  root.dataset.script = "";
  show(read());
  document.addEventListener("DOMContentLoaded", showPressed);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-next-size], [data-contrast]");
    if (!button) return;
    if (button.matches("[data-contrast]")) {
      root.dataset.theme = root.dataset.theme === "contrast" ? "plain" : "contrast";
      showPressed();
    } else {
      nextSize(button);
    }
    keep();
  });
  // A page that comes back from the browser's memory may have been left in another look.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    show(read());
    showPressed();
  });
})();
