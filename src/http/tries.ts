/**
 * How often a secret may be tried: a right try forgives its own.
 *
 *   at a sign-in, from a browser known to the account     those of this browser
 *                 from any other                          those from its network, and from its site; many from everywhere slow
 *                                                         each other down
 *   by whoever is signed in, of the present password      those of this person
 *
 * So nobody locks an owner out from elsewhere, and nobody guesses on from network after network, nor from one process of the server
 * to another.
 */
import { httpFailure } from './failures.ts'
import { networkOf, siteBlock } from './network.ts'
import { type SharedLimits, SITE_TIMES } from './rate.ts'

const OF_ONE = { max: 10, seconds: 15 * 60 }
/** From all IPv6 networks of one site. */
const OF_SITE = { ...OF_ONE, max: OF_ONE.max * SITE_TIMES }
const OF_ACCOUNT = { max: 100, seconds: 15 * 60 }
/** Once there were as many of an account. */
const SLOWLY = { max: 1, seconds: 5 }

type Forgive = () => Promise<void>

export class Tries {
  readonly #limits: SharedLimits
  readonly #nowMs: () => number

  constructor(limits: SharedLimits, nowMs: () => number) {
    this.#limits = limits
    this.#nowMs = nowMs
  }

  /** What is to be done once it was right. Fails with tooManyRequests. */
  async ofAccount(given: { email: string; browser: string | null; address: string }): Promise<Forgive> {
    const account = `account:${given.email.toLowerCase()}`
    if (given.browser !== null) return await this.#take(`${account} ${given.browser}`, OF_ONE)
    const forgive = await this.#take(`${account} ${networkOf(given.address)}`, OF_ONE)
    const site = siteBlock(given.address)
    if (site !== null) await this.#take(`${account} ${site}`, OF_SITE)
    const isMuchTried = (await this.#limits.take(account, OF_ACCOUNT, this.#nowMs())) > 0
    if (isMuchTried) await this.#take(`${account} slowly`, SLOWLY)
    return async () => {
      await forgive()
      if (site !== null) await this.#limits.giveBack(`${account} ${site}`)
      await this.#limits.giveBack(account)
    }
  }

  /** As `ofAccount`, of the password of whoever is signed in. */
  async ofPassword(person: string): Promise<Forgive> {
    return await this.#take(`password:${person}`, OF_ONE)
  }

  async #take(name: string, rule: { max: number; seconds: number }): Promise<Forgive> {
    const seconds = await this.#limits.take(name, rule, this.#nowMs())
    if (seconds > 0) throw httpFailure('tooManyRequests', { seconds })
    return async () => await this.#limits.forgive(name)
  }
}
