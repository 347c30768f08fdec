/**
 * People: the first administrator, invitations, roles, and whatever ends somebody's sessions.
 *
 *   loa serve prints a link ──► setup ──► the first administrator
 *   an administrator ──► invite ──► a link, 24 hours, once ──► accept: sets a password
 *
 * Links carry 256 random bits; only their digest is kept. Every change stands in the trail.
 */
import { createHash, randomBytes } from 'node:crypto'
import { Failure } from '../../base/failure.ts'
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from '../../http/sign-in.ts'
import type { Actor, Page, PageQuery, Person, Role } from '../rounds/model.ts'
import type { UseCases } from '../rounds/use-cases.ts'

export const LINK_LIFE_MS = 24 * 3_600_000

type Purpose = 'setup' | 'password'

export interface PersonStore {
  list(query: PageQuery): Promise<Page<Person>>
  find(id: string): Promise<Person | null>
  idOfEmail(email: string): Promise<string | null>
  isThereAdministrator(): Promise<boolean>
  create(person: {
    name: string
    email: string
    role: Role
    operator: string | null
    nowMs: number
  }): Promise<string | null>
  update(
    id: string,
    change: {
      name?: string | undefined
      role?: Role | undefined
      operator?: string | null | undefined
      isDisabled?: boolean | undefined
      nowMs: number
    },
  ): Promise<void>
  signedIn(id: string, nowMs: number): Promise<void>
  setPassword(id: string, hash: string, nowMs: number): Promise<void>
  forgetSignIn(id: string): Promise<void>
  endSessions(id: string): Promise<void>
  livingSessions(ids: readonly string[], nowMs: number): Promise<ReadonlySet<string>>
  forgetRunOut(nowMs: number): Promise<void>
  putLink(link: {
    sha256: string
    purpose: Purpose
    personId: string | null
    expiresAtMs: number
  }): Promise<void>
  takeLink(
    sha256: string,
    purpose: Purpose,
    nowMs: number,
  ): Promise<{ personId: string | null } | null>
}

export class People {
  readonly #store: PersonStore
  readonly #authority: Pick<UseCases, 'record' | 'operators'>
  readonly #hash: (password: string) => Promise<string>
  readonly #origin: string
  readonly #nowMs: () => number
  /** Someone's sessions have ended: whatever is open for them must end too. */
  readonly #onEnded: (person: string) => void

  constructor(needs: {
    store: PersonStore
    authority: Pick<UseCases, 'record' | 'operators'>
    hash: (password: string) => Promise<string>
    origin: string
    nowMs: () => number
    onEnded: (person: string) => void
  }) {
    this.#store = needs.store
    this.#authority = needs.authority
    this.#hash = needs.hash
    this.#origin = needs.origin
    this.#nowMs = needs.nowMs
    this.#onEnded = needs.onEnded
  }

  async needsSetup(): Promise<boolean> {
    return !(await this.#store.isThereAdministrator())
  }

  /** The link for the first administrator; the one before it is worth nothing any more. Null: there is one. */
  async setupLink(): Promise<string | null> {
    if (!(await this.needsSetup())) return null
    return await this.#link('setup', null)
  }

  async setUp(input: {
    token: string
    name: string
    email: string
    password: string
  }): Promise<Person> {
    checkPassword(input.password)
    if (!(await this.needsSetup())) throw new Failure('setupDone')
    const hash = await this.#hash(input.password)
    const taken = await this.#store.takeLink(digest(input.token), 'setup', this.#nowMs())
    if (taken === null) throw new Failure('linkWrong')
    const id = await this.#store.create({
      name: input.name,
      email: input.email,
      role: 'administrator',
      operator: null,
      nowMs: this.#nowMs(),
    })
    if (id === null) throw new Failure('emailTaken')
    await this.#store.setPassword(id, hash, this.#nowMs())
    await this.#record('system', 'person.setup', id, { role: 'administrator' })
    return await this.person(id)
  }

  async people(query: PageQuery): Promise<Page<Person>> {
    return await this.#store.list(query)
  }

  async person(id: string): Promise<Person> {
    const found = await this.#store.find(id)
    if (found === null) throw new Failure('notFound', { what: 'person' })
    return found
  }

  async idOfEmail(email: string): Promise<string | null> {
    return await this.#store.idOfEmail(email)
  }

  async signedIn(id: string): Promise<void> {
    await this.#store.signedIn(id, this.#nowMs())
  }

  async livingSessions(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return await this.#store.livingSessions(ids, this.#nowMs())
  }

  async forgetRunOut(): Promise<void> {
    await this.#store.forgetRunOut(this.#nowMs())
  }

  async invite(
    actor: Actor,
    input: { name: string; email: string; role: Role; operator: string | null },
  ): Promise<{ person: Person; link: string }> {
    await this.#checkOperator(input.role, input.operator)
    const id = await this.#store.create({ ...input, nowMs: this.#nowMs() })
    if (id === null) throw new Failure('emailTaken')
    await this.#record(actor, 'person.invite', id, { role: input.role, operator: input.operator })
    return { person: await this.person(id), link: await this.#link('password', id) }
  }

  async accept(input: { token: string; password: string }): Promise<Person> {
    checkPassword(input.password)
    const hash = await this.#hash(input.password)
    const taken = await this.#store.takeLink(digest(input.token), 'password', this.#nowMs())
    if (taken?.personId == null) throw new Failure('linkWrong')
    const person = await this.person(taken.personId)
    if (person.isDisabled) throw new Failure('linkWrong')
    await this.#store.setPassword(person.id, hash, this.#nowMs())
    await this.#record('system', 'person.password', person.id, {})
    return await this.person(person.id)
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
    const before = await this.person(id)
    const role = change.role ?? before.role
    const operator = change.operator ?? (role === 'engineer' ? before.operator : null)
    const isDisabled = change.isDisabled ?? before.isDisabled
    if (actor.id === id && (role !== before.role || isDisabled !== before.isDisabled))
      throw new Failure('ownAccount')
    if (role !== before.role || operator !== before.operator)
      await this.#checkOperator(role, operator)
    await this.#store.update(id, {
      name: change.name,
      role,
      operator,
      isDisabled,
      nowMs: this.#nowMs(),
    })
    if (role !== before.role || operator !== before.operator)
      await this.#record(actor, 'person.role', id, { from: before.role, role, operator })
    if (change.name !== undefined && change.name !== before.name)
      await this.#record(actor, 'person.name', id, {})
    if (isDisabled !== before.isDisabled)
      await this.#record(actor, isDisabled ? 'person.disable' : 'person.enable', id, {})
    if (isDisabled || role !== before.role || operator !== before.operator)
      await this.#endSessions(id)
    return await this.person(id)
  }

  /** Whatever they signed in with is gone; the link sets a new password. */
  async newLink(actor: Actor, id: string): Promise<{ person: Person; link: string }> {
    await this.person(id)
    if (actor.id === id) throw new Failure('ownAccount')
    await this.#store.forgetSignIn(id)
    this.#onEnded(id)
    await this.#record(actor, 'person.link', id, {})
    return { link: await this.#link('password', id), person: await this.person(id) }
  }

  async #endSessions(id: string): Promise<void> {
    await this.#store.endSessions(id)
    this.#onEnded(id)
  }

  async #checkOperator(role: Role, operator: string | null): Promise<void> {
    const belongs = role === 'engineer'
    if (belongs !== (operator !== null)) throw new Failure('operatorOfEngineer')
    if (operator === null) return
    const known = await this.#authority.operators()
    if (!known.some(({ id }) => id === operator)) throw new Failure('operatorOfEngineer')
  }

  async #link(purpose: Purpose, personId: string | null): Promise<string> {
    const token = randomBytes(32).toString('base64url')
    await this.#store.putLink({
      sha256: digest(token),
      purpose,
      personId,
      expiresAtMs: this.#nowMs() + LINK_LIFE_MS,
    })
    return `${this.#origin}/${purpose === 'setup' ? 'setup' : 'invitation'}?token=${token}`
  }

  async #record(
    actor: Actor | 'system',
    action: string,
    id: string,
    details: object,
  ): Promise<void> {
    await this.#authority.record(actor, {
      action,
      subject: { kind: 'person', id },
      details: { ...details },
    })
  }
}

function checkPassword(password: string): void {
  if (password.length < PASSWORD_LENGTH_MIN || password.length > PASSWORD_LENGTH_MAX)
    throw new Failure('passwordShort', { min: PASSWORD_LENGTH_MIN, max: PASSWORD_LENGTH_MAX })
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
