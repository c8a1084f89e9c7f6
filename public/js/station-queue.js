// The queue of scans on this device. The station's page and the service worker both use it, so it is a plain script: it makes one
// name, `StationQueue`. A scan is written down here before anything else happens to it, and is taken out only when the server has
// said what became of it.
((scope) => {
  const NAME = "smartstore-stations";
  const STORE = "scans";
  // What the server has answered is kept this long, so that the last scans can be taken back.
  const KEPT = 2 * 24 * 3600 * 1000;

  const asked = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  let opened;
  const open = () =>
    (opened ||= new Promise((resolve, reject) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "seq", autoIncrement: true }).createIndex("sender", "sender");
      request.onsuccess = () => {
        // Another tab with a newer program must not wait for this one.
        request.result.onversionchange = () => (request.result.close(), (opened = undefined));
        resolve(request.result);
      };
      request.onerror = () => ((opened = undefined), reject(request.error));
    }));

  const run = async (mode, work) => {
    // Strict: written to the disk before it is said to be written. The tab may be killed the moment after.
    const transaction = (await open()).transaction(STORE, mode, mode === "readwrite" ? { durability: "strict" } : undefined);
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
    const [answer] = await Promise.all([work(transaction.objectStore(STORE)), done]);
    return answer;
  };

  /** All scans of a person in an organization, the oldest first. */
  const all = (sender) => run("readonly", (store) => asked(store.index("sender").getAll(sender)));
  const add = async (scan) => ({ ...scan, seq: await run("readwrite", (store) => asked(store.add(scan))) });
  const put = (scan) => run("readwrite", (store) => asked(store.put(scan)));
  const remove = (seq) => run("readwrite", (store) => asked(store.delete(seq)));
  /** Whose scans wait on this device. */
  const senders = async () => {
    const scans = await run("readonly", (store) => asked(store.getAll()));
    return [...new Set(scans.filter((scan) => scan.state === "unsent").map((scan) => scan.sender))];
  };
  const unsent = async (sender) => (await all(sender)).filter((scan) => scan.state === "unsent");

  /** Forgets what was answered long ago. */
  const tidy = async (sender, now) => {
    for (const scan of await all(sender)) if (scan.state !== "unsent" && now - scan.at > KEPT) await remove(scan.seq);
  };

  const form = (scan) => {
    const fields = {
      client_id: scan.client_id,
      station: scan.station,
      task: scan.task,
      action: scan.action,
      code: scan.code,
      quantity: String(scan.quantity),
      damaged: String(!!scan.damaged),
      over: String(!!scan.over),
      undoes: scan.undoes || "",
      // The time between two looks at one clock is right, also where the clock is wrong.
      seconds_ago: String(Math.max(0, Math.round((Date.now() - scan.at) / 1000))),
      attended: String(!!scan.attended),
      sender: scan.sender,
    };
    return new URLSearchParams(fields);
  };

  // What a person was told "no" about is nobody's wish any more once a while has passed.
  const STALE = 20_000;

  /**
   * Sends what waits, one after the other in the order of scanning. `told(scan)` hears of every scan that was answered.
   * Answers "done", "wait" (no network, or the server is busy: try again) or "sender" (somebody else is signed in here).
   */
  const send = async (sender, told = () => {}) => {
    let outcome = "done";
    for (const scan of await unsent(sender)) {
      if (scan.attended && Date.now() - scan.at > STALE) {
        await put({ ...scan, state: "told" });
        told({ ...scan, state: "told" });
        continue;
      }
      let answer;
      try {
        answer = await fetch("/api/stations/scan", { method: "POST", headers: { accept: "application/json" }, body: form(scan), redirect: "error" });
      } catch {
        return "wait";
      }
      if (answer.ok) {
        const said = await answer.json();
        const sent = { ...scan, state: "sent", verdict: said.verdict, text: said.text, line: said.line?.id || scan.line, row: said.line || undefined, stopped: false };
        await put(sent);
        told(sent);
        continue;
      }
      const error = await answer.json().catch(() => ({}));
      if (error.Conflict?.key === "stations-error-sender") return "sender";
      if (answer.status === 404 || answer.status === 422) {
        // This one alone cannot be taken. It stays, in sight, and the others go on.
        if (!scan.stopped) await put({ ...scan, stopped: true });
        told({ ...scan, stopped: true });
        outcome = "wait";
        continue;
      }
      // Signed out, forbidden, suspended, busy: nothing is lost, and nothing goes on before that.
      return answer.status === 401 || answer.status === 403 ? "sender" : "wait";
    }
    return outcome;
  };

  /** As `send`, but one sender at a time on this device: the tabs and the service worker wait for each other. */
  const sendAlone = (sender, told) =>
    scope.navigator.locks ? scope.navigator.locks.request("station-queue", () => send(sender, told)) : send(sender, told);

  scope.StationQueue = { add, all, put, remove, send: sendAlone, senders, tidy, unsent };
})(self);
