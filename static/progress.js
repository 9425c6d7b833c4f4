/* Work that goes on in the server shows by itself how far it is; once it is done, the page is new. */

const LOOKS_EVERY = 2000;

async function look() {
  const shown = document.querySelector("[data-progress]");
  if (!shown) return;
  try {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-progress]");
    if (!fresh) return void location.reload();
    if (fresh.textContent !== shown.textContent) shown.textContent = fresh.textContent;
  } catch {
    // The network is away for a moment.
  }
  setTimeout(look, LOOKS_EVERY);
}

setTimeout(look, LOOKS_EVERY);
