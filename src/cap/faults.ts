/**
 * What is wrong with an alert: where, which, and what it is about. The sentences are in `fault-words.ts`.
 *
 * A file that cannot be read has one fault. Of one that can be, all are told, up to FAULTS_MAX.
 */
import type { Details } from '../base/failure.ts'

export interface Fault {
  /** From the root: `alert/info[2]/area/polygon`. A number stands where there are several of one name; `/` is the file. */
  readonly element: string
  readonly code: FaultCode
  /** What the sentence is filled with. Text of the file is made harmless and short by `shown`. */
  readonly details: Details
}

/** Who says so: the file is no XML that is read, the schema, the standard's text, or the signature's rules. */
const CODES = {
  'too-large': 'file',
  encoding: 'file',
  character: 'file',
  doctype: 'file',
  'not-well-formed': 'file',
  'too-deep': 'file',
  'too-many-elements': 'file',
  'too-many-names': 'file',
  'too-many-faults': 'file',
  root: 'schema',
  namespace: 'schema',
  'unknown-element': 'schema',
  order: 'schema',
  repeated: 'schema',
  missing: 'schema',
  attribute: 'schema',
  text: 'schema',
  value: 'schema',
  number: 'schema',
  time: 'schema',
  'time-zone': 'schema',
  empty: 'standard',
  identifier: 'standard',
  'language-missing': 'standard',
  language: 'standard',
  uri: 'standard',
  'note-missing': 'standard',
  'addresses-missing': 'standard',
  'restriction-missing': 'standard',
  'references-missing': 'standard',
  reference: 'standard',
  'reference-later': 'standard',
  'reference-itself': 'standard',
  twice: 'standard',
  'expires-early': 'standard',
  'polygon-points': 'standard',
  'polygon-open': 'standard',
  coordinate: 'standard',
  'coordinate-range': 'standard',
  circle: 'standard',
  'altitude-missing': 'standard',
  'ceiling-low': 'standard',
  'mime-type': 'standard',
  size: 'standard',
  base64: 'standard',
  digest: 'standard',
  'digest-differs': 'standard',
  unsigned: 'signature',
  'signature-several': 'signature',
  'signature-place': 'signature',
  'signature-wrapped': 'signature',
  'signature-shape': 'signature',
  'signature-reference': 'signature',
  'signature-transform': 'signature',
  'signature-algorithm': 'signature',
  'signature-key': 'signature',
  'signature-content': 'signature',
  'signature-value': 'signature',
  'certificate-expired': 'signature',
  'certificate-early': 'signature',
} as const satisfies Record<string, 'file' | 'schema' | 'standard' | 'signature'>

export type FaultCode = keyof typeof CODES

export const FAULT_CODES = Object.keys(CODES) as readonly FaultCode[]

export const saysSo = (code: FaultCode) => CODES[code]

export const FAULTS_MAX = 1000

export function fault(element: string, code: FaultCode, details: Details = {}): Fault {
  const safe = Object.entries(details).map(
    ([name, value]) => [name, typeof value === 'string' ? shown(value) : value] as const,
  )
  return { element, code, details: Object.fromEntries(safe) }
}

export type Tell = (element: string, code: FaultCode, details?: Details) => void

/** Faults as they are found. Beyond FAULTS_MAX none is made: a hostile file could have a million. */
export class FaultList {
  readonly #faults: Fault[] = []

  readonly tell: Tell = (element, code, details) => {
    if (this.#faults.length < FAULTS_MAX) this.#faults.push(fault(element, code, details))
    else if (this.#faults.length === FAULTS_MAX) this.#faults.push(fault('/', 'too-many-faults', { max: FAULTS_MAX }))
  }

  get all(): readonly Fault[] {
    return this.#faults
  }
}

const SHOWN_MAX = 100

/** Text of a stranger, on one line of a terminal: short, and without letters that steer it or cannot be seen. */
export function shown(text: string): string {
  const letters = Array.from(text.slice(0, 2 * SHOWN_MAX))
  const cut = letters.length > SHOWN_MAX || text.length > 2 * SHOWN_MAX
  const head = letters
    .slice(0, SHOWN_MAX)
    .map(letter =>
      letter !== ' ' && /[\p{C}\p{Z}]/u.test(letter) ? `\\u{${letter.codePointAt(0)?.toString(16)}}` : letter,
    )
    .join('')
  return cut ? `${head}…` : head
}
