/**
 * The CSV log: one row a submit_sm, in the order they came. For drills at small scale: it costs more than all the rest.
 *
 * Invariant: a row is in the file at most 50 ms after its submit_sm was read; a row is written before its answer could
 * reach the sender only by chance, so a killed *centre* may lack the last rows, a killed sender none.
 */

import { closeSync, openSync, writeFileSync } from 'node:fs'
import { type Failure, reason } from '../../src/base/failure.ts'
import { baseFailure } from '../../src/base/failures.ts'
import { statusName } from './protocol.ts'
import type { Part } from './record.ts'

/** As a file's name, standard output. */
export const STANDARD_OUTPUT = '-'
const STANDARD_OUTPUT_DESCRIPTOR = 1
const FLUSH_MS = 50
const PENDING_MAX = 256 * 1024

export class SubmitLog {
  readonly #file: string
  readonly #descriptor: number
  #pending = 'destination,reference,part,parts,status,message_id\n'
  #timer: NodeJS.Timeout | null = null
  #failure: Failure | null = null

  /** Throws `fileUnwritable`. */
  constructor(file: string) {
    this.#file = file
    try {
      this.#descriptor = file === STANDARD_OUTPUT ? STANDARD_OUTPUT_DESCRIPTOR : openSync(file, 'w')
    } catch (error) {
      throw baseFailure('fileUnwritable', { file, why: reason(error) })
    }
    this.#write()
    if (this.#failure !== null) throw this.#failure
  }

  row(destination: string, part: Part, status: number, messageId: string): void {
    const where = `${part.reference ?? ''},${part.part},${part.parts}`
    this.#pending += `${quoted(destination)},${where},${statusName(status)},${messageId}\n`
    if (this.#pending.length >= PENDING_MAX) this.#write()
    else this.#timer ??= setTimeout(() => this.#write(), FLUSH_MS)
  }

  /** Throws `fileUnwritable` when any row could not be written. */
  close(): void {
    this.#write()
    if (this.#file !== STANDARD_OUTPUT) closeSync(this.#descriptor)
    if (this.#failure !== null) throw this.#failure
  }

  #write(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    try {
      if (this.#failure === null) writeFileSync(this.#descriptor, this.#pending)
    } catch (error) {
      this.#failure = baseFailure('fileUnwritable', { file: this.#file, why: reason(error) })
    }
    this.#pending = ''
  }
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
