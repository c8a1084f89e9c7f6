// The palette: Ctrl or Cmd K, or "/", finds anything while one types. And a scanner, which types a number and Enter faster than
// people do, opens what it has scanned.
(() => {
  const palette = document.getElementById("palette");
  if (!palette) return;
  const input = document.getElementById("palette-input");
  const list = document.getElementById("palette-list");
  const status = document.getElementById("palette-status");
  const options = () => [...list.querySelectorAll('[role="option"]')];
  const inField = (target) => target.closest?.("input,select,textarea,[contenteditable],dialog");
  let chosen = -1;
  let timer = 0;
  let asked = null;

  const choose = (at) => {
    const all = options();
    chosen = all.length ? (at + all.length) % all.length : -1;
    all.forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
    if (chosen < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", all[chosen].id);
    all[chosen].scrollIntoView({ block: "nearest" });
  };

  const show = (html) => {
    list.innerHTML = html;
    const said = list.querySelector("[data-status]");
    status.textContent = said?.textContent ?? "";
    said?.remove();
    const some = options().length > 0;
    input.setAttribute("aria-expanded", String(some));
    choose(some ? 0 : -1);
    if (!some) chosen = -1;
  };

  const ask = async () => {
    asked?.abort();
    const words = input.value.trim();
    if (!words) return show("");
    asked = new AbortController();
    try {
      const answer = await fetch(palette.dataset.suggest + "?q=" + encodeURIComponent(words), { signal: asked.signal });
      // The session may have ended: then the answer is the sign-in page.
      if (answer.ok && !answer.redirected) show(await answer.text());
    } catch {
      // A later key has asked again, or the network is away; Enter still opens the page of results.
    }
  };

  const open = () => {
    if (palette.open || document.querySelector("dialog[open]")) return;
    input.value = "";
    show("");
    palette.showModal();
    input.focus();
  };

  input.addEventListener("input", () => {
    // What is shown is no longer what is typed, so Enter must not open it.
    choose(-1);
    chosen = -1;
    options().forEach((option) => option.setAttribute("aria-selected", "false"));
    input.removeAttribute("aria-activedescendant");
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
  input.addEventListener("keydown", (e) => {
    if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      choose(chosen + (e.key === "ArrowDown" ? 1 : -1));
    } else if (e.key === "Enter" && chosen >= 0) {
      e.preventDefault();
      const link = options()[chosen];
      if (e.ctrlKey || e.metaKey) window.open(link.href);
      else location.assign(link.href);
    } else if (e.key === "Escape") {
      // A search field would only empty itself at the first press.
      e.preventDefault();
      palette.close();
    }
  });
  palette.addEventListener("click", (e) => e.target === palette && palette.close());

  const BURST = 35;
  let typed = "";
  let last = 0;
  window.addEventListener(
    "keydown",
    (e) => {
      if ((e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.key.toLowerCase() === "k") {
        e.preventDefault();
        return open();
      }
      // A key held down comes as quickly as a scanner's keys.
      if (e.ctrlKey || e.metaKey || e.altKey || e.repeat || inField(e.target)) return;
      const fast = e.timeStamp - last < BURST;
      last = e.timeStamp;
      if (e.key === "Enter") {
        const scanned = fast && typed.length >= 6 ? typed : "";
        typed = "";
        if (scanned) {
          e.preventDefault();
          e.stopImmediatePropagation();
          location.assign("/search?exact=1&q=" + encodeURIComponent(scanned));
        }
        return;
      }
      if (e.key.length !== 1) return;
      typed = fast ? typed + e.key : e.key;
      if (typed.length > 2) {
        // The rest of a burst is no shortcut; two keys in a row may be one, such as "g o".
        e.preventDefault();
        return e.stopImmediatePropagation();
      }
      if (typed === "/") {
        e.preventDefault();
        e.stopImmediatePropagation();
        open();
      }
    },
    true,
  );
})();
