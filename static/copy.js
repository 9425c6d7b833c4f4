/* Buttons that copy what a field holds, also where the page is no secure one. */

async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand("copy"); // plain http has no clipboard of the newer kind
  }
}

for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copies);
    const said = (await copy(field)) ? button.dataset.copied : button.dataset.byHand;
    button.querySelector("span").textContent = said;
    document.getElementById("copied").textContent = said;
  });
}
