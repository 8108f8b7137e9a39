/* The map beside the tables: circles by value, layers laid over them, labels when near, boundaries and tiles where the
   office has them. A layer switched on or off draws itself and its table anew; the address stays one that can be sent. */
(function () {
  "use strict";
  var box = document.getElementById("map"), form = document.getElementById("map-form");
  if (!box || !window.L) return;
  box.hidden = false;
  var calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  var map = L.map(box, { zoomSnap: 0.5, attributionControl: Boolean(box.dataset.tiles), zoomAnimation: !calm, fadeAnimation: !calm, inertia: !calm });
  var css = getComputedStyle(document.documentElement), bounds = null;
  var circles = L.layerGroup().addTo(map), laid = L.layerGroup().addTo(map);
  function colour(name) { return css.getPropertyValue(name).trim() || "#0b5d8a"; }
  function number(value) { return value.toLocaleString(document.documentElement.lang); }

  function read(address, kind) {
    return fetch(address, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return kind === "text" ? answer.text() : answer.json();
    });
  }

  function line(text, parent, kind) {
    var element = document.createElement(kind || "div");
    element.textContent = text; // names come from people: text, never markup
    parent.appendChild(element);
    return element;
  }

  function story(point, said, linked) {
    var held = document.createElement("div");
    line(point.name, held, "b");
    if (said) line(said, held);
    if (point.km !== null && point.km !== undefined) {
      line(number(point.km) + " km" + (point.minutes ? ", ≈ " + number(point.minutes) + " " + box.dataset.minutes : ""), held);
    }
    if (linked && point.href) line(box.dataset.go, held, "a").href = point.href;
    return held;
  }
  function told(shape, point, said) {
    shape.bindTooltip(story(point, said, false), { className: "map-told" });
    if (point.href) shape.bindPopup(story(point, said, true));
    return shape;
  }

  var strokes = { // told apart by their strokes too, not by colour alone
    way: { color: colour("--bs-primary"), weight: 1.5, interactive: false },
    cut: { color: colour("--danger"), weight: 5, dashArray: "10 8" },
    slow: { color: colour("--danger"), weight: 3, dashArray: "1 7" }
  };

  function draw(data) {
    var most = Math.max.apply(null, data.points.map(function (point) { return point.value || 0; }).concat([1]));
    circles.clearLayers();
    laid.clearLayers();
    bounds = L.latLngBounds([]);
    data.points.forEach(function (point) {
      var place = [point.lat, point.lon];
      var has = point.value > 0;
      var circle = L.circleMarker(place, {
        radius: has ? 4 + Math.min(16, box.clientWidth / 40) * Math.sqrt(point.value / most) : 3,
        color: colour(point.code === data.chosen ? "--danger" : "--bs-primary"),
        weight: point.code === data.chosen ? 4 : 1.5,
        dashArray: has ? null : "2 3",
        fillOpacity: has ? 0.35 : 0
      });
      told(circle, point, point.value === null ? "" : number(point.value) + " " + (data.unit || box.dataset.label));
      circles.addLayer(circle);
      var label = document.createElement("span");
      label.textContent = point.name;
      circles.addLayer(L.tooltip(place, { content: label, permanent: true, direction: "right", className: "map-label", offset: [4, 0] }));
      if (point.value !== null || point.code === data.chosen) bounds.extend(place); // what is out of reach need not fit
    });
    (data.lines || []).forEach(function (way) {
      var drawn = L.polyline(way.ends, strokes[way.kind]);
      if (way.name) told(drawn, way, way.said);
      laid.addLayer(drawn);
      drawn.bringToBack();
    });
    (data.marks || []).forEach(function (mark) {
      var icon = L.divIcon({ className: "sign sign-" + mark.layer, html: "", iconSize: null });
      var shape = told(L.marker([mark.lat, mark.lon], { icon: icon, keyboard: false }), mark, mark.said);
      laid.addLayer(shape);
      bounds.extend([mark.lat, mark.lon]);
      shape.getElement().textContent = mark.sign;
    });
  }
  function fit() { if (bounds && bounds.isValid()) map.fitBounds(bounds, { padding: [16, 16], maxZoom: 13, animate: false }); }
  function near() { box.classList.toggle("far", !box.classList.contains("few") && map.getZoom() < 10.5); }

  function again() {
    var page = form.getAttribute("action") + "?" + new URLSearchParams(new FormData(form));
    Promise.all([read(page, "text"), read(box.dataset.points.split("?")[0] + page.slice(page.indexOf("?")))]).then(function (got) {
      var tables = new DOMParser().parseFromString(got[0], "text/html").getElementById("map-tables");
      document.getElementById("map-tables").replaceWith(tables);
      history.replaceState(null, "", page);
      draw(got[1]);
    }).catch(function () { form.submit(); });
  }

  map.on("zoomend", near);
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { maxZoom: 18, attribution: "©" }).addTo(map);
  read(box.dataset.points).then(function (data) {
    map.setView([0, 0], 9);
    draw(data);
    fit();
    near();
  }).catch(function () { box.hidden = true; });
  if (form) {
    form.addEventListener("change", function (event) { if (event.target.name === "lop") again(); });
  }
  // The paper's measure is taken before the paper is laid out: what is drawn for the screen leaves half of it blank or is cut.
  function paper(on) {
    box.style.width = on ? "183mm" : "";
    box.style.height = on ? "14cm" : "";
    map.invalidateSize({ animate: false });
    fit();
  }
  window.addEventListener("beforeprint", function () { paper(true); });
  window.addEventListener("afterprint", function () { paper(false); });
  if (box.dataset.outline) {
    read(box.dataset.outline).then(function (shapes) {
      L.geoJSON(shapes, { interactive: false, style: { color: colour("--quiet"), weight: 1, fill: false } }).addTo(map);
    }).catch(function () { /* the points stand without boundaries */ });
  }
})();
