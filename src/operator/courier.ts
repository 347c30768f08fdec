/**
 * Brings to the authority what it must have: acknowledgements and returns until it has taken them, and of progress only
 * the newest.
 *
 * One call at a time, so that a slow authority is never asked twice at once. What it refuses is tried again, less and
 * less often, and holds up nothing else.
 */
import type { Random } from '../base/random.ts'
import type { ProgressBody } from '../directive/documents.ts'
import { signAgain } from '../directive/signing.ts'
import type { Answer, AuthorityLink } from './authority-link.ts'
import { backoffMs } from './backoff.ts'
import type { Log } from './log.ts'

export interface Document {
  readonly kind: 'acknowledgement' | 'return' | 'listAcknowledgement'
  readonly directive: string
  /** Of the directive's JWS. */
  readonly sha256: string
  readonly jws: string
}

const PATHS = {
  acknowledgement: '/node/v1/acknowledgements',
  return: '/node/v1/returns',
  listAcknowledgement: '/node/v1/list-acknowledgements',
} as const
/** Of one call. */
const PROGRESS_ITEMS_MAX = 200

interface Waiting {
  readonly document: Document
  tries: number
  notBefore: number
}

export class Courier {
  readonly #link: Pick<AuthorityLink, 'post' | 'signer'>
  readonly #random: Random
  readonly #log: Log
  readonly #taken: (document: Document) => void
  readonly #documents = new Map<string, Waiting>()
  readonly #progress = new Map<string, ProgressBody>()
  #isBusy = false
  #isClosed = false
  #awayTries = 0
  #timer: NodeJS.Timeout | null = null
  #atRest: () => void = () => {}

  constructor(options: {
    link: Pick<AuthorityLink, 'post' | 'signer'>
    random: Random
    log: Log
    /** The authority has it. */
    taken: (document: Document) => void
  }) {
    this.#link = options.link
    this.#random = options.random
    this.#log = options.log
    this.#taken = options.taken
  }

  bring(document: Document): void {
    const key = `${document.kind} ${document.sha256}`
    if (!this.#documents.has(key)) this.#documents.set(key, { document, tries: 0, notBefore: 0 })
    this.#work()
  }

  progress(body: ProgressBody): void {
    this.#progress.set(body.directive, body)
    this.#work()
  }

  /** The authority is there again: waits are over. */
  kick(): void {
    this.#awayTries = 0
    for (const waiting of this.#documents.values()) waiting.notBefore = 0
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#work()
  }

  /** Waits until what can go now has gone, and no longer than this. */
  async close(withinMs: number): Promise<void> {
    if (this.#isBusy)
      await new Promise<void>(done => {
        const timer = setTimeout(done, withinMs)
        this.#atRest = () => {
          clearTimeout(timer)
          done()
        }
      })
    this.#isClosed = true
    if (this.#timer !== null) clearTimeout(this.#timer)
  }

  #work(): void {
    if (this.#isBusy || this.#isClosed || this.#timer !== null) return
    this.#isBusy = true
    this.#round().then(waitMs => {
      this.#isBusy = false
      this.#atRest()
      if (waitMs === null || this.#isClosed) return
      this.#timer = setTimeout(() => {
        this.#timer = null
        this.#work()
      }, waitMs)
    })
  }

  /** Until nothing is left that can go now: null, or milliseconds until something can. */
  async #round(): Promise<number | null> {
    for (;;) {
      if (this.#isClosed) return null
      const now = performance.now()
      const ready = [...this.#documents.values()].filter(waiting => waiting.notBefore <= now)
      const next =
        ready.find(({ document }) => document.kind === 'acknowledgement') ??
        (this.#progress.size > 0 ? 'progress' : ready[0])
      if (next === undefined) return this.#nextDue(now)
      const isHere = next === 'progress' ? await this.#bringProgress() : await this.#bring(next)
      if (!isHere) return backoffMs(++this.#awayTries, this.#random)
      this.#awayTries = 0
    }
  }

  #nextDue(now: number): number | null {
    const due = [...this.#documents.values()].map(({ notBefore }) => notBefore)
    return due.length === 0 ? null : Math.max(1, Math.min(...due) - now)
  }

  /** False: the authority is away. */
  async #bring(waiting: Waiting): Promise<boolean> {
    const { document } = waiting
    const { kind, jws } = document
    // A key that was rotated since then signs for no one any more.
    const signed = await signAgain(jws, kind, this.#link.signer)
    const answer = await this.#link.post(PATHS[kind], { document: signed })
    if (answer.is === 'ok') {
      this.#documents.delete(`${kind} ${document.sha256}`)
      this.#taken(document)
      return true
    }
    if (isAway(answer)) return false
    waiting.notBefore = performance.now() + backoffMs(++waiting.tries, this.#random)
    if (waiting.tries === 1 || waiting.tries % 100 === 0)
      this.#log.warn(`the authority refuses a ${kind}`, {
        directive: document.directive,
        code: codeOf(answer),
      })
    return true
  }

  async #bringProgress(): Promise<boolean> {
    const items = [...this.#progress.values()].slice(0, PROGRESS_ITEMS_MAX)
    for (const { directive } of items) this.#progress.delete(directive)
    const answer = await this.#link.post('/node/v1/progress', { items })
    if (answer.is === 'ok') return true
    // Newer ones that came meanwhile stay.
    if (isAway(answer)) {
      for (const item of items)
        if (!this.#progress.has(item.directive)) this.#progress.set(item.directive, item)
      return false
    }
    this.#log.warn('the authority refuses progress', { code: codeOf(answer) })
    return true
  }
}

function codeOf(answer: Answer): string {
  return answer.is === 'refused' ? answer.code || String(answer.status) : answer.is
}

/** Nobody there, or nobody who could take anything now. */
function isAway(answer: Answer): boolean {
  if (answer.is === 'away') return true
  return (
    answer.is === 'refused' && (answer.status >= 500 || [401, 408, 429].includes(answer.status))
  )
}
