/**
 * What people decide of their own notices: what they are told, how and when, at which address, in which browsers.
 *
 *   address ─► asked ─► letter with a link ─► the page Account of whoever asked ─► button ─► on
 *
 * Nobody decides it for somebody else. An address counts once its mailbox was read by the person who is signed in: whoever has only
 * one of the two gets nothing. What the trail tells of it holds no address.
 */
import { randomUUID } from 'node:crypto'
import type { Actor } from '../../authority/actor.ts'
import type { Reading } from '../../authority/store.ts'
import { trailActor } from '../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { domainOf, mailAddress, sameAddress } from '../../channels/mail/address.ts'
import type { PushChannel, PushTo } from '../../channels/push/push.ts'
import type { Sealing } from '../../channels/sealing.ts'
import { sha256Of } from '../../directive/signing.ts'
import type { Person } from '../access/model.ts'
import { personRows } from '../access/store.ts'
import { noticeFailure } from './failures.ts'
import { mailAddressOf } from './letter-outbox.ts'
import { ASKS_MAX, BROWSERS_MAX, CONFIRM_WITHIN_MS } from './limits.ts'
import { rowOf } from './mail-end.ts'
import { kindsOf, type NoticeChoices, type NoticeSettings, USUAL_CHOICES } from './model.ts'
import { relinkedAt } from './relinked.ts'
import { noticeRows, type StoredAddress, type StoredLetter } from './store.ts'

export interface OwnNotices {
  settings(actor: Actor): Promise<NoticeSettings>
  choose(actor: Actor, choices: NoticeChoices): Promise<NoticeSettings>
  /** A letter with a link goes there; the account's own needs none. */
  askAddress(actor: Actor, address: string): Promise<NoticeSettings>
  confirmAddress(actor: Actor, link: string): Promise<NoticeSettings>
  /** Mail goes to the account's own again, also where it had come back. */
  useAccount(actor: Actor): Promise<NoticeSettings>
  /** Mail that had come back is sent again to where it went. */
  mailAgain(actor: Actor): Promise<NoticeSettings>
  addBrowser(actor: Actor, to: PushTo): Promise<NoticeSettings>
  dropBrowser(actor: Actor, id: string): Promise<NoticeSettings>
}

export function ownNotices(needs: {
  readonly work: UnitOfWork
  readonly sealing: Sealing
  readonly isMailOpen: boolean
  readonly push: Pick<PushChannel, 'publicKey' | 'services'> | null
  /** A letter waits. */
  readonly wake: () => void
  /** Their mail goes elsewhere from now on: for whoever did not want that. */
  readonly onAddress: (person: string) => void
}): OwnNotices {
  const { work, sealing, isMailOpen, push, wake, onAddress } = needs
  const shown = async (store: Reading, actor: Actor): Promise<NoticeSettings> => {
    const rows = noticeRows(store)
    const person = await personOf(store, actor)
    const of = await rows.person(actor.id)
    const asked = await rows.addressOf(actor.id, 'asked')
    const from = await relinkedAt(store, actor.id)
    const browsers = (await rows.browsersOf(actor.id)).filter(({ since }) => since > from)
    return {
      kinds: [...kindsOf(person.role)],
      choices: of?.choices ?? USUAL_CHOICES,
      mail: {
        isOpen: isMailOpen,
        to: await mailAddressOf(store, sealing, person),
        account: person.email,
        asked: asked === null ? null : sealing.open(asked.id, asked.sealed),
        endedAt: of?.mailEndedAt == null ? null : new Date(of.mailEndedAt).toISOString(),
      },
      push: {
        key: push?.publicKey ?? null,
        browsers: browsers.map(({ id, since, sealed }) => ({
          id,
          since: new Date(since).toISOString(),
          endpoint: sha256Of(endpointOf(sealing.open(id, sealed))),
        })),
      },
    }
  }
  const change = async (actor: Actor, act: (tx: Transaction) => Promise<void>) =>
    await work.transaction(async tx => {
      await act(tx)
      return await shown(tx.store, actor)
    })
  const toAccount = async (tx: Transaction, actor: Actor) => {
    const rows = noticeRows(tx.store)
    await rows.dropAddress(actor.id, 'asked')
    await rows.dropAddress(actor.id, 'on')
    await mailGoesOn(tx, actor.id)
    await recorded(tx, actor, 'address-off')
  }
  return {
    settings: async actor => await shown(work.store, actor),

    choose: async (actor, choices) =>
      await change(actor, async tx => {
        const of = await rowOf(tx, actor.id)
        await noticeRows(tx.store).putPerson({ ...of, choices })
        await recorded(tx, actor, 'choose', { ...choices })
      }),

    askAddress: async (actor, given) => {
      if (!isMailOpen) throw noticeFailure('noticeMailClosed')
      const address = mailAddress(given)
      if (address === null) throw noticeFailure('noticeAddressWrong')
      const settings = await change(actor, async tx => {
        const { email } = await personOf(tx.store, actor)
        if (sameAddress(address) === sameAddress(email)) await toAccount(tx, actor)
        else await ask(tx, sealing, actor, address)
      })
      wake()
      return settings
    },
    confirmAddress: async (actor, link) => {
      const settings = await change(actor, async tx => {
        const { store, now } = tx
        const rows = noticeRows(store)
        const asked = await rows.address(sealing.linked('confirm', link) ?? '')
        if (asked?.state !== 'asked' || asked.person !== actor.id || isOld(asked, now))
          throw noticeFailure('noticeLinkOld')
        await rows.putAddress({ ...asked, state: 'on', askedAt: now })
        await mailGoesOn(tx, actor.id)
        await recorded(tx, actor, 'address-on')
      })
      onAddress(actor.id)
      return settings
    },
    useAccount: async actor => await change(actor, async tx => await toAccount(tx, actor)),
    mailAgain: async actor =>
      await change(actor, async tx => {
        await mailGoesOn(tx, actor.id)
        await recorded(tx, actor, 'mail-again')
      }),

    addBrowser: async (actor, to) => {
      if (push === null) throw noticeFailure('noticePushClosed')
      // An endpoint is an address that somebody else chose: never one of the authority's own network.
      if (!push.services.take(to.endpoint))
        throw noticeFailure('noticeServiceUnknown', { host: new URL(to.endpoint).host })
      return await change(actor, async tx => await addBrowser(tx, sealing, actor, to))
    },
    dropBrowser: async (actor, id) =>
      await change(actor, async tx => {
        if ((await noticeRows(tx.store).browser(id))?.person === actor.id) await dropBrowser(tx, actor, id)
      }),
  }
}

function endpointOf(opened: string | null): string {
  return opened === null ? '' : (JSON.parse(opened) as PushTo).endpoint
}

async function personOf(store: Reading, { id }: Actor): Promise<Person> {
  const person = await personRows(store).find(id)
  if (person === null) throw new TypeError('somebody who is signed in and is nobody')
  return person
}

async function ask(tx: Transaction, sealing: Sealing, actor: Actor, address: string): Promise<void> {
  const { store, now } = tx
  const rows = noticeRows(store)
  const of = await rowOf(tx, actor.id)
  const isFresh = of.askedAt + CONFIRM_WITHIN_MS <= now
  const { asks, askedAt } = isFresh ? { asks: 0, askedAt: now } : of
  if (asks >= ASKS_MAX) throw noticeFailure('noticeAsksTooMany', { max: ASKS_MAX })
  await rows.putPerson({ ...of, asks: asks + 1, askedAt })
  const id = randomUUID()
  // Of the links that went out before, none counts any more.
  const sealed = sealing.seal(id, address)
  await rows.putAddress({ id, person: actor.id, state: 'asked', sealed, askedAt: now })
  await rows.addLetters([confirmation(actor.id, id, sealing.mark('peer', domainOf(address)), now)])
  await recorded(tx, actor, 'address-ask')
}

function confirmation(person: string, target: string, peer: string, now: number): StoredLetter {
  return {
    id: randomUUID(),
    lane: 'mail',
    person,
    target,
    turn: 1,
    urgent: [0, 0],
    usual: [0, 0],
    state: 'waits',
    peer,
    tries: 0,
    tryAt: now,
    untilAt: now + CONFIRM_WITHIN_MS,
    why: null,
    changedAt: now,
  }
}

function isOld({ askedAt }: StoredAddress, now: number): boolean {
  return askedAt + CONFIRM_WITHIN_MS <= now
}

async function mailGoesOn(tx: Transaction, person: string): Promise<void> {
  const of = await rowOf(tx, person)
  if (of.mailEndedAt === null && of.bounces === 0) return
  await noticeRows(tx.store).putPerson({ ...of, bounces: 0, mailEndedAt: null })
}

/** Whoever had it before is told there no more: it is another person's now. */
async function addBrowser(tx: Transaction, sealing: Sealing, actor: Actor, to: PushTo): Promise<void> {
  const { store, now } = tx
  const rows = noticeRows(store)
  const mark = sealing.mark('push', to.endpoint)
  const found = await rows.browserWithMark(mark)
  const own = await rows.browsersOf(actor.id)
  if (found?.person !== actor.id && own.length >= BROWSERS_MAX)
    throw noticeFailure('noticeBrowsersFull', { max: BROWSERS_MAX })
  if (found !== null) await rows.dropBrowser(found.id)
  const id = randomUUID()
  await rows.putBrowser({
    id,
    person: actor.id,
    mark,
    sealed: sealing.seal(id, JSON.stringify(to)),
    since: now,
    peer: sealing.mark('peer', new URL(to.endpoint).host),
  })
  if (own.length === 0) await beginNow(tx, actor.id)
  if (found?.person !== actor.id) await recorded(tx, actor, 'browser-on')
}

/** What stood before the first browser is not news to it. */
async function beginNow({ store }: Transaction, person: string): Promise<void> {
  const rows = noticeRows(store)
  const newest = (await rows.things()).at(-1)?.serial ?? 0
  await rows.putPlace({ person, way: 'push', urgent: newest, usual: newest, lastAt: 0 })
}

async function dropBrowser(tx: Transaction, actor: Actor, id: string): Promise<void> {
  await noticeRows(tx.store).dropBrowser(id)
  await recorded(tx, actor, 'browser-off')
}

async function recorded(
  { record }: Transaction,
  actor: Actor,
  what: string,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await record(trailActor(actor), { action: `notices.${what}`, subject: { kind: 'notices', id: actor.id }, details })
}
