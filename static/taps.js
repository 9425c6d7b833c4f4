/* What a visitor was shown and what they said, each put into the outbox once.

   Pages never count on the server; only taps do. A page names the tap that showing it is
   (data-shown), a link the tap that following it is (data-tap). */
import { newId } from "./ids.js";
import { putTap } from "./outbox.js";

const ONE_TAP = 3000; // ms within which the same thing again is the same tap
const LONGEST_WAIT = 150; // ms a link waits for the outbox before it goes on

function remembered(name, otherwise) {
  try {
    return JSON.parse(sessionStorage.getItem(name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function remember(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Without it a reload counts again; the server still merges a kiosk's repeats.
  }
}

/* A page is still being shown while the visitor is on it or on a page below it: its reload, another
   language, or coming back to it from below is the same showing. */
function isShownAnew(path) {
  const open = remembered("open", []).filter((one) => one === path || path.startsWith(`${one}/`));
  const isAnew = !open.includes(path);
  remember("open", isAnew ? [...open, path] : open);
  return isAnew;
}

function isRepeat(tap, now) {
  const last = remembered("last", {});
  const key = [tap.kind, tap.division, tap.channel].join(" ");
  const isOne = Math.abs(now - (last[key] ?? -Infinity)) < ONE_TAP;
  if (!isOne) remember("last", { ...last, [key]: now });
  return isOne;
}

export async function recordTap(kind, { division, channel }) {
  const at = new Date();
  const tap = { kind, division: division ?? null, channel: channel ?? null };
  if (isRepeat(tap, at.getTime())) return;
  await putTap({ id: newId(), ...tap, at: at.toISOString() }, document.body.dataset.taps);
}

function wait(ms) {
  return new Promise((done) => setTimeout(done, ms));
}

async function follow(link) {
  const recorded = recordTap(link.dataset.tap, { ...document.body.dataset, ...link.dataset });
  await Promise.race([recorded.catch(() => {}), wait(LONGEST_WAIT)]);
  location.assign(link.href);
}

function onClick(event) {
  const link = event.target.closest?.("a[data-tap]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  follow(link);
}

function onShown() {
  const { shown, division, channel } = document.body.dataset;
  if (isShownAnew(location.pathname) && shown) recordTap(shown, { division, channel });
}

export function watchTaps() {
  if (!document.body.dataset.taps) return;
  document.addEventListener("click", onClick);
  // A page made ahead of time is shown only when somebody comes to it.
  if (document.prerendering) document.addEventListener("prerenderingchange", onShown, { once: true });
  else onShown();
  addEventListener("pageshow", (event) => event.persisted && isShownAnew(location.pathname));
}
