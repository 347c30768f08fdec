/**
 * Those who sign: the keys of each, and the roster that operators believe.
 *
 *   people and their keys ──► prepared ──► signed by one administrator while there is one, by two from then on ──► in force
 *
 * A roster that one administrator alone has signed counts only a day later, once operators depend on it and somebody is on
 * it who approves: everybody sees it wait, and whoever finds it wrong has it prepared anew. Nothing of a roster is ever
 * changed; the next one replaces it.
 */

import type { Actor, Role } from '../../authority/actor.ts'
import { notFound } from '../../authority/failures.ts'
import type { GivenSignature } from '../../authority/said.ts'
import type { SetUpFacts } from '../../authority/set-up.ts'
import { newestRoster } from '../../authority/signed.ts'
import type { Reading } from '../../authority/store.ts'
import { SYSTEM, trailActor } from '../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../authority/unit-of-work.ts'
import { setStanding } from '../../authority/waiting.ts'
import { canonicalJson } from '../../base/canonical.ts'
import { checkSignature, readRoster, signedOf, signersOf, thumbprintOf } from '../../directive/attest.ts'
import { directiveFailure } from '../../directive/failures.ts'
import type { MadeKey } from '../../directive/made-key.ts'
import {
  administratorsOf,
  KEYS_MAX,
  namesUnder,
  type P256Jwk,
  type P256PrivateJwk,
  personOf,
  type Roster,
  type RosterBody,
  type RosterPerson,
  type SignerRole,
  type SigningKey,
  signerRole,
  thresholdOf,
} from '../../directive/roster.ts'
import { type Attestation, rosterStatement } from '../../directive/statement.ts'
import type { Person } from '../access/model.ts'
import { everybody, personRows } from '../access/store.ts'
import { operatorRows } from '../operators/store.ts'
import { changesBetween } from './changes.ts'
import { signersFailure } from './failures.ts'
import type { Waiting } from './letters.ts'
import { passkeyOf } from './made-key.ts'
import type { RosterChange, SignersView, Signing } from './model.ts'
import { type RosterDraft, type StoredSigningKey, signerRows } from './store.ts'

/** The setting by which the next roster begins a new chain: the keys of those who would have to sign it are lost. */
export const BEGINS_ANEW = 'roster-begins-anew'

const DAY_MS = 24 * 60 * 60 * 1000

/** Private keys of made-up people, by their address. */
export type DemoKeys = ReadonlyMap<string, P256PrivateJwk>

/** A key of a browser, or one that was made on the signing page. */
type KeyInput =
  | { readonly name: string; readonly publicKey: P256Jwk }
  | { readonly is: 'passkey'; readonly name: string; readonly made: MadeKey }

/** One administrator's roster has begun to wait; `people`: everybody. */
export type OnWaiting = (waiting: Waiting, people: readonly Person[]) => Promise<void>

export class Signers {
  readonly #work: UnitOfWork
  readonly #relyingParty: RosterBody['relyingParty']
  readonly #consoles: readonly string[]
  readonly #demoKeys: DemoKeys
  readonly #onWaiting: OnWaiting

  constructor(needs: {
    work: UnitOfWork
    relyingParty: RosterBody['relyingParty']
    /** Origins of the console, where people sign on a page of another; default: they sign in the console. */
    consoles?: readonly string[]
    demoKeys?: DemoKeys
    onWaiting?: OnWaiting
  }) {
    this.#work = needs.work
    this.#relyingParty = needs.relyingParty
    this.#consoles = needs.consoles ?? needs.relyingParty.origins
    this.#demoKeys = needs.demoKeys ?? new Map()
    this.#onWaiting = needs.onWaiting ?? (async () => {})
  }

  async signing(actor: Actor): Promise<Signing> {
    return await this.#signing(this.#work.store, actor)
  }

  async addKey(actor: Actor, input: KeyInput): Promise<Signing> {
    const key = await this.#keyOf(actor, input)
    const { id } = key
    return await this.#work.transaction(async tx => {
      const { store, now, record, publish } = tx
      const keys = await signerRows(store).keys()
      if (keys.some(each => each.key.id === id)) throw signersFailure('signingKeyTaken')
      if (keys.filter(({ person }) => person === actor.id).length >= KEYS_MAX)
        throw signersFailure('signingKeysFull', { max: KEYS_MAX })
      const { name } = input
      await signerRows(store).putKey({ key, person: actor.id, name, createdAt: now })
      await record(trailActor(actor), {
        action: 'signer.key-on',
        subject: { kind: 'signer', id: actor.id },
        details: { key: id, name },
      })
      publish({ is: 'roster' })
      return await this.#signing(store, actor)
    })
  }

  async #keyOf(actor: Actor, input: KeyInput): Promise<SigningKey> {
    if ('publicKey' in input) return { is: 'key', id: thumbprintOf(input.publicKey), publicKey: input.publicKey }
    const relyingParty = this.#relyingParty
    // In the console passkeys are made for signing in, and are signing keys too.
    if (this.#pageOf(relyingParty) === null) throw signersFailure('signingKeyNotMade')
    return await passkeyOf(input.made, { person: actor.id, relyingParty })
  }

  /** Null: people sign in the console. */
  #pageOf({ origins }: RosterBody['relyingParty']): string | null {
    return origins.some(origin => this.#consoles.includes(origin)) ? null : origins[0]
  }

  get #hasPage(): boolean {
    return this.#pageOf(this.#relyingParty) !== null
  }

  async removeKey(actor: Actor, id: string): Promise<Signing> {
    return await this.#work.transaction(async ({ store, record, publish }) => {
      if (!(await signerRows(store).removeKey(actor.id, id))) throw notFound('signing key')
      await record(trailActor(actor), {
        action: 'signer.key-off',
        subject: { kind: 'signer', id: actor.id },
        details: { key: id },
      })
      publish({ is: 'roster' })
      return await this.#signing(store, actor)
    })
  }

  async view(): Promise<SignersView> {
    return await this.#view(this.#work.store)
  }

  /** What is so of keys and rosters, for the set-up of a new authority. */
  async setUp(): Promise<SetUpFacts> {
    const { store } = this.#work
    const { current, next } = await this.#next(store, this.#work.now())
    const draft = await signerRows(store).draft()
    return {
      withKey: new Set(next.body.people.map(({ id }) => id)),
      rosters: {
        inForce: current && { number: current.body.number, sha256: current.sha256, people: current.body.people },
        draft: draft && {
          signedBy: draft.signatures.map(({ person }) => person),
          notBefore: isoOf(draft.notBefore),
          isStale: changesBetween(readRoster(draft.text).body.people, next.body.people).length > 0,
        },
        isDue: current === null || !isSamePeople(current.body, next.body),
      },
    }
  }

  /** Of the people and keys as they are now; one that waited is gone. */
  async prepare(actor: Actor): Promise<SignersView> {
    return await this.#work.transaction(async tx => {
      const { store, record, publish } = tx
      const { current, next } = await this.#next(store, tx.now)
      if (administratorsOf(next.body).length === 0) throw signersFailure('rosterWithoutAdministrator')
      const isNew = current === null || next.body.previousSha256 === null
      if (!isNew && isSamePeople(current.body, next.body)) throw signersFailure('rosterUnchanged')
      const text = canonicalJson(next.body)
      await signerRows(store).setDraft({ text, signatures: [], preparedBy: actor.name, notBefore: null })
      await record(trailActor(actor), {
        action: 'roster.prepare',
        subject: subjectOf(next),
        details: { sha256: next.sha256, changes: changesOf(current, next).length },
      })
      await setSigning(tx, actor, next)
      publish({ is: 'roster' })
      return await this.#view(store)
    })
  }

  async sign(actor: Actor, { sha256, at, signature }: { sha256: string } & GivenSignature): Promise<SignersView> {
    let waiting: Waiting | null = null
    const view = await this.#work.transaction(async tx => {
      const { store, now, record, publish } = tx
      const draft = await signerRows(store).draft()
      const next = draft === null ? null : readRoster(draft.text)
      if (draft === null || next?.sha256 !== sha256) throw signersFailure('rosterDraftChanged')
      const trusted = (await believed(store)) ?? next.body
      const key = administratorsOf(trusted)
        .find(({ id }) => id === actor.id)
        ?.keys.find(({ id }) => id === signature.key)
      if (key === undefined) throw directiveFailure('notOnRoster')
      const statement = rosterStatement(signedOf(next), at)
      await checkSignature(statement, signature, { key, relyingParty: trusted.relyingParty })
      const given: Attestation = { person: actor.id, statement, signature }
      const others = draft.signatures.filter(({ person }) => person !== actor.id)
      const signed: RosterDraft = {
        ...draft,
        signatures: [...others, given],
        notBefore: draft.notBefore ?? (await this.#notBefore(store, now)),
      }
      await signerRows(store).setDraft(signed)
      await record(trailActor(actor), {
        action: 'roster.sign',
        subject: subjectOf(next),
        details: { sha256, signedWith: key.id, notBefore: isoOf(signed.notBefore) },
      })
      publish({ is: 'roster' })
      if (draft.notBefore === null && signed.notBefore !== null) {
        const { notBefore } = signed
        waiting = { number: next.body.number, sha256, signedBy: actor.name, notBefore }
      }
      await publishIfDue(tx)
      await setSigning(tx, actor, next)
      return await this.#view(store)
    })
    // Nothing waits for letters: the pages say it too.
    if (waiting !== null) this.#onWaiting(waiting, await everybody(personRows(this.#work.store))).catch(() => undefined)
    return view
  }

  /** What waited for its day. */
  async publishDue(): Promise<void> {
    const draft = await signerRows(this.#work.store).draft()
    if (draft?.notBefore == null || draft.notBefore > this.#work.now()) return
    await this.#work.transaction(publishIfDue)
  }

  /** Once an operator depends on the roster, what one administrator alone signs waits a day. */
  async #notBefore(store: Reading, now: number): Promise<number | null> {
    const current = await newestRoster(store)
    // No node follows a new chain by itself.
    if (current === null || (await beginsAnew(store))) return null
    if (thresholdOf(current.body) > 1) return null
    // The first hour: nothing goes out by a roster on which nobody approves, so nobody is to be warned of the next one.
    if (current.body.people.every(({ role }) => role !== 'approver')) return null
    const operators = await operatorRows(store).operators()
    return operators.some(({ state }) => state === 'enrolled') ? now + DAY_MS : null
  }

  async #signing(store: Reading, actor: Actor): Promise<Signing> {
    const roster = await newestRoster(store)
    const onRoster = roster === null ? null : personOf(roster.body, actor.id)
    const own = (await signerRows(store).keys()).filter(({ person }) => person === actor.id)
    const isOnRoster = (id: string) => onRoster?.keys.some(key => key.id === id) ?? false
    const relyingParty = roster?.body.relyingParty ?? this.#relyingParty
    // What signs in cannot sign on a page of another origin.
    const keys = own.filter(({ key, isForSignIn }) => !(this.#hasPage && isForSignIn) || isOnRoster(key.id))
    return {
      person: actor.id,
      now: new Date(this.#work.now()).toISOString(),
      roster: roster && { number: roster.body.number, sha256: roster.sha256 },
      names: roster === null ? {} : namesUnder(roster),
      relyingParty,
      page: { signs: this.#pageOf(relyingParty), makes: this.#pageOf(this.#relyingParty) },
      keys: keys.map(({ key, name, createdAt, isForSignIn }) => ({
        id: key.id,
        is: key.is,
        name,
        createdAt: new Date(createdAt).toISOString(),
        isForSignIn,
        isOnRoster: isOnRoster(key.id),
      })),
      trusted: onRoster?.keys.map(({ id, is }) => ({ id, is })) ?? [],
      demoKey: await this.#demoKeyOf(store, actor),
    }
  }

  async #demoKeyOf(store: Reading, actor: Actor): Promise<Signing['demoKey']> {
    if (this.#demoKeys.size === 0) return null
    const person = await personRows(store).find(actor.id)
    return person === null ? null : (this.#demoKeys.get(person.email) ?? null)
  }

  async #view(store: Reading): Promise<SignersView> {
    const [last] = await signerRows(store).rosters(1)
    const { current, next } = await this.#next(store, this.#work.now())
    const draft = await signerRows(store).draft()
    const may = (await everybody(personRows(store))).filter(({ role, isDisabled }) => !isDisabled && signs(role))
    const hasKey = ({ id }: Person) => next.body.people.some(person => person.id === id)
    const names = (people: readonly Person[]) => people.map(({ name }) => name)
    return {
      signers: { withKey: names(may.filter(hasKey)), without: names(may.filter(person => !hasKey(person))) },
      current:
        current === null
          ? null
          : {
              number: current.body.number,
              sha256: current.sha256,
              at: new Date(last.at).toISOString(),
              people: [...current.body.people],
              signedBy: namesOf(last.signatures, current.body),
            },
      draft: draft === null ? null : draftView(draft, { current, now: next }, await believed(store)),
      isDue: current === null || !isSamePeople(current.body, next.body),
      threshold: current === null ? 1 : thresholdOf(current.body),
    }
  }

  /** The roster in force, and what the next one would be of the people and keys as they are now. */
  /** Once it is named it stays; a chain that begins anew names it anew. */
  async #namesBefore(store: Reading): Promise<RosterBody['names']> {
    return (await believed(store))?.names
  }

  async #next(store: Reading, now: number): Promise<{ readonly current: Roster | null; readonly next: Roster }> {
    const current = await newestRoster(store)
    const body: RosterBody = {
      number: (current?.body.number ?? 0) + 1,
      previousSha256: (await beginsAnew(store)) ? null : (current?.sha256 ?? null),
      at: new Date(now).toISOString(),
      relyingParty: this.#relyingParty,
      people: peopleWithKeys(await everybody(personRows(store)), await signerRows(store).keys(), this.#hasPage),
      names: (await this.#namesBefore(store)) ?? {
        authority: this.#work.signer.keyId,
        since: new Date(now).toISOString(),
      },
    }
    return { current, next: readRoster(canonicalJson(body)) }
  }
}

/** Comes into force where enough have signed and nothing holds it back. */
async function publishIfDue(tx: Transaction): Promise<void> {
  const { store, now, record, publish } = tx
  const draft = await signerRows(store).draft()
  if (draft === null || (draft.notBefore !== null && draft.notBefore > now)) return
  const next = readRoster(draft.text)
  const trusted = (await believed(store)) ?? next.body
  const signers = await signersOf(next, draft.signatures, trusted)
  if (signers.size < thresholdOf(trusted)) return
  const { number } = next.body
  const { text, signatures } = draft
  await signerRows(store).insertRoster({ number, sha256: next.sha256, text, signatures: [...signatures], at: now })
  await signerRows(store).setDraft(null)
  await store.setSetting(BEGINS_ANEW, null)
  await record(SYSTEM, {
    action: 'roster.publish',
    subject: subjectOf(next),
    details: { sha256: next.sha256, people: next.body.people.length, signedBy: [...signers.keys()] },
  })
  publish({ is: 'roster' })
  for (const { id } of await operatorRows(store).operators()) publish({ is: 'agenda', operator: id })
}

/** Whoever has still to sign it is told; what waits for its hour alone waits for nobody. */
async function setSigning(tx: Transaction, actor: Actor, next: Roster): Promise<void> {
  const draft = await signerRows(tx.store).draft()
  const isOpen = draft !== null && draft.notBefore === null
  await setStanding(
    tx,
    subjectOf(next),
    isOpen
      ? {
          is: 'waits',
          roles: ['administrator'],
          by: actor.name,
          people: draft.signatures.map(({ person }) => person),
          page: '/signers',
          isUrgent: false,
        }
      : null,
  )
}

async function beginsAnew(store: Reading): Promise<boolean> {
  return (await store.setting(BEGINS_ANEW)) !== null
}

/** By whom the next roster has to be signed; null: by those who are on it, for it begins a chain. */
async function believed(store: Reading): Promise<RosterBody | null> {
  return (await beginsAnew(store)) ? null : ((await newestRoster(store))?.body ?? null)
}

/**
 * Those of one person that the next roster has. Where people sign in the console: all that sign there. Where they sign on a page of its
 * own: the passkeys that were made there; of who has none yet, the keys of browsers, so that nobody is shut out by the change. A key of a
 * browser signs whatever the console's server has it sign, so it goes as soon as there is a better one.
 */
function keysForRoster(own: readonly StoredSigningKey[], hasPage: boolean): readonly SigningKey[] {
  const isOfPage = ({ key, isForSignIn }: StoredSigningKey) => key.is === 'passkey' && !isForSignIn
  const ofPage = own.filter(isOfPage)
  if (!hasPage) return own.filter(each => !isOfPage(each)).map(({ key }) => key)
  const kept = ofPage.length > 0 ? ofPage : own.filter(({ key }) => key.is === 'key')
  return kept.map(({ key }) => key)
}

/** Who may sign and has a key, in the order of their ids. */
function peopleWithKeys(
  people: readonly Person[],
  keys: readonly StoredSigningKey[],
  hasPage: boolean,
): RosterPerson[] {
  return people
    .filter(({ role, isDisabled }) => !isDisabled && signs(role))
    .map(({ id, name, role }) => ({
      id,
      name,
      role: role as SignerRole,
      keys: keysForRoster(
        keys.filter(({ person }) => person === id),
        hasPage,
      ).slice(0, KEYS_MAX),
    }))
    .filter(person => person.keys.length > 0)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

export function signs(role: Role): boolean {
  return signerRole.safeParse(role).success
}

function isSamePeople(a: RosterBody, b: RosterBody): boolean {
  const of = ({ people, relyingParty, names }: RosterBody) =>
    canonicalJson({ people, relyingParty, names: names ?? null })
  return of(a) === of(b)
}

function changesOf(current: Roster | null, next: Roster): readonly RosterChange[] {
  return changesBetween(current?.body.people ?? [], next.body.people)
}

function draftView(
  draft: RosterDraft,
  { current, now }: { readonly current: Roster | null; readonly now: Roster },
  signers: RosterBody | null,
): SignersView['draft'] {
  const next = readRoster(draft.text)
  const trusted = signers ?? next.body
  return {
    number: next.body.number,
    sha256: next.sha256,
    text: draft.text,
    before: current && { relyingParty: current.body.relyingParty },
    preparedBy: draft.preparedBy,
    changes: [...changesOf(current, next)],
    signedBy: draft.signatures.map(({ person: id }) => ({ id, name: personOf(trusted, id)?.name ?? id })),
    needed: thresholdOf(trusted),
    notBefore: isoOf(draft.notBefore),
    since: [...changesBetween(next.body.people, now.body.people)],
  }
}

function namesOf(signatures: readonly Attestation[], body: RosterBody): string[] {
  return signatures.map(({ person }) => personOf(body, person)?.name ?? person)
}

function subjectOf({ body }: Roster): { readonly kind: string; readonly id: string } {
  return { kind: 'roster', id: String(body.number) }
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
