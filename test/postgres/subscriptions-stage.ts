/** An authority with bulletins and people who asked for them, and a world that keeps what went out to them, for the tests. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { plainDraft } from '../../src/areas/bulletins/fixtures.test.ts'
import type { BulletinDraft } from '../../src/areas/bulletins/model.ts'
import { askingUseCases } from '../../src/areas/subscriptions/asking.ts'
import { fillNext } from '../../src/areas/subscriptions/filling.ts'
import { letterOutbox, mailTo, pushTo } from '../../src/areas/subscriptions/letter-outbox.ts'
import type { Choices } from '../../src/areas/subscriptions/model.ts'
import { subscriptionOffice } from '../../src/areas/subscriptions/office.ts'
import { subscriptionRows } from '../../src/areas/subscriptions/store.ts'
import type { SubscriptionTables } from '../../src/areas/subscriptions/tables.ts'
import type { UnitOfWork } from '../../src/authority/unit-of-work.ts'
import type { MailTo } from '../../src/channels/mail/mail.ts'
import type { Outbox } from '../../src/channels/outbox.ts'
import { ACCEPTED, type Answer, type Message } from '../../src/channels/provider.ts'
import type { PushTo } from '../../src/channels/push/push.ts'
import { Sealing } from '../../src/channels/sealing.ts'
import { withBulletins } from './bulletins-stage.ts'
import type { Databases } from './databases.ts'

export const SITE = { name: 'Bộ Y tế', origin: 'https://loa.example.vn' }
export const EVERYTHING: Choices = { language: 'vi', provinces: null, level: 'normal' }
export const SECRET = 'of the data directory'

/** By mail and push, in Vietnamese, with its correction. */
export function told(until: string, change: Partial<BulletinDraft> = {}): BulletinDraft {
  const draft = plainDraft(until)
  const mail = { language: 'vi', subject: 'Rửa tay', text: 'Hãy rửa tay.' }
  const push = { language: 'vi', title: 'Rửa tay', text: 'Hãy rửa tay.' }
  const text = 'Tin trước không đúng.'
  return {
    ...draft,
    renditions: { ...draft.renditions, mail: [mail], push: [push] },
    correction: { ...draft.correction, mail: [{ ...mail, subject: 'Rửa tay', text }], push: [{ ...push, text }] },
    ...change,
  }
}

export type Sent<To> = Message<To> & { readonly answer: Answer }

export async function withSubscribers(t: TestContext, databases: Databases) {
  const of = await withBulletins(t, databases)
  const { work, stage } = of
  const sealing = new Sealing(SECRET, 'subscriptions')
  const seen = (own: UnitOfWork) => ({
    asking: askingUseCases({ work: own, sealing, wake: () => undefined }),
    office: subscriptionOffice({ work: own, isOpen: () => true, wake: () => undefined }),
    outbox: {
      mail: letterOutbox({ work: own, sealing, site: SITE, lane: 'mail', to: mailTo }),
      confirm: letterOutbox({ work: own, sealing, site: SITE, lane: 'confirm', to: mailTo }),
      'confirm-push': letterOutbox({ work: own, sealing, site: SITE, lane: 'confirm-push', to: pushTo }),
      push: letterOutbox({ work: own, sealing, site: SITE, lane: 'push', to: pushTo }),
    },
  })
  const own = seen(work)
  const { asking, outbox } = own
  const rows = subscriptionRows(work.store)
  const idOf = async (address: string) => {
    const found = await rows.withMark('mail', sealing.mark('mail', address.toLowerCase()))
    return found?.id ?? assert.fail(`nobody has ${address}`)
  }
  const askedBy = async (name: string, choices: Partial<Choices> = {}) => {
    const endpoint = `https://fcm.googleapis.com/fcm/send/${name}`
    await asking.byPush({ endpoint, keys: null }, { ...EVERYTHING, ...choices })
    return endpoint
  }
  return {
    ...of,
    ...own,
    sealing,
    rows,
    idOf,
    seen,
    tables: stage.database.kysely.withTables<SubscriptionTables>(),
    /** As whoever has the mailbox: the link of its letter, and the button. */
    subscriber: async (address: string, choices: Partial<Choices> = {}) => {
      assert.notEqual(await asking.byMail(address, { ...EVERYTHING, ...choices }), 'full')
      const id = await idOf(address)
      assert.ok((await asking.confirm(sealing.link('confirm', id))) !== null)
      return id
    },
    /** As a browser: it sends back what the first push tells it. */
    browser: async (name: string, choices: Partial<Choices> = {}) => {
      const endpoint = await askedBy(name, choices)
      const found = await rows.withMark('push', sealing.mark('push', endpoint))
      await asking.confirm(sealing.link('confirm', found?.id ?? assert.fail()))
      return endpoint
    },
    askedBy,
    fill: async () => {
      for (const channel of ['mail', 'push'] as const) while (await fillNext(work, channel));
    },
    /** All that is due goes out, and is answered as it is said. */
    send: async (lane: 'mail' | 'confirm', answer: (address: string) => Answer = () => ACCEPTED) =>
      await sendAll(work, outbox[lane], ({ address }: MailTo) => answer(address)),
    push: async (answer: (endpoint: string) => Answer = () => ACCEPTED, lane: 'push' | 'confirm-push' = 'push') =>
      await sendAll(work, outbox[lane], ({ endpoint }: PushTo) => answer(endpoint)),
  }
}

export async function sendAll<To>(
  work: UnitOfWork,
  outbox: Outbox<To>,
  answer: (to: To) => Answer,
  max = 10,
): Promise<readonly Sent<To>[]> {
  const sent: Sent<To>[] = []
  for (;;) {
    const taken = await outbox.take({ max, nowMs: work.now(), except: [] })
    if (taken.length === 0) return sent
    const answered = taken.map(({ message }) => ({ ...message, answer: answer(message.to) }))
    sent.push(...answered)
    const endingOf = (given: Answer) =>
      given.is === 'notNow' ? { is: 'waits' as const, tryAtMs: work.now() + 1000, why: given.why } : given
    await outbox.mark(answered.map(({ id, answer: given }) => ({ id, ending: endingOf(given) })))
  }
}

/** Every table as text: what whoever has the database can read. */
export async function everything(of: {
  readonly stage: { readonly database: { readonly kysely: unknown } }
  readonly tables: Awaited<ReturnType<typeof withSubscribers>>['tables']
}): Promise<string> {
  const { tables } = of
  const every = await tables.introspection.getTables()
  const all: unknown[] = []
  for (const { name } of every) {
    const named = name as keyof SubscriptionTables
    all.push(await tables.selectFrom(named).selectAll().execute())
  }
  return JSON.stringify(all)
}
