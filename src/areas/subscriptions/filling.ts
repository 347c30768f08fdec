/**
 * The log of releases as letters: each release becomes one letter to each subscriber whom it is for, a page of them in one
 * transaction with the place in the log up to which that is done. Whatever is killed, it goes on from there.
 *
 *   publish          ─► whoever it fits, and whoever got an earlier version
 *   correct, cancel  ─► whoever something of the bulletin may have reached, and nobody else; that one was withdrawn in whose place
 *                       newer ones stand, nobody whom those are for: its words would say that it was wrong
 *
 * What waits of an earlier release goes out no more.
 */
import { randomUUID } from 'node:crypto'
import type { Reading } from '../../authority/store.ts'
import { SYSTEM } from '../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import type { Released } from '../bulletins/channel.ts'
import { releasesOf } from '../bulletins/releases.ts'
import { replacingNow } from '../bulletins/replacing.ts'
import { bulletinRows } from '../bulletins/store.ts'
import { fits, isFor, turnOf, untilMs } from './fits.ts'
import type { SubscriptionChannel } from './model.ts'
import { type LogPlace, type Recipient, type StoredLetter, subscriptionRows } from './store.ts'

/** Subscribers in one transaction. */
export const PAGE = 500

/** False: there is nothing left. */
export async function fillNext(work: UnitOfWork, channel: SubscriptionChannel): Promise<boolean> {
  return await work.transaction(async tx => await fillStep(tx, channel))
}

async function fillStep(tx: Transaction, channel: SubscriptionChannel): Promise<boolean> {
  const { store, now } = tx
  const rows = subscriptionRows(store)
  const place = await rows.place(channel)
  if (place.isRestored) {
    const serial = Math.max(place.serial, await bulletinRows(store).lastSerial())
    await rows.putPlace(channel, { serial, afterId: '', isRestored: false })
    return true
  }
  const [release] = await releasesOf(store).after(place.serial, 1)
  if (release === undefined) return false
  if (place.afterId === '') await rows.supersede(release.bulletin, channel, release.serial, now)
  const next =
    (await isLast(tx, release)) && isFor(channel, release) ? await fillPage(tx, { channel, release, place }) : null
  if (next !== null) {
    await rows.putPlace(channel, { ...place, afterId: next })
    return true
  }
  if (isFor(channel, release)) await told(tx, channel, release)
  await rows.putPlace(channel, { serial: release.serial, afterId: '', isRestored: false })
  return true
}

/** What was taken back meanwhile is said to nobody any more. */
async function isLast({ store }: Transaction, { bulletin, serial }: Released): Promise<boolean> {
  return (await releasesOf(store).of(bulletin)).at(-1)?.serial === serial
}

/** The last one of the page; null: that was the last page. */
async function fillPage(
  { store, now }: Transaction,
  of: { readonly channel: SubscriptionChannel; readonly release: Released; readonly place: LogPlace },
): Promise<string | null> {
  const { channel, release, place } = of
  const rows = subscriptionRows(store)
  const page = await rows.recipients(channel, { afterId: place.afterId, max: PAGE })
  const ids = page.map(({ id }) => id)
  const reached = await rows.reached(release.bulletin, channel, ids)
  const instead = await toldInstead(store, channel, release, now)
  const isToGetIt = (each: Recipient) =>
    (reached.has(each.id) && !instead.some(newer => fits(each, newer))) ||
    (release.kind === 'publish' && fits(each, release.content))
  const letter = (to: Recipient): StoredLetter => ({
    id: randomUUID(),
    lane: channel,
    subscription: to.id,
    bulletin: release.bulletin,
    serial: release.serial,
    kind: release.kind,
    turn: turnOf(release),
    state: 'waits',
    peer: to.peer,
    tries: 0,
    tryAt: now,
    untilAt: untilMs(release),
    resent: 0,
    why: null,
    changedAt: now,
  })
  await rows.addLetters(page.filter(isToGetIt).map(letter))
  return page.length < PAGE ? null : ids[ids.length - 1]
}

/** Newer ones of the same matter on this channel, where they stand in the place of what is withdrawn everywhere. */
async function toldInstead(store: Reading, channel: SubscriptionChannel, { kind, content }: Released, nowMs: number) {
  if (kind !== 'cancel' || content.matter === undefined) return []
  const { by, isWhole } = (await replacingNow(bulletinRows(store), nowMs)).by(content)
  return isWhole ? by.filter(newer => newer.isInForce && newer.channels.includes(channel)) : []
}

/** In the trail: how many, and nobody by name. */
async function told(
  { store, record, publish }: Transaction,
  channel: SubscriptionChannel,
  { bulletin, serial, kind }: Released,
): Promise<void> {
  const letters = await subscriptionRows(store).countLetters({
    lane: channel,
    serial,
    states: ['waits', 'intent', 'accepted', 'refused', 'returned', 'unknown', 'expired'],
  })
  await record(SYSTEM, {
    action: 'subscriptions.queue',
    subject: { kind: 'subscriptions', id: channel },
    details: { bulletin, serial, kind, letters },
  })
  publish({ is: 'subscriptions' })
}
