/* Every form with something to type: what is typed stays on this machine until it was saved, and is offered back. */
(function () {
  "use strict";
  var WEEK_MS = 7 * 24 * 3600000, line = self.line;
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
    var arrived = document.querySelector("main .alert-success[role=status], #queue-kept"), sent = arrived && sessionStorage.getItem("draft-sent");
    Object.keys(localStorage).forEach(function (name) {
      if (name.indexOf("draft:") !== 0) return;
      var draft = read(name), old = !draft || Date.now() - draft.at > WEEK_MS;
      if (old || name === sent || name.indexOf("draft:" + line.who + ":") !== 0) localStorage.removeItem(name);
    });
  }
  // One at a time: what was kept of the first form, then of the next.
  function offer(forms) {
    var form = forms.filter(function (one) {
      var draft = read(key(one));
      return draft && JSON.stringify(take(one)) !== JSON.stringify(draft.fields);
    })[0];
    line.show("draft", Boolean(form), form && line.clock(read(key(form)).at));
    if (!form) return;
    var rest = forms.slice(forms.indexOf(form) + 1), buttons = document.querySelectorAll("#line-draft button");
    buttons[0].onclick = function () {
      for (var part = form.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
      give(form, read(key(form)).fields);
      form.scrollIntoView({ block: "center" });
      offer(rest);
    };
    buttons[1].onclick = function () { localStorage.removeItem(key(form)); offer(rest); };
  }
  function typable(form) {
    return boxes(form).some(function (box) { return box.matches("textarea, input:not([type=checkbox]):not([type=radio])"); });
  }
  tidy();
  var all = Array.prototype.slice.call(document.querySelectorAll("main form[method=post]")), names = all.map(key);
  // Forms with one address between them cannot be told apart another time.
  var forms = all.filter(function (form) { return typable(form) && names.indexOf(key(form)) === names.lastIndexOf(key(form)); });
  offer(forms);
  forms.forEach(function (form) {
    form.addEventListener("input", function () { write(key(form), { at: Date.now(), fields: take(form) }); });
    form.addEventListener("held", function () { localStorage.removeItem(key(form)); });
  });
  // Only what was sent last from this tab has arrived when the next page says so; a form that failed before stays kept.
  document.addEventListener("submit", function (event) {
    if (event.target.method === "post") sessionStorage.setItem("draft-sent", key(event.target));
  });
})();
