/**
 * Tells the authority how far the directives are: each at once when something happened to it, and all of them once a
 * second, those that did not change less often. Of a directive that another machine sends only what this one does for it counts as a
 * change: the other tells of its figures.
 */
import type { Timekeeper, Timer } from '../base/clock.ts'
import type { ProgressBody } from '../directive/documents.ts'
import type { Conduct } from './conduct.ts'
import type { Courier } from './courier.ts'

const PROGRESS_MS = 1000
/** Unchanged progress is told so often all the same, so that the authority sees that the node is there. */
const PROGRESS_SAME_MS = 10_000

type ProgressSource = Pick<Conduct, 'progress'>

export interface ProgressTellerOptions {
  readonly clock: Timekeeper
  readonly courier: Pick<Courier, 'progress'>
  /** Those that are carried out now. */
  readonly conducts: () => Iterable<ProgressSource>
}

export class ProgressTeller {
  readonly #o: ProgressTellerOptions
  /** By directive: what was told but for its instant, and when. */
  readonly #last = new Map<string, { readonly told: string; readonly at: number }>()
  #timer: Timer | null = null

  constructor(options: ProgressTellerOptions) {
    this.#o = options
  }

  start(): void {
    this.#timer = this.#o.clock.after(PROGRESS_MS, () => {
      this.#tellAll()
      this.start()
    })
  }

  close(): void {
    this.#timer?.cancel()
  }

  tell(conduct: ProgressSource): void {
    const body = conduct.progress()
    this.#send(body, withoutInstant(body))
  }

  /** Nothing is told of it any more. */
  forget(directive: string): void {
    this.#last.delete(directive)
  }

  #tellAll(): void {
    const now = this.#o.clock.monotonic()
    for (const conduct of this.#o.conducts()) {
      const body = conduct.progress()
      const told = withoutInstant(body)
      const last = this.#last.get(body.directive)
      if (last?.told === told && now - last.at < PROGRESS_SAME_MS) continue
      this.#send(body, told)
    }
  }

  #send(body: ProgressBody, told: string): void {
    this.#last.set(body.directive, { told, at: this.#o.clock.monotonic() })
    this.#o.courier.progress(body)
  }
}

function withoutInstant(body: ProgressBody): string {
  const isAnothers = body.machine !== undefined && body.machine.does !== 'sends'
  return JSON.stringify({ ...body, at: null, ...(isAnothers && { tally: null }) })
}
