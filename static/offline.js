/* The line: what waits is counted in the head, sent in order when the network is there, and never sent twice.
   Without this file every form works as before, as long as there is a network. */
(function () {
  "use strict";
  var who = document.body.dataset.who, box = document.getElementById("line"), queue = self.queue;
  var savedAt = document.body.dataset.savedAt, sending = false, pause = 5, timer = 0, watch = 0, cut = false, words = {};
  if (!box || !self.indexedDB) return;

  function part(name) { return document.getElementById("line-" + name); }
  // A browser without any network says so even where its server answers, on the same machine or an odd line, and then
  // tells no later change: then the server itself is asked, every few seconds. A page just come from it is its first answer.
  var there = !savedAt && !document.getElementById("kept");
  function down() { return !navigator.onLine && !there; }
  function look() {
    clearTimeout(watch);
    if (navigator.onLine) return Promise.resolve();
    return fetch("/phien", { cache: "no-store", signal: within(5) })
      .then(function (answer) { return answer.text().then(function () { return answer.ok; }); })
      .catch(function () { return false; })
      .then(function (answers) {
        var news = answers !== there;
        there = answers;
        watch = setTimeout(look, 5000);
        return news ? draw().then(there ? send : null) : null;
      });
  }
  function clock(moment) {
    var at = new Date(moment), today = at.toDateString() === new Date().toDateString();
    var time = at.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
    return today ? time : at.toLocaleDateString("vi-VN") + " " + time;
  }
  function show(name, on, text) {
    var line = part(name), words_at = line.querySelector("a, span") || line;
    words[name] = words[name] || words_at.textContent;
    if (on && text !== undefined) words_at.textContent = words[name].replace("{n}", text);
    line.hidden = !on;
    box.hidden = !Array.prototype.some.call(box.children, function (child) { return !child.hidden; });
  }
  function rowsWait(form) { return "rowsWait" in form.dataset; } // its own script lets each of its rows wait
  // One sentence: how old the page is where it comes from this machine, and what becomes of what is typed in it.
  function tell() {
    var off = (cut || down()) && !document.getElementById("kept"), late = false, waits = false;
    Array.prototype.forEach.call(document.querySelectorAll("main form[method=post]"), function (form) {
      if (form.elements._label || rowsWait(form)) waits = true;
      else if (form.querySelector("textarea, input:not([type=hidden]):not([type=checkbox]):not([type=radio])") && !form.closest(".saved")) late = true;
    });
    late = late && !waits;
    ["off", "later", "saved", "saved-later"].forEach(function (name) {
      var said = savedAt ? name.indexOf("saved") === 0 : off && name.indexOf("saved") < 0;
      show(name, said && /later/.test(name) === late, savedAt && clock(savedAt));
    });
  }
  function wording(name, text) { words[name] = words[name] || part(name).textContent; return words[name].replace("{n}", text); }
  function mine() {
    return queue.all().then(function (all) { return all.filter(function (entry) { return entry.who === who; }); });
  }
  function draw() {
    return mine().then(function (entries) {
      var waiting = entries.filter(function (entry) { return entry.state === "waiting"; }).length;
      show("waiting", waiting > 0, waiting);
      show("asks", entries.length > waiting, entries.length - waiting);
      tell();
      if (!cut && !down()) show("unsent", false);
      document.dispatchEvent(new Event("queue-changed"));
      return waiting;
    }).catch(function () {});
  }

  function within(seconds) {
    var stop = new AbortController();
    setTimeout(function () { stop.abort(); }, seconds * 1000);
    return stop.signal;
  }
  function post(entry, token) {
    var body = new URLSearchParams(entry.fields);
    body.append("csrf_token", token);
    return fetch(entry.path, { method: "POST", body: body, signal: within(30), headers: { Accept: "application/json", "X-Entered-At": entry.at } });
  }
  function same(one, other) { return String(one || "0").trim().replace(/\./g, "") === String(other || "0").trim().replace(/\./g, ""); }
  // A row changed twice without a network: the second must not quarrel with the first, which is one's own.
  function ownWord(entry, said) {
    var before = entry.after;
    return before && said.theirs && Object.keys(before).every(function (name) {
      return said.theirs[name] === undefined || same(said.theirs[name], before[name]);
    });
  }
  function values(entry) {
    var held = {};
    ["on_hand", "broken", "present"].forEach(function (name) {
      if (entry.fields.some(function (pair) { return pair[0] === name; })) held[name] = queue.value(entry, name);
    });
    return held;
  }
  function done(entry, said) {
    pause = 5;
    show("sent", true, said.receipt);
    document.dispatchEvent(new Event("queue-sent"));
    return mine().then(function (entries) {
      return Promise.all(entries.filter(function (other) {
        return other.id !== entry.id && other.path.split("?")[0] === entry.path.split("?")[0];
      }).map(function (other) { other.after = values(entry); return queue.save(other); }));
    }).then(function () { return queue.remove(entry.id); }).then(function () { return "next"; });
  }
  function asks(entry, state, said) {
    entry.state = state;
    entry.said = said.message || "";
    entry.theirs = said.theirs || null;
    entry.version = said.version;
    return queue.save(entry).then(function () { return "next"; });
  }
  function again(entry, token) {
    queue.change(entry, "_once", queue.newKey());
    return queue.save(entry).then(function () { return deliver(entry, token, true); });
  }
  function deliver(entry, token, second) {
    return post(entry, token).then(function (answer) {
      if (answer.status === 401) { show("sign-in", true); return "stop"; }
      if (answer.status >= 500 || answer.status === 429) { later(); return "stop"; }
      return answer.json().catch(function () { return {}; }).then(function (said) {
        if (answer.ok && said.receipt) return done(entry, said);
        if (said.code === "form_sent_before" && !second) return again(entry, token);
        if (said.code === "stale" && ownWord(entry, said) && !second) {
          queue.change(entry, "version", said.version);
          return again(entry, token);
        }
        return asks(entry, said.code === "stale" ? "conflict" : "refused", said);
      });
    });
  }
  function inOrder(entries, token) {
    if (!entries.length) return null;
    // Read anew: what was sent before it may have left a note on it.
    return mine().then(function (held) {
      var entry = held.filter(function (other) { return other.id === entries[0].id; })[0];
      return entry && entry.state === "waiting" ? deliver(entry, token) : "next";
    }).then(function (answer) {
      return draw().then(function () { return answer === "stop" ? null : inOrder(entries.slice(1), token); });
    });
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(send, pause * 1000);
    pause = Math.min(pause * 2, 300);
  }
  function send() {
    if (sending || !who) return Promise.resolve();
    sending = true;
    clearTimeout(timer);
    return mine().then(function (entries) {
      entries = entries.filter(function (entry) { return entry.state === "waiting"; });
      if (!entries.length) return null;
      return fetch("/phien", { cache: "no-store", signal: within(20) }).then(function (answer) {
        if (!answer.ok) throw new Error("no answer");
        return answer.json();
      }).then(function (session) {
        cut = false;
        show("sign-in", session.who !== who);
        return session.who === who ? inOrder(entries, session.token) : null;
      });
    }).catch(function () { cut = true; later(); }).then(function () { sending = false; return draw(); });
  }

  function freshTime(form) {
    Array.prototype.forEach.call(form.querySelectorAll("input[name=happened_at]"), function (input) {
      if (input.value !== input.defaultValue) return;
      var here = new Date(Date.now() + 7 * 3600000); // Vietnam's clock, whatever the telephone's zone
      input.removeAttribute("max");
      input.value = here.toISOString().slice(0, 16);
    });
  }
  function hold(form) {
    var address = new URL(form.action, location.href);
    if (form.querySelector("[name=happened_at]")) freshTime(form);
    var typed = [address.pathname + address.search, Array.from(new FormData(form).entries()), who, new Date().toISOString()];
    typed[1] = typed[1].filter(function (pair) { return pair[0] !== "csrf_token" && typeof pair[1] === "string"; });
    var note = "typed:" + typed[3];
    // Written before anything can happen to the page; the store takes its time.
    try { localStorage.setItem(note, JSON.stringify(typed)); } catch (error) { /* full: the store is there */ }
    return queue.keep.apply(queue, typed).then(function (entry) {
      localStorage.removeItem(note);
      form.elements._once.value = queue.newKey();
      show("held", true, entry.label);
      var row = form.closest(".duty"); // of a list to go through: what is done is seen to be done
      if (row) row.classList.add("held");
      form.dispatchEvent(new Event("held", { bubbles: true }));
      if ("afresh" in form.dataset) form.reset(); // sent twice it would be two
      later(); // no browser says reliably that the line is back
      return draw();
    });
  }
  // What a page left too early had no time to store.
  function takeUp() {
    return Object.keys(localStorage).filter(function (name) { return name.indexOf("typed:") === 0; }).sort().reduce(function (before, name) {
      return before.then(function () { return queue.keep.apply(queue, JSON.parse(localStorage.getItem(name))); })
        .then(function () { localStorage.removeItem(name); });
    }, Promise.resolve()).catch(function () {});
  }
  // What a new row is called while it waits: by what was chosen.
  function named(form) {
    var chosen = form.querySelector("select[data-named]"), label = form.elements._label;
    if (chosen && chosen.value) label.value = label.defaultValue.split(": ")[0] + ": " + chosen.selectedOptions[0].text;
  }
  document.addEventListener("submit", function (event) {
    var form = event.target, keeps = form.elements._label;
    if (form.action.indexOf("/dang-xuat") > 0) return leaving(event);
    if (keeps) named(form);
    if (form.method !== "post" || !down() || !who || rowsWait(form)) return undefined;
    event.preventDefault();
    event.stopImmediatePropagation(); // otherwise app.js takes the form for sent
    if (keeps) hold(form);
    else show("unsent", true);
    return undefined;
  }, true);

  function emptyAll() {
    if (self.caches) caches.delete("pages");
    Object.keys(localStorage).forEach(function (key) { if (/^draft:|^recent$/.test(key)) localStorage.removeItem(key); });
  }
  function leaving(event) {
    var count = parseInt((part("waiting").hidden ? "" : part("waiting").textContent), 10) || 0;
    if (count && !window.confirm(wording("leave", count))) { event.preventDefault(); return; }
    emptyAll();
    queue.say("who", "");
  }

  function keepHere(address) {
    var worker = navigator.serviceWorker.controller;
    if (worker) worker.postMessage({ act: "keep", address: address });
  }
  function begin() {
    queue.said("who").then(function (before) {
      // The page shown without a network belongs to nobody; what waits is still its author's.
      if (!who && before && document.getElementById("kept")) { self.line.who = who = before; return draw(); }
      if (!who) return null;
      if (before && before !== who) emptyAll();
      return queue.say("who", who);
    }).catch(function () {});
    if (savedAt) {
      tell();
      Array.prototype.forEach.call(document.forms, freshTime);
    }
    if (who && "serviceWorker" in navigator) {
      navigator.serviceWorker.addEventListener("controllerchange", function () { keepHere(location.pathname + location.search); });
      navigator.serviceWorker.register("/sw.js").catch(function () {});
      var list = location.pathname.match(/^\/kho\/xa\/\w+$/);
      var quick = document.querySelector("a[href$='/nhap-nhanh']");
      if (list && quick && !savedAt) keepHere(quick.getAttribute("href"));
    }
    takeUp().then(draw).then(send).then(look);
  }
  part("send").addEventListener("click", function () { pause = 5; send(); });
  window.addEventListener("online", function () { cut = false; pause = 5; send(); });
  window.addEventListener("offline", function () { there = false; draw(); look(); });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { look(); send(); } });
  self.line = { send: send, down: down, draw: draw, mine: mine, clock: clock, show: show, who: who };
  begin();
})();
