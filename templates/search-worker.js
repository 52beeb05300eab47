{# Service worker of the search page: what was loaded once answers without a network. It stands beside the page, so that no other
   page is touched. #}
// Files of the index that carry a digest never change: the copy will do. All else is asked for anew, the copy serves offline.
const KEPT = "search " + registration.scope;
const LATE = new URL("../static/search-help.js", registration.scope).href;
const DIGEST = /^(?:names-|twins-)?([0-9a-f]{16})/;

const withinSearch = (url) => url.startsWith(registration.scope) && url.slice(registration.scope.length);
const isFinal = ({ url }) => DIGEST.test(withinSearch(url));
const keyOf = (request) => (request.mode === "navigate" ? registration.scope : request); // one page, whatever is asked

async function load(event) {
  const { request } = event;
  const cache = await caches.open(KEPT), response = await fetch(request);
  if (response.ok && !response.redirected) {
    const start = withinSearch(request.url) === "manifest.bin" && response.clone();
    event.waitUntil(cache.put(keyOf(request), response.clone()).then(() => start && forgetOld(cache, start)).catch(() => undefined));
  }
  return response;
}

// Drops the files that the start file no longer names.
async function forgetOld(cache, start) {
  const text = await new Response(start.body.pipeThrough(new DecompressionStream("deflate-raw"))).text();
  for (const request of await cache.keys()) {
    const [, digest] = DIGEST.exec(withinSearch(request.url)) ?? [];
    if (digest && !text.includes(digest)) await cache.delete(request);
  }
}

async function answer(event) {
  const { request } = event, cache = await caches.open(KEPT), isReload = request.cache === "reload";
  const copy = isFinal(request) && !isReload && (await cache.match(request));
  return copy || load(event).catch(async (error) => {
    const old = await cache.match(keyOf(request));
    if (old) return old;
    throw error;
  });
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && new URL(url).origin === location.origin) event.respondWith(answer(event).catch(() => fetch(event.request))); // also where nothing may be kept
});

// What the page loaded before this worker stood beside it.
addEventListener("message", (event) => event.waitUntil(keepAll(event.data)));

async function keepAll(loaded) {
  const urls = loaded.filter((url) => new URL(url).origin === location.origin);
  const cache = await caches.open(KEPT);
  await Promise.all([registration.scope, LATE, ...urls].map(async (url) => {
    if (!(await cache.match(url))) await cache.add(new Request(url, { cache: "force-cache" })).catch(() => undefined);
  }));
}
