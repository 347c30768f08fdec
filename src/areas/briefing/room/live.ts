/**
 * The room's stream, for as long as the page is there: opened again at once where it ends or is silent, and where that comes to
 * nothing soon, then later and later, each time by chance a little sooner: not all pages at once. Knows neither what is told in it nor who looks at it.
 */
import { ServerEvents } from '../../../base/server-events.ts'
import { type Problem, readProblem } from '../../../web/problem.ts'
import { waitOf } from './rejoin.ts'

export interface LiveNeeds {
  fetch(path: string, init: RequestInit): Promise<Response>
  onEvent(event: string, data: unknown): void
  /** Anything came: an event, or the beat of each second. */
  onBeat(): void
  onSilent(): void
  /** The token counts no more; nothing is asked any more. */
  onUnknown(problem: Problem): void
}

/** Of one event, in UTF-16 units. */
const EVENT_SIZE_MAX = 2_000_000
/** Two beats are missed; where it was opened in vain, longer, for lines on which opening takes long. */
const SILENT_MS = [2_500, 5_000, 10_000] as const
/** One that ended sooner was of no use. */
const USEFUL_MS = 2_000
const AGAIN_MS = [250, 500, 1_000, 2_000] as const

export class Live {
  readonly #needs: LiveNeeds
  #connection = new AbortController()
  #wake: (() => void) | null = null
  #isOver = false
  #failures = 0

  constructor(needs: LiveNeeds) {
    this.#needs = needs
  }

  async run(path: string): Promise<void> {
    while (!this.#isOver) {
      const openedMs = performance.now()
      const heardAny = await this.#once(path)
      if (this.#isOver) return
      this.#needs.onSilent()
      if (!heardAny) this.#failures += 1
      // One that was of use is opened again at once.
      if (!heardAny || performance.now() - openedMs < USEFUL_MS) await this.#pause()
    }
  }

  /** The network is there again. */
  hurry(): void {
    this.#failures = 0
    this.#connection.abort()
    this.#wake?.()
  }

  stop(): void {
    this.#isOver = true
    this.#connection.abort()
    this.#wake?.()
  }

  /** Whether anything came before it ended. */
  async #once(path: string): Promise<boolean> {
    const connection = new AbortController()
    this.#connection = connection
    const patienceMs = waitOf(SILENT_MS, this.#failures)
    let silence = setTimeout(() => connection.abort(), patienceMs)
    let heardAny = false
    try {
      const answer = await this.#needs.fetch(path, {
        headers: { accept: 'text/event-stream' },
        signal: connection.signal,
      })
      if (!answer.ok || answer.body === null) {
        this.#refused(readProblem(answer.status, await answer.json().catch(() => null)))
        return false
      }
      const events = new ServerEvents({ sizeMax: EVENT_SIZE_MAX })
      const reader = answer.body.getReader()
      for (;;) {
        const { done, value } = await reader.read()
        if (done) return heardAny
        clearTimeout(silence)
        silence = setTimeout(() => connection.abort(), patienceMs)
        heardAny = true
        this.#failures = 0
        this.#needs.onBeat()
        const come = events.push(value)
        if (come === null) return false
        for (const { event, data } of come) this.#needs.onEvent(event, JSON.parse(data))
      }
    } catch {
      return heardAny
    } finally {
      clearTimeout(silence)
      connection.abort()
    }
  }

  #refused(problem: Problem): void {
    if (![401, 403, 404, 410].includes(problem.status)) return
    this.stop()
    this.#needs.onUnknown(problem)
  }

  async #pause(): Promise<void> {
    const waitMs = waitOf(AGAIN_MS, this.#failures - 1) * (1 - Math.random() / 2)
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, waitMs)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
