/* The map beside the table: circles by value, labels when near, boundaries and tiles where the office has them. */
(function () {
  "use strict";
  var box = document.getElementById("map");
  if (!box || !window.L) return;
  box.hidden = false;
  var map = L.map(box, { zoomSnap: 0.5, attributionControl: Boolean(box.dataset.tiles) });
  var css = getComputedStyle(document.documentElement);
  function colour(name) { return css.getPropertyValue(name).trim() || "#0b5d8a"; }

  function read(address) {
    return fetch(address, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    });
  }

  function line(text, parent, kind) {
    var element = document.createElement(kind || "div");
    element.textContent = text; // names come from people: text, never markup
    parent.appendChild(element);
    return element;
  }

  function story(point, unit) {
    var held = document.createElement("div");
    line(point.name, held, "b");
    if (point.value !== null) {
      line(point.value.toLocaleString(document.documentElement.lang) + " " + (unit || box.dataset.label), held);
      line(box.dataset.go, held, "a").href = point.href;
    }
    if (point.km !== null) {
      line(point.km + " km" + (point.minutes === null ? "" : ", ≈ " + point.minutes + " min"), held);
    }
    return held;
  }

  var strokes = { // told apart by their strokes too, not by colour alone
    way: { color: colour("--bs-primary"), weight: 1.5, interactive: false },
    cut: { color: colour("--danger"), weight: 5, dashArray: "10 8", interactive: false },
    slow: { color: colour("--danger"), weight: 3, dashArray: "1 7", interactive: false }
  };

  function draw(data) {
    var most = Math.max.apply(null, data.points.map(function (point) { return point.value || 0; }).concat([1]));
    var bounds = L.latLngBounds([]);
    data.points.forEach(function (point) {
      var place = [point.lat, point.lon];
      var has = point.value > 0;
      var circle = L.circleMarker(place, {
        radius: has ? 4 + Math.min(16, box.clientWidth / 40) * Math.sqrt(point.value / most) : 3,
        color: colour(point.code === data.chosen ? "--danger" : "--bs-primary"),
        weight: point.code === data.chosen ? 4 : 1.5,
        dashArray: has ? null : "2 3",
        fillOpacity: has ? 0.35 : 0
      }).addTo(map);
      circle.bindPopup(story(point, data.unit));
      var label = document.createElement("span");
      label.textContent = point.name;
      circle.bindTooltip(label, { permanent: true, direction: "right", className: "map-label", offset: [4, 0] });
      bounds.extend(place);
    });
    map.fitBounds(bounds, { padding: [16, 16], maxZoom: 13 });
    (data.lines || []).forEach(function (way) { L.polyline(way.ends, strokes[way.kind]).addTo(map).bringToBack(); });
    near();
  }

  function near() { box.classList.toggle("far", !box.classList.contains("few") && map.getZoom() < 10.5); }
  map.on("zoomend", near);
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { maxZoom: 18, attribution: "©" }).addTo(map);
  read(box.dataset.points).then(draw).catch(function () { box.hidden = true; });
  if (box.dataset.outline) {
    read(box.dataset.outline).then(function (shapes) {
      L.geoJSON(shapes, { interactive: false, style: { color: colour("--quiet"), weight: 1, fill: false } }).addTo(map);
    }).catch(function () { /* the points stand without boundaries */ });
  }
})();
