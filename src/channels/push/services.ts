/**
 * Which push services messages go to: an endpoint is an address that somebody else chose, and a server that posts to any address
 * can be made to post into its own network. Known services, and those that whoever runs the server named; nothing else. Pure.
 */
import { isLoopback } from '../links.ts'

/** Of Chrome and Edge on Android, Firefox, Safari, Edge on Windows. */
const KNOWN = ['fcm.googleapis.com', 'updates.push.services.mozilla.com', 'web.push.apple.com', 'notify.windows.com']
const ENDPOINT_MAX = 2000

export class PushServices {
  readonly #named: readonly string[]

  /** Beside the known ones: `ntfy.example.vn`, `127.0.0.1:2586`. */
  constructor(named: readonly string[]) {
    this.#named = named
  }

  /** Over https; without it only to this very machine, where its host and port were named. */
  take(endpoint: string): boolean {
    const url = endpoint.length > ENDPOINT_MAX ? null : URL.parse(endpoint)
    if (url === null || url.username !== '' || url.password !== '') return false
    if (url.protocol === 'http:') return isLoopback(url.hostname) && this.#named.includes(url.host)
    return url.protocol === 'https:' && this.#knows(url.host)
  }

  /** With its port, where it is not the usual one. */
  #knows(host: string): boolean {
    return [...KNOWN, ...this.#named].some(known => host === known || host.endsWith(`.${known}`))
  }
}
