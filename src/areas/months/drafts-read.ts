/**
 * Drafts as they were given to whoever may review them: a review freezes what was read, though figures have moved since,
 * as they do each second while a round runs. In memory, the newest of each reader and month; what is no longer kept is
 * counted again as of the instant at which it was read.
 */
import type { Report } from '../../report/document.ts'

/** People who review at one time. */
const KEPT_MAX = 16

export class DraftsRead {
  /** By reader and month, the newest last. */
  readonly #kept = new Map<string, Report>()

  keep(reader: string, draft: Report): void {
    const key = keyOf(reader, draft.month)
    this.#kept.delete(key)
    this.#kept.set(key, draft)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > KEPT_MAX && oldest !== undefined) this.#kept.delete(oldest)
  }

  /** Null: that one is not kept. */
  of(reader: string, { month, asOf }: Pick<Report, 'month' | 'asOf'>): Report | null {
    const kept = this.#kept.get(keyOf(reader, month))
    return kept?.asOf === asOf ? kept : null
  }
}

function keyOf(reader: string, month: string): string {
  return `${month} ${reader}`
}
