// The tree of categories by keys (Alt with arrows) and by drag. The menus of the rows do the same without it.
(() => {
  const tree = document.getElementById("category-tree");
  const told = document.getElementById("category-told");
  if (!tree) return;
  const row = (id) => tree.querySelector(`[data-id="${id}"]`);

  // What the server refuses is sent again as a plain form: its answer says why.
  const plainly = (values) => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = tree.dataset.move;
    for (const [name, value] of Object.entries(values)) {
      const input = document.createElement("input");
      [input.type, input.name, input.value] = ["hidden", name, value];
      form.append(input);
    }
    document.body.append(form);
    form.requestSubmit();
  };

  // One after the other: keys are quicker than answers.
  let turn = Promise.resolve();
  const move = (id, to, other = "") => {
    const values = { category_id: id, to, other_category_id: other };
    turn = turn.then(async () => {
      const answer = await fetch(tree.dataset.move, { method: "POST", body: new URLSearchParams(values), headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("category-tree");
      if (!answer.ok || !fresh) return plainly(values);
      tree.innerHTML = fresh.innerHTML;
      arm();
      told.textContent = page.querySelector("#toasts .body")?.textContent.trim() ?? "";
      row(id)?.querySelector(".tree-name")?.focus();
    }).catch(() => plainly(values));
  };

  const keys = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };
  tree.addEventListener("keydown", (e) => {
    const at = e.target.closest("[data-id]");
    if (!e.altKey || !at || !keys[e.key]) return;
    e.preventDefault();
    move(at.dataset.id, keys[e.key]);
  });

  let dragged = "";
  const arm = () => tree.querySelectorAll("[data-id]").forEach((one) => (one.draggable = true));
  const clear = () => tree.querySelectorAll("[data-drop]").forEach((one) => delete one.dataset.drop);
  // The upper part of a row is before it, the lower behind it, the middle inside.
  const where = (e) => {
    const at = e.target.closest?.("[data-id]");
    if (!dragged || !at || at.dataset.id === dragged) return null;
    const box = at.getBoundingClientRect();
    const part = (e.clientY - box.top) / box.height;
    return { at, to: part < 0.3 ? "before" : part > 0.7 ? "after" : "into" };
  };
  tree.addEventListener("dragstart", (e) => {
    dragged = e.target.closest?.("[data-id]")?.dataset.id ?? "";
    e.dataTransfer.effectAllowed = "move";
    e.dataTransfer.setData("text/plain", dragged);
  });
  tree.addEventListener("dragover", (e) => {
    const place = where(e);
    clear();
    if (!place) return;
    e.preventDefault();
    place.at.dataset.drop = place.to;
  });
  tree.addEventListener("drop", (e) => {
    const place = where(e);
    clear();
    if (!place) return;
    e.preventDefault();
    move(dragged, place.to, place.at.dataset.id);
  });
  tree.addEventListener("dragend", () => (clear(), (dragged = "")));
  arm();
})();
