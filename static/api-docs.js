/* Draws the JSON interface's description. Calls tried from the page go out as the person signed in, so they carry the
   page's own token and a fresh key; with a program's token put under "Authorize" they speak for that token. */
(function () {
  "use strict";
  var place = document.getElementById("swagger-ui");
  if (!place || !window.SwaggerUIBundle) return;
  window.SwaggerUIBundle({
    domNode: place,
    url: place.dataset.description,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
    requestInterceptor: function (call) {
      if (call.method && call.method !== "GET") call.headers["X-CSRFToken"] = place.dataset.token;
      call.headers["Accept-Language"] = document.documentElement.lang;
      return call;
    }
  });
})();
