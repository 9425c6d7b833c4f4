/* What was typed outlives a change of language, and nothing else. */

const KEPT_AS = "typed";

function fields(form) {
  return [...form.querySelectorAll("input:not([type=hidden]), textarea")];
}

/* What tells a field from the others: boxes to tick share a name, and forms of one page may. */
function keyOf(field) {
  return [field.form?.action, field.name, field.type === "checkbox" ? field.value : ""].join(" ");
}

function restore(form) {
  const kept = sessionStorage.getItem(KEPT_AS);
  sessionStorage.removeItem(KEPT_AS);
  const { path, values } = JSON.parse(kept ?? "{}");
  if (path !== location.pathname) return;
  for (const field of fields(form)) {
    const value = values[keyOf(field)];
    if (field.type === "checkbox") field.checked = value === true;
    else field.value = value ?? "";
  }
}

function keep(form) {
  const values = Object.fromEntries(
    fields(form).map((field) => [keyOf(field), field.type === "checkbox" ? field.checked : field.value]),
  );
  sessionStorage.setItem(KEPT_AS, JSON.stringify({ path: location.pathname, values }));
}

export function keepTyped() {
  const form = document.querySelector("[data-keep-typed]");
  if (!form) return;
  try {
    restore(form);
  } catch {
    return; // no storage: the text is typed again
  }
  for (const link of document.querySelectorAll("[data-keeps-typed]")) {
    link.addEventListener("click", () => keep(form));
  }
  for (const leave of form.querySelectorAll("[data-wipe]")) {
    leave.addEventListener("click", () => fields(form).forEach((field) => (field.value = "")));
  }
}
