/**
 * What keeps addresses apart from the database: whoever can read it, and has not the secret of the data directory, learns nobody's
 * address, can tell of none whether it is there, and can make no link that acts on one. Each area has keys of its own.
 *
 *   secret ─► seal     AES-256-GCM over an address, bound to the id of its row
 *          ─► mark     HMAC of an address: the same one is found again
 *          ─► link     id and HMAC in letters alone, so that no link reads as somebody's number
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

export type LinkKind = 'confirm' | 'end'

const NONCE_OCTETS = 12
const TAG_OCTETS = 16
const ID_OCTETS = 16
const MAC_OCTETS = 16
const LETTERS = 'bcdfghjkmnpqrstw'
/** A link's last part. */
export const LINK = /^[bcdfghjkmnpqrstw]{64}$/

export class Sealing {
  readonly #seal: Buffer
  readonly #mark: Buffer
  readonly #link: Buffer

  /** `area`: whose rows they are. Another area opens and finds nothing of them. */
  constructor(secret: string, area: string) {
    const key = (use: string) => Buffer.from(hkdfSync('sha256', secret, '', `loa ${area} ${use}`, 32))
    this.#seal = key('seal')
    this.#mark = key('mark')
    this.#link = key('link')
  }

  seal(id: string, text: string): string {
    const nonce = randomBytes(NONCE_OCTETS)
    const cipher = createCipheriv('aes-256-gcm', this.#seal, nonce).setAAD(Buffer.from(id))
    const sealed = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]
    return Buffer.concat(sealed).toString('base64')
  }

  /** Null: it was sealed with another secret, for another row, or was altered. */
  open(id: string, sealed: string): string | null {
    const octets = Buffer.from(sealed, 'base64')
    if (octets.length < NONCE_OCTETS + TAG_OCTETS) return null
    try {
      const nonce = octets.subarray(0, NONCE_OCTETS)
      const decipher = createDecipheriv('aes-256-gcm', this.#seal, nonce, { authTagLength: TAG_OCTETS })
      decipher.setAAD(Buffer.from(id)).setAuthTag(octets.subarray(-TAG_OCTETS))
      const body = octets.subarray(NONCE_OCTETS, -TAG_OCTETS)
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
    } catch {
      return null
    }
  }

  mark(kind: 'mail' | 'push' | 'peer', text: string): string {
    return createHmac('sha256', this.#mark).update(`${kind}\n${text}`).digest('hex')
  }

  /** `id`: a UUID. */
  link(kind: LinkKind, id: string): string {
    const octets = Buffer.from(id.replaceAll('-', ''), 'hex')
    return lettersOf(Buffer.concat([octets, this.#macOf(kind, octets)]))
  }

  /** The id; null: we made no such link. */
  linked(kind: LinkKind, link: string): string | null {
    if (!LINK.test(link)) return null
    const octets = octetsOf(link)
    const id = octets.subarray(0, ID_OCTETS)
    if (!timingSafeEqual(octets.subarray(ID_OCTETS), this.#macOf(kind, id))) return null
    const hex = id.toString('hex')
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }

  #macOf(kind: LinkKind, id: Buffer): Buffer {
    return createHmac('sha256', this.#link).update(`${kind}\n`).update(id).digest().subarray(0, MAC_OCTETS)
  }
}

function lettersOf(octets: Buffer): string {
  return octets.toString('hex').replace(/./g, digit => LETTERS[Number.parseInt(digit, 16)])
}

function octetsOf(letters: string): Buffer {
  return Buffer.from(
    letters.replace(/./g, letter => LETTERS.indexOf(letter).toString(16)),
    'hex',
  )
}
