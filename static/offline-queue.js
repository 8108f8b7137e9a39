/* The browser's store of what was typed while the line was down; used by the pages and by the service worker.
   Kept under the sign-in name of whoever typed it, and sent only under that name. */
(function (scope) {
  "use strict";
  var opened = null;

  function wait(request) {
    return new Promise(function (resolve, reject) {
      request.onsuccess = function () { resolve(request.result); };
      request.onerror = function () { reject(request.error); };
    });
  }
  function database() {
    if (opened) return opened;
    var request = scope.indexedDB.open("bontaicho", 1);
    request.onupgradeneeded = function () {
      request.result.createObjectStore("queue", { keyPath: "id", autoIncrement: true });
      request.result.createObjectStore("said");
    };
    opened = wait(request);
    opened.catch(function () { opened = null; });
    return opened;
  }
  function inStore(name, mode, work) {
    return database().then(function (held) {
      var run = held.transaction(name, mode), answer = work(run.objectStore(name));
      return new Promise(function (resolve, reject) {
        run.oncomplete = function () { resolve(answer && answer.result); };
        run.onerror = run.onabort = function () { reject(run.error); };
      });
    });
  }
  // crypto.randomUUID is missing on plain HTTP; getRandomValues is there.
  function newKey() {
    var bytes = scope.crypto.getRandomValues(new Uint8Array(18));
    return btoa(String.fromCharCode.apply(null, bytes)).replace(/\+/g, "-").replace(/\//g, "_");
  }
  function all() { return inStore("queue", "readonly", function (store) { return store.getAll(); }); }
  function save(entry) { return inStore("queue", "readwrite", function (store) { return store.put(entry); }); }
  function remove(id) { return inStore("queue", "readwrite", function (store) { return store.delete(id); }); }
  function say(name, value) { return inStore("said", "readwrite", function (store) { return store.put(value, name); }); }
  function said(name) { return inStore("said", "readonly", function (store) { return store.get(name); }); }
  function value(entry, name) {
    var found = entry.fields.filter(function (pair) { return pair[0] === name; })[0];
    return found ? found[1] : "";
  }
  function change(entry, name, text) {
    entry.fields = entry.fields.filter(function (pair) { return pair[0] !== name; });
    entry.fields.push([name, String(text)]);
  }
  // A form is kept with the key it was drawn with: had the server got it after all, it is not done twice.
  function keep(path, pairs, who, moment) {
    var fields = pairs.filter(function (pair) { return pair[0] !== "csrf_token" && typeof pair[1] === "string"; });
    var entry = { who: who, path: path, fields: fields, at: moment || new Date().toISOString(), state: "waiting" };
    entry.label = value(entry, "_label");
    return all().then(function (held) {
      if (held.some(function (other) { return other.at === entry.at && other.path === path; })) return entry; // taken up before
      var same = held.some(function (other) { return value(other, "_once") === value(entry, "_once"); });
      if (same || !value(entry, "_once")) change(entry, "_once", newKey());
      return save(entry);
    }).then(function () { return entry; });
  }
  scope.queue = { all: all, save: save, remove: remove, keep: keep, say: say, said: said, value: value, change: change, newKey: newKey };
})(self);
