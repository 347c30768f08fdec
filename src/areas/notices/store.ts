/** What notices need of a store: an area's rows of `authority/store.ts`, with its promises. */
import type { Role } from '../../authority/actor.ts'
import type { LeftDeed } from '../../authority/hands.ts'
import { rowsOf } from '../../authority/store.ts'
import type { Obligation, Subject } from '../../authority/waiting.ts'
import type { LetterState, NoticeChoices, NoticeWay, ThingStands } from './model.ts'

/** What stands of a thing now. */
export interface Thing {
  readonly subject: Subject
  readonly stands: ThingStands
  /** Of whatever stands later it is greater. */
  readonly serial: number
  readonly at: number
  /** Of an absence: since when. */
  readonly since: number | null
  readonly isUrgent: boolean
  readonly page: string
  readonly by: string
  readonly roles: readonly Role[]
  /** Of what waits: whom it does not wait for. Of what was sent back, and of what is left to nobody's role: to whom. */
  readonly people: readonly string[]
  /** Of what is left: what there is to do. */
  readonly does: LeftDeed | null
  readonly dueAt: number | null
  /** Whose engineers alone. */
  readonly operator: string | null
  readonly obliged: Obligation | null
}

export interface StoredPerson {
  readonly person: string
  /** Null: the usual. */
  readonly choices: NoticeChoices | null
  readonly asks: number
  readonly askedAt: number
  readonly bounces: number
  readonly mailEndedAt: number | null
}

export interface StoredAddress {
  readonly id: string
  readonly person: string
  readonly state: 'asked' | 'on'
  readonly sealed: string
  readonly askedAt: number
}

export interface StoredBrowser {
  readonly id: string
  readonly person: string
  readonly mark: string
  readonly sealed: string
  readonly peer: string
  readonly since: number
}

/** Up to which serial somebody was told by a way. */
export interface Place {
  readonly person: string
  readonly way: NoticeWay
  readonly urgent: number
  readonly usual: number
  /** The last letter was made then. */
  readonly lastAt: number
}

/** After the first serial, up to the second. */
export type Span = readonly [after: number, until: number]

export interface StoredLetter {
  readonly id: string
  readonly lane: NoticeWay
  readonly person: string
  /** A browser, or an address to confirm; null: wherever their mail goes. */
  readonly target: string | null
  /** 0 goes first. */
  readonly turn: 0 | 1
  readonly urgent: Span
  readonly usual: Span
  readonly state: LetterState
  readonly peer: string
  readonly tries: number
  readonly tryAt: number
  readonly untilAt: number
  readonly why: string | null
  readonly changedAt: number
}

export interface NoticeReading {
  /** The newest THINGS_MAX, by their serials. */
  things(): Promise<readonly Thing[]>
  thing(subject: Subject): Promise<Thing | null>
  /** Of all who have chosen or asked for anything. */
  people(): Promise<readonly StoredPerson[]>
  person(person: string): Promise<StoredPerson | null>
  places(): Promise<readonly Place[]>
  address(id: string): Promise<StoredAddress | null>
  addressOf(person: string, state: StoredAddress['state']): Promise<StoredAddress | null>
  browser(id: string): Promise<StoredBrowser | null>
  browserWithMark(mark: string): Promise<StoredBrowser | null>
  browsers(): Promise<readonly StoredBrowser[]>
  browsersOf(person: string): Promise<readonly StoredBrowser[]>
  letter(id: string): Promise<StoredLetter | null>
  due(
    lane: NoticeWay,
    due: { readonly max: number; readonly nowMs: number; readonly except: readonly string[] },
  ): Promise<readonly StoredLetter[]>
}

export interface NoticeWriting extends NoticeReading {
  putThing(thing: Omit<Thing, 'serial'>): Promise<void>
  dropThing(subject: Subject): Promise<void>
  /** Operators that were back before that. */
  dropNews(beforeMs: number): Promise<void>
  putPerson(row: StoredPerson): Promise<void>
  putPlace(place: Place): Promise<void>
  /** In place of the one that the person has in that state. */
  putAddress(row: StoredAddress): Promise<void>
  dropAddress(person: string, state: StoredAddress['state']): Promise<void>
  /** Addresses that nobody confirmed. */
  dropUnconfirmed(beforeMs: number): Promise<void>
  putBrowser(row: StoredBrowser): Promise<void>
  dropBrowser(id: string): Promise<void>
  addLetters(letters: readonly StoredLetter[]): Promise<void>
  /** `from`: only those that are in that state. */
  updateLetters(
    ids: readonly string[],
    change: Partial<Pick<StoredLetter, 'state' | 'tries' | 'tryAt' | 'why' | 'changedAt'>>,
    from?: LetterState,
  ): Promise<void>
  settle(lane: NoticeWay, nowMs: number): Promise<number>
  dropLetters(beforeMs: number): Promise<void>
}

export const noticeRows = rowsOf<NoticeReading, NoticeWriting>('notices')
