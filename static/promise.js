/* "Was it done in the promised time?": one tap, which goes into the outbox at once. */
import { newId } from "./ids.js";
import { putAnswer } from "./outbox.js";

function onClick(event) {
  const button = event.target.closest?.("button[data-kept]");
  const asked = button?.closest("[data-promise]");
  if (!asked) return;
  const { service, version } = asked.dataset;
  const { division, answers } = { ...document.body.dataset, ...asked.dataset };
  const answer = { id: newId(), service, version: Number(version), division, kept: button.dataset.kept === "yes" };
  putAnswer({ ...answer, at: new Date().toISOString() }, answers).catch(() => {});
  // The thanks look the same for either answer.
  asked.querySelector("[data-promise-asked]").hidden = true;
  const thanks = asked.querySelector("[data-promise-thanks]");
  thanks.hidden = false;
  thanks.focus();
}

export function watchPromises() {
  document.addEventListener("click", onClick);
}
