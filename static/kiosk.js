/* What a page of the visitor's door starts. */
import { startClock } from "./clock.js";
import { keepOneOpen } from "./disclosures.js";
import { keepFresh } from "./fresh.js";
import { goHomeByItself } from "./go_home.js";
import { watchForIdleness } from "./idle.js";
import { send } from "./outbox.js";
import { watchPromises } from "./promise.js";
import { watchTaps } from "./taps.js";
import { keepTyped } from "./typed.js";

// The language is in the cookie by now: a reload or a copied address must not ask for it again.
const here = new URL(location.href);
if (here.searchParams.has("lang")) {
  here.searchParams.delete("lang");
  history.replaceState(null, "", here);
}

if (document.body.hasAttribute("data-kiosk")) {
  for (const gesture of ["contextmenu", "dragstart"]) {
    addEventListener(gesture, (event) => event.preventDefault());
  }
}

startClock();
keepOneOpen();
keepTyped();
goHomeByItself();
watchForIdleness();
watchTaps();
keepFresh();
watchPromises();
send();
