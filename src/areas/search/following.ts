/**
 * The index follows the trail: of each entry the things that it may have changed are read as they stand and put in place of what
 * was there, in one write with how far the trail was read. Whoever asks is answered once the trail is followed to its end, so that
 * what was committed before is found by the question.
 *
 *   trail  ─1─2─3─4─5─6─►      place: 4      a step: 5, 6 ─► things touched ─► documents replaced, place: 6, one write
 *
 * Far from the end, things are kept as pending and read once, when it is reached.
 *
 * Where there is no index, as in a database of an earlier version, or one that was made by other rules, it begins at 1. A backup has
 * the index with its place; a trail that is shorter than the place makes it anew.
 */
import { setImmediate } from 'node:timers/promises'
import type { Reading, Writing } from '../../authority/store.ts'
import type { TrailEntry } from '../../authority/trail-entry.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { wordsOf } from './folding.ts'
import type { Document, Source } from './source.ts'
import { type IndexedDocument, type Place, searchRows, type Thing } from './store.ts'

/** Of what documents are made and how words are folded: another one makes the index anew. */
export const VERSION = 2
/** Entries in one write, and things that are read in one: as long as others may have to wait. */
const STEP = 500
const THINGS_OF_A_STEP = 200
/** Steps for which a question waits; what is left then, it is told. */
const STEPS_OF_A_QUESTION = 5

export class Following {
  readonly #work: Pick<UnitOfWork, 'store'>
  readonly #sources: readonly Source[]
  /** One at a time: whoever comes meanwhile waits for it. */
  #going: Promise<unknown> = Promise.resolve()

  constructor(of: { readonly work: Pick<UnitOfWork, 'store'>; readonly sources: readonly Source[] }) {
    this.#work = of.work
    this.#sources = of.sources
  }

  /** Follows it so many steps; entries that are left then. */
  async behind(stepsMax = STEPS_OF_A_QUESTION): Promise<number> {
    for (let step = 0; ; step++) {
      const left = await this.left()
      if (left === 0 || step === stepsMax) return left
      await this.#step()
    }
  }

  /** To the end. `stop`: looked at between two steps. */
  async toTheEnd(stop: () => boolean = () => false): Promise<void> {
    while (!stop() && (await this.left()) > 0) {
      await this.#step()
      // An embedded database answers at once: whoever else waits has their turn.
      await setImmediate()
    }
  }

  /** From its beginning; how many documents there are then. */
  async anew(): Promise<number> {
    const { store } = this.#work
    await store.write(async writing => await searchRows(writing).clear())
    await this.toTheEnd()
    return await searchRows(store).documentCount()
  }

  /** Entries that are not followed yet, and things that are not read yet. */
  async left(): Promise<number> {
    const { store } = this.#work
    const { entries } = await store.trailHead()
    const rows = searchRows(store)
    const after = soFar(await rows.place(), entries)
    return entries - after + (after === 0 ? 0 : await rows.pendingCount())
  }

  async #step(): Promise<void> {
    const before = this.#going
    const mine = Promise.withResolvers<void>()
    this.#going = mine.promise
    try {
      await before
      if ((await this.left()) > 0) await this.#follow()
    } finally {
      mine.resolve()
    }
  }

  /** A power cut may take it back: then it is followed again. */
  async #follow(): Promise<void> {
    await this.#work.store.write(async writing => {
      const rows = searchRows(writing)
      const { entries: end } = await writing.trailHead()
      const place = await rows.place()
      const after = soFar(place, end)
      if (after === 0 && place !== null) await rows.clear()
      const entries = await writing.trailAfter(after, STEP)
      const sequence = entries.at(-1)?.sequence ?? after
      await rows.setPlace({ version: VERSION, sequence })
      const things = await this.#touched(entries, writing)
      // What comes after may touch the same: read once, at the end.
      if (sequence < end) return await rows.addPending(things)
      await rows.addPending(things.slice(THINGS_OF_A_STEP))
      const now = things.slice(0, THINGS_OF_A_STEP)
      const left = THINGS_OF_A_STEP - now.length
      for (const thing of [...(await rows.takePending(left)), ...now]) await this.#read(thing, writing)
    }, 'told-again')
  }

  /** Each once, in the order in which they were touched last. */
  async #touched(entries: readonly TrailEntry[], store: Reading): Promise<readonly Thing[]> {
    const things = new Map<string, Thing>()
    for (const entry of entries)
      for (const { kind, touched } of this.#sources)
        for (const thing of await touched(entry, store)) {
          things.delete(`${kind} ${thing}`)
          things.set(`${kind} ${thing}`, { kind, thing })
        }
    return [...things.values()]
  }

  async #read({ kind, thing }: Thing, writing: Writing): Promise<void> {
    const source = this.#sources.find(each => each.kind === kind)
    // What an earlier version knew.
    const documents = source === undefined ? [] : await source.documents(writing, thing)
    await searchRows(writing).replace(kind, thing, documents.map(indexed))
  }
}

/** 0: from the beginning. */
function soFar(place: Place | null, end: number): number {
  return place === null || place.version !== VERSION || place.sequence > end ? 0 : place.sequence
}

function indexed(document: Document): IndexedDocument {
  const { text, title, within, ...rest } = document
  return { ...rest, title, within, titleWords: wordsOf([title]), words: wordsOf([title, within ?? '', ...text]) }
}
