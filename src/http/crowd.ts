/**
 * Limits of what strangers may all together, where each costs others something: whoever asks for much must not shut out those who have
 * asked for nothing.
 *
 *   a network   so many; an IPv6 site as much as a few of its networks
 *   a whole     all of them; a quarter of it is kept for networks that ask for the first time in that window, of which one IPv6
 *               provider has a tenth
 */
import { providerBlock, siteBlock } from './network.ts'
import { type SharedLimits, takeFrom } from './rate.ts'

const KEPT_SHARE = 1 / 4
const KEPT_OF_PROVIDER_SHARE = 1 / 10

interface Rule {
  readonly max: number
  readonly seconds: number
}

export interface Whole {
  readonly name: string
  readonly rule: Rule
}

export class Crowd {
  readonly #limits: SharedLimits
  readonly #nowMs: () => number

  constructor(limits: SharedLimits, nowMs: () => number) {
    this.#limits = limits
    this.#nowMs = nowMs
  }

  /** Counts one, in each of the wholes. False: there were too many. */
  async take(
    from: { readonly name: string; readonly address: string },
    ofNetwork: Rule,
    wholes: readonly Whole[],
  ): Promise<boolean> {
    if ((await takeFrom(this.#limits, from, ofNetwork, this.#nowMs())) > 0) return false
    const { name, address } = from
    const network = siteBlock(address) ?? address
    const isFirst = await this.#has(`${name} first ${network}`, { ...ofNetwork, max: 1 })
    const keptFor = isFirst ? (providerBlock(address) ?? '') : null
    for (const whole of wholes) if (!(await this.#hasPart(whole, keptFor))) return false
    return true
  }

  /** `keptFor`: the provider of whoever asks for the first time, empty where it is none; null: they have asked before. */
  async #hasPart({ name, rule }: Whole, keptFor: string | null): Promise<boolean> {
    const kept = rule.max * KEPT_SHARE
    if (await this.#has(name, { ...rule, max: rule.max - kept })) return true
    if (keptFor === null) return false
    const ofProvider = { ...rule, max: kept * KEPT_OF_PROVIDER_SHARE }
    if (keptFor !== '' && !(await this.#has(`${name} kept ${keptFor}`, ofProvider))) return false
    return await this.#has(`${name} kept`, { ...rule, max: kept })
  }

  async #has(name: string, rule: Rule): Promise<boolean> {
    return (await this.#limits.take(name, rule, this.#nowMs())) === 0
  }
}
