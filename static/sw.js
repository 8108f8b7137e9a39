/* The service worker: pages from the network first, from this machine where there is none; forms that cannot be
   sent are kept. GIVEN (version, shell, fallback, queue) and offline-queue.js are put before this by the server. */
(function () {
  "use strict";
  var GIVEN = self.GIVEN;
  var SHELL = "shell-" + GIVEN.version;
  var PAGES = "pages";
  var MOST_PAGES = 40;
  var PATIENCE_MS = 10000; // a line this slow is shown what the machine has, if it has it
  var SEND_MS = 25000;
  var KEPT = [/^\/$/, /^\/kho\/xa\/\w+(\/nhap-nhanh|\/them)?$/, /^\/kho\/\d+$/, /^\/su-co\/\d*$/, /^\/su-co\/\d+\/nhat-ky$/, /^\/lenh\/\d+$/, /^\/dieu-dong\/\d+$/, /^\/kiem-ke\/\d+$/, /^\/ra-soat\/\d+\/xa\/\w+$/, /^\/so-gui$/];
  var era = 0; // grows when the pages are emptied: an answer still on its way is then not kept

  self.addEventListener("install", function (event) {
    event.waitUntil(caches.open(SHELL).then(function (cache) {
      // Without cookies: what stands in the shell belongs to nobody.
      return Promise.all(GIVEN.shell.map(function (address) {
        return fetch(new Request(address, { credentials: "omit", cache: "no-cache" })).then(function (answer) {
          if (!answer.ok) throw new Error(address);
          return cache.put(address, answer);
        });
      }));
    }).then(function () { return self.skipWaiting(); }));
  });

  self.addEventListener("activate", function (event) {
    event.waitUntil(caches.keys().then(function (names) {
      return Promise.all(names.filter(function (name) { return name.indexOf("shell-") === 0 && name !== SHELL; })
        .map(function (name) { return caches.delete(name); }));
    }).then(function () { return self.clients.claim(); }));
  });

  function empty() {
    era += 1;
    return Promise.all([caches.delete(PAGES), self.queue.say("who", "")]);
  }
  function address(url) { return url.pathname + url.search; }
  function kept(url) { return KEPT.some(function (pattern) { return pattern.test(url.pathname); }); }

  function put(url, answer, begun) {
    return answer.text().then(function (text) {
      var headers = new Headers(answer.headers);
      headers.delete("content-encoding");
      headers.delete("content-length");
      headers.set("x-saved-at", new Date().toISOString());
      text = text.replace(/<p class="alert alert-success" role="status">[^<]*<\/p>/g, "");
      if (begun !== era) return null;
      return caches.open(PAGES).then(function (cache) {
        return cache.delete(address(url)).then(function () {
          return cache.put(address(url), new Response(text, { headers: headers }));
        }).then(function () { return begun === era ? cache.keys() : empty().then(function () { return []; }); })
          .then(function (keys) {
            return Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_PAGES)).map(function (key) { return cache.delete(key); }));
          });
      });
    });
  }
  function good(answer) {
    return answer.ok && !answer.redirected && /text\/html/.test(answer.headers.get("content-type") || "");
  }
  function saved(url) {
    return caches.open(PAGES).then(function (cache) {
      return cache.match(address(url)).then(function (found) {
        // A row not opened before: the quick table of the same list has it, with boxes to type in.
        var list = /^\/kho\/xa\/\w+$/.test(url.pathname) && url.searchParams.has("open");
        if (found || !list) return found;
        return cache.match(url.pathname + "/nhap-nhanh");
      });
    });
  }
  function marked(found) {
    return found.text().then(function (text) {
      var moment = found.headers.get("x-saved-at");
      text = text.replace("<body ", "<body data-saved-at=\"" + moment + "\" ");
      return new Response(text, { headers: found.headers });
    });
  }
  function fallback() { return caches.match(GIVEN.fallback); }
  function unsent() { return Response.redirect(GIVEN.fallback + "?chua-gui=1", 303); }

  function page(event, url) {
    var begun = era, settled = false;
    var asked = fetch(event.request).then(function (answer) {
      if (kept(url) && good(answer)) event.waitUntil(put(url, answer.clone(), begun).catch(function () {}));
      if ([502, 503, 504].indexOf(answer.status) >= 0) {
        return saved(url).then(function (found) { return found ? marked(found) : answer; });
      }
      return answer;
    }).catch(function () {
      return saved(url).then(function (found) { return found ? marked(found) : fallback(); });
    }).then(function (answer) { settled = true; return answer; });
    var slow = new Promise(function (resolve) {
      setTimeout(function () {
        if (settled) return;
        saved(url).then(function (found) { if (found) resolve(marked(found)); });
      }, PATIENCE_MS);
    });
    return Promise.race([asked, slow]);
  }

  function form(request, url) {
    var copy = request.clone(), stop = new AbortController();
    var timer = setTimeout(function () { stop.abort(); }, SEND_MS);
    return fetch(request, { signal: stop.signal }).then(function (answer) {
      clearTimeout(timer);
      return answer;
    }).catch(function (error) {
      clearTimeout(timer);
      return copy.formData().then(function (data) {
        if (!data.get("_label")) throw error;
        return self.queue.said("who").then(function (who) {
          return self.queue.keep(address(url), Array.from(data.entries()), who || "");
        });
      }).then(function () { return Response.redirect(GIVEN.queue + "?giu=1", 303); }, unsent);
    });
  }

  self.addEventListener("fetch", function (event) {
    var request = event.request, url = new URL(request.url);
    if (url.origin !== location.origin) return;
    if (request.method === "POST" && (url.pathname === "/dang-xuat" || url.pathname === "/dang-nhap")) {
      event.respondWith(empty().then(function () { return fetch(request); }).catch(fallback));
    } else if (request.mode === "navigate" && request.method === "POST") {
      var plain = /^application\/x-www-form-urlencoded/.test(request.headers.get("content-type") || "");
      event.respondWith(plain ? form(request, url) : fetch(request).catch(unsent)); // with files: too big to keep
    } else if (request.mode === "navigate" && request.method === "GET") {
      event.respondWith(page(event, url));
    } else if (request.method === "GET" && GIVEN.shell.indexOf(address(url)) >= 0 && url.pathname !== GIVEN.fallback) {
      event.respondWith(caches.match(address(url)).then(function (found) { return found || fetch(request); }));
    }
  });

  self.addEventListener("message", function (event) {
    if (event.data.act === "empty") event.waitUntil(empty());
    if (event.data.act === "keep") {
      var url = new URL(event.data.address, location.origin), begun = era;
      event.waitUntil(fetch(url, { credentials: "same-origin" }).then(function (answer) {
        return kept(url) && good(answer) ? put(url, answer, begun) : null;
      }).catch(function () {}));
    }
  });
})();
