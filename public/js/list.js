// Keys of lists: j and k move between rows, x ticks, Enter opens, e edits. And what is left out of "all that match" goes along to the next
// page.
(() => {
  const lists = () => [...document.querySelectorAll("[data-rows] tbody tr")];
  let at = -1;
  let current = null;

  const move = (step) => {
    const rows = lists();
    if (!rows.length) return;
    // The list may have been replaced by a fresh one.
    const place = current?.isConnected ? rows.indexOf(current) : Math.min(at, rows.length);
    at = Math.max(0, Math.min(rows.length - 1, place + step));
    current?.removeAttribute("data-current");
    current = rows[at];
    current.dataset.current = "";
    const link = current.querySelector(".row-link");
    link?.focus({ preventScroll: true });
    current.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (e) => {
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey) return;
    const field = e.target.closest("input:not([type=checkbox]),select,textarea,[contenteditable],dialog");
    if (field) return;
    if (e.key === "j") move(1);
    else if (e.key === "k") move(-1);
    else if (e.key === "x" && current?.isConnected) current.querySelector(".cell-check input")?.click();
    else if (e.key === "Enter" && current?.isConnected && e.target === document.body) current.querySelector(".row-link")?.click();
    else if (e.key === "e" && current?.isConnected && current.querySelector("[data-edit]")) location.assign(current.querySelector("[data-edit]").dataset.edit);
    else return;
    e.preventDefault();
  });

  // Unticked rows of "all that match" are left out on the other pages too.
  document.addEventListener("change", (e) => {
    const box = e.target.closest?.("[data-rows] .cell-check input");
    const form = document.querySelector(".bulkbar-all");
    if (!box || !form) return;
    const except = form.elements.except;
    const left = new Set(except.value.split(",").filter(Boolean));
    for (const other of document.querySelectorAll("[data-rows] tbody .cell-check input")) {
      if (other.checked) left.delete(other.value);
      else left.add(other.value);
    }
    except.value = [...left].join(",");
    for (const link of document.querySelectorAll(".pager a")) {
      const url = new URL(link.href);
      if (left.size) url.searchParams.set("except", except.value);
      else url.searchParams.delete("except");
      link.href = url;
    }
  });
})();
