/** An authority whose people have keys of their own and sign rosters, for the tests. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { personRows } from '../../src/areas/access/store.ts'
import { tellWaiting } from '../../src/areas/signers/letters.ts'
import { Signers } from '../../src/areas/signers/signers.ts'
import type { Actor } from '../../src/authority/actor.ts'
import type { Letter, Mailer } from '../../src/authority/mailer.ts'
import type { GivenSignature, Said } from '../../src/authority/said.ts'
import { newestRoster } from '../../src/authority/signed.ts'
import { statementOfRoster } from '../../src/directive/attest.ts'
import { namesUnder } from '../../src/directive/roster.ts'
import { makePersonJwk, type PersonKey, personKeyOf } from '../../town/person-key.ts'
import type { Databases } from './databases.ts'
import { type AuthorityFixture, openStage } from './stage.ts'

const RELYING_PARTY = { id: 'loa.example', origins: ['https://loa.example'] }

export interface Signer {
  readonly actor: Actor
  readonly key: PersonKey
}

export interface SignersStage extends AuthorityFixture {
  readonly signers: Signers
  /** That were written. */
  readonly letters: readonly Letter[]
  person(role: Actor['role'], name: string): Promise<Signer>
}

export async function opened(t: TestContext, databases: Databases): Promise<SignersStage> {
  const stage = await openStage(t, databases)
  const { work } = stage.authority
  const letters: Letter[] = []
  const mailer: Mailer = {
    from: 'loa@bo.example',
    send: async letter => {
      letters.push(letter)
      return { reached: 1, failed: 0 }
    },
  }
  const signers = new Signers({
    work,
    relyingParty: RELYING_PARTY,
    onWaiting: async (waiting, people) => await tellWaiting(mailer, waiting, { people, origin: 'https://loa.example' }),
  })
  return {
    ...stage,
    signers,
    letters,
    person: async (role, name) => {
      const made = await work.transaction(
        async ({ store, now }) =>
          await personRows(store).create({ name, email: `${name}@loa.example`, role, operator: null, nowMs: now }),
      )
      assert.ok(made !== null)
      const actor: Actor = { kind: 'person', id: made, name, role, operator: null }
      const key = await personKeyOf(await makePersonJwk())
      await signers.addKey(actor, { name: 'laptop', publicKey: key.key.publicKey })
      return { actor, key }
    },
  }
}

/** Their signatures under the roster that waits. */
export async function signRoster({ signers, clock }: SignersStage, ...by: readonly Signer[]) {
  const waiting = (await signers.view()).draft
  assert.ok(waiting !== null)
  const { sha256, text } = waiting
  for (const { actor, key } of by) {
    const at = new Date(clock.now()).toISOString()
    const signature = await key.sign(statementOfRoster(text, at))
    await signers.sign(actor, { sha256, at, signature })
  }
  return await signers.view()
}

/** By their key, over this, now. */
export async function given(
  { clock, authority }: AuthorityFixture,
  { key }: Signer,
  said: Said,
): Promise<GivenSignature> {
  const at = new Date(clock.now()).toISOString()
  const roster = await newestRoster(authority.work.store)
  const names = roster === null ? {} : namesUnder(roster)
  return { at, signature: await key.sign({ ...said, at, ...names }) }
}
