/**
 * What an administrator of the database tries while the server runs: rows altered behind its back. The server answers with a
 * sentence, or issues what no node carries out.
 */
import assert from 'node:assert/strict'
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { saidOfList } from '../../src/areas/free/said.ts'
import { digestOf } from '../../src/areas/rounds/digest.ts'
import type { RoundContent } from '../../src/areas/rounds/model.ts'
import { saidOfRound } from '../../src/areas/rounds/said.ts'
import { hashOf, verifyTrail } from '../../src/authority/trail.ts'
import { canonicalJson } from '../../src/base/canonical.ts'
import { until } from '../../src/base/until.test.ts'
import { readRoster } from '../../src/directive/attest.ts'
import type { RosterBody } from '../../src/directive/roster.ts'
import { sha256Of } from '../../src/directive/signing.ts'
import type { Attestation } from '../../src/directive/statement.ts'
import { FEBRUARY_CONTENT } from '../../src/zerorating/example-list.ts'
import { makePersonJwk, personKeyOf } from '../../town/person-key.ts'
import { PASSWORD, Person, personOf } from '../authority/stage.ts'
import { type Attempt, allRefused, refused } from './attempts.ts'
import {
  contentOf,
  deed,
  nothingOut,
  type Official,
  officialOf,
  roundNow,
  signatureOf,
  signedDeed,
  signRoster,
  type Target,
  written,
} from './target.ts'

const MOT = contentOf(['mot'])
const EVIL_TEXT = 'Gọi 1900 0000 để nhận quà'

/** Somebody's account with a key that only the attacker has. */
export async function posingAs({ browser, id }: Official): Promise<Official> {
  return { browser, id, key: await personKeyOf(await makePersonJwk()) }
}

/** The people of this roster, but for those whose keys are the attacker's. */
export function withKeysOf(body: RosterBody, posing: readonly Official[]): RosterBody {
  const people = body.people.map(person => {
    const key = posing.find(({ id }) => id === person.id)?.key.key
    return key === undefined ? person : { ...person, keys: [key] }
  })
  return { ...body, people }
}

/** In force, as far as the server knows. */
export async function enthrone(
  { rows }: Pick<Target, 'rows'>,
  body: RosterBody,
  signatures: readonly Attestation[] = [],
): Promise<void> {
  const text = canonicalJson(body)
  const { number } = body
  await rows.do(async db => await db.deleteFrom('roster').where('number', '=', number).execute())
  await rows.do(
    async db =>
      await db
        .insertInto('roster')
        .values({ number, text, sha256: sha256Of(text), at: Date.now(), signatures: JSON.stringify(signatures) })
        .execute(),
  )
}

export async function newestRoster({ rows }: Pick<Target, 'rows'>): Promise<RosterBody> {
  const { text } = await rows.do(
    async db => await db.selectFrom('roster').select('text').orderBy('number', 'desc').executeTakeFirstOrThrow(),
  )
  return readRoster(text).body
}

/** What is written in a version now. */
async function rewrite({ rows }: Target, id: string, change: Partial<RoundContent>) {
  const { content } = await rows.do(
    async db =>
      await db
        .selectFrom('round_version')
        .select('content')
        .where('round_id', '=', id)
        .orderBy('version', 'desc')
        .executeTakeFirstOrThrow(),
  )
  const altered = { ...(JSON.parse(content) as RoundContent), ...change }
  await rows.do(
    async db =>
      await db
        .updateTable('round_version')
        .set({ content: JSON.stringify(altered) })
        .where('round_id', '=', id)
        .execute(),
  )
  return digestOf(altered)
}

const EVIL = { messages: [{ variants: [{ language: 'vi', text: EVIL_TEXT }] }] }

async function setDigest({ rows }: Target, id: string, digest: string): Promise<void> {
  await rows.do(async db => await db.updateTable('round').set({ digest }).where('id', '=', id).execute())
}

async function setApproved({ rows }: Target, id: string, digest: string): Promise<void> {
  await rows.do(
    async db => await db.updateTable('approved_version').set({ digest }).where('subject', '=', id).execute(),
  )
}

/** Every entry of the trail from the first that is changed on, hashed anew. */
async function rehash(
  { rows }: Target,
  change: (entry: { action: string; subject: string; details: Record<string, unknown> }) => void,
): Promise<void> {
  let previous = '0'.repeat(64)
  let entries = 0
  const all = await rows.do(async db => await db.selectFrom('trail').selectAll().orderBy('sequence').execute())
  for (const row of all) {
    const details = JSON.parse(row.details) as Record<string, unknown>
    change({ action: row.action, subject: row.subject_id, details })
    const entry = {
      sequence: Number(row.sequence),
      at: new Date(Number(row.at)).toISOString(),
      actor: { kind: row.actor_kind as 'person', id: row.actor_id, name: row.actor_name },
      action: row.action,
      subject: { kind: row.subject_kind, id: row.subject_id },
      details,
      previous,
    }
    const hash = hashOf(entry)
    entries = entry.sequence
    if (hash !== row.hash) {
      const set = { details: canonicalJson(details), previous, hash }
      await rows.do(async db => await db.updateTable('trail').set(set).where('sequence', '=', row.sequence).execute())
    }
    previous = hash
  }
  await rows.do(async db => await db.updateTable('trail_head').set({ entries, hash: previous }).execute())
}

/** What somebody signed of it, altered. */
async function alterAttestation(
  { rows }: Target,
  id: string,
  does: 'submit' | 'approve',
  change: (given: Attestation) => Promise<Attestation> | Attestation,
): Promise<void> {
  const { attestation } = await rows.do(
    async db =>
      await db
        .selectFrom('attestation')
        .select('attestation')
        .where('subject', '=', id)
        .where('does', '=', does)
        .executeTakeFirstOrThrow(),
  )
  const altered = JSON.stringify(await change(JSON.parse(attestation) as Attestation))
  await rows.do(
    async db =>
      await db
        .updateTable('attestation')
        .set({ attestation: altered })
        .where('subject', '=', id)
        .where('does', '=', does)
        .execute(),
  )
}

/** An approver sends it, in good faith. */
async function sent(target: Target, id: string, ...codes: readonly string[]): Promise<string> {
  const answer = await deed(target.second, id, 'schedule')
  await nothingOut(target, id)
  return refused(answer, ...codes)
}

/** The server has issued it, and the node has refused it. */
async function refusedByNode(target: Target, id: string): Promise<string> {
  const directives = async () =>
    await target.rows.do(
      async db => await db.selectFrom('directive').select(['state', 'refusal']).where('round_id', '=', id).execute(),
    )
  assert.ok((await directives()).length > 0, 'it was issued')
  await until(async () => (await directives()).every(({ state }) => state !== 'issued'), 'the node answers')
  const refusals = new Set((await directives()).map(({ refusal }) => refusal))
  assert.deepEqual([...refusals], ['needs-two-people'])
  assert.equal(target.submits(), 0)
  return 'node needs-two-people'
}

/** All three deeds by these. */
async function issuedBy(editor: Official, approver: Official): Promise<string> {
  const { id } = await written(editor, contentOf(['mot'], EVIL))
  for (const [by, does] of [
    [editor, 'submit'],
    [approver, 'approve'],
    [approver, 'schedule'],
  ] as const) {
    const { status, text } = await deed(by, id, does)
    assert.equal(status, 200, `${does}: ${text.slice(0, 200)}`)
  }
  return id
}

export const byDatabase: readonly Attempt<Target>[] = [
  {
    name: 'the text of an approved round',
    code: 'S4',
    act: async target => {
      const { id } = await target.approved(MOT)
      const signed = await signedDeed(target.second, id, 'schedule')
      await rewrite(target, id, EVIL)
      const answer = await target.second.browser.post(`/api/v1/rounds/${id}/schedule`, signed)
      await nothingOut(target, id)
      return refused(answer, 'contentAltered')
    },
  },
  {
    name: 'its sender, and the digest beside it',
    code: 'S4',
    act: async target => {
      const { id } = await target.approved(MOT)
      await setDigest(target, id, await rewrite(target, id, { source: 'NGANHANG' }))
      return await sent(target, id, 'contentAltered')
    },
  },
  {
    name: 'text, digest and the trail, hashed anew',
    code: 'S4',
    act: async target => {
      const { id } = await target.approved(MOT)
      const digest = await rewrite(target, id, EVIL)
      await setDigest(target, id, digest)
      await setApproved(target, id, digest)
      await rehash(target, ({ action, subject, details }) => {
        if (action === 'round.approve' && subject === id) details.digest = digest
      })
      return await sent(target, id, 'needsTwoPeople')
    },
  },
  {
    name: 'all that, and the digest in what people signed',
    code: 'S4',
    act: async target => {
      const { id } = await target.approved(MOT)
      const sha256 = await rewrite(target, id, EVIL)
      await setDigest(target, id, sha256)
      await setApproved(target, id, sha256)
      await rehash(target, ({ action, subject, details }) => {
        if (action === 'round.approve' && subject === id) details.digest = sha256
      })
      for (const does of ['submit', 'approve'] as const)
        await alterAttestation(target, id, does, given => ({ ...given, statement: { ...given.statement, sha256 } }))
      return await sent(target, id, 'needsTwoPeople')
    },
  },
  {
    name: 'an approval by a key of one’s own, in their name',
    code: 'S1',
    act: async target => {
      const { id } = await target.approved(MOT)
      const posing = await posingAs(target.approver)
      await alterAttestation(target, id, 'approve', async given => ({
        ...given,
        signature: { ...(await posing.key.sign(given.statement)), key: target.approver.key.key.id },
      }))
      return await sent(target, id, 'needsTwoPeople')
    },
  },
  {
    name: 'the approval for the submission, as of the editor',
    code: 'S1',
    act: async target => {
      const { id } = await target.approved(MOT)
      await alterAttestation(target, id, 'submit', async ({ person, statement }) => ({
        person,
        statement,
        signature: await target.approver.key.sign(statement),
      }))
      return await sent(target, id, 'needsTwoPeople')
    },
  },
  {
    name: 'a hotline of the free list, before its approval',
    code: 'S4',
    act: async ({ editor, approver, rows }) => {
      const DRAFT = '/api/v1/zero-rating/draft'
      const { revision } = await editor.browser.well('GET', DRAFT)
      const content = { ...FEBRUARY_CONTENT, inForceFrom: null }
      const saved = await editor.browser.well('PUT', DRAFT, { revision, content })
      const submission = { revision: saved.revision, signature: await signatureOf(editor, saidOfList(saved, 'submit')) }
      await editor.browser.well('POST', `${DRAFT}/submit`, submission)
      const altered = JSON.stringify(content).replaceAll('19009095', '19001111')
      await rows.do(
        async db =>
          await db
            .updateTable('free_revision')
            .set({ content: altered })
            .where('revision', '=', saved.revision)
            .execute(),
      )
      const seen = await approver.browser.well('GET', DRAFT)
      assert.match(JSON.stringify(seen.content), /19001111/)
      const answer = await approver.browser.post(`${DRAFT}/approve`, {
        revision: seen.revision,
        digest: seen.digest,
        services: seen.services,
        doubts: seen.faults.length,
        signature: await signatureOf(approver, saidOfList(seen, 'approve')),
      })
      const { versions } = await approver.browser.well('GET', '/api/v1/zero-rating')
      assert.deepEqual(versions, [], 'no version was signed')
      return refused(answer, 'needsTwoPeople')
    },
  },
  {
    name: 'a draft, said to be approved',
    code: 'S4',
    act: async target => {
      const { id } = await written(target.editor, MOT)
      await target.rows.do(
        async db =>
          await db.updateTable('round').set({ state: 'approved', approved_version: 1 }).where('id', '=', id).execute(),
      )
      return await sent(target, id, 'contentAltered')
    },
  },
  {
    name: 'who wrote it, so that they may approve it too',
    code: 'S1',
    act: async target => {
      const { id } = await written(target.approver, MOT)
      const submission = await deed(target.approver, id, 'submit')
      assert.equal(submission.status, 200)
      await target.rows.do(
        async db =>
          await db.updateTable('round').set({ submitted_by: target.editor.id }).where('id', '=', id).execute(),
      )
      await target.rows.do(
        async db =>
          await db.updateTable('round_version').set({ by_id: target.editor.id }).where('round_id', '=', id).execute(),
      )
      const answer = await deed(target.approver, id, 'approve')
      await nothingOut(target, id)
      return refused(answer, 'needsTwoPeople')
    },
  },
  {
    name: 'the role of an editor, who approves',
    code: 'S1',
    act: async target => {
      const { id } = await written(target.second, MOT)
      assert.equal((await deed(target.second, id, 'submit')).status, 200)
      const role = async (role: string) =>
        await target.rows.do(
          async db => await db.updateTable('person').set({ role }).where('id', '=', target.editor.id).execute(),
        )
      await role('approver')
      const answer = await deed(target.editor, id, 'approve')
      await role('editor')
      await nothingOut(target, id)
      return refused(answer, 'needsTwoPeople')
    },
  },
  {
    name: 'the public key of an approver',
    code: 'S1',
    act: async target => {
      const posing = await posingAs(target.approver)
      const { id } = await written(target.editor, MOT)
      assert.equal((await deed(target.editor, id, 'submit')).status, 200)
      return await target.rows.meanwhile(['signing_key'], async () => {
        const { id: key, publicKey } = posing.key.key
        await target.rows.do(
          async db =>
            await db
              .updateTable('signing_key')
              .set({ id: key, public_key: JSON.stringify(publicKey) })
              .where('person_id', '=', target.approver.id)
              .execute(),
        )
        const answer = await deed(posing, id, 'approve')
        await nothingOut(target, id)
        return refused(answer, 'notOnRoster')
      })
    },
  },
  {
    name: 'the password of an approver, and signs in with it',
    code: 'S1',
    act: async target => {
      const password = 'của người giữ dữ liệu'
      const account = async (hash: string) =>
        await target.rows.do(
          async db =>
            await db
              .updateTable('sign_in_account')
              .set({ password: hash })
              .where('userId', '=', target.approver.id)
              .execute(),
        )
      const { id } = await target.approved(MOT)
      await account(sha256Of(password))
      const thief = new Person(target.url)
      assert.equal((await thief.signIn('phe.duyet@bo.example', password)).status, 200)
      await account(sha256Of(PASSWORD))
      const round = await roundNow(target.approver, id)
      const posing = await posingAs({ ...target.approver, browser: thief })
      const signature = await signatureOf(posing, saidOfRound(round, 'schedule'))
      const path = `/api/v1/rounds/${id}/schedule`
      const answers = [await thief.post(path), await thief.post(path, { signature })]
      await nothingOut(target, id)
      return allRefused(answers, 'signatureNeeded', 'notOnRoster')
    },
  },
  {
    name: 'a session of an approver, without the secret',
    code: 'S10',
    act: async target => {
      const token = randomBytes(24).toString('base64url')
      const at = new Date().toISOString()
      const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
      const session = { id: token, token, userId: target.approver.id, expiresAt, createdAt: at }
      await target.rows.do(
        async db =>
          await db
            .insertInto('sign_in_session')
            .values({ ...session, updatedAt: at } as typeof session)
            .execute(),
      )
      const answers = []
      const [name] = target.approver.browser.cookies.keys()
      const signed = createHmac('sha256', token).update(token).digest('base64')
      for (const value of [token, `${token}.${encodeURIComponent(signed)}`]) {
        const thief = new Person(target.url)
        thief.cookies.set(name, value)
        answers.push(await thief.get('/api/v1/me'))
      }
      return allRefused(answers, 'signedOut')
    },
  },
  {
    name: 'a key of all scopes, of an administrator',
    code: 'S1',
    act: async target => {
      const { id } = await target.approved(MOT)
      const secret = `loa_${randomBytes(32).toString('base64url')}`
      const scopes = ['read', 'rounds', 'lists', 'operators', 'trail', 'screening', 'approve']
      await target.rows.do(
        async db =>
          await db
            .insertInto('api_key')
            .values({
              id: '00000000-0000-4000-8000-000000000001',
              sha256: createHash('sha256').update(secret).digest('hex'),
              name: 'x',
              scopes: JSON.stringify(scopes),
              person_id: target.administrator.id,
              created_at: Date.now(),
              expires_at: Date.now() + 3_600_000,
              last_used_at: null,
              revoked_at: null,
            })
            .execute(),
      )
      const answers = []
      for (const deed of ['approve', 'schedule', 'resume'])
        answers.push(
          await new Person(target.url).post(
            `/api/v1/rounds/${id}/${deed}`,
            {},
            { authorization: `Bearer ${secret}`, 'idempotency-key': `mot-khoa-${deed}` },
          ),
        )
      await nothingOut(target, id)
      return allRefused(answers, 'forbidden')
    },
  },
  {
    name: 'a signature of the other administrator, made up',
    code: 'S1',
    act: async target => {
      const { browser } = target.administrator
      await officialOf(await personOf(browser, 'approver', 'ma.bay@bo.example'))
      await browser.well('POST', '/api/v1/roster/draft')
      await signRoster(target.administrator)
      const { number, people } = await newestRoster(target)
      const other = people.find(({ id, role }) => role === 'administrator' && id !== target.administrator.id)
      assert.ok(other !== undefined)
      await target.rows.do(async db => {
        const { signatures } = await db.selectFrom('roster_draft').select('signatures').executeTakeFirstOrThrow()
        const [own] = JSON.parse(signatures) as Attestation[]
        const made = { ...own, person: other.id }
        const named = { ...made, signature: { ...own.signature, key: other.keys[0].id } }
        await db
          .updateTable('roster_draft')
          .set({ signatures: JSON.stringify([own, made, named]), not_before: 1 })
          .execute()
      })
      await target.work()
      assert.equal((await newestRoster(target)).number, number)
      await target.rows.do(async db => await db.deleteFrom('roster_draft').execute())
      return 'not published'
    },
  },
  {
    name: 'a roster of one’s own, in force',
    code: 'S1',
    act: async target =>
      await target.rows.meanwhile(['roster'], async () => {
        const [editor, approver] = [await posingAs(target.editor), await posingAs(target.approver)]
        const before = await newestRoster(target)
        const next = { ...before, number: before.number + 1 }
        const previousSha256 = sha256Of(canonicalJson(before))
        await enthrone(target, withKeysOf({ ...next, previousSha256 }, [editor, approver]))
        return await refusedByNode(target, await issuedBy(editor, approver))
      }),
  },
  {
    name: 'keys in the roster that is in force',
    code: 'S1',
    act: async target =>
      await target.rows.meanwhile(['roster'], async () => {
        const [editor, approver] = [await posingAs(target.editor), await posingAs(target.approver)]
        await enthrone(target, withKeysOf(await newestRoster(target), [editor, approver]))
        return await refusedByNode(target, await issuedBy(editor, approver))
      }),
  },
  {
    name: 'all rosters away, so that nobody need sign',
    code: 'S1',
    act: async target =>
      await target.rows.meanwhile(['roster'], async () => {
        const { id } = await target.approved(MOT)
        await target.rows.do(async db => await db.deleteFrom('roster').execute())
        const answer = await target.approver.browser.post(`/api/v1/rounds/${id}/schedule`)
        assert.equal(answer.status, 200, answer.text.slice(0, 200))
        return await refusedByNode(target, id)
      }),
  },
  {
    name: 'a chain of rosters that begins anew',
    code: 'S1',
    act: async target =>
      await target.rows.meanwhile(['roster', 'roster_draft', 'setting', 'signing_key'], async () => {
        const other = new Person(target.url)
        await other.signIn('quan.tri.hai@bo.example')
        const { id: otherId } = await other.well('GET', '/api/v1/me')
        const [own, second, editor, approver] = await Promise.all([
          posingAs(target.administrator),
          posingAs({ ...target.administrator, browser: other, id: otherId }),
          posingAs(target.editor),
          posingAs(target.approver),
        ])
        const posing = [own, second, editor, approver]
        for (const { id, key } of posing)
          await target.rows.do(
            async db =>
              await db
                .updateTable('signing_key')
                .set({ id: key.key.id, public_key: JSON.stringify(key.key.publicKey) })
                .where('person_id', '=', id)
                .execute(),
          )
        await target.rows.do(
          async db => await db.insertInto('setting').values({ name: 'roster-begins-anew', value: 'yes' }).execute(),
        )
        await own.browser.well('POST', '/api/v1/roster/draft')
        const { current } = await signRoster(own, second)
        assert.equal(current?.number, 3, 'the server believes it')
        return await refusedByNode(target, await issuedBy(editor, approver))
      }),
  },
  {
    name: 'an entry of the trail',
    code: 'S5',
    act: async target => {
      const at = async (details: string) =>
        await target.rows.do(
          async db => await db.updateTable('trail').set({ details }).where('sequence', '=', 3).execute(),
        )
      const { details } = await target.rows.do(
        async db => await db.selectFrom('trail').select('details').where('sequence', '=', 3).executeTakeFirstOrThrow(),
      )
      await at('{"role":"duty"}')
      const told = await target.auditor.well('GET', '/api/v1/trail/verification')
      await at(details)
      assert.deepEqual([told.is, told.sequence], ['broken', 3])
      return `broken at ${told.sequence}`
    },
  },
  {
    name: 'the whole trail, hashed anew',
    code: 'S5',
    act: async target => {
      const { data } = await (await target.node.watch()).next().then(event => event!)
      const tasks = await target.node.tasksOf(data)
      const noted = tasks.map(({ body }) => body.trail!).toSorted((a, b) => b.entries - a.entries)[0]
      await rehash(target, ({ action, details }) => {
        if (action === 'person.invite' && details.role === 'duty') details.role = 'auditor'
      })
      const { store } = target.rows
      assert.equal((await verifyTrail(store)).is, 'whole')
      const told = await verifyTrail(store, [noted])
      assert.ok(told.is === 'broken')
      return 'a node’s head differs'
    },
  },
]
