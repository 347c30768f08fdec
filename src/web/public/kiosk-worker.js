// The kiosk without a network: keeps the page and the files it names, and gives them out where the server does not answer.
// A new page counts only once all of its files are here, so that a cut in between never leaves half of it. Entries are not
// kept here: they are in the page's own database.
const CACHE = 'loa-kiosk-1'
const PAGE = '/kiosk'
const ANSWER_MS = 4000

self.addEventListener('install', event => {
  event.waitUntil(refresh().then(() => self.skipWaiting()))
})

self.addEventListener('activate', event => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()))
})

self.addEventListener('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate' && url.pathname === PAGE) {
    event.respondWith(fresh(event))
    return
  }
  if (url.pathname.startsWith('/api/')) return
  event.respondWith(caches.match(request).then(kept => kept ?? fetch(request)))
})

/** The server's page where it answers in time, else the one that is kept. */
async function fresh(event) {
  try {
    const answer = await fetch(PAGE, { signal: AbortSignal.timeout(ANSWER_MS), cache: 'no-cache' })
    if (!answer.ok) throw new Error(String(answer.status))
    event.waitUntil(refresh().catch(() => undefined))
    return answer
  } catch (error) {
    const kept = await caches.match(PAGE)
    if (kept === undefined) throw error
    return kept
  }
}

async function refresh() {
  const cache = await caches.open(CACHE)
  const page = await fetched(PAGE, 'no-cache')
  const html = await page.clone().text()
  const files = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(match => match[1])
  for (const file of files) {
    // Those below assets/ carry a digest in their name and never change.
    const isKept = file.startsWith('/assets/') && (await cache.match(file)) !== undefined
    if (!isKept) await cache.put(file, await fetched(file, 'no-cache'))
  }
  await cache.put(PAGE, page)
  const wanted = new Set([PAGE, ...files])
  for (const request of await cache.keys()) if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request)
}

async function fetched(path, cache) {
  const answer = await fetch(path, { cache })
  if (!answer.ok || answer.redirected) throw new Error(`${path}: ${answer.status}`)
  return answer
}

async function forgetOthers() {
  for (const name of await caches.keys()) if (name.startsWith('loa-kiosk-') && name !== CACHE) await caches.delete(name)
}
