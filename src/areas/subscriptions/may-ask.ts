/**
 * Who may ask for bulletins now. Whoever asks has something sent to an address or a browser that need not be theirs, so all who ask
 * count together; but whoever asks for much must not shut out those who have asked for nothing.
 *
 *   a network      10 an hour; an IPv6 site as much as four of its networks
 *   a mail domain  half of what all may
 *   all            20,000 an hour: a quarter of it, and of each domain's, is kept for networks that ask for the first time in that hour
 *
 * Mail and web push have such limits of their own. Knows no address of a mailbox: names are marks.
 */
import { providerBlock, siteBlock } from '../../http/network.ts'
import { type SharedLimits, takeFrom } from '../../http/rate.ts'
import {
  ASKS_OF_ALL,
  ASKS_OF_DOMAIN,
  ASKS_OF_NETWORK,
  KEPT_OF_PROVIDER_SHARE,
  KEPT_SHARE,
  LETTERS_TO_MAILBOX,
} from './limits.ts'
import type { SubscriptionChannel } from './model.ts'

type Rule = typeof ASKS_OF_ALL

export class MayAsk {
  readonly #limits: SharedLimits
  readonly #nowMs: () => number

  constructor(limits: SharedLimits, nowMs: () => number) {
    this.#limits = limits
    this.#nowMs = nowMs
  }

  /** Counts one. `domain`: whose mailbox it is; null: it is a browser. */
  async take(
    channel: SubscriptionChannel,
    { address, domain }: { readonly address: string; readonly domain: string | null },
  ): Promise<boolean> {
    const name = `subscribe ${channel}`
    const seconds = await takeFrom(this.#limits, { name, address }, ASKS_OF_NETWORK, this.#nowMs())
    if (seconds > 0) return false
    const once = { ...ASKS_OF_ALL, max: 1 }
    const isFirst = await this.#has(`${name} first ${siteBlock(address) ?? address}`, once)
    const keptFor = isFirst ? (providerBlock(address) ?? '') : null
    return (
      (domain === null || (await this.#part(`${name} at ${domain}`, ASKS_OF_DOMAIN, keptFor))) &&
      (await this.#part(name, ASKS_OF_ALL, keptFor))
    )
  }

  /**
   * Counts a letter to a mailbox, however it is written; it is to be given back where none was written. False: it has had as many as
   * it may, and whoever asks is not told.
   */
  async takeLetter(mailbox: string): Promise<boolean> {
    return await this.#has(letterName(mailbox), LETTERS_TO_MAILBOX)
  }

  async giveLetterBack(mailbox: string): Promise<void> {
    await this.#limits.giveBack(letterName(mailbox))
  }

  /** `keptFor`: the provider of whoever asks for the first time, empty where it is none; null: they have asked before. */
  async #part(name: string, { max, seconds }: Rule, keptFor: string | null): Promise<boolean> {
    const kept = max * KEPT_SHARE
    if (await this.#has(name, { max: max - kept, seconds })) return true
    if (keptFor === null) return false
    const ofProvider = { max: kept * KEPT_OF_PROVIDER_SHARE, seconds }
    if (keptFor !== '' && !(await this.#has(`${name} kept ${keptFor}`, ofProvider))) return false
    return await this.#has(`${name} kept`, { max: kept, seconds })
  }

  async #has(name: string, rule: Rule): Promise<boolean> {
    return (await this.#limits.take(name, rule, this.#nowMs())) === 0
  }
}

const letterName = (mailbox: string) => `subscribe letter ${mailbox}`
