/* A paired kiosk that nobody touches asks whether somebody is there, then wipes and goes home. */
import { inDigits } from "./digits.js";

const COUNTDOWN = 30; // seconds
const LOOK_EVERY = 500; // ms
const LIFE = ["pointerdown", "pointermove", "keydown", "input", "wheel", "touchstart"];

function wipe() {
  for (const field of document.querySelectorAll("input:not([type=hidden]), textarea")) field.value = "";
  try {
    sessionStorage.clear();
    localStorage.removeItem("display");
  } catch {
    // No storage, nothing to wipe.
  }
  location.replace(document.body.dataset.homeAfresh);
}

/* Whether home looks as it did when the last visitor came. */
function isAsAtFirst() {
  const { lang, dataset } = document.documentElement;
  const first = new URL(document.body.dataset.homeAfresh, location.href).searchParams.get("lang");
  return lang === first && dataset.size === "100" && dataset.theme === "plain" && scrollY === 0;
}

export function watchForIdleness() {
  const { kiosk, home } = document.body.dataset;
  const dialog = document.querySelector("[data-idle-dialog]");
  if (kiosk === undefined || !dialog) return;
  const isHome = location.pathname === home;
  const left = dialog.querySelector("[data-idle-left]");
  let lastLife = performance.now();

  const live = () => {
    if (!dialog.open) lastLife = performance.now();
  };
  const stay = () => {
    dialog.close();
    live();
  };
  const look = () => {
    // A page whose screens follow one another says for each how long it may be left alone.
    const idle = (performance.now() - lastLife) / 1000 - Number(document.body.dataset.idleSeconds);
    if (idle < 0) return;
    if (isHome) {
      if (!isAsAtFirst()) wipe();
      lastLife = performance.now();
      return;
    }
    if (idle >= COUNTDOWN) return wipe();
    left.textContent = inDigits(Math.ceil(COUNTDOWN - idle));
    if (!dialog.open) dialog.showModal();
  };

  for (const event of LIFE) addEventListener(event, live, { capture: true, passive: true });
  dialog.addEventListener("click", stay);
  dialog.addEventListener("close", live);
  dialog.addEventListener("keydown", (event) => {
    event.preventDefault();
    stay();
  });
  setInterval(look, LOOK_EVERY);
}
