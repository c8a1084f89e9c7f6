// Small comforts. Every page works without them.
(() => {
  const doc = document;
  const root = doc.documentElement;
  const $ = (id) => doc.getElementById(id);
  const on = (type, handler, target = doc) => target.addEventListener(type, handler);
  const year = ";path=/;max-age=31536000;samesite=lax";

  // The version of this file is that of the service worker.
  const version = new URL(doc.currentScript.src).search;
  if ("serviceWorker" in navigator) on("load", () => navigator.serviceWorker.register("/sw.js" + version).catch(() => {}), window);

  // A page section at ?dialog=... becomes a true modal; leaving it follows its way back.
  doc.querySelectorAll("dialog[data-dialog]").forEach((dialog) => {
    dialog.close();
    dialog.showModal();
    on("cancel", (e) => (e.preventDefault(), location.assign(dialog.dataset.dialog)), dialog);
  });

  // Good news goes by itself, unless somebody is reading it.
  const fade = (toast) => setTimeout(() => (toast.matches(":hover,:focus-within") ? fade(toast) : toast.remove()), 8000);
  doc.querySelectorAll('[data-toast=""]').forEach(fade);

  on("click", (e) => {
    const at = (selector) => e.target.closest(selector);
    if (at("[data-close]")) at("[data-toast]")?.remove();
    if (at("[data-nav-toggle]")) {
      const shell = at(".shell");
      shell.dataset.nav = shell.dataset.nav === "rail" ? "full" : "rail";
      doc.cookie = "nav=" + shell.dataset.nav + year;
    }
    const copy = at("[data-copy]");
    if (copy) {
      navigator.clipboard?.writeText(copy.dataset.copy).then(() => {
        copy.dataset.copied = "";
        setTimeout(() => delete copy.dataset.copied, 1500);
      });
    }
  });

  on("submit", (e) => {
    const form = e.target;
    const by = e.submitter;
    if (e.defaultPrevented || form.method === "dialog") return;
    if (by?.name === "theme") {
      e.preventDefault();
      root.dataset.theme = by.value;
      doc.cookie = "theme=" + by.value + year;
      by.closest("details")?.removeAttribute("open");
      return;
    }
    const ask = by?.dataset.confirm || form.dataset.confirm;
    const box = $("confirm-dialog");
    if (ask && box && !form.dataset.sure) {
      e.preventDefault();
      $("confirm-text").textContent = ask;
      const ok = box.querySelector("[value=ok]");
      ok.textContent = by?.textContent.trim() || ok.textContent;
      box.returnValue = "";
      box.onclose = () => {
        if (box.returnValue !== "ok") return;
        form.dataset.sure = 1;
        form.requestSubmit(by);
      };
      return box.showModal();
    }
    delete form.dataset.sure;
    // Once is enough. The button stays enabled, else its own value would not be sent.
    if (form.dataset.busy) return e.preventDefault();
    if (form.method === "post" && !form.target) {
      form.dataset.busy = 1;
      by?.setAttribute("aria-busy", "true");
      setTimeout(rest, 15000);
    }
  });
  // Usable again: back from the next page, or when the answer was a file or never came.
  const rest = () => doc.querySelectorAll("[data-busy]").forEach((form) => {
    delete form.dataset.busy;
    form.querySelectorAll("[aria-busy]").forEach((by) => by.removeAttribute("aria-busy"));
  });
  on("pageshow", (e) => e.persisted && rest(), window);

  // Typed text is not lost by leaving the page: the browser asks first.
  const unsaved = new Set(doc.querySelectorAll("form[data-guard]:has(.error-summary)"));
  on("input", (e) => e.target.form?.matches("[data-guard]") && unsaved.add(e.target.form));
  on("beforeunload", (e) => [...unsaved].some((form) => form.isConnected && !form.dataset.busy) && e.preventDefault(), window);

  on("change", (e) => {
    if (e.target.matches("[data-autosubmit]")) e.target.form.requestSubmit();
    if (e.target.matches("[data-check-all]")) {
      e.target.closest("table").querySelectorAll("tbody .cell-check input").forEach((box) => (box.checked = e.target.checked));
    }
  });

  // One stream of events a page: islands hear it as "live"; the bell is fetched anew, its open list left alone.
  const bell = $("bell");
  if (bell) {
    const ring = async () => {
      const text = await (await fetch("/notifications", { headers: { "x-refresh": "1" } })).text();
      const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("bell");
      [...(fresh?.children || [])].forEach((part, i) => (i && bell.open) || (bell.children[i].innerHTML = part.innerHTML));
    };
    new EventSource("/events").addEventListener("change", (e) => {
      doc.dispatchEvent(new MessageEvent("live", { data: e.data }));
      // When it cannot be fetched, the next change tries again.
      if (/^notifications.changed|^reload/.test(e.data)) ring().catch(() => {});
    });
  }

  let after = "";
  on("keydown", (e) => {
    if (e.key === "Escape") {
      doc.querySelectorAll("details.menu[open]").forEach((menu) => ((menu.open = false), menu.firstElementChild.focus()));
      if (location.hash === "#nav") location.hash = "main";
    }
    const next = e.key === "Enter" && (e.ctrlKey || e.metaKey) && e.target.closest(".translate");
    if (next) next.requestSubmit(next.querySelector(".btn-primary"));
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input,select,textarea,[contenteditable],dialog")) return;
    const keys = $("shortcuts-dialog");
    const go = after === "g" && keys?.dataset.go?.split(",").find((pair) => pair[0] === e.key);
    after = e.key;
    setTimeout(() => (after = ""), 1200);
    if (go) location.assign(go.slice(2));
    else if (e.key === "?") keys?.showModal();
    else if (e.key === "/") {
      const search = doc.querySelector("[data-search]");
      if (search) e.preventDefault(), search.select(), search.focus();
    }
  });
})();
