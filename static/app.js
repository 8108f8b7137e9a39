/* Small comforts; every page works without this file. */
(function () {
  "use strict";

  // The − and + beside a number.
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-step]");
    if (!button) return;
    var input = document.getElementById(button.dataset.for);
    var value = parseFloat(String(input.value).replace(/\./g, "").replace(",", ".")) || 0;
    value = Math.max(0, value + Number(button.dataset.step));
    input.value = String(value).replace(".", ",");
  });

  document.querySelectorAll("button[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });

  // A form is sent once; its button says that it is under way.
  document.addEventListener("submit", function (event) {
    var button = event.target.querySelector("button[type=submit]");
    if (!button || event.target.method !== "post") return;
    if (event.target.dataset.sent) {
      event.preventDefault();
      return;
    }
    event.target.dataset.sent = "1";
    button.setAttribute("aria-busy", "true");
    window.setTimeout(function () { delete event.target.dataset.sent; }, 4000);
  });

  // Back at a row far down the page: what was said of it stands beside it, and the box to fill next has the cursor.
  var said = document.querySelector("main > .alert[role=status]"), row = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
  if (row) {
    var within = row.matches("li, form") ? row.firstElementChild : row.nextElementSibling, next = row.querySelector("[data-next]");
    if (said && within && row.getBoundingClientRect().top + window.scrollY > window.innerHeight / 2) {
      within.before(said);
      row.scrollIntoView();
    }
    if (next) window.addEventListener("load", function () { next.focus({ preventScroll: true }); next.select(); });
  }

  // How much waits, in the head: asked again when the page's number is old, then each minute while somebody looks.
  var waiting = document.getElementById("waiting");
  function count() {
    if (document.hidden) return;
    fetch(waiting.dataset.count, { cache: "no-store", headers: { Accept: "application/json" } }).then(function (answer) {
      if (!answer.ok || answer.redirected) throw new Error("not counted");
      return answer.json();
    }).then(function (said) {
      waiting.firstElementChild.textContent = said.text;
      waiting.lastElementChild.textContent = said.late;
      waiting.lastElementChild.hidden = !said.late;
      waiting.hidden = !said.text;
    }).catch(function () { waiting.hidden = true; }); // an old number is worse than none
  }
  if (waiting) {
    if ("old" in waiting.dataset || document.body.dataset.savedAt) count();
    window.setInterval(count, 60000);
  }

  // The cell that is asked about stands in sight where its picture is wider than the screen.
  document.querySelectorAll(".sheet-picture .asked").forEach(function (cell) {
    var frame = cell.closest(".table-wrap");
    frame.scrollLeft = cell.offsetLeft + (cell.offsetWidth - frame.clientWidth) / 2;
  });

  // A choice that draws the page anew when changed; from the keyboard, where each arrow is a change, its button does.
  var byKeys = false;
  document.addEventListener("keydown", function () { byKeys = true; }, true);
  document.addEventListener("pointerdown", function () { byKeys = false; }, true);
  document.addEventListener("change", function (event) {
    if (event.target.matches("select[data-go]") && !byKeys) event.target.form.submit();
  });
})();
