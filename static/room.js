/* The room stays fresh without reloading; forms are outside the parts that change, so nothing typed is lost.
   Without this file the page works by its "Cập nhật" link. */
(function () {
  "use strict";
  var state = document.getElementById("live-state");
  var EVERY = 10000, SLOWEST = 120000, PATIENCE = 8000;
  var shown = {}, version = "", lostAt = "", wait = EVERY, timer = 0, busy = false;

  function clock() {
    var now = new Date();
    return ("0" + now.getHours()).slice(-2) + ":" + ("0" + now.getMinutes()).slice(-2);
  }

  function say(fresh, trouble) {
    var parts = state.children;
    if (fresh) parts[0].textContent = state.dataset.fresh.replace("%s", fresh);
    if (parts[1].textContent !== trouble) parts[1].textContent = trouble;
  }

  // Only parts that differ are replaced; the link that had the focus gets it again, what was unfolded stays so.
  function show(html) {
    var fresh = new DOMParser().parseFromString(html, "text/html");
    fresh.querySelectorAll("[data-live]").forEach(function (part) {
      var old = document.getElementById(part.id);
      if (!old || (shown[part.id] || old.innerHTML) === part.innerHTML) return;
      shown[part.id] = part.innerHTML;
      var held = old.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      var open = Array.from(old.querySelectorAll("details[open]")).map(function (one) { return one.id; });
      old.replaceChildren.apply(old, Array.from(part.childNodes));
      open.forEach(function (id) {
        var again = id && document.getElementById(id);
        if (again) again.open = true;
      });
      if (!held) return;
      Array.from(old.querySelectorAll("a")).some(function (link) {
        if (link.getAttribute("href") !== held) return false;
        link.focus({ preventScroll: true });
        return true;
      });
    });
  }

  function later() {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, wait);
  }

  function answered(answer) {
    if (answer.type === "opaqueredirect" || answer.status === 401) {
      say("", state.dataset.out);
      return null;
    }
    if (answer.status !== 200 && answer.status !== 304) throw new Error(String(answer.status));
    lostAt = "";
    wait = EVERY;
    say(answer.headers.get("X-As-Of"), "");
    if (answer.status === 304) return later();
    version = answer.headers.get("ETag") || "";
    return answer.text().then(function (html) {
      show(html);
      later();
    });
  }

  function ask() {
    if (busy) return;
    if (document.hidden) return later();
    busy = true;
    var stop = new AbortController();
    var alarm = window.setTimeout(function () { stop.abort(); }, PATIENCE);
    fetch(state.dataset.changes, {
      headers: version ? { "If-None-Match": version } : {},
      credentials: "same-origin", redirect: "manual", cache: "no-store", signal: stop.signal
    }).then(answered).catch(function () {
      // A bad line: the old figures stay with their "as of"; asked again ever more seldom.
      lostAt = lostAt || clock();
      wait = Math.min(wait * 2, SLOWEST);
      say("", state.dataset.lost.replace("%s", lostAt));
      later();
    }).finally(function () {
      window.clearTimeout(alarm);
      busy = false;
    });
  }

  if (state && state.dataset.changes && window.fetch && window.AbortController) {
    window.addEventListener("online", ask);
    document.addEventListener("visibilitychange", function () { if (!document.hidden) ask(); });
    later();
  }

  var PLACES = { "1": "nhu-cau", "2": "tren-duong", "3": "nhat-ky" };
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    var place = document.getElementById(PLACES[event.key] || "");
    if (place) {
      place.tabIndex = -1;
      place.focus();
    } else if (event.key.toLowerCase() === "u" && state && state.dataset.changes) {
      ask();
    }
  });
})();
