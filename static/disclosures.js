/* Channels that open to show their code: one at a time, and into view. */

/* Beside the list (on a wide page) one is always shown; within it, each opens and closes. */
function isBeside(details) {
  const shown = details.querySelector(".choice-shown");
  return shown !== null && getComputedStyle(shown).position === "absolute";
}

function onClick(event) {
  const details = event.target.closest?.("summary")?.parentElement;
  if (!details) return;
  if (details.open && isBeside(details)) {
    event.preventDefault();
    return;
  }
  // Browsers of before 2024 do not know that details of one name exclude each other.
  for (const other of document.querySelectorAll("details[open]")) {
    if (other !== details && other.getAttribute("name") === details.getAttribute("name")) other.open = false;
  }
  if (!isBeside(details)) setTimeout(() => details.open && details.scrollIntoView({ block: "nearest" }));
}

export function keepOneOpen() {
  document.addEventListener("click", onClick);
}
