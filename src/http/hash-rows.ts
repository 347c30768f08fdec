/**
 * Whose password's hash is made next. Each takes 32 MB and a tenth of a second, on purpose, so few are made at once and others wait.
 *
 *   known      whoever shows that they were here before: a browser in which this account was signed in, a session, a link     first
 *   strangers  everybody else: one at a time; their networks in turn, a short row each
 *
 * Whoever is known waits for no stranger, and a stranger for one of each other network that is at it, however many come from there.
 *
 * Which row it is, is decided by what the caller shows and never by whether there is an account of that name: with a row for names that
 * there are, whoever fills the other one would see by the wait which names those are. So names that there are and names that there are
 * not wait in one row, in which each takes the place of one hash, as long and as likely to be refused (decision 37).
 */
import { httpFailure } from './failures.ts'
import { networkOf, siteBlock } from './network.ts'

const AT_ONCE = 2
const STRANGERS_AT_ONCE = 1
/** Of one network: people at work who sign in at the same minute. */
const WAITING_OF_NETWORK_MAX = 20
const WAITING_MAX = 200
const BUSY_SECONDS = 30

export interface HashAsker {
  readonly isKnown: boolean
  readonly address: string
}

export class HashRows {
  readonly #known = new FairRow()
  readonly #strangers = new FairRow()
  #knownInside = 0
  #strangersInside = 0

  /** Does it once it is its turn. Fails with tooManyRequests where the row is full. */
  async enter<Result>({ isKnown, address }: HashAsker, act: () => Promise<Result>): Promise<Result> {
    const turn = Promise.withResolvers<void>()
    const row = isKnown ? this.#known : this.#strangers
    row.add(siteBlock(address) ?? networkOf(address), turn)
    this.#letIn()
    await turn.promise
    try {
      return await act()
    } finally {
      if (isKnown) this.#knownInside--
      else this.#strangersInside--
      this.#letIn()
    }
  }

  #letIn(): void {
    while (this.#knownInside + this.#strangersInside < AT_ONCE) {
      const known = this.#known.next()
      if (known !== null) this.#knownInside++
      const stranger = known === null && this.#strangersInside < STRANGERS_AT_ONCE ? this.#strangers.next() : null
      if (stranger !== null) this.#strangersInside++
      const turn = known ?? stranger
      if (turn === null) return
      turn.resolve()
    }
  }
}

type Turn = PromiseWithResolvers<void>

/** Networks in turn. Where it is full, whoever came last of the network that has the most in it makes way. */
class FairRow {
  /** In the order in which it is their turn; none is empty. */
  readonly #ofNetworks = new Map<string, Turn[]>()
  #count = 0

  add(network: string, turn: Turn): void {
    const own = this.#ofNetworks.get(network) ?? []
    if (own.length >= WAITING_OF_NETWORK_MAX) throw tooMany()
    if (this.#count >= WAITING_MAX) {
      const longest = [...this.#ofNetworks.values()].reduce((a, b) => (b.length > a.length ? b : a))
      if (longest.length <= own.length + 1) throw tooMany()
      longest.pop()!.reject(tooMany())
      this.#count--
    }
    own.push(turn)
    this.#ofNetworks.set(network, own)
    this.#count++
  }

  next(): Turn | null {
    for (const [network, own] of this.#ofNetworks) {
      const turn = own.shift()!
      this.#count--
      this.#ofNetworks.delete(network)
      if (own.length > 0) this.#ofNetworks.set(network, own)
      return turn
    }
    return null
  }
}

function tooMany() {
  return httpFailure('tooManyRequests', { seconds: BUSY_SECONDS })
}
