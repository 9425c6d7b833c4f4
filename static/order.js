/* Lists whose lines can be dragged into another order; the buttons beside them do the same by keys. */

const said = document.querySelector("[data-order-said]");

async function keepOrder(list) {
  const form = new URLSearchParams({ csrf_token: list.dataset.token, kind: list.dataset.kind });
  for (const line of list.children) form.append("code", line.dataset.code);
  const answer = await fetch(list.dataset.order, { method: "POST", body: form }).catch(() => null);
  said.textContent = answer?.ok ? list.dataset.kept : list.dataset.failed;
  said.classList.toggle("unseen", Boolean(answer?.ok));
}

/* A button that stood at an end may have to move again, and another one not. */
function showEnds(list) {
  for (const line of list.children) {
    for (const button of line.querySelectorAll("button[name=to]")) {
      const end = button.value === "up" ? list.firstElementChild : list.lastElementChild;
      button.disabled = line === end;
    }
  }
}

function lineBelow(list, dragged, y) {
  const others = [...list.children].filter((line) => line !== dragged);
  return others.find((line) => {
    const box = line.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
}

function makeHandle(list, line) {
  const handle = document.createElement("span");
  handle.className = "handle";
  handle.setAttribute("aria-hidden", "true");
  line.prepend(handle);
  line.classList.add("has-handle");
  handle.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    const before = line.nextElementSibling;
    const end = new AbortController();
    const heard = { signal: end.signal };
    line.classList.add("is-dragged");
    // On the document: a line that moves within the list would lose the pointer it had captured.
    document.addEventListener("pointermove", ({ clientY }) => {
      const below = lineBelow(list, line, clientY) ?? null;
      if (below !== line.nextElementSibling) list.insertBefore(line, below);
    }, heard);
    const drop = () => {
      end.abort();
      line.classList.remove("is-dragged");
      showEnds(list);
      if (line.nextElementSibling !== before) keepOrder(list);
    };
    document.addEventListener("pointerup", drop, heard);
    document.addEventListener("pointercancel", drop, heard);
  });
}

for (const list of document.querySelectorAll("[data-order]")) {
  if (list.children.length > 1) [...list.children].forEach((line) => makeHandle(list, line));
}
