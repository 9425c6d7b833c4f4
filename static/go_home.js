/* The end of a visit goes home by itself; it says when, and stays if asked to. */
import { inDigits } from "./digits.js";

const LOOK_EVERY = 250; // ms
const LIFE = ["pointerdown", "keydown"];

export function goHomeByItself() {
  const end = document.querySelector("[data-go-home]");
  if (!end || end.closest("[hidden]")) return;
  const words = end.querySelector("[data-go-home-words]");
  const seconds = Number(end.dataset.goHome);
  let since = performance.now();

  const look = () => {
    const left = seconds - (performance.now() - since) / 1000;
    if (left <= 0) {
      clearInterval(timer);
      location.replace(document.body.dataset.home);
    }
    words.textContent = words.dataset.goHomeWords.replace("{seconds}", inDigits(Math.max(0, Math.ceil(left))));
  };
  const stay = (event) => {
    clearInterval(timer);
    words.textContent = words.dataset.stayed;
    event.currentTarget.hidden = true;
  };

  const timer = setInterval(look, LOOK_EVERY);
  look();
  for (const event of LIFE) addEventListener(event, () => (since = performance.now()), { passive: true });
  end.querySelector("[data-stay]").addEventListener("click", stay);
}
