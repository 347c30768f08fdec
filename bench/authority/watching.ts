/**
 * People who watch a round of all operators, each of which reports its progress once a second.
 *
 * A browser has two streams open, as the console has: the round's events and the changes of everything. What the server
 * needs for the reports alone is measured first, so that both shares can be told.
 */
import { type ClientRequest, get } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { WATCHERS_OF_ONE_MAX } from '../../src/http/hub.ts'
import type { Teller } from './teller.ts'
import { type Asker, cpuSeconds } from './timing.ts'

export interface Watching {
  readonly browsers: number
  readonly operators: number
  readonly seconds: number
  /** Of one core, with nobody watching. */
  readonly reportsShare: number
  /** Of one core, in all, with everybody watching. */
  readonly watchedShare: number
  /** Events that each browser has had a second, on average; and the browser that had fewest. */
  readonly eventsPerSecond: number
  readonly eventsPerSecondLeast: number
}

/** Warm-up of the compiler is no part of a share; no longer than what is measured. */
const WARM_SECONDS_MAX = 5
const OPEN_MS = 30_000
const STREAMS = 2
/** That watch with one key. */
export const BROWSERS_OF_ONE = WATCHERS_OF_ONE_MAX.key / STREAMS

export async function measureWatching(of: {
  readonly url: string
  /** Of programs that may read; each watches with as many browsers as one may. */
  readonly keys: readonly string[]
  readonly asker: Asker
  readonly round: string
  readonly tellers: readonly Teller[]
  readonly browsers: number
  readonly seconds: number
}): Promise<Watching> {
  const { asker, tellers, seconds } = of
  const warmSeconds = Math.min(WARM_SECONDS_MAX, seconds)
  await tellFor(tellers, warmSeconds)
  const reportsShare = await shareWhile(asker, seconds, tellers)
  const browsers = Array.from(
    { length: of.browsers },
    (_, at) => new Browser({ ...of, key: of.keys[Math.floor(at / BROWSERS_OF_ONE)] }),
  )
  try {
    await Promise.all(browsers.map(browser => browser.opened))
    await tellFor(tellers, warmSeconds)
    for (const browser of browsers) browser.events = 0
    const watchedShare = await shareWhile(asker, seconds, tellers)
    const events = browsers.map(browser => browser.events / seconds)
    return {
      browsers: of.browsers,
      operators: tellers.length,
      seconds,
      reportsShare,
      watchedShare,
      eventsPerSecond: events.reduce((sum, each) => sum + each, 0) / events.length,
      eventsPerSecondLeast: Math.min(...events),
    }
  } finally {
    for (const browser of browsers) browser.close()
  }
}

async function shareWhile(asker: Asker, seconds: number, tellers: readonly Teller[]): Promise<number> {
  const began = performance.now()
  const before = await cpuSeconds(asker)
  await tellFor(tellers, seconds)
  const used = (await cpuSeconds(asker)) - before
  return used / ((performance.now() - began) / 1000)
}

/** Each once a second, spread over it as chance would. */
async function tellFor(tellers: readonly Teller[], seconds: number): Promise<void> {
  const began = performance.now()
  const told: Promise<void>[] = []
  for (let second = 0; second < seconds; second++)
    for (const [i, teller] of tellers.entries()) {
      const due = (second + i / tellers.length) * 1000
      await wait(Math.max(0, began + due - performance.now()))
      told.push(teller.tell())
    }
  await Promise.all(told)
  await wait(Math.max(0, began + seconds * 1000 - performance.now()))
}

class Browser {
  events = 0
  readonly opened: Promise<unknown>
  readonly #requests: ClientRequest[] = []

  constructor({ url, key, round }: { url: string; key: string; round: string }) {
    const streams = [`/api/v1/rounds/${round}/events`, '/api/v1/events']
    this.opened = Promise.all(streams.map(path => this.#listen(url + path, key)))
  }

  close(): void {
    for (const request of this.#requests) request.destroy()
  }

  async #listen(url: string, key: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const request = get(url, { headers: { authorization: `Bearer ${key}` }, agent: false }, response => {
      if (response.statusCode !== 200) return reject(new Error(`${url}: ${response.statusCode}`))
      response.setEncoding('latin1').on('data', (text: string) => {
        // Every event of a stream begins so; one that is cut in two is found in neither, which never makes it more.
        this.events += text.split('event: ').length - 1
        resolve()
      })
    })
    request.on('error', reject)
    request.setTimeout(0)
    this.#requests.push(request)
    const timer = setTimeout(() => reject(new Error(`${url}: no event`)), OPEN_MS)
    await promise.finally(() => clearTimeout(timer))
  }
}
