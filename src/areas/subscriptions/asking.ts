/**
 * How somebody comes to be a subscriber, and stops to be one.
 *
 *   address ─► asked ─► letter with a link ─► page ─► button ─► on      nobody is signed up who does not have the address
 *   browser ─► asked ─► first push ─► its service worker sends back what it was told ─► on      no browser that there is not
 *   link, one click of a mail program, bounce, endpoint that is gone ─► no row at all
 *
 * Whoever asks is told the same, whether an address is known or not. Confirmed choices of an address change by a confirmation alone:
 * whoever knows an address cannot turn it to English. Nobody but a browser knows its endpoint, so its choices change at once.
 */
import { randomUUID } from 'node:crypto'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { wallDate } from '../../base/wall-time.ts'
import { domainOf, sameAddress } from '../../channels/mail/address.ts'
import type { PushTo } from '../../channels/push/push.ts'
import type { Sealing } from '../../channels/sealing.ts'
import { TIME_ZONE } from '../../country/vn/time-zone.ts'
import type { Leaving } from '../../report/channel-records.ts'
import {
  ASK_AGAIN_MS,
  ASKS_MAX,
  BOUNCES_MAX,
  CONFIRM_WITHIN_MS,
  CONFIRMATIONS_WAITING_MAX,
  UNLINK_AFTER_MS,
} from './limits.ts'
import type { BrowserState, Choices, Lane, SubscriptionChannel, Turn } from './model.ts'
import { type StoredLetter, type StoredSubscription, subscriptionRows } from './store.ts'

/** In one transaction. */
const DROPPED_AT_ONCE = 500

/** full: too many wait already. written: a letter, or a push, asks whether it is meant; same: none has to. */
export type Asked = 'written' | 'same' | 'full'

export interface Asking {
  /** Nobody is told whether the address is known. */
  byMail(address: string, choices: Choices): Promise<Asked>
  /** What a link of a letter is about; null: it is too old, or none of ours. */
  asked(link: string): Promise<Choices | null>
  confirm(link: string): Promise<Choices | null>
  /** Of the link that confirms. */
  endLink(link: string): string | null
  /** Null: there is no such subscription any more, and nothing to do. False: it is no link of ours. */
  ending(link: string): Promise<Choices | null | false>
  end(link: string): Promise<boolean>
  byPush(to: PushTo, choices: Choices): Promise<Asked>
  browser(endpoint: string): Promise<BrowserState>
  endPush(endpoint: string): Promise<void>
  /** What was never confirmed, and what nobody needs to know any more. */
  tidy(): Promise<void>
}

export function askingUseCases(needs: {
  readonly work: UnitOfWork
  readonly sealing: Sealing
  /** A letter waits. */
  readonly wake: () => void
}): Asking {
  const { work, sealing, wake } = needs
  const ask = async (wanted: Choices, to: Reached): Promise<Asked> => {
    const became = await work.transaction(async tx => await askAs(tx, sealing, { ...to, wanted }))
    wake()
    return became
  }
  const linked = async (kind: 'confirm' | 'end', link: string) => {
    const id = sealing.linked(kind, link)
    return id === null ? null : await subscriptionRows(work.store).subscription(id)
  }
  return {
    byMail: async (address, choices) =>
      await ask(choices, {
        channel: 'mail',
        text: address,
        mark: sealing.mark('mail', sameAddress(address)),
        peer: sealing.mark('peer', domainOf(address)),
      }),

    asked: async link => {
      const found = await linked('confirm', link)
      return found === null ? null : (found.wanted ?? plain(found))
    },

    confirm: async link => {
      const id = sealing.linked('confirm', link)
      if (id === null) return null
      return await work.transaction(async tx => await confirm(tx, id))
    },

    endLink: link => {
      const id = sealing.linked('confirm', link)
      return id === null ? null : sealing.link('end', id)
    },

    ending: async link => {
      if (sealing.linked('end', link) === null) return false
      const found = await linked('end', link)
      return found === null ? null : plain(found)
    },

    end: async link => {
      const id = sealing.linked('end', link)
      if (id === null) return false
      await work.transaction(async tx => await endSubscription(tx, id, 'unsubscribed'))
      return true
    },

    byPush: async (to, choices) =>
      await ask(choices, {
        channel: 'push',
        text: JSON.stringify(to),
        mark: sealing.mark('push', to.endpoint),
        peer: sealing.mark('peer', new URL(to.endpoint).host),
      }),

    browser: async endpoint => {
      const mark = sealing.mark('push', endpoint)
      return (await subscriptionRows(work.store).withMark('push', mark))?.state ?? 'none'
    },

    endPush: async endpoint =>
      await work.transaction(async tx => {
        const mark = sealing.mark('push', endpoint)
        const found = await subscriptionRows(tx.store).withMark('push', mark)
        if (found !== null) await endSubscription(tx, found.id, 'unsubscribed')
      }),

    tidy: async () => {
      const step = async (act: (tx: Transaction) => Promise<number>) => {
        while ((await work.transaction(act)) === DROPPED_AT_ONCE);
      }
      await step(
        async ({ store, now }) =>
          await subscriptionRows(store).dropUnconfirmed(now - CONFIRM_WITHIN_MS, DROPPED_AT_ONCE),
      )
      await step(async ({ store, now }) => await subscriptionRows(store).unlink(now - UNLINK_AFTER_MS, DROPPED_AT_ONCE))
    },
  }
}

/** Where a letter or a push goes. */
interface Reached {
  readonly channel: SubscriptionChannel
  /** What is sealed of it. */
  readonly text: string
  readonly mark: string
  readonly peer: string
}

/** What asks whether it is meant has a queue of its own. */
const CONFIRM_LANES = { mail: 'confirm', push: 'confirm-push' } as const satisfies Record<SubscriptionChannel, Lane>

async function askAs(
  tx: Transaction,
  sealing: Sealing,
  { channel, text, mark, peer, wanted }: Reached & { readonly wanted: Choices },
): Promise<Asked> {
  const { store, now } = tx
  const rows = subscriptionRows(store)
  const found = await rows.withMark(channel, mark)
  const id = found?.id ?? randomUUID()
  const own = { sealed: sealing.seal(id, text), peer }
  if (channel === 'push' && found?.state === 'on') {
    await rows.putSubscription({ ...found, ...own, ...wanted })
    return 'same'
  }
  const lane = CONFIRM_LANES[channel]
  const waiting = await rows.countLetters({ lane, states: ['waits'] })
  if (waiting >= CONFIRMATIONS_WAITING_MAX) return 'full'
  const isFresh = found === null || found.askedAt + CONFIRM_WITHIN_MS <= now
  const { asks, askedAt } = isFresh ? { asks: 0, askedAt: now } : found
  if (asks >= ASKS_MAX || (asks > 0 && found !== null && found.lastAskedAt + ASK_AGAIN_MS > now)) return 'same'
  await rows.putSubscription({
    ...(found ?? { id, channel, state: 'asked', mark, bounces: 0, ...wanted }),
    ...own,
    wanted,
    askedAt,
    asks: asks + 1,
    lastAskedAt: now,
  })
  await rows.addLetters([confirmation({ id, peer }, lane, now)])
  // A second letter for whom the first was lost is nobody new, and neither is a subscriber who chooses anew. Of browsers, only what has
  // answered is known to be one.
  if (isFresh && found?.state !== 'on' && channel === 'mail') await counted(tx, channel, 'asked')
  return 'written'
}

function confirmation(to: Pick<StoredSubscription, 'id' | 'peer'>, lane: Lane, now: number): StoredLetter {
  return {
    id: randomUUID(),
    lane,
    subscription: to.id,
    bulletin: null,
    serial: 0,
    kind: 'confirm',
    turn: 0,
    state: 'waits',
    peer: to.peer,
    tries: 0,
    tryAt: now,
    untilAt: now + CONFIRM_WITHIN_MS,
    resent: 0,
    why: null,
    changedAt: now,
  }
}

async function confirm(tx: Transaction, id: string): Promise<Choices | null> {
  const { store, now } = tx
  const rows = subscriptionRows(store)
  const found = await rows.subscription(id)
  if (found === null || (found.state === 'asked' && found.askedAt + CONFIRM_WITHIN_MS <= now)) return null
  const chosen = found.wanted ?? plain(found)
  await rows.putSubscription({ ...found, ...chosen, state: 'on', wanted: null, bounces: 0 })
  if (found.state === 'on') return chosen
  if (found.channel === 'push') await counted(tx, 'push', 'asked')
  await counted(tx, found.channel, 'confirmed')
  return chosen
}

/** Without a trace of whose it was. The same one twice is one. */
export async function endSubscription(tx: Transaction, id: string, by: Leaving): Promise<void> {
  const rows = subscriptionRows(tx.store)
  const found = await rows.subscription(id)
  if (found === null) return
  await rows.dropSubscription(id)
  if (found.state === 'on') await counted(tx, found.channel, by)
}

/** A message to it came back that may have been for the moment. */
export async function bouncedOnce(tx: Transaction, id: string): Promise<void> {
  const rows = subscriptionRows(tx.store)
  const found = await rows.subscription(id)
  if (found === null) return
  const bounces = found.bounces + 1
  if (bounces >= BOUNCES_MAX) await endSubscription(tx, id, 'bounced')
  else await rows.putSubscription({ ...found, bounces })
}

async function counted({ store, now }: Transaction, channel: SubscriptionChannel, turn: Turn): Promise<void> {
  await subscriptionRows(store).countTurn(channel, wallDate(now, TIME_ZONE), turn)
}

function plain({ language, provinces, level }: Choices): Choices {
  return { language, provinces, level }
}
