// Talks to the device about passkeys, and prints. The pages work without this file; what needs it stays hidden until here.
(() => {
  const doc = document;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

  const ceremonies = {
    async create({ publicKey }) {
      const made = await navigator.credentials.create({
        publicKey: {
          ...publicKey,
          challenge: bytes(publicKey.challenge),
          user: { ...publicKey.user, id: bytes(publicKey.user.id) },
          excludeCredentials: known(publicKey.excludeCredentials),
        },
      });
      const { attestationObject, clientDataJSON } = made.response;
      return {
        ...plain(made),
        response: {
          attestationObject: text(attestationObject),
          clientDataJSON: text(clientDataJSON),
          transports: made.response.getTransports?.() ?? [],
        },
      };
    },
    async get({ publicKey }) {
      const made = await navigator.credentials.get({
        publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: known(publicKey.allowCredentials) },
      });
      const { authenticatorData, clientDataJSON, signature, userHandle } = made.response;
      return {
        ...plain(made),
        response: {
          authenticatorData: text(authenticatorData),
          clientDataJSON: text(clientDataJSON),
          signature: text(signature),
          userHandle: userHandle && text(userHandle),
        },
      };
    },
  };
  const plain = (made) => ({ id: made.id, rawId: text(made.rawId), type: made.type, extensions: {} });

  doc.querySelectorAll("[data-passkey]").forEach((place) => {
    if (!window.PublicKeyCredential || location.hostname !== place.dataset.host) return;
    const form = place.matches("form") ? place : place.querySelector("form");
    const field = form.elements.credential;
    const failed = form.querySelector("[data-passkey-failed]");
    place.hidden = false;
    doc.querySelectorAll("[data-passkey-elsewhere]").forEach((note) => (note.hidden = true));
    let send = false;
    let busy = false;
    form.addEventListener("submit", async (e) => {
      if (send) return;
      e.preventDefault();
      if (busy) return;
      busy = true;
      failed.hidden = true;
      try {
        const answer = await fetch(place.dataset.begin, {
          method: "POST",
          headers: { accept: "application/json" },
          body: new URLSearchParams(new FormData(form)),
        });
        // What is refused is sent as it is: the page comes back with the reasons.
        if (answer.ok) field.value = JSON.stringify(await ceremonies[place.dataset.passkey](await answer.json()));
        send = true;
        form.requestSubmit(e.submitter);
      } catch (error) {
        // The person said no, or the device did.
        failed.hidden = false;
      }
      busy = false;
    });
    addEventListener("pageshow", () => ((send = false), (field.value = "")));
  });

  doc.addEventListener("click", (e) => {
    if (e.target.closest("[data-print]")) print();
  });
})();
