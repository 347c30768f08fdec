/**
 * What phones in the cells of simulated BSCs would be shown, beside what two people approved. A cell counts only where it shows every
 * language under the identifier and the serial number that the authority's page tells, as text and octet for octet. Pure.
 */
import type { Broadcast } from '../src/areas/broadcasts/model.ts'
import { pagesOf } from '../src/cbs/pages.ts'
import type { BroadcastTexts } from './bulletin-content.ts'
import type { Controller } from './controllers.ts'

/** One language of it, as it should be on the air. */
export interface Approved {
  readonly identifier: number
  readonly serialNumber: number
  readonly text: string
  /** Of each page, in hexadecimal. */
  readonly octets: readonly string[]
}

/** TS 48.049 section 8.2.1. */
const [WRITE, KILL] = [0x01, 0x04]
const PAGE_OCTETS = 82

/** `messages`: under which numbers each language goes. */
export function approvedOf(
  messages: readonly Omit<Broadcast['messages'][number], 'text'>[],
  texts: BroadcastTexts,
): readonly Approved[] {
  return messages.map(({ language, identifier, serialNumber }) => {
    const { text, pages } = pagesOf(texts.find(each => each.language === language)?.text ?? '')
    const octets = pages.map(page => Buffer.from(page.octets).toString('hex'))
    return { identifier, serialNumber, text, octets }
  })
}

export function pagesIn(approved: readonly Approved[]): number {
  return approved.reduce((sum, { octets }) => sum + octets.length, 0)
}

/** At so many BSCs. */
export function octetsIn(approved: readonly Approved[], bscs: number): number {
  return pagesIn(approved) * PAGE_OCTETS * bscs
}

/** In how many cells all of it is shown. */
export function cellsWith(controllers: readonly Controller[], approved: readonly Approved[]): number {
  return count(controllers, ({ bsc, cells }) => {
    const isShown = (cell: string) => {
      const shown = bsc.onAir(cell)
      return approved.every(each => shown.some(one => isSame(one, each)))
    }
    return cells.inside.filter(isShown).length
  })
}

/** In how many cells anything is shown. */
export function cellsWithAny(controllers: readonly Controller[], where: keyof Controller['cells']): number {
  return count(controllers, ({ bsc, cells }) => cells[where].filter(cell => bsc.onAir(cell).length > 0).length)
}

/** Of the pages that each BSC was last given: how many octets are those that were approved, each at its place. */
export function octetsAsApproved(controllers: readonly Controller[], approved: readonly Approved[]): number {
  return count(controllers, ({ bsc }) =>
    approved
      .map(({ identifier, serialNumber, octets }) => {
        const written = bsc.record.findLast(
          ({ type, id, newSerial }) => type === WRITE && id === identifier && newSerial === serialNumber,
        )
        return octets
          .map((page, at) => sameOctets(page, written?.octets[at] ?? ''))
          .reduce((sum, same) => sum + same, 0)
      })
      .reduce((sum, same) => sum + same, 0),
  )
}

/** How many BSCs were told to take all of it off the air, and show nothing. */
export function killedAt(controllers: readonly Controller[], approved: readonly Approved[]): number {
  return controllers.filter(controller =>
    approved.every(
      ({ identifier, serialNumber }) =>
        cellsWithAny([controller], 'inside') === 0 &&
        controller.bsc.record.some(
          ({ type, id, oldSerial }) => type === KILL && id === identifier && oldSerial === serialNumber,
        ),
    ),
  ).length
}

/** When a BSC was last given any of it, in milliseconds since 1970. */
export function lastWrittenAt({ bsc }: Controller, approved: readonly Approved[]): number | null {
  const last = bsc.record.findLast(
    ({ type, newSerial }) => type === WRITE && approved.some(({ serialNumber }) => serialNumber === newSerial),
  )
  return last?.at ?? null
}

function isSame(
  shown: ReturnType<Controller['bsc']['onAir']>[number],
  { identifier, serialNumber, text, octets }: Approved,
): boolean {
  return (
    shown.id === identifier &&
    shown.serial === serialNumber &&
    shown.text === text &&
    shown.octets.join() === octets.join()
  )
}

function sameOctets(one: string, other: string): number {
  const pairs = one.match(/../g) ?? []
  return pairs.filter((octet, at) => octet === other.slice(2 * at, 2 * at + 2)).length
}

function count(controllers: readonly Controller[], of: (controller: Controller) => number): number {
  return controllers.reduce((sum, controller) => sum + of(controller), 0)
}
