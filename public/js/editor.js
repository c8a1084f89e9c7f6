// The forms of products and size guides: characters are counted, the preview follows what is typed, and typing into the last row or
// column makes one more. The forms have spare ones without it.
(() => {
  const $ = (id) => document.getElementById(id);
  const typed = (id) => $(id)?.value.trim() ?? "";

  const count = () => document.querySelectorAll("[data-count]").forEach((one) => {
    const length = [...typed(one.dataset.count)].length;
    one.textContent = length;
    one.parentElement.classList.toggle("tone-warn", length > Number(one.dataset.most));
  });
  const cut = (text, most) => ([...text].length > most ? [...text].slice(0, most).join("").trimEnd() + "…" : text);
  const preview = () => {
    const box = document.querySelector("[data-preview]");
    if (!box) return;
    const part = (name) => box.querySelector(`[data-part=${name}]`);
    part("title").textContent = cut(typed("seo_title") || typed("name"), 60) || "–";
    if (typed("slug")) part("slug").textContent = typed("slug");
    const text = typed("seo_description") || typed("description").replace(/[#*_>`~\[\]]|\(https?:[^)]*\)/g, "");
    part("text").textContent = cut(text.replace(/\s+/g, " "), 155) || "–";
  };

  // A copy of a row or cell with the next number in the names of its fields.
  const next = (node, from, to) => {
    const copy = node.cloneNode(true);
    for (const field of [copy, ...copy.querySelectorAll("*")]) {
      for (const name of ["id", "name", "for", "aria-describedby"]) {
        const value = field.getAttribute(name);
        if (value) field.setAttribute(name, value.replace(from, to));
      }
      if (field.hasAttribute("aria-label")) field.setAttribute("aria-label", field.getAttribute("aria-label").replace(/\d+/, (n) => Number(n) + 1));
      field.removeAttribute("aria-invalid");
      if (field.matches("input")) field.setAttribute("value", ""), (field.value = "");
    }
    copy.querySelectorAll(".error-text").forEach((error) => error.remove());
    return copy;
  };
  const grow = (input) => {
    const most = 40;
    const row = input.closest("[data-grow-row]");
    if (row && row === row.parentElement.lastElementChild && row.parentElement.children.length < most) {
      const n = row.parentElement.children.length - 1;
      row.after(next(row, new RegExp(`(attributes|rows\\])\\[${n}\\]`), `$1[${n + 1}]`));
    }
    const table = input.closest("[data-grow-columns]");
    const cell = input.closest("td, th");
    if (table && cell && cell === cell.parentElement.lastElementChild && cell.cellIndex > 0 && cell.cellIndex < most) {
      const n = cell.cellIndex - 1;
      for (const line of table.rows) line.append(next(line.lastElementChild, new RegExp(`(sizes|values)\\]\\[${n}\\]`), `$1][${n + 1}]`));
    }
  };

  document.addEventListener("input", (e) => {
    if (e.target.value) grow(e.target);
    count();
    preview();
  });
  count();
})();
