/* Lists that shrink while one types to the lines in which every word stands. */

function words(text) {
  return text.normalize("NFC").toLocaleLowerCase().split(/\s+/).filter(Boolean);
}

for (const field of document.querySelectorAll("[data-finds]")) {
  const lines = [...document.querySelectorAll(`#${field.dataset.finds} > [data-text]`)];
  const found = document.getElementById("found");
  const all = found.textContent;
  field.addEventListener("input", () => {
    const wanted = words(field.value);
    for (const line of lines) {
      const text = line.dataset.text.normalize("NFC").toLocaleLowerCase();
      line.hidden = !wanted.every((word) => text.includes(word));
    }
    const count = lines.filter((line) => !line.hidden).length;
    found.textContent = count === lines.length ? all : `${count} / ${lines.length}`;
  });
}
