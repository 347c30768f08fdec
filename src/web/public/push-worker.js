// Shows a push message of the authority, and opens the page that it leads to. Receives only; keeps and fetches nothing.
self.addEventListener('push', event => {
  const { title, body, url } = event.data?.json() ?? {}
  if (typeof title !== 'string') return
  event.waitUntil(
    self.registration.showNotification(title, {
      body,
      icon: '/loa.svg',
      requireInteraction: true,
      data: { url },
    }),
  )
})

self.addEventListener('notificationclick', event => {
  event.notification.close()
  const { url } = event.notification.data ?? {}
  // Only to our own pages, whatever a message says.
  const target = new URL(url ?? '/screening', self.location.origin)
  if (target.origin === self.location.origin) event.waitUntil(self.clients.openWindow(target))
})
