/**
 * Keeps a ledger on disk so that kill -9 or a power cut at any instant loses nothing that was synced.
 *
 *   ledger      header, then the columns in blocks of 4096 subscribers, each with a checksum
 *   journal.0/1 groups of changed entries with the round's counters; one is written while the other is folded
 *               into the blocks
 *   blocks      images of the blocks that are about to be written in place, so that a torn block can be mended
 *
 * docs/internals/ledger.md draws the octets.
 *
 * Where the round has a replicated log, a group stands there before its own disk is given it: so no ledger knows a group that
 * the log does not.
 *
 * Order: group written, synced, *then* its callback; then the block images of that group: written to `blocks`, synced,
 * written in place, synced. So no block in place is newer than what the journal has synced.
 *
 * Invariant: one group at a time (`busy`).
 */
import assert from 'node:assert/strict'
import { saveBlock } from './blocks.ts'
import type { Disk, Done } from './disk.ts'
import type { LegMark } from './entries.ts'
import {
  CONFIRMED_AT,
  confirmation,
  encodeGroup,
  GROUP_HEADER,
  GroupMemory,
  HEADER,
  type JournalIndex,
  journalHeader,
  journalName,
  META_MAX,
  type Meta,
  ranksIn,
} from './journal.ts'
import type { Ledger } from './ledger.ts'
import { IMAGES_HEADER, MAGIC_IMAGES, type Sizes, sizesOf } from './ledger-files.ts'
import type { Recovered } from './ledger-reader.ts'
import { blockBytes } from './shape.ts'

/** The replicated log of a round. */
export interface GroupLog {
  /** Octets of a group, at most. */
  readonly groupMax: number
  /** Where the next group will stand. */
  next(): LegMark
  append(group: Uint8Array, done: Done): void
}

export class Store {
  readonly #disk: Disk
  readonly #ledger: Ledger
  readonly #sizes: Sizes
  readonly #memory = new GroupMemory()
  /** Blocks changed in the journal that is being written. */
  readonly #touched: Uint8Array
  #index: JournalIndex
  #generation: number
  #sequence: number
  #end: number
  #folded: number
  /** Blocks of the other journal that are still to be written in place. */
  #folding: number[] = []
  #images: Images | null = null
  #imagesBusy = false
  #imagesError: Error | null = null
  #busy = false
  /** The header of a journal that was just begun and has no group yet. */
  #header: Uint8Array | null = null
  #afterImages: (() => void) | null = null
  #log: GroupLog | null = null
  /** What the last group says beside the columns. */
  #said: Meta

  constructor(disk: Disk, recovered: Recovered) {
    this.#disk = disk
    this.#ledger = recovered.ledger
    this.#sizes = sizesOf(recovered.ledger.shape)
    this.#touched = recovered.changed
    const { journal } = recovered
    this.#said = recovered.meta
    this.#index = journal.index
    this.#generation = journal.generation
    this.#sequence = journal.sequence
    this.#end = journal.end
    this.#folded = journal.folded
    // Mended blocks go first, all in one piece: their only sound image is the one that this piece replaces.
    const rest = this.#folded < this.#generation - 1 ? blocksIn(this.#touched) : []
    const mended = new Set(recovered.mended)
    this.#folding = [...recovered.mended, ...rest.filter(block => !mended.has(block))]
  }

  /** From now on groups go to a replicated log first. */
  writesTo(log: GroupLog): void {
    assert(!this.#busy, 'between two groups')
    this.#log = log
  }

  get busy(): boolean {
    return this.#busy
  }

  /** The number that the next group will have. Groups are synced in order. */
  get nextSequence(): number {
    return this.#sequence + 1
  }

  /** Changed entries that surely fit a group. Of more, a group takes the first ones and leaves the others changed. */
  get recordsMax(): number {
    return Math.floor((this.#groupMax - GROUP_HEADER - META_MAX) / (4 + this.#ledger.shape.entry))
  }

  get #groupMax(): number {
    const third = Math.floor((this.#sizes.journal - HEADER) / 3)
    return this.#log === null ? third : Math.min(third, this.#log.groupMax)
  }

  /**
   * Makes the ledger's changes, as many as fit, and `meta` durable. `done` comes when they are, or with the error: then nothing is
   * promised about this group, and the entries count as changed again.
   */
  commit(meta: Meta, done: Done): void {
    assert(!this.#busy, 'one group at a time')
    this.#busy = true
    const proceed = () => {
      if (this.#imagesError !== null) return this.#giveBack(this.#imagesError, done)
      if (this.#isNearlyFull() && this.#folding.length === 0 && this.#images === null) this.#rotate()
      this.#commit(meta, done)
    }
    // The last group that surely fits takes all images that are left: none may be on the way then.
    const isLast = this.#end + 2 * this.#groupMax > this.#sizes.journal - HEADER
    if (this.#images === null || !isLast) return proceed()
    this.#afterImages = proceed
    if (!this.#imagesBusy) this.#writeImages()
  }

  #giveBack(error: Error, done: Done): void {
    this.#imagesError = null
    this.#busy = false
    done(error)
  }

  #commit(meta: Meta, done: Done): void {
    const ledger = this.#ledger
    const head = { generation: this.#generation, sequence: this.#sequence + 1, folded: this.#folded }
    const sizeMax = this.#groupMax
    const [memory, touched] = [this.#memory, this.#touched]
    const said = this.#log === null ? meta : { ...meta, leg: this.#log.next() }
    const group = encodeGroup(head, said, ledger, { sizeMax, memory, touched })
    assert(HEADER + this.#end + group.length <= this.#sizes.journal, 'a group fits its journal')
    this.#takeImages(this.#end + group.length)
    this.#keepGroup(group, error => {
      this.#busy = false
      if (error !== null) {
        for (const rank of ranksIn(group, ledger)) ledger.markDirty(rank)
        return done(error)
      }
      this.#advance(head.sequence, group, said)
      if (this.#images !== null && !this.#imagesBusy) this.#writeImages()
      done(null)
    })
  }

  /**
   * Says something of the ledger as the disk has it, without what has changed since: of one whose changes the log does not take. Its
   * log is told nothing. Nothing is committed after it.
   */
  note(said: Meta, done: Done): void {
    assert(!this.#busy, 'one group at a time')
    this.#busy = true
    const sequence = this.#sequence + 1
    const head = { generation: this.#generation, sequence, folded: this.#folded }
    const meta = { ...this.#said, ...said }
    const group = encodeGroup(head, meta, null)
    this.#writeGroup(group, error => {
      this.#busy = false
      if (error === null) this.#advance(sequence, group, meta)
      done(error)
    })
  }

  #advance(sequence: number, group: Uint8Array, said: Meta): void {
    this.#sequence = sequence
    this.#end += group.length
    this.#said = said
  }

  #keepGroup(group: Uint8Array, done: Done): void {
    if (this.#log === null) return this.#writeGroup(group, done)
    this.#log.append(group, error => {
      if (error === null) this.#writeGroup(group, done)
      else done(error)
    })
  }

  #writeGroup(group: Uint8Array, done: Done): void {
    const file = journalName(this.#index)
    const disk = this.#disk
    const sequence = this.#sequence + 1
    const writeGroup = () =>
      disk.write(file, group, HEADER + this.#end, error => {
        if (error !== null) return done(error)
        disk.sync(file, error => {
          if (error !== null) return done(error)
          disk.write(file, confirmation(sequence), CONFIRMED_AT, done)
        })
      })
    const header = this.#header
    if (header === null) return writeGroup()
    disk.write(file, header, 0, error => {
      if (error !== null) return done(error)
      this.#header = null
      writeGroup()
    })
  }

  #isNearlyFull(): boolean {
    return this.#end > (this.#sizes.journal - HEADER) / 2
  }

  #rotate(): void {
    this.#index = this.#index === 0 ? 1 : 0
    this.#generation++
    this.#end = 0
    this.#header = journalHeader({ generation: this.#generation, first: this.#sequence + 1 })
    this.#folding = blocksIn(this.#touched)
    this.#touched.fill(0)
    if (this.#folding.length === 0) this.#folded = this.#generation - 1
  }

  /** Copies blocks as they are in the group that was just gathered: as many as one piece holds, all when it is late. */
  #takeImages(endOfGroup: number): void {
    if (this.#folding.length === 0 || this.#imagesBusy || this.#images !== null) return
    const size = blockBytes(this.#ledger.shape)
    const isLate = endOfGroup + this.#groupMax > this.#sizes.journal - HEADER
    const count = isLate ? this.#folding.length : Math.min(this.#folding.length, this.#perPiece)
    const blocks = this.#folding.splice(0, count)
    const bytes = Buffer.allocUnsafe(count * size)
    blocks.forEach((block, i) => {
      saveBlock(this.#ledger, block, bytes.subarray(i * size, (i + 1) * size))
    })
    this.#images = { blocks, bytes }
  }

  get #perPiece(): number {
    return Math.floor((this.#sizes.images - IMAGES_HEADER) / blockBytes(this.#ledger.shape))
  }

  /** `blocks` first, then in place; a piece is overwritten only after its blocks were synced in place. */
  #writeImages(): void {
    const images = this.#images
    if (images === null) return this.#imagesDone(null)
    this.#imagesBusy = true
    const next = (from: number) => {
      if (from >= images.blocks.length) return this.#imagesDone(null)
      const to = Math.min(images.blocks.length, from + this.#perPiece)
      this.#writePiece(images, { from, to }, error => (error === null ? next(to) : this.#imagesDone(error)))
    }
    next(0)
  }

  #writePiece(images: Images, piece: { from: number; to: number }, done: Done): void {
    const size = blockBytes(this.#ledger.shape)
    const disk = this.#disk
    const header = Buffer.alloc(IMAGES_HEADER)
    header.writeUInt32BE(MAGIC_IMAGES, 0)
    header.writeUInt32LE(piece.to - piece.from, 4)
    const bytes = images.bytes.subarray(piece.from * size, piece.to * size)
    const inPlace = (i: number) => {
      if (i === piece.to) return disk.sync('ledger', done)
      // Neighbours go in one write.
      let until = i + 1
      while (until < piece.to && images.blocks[until] === images.blocks[until - 1] + 1) until++
      const run = images.bytes.subarray(i * size, until * size)
      disk.write('ledger', run, HEADER + images.blocks[i] * size, error =>
        error === null ? inPlace(until) : done(error),
      )
    }
    disk.write('blocks', Buffer.concat([header, bytes]), 0, error => {
      if (error !== null) return done(error)
      disk.sync('blocks', error => (error === null ? inPlace(piece.from) : done(error)))
    })
  }

  #imagesDone(error: Error | null): void {
    this.#imagesBusy = false
    if (error === null) {
      this.#images = null
      if (this.#folding.length === 0) this.#folded = this.#generation - 1
    }
    // With an error the images are kept, and written again after the next group.
    this.#imagesError = error
    const after = this.#afterImages
    this.#afterImages = null
    if (after !== null) after()
  }
}

interface Images {
  readonly blocks: readonly number[]
  readonly bytes: Buffer
}

function blocksIn(marks: Uint8Array): number[] {
  const blocks: number[] = []
  for (let block = 0; block < marks.length; block++) if (marks[block] === 1) blocks.push(block)
  return blocks
}
