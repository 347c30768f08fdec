/** A node and signed jobs of a kind that is declared, with a stub of the authority: what its device is given, what it is not, and what is answered. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { z } from 'zod'
import { canonicalJson } from '../base/canonical.ts'
import { BEGINS_WITHIN_MS } from '../directive/proof.ts'
import type { PublicJwk } from '../directive/public-key.ts'
import { type JobBody, type JobVerdict, signedJob } from '../directive/signed-job.ts'
import { sha256Of, verify } from '../directive/signing.ts'
import { instant } from '../directive/values.ts'
import { jobAtNode } from './job-taker.ts'
import { approver, editor, saidTwice, stranger, USUAL } from './people.test.ts'
import { NodeFixture } from './stage.test.ts'

declare module '../directive/statement.ts' {
  interface SignedKinds {
    readonly siren: object
  }
}

const content = z.strictObject({ place: z.string(), seconds: z.int(), from: instant, until: instant })
type Content = z.infer<typeof content>

const HOUR_MS = 3_600_000
const isoIn = (ms: number) => new Date(Date.now() + ms).toISOString()

const sirens = signedJob({
  kind: 'siren',
  content,
  told: z.strictObject({ sounded: z.int() }),
  when: ({ from, until }) => ({ from: Date.parse(from), until: Date.parse(until), beginsWithinMs: BEGINS_WITHIN_MS }),
  what: ({ seconds }) => (seconds <= 60 ? null : 'seconds'),
  which: () => null,
})

function order(changes: Partial<Content> = {}): Pick<JobBody<Content>, 'subject' | 'version' | 'content'> {
  const usual = { place: 'Phường 3', seconds: 30, from: isoIn(-HOUR_MS), until: isoIn(HOUR_MS) }
  return { subject: randomUUID(), version: 1, content: { ...usual, ...changes } }
}

/** `fails`: the device does. */
async function set(t: TestContext) {
  const stage = await NodeFixture.set(t)
  const { authority } = stage
  const sounded: Content[] = []
  const device = { fails: false }
  const start = async () =>
    await stage.start({
      jobs: [
        jobAtNode(sirens, async given => {
          sounded.push(given)
          if (device.fails) throw new Error('no current')
          return { sounded: given.seconds }
        }),
      ],
    })
  await start()
  const answerTo = async ({ directive }: { readonly directive: string }): Promise<JobVerdict<{ sounded: number }>> => {
    for (let seen = 0; ; seen++) {
      await authority.until(() => authority.jobAnswers.length > seen, `an answer to ${directive}`)
      const { type, schema } = sirens.answer
      const body = await verify(authority.jobAnswers[seen], { type, key: authority.nodeKey as PublicJwk, schema })
      if (body.directive === directive) return body.verdict
    }
  }
  return { stage, authority, sounded, device, start, answerTo }
}

test('what two people signed is handed to the device once, and what it tells is in the node’s signed answer', async t => {
  const { authority, sounded, answerTo, stage, start } = await set(t)
  const of = order()
  const body = await authority.issueJob(sirens, of)
  assert.deepEqual(await answerTo(body), { is: 'done', told: { sounded: 30 } })
  assert.deepEqual(sounded, [of.content])
  assert.deepEqual(authority.hellos.at(-1)?.jobs, ['siren'])
  await stage.stop()
  await start()
  const again = await authority.issueJob(sirens, of)
  assert.deepEqual(await answerTo(again), { is: 'refused', why: 'replayed' })
  assert.equal(authority.hellos.at(-1)?.serialMax, body.serial)
  assert.equal(sounded.length, 1)
})

test('the device is given nothing that two people of the roster did not sign as it is', async t => {
  const { authority, sounded, answerTo } = await set(t)
  const saidOf = ({ subject, version, content }: ReturnType<typeof order>) =>
    ({ of: sirens.kind, subject, version, sha256: sha256Of(canonicalJson(content)) }) as const
  const of = order()
  const other = order()
  const twoOf = async (by: Parameters<typeof saidTwice>[0]) => await saidTwice(by, saidOf(of))
  const cases = [
    ['what nobody has approved', { approval: null }, 'needs-two-people'],
    ['one person twice', { approval: await twoOf({ submit: approver, approve: approver }) }, 'needs-two-people'],
    ['a stranger', { approval: await twoOf({ submit: editor, approve: stranger }) }, 'needs-two-people'],
    ['what was signed of another', { approval: await saidTwice(USUAL, saidOf(other)) }, 'needs-two-people'],
    [
      'another content under what was signed',
      { approval: await twoOf(USUAL), content: { ...of.content, seconds: 60 } },
      'needs-two-people',
    ],
    [
      'a bulletin of the same digest',
      { approval: await saidTwice(USUAL, { ...saidOf(of), of: 'bulletin' }) },
      'needs-two-people',
    ],
    ['after the authority’s own time for it', { expiresAt: isoIn(-1) }, 'expired'],
  ] as const
  for (const [name, changes, why] of cases)
    assert.deepEqual(await answerTo(await authority.issueJob(sirens, of, changes)), { is: 'refused', why }, name)
  const over = await authority.issueJob(sirens, order({ until: isoIn(-1) }))
  assert.deepEqual(await answerTo(over), { is: 'refused', why: 'expired' })
  const long = await authority.issueJob(sirens, order({ seconds: 61 }))
  assert.deepEqual(await answerTo(long), { is: 'refused', why: 'malformed' })
  assert.deepEqual(sounded, [])
})

test('what its device failed at is uncertain, and it is not handed to it again', async t => {
  const { authority, sounded, device, answerTo } = await set(t)
  device.fails = true
  const of = order()
  assert.deepEqual(await answerTo(await authority.issueJob(sirens, of)), { is: 'uncertain' })
  assert.deepEqual(await answerTo(await authority.issueJob(sirens, of)), { is: 'refused', why: 'replayed' })
  assert.equal(sounded.length, 1)
})
