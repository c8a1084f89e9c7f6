// Moves pictures by dragging, by their buttons and by Alt with an arrow; saving the form keeps the order.
(() => {
  const list = document.querySelector("[data-pictures]");
  if (!list) return;
  const items = () => [...list.children];
  const settle = () => {
    const all = items();
    all.forEach((item, at) => {
      item.querySelector("[data-place]").value = at;
      const [earlier, later] = item.querySelectorAll(".picture-actions > .btn");
      earlier.disabled = at === 0;
      later.disabled = at === all.length - 1;
    });
    list.querySelector("input").dispatchEvent(new Event("input", { bubbles: true }));
  };
  const move = (item, by) => {
    const other = by < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    const focused = document.activeElement;
    if (by < 0) other.before(item);
    else other.after(item);
    settle();
    (focused.disabled ? item.querySelector(".picture-actions > .btn:not(:disabled)") : focused)?.focus();
    item.scrollIntoView({ block: "nearest" });
  };
  list.addEventListener("click", (e) => {
    const verb = e.target.closest("button[name=action]")?.value.split(" ")[0];
    if (verb !== "earlier" && verb !== "later") return;
    e.preventDefault();
    move(e.target.closest(".picture-item"), verb === "earlier" ? -1 : 1);
  });
  list.addEventListener("keydown", (e) => {
    const by = e.altKey && { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }[e.key];
    if (!by) return;
    e.preventDefault();
    move(e.target.closest(".picture-item"), by);
  });
  let dragged = null;
  list.addEventListener("dragstart", (e) => {
    dragged = e.target.closest?.(".picture-item");
    // Text in a field is selected by dragging too.
    if (!dragged || e.target !== dragged) return (dragged = null);
    e.dataTransfer.effectAllowed = "move";
    dragged.dataset.dragged = "";
  });
  list.addEventListener("dragover", (e) => {
    if (!dragged) return;
    e.preventDefault();
    const over = e.target.closest(".picture-item");
    if (!over || over === dragged) return;
    const box = over.getBoundingClientRect();
    const after = e.clientY > box.top + box.height / 2 || (e.clientY > box.top && e.clientX > box.left + box.width / 2 && box.width < list.clientWidth / 2);
    if (after) over.after(dragged);
    else over.before(dragged);
  });
  list.addEventListener("dragend", () => {
    if (!dragged) return;
    delete dragged.dataset.dragged;
    dragged = null;
    settle();
  });
})();
