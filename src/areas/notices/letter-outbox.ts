/**
 * Letters as the queue takes and marks them (src/channels/outbox.ts). What a letter says is made in the very transaction that sets
 * its intent: what was approved, taken back, or is no longer chosen by then is not said, and a letter with nothing left to say
 * does not go out. Neither does one to somebody who may not sign in any more.
 */
import type { Reading } from '../../authority/store.ts'
import { SYSTEM } from '../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import type { MailTo } from '../../channels/mail/mail.ts'
import type { Brake, Outbox, Queued } from '../../channels/outbox.ts'
import type { Content } from '../../channels/provider.ts'
import type { PushTo } from '../../channels/push/push.ts'
import { changesOf } from '../../channels/row-changes.ts'
import type { Sealing } from '../../channels/sealing.ts'
import type { Person } from '../access/model.ts'
import { personRows } from '../access/store.ts'
import { confirmationOf, type KindNames, noticeOf, type Site } from './letter-text.ts'
import { AGAIN_MS, BRAKE_REST_MS, CONFIRM_WITHIN_MS } from './limits.ts'
import { endMail, mailReturned } from './mail-end.ts'
import { type NoticeWay, USUAL_CHOICES } from './model.ts'
import { endOfQuiet } from './quiet.ts'
import { relinkedAt } from './relinked.ts'
import { noticeRows, type StoredLetter } from './store.ts'
import { saidIn, toldOf } from './told.ts'

/** In one transaction, for one that may go out. */
const LOOKS_MAX = 50

export interface OutboxNeeds {
  readonly work: UnitOfWork
  readonly sealing: Sealing
  readonly site: Site
  readonly kinds: KindNames
}

/** Where somebody is, as a provider takes it, and what they are told. */
interface Ready<To> {
  readonly to: To
  readonly content: Content
}
type NotNow = 'superseded' | 'expired' | { readonly tryAt: number }

function isNotNow(given: object | NotNow): given is NotNow {
  return typeof given === 'string' || 'tryAt' in given
}

export const mailOutbox = (needs: OutboxNeeds) =>
  outboxOf<MailTo>(needs, 'mail', async (store, letter, now) => {
    const { id, person: own, target } = letter
    const person = await readerOf(store, own)
    if (person === null) return 'expired'
    if (target !== null) return await confirmationFor(needs, store, letter, now)
    const given = await contentFor(needs, store, { letter, person, now })
    if (isNotNow(given)) return given
    const address = await mailAddressOf(store, needs.sealing, person)
    return address === null ? 'expired' : { to: { address, mark: id }, content: given }
  })

export const pushOutbox = (needs: OutboxNeeds) =>
  outboxOf<PushTo>(needs, 'push', async (store, letter, now) => {
    const person = await readerOf(store, letter.person)
    const browser = await noticeRows(store).browser(letter.target ?? '')
    // One that belongs to somebody else by now is not told.
    if (person === null || browser?.person !== person.id) return 'expired'
    if (browser.since <= (await relinkedAt(store, person.id))) return 'expired'
    const given = await contentFor(needs, store, { letter, person, now })
    if (isNotNow(given)) return given
    const opened = needs.sealing.open(browser.id, browser.sealed)
    return opened === null ? 'expired' : { to: JSON.parse(opened) as PushTo, content: given }
  })

/** Where mail to somebody goes now; null: nowhere. */
export async function mailAddressOf(
  store: Reading,
  sealing: Sealing,
  { id, email }: Pick<Person, 'id' | 'email'>,
): Promise<string | null> {
  const rows = noticeRows(store)
  if (((await rows.person(id))?.mailEndedAt ?? null) !== null) return null
  const own = await rows.addressOf(id, 'on')
  if (own === null || own.askedAt <= (await relinkedAt(store, id))) return email
  return sealing.open(own.id, own.sealed) ?? email
}

function outboxOf<To>(
  { work }: OutboxNeeds,
  lane: NoticeWay,
  readyOf: (store: Reading, letter: StoredLetter, now: number) => Promise<Ready<To> | NotNow>,
): Outbox<To> {
  return {
    settle: async () => await work.transaction(async ({ store, now }) => await noticeRows(store).settle(lane, now)),

    take: async wanted =>
      await work.transaction(async ({ store, now }) => {
        if (await isPaused(store, lane, now)) return []
        const rows = noticeRows(store)
        const taken: Queued<To>[] = []
        // Those that have nothing to say any more make way for others.
        for (let looks = 0; looks < LOOKS_MAX && taken.length === 0; looks++) {
          const due = await rows.due(lane, wanted)
          if (due.length === 0) break
          for (const letter of due) {
            const ready = await readyOf(store, letter, now)
            const { id, peer, tries, untilAt: untilMs } = letter
            if (!isNotNow(ready)) taken.push({ message: { id, ...ready }, peer, tries, untilMs })
            else if (typeof ready === 'string') await rows.updateLetters([id], { state: ready, changedAt: now })
            else await rows.updateLetters([id], ready)
          }
        }
        const ids = taken.map(({ message }) => message.id)
        await rows.updateLetters(ids, { state: 'intent', changedAt: now })
        return taken
      }),

    mark: async ended =>
      await work.transaction(async tx => {
        const { now } = tx
        const rows = noticeRows(tx.store)
        // One that came back before its answer was marked stays as one that came back.
        for (const [change, ids] of changesOf(ended, now)) await rows.updateLetters(ids, change, 'intent')
        for (const { id, ending } of ended) {
          const letter = await rows.letter(id)
          if (letter === null) continue
          if (ending.is === 'waits') await rows.updateLetters([id], { tries: letter.tries + 1 })
          if (ending.is === 'expired' && now < letter.untilAt)
            await rows.updateLetters([id], { state: 'waits', tries: 0, tryAt: now + AGAIN_MS })
          if (ending.is !== 'refused') continue
          if (ending.isGone) await end(tx, letter)
          else if (ending.why === 'recipientFull') await mailReturned(tx, letter)
        }
      }),

    pause: async brake => await pauseLane(work, lane, brake),
  }
}

/** Null: nobody, or somebody who may not sign in. */
async function readerOf(store: Reading, id: string): Promise<Person | null> {
  const person = await personRows(store).find(id)
  return person?.isDisabled === false ? person : null
}

async function contentFor(
  { site, kinds }: OutboxNeeds,
  store: Reading,
  of: { readonly letter: StoredLetter; readonly person: Person; readonly now: number },
): Promise<Content | NotNow> {
  const { letter, person, now } = of
  const { lane: way } = letter
  const rows = noticeRows(store)
  const choices = (await rows.person(person.id))?.choices ?? USUAL_CHOICES
  const said = saidIn(toldOf(await rows.things(), person, { choices, way }), letter)
  if (said.length === 0) return 'superseded'
  const awakeAt = endOfQuiet(choices.quiet, now)
  if (awakeAt > now && !said.some(({ isUrgent }) => isUrgent)) return { tryAt: awakeAt }
  return noticeOf(said, { way, language: choices.language, site, kinds })
}

async function confirmationFor(
  { sealing, site }: OutboxNeeds,
  store: Reading,
  { id, person, target }: StoredLetter,
  now: number,
): Promise<Ready<MailTo> | NotNow> {
  const rows = noticeRows(store)
  const asked = await rows.address(target ?? '')
  if (asked?.state !== 'asked' || asked.askedAt + CONFIRM_WITHIN_MS <= now) return 'superseded'
  const address = sealing.open(asked.id, asked.sealed)
  if (address === null) return 'expired'
  const { language } = (await rows.person(person))?.choices ?? USUAL_CHOICES
  const link = sealing.link('confirm', asked.id)
  return { to: { address, mark: id }, content: confirmationOf(language, site, link) }
}

/** Whoever is behind the letter is there no more. */
async function end(tx: Transaction, letter: StoredLetter): Promise<void> {
  const { lane, target, person } = letter
  if (lane === 'push') await noticeRows(tx.store).dropBrowser(target ?? '')
  else if (target === null) await endMail(tx, person)
}

// The brake --------------------------------------------------------------------------------------------------------

const settingOf = (lane: NoticeWay) => `notices.paused.${lane}`

async function isPaused(store: Reading, lane: NoticeWay, now: number): Promise<boolean> {
  const at = await store.setting(settingOf(lane))
  return at !== null && Number(at) + BRAKE_REST_MS > now
}

async function pauseLane(work: UnitOfWork, lane: NoticeWay, { of, failed }: Brake): Promise<void> {
  await work.transaction(async ({ store, now, record }) => {
    await store.setSetting(settingOf(lane), String(now))
    await record(SYSTEM, { action: 'notices.pause', subject: { kind: 'notices', id: lane }, details: { of, failed } })
  })
}
