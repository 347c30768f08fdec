/** An authority with people who are told of what waits, and a world that keeps what went out to them, for the tests. */
import type { TestContext } from 'node:test'
import { AREAS } from '../../src/app/areas.ts'
import { kindNames } from '../../src/app/trail-names.ts'
import { personRows } from '../../src/areas/access/store.ts'
import { lookForOperators } from '../../src/areas/notices/absences.ts'
import { compose } from '../../src/areas/notices/composing.ts'
import { mailOutbox, pushOutbox } from '../../src/areas/notices/letter-outbox.ts'
import { type NoticeChoices, USUAL_CHOICES } from '../../src/areas/notices/model.ts'
import { ownNotices } from '../../src/areas/notices/own.ts'
import type { NoticeTables } from '../../src/areas/notices/tables.ts'
import type { Actor, Role } from '../../src/authority/actor.ts'
import type { Transaction, UnitOfWork } from '../../src/authority/unit-of-work.ts'
import { setStanding } from '../../src/authority/waiting.ts'
import { ACCEPTED, type Answer } from '../../src/channels/provider.ts'
import { PushServices } from '../../src/channels/push/push.ts'
import { Sealing } from '../../src/channels/sealing.ts'
import { withBulletins } from './bulletins-stage.ts'
import type { Databases } from './databases.ts'
import { SECOND } from './stage.ts'
import { SECRET, SITE, sendAll } from './subscriptions-stage.ts'

export const MINUTE = 60 * SECOND
const KEYS = { p256dh: 'k'.repeat(87), auth: 'a'.repeat(22) }

/** Whoever is to be told, made of a short name; the approver is `person('approver', 'pd')`. */
export async function withNotices(t: TestContext, databases: Databases) {
  const of = await withBulletins(t, databases)
  const { work, stage } = of
  const { clock } = stage
  const sealing = new Sealing(SECRET, 'notices')
  const told: string[] = []
  const own = ownNotices({
    work,
    sealing,
    isMailOpen: true,
    wake: () => undefined,
    push: { publicKey: 'P', services: new PushServices([]) },
    onAddress: person => void told.push(person),
  })
  const seen = (mine: UnitOfWork) => {
    const needs = { work: mine, sealing, site: SITE, kinds: kindNames(AREAS) }
    const outbox = { mail: mailOutbox(needs), push: pushOutbox(needs) }
    return {
      outbox,
      compose: async () => await compose(mine, sealing, { isOpen: () => true }),
      mail: async (answer: (address: string) => Answer = () => ACCEPTED) =>
        await sendAll(mine, outbox.mail, ({ address }) => answer(address)),
      push: async (answer: Answer = ACCEPTED) => await sendAll(mine, outbox.push, () => answer),
    }
  }
  const world = seen(work)
  const person = async (role: Role, name: string): Promise<Actor> => {
    const email = `${name}@bo.example`
    const id = await work.transaction(
      async ({ store, now }) =>
        await personRows(store).create({ name: `Người ${name}`, email, role, operator: null, nowMs: now }),
    )
    return { kind: 'person', id: id ?? '', name: `Người ${name}`, role, operator: null }
  }
  return {
    ...of,
    ...world,
    clock,
    own,
    seen,
    sealing,
    person,
    told,
    tables: stage.database.kysely.withTables<NoticeTables>(),
    /** At that time of that day in Viet Nam, never back. */
    at: (wall: string) => clock.advance(Date.parse(`${wall}+07:00`) - clock.now()),
    stands: async (id: string, by: Actor, change: Change = {}) =>
      await work.transaction(async tx => await stand(tx, id, by, change)),
    /** What comes of it when everything was looked at a minute later. */
    looked: async () => {
      clock.advance(MINUTE)
      await world.compose()
      return [...(await world.mail())]
    },
    browser: async (actor: Actor, name: string) =>
      await own.addBrowser(actor, { endpoint: `https://fcm.googleapis.com/fcm/send/${name}`, keys: KEYS }),
    chose: async (actor: Actor, change: Partial<NoticeChoices>) =>
      await own.choose(actor, { ...USUAL_CHOICES, ...change }),
    disabled: async ({ id }: Actor) =>
      await work.transaction(
        async ({ store, now }) => await personRows(store).update(id, { isDisabled: true, nowMs: now }),
      ),
    operators: async (startedAt = 0) =>
      await lookForOperators(work, { operators: await stage.authority.operators(), startedAt }),
  }
}

export const addressesOf = (sent: readonly { readonly to: { readonly address: string } }[]) =>
  sent.map(({ to }) => to.address.replace('@bo.example', '')).toSorted()

interface Change {
  readonly isUrgent?: boolean
  readonly is?: 'gone'
}

/** As whatever area's step would have it. */
export async function stand(
  tx: Transaction,
  id: string,
  by: Actor,
  { isUrgent = false, is }: Change = {},
): Promise<void> {
  await setStanding(
    tx,
    { kind: 'round', id },
    is === 'gone'
      ? null
      : { is: 'waits', roles: ['approver'], people: [by.id], by: by.name, page: `/rounds/${id}`, isUrgent },
  )
}
