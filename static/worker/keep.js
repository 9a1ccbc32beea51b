// The service worker: the last pages somebody read, for when there is no internet, and the sign on a
// phone that there is something. `self.on` is set by /dienst.js.
const { shell, offline, build } = self.on
const SHELL = `shell-${build}`, PAGES = "pages", MOST = 3
// What may stay on a phone that others hold too: no numbers, no reports, nothing of one's account.
const KEPT = /^\/netwerk\/[^/]+\/(gesprekken\/(\d[^/]*\/)?|chat\/(\d+\/)?|ouderkamer\/(\d[^/]*\/)?)?$/
const SIGNED_OUT = /^\/(account|gestopt)\//

self.addEventListener("install", (event) => {
  self.skipWaiting()
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll([offline, ...shell])))
})

self.addEventListener("activate", (event) => event.waitUntil(tidy()))

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url)
  if (request.method !== "GET" || url.origin !== location.origin) return
  if (request.mode === "navigate") event.respondWith(page(request, url))
  else if (url.pathname.startsWith("/static/")) event.respondWith(part(request))
})

self.addEventListener("push", (event) => {
  const { title, body, tag, url, unread } = event.data.json()
  navigator.setAppBadge?.(unread)
  event.waitUntil(self.registration.showNotification(title, { body, tag, data: url, icon: self.on.icon }))
})

self.addEventListener("notificationclick", (event) => {
  event.notification.close()
  event.waitUntil(lead(event.notification.data))
})

self.addEventListener("message", ({ data }) => { if (data === "forget") caches.delete(PAGES) })

async function tidy() {
  const old = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== SHELL)
  await Promise.all(old.map((name) => caches.delete(name)))
  await self.clients.claim()
}

async function page(request, url) {
  try {
    const answer = await fetch(request)
    await keep(url, answer)
    return answer
  } catch {
    const kept = await (await caches.open(PAGES)).match(url.pathname)
    return kept ?? (await caches.match(offline)) ?? Response.error()
  }
}

/** What was read last; what can no longer be read goes at once. */
async function keep(url, answer) {
  if (SIGNED_OUT.test(url.pathname)) return caches.delete(PAGES)
  const cache = await caches.open(PAGES)
  await cache.delete(url.pathname)
  if (!answer.ok || !KEPT.test(url.pathname)) return
  await cache.put(url.pathname, answer.clone())
  const names = await cache.keys()
  for (const name of names.slice(0, Math.max(0, names.length - MOST))) await cache.delete(name)
}

async function part(request) {
  const cache = await caches.open(SHELL)
  try {
    const answer = await fetch(request)
    if (answer.status === 200) await cache.put(request, answer.clone()) // a part of a file is none
    return answer
  } catch {
    return (await cache.match(request)) ?? Response.error()
  }
}

async function lead(url) {
  const [open] = await self.clients.matchAll({ type: "window" })
  if (!open) return self.clients.openWindow(url)
  await open.focus()
  return open.navigate(url)
}
