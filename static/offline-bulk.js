/* The quick table: Enter and arrows move, a column from Excel goes down the rows, differences are shown before
   saving; without a network each changed row waits on this machine as a change of its own. */
(function () {
  "use strict";
  var form = document.getElementById("bulk");
  if (!form) return;
  var NUMBER = /^\d[\d.]*(,\d+)?$/, words = {};
  var rows = Array.prototype.slice.call(form.querySelectorAll("tbody tr"));

  function boxes(row) { return Array.prototype.slice.call(row.querySelectorAll("td input:not([type=hidden])")); }
  function old(row) { return row.querySelector("[name^=old-]").value.split(" "); }
  function typed(row) { return boxes(row).map(function (box) { return box.value.trim(); }); }
  function changed(row) { return typed(row).join(" ") !== old(row).join(" "); }
  function tell(name, number) {
    var line = document.getElementById("bulk-" + name);
    words[name] = words[name] || line.textContent;
    line.hidden = !number;
    line.textContent = words[name].replace("{n}", number);
  }
  function bad(row) { return typed(row).some(function (text) { return !NUMBER.test(text); }); }
  function draw() {
    rows.forEach(function (row) {
      var was = old(row), is = typed(row), parts = [];
      is.forEach(function (text, place) { if (text !== was[place]) parts.push(was[place] + " → " + (text || "?")); });
      row.querySelector(".diff").textContent = parts.join("; ");
      row.classList.toggle("table-warning", parts.length > 0);
      boxes(row).forEach(function (box) { box.classList.toggle("is-invalid", !NUMBER.test(box.value.trim())); });
    });
    tell("bad", rows.filter(bad).length);
    tell("count", rows.filter(changed).length);
  }
  function go(row, column) {
    var box = rows[row] && boxes(rows[row])[column];
    if (box) { box.focus(); box.select(); }
    return Boolean(box);
  }
  form.addEventListener("keydown", function (event) {
    var row = rows.indexOf(event.target.closest("tr")), step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (row < 0 || !step) return;
    event.preventDefault(); // Enter moves on; the button saves
    go(row + step, boxes(rows[row]).indexOf(event.target));
  });
  form.addEventListener("paste", function (event) {
    var row = rows.indexOf(event.target.closest("tr"));
    var lines = event.clipboardData.getData("text").replace(/\r/g, "").replace(/\n$/, "").split("\n");
    if (row < 0 || (lines.length < 2 && lines[0].indexOf("\t") < 0)) return;
    event.preventDefault();
    var column = boxes(rows[row]).indexOf(event.target);
    lines.forEach(function (line, down) {
      line.split("\t").forEach(function (cell, right) {
        var box = rows[row + down] && boxes(rows[row + down])[column + right];
        if (box && cell.trim()) box.value = cell.trim();
      });
    });
    tell("more", Math.max(0, row + lines.length - rows.length));
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });
  form.addEventListener("input", draw);
  form.addEventListener("reset", draw);
  form.addEventListener("submit", function (event) {
    var line = self.line;
    if (!line || !line.who || !line.down()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    rows.filter(changed).reduce(function (before, row) {
      var id = row.id.slice(4), values = typed(row);
      var name = row.querySelector("th").firstChild.textContent.trim();
      var fields = [["_once", self.queue.newKey()], ["_label", name], ["version", row.querySelector("[name^=version-]").value],
        ["on_hand", values[0]], ["broken", values[1]], ["reason", form.elements.reason.value]];
      return before.then(function () { return self.queue.keep("/kho/" + id + "/kiem-dem", fields, line.who); })
        .then(function () { row.querySelector("[name^=old-]").value = values.join(" "); });
    }, Promise.resolve()).then(function () {
      form.dispatchEvent(new Event("held", { bubbles: true }));
      draw();
      return line.draw();
    });
  });
  draw();
})();
