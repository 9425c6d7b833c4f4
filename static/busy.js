/* A form that sends files says that it takes its time, and is sent once. */

for (const form of document.querySelectorAll("[data-sends-files]")) {
  const busy = form.querySelector("[data-busy]");
  form.addEventListener("submit", (event) => {
    if (!busy.hidden) return event.preventDefault();
    const hasFiles = [...form.querySelectorAll("input[type=file]")].some((field) => field.files.length);
    if (hasFiles) busy.hidden = false;
  });
  // Back on the page by the browser's memory: it may be sent again.
  addEventListener("pageshow", () => (busy.hidden = true));
}
