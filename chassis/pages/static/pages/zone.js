// Tell the service what the reader's clock shows, and read the page again when it did not know.
"use strict";

const { zone: told, service, method } = document.currentScript.dataset;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const cookie = `${service}_zone=${zone}`;

if (zone && zone !== told && !document.cookie.split("; ").includes(cookie)) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${cookie}; path=/${service}/; max-age=31536000; samesite=lax${secure}`;
  const asked = performance.getEntriesByType("navigation")[0];
  if (method === "GET" && asked && asked.type !== "reload") location.reload();
}
