/* The screens of an opinion, one after the other without loading anything; each answer goes into
   the outbox at once. What is written and not sent is kept nowhere. */
import { inDigits } from "./digits.js";
import { goHomeByItself } from "./go_home.js";
import { newId } from "./ids.js";
import { putAnswer } from "./outbox.js";
import { recordTap } from "./taps.js";

const KEPT_AS = "opinion"; // where the visitor stands, across a change of language only
const NEW_FOR = 400; // ms in which a second tap is still the one that led here
const opinion = document.querySelector("[data-opinion]");
const screens = [...opinion.querySelectorAll("[data-screen]")];
const answered = new Set();
let present = screens.findIndex((screen) => !screen.hidden);

/* ---- Which screen is shown ---- */

function showAnswered(screen) {
  const isAnswered = answered.has(screen.dataset.screen);
  const form = screen.querySelector("form");
  if (!form) return;
  form.hidden = isAnswered;
  screen.querySelector(".answered").hidden = !isAnswered;
}

function show(number) {
  const screen = screens[number];
  present = number;
  for (const other of screens) other.hidden = other !== screen;
  showAnswered(screen);
  document.body.dataset.idleSeconds = screen.dataset.idleSeconds ?? "60";
  screen.classList.add("is-new");
  setTimeout(() => screen.classList.remove("is-new"), NEW_FOR);
  scrollTo(0, 0);
  screen.querySelector("h1").focus({ preventScroll: true });
  if (screen.dataset.screen === "thanks") goHomeByItself();
}

/* ---- Answers ---- */

function valueOf(screen, form, submitter) {
  const { kind } = screen.dataset;
  if (kind === "faces" || kind === "one") return submitter?.value;
  if (kind === "many") return [...form.querySelectorAll(":checked")].map((box) => box.value);
  return form.querySelector("textarea").value;
}

function isEmpty(value) {
  return Array.isArray(value) ? !value.length : !value?.trim();
}

function send(screen, value) {
  const { questionnaire, version } = opinion.dataset;
  const { division, answers } = document.body.dataset;
  if (!answers) return answered.add(screen.dataset.screen); // a preview
  if (!answered.size) recordTap("opinion_given", { division }).catch(() => {});
  answered.add(screen.dataset.screen);
  const asked = { questionnaire, version: Number(version), question: screen.dataset.screen, division };
  putAnswer({ id: newId(), ...asked, value, at: new Date().toISOString() }, answers).catch(() => {});
}

function onSubmit(event) {
  event.preventDefault();
  const screen = screens[present];
  const value = valueOf(screen, event.target, event.submitter);
  if (!isEmpty(value) && !answered.has(screen.dataset.screen)) send(screen, value);
  event.target.reset();
  showLeft(screen);
  show(present + 1);
}

/* ---- The way on, and back ---- */

function onClick(event) {
  const link = event.target.closest?.("[data-next], [data-finish]");
  if (!link) return;
  event.preventDefault();
  show(link.matches("[data-finish]") ? screens.length - 1 : present + 1);
}

/* Back is the screen before; from the first, and from the thanks, it leaves. */
function onBack(event) {
  if (present === 0 || present === screens.length - 1) return;
  event.preventDefault();
  show(present - 1);
}

/* ---- How much may still be written ---- */

function showLeft(screen) {
  const counter = screen.querySelector("[data-counter]");
  if (!counter) return;
  const left = Number(counter.dataset.most) - screen.querySelector("textarea").value.length;
  counter.textContent = counter.dataset.words.replace("{left}", inDigits(left));
}

/* ---- Across a change of language ---- */

function remember() {
  const { questionnaire, version } = opinion.dataset;
  const state = { of: [questionnaire, version].join(" "), present, answered: [...answered] };
  try {
    sessionStorage.setItem(KEPT_AS, JSON.stringify(state));
  } catch {
    // Then the other language begins with the first question.
  }
}

function recall() {
  const { questionnaire, version } = opinion.dataset;
  try {
    const state = JSON.parse(sessionStorage.getItem(KEPT_AS) ?? "{}");
    sessionStorage.removeItem(KEPT_AS);
    if (state.of !== [questionnaire, version].join(" ")) return;
    state.answered.forEach((code) => answered.add(code));
    show(state.present);
  } catch {
    // No storage: it begins with the first question.
  }
}

opinion.addEventListener("submit", onSubmit);
opinion.addEventListener("click", onClick);
opinion.addEventListener("input", (event) => showLeft(event.target.closest("[data-screen]")));
document.querySelector(".bar-back")?.addEventListener("click", onBack);
document.querySelector(".bar-back")?.setAttribute("href", opinion.dataset.back);
for (const link of document.querySelectorAll("[data-keeps-typed]")) link.addEventListener("click", remember);
recall();
screens.forEach(showLeft);
