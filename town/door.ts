/**
 * The demo's health checks: a tablet at a door measures everyone who comes in, its line breaks and it sends what waited once more, and the
 * duty officer deals with whoever was high twice.
 *
 *   door, tablet, code ─► enrolled ─► first measurements ─┬─ again, as after an answer that was lost: none counts twice
 *                                                         └─ second ones, after the wait ─► high twice ─► the duty officer
 *
 * Knows the API as the tablet and people use it; shows nothing by itself. Who came in and how warm they were is made up.
 */

import { randomUUID } from 'node:crypto'
import type {
  Alerts,
  Door,
  KioskCode,
  KioskEntry,
  KioskHome,
  MonthCounts,
  Taken,
} from '../src/areas/screening/model.ts'
import { seeded } from '../src/base/random.ts'
import { TIME_ZONE } from '../src/country/vn/time-zone.ts'
import { monthOf } from '../src/report/months.ts'
import { type AuthorityClient, refusedBy } from './authority-client.ts'
import type { BothCounts } from './bulletin.ts'
import { answerFrom } from './waiting.ts'

const MINUTE_MS = 60_000
const BASE = '/api/v1/screening'
const PEOPLE = 64
/** Whoever is high first, by their place in the row, and what is read after the wait. */
const HIGH: ReadonlyMap<number, { readonly first: number; readonly second: number }> = new Map([
  [11, { first: 37.6, second: 36.9 }],
  [29, { first: 38.2, second: 38.1 }],
  [50, { first: 37.5, second: 37.1 }],
])

export type DoorMoment =
  | { readonly is: 'checked'; readonly door: string; readonly people: number; readonly high: number }
  | { readonly is: 'again'; readonly entries: number; readonly known: number }
  | { readonly is: 'called'; readonly people: number }

export interface DoorChecked {
  /** The tablet's own record, and what the server counted of it. */
  readonly counts: readonly BothCounts[]
  readonly equal: boolean
  readonly people: number
  /** Sent once more, and counted no second time. */
  readonly again: number
  readonly alerts: number
}

export interface DoorPlay {
  readonly url: string
  readonly administrator: AuthorityClient
  readonly duty: AuthorityClient
  readonly onMoment: (moment: DoorMoment) => void
}

/** Fails with what the server refuses. */
export async function checkAtTheDoor(play: DoorPlay): Promise<DoorChecked> {
  const { administrator, duty, onMoment } = play
  const door = await administrator.post<Door>(`${BASE}/doors`, { name: 'Cửa chính (giả định)' })
  const { code } = await administrator.post<KioskCode>(`${BASE}/kiosks`, { door: door.id, name: 'Máy tính bảng 1' })
  const tablet = await Tablet.enrol(play.url, code)
  const [first, second] = measured(tablet.home, Date.now())
  const isHigh = ({ celsius }: KioskEntry) => Number(celsius) * 10 >= tablet.home.settings.thresholdTenths
  const stored = await tablet.send(first)
  onMoment({ is: 'checked', door: door.name, people: first.length, high: first.filter(isHigh).length })
  const again = await tablet.send(first)
  onMoment({ is: 'again', entries: first.length, known: again.known })
  const after = await tablet.send(second)
  const { open } = await duty.get<Alerts>(`${BASE}/alerts`)
  onMoment({ is: 'called', people: open.length })
  for (const { id } of open) await duty.post(`${BASE}/alerts/${id}/close`, { deed: 'sent-home' })
  const left = await duty.get<Alerts>(`${BASE}/alerts`)
  const highTwice = second.filter(isHigh).length
  const counts = [
    { what: 'door: stored', theirs: first.length + second.length, server: stored.stored + after.stored },
    { what: 'door: sent once more and known', theirs: first.length, server: again.known },
    { what: 'door: people', theirs: first.length, server: await peopleCounted(duty, first) },
    { what: 'door: told to the duty officer', theirs: highTwice, server: open.length },
    { what: 'door: dealt with', theirs: highTwice, server: left.done.length },
  ]
  return {
    counts,
    equal: counts.every(({ theirs, server }) => theirs === server),
    people: first.length,
    again: again.known,
    alerts: open.length,
  }
}

/** In the month, or the two months, in which they came. */
async function peopleCounted(duty: AuthorityClient, entries: readonly KioskEntry[]): Promise<number> {
  const months = new Set(entries.map(({ at }) => monthOf(at, TIME_ZONE)))
  let people = 0
  for (const month of months) people += (await duty.get<MonthCounts>(`${BASE}/months/${month}`)).sum.checked ?? 0
  return people
}

/** Half an hour of people, one each few seconds, and of those that were high the second measurement. */
function measured({ settings }: KioskHome, now: number): [KioskEntry[], KioskEntry[]] {
  const random = seeded(1)
  const begins = now - 30 * MINUTE_MS
  const first = Array.from(
    { length: PEOPLE },
    (_, at): KioskEntry => ({
      id: randomUUID(),
      at: new Date(begins + at * 5000).toISOString(),
      celsius: HIGH.get(at)?.first ?? (361 + random.below(11)) / 10,
      badge: null,
      follows: null,
    }),
  )
  const second = [...HIGH].map(([at, read]): KioskEntry => {
    const { id, at: came } = first[at]
    const later = Date.parse(came) + settings.waitMinutes * MINUTE_MS
    return { id: randomUUID(), celsius: read.second, badge: null, follows: id, at: new Date(later).toISOString() }
  })
  return [first, second]
}

/** As the tablet's own page asks. */
class Tablet {
  readonly home: KioskHome
  readonly #url: string
  readonly #token: string

  private constructor(url: string, { token, home }: { token: string; home: KioskHome }) {
    this.#url = url
    this.#token = token
    this.home = home
  }

  static async enrol(url: string, code: string): Promise<Tablet> {
    return new Tablet(url, await posted(`${url}${BASE}/enrol`, { code }, {}))
  }

  async send(entries: readonly KioskEntry[]): Promise<{ stored: number; known: number }> {
    const { outcomes } = await posted<Taken>(
      `${this.#url}${BASE}/kiosk/entries`,
      { sentAt: new Date().toISOString(), waiting: 0, entries },
      { authorization: `Bearer ${this.#token}` },
    )
    const of = (is: 'stored' | 'known') => outcomes.filter(each => each.is === is).length
    return { stored: of('stored'), known: of('known') }
  }
}

async function posted<Answer>(url: string, body: object, headers: Readonly<Record<string, string>>): Promise<Answer> {
  const response = await answerFrom(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw await refusedBy(response)
  return (await response.json()) as Answer
}
