/**
 * Letters as the queue takes and marks them (src/channels/outbox.ts). What a letter says is read from the log of releases in the
 * very transaction that sets its intent: once something was taken back, no letter that says the old begins to go out.
 */

import type { Reading, Writing } from '../../authority/store.ts'
import { SYSTEM } from '../../authority/trail.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import type { MailTo } from '../../channels/mail/mail.ts'
import type { Brake, Outbox, Queued } from '../../channels/outbox.ts'
import type { Content } from '../../channels/provider.ts'
import type { PushTo } from '../../channels/push/push.ts'
import { changesOf } from '../../channels/row-changes.ts'
import type { Sealing } from '../../channels/sealing.ts'
import { releasesOf } from '../bulletins/releases.ts'
import { bouncedOnce, endSubscription } from './asking.ts'
import { contentOf } from './fits.ts'
import { CONFIRM_REST_MS, CONFIRM_WITHIN_MS } from './limits.ts'
import type { Choices, Lane, SubscriptionChannel } from './model.ts'
import { subscribePath } from './page.ts'
import { SUBSCRIPTION_WORDS } from './page-words.ts'
import { type StoredLetter, type StoredSubscription, subscriptionRows } from './store.ts'

/** In one transaction, for one that may go out. */
const LOOKS_MAX = 50

export interface OutboxNeeds {
  readonly work: UnitOfWork
  readonly sealing: Sealing
  /** `https://host`, where the pages are, and whose they are. */
  readonly site: { readonly name: string; readonly origin: string }
}

/** Where a subscriber is, as a provider takes it; null: nobody can tell any more. */
type ToOf<To> = (opened: string, letter: StoredLetter) => To | null

export const mailTo: ToOf<MailTo> = (address, { id }) => ({ address, mark: id })

export const pushTo: ToOf<PushTo> = text => {
  const { endpoint, keys } = JSON.parse(text) as PushTo
  return { endpoint, keys }
}

export function letterOutbox<To>(needs: OutboxNeeds & { readonly lane: Lane; readonly to: ToOf<To> }): Outbox<To> {
  const { work, lane } = needs
  return {
    settle: async () =>
      await work.transaction(async ({ store, now }) => await subscriptionRows(store).settle(lane, now)),

    take: async wanted =>
      await work.transaction(async ({ store, now }) => {
        if (await isPaused(store, lane, now)) return []
        const rows = subscriptionRows(store)
        const taken: Queued<To>[] = []
        // Those of which nothing is to be said any more make way for others.
        for (let looks = 0; looks < LOOKS_MAX && taken.length === 0; looks++) {
          const due = await rows.due(lane, wanted)
          if (due.length === 0) break
          for (const letter of due) {
            const queued = await queuedOf(needs, store, letter, now)
            if (typeof queued === 'string') await rows.updateLetters([letter.id], { state: queued, changedAt: now })
            else taken.push(queued)
          }
        }
        const ids = taken.map(({ message }) => message.id)
        await rows.updateLetters(ids, { state: 'intent', changedAt: now })
        return taken
      }),

    mark: async ended =>
      await work.transaction(async tx => {
        const rows = subscriptionRows(tx.store)
        // One that came back before its answer was marked stays as one that came back.
        for (const [change, ids] of changesOf(ended, tx.now)) await rows.updateLetters(ids, change, 'intent')
        for (const { id, ending } of ended) {
          const letter = await rows.letter(id)
          if (letter === null) continue
          if (ending.is === 'waits') await rows.updateLetters([id], { tries: letter.tries + 1 })
          if (letter.subscription === null || ending.is !== 'refused') continue
          if (ending.isGone) await endSubscription(tx, letter.subscription, 'gone')
          else if (ending.why === 'recipientFull') await bouncedOnce(tx, letter.subscription)
        }
      }),

    // Endpoints that strangers have made up are refused one by one, and hold up no browser that there is.
    pause: async why => {
      if (lane !== 'confirm-push') await pauseLane(work, lane, why)
    },
  }
}

async function queuedOf<To>(
  needs: OutboxNeeds & { readonly lane: Lane; readonly to: ToOf<To> },
  store: Reading,
  letter: StoredLetter,
  now: number,
): Promise<Queued<To> | 'superseded' | 'expired'> {
  if (letter.subscription === null) return 'expired'
  const subscription = await subscriptionRows(store).subscription(letter.subscription)
  if (subscription === null) return 'expired'
  const content = await contentFor(needs, store, { letter, subscription, now })
  if (content === null) return 'superseded'
  const opened = needs.sealing.open(subscription.id, subscription.sealed)
  const to = opened === null ? null : needs.to(opened, letter)
  if (to === null) return 'expired'
  const { id, peer, tries, untilAt } = letter
  return { message: { id, to, content }, peer, tries, untilMs: untilAt }
}

/** Null: it was taken back, or a newer version was released. */
async function contentFor(
  { sealing, site }: OutboxNeeds,
  store: Reading,
  of: { readonly letter: StoredLetter; readonly subscription: StoredSubscription; readonly now: number },
): Promise<Content | null> {
  const { letter, subscription, now } = of
  const { id, channel, language } = subscription
  if (letter.bulletin === null) return confirmationOf(subscription, { site, link: sealing.link('confirm', id) })
  const release = (await releasesOf(store).of(letter.bulletin)).at(-1)
  if (release === undefined || release.serial !== letter.serial) return null
  const unsubscribe = channel === 'mail' ? `${site.origin}/bulletins/end/${sealing.link('end', id)}` : null
  return contentOf(release, { channel, language, origin: site.origin, unsubscribe, nowMs: now })
}

// The brake --------------------------------------------------------------------------------------------------------

export interface Paused extends Brake {
  readonly at: number
}

const settingOf = (lane: Lane) => `subscriptions.paused.${lane}`

/** Null: it goes on. */
export async function pausedOf(store: Reading, lane: Lane): Promise<Paused | null> {
  const text = await store.setting(settingOf(lane))
  return text === null ? null : (JSON.parse(text) as Paused)
}

async function isPaused(store: Reading, lane: Lane, now: number): Promise<boolean> {
  const paused = await pausedOf(store, lane)
  return paused !== null && (lane !== 'confirm' || paused.at + CONFIRM_REST_MS > now)
}

async function pauseLane(work: UnitOfWork, lane: Lane, { of, failed }: Brake): Promise<void> {
  await work.transaction(async ({ store, now, record, publish }) => {
    const paused: Paused = { of, failed, at: now }
    await store.setSetting(settingOf(lane), JSON.stringify(paused))
    await record(SYSTEM, {
      action: 'subscriptions.pause',
      subject: { kind: 'subscriptions', id: lane },
      details: { of, failed },
    })
    publish({ is: 'subscriptions' })
  })
}

/** False: it was not paused. */
export async function letGoOn(store: Writing, lane: Lane): Promise<boolean> {
  if ((await pausedOf(store, lane)) === null) return false
  await store.setSetting(settingOf(lane), null)
  return true
}

/**
 * What asks whether an address, or a browser, is of somebody who wants bulletins: a letter with a link, a first push that the browser
 * itself answers. Says nothing that whoever asked has written. Pure.
 */
function confirmationOf(
  {
    channel,
    wanted,
    language: present,
  }: Choices & { readonly channel: SubscriptionChannel; readonly wanted: Choices | null },
  of: { readonly site: { readonly name: string; readonly origin: string }; readonly link: string },
): Content {
  const { site, link } = of
  const language = wanted?.language ?? present
  const words = SUBSCRIPTION_WORDS[language]
  const confirmAt = `${site.origin}/bulletins/confirm/${link}`
  const content =
    channel === 'mail'
      ? { title: words.letterTitle(site.name), text: words.letter(site.name), link: confirmAt }
      : {
          title: words.firstPushTitle(site.name),
          text: words.firstPush,
          link: site.origin + subscribePath(language),
          confirmAt,
        }
  return { ...content, language, unsubscribe: null, isUrgent: false, lifeSeconds: CONFIRM_WITHIN_MS / 1000 }
}
