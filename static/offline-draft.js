/* Long forms (data-draft): what is typed stays on this machine until it was saved, and is offered back. */
(function () {
  "use strict";
  var WEEK_MS = 7 * 24 * 3600000, JUST_MS = 10 * 60000, line = self.line;
  if (!line || !line.who) return;

  function key(form) { return "draft:" + line.who + ":" + new URL(form.action, location.href).pathname; }
  function read(name) { try { return JSON.parse(localStorage.getItem(name)); } catch (error) { return null; } }
  function write(name, value) { try { localStorage.setItem(name, JSON.stringify(value)); } catch (error) { /* full: the form itself still works */ } }
  function boxes(form) {
    return Array.prototype.filter.call(form.elements, function (box) {
      return box.name && box.name[0] !== "_" && ["hidden", "file", "password", "submit", "button"].indexOf(box.type) < 0 && box.name !== "csrf_token";
    });
  }
  function take(form) {
    return boxes(form).map(function (box) {
      var ticked = box.type === "checkbox" || box.type === "radio";
      return [box.name, box.value, ticked ? box.checked : null];
    });
  }
  function give(form, fields) {
    fields.forEach(function (field) {
      boxes(form).forEach(function (box) {
        if (box.name !== field[0]) return;
        if (field[2] === null) box.value = field[1];
        else if (box.value === field[1]) box.checked = field[2];
      });
    });
  }
  function tidy() {
    var saved = document.querySelector("main .alert-success[role=status]");
    Object.keys(localStorage).forEach(function (name) {
      if (name.indexOf("draft:") !== 0) return;
      var draft = read(name), old = !draft || Date.now() - draft.at > WEEK_MS;
      var through = draft && draft.sent && saved && Date.now() - draft.sent < JUST_MS;
      if (old || through || name.indexOf("draft:" + line.who + ":") !== 0) localStorage.removeItem(name);
    });
  }
  function offer(form) {
    var draft = read(key(form));
    if (!draft || JSON.stringify(take(form)) === JSON.stringify(draft.fields)) return;
    line.show("draft", true, line.clock(draft.at));
    var buttons = document.querySelectorAll("#line-draft button");
    buttons[0].onclick = function () { give(form, draft.fields); line.show("draft", false); };
    buttons[1].onclick = function () { localStorage.removeItem(key(form)); line.show("draft", false); };
  }
  tidy();
  Array.prototype.forEach.call(document.querySelectorAll("form[data-draft]"), function (form) {
    offer(form);
    form.addEventListener("input", function () { write(key(form), { at: Date.now(), fields: take(form) }); });
    form.addEventListener("submit", function () {
      var draft = read(key(form));
      if (draft) { draft.sent = Date.now(); write(key(form), draft); }
    });
  });
})();
