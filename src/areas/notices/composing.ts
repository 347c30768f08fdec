/**
 * What stands becomes letters: for everybody who is to be told now, by each way, one letter for all of it; with how far they were told,
 * in one transaction. Whatever is killed, nobody gets two letters about one thing.
 */
import { randomUUID } from 'node:crypto'
import type { Reading } from '../../authority/store.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { domainOf } from '../../channels/mail/address.ts'
import type { Sealing } from '../../channels/sealing.ts'
import type { Person } from '../access/model.ts'
import { everybody, personRows } from '../access/store.ts'
import { LETTER_UNTIL_MS } from './limits.ts'
import { type NoticeWay, USUAL_CHOICES } from './model.ts'
import { noticeRows, type Place, type StoredLetter } from './store.ts'
import { type Due, dueOf, toldOf } from './told.ts'

export interface Ways {
  /** Whether this server can tell anybody that way. */
  readonly isOpen: (way: NoticeWay) => boolean
}

/** How many letters there are to send now. */
export async function compose(work: UnitOfWork, sealing: Sealing, ways: Ways): Promise<number> {
  // Most of the time there is nothing: nobody is kept from writing to find that out.
  if ((await dueNow(work.store, sealing, ways, work.now())).length === 0) return 0
  return await work.transaction(async ({ store, now }) => {
    const due = await dueNow(store, sealing, ways, now)
    const rows = noticeRows(store)
    for (const { place } of due) await rows.putPlace(place)
    const letters = due.flatMap(each => each.letters)
    await rows.addLetters(letters)
    return letters.length
  })
}

/** The letters of one person by one way: one for each browser, or one mail. */
interface DueLetters {
  /** Up to what they have been told once these are sent. */
  readonly place: Place
  readonly letters: readonly StoredLetter[]
}

async function dueNow(store: Reading, sealing: Sealing, { isOpen }: Ways, now: number): Promise<readonly DueLetters[]> {
  const rows = noticeRows(store)
  const things = await rows.things()
  if (things.length === 0) return []
  const ways = (['mail', 'push'] as const).filter(isOpen)
  const chosen = new Map((await rows.people()).map(each => [each.person, each]))
  const places = new Map((await rows.places()).map(each => [`${each.way} ${each.person}`, each]))
  const browsers = Map.groupBy(await rows.browsers(), ({ person }) => person)
  const told: DueLetters[] = []
  for (const person of await everybody(personRows(store))) {
    const of = chosen.get(person.id)
    const choices = of?.choices ?? USUAL_CHOICES
    for (const way of ways) {
      const targets =
        way === 'push'
          ? (browsers.get(person.id) ?? []).map(({ id, peer }) => ({ target: id, peer }))
          : of?.mailEndedAt == null
            ? [{ target: null, peer: peerOf(sealing, person) }]
            : []
      if (targets.length === 0) continue
      const place = places.get(`${way} ${person.id}`) ?? firstOf(person, way)
      const own = toldOf(things, person, { choices, way })
      const due = dueOf(own, { place, quiet: choices.quiet, nowMs: now })
      if (due === null) continue
      told.push({
        place: { ...place, urgent: due.urgent[1], usual: due.usual[1], lastAt: now },
        letters: targets.map(to => letterOf({ ...to, lane: way, person: person.id, due, now })),
      })
    }
  }
  return told
}

function firstOf({ id: person }: Person, way: NoticeWay): Place {
  return { person, way, urgent: 0, usual: 0, lastAt: 0 }
}

/** Of the account's address: one of their own lies mostly with the same. */
function peerOf(sealing: Sealing, { email }: Person): string {
  return sealing.mark('peer', domainOf(email))
}

function letterOf(of: {
  readonly lane: NoticeWay
  readonly person: string
  readonly target: string | null
  readonly peer: string
  readonly due: Due
  readonly now: number
}): StoredLetter {
  const { lane, person, target, peer, now } = of
  const { urgent, usual, isUrgent } = of.due
  return {
    id: randomUUID(),
    lane,
    person,
    target,
    turn: isUrgent ? 0 : 1,
    urgent,
    usual,
    state: 'waits',
    peer,
    tries: 0,
    tryAt: now,
    why: null,
    changedAt: now,
    untilAt: now + LETTER_UNTIL_MS,
  }
}
