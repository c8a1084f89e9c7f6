// Makes a spreadsheet of the grid of variants: the server has written plain inputs, and they stay what is sent.
(() => {
  const form = document.querySelector(".sheet-form");
  if (!form) return;
  const rows = [...form.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll(".cell")]);
  const places = new Map();
  rows.forEach((row, y) => row.forEach((cell, x) => places.set(cell, [y, x])));
  const note = form.querySelector("[data-count]");
  const isBox = (cell) => cell.type === "checkbox";
  const get = (cell) => (isBox(cell) ? (cell.checked ? "1" : "0") : cell.value);
  const base = new Map();
  for (const cell of places.keys()) {
    const was = cell.dataset.was;
    base.set(cell, isBox(cell) ? ((was ?? (cell.defaultChecked ? "true" : "")) ? "1" : "0") : (was ?? cell.defaultValue));
  }

  // ---- what is changed

  const changed = new Set();
  const mark = (cell) => {
    const is = get(cell).trim() !== base.get(cell).trim();
    if (is) changed.add(cell);
    else changed.delete(cell);
    cell.toggleAttribute("data-changed", is);
    if (note) note.textContent = changed.size === 0 ? "" : changed.size === 1 ? note.dataset.one : note.dataset.many.replace("2", changed.size);
  };
  const put = (cell, value) => {
    if (isBox(cell)) cell.checked = /^(1|true|yes|x|✓)$/i.test(value.trim());
    else cell.value = value.trim();
    cell.dispatchEvent(new Event("input", { bubbles: true }));
  };
  form.addEventListener("input", (e) => places.has(e.target) && mark(e.target));
  // Back from another page the browser has filled in what was typed.
  const markAll = () => [...places.keys()].forEach(mark);
  addEventListener("pageshow", markAll);
  // Rows that nobody has touched are not sent.
  form.addEventListener("formdata", (e) => {
    rows.forEach((row) => {
      if (row.some((cell) => changed.has(cell))) return;
      const start = row[0].name.slice(0, row[0].name.indexOf("]") + 1);
      for (const name of [...e.formData.keys()]) if (name.startsWith(start)) e.formData.delete(name);
    });
  });

  // ---- where one is

  let anchor = null; // the other corner of the range
  let before = ""; // what the cell was when one came
  let editing = false; // arrows move in the text
  let picked = [];
  const at = () => places.get(document.activeElement);
  const range = () => {
    const here = at();
    if (!here) return null;
    const from = anchor ?? here;
    return [Math.min(from[0], here[0]), Math.min(from[1], here[1]), Math.max(from[0], here[0]), Math.max(from[1], here[1])];
  };
  const each = ([top, left, bottom, right], what) => {
    for (let y = top; y <= bottom; y++) for (let x = left; x <= right; x++) if (rows[y]?.[x]) what(rows[y][x], y, x);
  };
  const show = () => {
    picked.forEach((cell) => cell.closest("td").removeAttribute("data-picked"));
    picked = [];
    const area = anchor && range();
    if (area) each(area, (cell) => (picked.push(cell), (cell.closest("td").dataset.picked = "")));
  };
  const go = (y, x, extend) => {
    const here = at();
    const next = rows[Math.max(0, Math.min(rows.length - 1, y))]?.[Math.max(0, Math.min(rows[0].length - 1, x))];
    if (!next) return;
    const corner = extend ? (anchor ?? here) : null;
    next.focus();
    anchor = corner;
    show();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  form.addEventListener("focusin", (e) => {
    if (!places.has(e.target)) return;
    before = get(e.target);
    editing = false;
    anchor = null;
    show();
    if (!isBox(e.target)) e.target.select();
  });
  form.addEventListener("dblclick", (e) => places.has(e.target) && (editing = true));
  // A second click into the cell puts the cursor there.
  form.addEventListener("mousedown", (e) => {
    if (!places.has(e.target)) return;
    if (e.shiftKey && at()) {
      e.preventDefault();
      go(...places.get(e.target), true);
    } else if (e.target === document.activeElement && !isBox(e.target)) editing = true;
  });
  form.addEventListener("mouseup", (e) => {
    // The browser would put the cursor where it was clicked; whoever types replaces.
    if (places.has(e.target) && !editing && !isBox(e.target)) e.preventDefault();
  });

  form.addEventListener("keydown", (e) => {
    const here = at();
    if (!here || e.altKey || e.isComposing) return;
    const cell = document.activeElement;
    const [y, x] = here;
    const control = e.ctrlKey || e.metaKey;
    const arrow = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[e.key];
    if (arrow && !control) {
      if (editing && arrow[1]) return;
      go(y + arrow[0], x + arrow[1], e.shiftKey && !editing);
    } else if (arrow) {
      if (editing) return;
      const far = 1e6;
      go(y + arrow[0] * far, x + arrow[1] * far, e.shiftKey);
    } else if (e.key === "Enter" && control) {
      form.requestSubmit(form.querySelector(".btn-primary"));
    } else if (e.key === "Enter") go(y + (e.shiftKey ? -1 : 1), x, false);
    else if (e.key === "F2") {
      editing = true;
      if (!isBox(cell)) cell.setSelectionRange(cell.value.length, cell.value.length);
    } else if (e.key === "Escape") {
      // First the typing of now, then what was saved.
      if (anchor) (anchor = null), show();
      else put(cell, get(cell) !== before ? before : base.get(cell));
      editing = false;
      if (!isBox(cell)) cell.select();
    } else if (e.key === "Delete" && !editing) {
      each(range(), (one) => put(one, ""));
    } else if (control && e.key.toLowerCase() === "d") {
      const [top, left, bottom, right] = range();
      const from = top === bottom ? top - 1 : top;
      if (from >= 0) each([from + 1, left, bottom, right], (one, _, column) => put(one, get(rows[from][column])));
    } else if (control && e.key.toLowerCase() === "a" && !editing) {
      anchor = [0, 0];
      rows.at(-1).at(-1).focus();
      anchor = [0, 0];
      show();
    } else return;
    e.preventDefault();
  });

  // ---- the clipboard, as spreadsheets write it

  form.addEventListener("copy", (e) => {
    if (!at() || (editing && !anchor)) return;
    const lines = [];
    const [top, left, bottom, right] = range();
    for (let y = top; y <= bottom; y++) lines.push(rows[y].slice(left, right + 1).map(get).join("\t"));
    e.clipboardData.setData("text/plain", lines.join("\n"));
    e.preventDefault();
  });
  form.addEventListener("paste", (e) => {
    const here = at();
    if (!here || (editing && !anchor)) return;
    const text = e.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    const lines = text.split("\n").map((line) => line.split("\t"));
    const [top, left, bottom, right] = range();
    e.preventDefault();
    if (lines.length === 1 && lines[0].length === 1) return each([top, left, bottom, right], (cell) => put(cell, lines[0][0]));
    lines.forEach((line, y) => line.forEach((value, x) => rows[top + y]?.[left + x] && put(rows[top + y][left + x], value)));
    const last = [Math.min(rows.length - 1, top + lines.length - 1), Math.min(rows[0].length - 1, left + Math.max(...lines.map((line) => line.length)) - 1)];
    rows[top][left].focus();
    anchor = last;
    show();
  });
  markAll();
})();
