/**
 * This browser's own part of web push: whether it can, whether it has a subscription, and how it comes to have one. The worker only
 * receives and controls no page; each page that offers it has a subscription of its own, by its scope. Knows no area.
 */

export interface PushHere {
  readonly endpoint: string
  readonly keys: { readonly p256dh: string; readonly auth: string }
}

export function canPush(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in globalThis
}

export async function pushHere(scope: string): Promise<PushSubscription | null> {
  if (!canPush()) return null
  const registration = await navigator.serviceWorker.getRegistration(scope)
  return (await registration?.pushManager.getSubscription()) ?? null
}

/** The browser's own question comes first: it throws a DOMException where somebody says no. */
export async function subscribeHere(scope: string, key: string): Promise<PushSubscription> {
  const registration = await navigator.serviceWorker.register('/push-worker.js', { scope })
  return await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
}

/** As the server keeps it. */
export function toldOf(subscription: PushSubscription): PushHere {
  const { endpoint = '', keys } = subscription.toJSON()
  const { p256dh = '', auth = '' } = keys ?? {}
  return { endpoint, keys: { p256dh, auth } }
}
