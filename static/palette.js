/* The palette: "/" or Ctrl+K finds pages, communes and kinds of resources, and shows what was opened lately.
   Without this file the head's link leads to the same search as a page. */
(function () {
  "use strict";
  var KEY = "recent";
  var MOST = 6;
  var link = document.querySelector("a[data-palette]");
  var who = document.body.dataset.who;

  function stored() {
    try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch (error) { return {}; }
  }
  // Only this person's things, on this machine; nothing is left behind for whoever signs in next.
  function recent() { var kept = stored(); return kept.who === who ? kept.items || [] : []; }
  function keep() {
    var heading = document.querySelector("main h1");
    var path = location.pathname + location.search;
    try {
      if (!who) { localStorage.removeItem(KEY); return; }
      if (!heading || location.pathname === "/" || location.pathname === "/tim" || document.querySelector("[data-refused]")) return;
      if ("answer" in document.body.dataset) return; // what a form was answered with stands at an address that only takes forms
      var items = recent().filter(function (item) { return item.location.split("?")[0] !== location.pathname; });
      items.unshift({ text: heading.textContent.trim(), location: path, kind: "" });
      localStorage.setItem(KEY, JSON.stringify({ who: who, items: items.slice(0, MOST) }));
    } catch (error) { /* a browser that keeps nothing: no list of recent things */ }
  }
  function entry(item, place) {
    var row = document.createElement("li"), anchor = document.createElement("a");
    var name = document.createElement("span"), kind = document.createElement("small");
    anchor.href = item.location;
    if (place !== undefined) { anchor.id = "found-" + place; anchor.setAttribute("role", "option"); row.setAttribute("role", "presentation"); }
    name.textContent = item.text;
    kind.textContent = item.kind;
    anchor.append(name, kind);
    row.append(anchor);
    return row;
  }
  function showRecent() {
    var box = document.getElementById("recent");
    if (!box || !recent().length) return;
    var list = box.querySelector("ul");
    recent().forEach(function (item) { list.append(entry(item)); });
    box.hidden = false;
  }
  keep();
  showRecent();
  if (!link || !window.HTMLDialogElement) return;

  var dialog, input, list, chosen = -1, asked = 0;
  function build() {
    dialog = document.createElement("dialog");
    dialog.className = "palette";
    input = document.createElement("input");
    list = document.createElement("ul");
    input.type = "search";
    input.className = "form-control";
    input.maxLength = 80;
    list.className = "found";
    list.id = "palette-found";
    list.setAttribute("role", "listbox");
    [dialog, input, list].forEach(function (part) { part.setAttribute("aria-label", link.textContent); });
    [["role", "combobox"], ["aria-controls", list.id], ["aria-expanded", "true"], ["aria-autocomplete", "list"]]
      .forEach(function (pair) { input.setAttribute(pair[0], pair[1]); });
    dialog.append(input, list);
    document.body.append(dialog);
    input.addEventListener("input", ask);
    input.addEventListener("keydown", move);
    dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
  }
  function draw(items) {
    list.replaceChildren.apply(list, items.map(entry));
    choose(items.length ? 0 : -1);
  }
  function choose(place) {
    var all = list.querySelectorAll("a");
    chosen = all.length ? (place + all.length) % all.length : -1;
    all.forEach(function (anchor, index) { anchor.setAttribute("aria-selected", String(index === chosen)); });
    if (chosen >= 0) {
      input.setAttribute("aria-activedescendant", all[chosen].id);
      all[chosen].scrollIntoView({ block: "nearest" });
    } else { input.removeAttribute("aria-activedescendant"); }
  }
  function ask() {
    var turn = ++asked, words = input.value.trim();
    if (!words) { draw(recent()); return; }
    window.setTimeout(function () {
      if (turn !== asked) return;
      fetch(link.href + "?q=" + encodeURIComponent(words), { headers: { Accept: "application/json" } })
        .then(function (answer) { return answer.json(); })
        .then(function (said) { if (turn === asked) draw(said.found); })
        .catch(function () { if (turn === asked) draw([]); });
    }, 150);
  }
  function move(event) {
    var all = list.querySelectorAll("a");
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Enter" && all[chosen]) location.assign(all[chosen].href);
    else if (event.key === "Enter") location.assign(link.href + "?q=" + encodeURIComponent(input.value));
    else return;
    event.preventDefault();
  }
  function open(event) {
    event.preventDefault();
    if (!dialog) build();
    if (!dialog.open) dialog.showModal();
    input.value = "";
    ask();
    input.focus();
  }
  link.addEventListener("click", open);
  document.addEventListener("keydown", function (event) {
    var typing = event.target.closest("input, textarea, select, [contenteditable]");
    var slash = event.key === "/" && !typing && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (slash || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k")) open(event);
  });
})();
