/**
 * Browsers with which an account was signed in before: each has a cookie that only this server can have made, for that account
 * alone. It opens nothing; it says that what others try does not count against whoever is at it.
 */
import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'

const LIFE_SECONDS = 180 * 24 * 3600

export class KnownBrowsers {
  readonly #seal: (text: string) => string
  readonly #nowMs: () => number
  readonly #isEncrypted: boolean

  constructor(needs: {
    seal: (text: string) => string
    nowMs: () => number
    /** The console is opened over HTTPS alone. */
    isEncrypted: boolean
  }) {
    this.#seal = needs.seal
    this.#nowMs = needs.nowMs
    this.#isEncrypted = needs.isEncrypted
  }

  /** What the browser is called; null: this account was never signed in with it, or long ago. */
  find(email: string, cookies: string | null): string | null {
    const values = (cookies ?? '').split(';').map(cookie => cookie.trim())
    const prefix = `${nameFor(email)}=`
    // A page on a sister domain may set others of that name, which then come first.
    for (const cookie of values) {
      const browser = cookie.startsWith(prefix) ? this.#browserIn(email, cookie.slice(prefix.length)) : null
      if (browser !== null) return browser
    }
    return null
  }

  #browserIn(email: string, value: string): string | null {
    const [, browser, since, seal] = /^([\w-]{36})\.(\d{1,12})\.([\w-]{43})$/.exec(value) ?? []
    if (seal === undefined || !isSame(seal, this.#sealOf(email, browser, since))) return null
    return Number(since) + LIFE_SECONDS > this.#nowMs() / 1000 ? browser : null
  }

  /** What the browser is told to keep. */
  cookieFor(email: string): string {
    const browser = randomUUID()
    const since = String(Math.floor(this.#nowMs() / 1000))
    const value = `${browser}.${since}.${this.#sealOf(email, browser, since)}`
    const secure = this.#isEncrypted ? '; Secure' : ''
    return `${nameFor(email)}=${value}; Max-Age=${LIFE_SECONDS}; Path=/api/auth; HttpOnly; SameSite=Lax${secure}`
  }

  #sealOf(email: string, browser: string, since: string): string {
    return this.#seal(['browser', email.toLowerCase(), browser, since].join('\n'))
  }
}

/** One for each account, so that people may share a browser; the address itself is not in it. */
function nameFor(email: string): string {
  const digest = createHash('sha256').update(email.toLowerCase()).digest('hex')
  return `loa.known-${digest.slice(0, 16)}`
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
