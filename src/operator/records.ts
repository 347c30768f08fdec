/**
 * What is known of directives and the journal that it is written in, kept together.
 *
 * Invariant: what is kept is on the disk before it counts; what is only noted counts at once, for it may be learnt anew.
 */
import { reason } from '../base/failure.ts'
import type { Journal } from '../base/journal.ts'
import type { Log } from '../base/log.ts'
import type { JournalEntry, Memory } from './memory.ts'

export class Records {
  readonly memory: Memory
  readonly #journal: Pick<Journal, 'append'>
  readonly #log: Log

  constructor(options: { memory: Memory; journal: Pick<Journal, 'append'>; log: Log }) {
    this.memory = options.memory
    this.#journal = options.journal
    this.#log = options.log
  }

  /** Fails with fileUnwritable; it then does not count. */
  async keep(entry: JournalEntry): Promise<void> {
    await this.#journal.append(entry)
    this.memory.add(entry)
  }

  /** Written as soon as may be; a disk that fails is told. */
  note(entry: JournalEntry): void {
    this.memory.add(entry)
    this.#journal.append(entry).catch((error: unknown) => this.tellUnwritten(error))
  }

  tellUnwritten(error: unknown): void {
    this.#log.error('journal write failed', { why: reason(error) })
  }
}
