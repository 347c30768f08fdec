/**
 * What the centre received and accepted: for every destination, message reference and part, how many copies.
 *
 * Knows no PDU, no socket, no status: only "this part for this destination came, and it was accepted or not".
 *
 * A destination that ends in nine digits is a row of a paged table, one table a prefix (`84`). A row is 32 bits:
 *
 *   31           12 11            0
 *   +--------------+---------------+
 *   | bank         | accepted      |   bank: which message (reference, parts) and which twelve of its parts
 *   +--------------+---------------+   accepted: one bit a part
 *
 * A second message to the same destination is a row of the next layer. What a row cannot hold (second accepted copies,
 * copies that were not accepted) lies in a hash table; any other destination in a Map.
 *
 * Invariant: the counts are exact until a named bound is reached; what came after that is counted in `untracked`.
 * Memory: 4 octets a number in use, rounded up to pages of 256 numbers; 125 million numbers are 0.5 GB however many
 * parts (up to 12) each got.
 */

const ROWS_A_PAGE = 256
const PAGES_A_SLAB = 4096
const NUMBERS = 1_000_000_000
/** 512 slabs of 4 MiB: 2 GiB of rows. */
const SLABS_MAX = 512
const PREFIXES_MAX = 4
const LAYERS_MAX = 8
const PARTS_A_BANK = 12
const ACCEPTED = (1 << PARTS_A_BANK) - 1
/** 20 bits, and 0 is a free row. */
const BANKS_MAX = 0xfffff
const COPIES_MAX = 1 << 24
const ODD_DESTINATIONS_MAX = 1_000_000

/** Where a message says which part of what it is. `reference` null: not concatenated. */
export interface Part {
  readonly reference: number | null
  /** From 1. */
  readonly part: number
  readonly parts: number
}

/** Up to twelve parts of one message reference. */
export interface Bank {
  readonly id: number
  readonly reference: number | null
  readonly parts: number
  /** Part number of bit 0. */
  readonly first: number
  readonly full: number
  /** All banks of the same message, this one among them. */
  readonly all: readonly Bank[]
}

export interface Copies {
  readonly received: number
  readonly accepted: number
}

export interface RecordEntry extends Part, Copies {
  readonly destination: string
}

/** The table of one prefix. */
export interface Space {
  readonly index: number
  readonly prefix: string
  /** Layer, then page of the number: slab page + 1, or 0. */
  readonly layers: Int32Array[]
}

export class Record {
  /** Distinct destinations of which something was received. */
  subscribers = 0
  /** Distinct destinations of which at least one part was accepted. */
  reached = 0
  /** Distinct (destination, message) of which every part was accepted. */
  complete = 0
  /** Distinct (destination, message, part) accepted. */
  segments = 0
  /** Accepted copies beyond the first of each. */
  duplicates = 0
  /** Copies that a bound kept out of the record. */
  untracked = 0

  readonly #spaces: Space[] = []
  readonly #slabs: Int32Array[] = []
  #pages = 0
  readonly #banks: Bank[] = []
  readonly #bankOf = new Map<string, Bank[]>()
  readonly #copies = new CopyTable()
  readonly #odd = new Map<string, { mask: Map<string, { received: number; accepted: number }> }>()

  /** Null when there are too many prefixes already: then the destination is an odd one. */
  space(prefix: string): Space | null {
    const known = this.#spaces.find(space => space.prefix === prefix)
    if (known !== undefined) return known
    if (this.#spaces.length === PREFIXES_MAX) return null
    const space: Space = { index: this.#spaces.length, prefix, layers: [] }
    this.#spaces.push(space)
    return space
  }

  /** The bank that holds a part, or null past the bound. */
  bank({ reference, part, parts }: Part): Bank | null {
    const key = `${reference}/${parts}`
    const banks = this.#bankOf.get(key) ?? this.#addBanks(key, reference, parts)
    return banks[Math.floor((part - 1) / PARTS_A_BANK)] ?? null
  }

  #addBanks(key: string, reference: number | null, parts: number): Bank[] {
    const banks: Bank[] = []
    for (let first = 1; first <= parts; first += PARTS_A_BANK) {
      if (this.#banks.length === BANKS_MAX) return []
      const here = Math.min(PARTS_A_BANK, parts - first + 1)
      const full = 2 ** here - 1
      const bank = { id: this.#banks.length + 1, reference, parts, first, full, all: banks }
      this.#banks.push(bank)
      banks.push(bank)
    }
    this.#bankOf.set(key, banks)
    return banks
  }

  /** One copy of a part (`bit` of `bank`) for the number with the nine digits `number`. */
  note(space: Space, number: number, bank: Bank, bit: number, accepted: boolean): void {
    for (let layer = 0; layer < LAYERS_MAX; layer += 1) {
      const pages = space.layers[layer] ?? addLayer(space)
      const page = pages[number >>> 8] || this.#addPage(pages, number >>> 8)
      if (page === 0) break
      const slab = this.#slabs[(page - 1) >>> 12]
      const at = (((page - 1) & (PAGES_A_SLAB - 1)) << 8) | (number & (ROWS_A_PAGE - 1))
      const row = slab[at]
      if (row >>> PARTS_A_BANK === bank.id) {
        if (!accepted) this.#addCopy(space, number, bank, bit, false)
        else if (row & (1 << bit)) {
          this.duplicates += 1
          this.#addCopy(space, number, bank, bit, true)
        } else {
          slab[at] = row | (1 << bit)
          this.#firstAccepted(space, number, bank, row & ACCEPTED, (row & ACCEPTED) | (1 << bit))
        }
        return
      }
      if (row !== 0) continue
      if (layer === 0) this.subscribers += 1
      slab[at] = (bank.id << PARTS_A_BANK) | (accepted ? 1 << bit : 0)
      if (accepted) this.#firstAccepted(space, number, bank, 0, 1 << bit)
      else this.#addCopy(space, number, bank, bit, false)
      return
    }
    this.untracked += 1
  }

  #firstAccepted(space: Space, number: number, bank: Bank, before: number, after: number): void {
    this.segments += 1
    if (before === 0 && this.#acceptedElsewhere(space, number, bank) === 0) this.reached += 1
    if (after !== bank.full) return
    if (bank.all.length === 1 || bank.all.every(each => this.#mask(space, number, each) === each.full))
      this.complete += 1
  }

  /** How many other messages, or banks of the same one, had something accepted for the number. */
  #acceptedElsewhere(space: Space, number: number, bank: Bank): number {
    if (space.layers.length === 1) return 0
    let found = 0
    for (let layer = 0; layer < space.layers.length; layer += 1) {
      const row = this.#row(space, layer, number)
      if (row === 0) break
      if (row >>> PARTS_A_BANK !== bank.id && (row & ACCEPTED) !== 0) found += 1
    }
    return found
  }

  #row(space: Space, layer: number, number: number): number {
    const page = space.layers[layer][number >>> 8]
    if (page === 0) return 0
    const at = (((page - 1) & (PAGES_A_SLAB - 1)) << 8) | (number & (ROWS_A_PAGE - 1))
    return this.#slabs[(page - 1) >>> 12][at]
  }

  #mask(space: Space, number: number, bank: Bank): number {
    for (let layer = 0; layer < space.layers.length; layer += 1) {
      const row = this.#row(space, layer, number)
      if (row === 0) return 0
      if (row >>> PARTS_A_BANK === bank.id) return row & ACCEPTED
    }
    return 0
  }

  #addPage(pages: Int32Array, index: number): number {
    if ((this.#pages & (PAGES_A_SLAB - 1)) === 0) {
      if (this.#slabs.length === SLABS_MAX) return 0
      this.#slabs.push(new Int32Array(ROWS_A_PAGE * PAGES_A_SLAB))
    }
    this.#pages += 1
    pages[index] = this.#pages
    return this.#pages
  }

  #addCopy(space: Space, number: number, bank: Bank, bit: number, accepted: boolean): void {
    if (!this.#copies.add(space.index * NUMBERS + number, (bank.id << 4) | bit, accepted)) this.untracked += 1
  }

  /** The same for a destination that does not end in nine digits. */
  noteOdd(destination: string, part: Part, accepted: boolean): void {
    let known = this.#odd.get(destination)
    if (known === undefined) {
      if (this.#odd.size === ODD_DESTINATIONS_MAX) {
        this.untracked += 1
        return
      }
      known = { mask: new Map() }
      this.#odd.set(destination, known)
      this.subscribers += 1
    }
    const copies = known.mask.get(keyOf(part)) ?? { received: 0, accepted: 0 }
    known.mask.set(keyOf(part), copies)
    copies.received += 1
    if (!accepted) return
    copies.accepted += 1
    if (copies.accepted > 1) {
      this.duplicates += 1
      return
    }
    this.segments += 1
    const all = [...known.mask]
    if (all.filter(([, each]) => each.accepted > 0).length === 1) this.reached += 1
    const message = all.filter(([key, each]) => sameMessage(key, part) && each.accepted > 0)
    if (message.length === part.parts) this.complete += 1
  }

  /** How often one part for one destination was received and accepted. */
  copies(destination: string, part: Part): Copies {
    const row = splitDestination(destination)
    const space = row && this.#spaces.find(each => each.prefix === row.prefix)
    if (!space) {
      const odd = this.#odd.get(destination)?.mask.get(keyOf(part))
      return odd === undefined ? { received: 0, accepted: 0 } : { ...odd }
    }
    const bank = this.bank(part)
    return bank === null
      ? { received: 0, accepted: 0 }
      : this.#copiesOf(space, row.number, bank, part.part - bank.first)
  }

  #copiesOf(space: Space, number: number, bank: Bank, bit: number): Copies {
    const first = (this.#mask(space, number, bank) >>> bit) & 1
    const more = this.#copies.get(space.index * NUMBERS + number, (bank.id << 4) | bit)
    return { received: first + more.accepted + more.refused, accepted: first + more.accepted }
  }

  /** Everything, for tests and for comparing record with ledger; numbers ascending within a prefix. */
  *entries(): Generator<RecordEntry> {
    for (const space of this.#spaces)
      for (const page of pagesIn(space.layers[0])) {
        const end = Math.min(NUMBERS, (page + 1) * ROWS_A_PAGE)
        for (let number = page * ROWS_A_PAGE; number < end; number += 1) yield* this.#entriesOf(space, number)
      }
    for (const [destination, { mask }] of this.#odd)
      for (const [key, copies] of mask) yield { destination, ...partOf(key), ...copies }
  }

  *#entriesOf(space: Space, number: number): Generator<RecordEntry> {
    for (let layer = 0; layer < space.layers.length; layer += 1) {
      const row = this.#row(space, layer, number)
      if (row === 0) return
      const bank = this.#banks[(row >>> PARTS_A_BANK) - 1]
      const destination = space.prefix + String(number).padStart(9, '0')
      for (let bit = 0; 2 ** bit <= bank.full; bit += 1) {
        const copies = this.#copiesOf(space, number, bank, bit)
        if (copies.received === 0) continue
        const { reference, parts } = bank
        yield { destination, reference, part: bank.first + bit, parts, ...copies }
      }
    }
  }
}

/** The prefix and the last nine digits; null for a destination that does not end in nine digits. */
export function splitDestination(destination: string): { prefix: string; number: number } | null {
  const match = /^(.*?)(\d{9})$/s.exec(destination)
  return match === null ? null : { prefix: match[1], number: Number(match[2]) }
}

/** Which there are. */
function pagesIn(layer: Int32Array | undefined): readonly number[] {
  const found: number[] = []
  if (layer === undefined) return found
  for (let page = 0; page < layer.length; page += 1) if (layer[page] !== 0) found.push(page)
  return found
}

function addLayer(space: Space): Int32Array {
  const pages = new Int32Array(Math.ceil(NUMBERS / ROWS_A_PAGE))
  space.layers.push(pages)
  return pages
}

function keyOf({ reference, part, parts }: Part): string {
  return `${reference}/${parts}/${part}`
}

function sameMessage(key: string, { reference, parts }: Part): boolean {
  return key.startsWith(`${reference}/${parts}/`)
}

function partOf(key: string): Part {
  const [reference, parts, part] = key.split('/')
  return { reference: reference === 'null' ? null : Number(reference), part: Number(part), parts: Number(parts) }
}

/** Open addressing in typed arrays: (number, bank and bit) to two counts. Doubles when it is half full. */
class CopyTable {
  #size = 0
  #mask = 1023
  #numbers = new Float64Array(1024)
  /** 0: a free slot. A bank's id starts at 1, so a key never is 0. */
  #keys = new Int32Array(1024)
  #accepted = new Uint32Array(1024)
  #refused = new Uint32Array(1024)

  /** False when the table is full. */
  add(number: number, key: number, accepted: boolean): boolean {
    let slot = this.#slot(number, key)
    if (this.#keys[slot] === 0) {
      if (this.#size === COPIES_MAX) return false
      if (this.#size * 2 > this.#mask) {
        this.#grow()
        slot = this.#slot(number, key)
      }
      this.#size += 1
      this.#numbers[slot] = number
      this.#keys[slot] = key
    }
    if (accepted) this.#accepted[slot] += 1
    else this.#refused[slot] += 1
    return true
  }

  get(number: number, key: number): { accepted: number; refused: number } {
    const slot = this.#slot(number, key)
    return { accepted: this.#accepted[slot], refused: this.#refused[slot] }
  }

  #slot(number: number, key: number): number {
    let slot = (Math.imul(number | 0, 0x9e3779b1) ^ Math.imul(key, 0x85ebca6b)) >>> 0
    slot = (slot ^ (slot >>> 15)) & this.#mask
    while (this.#keys[slot] !== 0 && (this.#keys[slot] !== key || this.#numbers[slot] !== number))
      slot = (slot + 1) & this.#mask
    return slot
  }

  #grow(): void {
    const [numbers, keys, accepted, refused] = [this.#numbers, this.#keys, this.#accepted, this.#refused]
    const size = keys.length * 2
    this.#mask = size - 1
    this.#numbers = new Float64Array(size)
    this.#keys = new Int32Array(size)
    this.#accepted = new Uint32Array(size)
    this.#refused = new Uint32Array(size)
    for (let old = 0; old < keys.length; old += 1) {
      if (keys[old] === 0) continue
      const slot = this.#slot(numbers[old], keys[old])
      this.#numbers[slot] = numbers[old]
      this.#keys[slot] = keys[old]
      this.#accepted[slot] = accepted[old]
      this.#refused[slot] = refused[old]
    }
  }
}
