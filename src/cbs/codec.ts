/**
 * CBSP messages to octets and back, derived from the tables in `messages.ts` and `elements.ts`. Pure.
 *
 * The decoder never throws, whatever the octets. It is wide where nothing is lost by it: elements in any order, those that do
 * not belong to the message are passed over, of two the first counts, and an unknown one, whose length nobody knows, ends the
 * message there (`stray`). The encoder is narrow: it throws a Failure instead of writing a message that says something else.
 *
 * Knows no session: whether a message is expected now is `bsc.ts`.
 */
import { byDiscriminator, type Cell, cellOctets, cellSize, discriminator, readCell } from './cells.ts'
import { CAUSES, type CbspPage, ELEMENTS, type Element, type ElementName, type Failed } from './elements.ts'
import { cbsFailure } from './failures.ts'
import { BODY_SIZE_MAX, HEADER_SIZE } from './frames.ts'
import { MESSAGES, type Message, type MessageName } from './messages.ts'
import { PAGE_OCTETS, PAGES_MAX } from './pages.ts'

export type Decoded =
  | {
      readonly ok: true
      readonly message: Message
      /** Octets at its end were left unread. The rest counts. */
      readonly stray: boolean
    }
  | { readonly ok: false; readonly type: number; readonly cause: number }

/** The elements of one kind of message: those that it must have, and all that it may have. */
interface MessageLayout {
  readonly name: MessageName
  readonly must: readonly ElementName[]
  readonly elements: ReadonlySet<string>
}

const nameOf = (element: string) => element.replace('?', '') as ElementName

const KNOWN: ReadonlyMap<number, MessageLayout> = new Map(
  (Object.entries(MESSAGES) as [MessageName, (typeof MESSAGES)[MessageName]][]).map(([name, { type, elements }]) => [
    type,
    {
      name,
      must: elements.filter(element => !element.endsWith('?')).map(nameOf),
      elements: new Set(elements.map(nameOf)),
    },
  ]),
)
const ELEMENT_BY_IEI: ReadonlyMap<number, readonly [ElementName, Element]> = new Map(
  (Object.entries(ELEMENTS) as [ElementName, Element][]).map(entry => [entry[1].iei, entry]),
)

const IEI_SIZE = 1
const LIST_LENGTH_SIZE = 2
const LIST_SIZE_MAX = 0xffff
const PAGE_SIZE = 1 + PAGE_OCTETS
/** What an entry of a list has besides its cell. */
const REST = { cells: 0, completed: 3, loads: 2 } as const

/** One whole message, as `FrameCutter` gives it. Octets are copied out of the frame. Never throws. */
export function decodeMessage(frame: Buffer): Decoded {
  const type = frame[0] ?? 0
  const known = KNOWN.get(type)
  if (frame.length < HEADER_SIZE || frame.readUIntBE(1, 3) !== frame.length - HEADER_SIZE)
    return { ok: false, type, cause: CAUSES.parameterValueInvalid }
  if (known === undefined) return { ok: false, type, cause: CAUSES.unrecognisedMessage }
  const found: Record<string, unknown> = { message: known.name }
  let at = HEADER_SIZE
  while (at < frame.length) {
    const element = ELEMENT_BY_IEI.get(frame[at])
    if (element === undefined) break
    const [name, spec] = element
    const from = at + IEI_SIZE
    const size = valueSize(frame, from, spec)
    if (size > frame.length - from) break
    at = from + size
    if (!known.elements.has(name)) continue
    const value = readValue(frame, { from, to: at }, spec)
    if (value === null) return { ok: false, type, cause: CAUSES.parameterValueInvalid }
    if (!put(found, name, value)) return { ok: false, type, cause: CAUSES.parameterValueInvalid }
  }
  if (known.must.some(name => found[name] === undefined))
    return { ok: false, type, cause: CAUSES.missingMandatoryElement }
  if (!hasItsPages(found)) return { ok: false, type, cause: CAUSES.parameterValueInvalid }
  return { ok: true, message: found as unknown as Message, stray: at < frame.length }
}

/** Of two the first counts; pages are as many as there may be. */
function put(found: Record<string, unknown>, name: ElementName, value: unknown): boolean {
  const before = found[name]
  if (name !== 'pages') found[name] = before ?? value
  else if (before === undefined) found[name] = [value]
  else return (before as unknown[]).push(value) <= PAGES_MAX
  return true
}

function hasItsPages({ numberOfPages, pages }: Record<string, unknown>): boolean {
  if (numberOfPages === undefined) return pages === undefined
  return (pages as unknown[] | undefined)?.length === numberOfPages
}

/** More than there is where the length itself is cut. */
function valueSize(frame: Buffer, from: number, { kind, size }: Element): number {
  switch (kind) {
    case 'u8':
      return 1
    case 'u16':
      return 2
    case 'octets':
      return size ?? 0
    case 'pages':
      return PAGE_SIZE
    default:
      if (frame.length - from < LIST_LENGTH_SIZE) return LIST_LENGTH_SIZE
      return LIST_LENGTH_SIZE + frame.readUInt16BE(from)
  }
}

interface Span {
  readonly from: number
  readonly to: number
}

/** Null: it is not what the specification says. */
function readValue(frame: Buffer, { from, to }: Span, { kind }: Element): unknown {
  const list = { from: from + LIST_LENGTH_SIZE, to }
  switch (kind) {
    case 'u8':
      return frame[from]
    case 'u16':
      return frame.readUInt16BE(from)
    case 'octets':
      return Buffer.from(frame.subarray(from, to))
    case 'pages': {
      const used = frame[from]
      if (used > PAGE_OCTETS) return null
      return { used, octets: Buffer.from(frame.subarray(from + 1, to)) } satisfies CbspPage
    }
    case 'cells':
      return readList(frame, list, REST.cells, cell => cell)
    case 'completed':
      return readList(frame, list, REST.completed, (cell, at) => ({
        cell,
        count: frame.readUInt16BE(at),
        info: frame[at + 2] & 0x0f,
      }))
    case 'loads':
      return readList(frame, list, REST.loads, (cell, at) => ({ cell, loads: [frame[at], frame[at + 1]] as const }))
    case 'failures':
      return readFailures(frame, list)
  }
}

/** All cells are named in one way. Where that is `all`, a list of cells has one, and no octets for it. */
function readList<Entry>(
  frame: Buffer,
  { from, to }: Span,
  rest: number,
  entryOf: (cell: Cell, at: number) => Entry,
): readonly Entry[] | null {
  const by = from < to ? byDiscriminator(frame[from]) : null
  if (by === null) return null
  const cellOctetCount = cellSize(by)
  const size = cellOctetCount + rest
  const first = from + 1
  if (size === 0) return first === to ? [entryOf({ by: 'all' }, to)] : null
  if ((to - first) % size !== 0) return null
  const entries: Entry[] = []
  for (let at = first; at < to; at += size) {
    const cell = readCell(frame, at, by)
    if (cell === null) return null
    entries.push(entryOf(cell, at + cellOctetCount))
  }
  return entries
}

function readFailures(frame: Buffer, { from, to }: Span): readonly Failed[] | null {
  const entries: Failed[] = []
  for (let at = from; at < to; ) {
    const by = byDiscriminator(frame[at])
    if (by === null) return null
    const causeAt = at + 1 + cellSize(by)
    if (causeAt >= to) return null
    const cell = readCell(frame, at + 1, by)
    if (cell === null) return null
    entries.push({ cell, cause: frame[causeAt] })
    at = causeAt + 1
  }
  return entries
}

/** Throws Failure `cbspUnencodable` for what does not fit the message, naming the element. */
export function encodeMessage(message: Message): Buffer {
  const { type, elements } = MESSAGES[message.message]
  const values = message as unknown as Readonly<Record<string, unknown>>
  const refuse = (why: string): never => {
    throw cbsFailure('cbspUnencodable', { message: message.message, why })
  }
  if (!hasItsPages(values)) refuse('numberOfPages is not the number of pages')
  const parts = elements.flatMap((element: string) => {
    const name = nameOf(element)
    const value = values[name]
    if (value !== undefined) return elementOctets(name, value, refuse)
    return element.endsWith('?') ? [] : refuse(`${name} is missing`)
  })
  const body = Buffer.concat(parts)
  if (body.length > BODY_SIZE_MAX) refuse('it is longer than 1 MiB')
  const header = Buffer.alloc(HEADER_SIZE)
  header[0] = type
  header.writeUIntBE(body.length, 1, 3)
  return Buffer.concat([header, body])
}

/** Lists of cells as octets: thousands of cells are asked for at hundreds of BSCs by the same list, which nobody changes. */
const LISTS = new WeakMap<readonly Cell[], Buffer>()

type Refuse = (why: string) => never

function elementOctets(name: ElementName, value: unknown, refuse: Refuse): Buffer[] {
  const { iei, kind, size }: Element = ELEMENTS[name]
  switch (kind) {
    case 'u8':
      return [Buffer.from([iei, ...uint(name, value, 1, refuse)])]
    case 'u16':
      return [Buffer.from([iei, ...uint(name, value, 2, refuse)])]
    case 'octets': {
      const octets = value as Buffer
      if (octets.length !== size) refuse(`${name} has ${octets.length} octets and not ${size}`)
      return [Buffer.from([iei]), octets]
    }
    case 'pages': {
      const pages = value as readonly CbspPage[]
      if (pages.length === 0 || pages.length > PAGES_MAX) refuse(`it has ${pages.length} pages`)
      return pages.flatMap(({ used, octets }) => {
        if (octets.length !== PAGE_OCTETS || !(used >= 0 && used <= PAGE_OCTETS))
          refuse(`a page has ${octets.length} octets, ${used} of them used`)
        return [Buffer.from([iei, used]), octets]
      })
    }
    case 'cells': {
      const cells = value as readonly Cell[]
      const before = LISTS.get(cells)
      if (before !== undefined) return [before]
      const octets = listOctets(iei, name, cells, { refuse, cellOf: cell => cell, restOf: () => [] })
      LISTS.set(cells, octets)
      return [octets]
    }
    case 'completed': {
      type Entry = { readonly cell: Cell; readonly count: number; readonly info: number }
      return [
        listOctets(iei, name, value as readonly Entry[], {
          refuse,
          cellOf: ({ cell }) => cell,
          restOf: ({ count, info }) => [...uint(name, count, 2, refuse), info & 0x0f],
        }),
      ]
    }
    case 'loads': {
      type Entry = { readonly cell: Cell; readonly loads: readonly [number, number] }
      return [
        listOctets(iei, name, value as readonly Entry[], {
          refuse,
          cellOf: ({ cell }) => cell,
          restOf: ({ loads }) => loads.flatMap(load => uint(name, load, 1, refuse)),
        }),
      ]
    }
    case 'failures': {
      const octets = (value as readonly Failed[]).flatMap(({ cell, cause }) => [
        discriminator(cell.by),
        ...cellOf(name, cell, refuse),
        ...uint(name, cause, 1, refuse),
      ])
      return [withLength(iei, name, octets, refuse)]
    }
  }
}

function listOctets<Entry>(
  iei: number,
  name: ElementName,
  entries: readonly Entry[],
  of: {
    readonly refuse: Refuse
    readonly cellOf: (entry: Entry) => Cell
    readonly restOf: (entry: Entry) => readonly number[]
  },
): Buffer {
  const by = entries.length === 0 ? 'cgi' : of.cellOf(entries[0]).by
  if (by === 'all' && entries.length > 1) of.refuse(`${name} names all cells and more`)
  const octets = [discriminator(by)]
  for (const entry of entries) {
    const cell = of.cellOf(entry)
    if (cell.by !== by) of.refuse(`${name} names its cells in two ways`)
    octets.push(...cellOf(name, cell, of.refuse), ...of.restOf(entry))
  }
  return withLength(iei, name, octets, of.refuse)
}

function withLength(iei: number, name: ElementName, octets: readonly number[], refuse: Refuse): Buffer {
  if (octets.length > LIST_SIZE_MAX) refuse(`${name} is longer than its length can say`)
  return Buffer.from([iei, octets.length >> 8, octets.length & 0xff, ...octets])
}

function cellOf(name: ElementName, cell: Cell, refuse: Refuse): readonly number[] {
  return cellOctets(cell) ?? refuse(`${name} has a cell whose numbers do not fit`)
}

function uint(name: ElementName, value: unknown, size: 1 | 2, refuse: Refuse): readonly number[] {
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) >= 256 ** size)
    refuse(`${name} is no number of ${8 * size} bits`)
  const number = value as number
  return size === 1 ? [number] : [number >> 8, number & 0xff]
}
