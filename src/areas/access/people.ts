/**
 * People: the first administrator, invitations, roles, and whatever ends somebody's sessions.
 *
 *   loa serve prints a link ──► setup ──► the first administrator
 *   an administrator ──► invite ──► a link, 24 hours, once ──► accept: sets a password
 *
 * Links carry 256 random bits; only their digest is kept. Every change and its entry of the trail are one transaction.
 */

import { createHash, randomBytes } from 'node:crypto'
import type { Actor, Role } from '../../authority/actor.ts'
import { notFound } from '../../authority/failures.ts'
import type { Page, PageQuery } from '../../authority/paging.ts'
import type { Reading, Writing } from '../../authority/store.ts'
import { type Deed, SYSTEM, trailActor } from '../../authority/trail.ts'
import type { UnitOfWork } from '../../authority/unit-of-work.ts'
import { operatorRows } from '../operators/store.ts'
import { accessFailure } from './failures.ts'
import type { Letters } from './letters.ts'
import type { Person } from './model.ts'
import { checkPassword } from './passwords.ts'
import { type PersonReading, personRows } from './store.ts'

export const LINK_LIFE_MS = 24 * 3_600_000

type Purpose = 'setup' | 'password'

export class People {
  readonly #work: UnitOfWork
  readonly #hash: (password: string) => Promise<string>
  readonly #origin: string
  readonly #letters: Letters
  /** Someone's sessions have ended: whatever is open for them must end too. */
  readonly #onEnded: (person: string) => void

  constructor(needs: {
    work: UnitOfWork
    hash: (password: string) => Promise<string>
    origin: string
    letters: Letters
    onEnded: (person: string) => void
  }) {
    this.#work = needs.work
    this.#hash = needs.hash
    this.#origin = needs.origin
    this.#letters = needs.letters
    this.#onEnded = needs.onEnded
  }

  get #asked(): PersonReading {
    return personRows(this.#work.store)
  }

  async needsSetup(): Promise<boolean> {
    return !(await this.#asked.isThereAdministrator())
  }

  /** The link for the first administrator; the one before it is worth nothing any more. Null: there is one. */
  async setupLink(): Promise<string | null> {
    if (!(await this.needsSetup())) return null
    return await this.#work.store.write(async store => await this.#link(store, 'setup', null))
  }

  async setUp(input: { token: string; name: string; email: string; password: string }): Promise<Person> {
    checkPassword(input.password, input)
    if (!(await this.needsSetup())) throw accessFailure('setupDone')
    await this.#checkLink(input.token, 'setup')
    const hash = await this.#hash(input.password)
    return await this.#work.transaction(async ({ store, now, record, publish }) => {
      const rows = personRows(store)
      if (await rows.isThereAdministrator()) throw accessFailure('setupDone')
      const taken = await rows.takeLink(digest(input.token), 'setup', now)
      if (taken === null) throw accessFailure('linkWrong')
      const { name, email } = input
      const person = { name, email, role: 'administrator' as const, operator: null }
      const id = await rows.create({ ...person, nowMs: now })
      if (id === null) throw accessFailure('emailTaken')
      await rows.setPassword(id, hash, now)
      await record(SYSTEM, deed('person.setup', id, { role: person.role }))
      publish({ is: 'people' })
      return await found(rows, id)
    })
  }

  async people(query: PageQuery): Promise<Page<Person>> {
    return await this.#asked.list(query)
  }

  async person(id: string): Promise<Person> {
    return await found(this.#asked, id)
  }

  async idOfEmail(email: string): Promise<string | null> {
    return await this.#asked.idOfEmail(email)
  }

  async signedIn(id: string): Promise<void> {
    await this.#work.store.write(async store => await personRows(store).signedIn(id, this.#work.now()))
  }

  /** False: it served before, or one after it did. */
  async takeTotpStep(id: string, step: number): Promise<boolean> {
    return await this.#work.store.write(async store => await personRows(store).takeTotpStep(id, step))
  }

  async livingSessions(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return await this.#asked.livingSessions(ids, this.#work.now())
  }

  async forgetRunOut(): Promise<void> {
    await this.#work.store.write(async store => await personRows(store).forgetRunOut(this.#work.now()))
  }

  async invite(
    actor: Actor,
    input: { name: string; email: string; role: Role; operator: string | null },
  ): Promise<{ person: Person; link: string }> {
    const invited = await this.#work.transaction(async ({ store, now, record, publish }) => {
      const rows = personRows(store)
      const { role, operator } = input
      await checkOperator(store, role, operator)
      const id = await rows.create({ ...input, nowMs: now })
      if (id === null) throw accessFailure('emailTaken')
      await record(trailActor(actor), deed('person.invite', id, { role, operator }))
      publish({ is: 'people' })
      return { person: await found(rows, id), link: await this.#link(store, 'password', id) }
    })
    this.#letters.letIn(actor, 'person.invite', invited.person)
    return invited
  }

  /** Whom the link was made for; who holds it may become them anyway. */
  async invitedBy(token: string): Promise<Pick<Person, 'name' | 'role'>> {
    const link = await this.#asked.findLink(digest(token), 'password', this.#work.now())
    if (link?.personId == null) throw accessFailure('linkWrong')
    const { name, role, isDisabled } = await found(this.#asked, link.personId)
    if (isDisabled) throw accessFailure('linkWrong')
    return { name, role }
  }

  async accept(input: { token: string; password: string }): Promise<Person> {
    checkPassword(input.password)
    await this.#checkLink(input.token, 'password')
    const hash = await this.#hash(input.password)
    return await this.#work.transaction(async ({ store, now, record, publish }) => {
      const rows = personRows(store)
      const taken = await rows.takeLink(digest(input.token), 'password', now)
      if (taken?.personId == null) throw accessFailure('linkWrong')
      const person = await found(rows, taken.personId)
      if (person.isDisabled) throw accessFailure('linkWrong')
      checkPassword(input.password, person)
      await rows.setPassword(person.id, hash, now)
      await record(SYSTEM, deed('person.password', person.id, {}))
      publish({ is: 'people' })
      return await found(rows, person.id)
    })
  }

  async change(
    actor: Actor,
    id: string,
    change: {
      name?: string | undefined
      role?: Role | undefined
      operator?: string | null | undefined
      isDisabled?: boolean | undefined
    },
  ): Promise<Person> {
    const { person, isOut, isOther } = await this.#work.transaction(async ({ store, now, record, publish }) => {
      const rows = personRows(store)
      const before = await found(rows, id)
      const role = change.role ?? before.role
      const operator = change.operator ?? (role === 'engineer' ? before.operator : null)
      const isDisabled = change.isDisabled ?? before.isDisabled
      const isOther = role !== before.role || operator !== before.operator
      const isSwitched = isDisabled !== before.isDisabled
      if (actor.id === id && (role !== before.role || isSwitched)) throw accessFailure('ownAccount')
      if (isOther) await checkOperator(store, role, operator)
      await rows.update(id, { name: change.name, role, operator, isDisabled, nowMs: now })
      const told = async (action: string, details: object) => await record(trailActor(actor), deed(action, id, details))
      if (isOther) await told('person.role', { from: before.role, role, operator })
      if (change.name !== undefined && change.name !== before.name) await told('person.name', {})
      if (isSwitched) await told(isDisabled ? 'person.disable' : 'person.enable', {})
      if (isDisabled || isOther) await rows.endSessions(id)
      publish({ is: 'people' })
      return { person: await found(rows, id), isOut: isDisabled || isOther, isOther }
    })
    if (isOut) this.#onEnded(id)
    if (isOther) this.#letters.letIn(actor, 'person.role', person)
    return person
  }

  /** Whatever they signed in with is gone; the link sets a new password. */
  async newLink(actor: Actor, id: string): Promise<{ person: Person; link: string }> {
    const linked = await this.#work.transaction(async ({ store, record, publish }) => {
      const rows = personRows(store)
      await found(rows, id)
      if (actor.id === id) throw accessFailure('ownAccount')
      await rows.forgetSignIn(id)
      await record(trailActor(actor), deed('person.link', id, {}))
      publish({ is: 'people' })
      return { link: await this.#link(store, 'password', id), person: await found(rows, id) }
    })
    this.#onEnded(id)
    this.#letters.changed(id, 'person.link')
    this.#letters.letIn(actor, 'person.link', linked.person)
    return linked
  }

  /** Nobody has a hash made by a link that there is not. */
  async #checkLink(token: string, purpose: Purpose): Promise<void> {
    if ((await this.#asked.findLink(digest(token), purpose, this.#work.now())) === null)
      throw accessFailure('linkWrong')
  }

  async #link(store: Writing, purpose: Purpose, personId: string | null): Promise<string> {
    const token = randomBytes(32).toString('base64url')
    await personRows(store).putLink({
      sha256: digest(token),
      purpose,
      personId,
      expiresAtMs: this.#work.now() + LINK_LIFE_MS,
    })
    return `${this.#origin}/${purpose === 'setup' ? 'setup' : 'invitation'}#token=${token}`
  }
}

async function found(rows: PersonReading, id: string): Promise<Person> {
  const person = await rows.find(id)
  if (person === null) throw notFound('person')
  return person
}

async function checkOperator(store: Reading, role: Role, operator: string | null): Promise<void> {
  if ((role === 'engineer') !== (operator !== null)) throw accessFailure('operatorOfEngineer')
  if (operator !== null && (await operatorRows(store).operator(operator)) === null)
    throw accessFailure('operatorOfEngineer')
}

function deed(action: string, id: string, details: object): Deed {
  return { action, subject: { kind: 'person', id }, details: { ...details } }
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
