/* The list of what waits on this machine, and of the pages it can show without the network. */
(function () {
  "use strict";
  var list = document.getElementById("queue-list"), queue = self.queue, line = self.line, words = {}, asked = Promise.resolve();
  if (!list || !line) return;
  Array.prototype.forEach.call(document.querySelectorAll("#queue-words dt"), function (name) {
    words[name.textContent] = name.nextElementSibling.textContent;
  });
  function pairs(fields) {
    return fields.filter(function (pair) { return words[pair[0]] && pair[1] !== ""; }).map(function (pair) {
      return words[pair[0]] + " " + (pair[0] === "happened_at" ? line.clock(pair[1]) : pair[1]);
    }).join(" · ");
  }
  function resend(entry) {
    if (entry.version !== undefined && entry.version !== null) queue.change(entry, "version", entry.version);
    queue.change(entry, "_once", queue.newKey());
    entry.state = "waiting";
    return queue.save(entry).then(line.draw).then(line.send);
  }
  function drop(entry, ask) {
    if (ask && !window.confirm(words.sure)) return null;
    return queue.remove(entry.id).then(line.draw);
  }
  function boxes(entry, item) {
    var place = item.querySelector(".boxes");
    if (place.children.length) {
      Array.prototype.forEach.call(place.querySelectorAll("input"), function (input) { queue.change(entry, input.name, input.value); });
      return resend(entry);
    }
    entry.fields.filter(function (pair) { return words[pair[0]] && pair[0][0] !== "_"; }).forEach(function (pair) {
      var label = document.createElement("label"), input = document.createElement("input");
      input.className = "form-control";
      input.name = pair[0];
      input.value = pair[1];
      if (pair[0] === "happened_at") input.type = "datetime-local";
      label.append(words[pair[0]], input);
      place.append(label);
    });
    place.querySelector("input").focus();
    return null;
  }
  function draw() {
    if (list.querySelector(".boxes input")) return; // somebody is typing in it
    line.mine().then(function (entries) {
      document.getElementById("queue-none").hidden = entries.length > 0;
      list.replaceChildren.apply(list, entries.map(one));
    });
  }
  function one(entry) {
    var item = document.getElementById("queue-item").content.cloneNode(true).firstElementChild;
    var find = function (name) { return item.querySelector("." + name); };
    var conflict = entry.state === "conflict", theirs = Object.keys(entry.theirs || {}).map(function (name) { return [name, entry.theirs[name]]; });
    find("name").textContent = entry.label;
    find("sub").textContent = words.at.replace("{n}", line.clock(entry.at));
    find("said").textContent = entry.state === "waiting" ? "" : entry.said;
    find("mine").querySelector(".values").textContent = pairs(entry.fields);
    find("theirs").querySelector(".values").textContent = pairs(theirs);
    find("theirs").hidden = !conflict;
    find("use-mine").hidden = find("use-theirs").hidden = !conflict;
    find("edit").hidden = entry.state === "waiting";
    find("again").hidden = entry.state !== "refused";
    find("drop").hidden = conflict;
    find("use-mine").onclick = function () { resend(entry); };
    find("use-theirs").onclick = function () { drop(entry, false); };
    find("edit").onclick = function () { if (boxes(entry, item)) item.querySelector(".boxes").replaceChildren(); };
    find("again").onclick = function () { resend(entry); };
    find("drop").onclick = function () { drop(entry, true); };
    return item;
  }
  function keptPages() {
    var place = document.getElementById("kept-list");
    if (!place || !self.caches) return;
    caches.open("pages").then(function (cache) {
      return cache.keys().then(function (keys) {
        return Promise.all(keys.reverse().map(function (key) {
          return cache.match(key).then(function (answer) {
            return answer.text().then(function (text) {
              var page = new DOMParser().parseFromString(text, "text/html"), title = page.querySelector("main h1"), open = page.querySelector(".row-item.open .name");
              var item = document.createElement("li"), link = document.createElement("a"), name = document.createElement("span"), sub = document.createElement("span");
              item.className = "row-item";
              link.href = new URL(key.url).pathname + new URL(key.url).search;
              name.className = "name";
              sub.className = "sub";
              name.textContent = (title ? title.textContent : link.href) + (open ? " · " + open.textContent : "");
              sub.textContent = document.getElementById("kept-word").textContent.replace("{n}", line.clock(answer.headers.get("x-saved-at")));
              link.append(name, sub);
              item.append(link);
              return item;
            });
          });
        }));
      });
    }).then(function (items) {
      place.replaceChildren.apply(place, items);
      document.getElementById("kept").hidden = !items.length;
    });
  }
  // What has just been sent has its receipt here at once; without an answer the page stays as it is.
  function receipts() {
    var place = document.getElementById("sent");
    if (!place) return;
    asked = asked.then(function () { return fetch(location.pathname, { cache: "no-store" }); }).then(function (answer) { return answer.text(); }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, "text/html").getElementById("sent");
      if (fresh) place.replaceChildren.apply(place, fresh.children);
    }).catch(function () {});
  }
  var unsent = document.getElementById("unsent");
  if (unsent && location.search.indexOf("chua-gui") > 0) {
    unsent.hidden = false;
    unsent.querySelector("button").onclick = function () { history.back(); };
  }
  document.addEventListener("queue-changed", draw);
  document.addEventListener("queue-sent", receipts);
  draw();
  keptPages();
})();
