// Shows a push message of the authority, and opens the page that it leads to. Keeps nothing, and fetches nothing: the first message to
// a browser says where to send back that it came, so that only browsers that there are get more.
const CONFIRM = '/bulletins/confirm/'

// One that is there from before would show the first message, and not send it back.
self.addEventListener('install', () => self.skipWaiting())

self.addEventListener('push', event => {
  const { title, body, url, confirmAt } = event.data?.json() ?? {}
  if (typeof title !== 'string') return
  if (typeof confirmAt === 'string') event.waitUntil(confirm(confirmAt))
  event.waitUntil(
    self.registration.showNotification(title, { body, icon: '/loa.svg', requireInteraction: true, data: { url } }),
  )
})

// To the server that the page is from and nowhere else, whatever a message says; pages that are open hear of it.
async function confirm(at) {
  const { pathname } = new URL(at, self.location.origin)
  if (!pathname.startsWith(CONFIRM)) return
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await fetch(pathname, { method: 'POST', headers, body: '' })
  if (answer.ok) new BroadcastChannel('loa-push').postMessage('on')
}

self.addEventListener('notificationclick', event => {
  event.notification.close()
  const { url } = event.notification.data ?? {}
  // Only to our own pages, whatever a message says.
  const target = new URL(url ?? '/screening', self.location.origin)
  if (target.origin === self.location.origin) event.waitUntil(self.clients.openWindow(target))
})
