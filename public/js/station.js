// A station's page: takes scans from keyboard scanners, fingers and the camera, writes each down before anything else, says at once
// what it thinks of it, and sends it when there is a network. Without it the page is a plain form.
(() => {
  const doc = document;
  const $ = (id) => doc.getElementById(id);
  const device = $("station-device");
  if (!device || !("indexedDB" in window) || !device.dataset.sender) return;
  const texts = JSON.parse(device.dataset.texts);
  const sender = device.dataset.sender;
  const queue = self.StationQueue;
  const fill = (text, args) => text.replace(/\{(\w+)\}/g, (whole, name) => args[name] ?? whole);
  let board = device.dataset.board ? JSON.parse(device.dataset.board) : null;
  let scans = [];
  let offline = !navigator.onLine;

  // ---- the numbers: what the server knew when it made the page, and what was scanned here and is not in it

  const counts = (scan) => scan.state === "unsent" ? scan.shown === "ok" || scan.shown === "ask" : scan.state === "sent" && scan.verdict === "APPLIED";

  const mine = () => scans.filter((scan) => scan.task === board.task && scan.station === board.station);

  /** Tells whether a scan is in the server's numbers. The page names the newest five hundred; what was sent before one of them is in too. */
  const inNumbers = (own) => {
    const seen = new Set(board.seen);
    const newest = Math.max(0, ...own.filter((scan) => seen.has(scan.client_id)).map((scan) => scan.seq));
    return (scan) => seen.has(scan.client_id) || (scan.state === "sent" && scan.seq < newest);
  };

  const lines = () => {
    const own = mine();
    const isIn = inNumbers(own);
    const rows = board.lines.map((line) => ({ ...line }));
    const row = (id) => rows.find((line) => line.id === id);
    for (const scan of own) if (scan.row && !row(scan.row.id)) rows.push({ ...scan.row, done: 0, damaged: 0 });
    const undone = new Set(own.filter((scan) => scan.action === "UNDO" && counts(scan)).map((scan) => scan.undoes));
    for (const scan of own) {
      if (scan.action !== "SCAN" || isIn(scan) || undone.has(scan.client_id) || !counts(scan)) continue;
      const line = row(scan.line);
      if (line) line.done += scan.quantity;
    }
    // Taken back here, and still in the server's numbers.
    for (const scan of own) {
      if (scan.action !== "UNDO" || isIn(scan) || !counts(scan)) continue;
      const kept = own.find((one) => one.client_id === scan.undoes);
      if (kept ? !isIn(kept) : !board.seen.includes(scan.undoes)) continue;
      const target = kept || (board.last?.client_id === scan.undoes ? board.last : null);
      const line = target && row(target.line);
      if (line) line.done = Math.max(0, line.done - target.quantity);
    }
    return rows;
  };

  /** What the device itself thinks of a scan. */
  const judge = (code, quantity, over) => {
    const typed = code.toUpperCase();
    const rows = lines();
    const known = rows.filter((line) => line.codes.includes(typed));
    if (board.station === "COUNT") {
      const [line] = known;
      return line ? { shown: "ok", line, text: fill(texts.done, { name: line.name, done: line.done + quantity }) } : { shown: "ask", text: fill(texts.unchecked, { code }) };
    }
    const room = known.find((line) => line.done + quantity <= line.expected);
    const line = room || known[known.length - 1];
    if (!line) return { shown: "bad", text: fill(texts.wrong, { code }) };
    const args = { name: line.name, done: line.done + quantity, expected: line.expected };
    if (line.most != null && line.done + quantity > line.most) return { shown: "bad", line, text: fill(texts.most, { name: line.name, most: line.most, number: board.title }) };
    if (room || over) return { shown: "ok", line, text: fill(texts.of, args) };
    if (board.station === "RECEIVE") return { shown: "over", line, text: fill(texts.over, args) };
    return { shown: "warn", line, text: fill(texts.complete, args) };
  };

  // ---- what is shown

  const icons = [...($("st-icons")?.content.children || [])];
  const KINDS = { ok: ["ok", 0], ask: ["warn", 3], over: ["warn", 1], warn: ["warn", 1], bad: ["bad", 2] };

  const say = (shown, text) => {
    const box = $("st-verdict");
    if (!box) return;
    const [kind, icon] = KINDS[shown];
    box.className = `verdict verdict-${kind}`;
    box.dataset.verdict = kind;
    box.querySelector(".verdict-icons").replaceChildren(icons[icon].cloneNode(true));
    $("st-word").textContent = texts.kinds[kind];
    $("st-text").textContent = text;
  };

  let sound;
  const beep = (shown) => {
    const [kind] = KINDS[shown];
    // Browsers let a page be heard once somebody has touched it.
    if (navigator.userActivation && !navigator.userActivation.hasBeenActive) return;
    const tones = { ok: [[1200, 0, 0.09]], warn: [[600, 0, 0.16]], bad: [[220, 0, 0.18], [220, 0.26, 0.18]] }[kind];
    navigator.vibrate?.({ ok: 40, warn: [60, 60, 60], bad: [200, 100, 200] }[kind]);
    try {
      sound ||= new AudioContext();
      for (const [pitch, from, length] of tones) {
        const [tone, volume] = [sound.createOscillator(), sound.createGain()];
        tone.frequency.value = pitch;
        tone.type = kind === "bad" ? "square" : "sine";
        volume.gain.value = 0.2;
        tone.connect(volume).connect(sound.destination);
        tone.start(sound.currentTime + from);
        tone.stop(sound.currentTime + from + length);
      }
    } catch {
      // A device without sound still has colour and words.
    }
  };

  let current = null;

  const draw = () => {
    const waiting = scans.filter((scan) => scan.state === "unsent");
    const net = $("st-net");
    if (net) {
      net.textContent = offline ? texts.offline : texts.online;
      net.className = `badge ${offline ? "badge-warn" : "badge-ok"}`;
    }
    const box = $("st-unsent");
    if (box) {
      box.hidden = waiting.length === 0;
      const head = doc.createElement("h2");
      head.textContent = fill(texts.unsent, { count: waiting.length });
      const list = doc.createElement("ol");
      for (const scan of waiting.slice(-100).reverse()) {
        const item = doc.createElement("li");
        item.dataset.scan = scan.client_id;
        item.textContent = `${texts.stations[scan.station]} · ${scan.title} · ${scan.action === "UNDO" ? "↶ " : ""}${scan.quantity} × ${scan.code}${scan.stopped ? ` · ${texts.stopped}` : ""}`;
        list.append(item);
      }
      box.replaceChildren(head, list);
      box.dataset.count = waiting.length;
    }
    if (!board) return;
    const rows = lines();
    const done = rows.reduce((sum, line) => sum + line.done, 0);
    const known = rows.every((line) => line.expected != null);
    const expected = known ? rows.reduce((sum, line) => sum + line.expected, 0) : null;
    const format = new Intl.NumberFormat(doc.documentElement.lang);
    $("st-progress").textContent = known ? `${format.format(done)} / ${format.format(expected)}` : format.format(done);
    const list = $("st-lines");
    for (const line of rows) {
      let item = list.querySelector(`[data-line="${CSS.escape(line.id)}"]`);
      if (!item) {
        item = doc.createElement("li");
        item.dataset.line = line.id;
        const [name, number, sku] = [doc.createElement("span"), doc.createElement("span"), doc.createElement("span")];
        name.className = "name";
        number.className = "num";
        sku.className = "muted mono";
        sku.textContent = line.sku;
        name.append(line.name, doc.createElement("br"), sku);
        item.append(name, number);
        list.append(item);
      }
      item.querySelector(".num").textContent = line.expected == null ? line.done : `${line.done} / ${line.expected}`;
      item.toggleAttribute("data-full", line.expected != null && line.expected > 0 && line.done >= line.expected);
    }
    const stale = [...list.children].filter((item) => !rows.some((line) => line.id === item.dataset.line));
    for (const item of stale) item.remove();
    const isPick = board.station === "PICK";
    const next = isPick ? rows.find((line) => line.done < line.expected) : rows.find((line) => line.id === current);
    if (isPick) {
      $("st-where").textContent = next?.bin || "";
      $("st-number").textContent = next ? next.expected - next.done : 0;
      $("st-of").textContent = "";
      $("st-name").textContent = next ? [next.name, next.order].filter(Boolean).join(" · ") : texts.allDone;
    } else if (next) {
      $("st-where").textContent = next.bin || "";
      $("st-number").textContent = next.done;
      $("st-of").textContent = next.expected == null ? "" : fill(texts.outOf, { expected: next.expected });
      $("st-name").textContent = next.name;
    } else {
      $("st-number").textContent = done;
      $("st-of").textContent = expected == null ? "" : fill(texts.outOf, { expected });
    }
    const target = undoable();
    const undo = $("st-undo");
    if (undo) {
      undo.querySelector("button").disabled = !target;
      $("st-undo-what").textContent = target ? `${target.quantity} × ${target.code}` : "";
    }
  };

  /** The newest scan that can be taken back: of those in the server's numbers the server says which, because some are booked. */
  const undoable = () => {
    const own = mine();
    const undone = new Set(own.filter((scan) => scan.action === "UNDO").map((scan) => scan.undoes));
    const isIn = inNumbers(own);
    const last = own.filter((scan) => scan.action === "SCAN" && counts(scan) && !isIn(scan) && !undone.has(scan.client_id)).at(-1);
    if (last) return last;
    return board.last && !undone.has(board.last.client_id) ? board.last : null;
  };

  // ---- scanning

  const keep = async (scan) => {
    const kept = await queue.add({ client_id: crypto.randomUUID(), sender, station: board.station, task: board.task, title: board.title, at: Date.now(), state: "unsent", ...scan });
    scans.push(kept);
    draw();
    go(0);
    // Where there is such a thing, the browser sends it even when this tab is gone.
    navigator.serviceWorker?.ready.then((worker) => worker.sync?.register("station-scans")).catch(() => {});
  };

  // One after the other: each is judged by the numbers that the one before it has left.
  let turn = Promise.resolve();
  const inTurn = (work) =>
    (turn = turn.then(work).catch(() => {
      // A scan that the device cannot write down does not count, and it says so.
      say("bad", texts.notKept);
      beep("bad");
    }));

  const take = (code, quantity, damaged, over) =>
    inTurn(async () => {
      const found = judge(code, quantity, over);
      current = found.line?.id || current;
      say(found.shown, found.text);
      beep(found.shown);
      const refused = found.shown === "bad" || found.shown === "over" || found.shown === "warn";
      if ($("st-over")) $("st-over").hidden = found.shown !== "over" && !over;
      await keep({ action: "SCAN", code, quantity, damaged, over, line: found.line?.id, shown: found.shown, attended: refused });
    });

  const undo = () =>
    inTurn(async () => {
      const target = undoable();
      if (!target) return;
      current = target.line || current;
      say("warn", fill(texts.undone, { code: target.code }));
      beep("warn");
      await keep({ action: "UNDO", undoes: target.client_id, code: target.code, quantity: target.quantity, shown: "ok", attended: false });
    });

  // ---- sending

  let timer;
  let pause = 1000;
  let sending = false;
  const go = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  };

  const answered = (scan) => {
    const place = scans.findIndex((one) => one.client_id === scan.client_id);
    if (place >= 0) scans[place] = scan;
    const isLast = board && scans.filter((one) => one.task === board.task).at(-1)?.client_id === scan.client_id;
    if (isLast && scan.state === "sent") {
      const shown = { APPLIED: "ok", REPEATED: "warn", REFUSED: scan.shown === "over" ? "over" : "bad", CONFLICT: "bad" }[scan.verdict];
      const expected = scan.action === "UNDO" ? "ok" : scan.shown === "ask" ? "ok" : scan.shown;
      if (scan.line) current = scan.line;
      // Only news is said once more.
      if (shown !== expected || scan.shown === "ask") {
        say(scan.action === "UNDO" && shown === "ok" ? "warn" : shown, scan.text);
        if (shown !== expected) beep(shown);
      }
    }
    offline = false;
    draw();
  };

  const send = async () => {
    if (sending) return go(200);
    sending = true;
    let outcome = "wait";
    try {
      const before = scans.filter((scan) => scan.state === "unsent").length;
      outcome = await queue.send(sender, answered);
      // Another tab or the service worker may have sent some.
      const stored = await queue.all(sender);
      const newest = stored.at(-1)?.seq ?? 0;
      scans = [...stored, ...scans.filter((scan) => scan.seq > newest)];
      const after = scans.filter((scan) => scan.state === "unsent").length;
      if (outcome === "wait" && before) offline = !navigator.onLine || !scans.some((scan) => scan.stopped);
      if (outcome === "sender") say("bad", texts.sender);
      if (outcome === "done") {
        offline = !navigator.onLine;
        if (before > after || before === 0) look();
      }
    } finally {
      sending = false;
    }
    draw();
    if (outcome !== "done" && scans.some((scan) => scan.state === "unsent")) {
      // A little longer each time, and not all devices at the same moment.
      go(pause * (0.75 + Math.random() / 2));
      pause = Math.min(pause * 2, 15_000);
    } else {
      pause = 1000;
    }
  };

  /** The server's numbers anew, some moments after the last scan. The service worker keeps this page for the time without a network. */
  let looking;
  let looked = false;
  const look = () => {
    if (!board || (looked && mine().every((scan) => scan.state !== "sent" || inNumbers(mine())(scan)))) return;
    clearTimeout(looking);
    looking = setTimeout(async () => {
      try {
        const answer = await fetch(location.pathname, { headers: { "x-refresh": "1", "x-station": "1" } });
        if (!answer.ok) return;
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("station-device");
        if (fresh?.dataset.sender !== sender || !fresh.dataset.board) return;
        board = JSON.parse(fresh.dataset.board);
        looked = true;
        draw();
      } catch {
        // No network: the numbers of before and what was scanned since are right.
      }
    }, 1500);
  };

  // ---- the camera

  const camera = async () => {
    const dialog = $("st-video");
    const video = dialog.querySelector("video");
    let stream;
    let ended = false;
    const end = () => {
      ended = true;
      stream?.getTracks().forEach((track) => track.stop());
      if (dialog.open) dialog.close();
      $("st-code")?.focus();
    };
    dialog.onclose = end;
    $("st-video-close").onclick = end;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      video.srcObject = stream;
      dialog.showModal();
      await video.play();
      const look = await reader();
      let last = "";
      let at = 0;
      while (!ended) {
        const code = await look(video);
        // A label stays before the camera for a while: the same one counts again after a pause.
        if (code && (code !== last || Date.now() - at > 2500)) {
          [last, at] = [code, Date.now()];
          take(code, 1, checked("damaged"), checked("over"));
        }
        await new Promise((resolve) => setTimeout(resolve, 120));
      }
    } catch {
      end();
      say("bad", texts.camera);
      beep("bad");
    }
  };

  /** Reads a code from a picture: the browser's own way where there is one, else a library that is loaded now. */
  const reader = async () => {
    const formats = ["ean_13", "ean_8", "upc_a", "upc_e", "code_128", "code_39", "itf", "qr_code"];
    const own = "BarcodeDetector" in window ? await BarcodeDetector.getSupportedFormats().catch(() => []) : [];
    if (own.includes("ean_13")) {
      const detector = new BarcodeDetector({ formats: formats.filter((format) => own.includes(format)) });
      return async (video) => (await detector.detect(video))[0]?.rawValue;
    }
    const { barcodes } = await import("/js/barcodes.js");
    return barcodes();
  };

  // ---- beginning

  const form = $("st-form");
  const field = (name) => form?.elements.namedItem(name);
  const checked = (name) => !!field(name)?.checked;

  form?.addEventListener("submit", (e) => {
    e.preventDefault();
    const input = $("st-code");
    const code = input.value.trim();
    input.value = "";
    input.focus();
    if (!code) return;
    const typed = field("quantity").value.trim();
    const quantity = /^\d{1,5}$/.test(typed) ? Math.min(Math.max(Number(typed), 1), 10_000) : 1;
    take(code, quantity, checked("damaged"), checked("over"));
    field("quantity").value = "1";
    for (const name of ["damaged", "over"]) if (field(name)) field(name).checked = false;
  });
  $("st-undo")?.addEventListener("submit", (e) => (e.preventDefault(), undo(), $("st-code")?.focus()));
  $("st-camera")?.addEventListener("click", camera);
  if (!navigator.mediaDevices?.getUserMedia) $("st-camera")?.remove();

  // What is booked, is booked with the server: never while scans wait here.
  doc.addEventListener(
    "submit",
    (e) => {
      if (!e.target.matches(".station-finish")) return;
      if (!scans.some((scan) => scan.state === "unsent") && navigator.onLine) return;
      e.preventDefault();
      e.stopImmediatePropagation();
      say("warn", texts.sending);
      beep("warn");
      go(0);
    },
    true,
  );

  // A keyboard scanner types wherever the focus is: it is on the field, unless somebody types elsewhere.
  doc.addEventListener("keydown", (e) => {
    const input = $("st-code");
    if (!input || e.ctrlKey || e.metaKey || e.altKey || e.key.length !== 1 || e.key === " " || doc.querySelector("dialog[open]")) return;
    if (!e.target.closest("input:not([type=checkbox]),textarea,select")) input.focus();
  });

  addEventListener("online", () => ((pause = 1000), go(0)));
  addEventListener("offline", () => ((offline = true), draw()));
  doc.addEventListener("visibilitychange", () => doc.visibilityState === "visible" && go(0));
  navigator.serviceWorker?.addEventListener("message", (e) => e.data === "station-sent" && go(0));

  (async () => {
    await queue.tidy(sender, Date.now());
    scans = await queue.all(sender);
    const last = board && scans.filter((scan) => scan.task === board.task && scan.action === "SCAN" && scan.line).at(-1);
    current = last?.line || board?.last?.line || null;
    draw();
    doc.documentElement.dataset.station = "";
    go(0);
    // So that this page and what it is made of are there without a network too.
    const worker = await navigator.serviceWorker?.ready;
    const parts = performance.getEntriesByType("resource").map((part) => part.name).filter((name) => new URL(name).origin === location.origin && /\/(pkg|fonts|js)\/|\/app\.js$/.test(new URL(name).pathname));
    worker?.active?.postMessage({ keep: [location.href, ...parts] });
  })();
})();
