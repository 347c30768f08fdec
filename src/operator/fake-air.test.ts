/**
 * In place of whoever holds the controllers, for the tests of this room. A file of no test, named so that it is not shipped. It keeps what
 * it was asked, and says of cells what a test tells it to.
 */
import type { AirCounts, AirKey, AirMessage, AirPlace, OnAir } from './on-air.ts'

export class FakeAir implements OnAir {
  /** `put 4377:1 u0`, in order. */
  readonly asked: string[] = []
  /** What is on the air, by identifier and code. */
  readonly now = new Map<string, AirMessage>()
  readonly #counts = new Map<string, AirCounts>()
  disk: 'works' | 'fails' = 'works'
  cellsMax = 1000

  canName(cells: readonly string[]): boolean {
    return cells.length <= this.cellsMax
  }

  async put(message: AirMessage): Promise<void> {
    this.#keep('put', message)
  }

  async replace(message: AirMessage): Promise<void> {
    this.#keep('replace', message)
  }

  async kill(key: AirPlace): Promise<void> {
    if (this.disk === 'fails') throw new Error('no space')
    this.asked.push(`kill ${nameOf(key)}`)
    this.now.delete(nameOf(key))
  }

  counts(key: AirKey): AirCounts | null {
    return this.#counts.get(nameOf(key)) ?? null
  }

  /** What controllers say from now on, of everything. */
  say(key: AirKey, counts: Partial<AirCounts>): void {
    const before = this.counts(key) ?? { cells: new Map(), causes: new Map(), broadcasts: null, leaving: 0 }
    this.#counts.set(nameOf(key), { ...before, ...counts })
  }

  #keep(deed: string, message: AirMessage): void {
    if (this.disk === 'fails') throw new Error('no space')
    const key = nameOf({ identifier: message.identifier, code: message.serial.code })
    this.asked.push(`${deed} ${key} u${message.serial.update}`)
    this.now.set(key, message)
  }
}

function nameOf({ identifier, code }: AirKey): string {
  return `${identifier}:${code}`
}
