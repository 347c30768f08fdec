/**
 * The keys that a node signs with: the present one, and those that a rotation may have brought in meanwhile.
 *
 * A rotation changes the key file while the node runs, and may die between the authority and the file. So a key that the
 * authority no longer knows is looked for anew; the one that it takes is the present one from then on. A server that takes another key
 * while an address of the same authority still takes the present one errs: a key that nobody there knows would be all that is left.
 *
 * Invariant: the authority's own key and the roster are those pinned at the start, whatever the file says later.
 */
import { Failure } from '../base/failure.ts'
import type { Log } from '../base/log.ts'
import type { PublicJwk } from '../directive/public-key.ts'
import { type Signer, signerOf } from '../directive/signing.ts'
import { type KeyFile, promoteNext, readKeyFile, readNextKey } from './key-file.ts'

export class KeyRing {
  readonly #file: string
  readonly #log: Log
  readonly #pin: string | null
  #keys: KeyFile
  #signer: Signer
  /** Addresses that took the present key when they last answered. */
  readonly #takenAt = new Set<string>()

  private constructor(o: { file: string; log: Log }, keys: KeyFile, signer: Signer) {
    this.#file = o.file
    this.#log = o.log
    this.#pin = keys.rosterSha256 ?? null
    this.#keys = keys
    this.#signer = signer
  }

  /** Fails as readKeyFile does. */
  static async open(o: { file: string; log: Log }): Promise<KeyRing> {
    const keys = readKeyFile(o.file)
    return new KeyRing(o, keys, await signerOf(keys.key))
  }

  get operator(): string {
    return this.#keys.operator
  }

  get authorityKey(): PublicJwk {
    return this.#keys.authority.publicKey
  }

  /** Of the version of the roster that counts first: the one pinned at the start, as is the authority's key. */
  get rosterSha256(): string | null {
    return this.#pin
  }

  get signer(): Signer {
    return this.#signer
  }

  /** Whether the present key was taken there. */
  answered(address: string, isTaken: boolean): void {
    if (isTaken) this.#takenAt.add(address)
    else this.#takenAt.delete(address)
  }

  /** What the file holds now; and the key that a rotation may have brought in, unless the present one is taken anywhere. */
  others(): readonly KeyFile[] {
    const tried = this.#keys.key.x
    const found: KeyFile[] = []
    try {
      found.push(readKeyFile(this.#file))
    } catch {}
    const next = this.#takenAt.size > 0 ? null : readNextKey(this.#file)
    if (next !== null) found.push(next)
    return found.filter(keys => keys.key.x !== tried && keys.operator === this.#keys.operator)
  }

  /** The authority took this key: it is the present one from now on, in the file too if it was the next one. */
  async settle(keys: KeyFile): Promise<void> {
    const signer = await signerOf(keys.key)
    this.#keys = { ...this.#keys, key: keys.key }
    this.#signer = signer
    this.#takenAt.clear()
    try {
      if (readNextKey(this.#file)?.key.x !== keys.key.x) return
      promoteNext(this.#file)
      this.#log.info('next key in use')
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      this.#log.warn('key file write failed, new key in use', { code: error.code })
    }
  }
}
