/**
 * Gathers numbers in any order, with any repetition, into a sorted set.
 *
 * Few numbers are kept as a list that is sorted now and then. Many become a bitmap with one bit for each number
 * between the plan's least and greatest: 85 MB for Vietnam, whose order comes for free. A plan too wide for a
 * bitmap (ten digits and more) stays with lists, one for each 2^32 numbers.
 *
 * Invariant: `added` counts every number given, so `added` minus the size of the set is the duplicates.
 */
import assert from 'node:assert/strict'
import { RUN_SPAN, type Run } from './audience.ts'

/** 2^32 bits are 512 MiB. */
const BITMAP_SPAN_MAX = 2 ** 32

/** From here on a bitmap is no larger than the list would become soon. */
const LIST_SIZE_MAX = 2 ** 20

const LIST_SIZE_FIRST = 2 ** 12

/** Below this the engine's own sort is as fast as ours. */
const RADIX_FROM = 2 ** 14

export interface Gathered {
  readonly size: number
  readonly runs: readonly Run[]
  readonly low: Uint32Array
}

interface Gatherer {
  add(numbers: Float64Array, count: number): void
  finish(): Gathered
}

export class Collector {
  readonly #min: number
  readonly #max: number
  #few: Lists | null = new Lists()
  #gatherer: Gatherer = this.#few as Lists
  #added = 0

  /** Every number to come lies between the bounds, both included. */
  constructor(bounds: { readonly min: number; readonly max: number }) {
    this.#min = bounds.min
    this.#max = bounds.max
  }

  get added(): number {
    return this.#added
  }

  /** Takes the first `count` numbers; the array is the caller's again afterwards. */
  add(numbers: Float64Array, count: number): void {
    this.#added += count
    this.#gatherer.add(numbers, count)
    if (this.#few !== null && this.#few.size > LIST_SIZE_MAX) this.#growUp(this.#few)
  }

  finish(): Gathered {
    return this.#gatherer.finish()
  }

  #growUp(lists: Lists): void {
    this.#few = null
    if (this.#max - this.#min >= BITMAP_SPAN_MAX) return
    const bitmap = new Bitmap(this.#min, this.#max)
    lists.moveTo(bitmap)
    this.#gatherer = bitmap
  }
}

class Bitmap implements Gatherer {
  /** A multiple of 32, so that no word crosses from one run into the next. */
  readonly #min: number
  readonly #words: Uint32Array

  constructor(min: number, max: number) {
    this.#min = Math.floor(min / 32) * 32
    this.#words = new Uint32Array(Math.floor((max - this.#min) / 32) + 1)
  }

  /** A tight loop over many numbers: the processor waits for several cache misses at once. */
  add(numbers: Float64Array, count: number): void {
    const words = this.#words
    const min = this.#min
    for (let i = 0; i < count; i++) {
      const bit = (numbers[i] - min) >>> 0
      words[bit >>> 5] |= 1 << (bit & 31)
    }
  }

  finish(): Gathered {
    const words = this.#words
    let size = 0
    for (let w = 0; w < words.length; w++) size += ones(words[w])
    const low = new Uint32Array(size)
    const runs: Run[] = []
    let rank = 0
    let base = -1
    for (let w = 0; w < words.length; w++) {
      let word = words[w] | 0
      if (word === 0) continue
      const from = this.#min + w * 32
      if (from >= base + RUN_SPAN || base === -1) {
        base = Math.floor(from / RUN_SPAN) * RUN_SPAN
        runs.push({ base, from: rank })
      }
      const first = from - base
      while (word !== 0) {
        low[rank++] = first + 31 - Math.clz32(word & -word)
        word &= word - 1
      }
    }
    return { size, runs, low }
  }
}

/** One growing list for each 2^32 numbers. */
class Lists implements Gatherer {
  readonly #lists = new Map<number, { octets: Uint32Array; used: number }>()
  #size = 0

  /** With repetitions. */
  get size(): number {
    return this.#size
  }

  add(numbers: Float64Array, count: number): void {
    for (let i = 0; i < count; i++) {
      const number = numbers[i]
      const base = number < RUN_SPAN ? 0 : Math.floor(number / RUN_SPAN)
      let list = this.#lists.get(base)
      if (list === undefined) {
        list = { octets: new Uint32Array(LIST_SIZE_FIRST), used: 0 }
        this.#lists.set(base, list)
      }
      if (list.used === list.octets.length) this.#makeRoom(list)
      list.octets[list.used++] = number - base * RUN_SPAN
      this.#size++
    }
  }

  /** Drops repetitions; grows only when that left the list more than half full. */
  #makeRoom(list: { octets: Uint32Array; used: number }): void {
    const { length } = list.octets
    const sorted = sortedUnique(list.octets)
    this.#size -= list.used - sorted.length
    list.used = sorted.length
    list.octets = sorted.length > length / 2 ? new Uint32Array(length * 2) : new Uint32Array(length)
    list.octets.set(sorted)
  }

  moveTo(bitmap: Bitmap): void {
    for (const [base, { octets, used }] of this.#lists)
      bitmap.add(
        Float64Array.from(octets.subarray(0, used), low => low + base * RUN_SPAN),
        used,
      )
    this.#lists.clear()
  }

  finish(): Gathered {
    const bases = [...this.#lists.keys()].sort((a, b) => a - b)
    const parts = bases.map(base => {
      const list = this.#lists.get(base)
      assert(list !== undefined)
      this.#lists.delete(base)
      return { base: base * RUN_SPAN, low: sortedUnique(list.octets.subarray(0, list.used)) }
    })
    const size = parts.reduce((sum, part) => sum + part.low.length, 0)
    if (parts.length === 1) return { size, runs: [{ base: parts[0].base, from: 0 }], low: parts[0].low }
    const low = new Uint32Array(size)
    const runs: Run[] = []
    let from = 0
    for (const part of parts) {
      runs.push({ base: part.base, from })
      low.set(part.low, from)
      from += part.low.length
    }
    return { size, runs, low }
  }
}

/** Sorts in place and returns the part that holds each value once. */
export function sortedUnique(values: Uint32Array): Uint32Array {
  const sorted = values.length < RADIX_FROM ? values.sort() : radixSorted(values)
  let kept = 0
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[kept++] = sorted[i]
  return sorted.subarray(0, kept)
}

const RADIX_BITS = 11
const RADIX_SIZE = 1 << RADIX_BITS
const RADIX_PASSES = 3

/** Least significant digit first, three passes of 11 bits. */
function radixSorted(values: Uint32Array): Uint32Array {
  let from: Uint32Array = values
  let to: Uint32Array = new Uint32Array(values.length)
  for (let pass = 0; pass < RADIX_PASSES; pass++) {
    const shift = pass * RADIX_BITS
    const starts = new Uint32Array(RADIX_SIZE)
    for (let i = 0; i < from.length; i++) starts[(from[i] >>> shift) & (RADIX_SIZE - 1)]++
    let start = 0
    for (let digit = 0; digit < RADIX_SIZE; digit++) {
      const count = starts[digit]
      starts[digit] = start
      start += count
    }
    for (let i = 0; i < from.length; i++) {
      const value = from[i]
      to[starts[(value >>> shift) & (RADIX_SIZE - 1)]++] = value
    }
    ;[from, to] = [to, from]
  }
  return from
}

/** How many bits are set. */
function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
