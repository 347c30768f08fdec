/**
 * What somebody tries who holds the server's process, its database and all of its keys: directives, orders and rosters that
 * the authority's own key has signed, on the agenda that the real server gives a real node. What the node's simulated
 * centres count is what went out.
 *
 *   forged row ──► the server's own agenda ──► the node ──► refused, said to the server ──► the row
 *                                                └──► the centres: as many segments as before
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { KEY_FILE } from '../../src/app/serve/data-directory.ts'
import { saidOfRound } from '../../src/areas/rounds/said.ts'
import { canonicalJson } from '../../src/base/canonical.ts'
import { until } from '../../src/base/until.test.ts'
import { statementOfRoster } from '../../src/directive/attest.ts'
import { digestOfDirective } from '../../src/directive/claims.ts'
import type { DirectiveBody, OrderBody, RoundApproval } from '../../src/directive/documents.ts'
import { directVariant } from '../../src/directive/octets.ts'
import type { RosterBody } from '../../src/directive/roster.ts'
import { makeKey, privateJwk, type Signer, sha256Of, signerOf } from '../../src/directive/signing.ts'
import type { Attestation } from '../../src/directive/statement.ts'
import { type Attempt, refused } from './attempts.ts'
import { enthrone, newestRoster, posingAs, withKeysOf } from './database.ts'
import { attestedBy, contentOf, deed, type Official, SUBSCRIBERS, signatureOf, type Target } from './target.ts'

const FIRST = 5
const HOUR_MS = 3_600_000
const LONG_AGO = '2020-02-03T00:00:00.000Z'

export class Taken {
  readonly target: Target
  /** The authority's own. */
  readonly signer: Signer
  /** Sent to everyone, and over. */
  readonly sent: DirectiveBody
  /** Approved, and never scheduled. */
  readonly waiting: string
  /** Of a round that waits after its first subscribers. */
  readonly held: DirectiveBody
  /** Ids of directives that the node has not yet judged. */
  #forged: string[] = []

  private constructor(parts: Pick<Taken, 'target' | 'signer' | 'sent' | 'waiting' | 'held'>) {
    this.target = parts.target
    this.signer = parts.signer
    this.sent = parts.sent
    this.waiting = parts.waiting
    this.held = parts.held
  }

  /** What people have signed goes out first: one round to all, another to its first subscribers. */
  static async town(target: Target): Promise<Taken> {
    const file = join(target.server.data, KEY_FILE)
    const signer = await signerOf(privateJwk.parse(JSON.parse(readFileSync(file, 'utf8'))))
    const { id: sent } = await target.scheduled(contentOf(['mot']))
    await until(async () => (await directiveOf(target, sent)).state === 'finished', 'all have got it')
    const { sending } = contentOf([])
    const first = contentOf(['mot'], { sending: { ...sending, canary: FIRST } })
    const { id: held } = await target.scheduled(first)
    await until(async () => (await directiveOf(target, held)).note === 'canary', 'it waits')
    const { id: waiting } = await target.approved(contentOf(['mot']))
    assert.equal(target.submits(), SUBSCRIBERS + FIRST)
    return new Taken({ target, signer, waiting, sent: await bodyOf(target, sent), held: await bodyOf(target, held) })
  }

  /** On the agenda of the node, signed by the authority; its serial is the next. */
  async forge(change: Partial<DirectiveBody>, signer = this.signer): Promise<void> {
    const body = await this.#nextOf({ ...this.sent, ...change })
    await this.put(body, await signer.sign('directive', body))
  }

  async put(body: DirectiveBody, document: string): Promise<void> {
    const { rows } = this.target
    const now = Date.now()
    const order: OrderBody = {
      directive: body.directive,
      operator: 'mot',
      sequence: 1,
      wish: 'run',
      at: new Date(now).toISOString(),
    }
    const orderDocument = await this.signer.sign('order', order)
    this.#forged.push(body.directive)
    await rows.do(
      async db =>
        await db
          .insertInto('directive')
          .values({
            id: body.directive,
            serial: body.serial,
            round_id: this.sent.round,
            operator_id: 'mot',
            purpose: body.purpose,
            version: 1,
            flags: '[]',
            issued_at: now,
            expires_at: now + HOUR_MS,
            silent_after: now + HOUR_MS,
            declared: null,
            document,
            sha256: sha256Of(document),
            state: 'issued',
            is_open: 1,
            refusal: null,
            note: null,
            wish: 'run',
            order_sequence: 1,
            order_document: orderDocument,
            obeyed_sequence: 0,
            subscribers: null,
            audience_sha256: null,
            segments_expected: null,
            acknowledgement: null,
            tally: null,
            told_at: null,
            heard_at: null,
            return_document: null,
            returned_at: null,
          })
          .execute(),
    )
  }

  /** In place of the order to the round that waits after its first subscribers. */
  async order(change: Partial<OrderBody>): Promise<void> {
    const { held, target, signer } = this
    const body: OrderBody = {
      directive: held.directive,
      operator: 'mot',
      sequence: 9,
      wish: 'run',
      at: new Date().toISOString(),
      ...change,
    }
    const set = { order_document: await signer.sign('order', body), order_sequence: body.sequence }
    await target.rows.do(
      async db => await db.updateTable('directive').set(set).where('id', '=', held.directive).execute(),
    )
  }

  /** What the node says of each that was forged, once it has judged them. Null: nothing, it trusts nobody who signed it. */
  async judged(): Promise<ReadonlySet<string | null>> {
    const { rows } = this.target
    const forged = [...this.#forged]
    // Serials are judged in their order: what is answered last is answered after all of them.
    await this.forge({ expiresAt: LONG_AGO })
    const last = this.#forged.at(-1)!
    this.target.push('mot')
    const refusals = async (ids: readonly string[]) =>
      await rows.do(
        async db =>
          await db.selectFrom('directive').select(['id', 'state', 'refusal']).where('id', 'in', ids).execute(),
      )
    await until(async () => (await refusals([last]))[0].state === 'refused', 'the node answers')
    const said = forged.length === 0 ? [] : await refusals(forged)
    this.#forged = []
    await rows.do(
      async db =>
        await db
          .updateTable('directive')
          .set({ is_open: 0 })
          .where('is_open', '=', 1)
          .where('operator_id', '=', 'mot')
          .where('id', '!=', this.held.directive)
          .execute(),
    )
    return new Set(said.map(({ refusal }) => refusal))
  }

  /** As each of the three would have signed this directive. */
  async approvalBy(body: DirectiveBody, by: Readonly<Record<keyof RoundApproval, Official>>): Promise<RoundApproval> {
    const { operators = [], exerciseFirst = false } = body
    const digest = digestOfDirective({ ...body, operators, exerciseFirst })
    const said = async (official: Official, does: 'submit' | 'approve' | 'schedule') => {
      const of = saidOfRound({ id: body.round, version: body.version, digest }, does)
      const { at, signature } = await signatureOf(official, of)
      return { person: official.id, statement: { ...of, at }, signature }
    }
    return {
      submitted: await said(by.submitted, 'submit'),
      approved: await said(by.approved, 'approve'),
      scheduled: await said(by.scheduled ?? by.approved, 'schedule'),
    }
  }

  /** The people's accounts, with keys of the attacker's. */
  async posing(): Promise<Record<'editor' | 'approver' | 'administrator', Official>> {
    const { editor, approver, administrator } = this.target
    return {
      editor: await posingAs(editor),
      approver: await posingAs(approver),
      administrator: await posingAs(administrator),
    }
  }

  /** What people have said of this round so far, from the database. */
  async saidOf(round: string): Promise<Omit<RoundApproval, 'scheduled'>> {
    const all = await this.target.rows.do(
      async db =>
        await db.selectFrom('attestation').select(['does', 'attestation']).where('subject', '=', round).execute(),
    )
    const of = (does: string) => JSON.parse(all.find(row => row.does === does)!.attestation) as Attestation
    return { submitted: of('submit'), approved: of('approve') }
  }

  async #nextOf(body: DirectiveBody): Promise<DirectiveBody> {
    const { rows } = this.target
    const { serial_last } = await rows.do(
      async db =>
        await db.selectFrom('operator').select('serial_last').where('id', '=', 'mot').executeTakeFirstOrThrow(),
    )
    const serial = Number(serial_last) + 1
    await rows.do(
      async db => await db.updateTable('operator').set({ serial_last: serial }).where('id', '=', 'mot').execute(),
    )
    return { ...body, directive: randomUUID(), serial }
  }
}

async function directiveOf({ rows }: Target, round: string) {
  return await rows.do(
    async db =>
      await db
        .selectFrom('directive')
        .select(['state', 'note', 'document'])
        .where('round_id', '=', round)
        .orderBy('serial')
        .executeTakeFirstOrThrow(),
  )
}

async function bodyOf(target: Target, round: string): Promise<DirectiveBody> {
  const { document } = await directiveOf(target, round)
  return JSON.parse(Buffer.from(document.split('.')[1], 'base64url').toString()) as DirectiveBody
}

type Refusal = 'needs-two-people' | 'replayed'

/** After it no segment more has come, and the node has refused all that was forged for this reason. */
function attempt(name: string, refusal: Refusal, act: (taken: Taken) => Promise<void>): Attempt<Taken> {
  return { name, code: 'S1', act: async taken => await withoutSegment(taken, [refusal], act) }
}

async function withoutSegment(
  taken: Taken,
  refusals: readonly (Refusal | null)[],
  act: (taken: Taken) => Promise<void>,
): Promise<string> {
  const { rows, submits } = taken.target
  const before = submits()
  return await rows.meanwhile(['roster', 'attestation'], async () => {
    await act(taken)
    const said = await taken.judged()
    assert.equal(submits(), before, 'a segment went out')
    assert.deepEqual([...said], refusals)
    return `node ${refusals[0] ?? 'trusts it not'}`
  })
}

/** An order to the round that waits: the node refuses it and waits on. */
function ordered(name: string, change: (taken: Taken) => Promise<Partial<OrderBody>>): Attempt<Taken> {
  return {
    name,
    code: 'S1',
    act: async taken => {
      const refusals = () => taken.target.logged.filter(event => event === 'document refused').length
      const before = refusals()
      await withoutSegment(taken, [], async () => await taken.order(await change(taken)))
      assert.equal(refusals(), before + 1)
      return 'node refuses, waits'
    },
  }
}

/** Rosters that the server gives on beside a directive of the people on them. */
function enthroned(
  name: string,
  signed: (target: Target, next: RosterBody, administrator: Official) => Promise<readonly Attestation[]>,
): Attempt<Taken> {
  return attempt(name, 'needs-two-people', async taken => {
    const { editor, approver, administrator } = await taken.posing()
    const before = await newestRoster(taken.target)
    const next = withKeysOf({ ...before, number: before.number + 1, previousSha256: sha256Of(canonicalJson(before)) }, [
      editor,
      approver,
      administrator,
    ])
    await enthrone(taken.target, next, await signed(taken.target, next, administrator))
    const body = { ...taken.sent, round: randomUUID() }
    const by = { submitted: editor, approved: approver, scheduled: approver }
    await taken.forge({ ...body, approval: await taken.approvalBy(body, by) })
  })
}

async function signedRoster(by: Official, body: RosterBody): Promise<Attestation> {
  const at = new Date().toISOString()
  const statement = statementOfRoster(canonicalJson(body), at)
  return { person: by.id, statement, signature: await by.key.sign(statement) }
}

/** An editor whose role in the database is another lets a round go on. */
const editorResumes: Attempt<Taken> = {
  name: 'the role of an editor, who lets a round go on',
  code: 'S22',
  act: async ({ target, held }) => {
    const role = async (named: string) =>
      await target.rows.do(
        async db => await db.updateTable('person').set({ role: named }).where('id', '=', target.editor.id).execute(),
      )
    await role('approver')
    const answer = await deed(target.editor, held.round, 'resume')
    await role('editor')
    return refused(answer, 'needsTwoPeople')
  },
}

export const byTaken: readonly Attempt<Taken>[] = [
  editorResumes,
  attempt('a directive that nobody has signed', 'needs-two-people', async taken => {
    await taken.forge({ round: randomUUID(), approval: undefined })
  }),
  attempt('an exercise that nobody has signed', 'needs-two-people', async taken => {
    await taken.forge({ round: randomUUID(), approval: undefined, purpose: 'exercise' })
  }),
  attempt('the people, with keys of one’s own', 'needs-two-people', async taken => {
    const { editor, approver } = await taken.posing()
    const body = { ...taken.sent, round: randomUUID() }
    const by = { submitted: editor, approved: approver, scheduled: approver }
    await taken.forge({ ...body, approval: await taken.approvalBy(body, by) })
  }),
  attempt('an approver who was bribed, alone', 'needs-two-people', async taken => {
    const { approver } = taken.target
    const body = { ...taken.sent, round: randomUUID() }
    const by = { submitted: approver, approved: approver, scheduled: approver }
    await taken.forge({ ...body, approval: await taken.approvalBy(body, by) })
  }),
  attempt('another text under what people signed', 'needs-two-people', async taken => {
    const messages = [{ variants: [directVariant('vi', 'Gọi 1900 0000 để nhận quà')] }]
    await taken.forge({ round: randomUUID(), messages } as Partial<DirectiveBody>)
    await taken.forge({ ...(await approvedOnly(taken)), messages } as Partial<DirectiveBody>)
  }),
  attempt('another sender, hours or operators under it', 'needs-two-people', async taken => {
    const base = await approvedOnly(taken)
    await taken.forge({ ...base, source: 'NGANHANG' })
    await taken.forge({ ...base, window: { ...taken.sent.window, timeZone: 'UTC' } })
    await taken.forge({ ...base, operators: ['mot', 'hai'] })
  }),
  attempt('what was approved and never scheduled', 'needs-two-people', async taken => {
    const base = await approvedOnly(taken)
    const { approval } = base
    await taken.forge(base)
    await taken.forge({ ...base, approval: { ...approval, scheduled: approval.approved } })
    await taken.forge({ ...base, approval: { ...approval, scheduled: taken.sent.approval!.scheduled } })
  }),
  attempt('what was sent already, in a new directive', 'replayed', async taken => {
    await taken.forge({})
    await taken.forge({ issuedAt: new Date().toISOString() })
  }),
  {
    name: 'the very directive that was sent, its books wiped',
    code: 'S1',
    act: async taken => {
      const { target, sent } = taken
      const none = { return_document: null, acknowledgement: null }
      const wiped = { state: 'issued', is_open: 1, ...none } as const
      await withoutSegment(taken, [], async () => {
        await target.rows.do(
          async db => await db.updateTable('directive').set(wiped).where('id', '=', sent.directive).execute(),
        )
      })
      return 'node knows it'
    },
  },
  attempt('a round of another operator', 'needs-two-people', async taken => {
    const { id } = await taken.target.approved(contentOf(['hai']))
    const approval = { ...(await taken.saidOf(id)), scheduled: taken.sent.approval!.scheduled }
    await taken.forge({ round: id, version: 1, operators: ['hai'], approval })
  }),
  enthroned('a roster of one’s own, signed by nobody', async () => []),
  enthroned('and signed by its own administrator', async (_, next, administrator) => [
    await signedRoster(administrator, next),
  ]),
  enthroned('and by one real administrator, who was bribed', async (target, next) => [
    await signedRoster(target.administrator, next),
    await signedRoster(target.administrator, next),
  ]),
  enthroned('and by the real approvers', async (target, next) => [
    await signedRoster(target.approver, next),
    await signedRoster(target.second, next),
  ]),
  enthroned('with the signatures of the roster that is in force', async target => {
    const { number } = await newestRoster(target)
    const { signatures } = await target.rows.do(
      async db =>
        await db.selectFrom('roster').select('signatures').where('number', '=', number).executeTakeFirstOrThrow(),
    )
    return JSON.parse(signatures) as Attestation[]
  }),
  attempt('a chain of rosters of its own, from the first', 'needs-two-people', async taken => {
    const { editor, approver, administrator } = await taken.posing()
    const base = await newestRoster(taken.target)
    await taken.target.rows.do(async db => await db.deleteFrom('roster').execute())
    let previousSha256: string | null = null
    for (let number = 1; number <= base.number + 1; number++) {
      const body = withKeysOf({ ...base, number, previousSha256 }, [editor, approver, administrator])
      await enthrone(taken.target, body, [await signedRoster(administrator, body)])
      previousSha256 = sha256Of(canonicalJson(body))
    }
    const body = { ...taken.sent, round: randomUUID() }
    const by = { submitted: editor, approved: approver, scheduled: approver }
    await taken.forge({ ...body, approval: await taken.approvalBy(body, by) })
  }),
  {
    name: 'another authority’s key',
    code: 'S1',
    act: async taken =>
      await withoutSegment(taken, [null], async () => {
        await taken.forge({ round: randomUUID() }, await signerOf(await makeKey()))
      }),
  },
  ordered('an order to go on that nobody has signed', async () => ({})),
  ordered('an order to go on with the schedule’s signature', async ({ held }) => ({
    resume: held.approval!.scheduled!,
  })),
  ordered('an order to go on by an editor', async taken => ({ resume: await resumed(taken, taken.target.editor) })),
  ordered('an order to go on by a key of one’s own', async taken => ({
    resume: await resumed(taken, (await taken.posing()).approver),
  })),
  ordered('an order to go on that was signed as another', async taken => ({
    sequence: 10,
    resume: await resumed(taken, taken.target.approver),
  })),
]

/** What two people have signed of the round that was never scheduled. */
async function approvedOnly(taken: Taken) {
  const approval = { ...(await taken.saidOf(taken.waiting)), scheduled: null }
  return { round: taken.waiting, version: 1, approval }
}

/** With the sequence 9. */
async function resumed({ held }: Taken, by: Official): Promise<Attestation> {
  const { sha256: digest } = held.approval!.approved.statement
  const said = saidOfRound({ id: held.round, version: held.version, digest }, 'resume', 9)
  return await attestedBy(by, said)
}

/** And what people have signed goes out, at the very same node. */
export async function checkOthersGoOut({ target, held, waiting }: Taken): Promise<void> {
  const before = SUBSCRIBERS + FIRST
  assert.equal(target.submits(), before, 'no segment since what people had signed')
  assert.equal((await deed(target.approver, held.round, 'resume')).status, 200)
  assert.equal((await deed(target.second, waiting, 'schedule')).status, 200)
  const more = SUBSCRIBERS - FIRST + SUBSCRIBERS
  await until(() => target.submits() === before + more, 'both are out')
}
