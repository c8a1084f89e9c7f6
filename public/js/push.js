// Notifications on this device: asks the browser's push service for an address and hands it to the server.
(() => {
  const box = document.querySelector("[data-push-key]");
  if (!box) return;
  const show = (name) => box.querySelectorAll("[data-push]").forEach((part) => (part.hidden = part.dataset.push !== name));
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return show("unsupported");

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const hex = (buffer) => [...new Uint8Array(buffer)].map((one) => one.toString(16).padStart(2, "0")).join("");
  const key = bytes(box.dataset.pushKey);

  const current = async () => (await navigator.serviceWorker.ready).pushManager.getSubscription();
  // The row of this device in the list, if it is there.
  const row = async (subscription) => {
    const print = hex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(subscription.endpoint)));
    return document.querySelector(`[data-device="${print}"]`);
  };

  const look = async () => {
    if (Notification.permission === "denied") return show("denied");
    const subscription = await current();
    const own = subscription && (await row(subscription));
    if (!own) return show("off");
    show("");
    own.querySelector('[data-push="this"]').hidden = false;
    // Removed from the list, the browser forgets it too.
    own.querySelector("form").addEventListener("submit", () => subscription.unsubscribe());
  };

  const on = async () => {
    if ((await Notification.requestPermission()) !== "granted") return look();
    const worker = await navigator.serviceWorker.ready;
    // One with another key, or one that the server has forgotten, would get nothing.
    await (await current())?.unsubscribe();
    const subscription = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    const answer = await fetch("/api/notifications/subscribe", {
      method: "POST",
      headers: { accept: "application/json" },
      body: new URLSearchParams({
        endpoint: subscription.endpoint,
        p256dh: text(subscription.getKey("p256dh")),
        auth: text(subscription.getKey("auth")),
      }),
    });
    if (!answer.ok) throw await subscription.unsubscribe();
    location.reload();
  };

  box.querySelector("button").addEventListener("click", () => on().catch(() => show("failed")));
  look().catch(() => show("unsupported"));
})();
