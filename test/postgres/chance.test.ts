/**
 * Whatever people do with a round in whatever order, nothing goes out that two of them did not want.
 *
 * What must hold is counted from the tables alone, not by the code that keeps it: for every directive, somebody approved
 * exactly its version who neither saved a version since the approval before nor was the last to submit it.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Actor } from '../../src/authority/actor.ts'
import { Failure } from '../../src/base/failure.ts'
import { onlySqlite, tablesOf } from './databases.ts'
import { type AuthorityFixture, contentFor, enrolled, type Node, openStage, PEOPLE, tallyOf } from './stage.ts'

const KEY: Actor = { ...PEOPLE.approver, kind: 'key', id: 'key', person: PEOPLE.otherApprover.id }
const WHO = [PEOPLE.editor, PEOPLE.approver, PEOPLE.otherApprover, KEY, PEOPLE.administrator]
const DEEDS = [
  'save',
  'submit',
  'submit',
  'withdraw',
  'approve',
  'approve',
  'return',
  'exercise',
  'schedule',
  'pause',
  'resume',
  'stop',
  'begin',
  'end',
  'stale save',
] as const

const anyone = fc.constantFrom(...WHO)
const one = fc.record({ deed: fc.constantFrom(...DEEDS), who: anyone }).map(step => [step])
/** The way out, whoever goes it: by chance alone it is seldom found. */
const way = fc
  .tuple(anyone, anyone, anyone)
  .map(people => (['submit', 'approve', 'schedule'] as const).map((deed, i) => ({ deed, who: people[i] })))
const steps = fc
  .array(fc.oneof({ weight: 3, arbitrary: one }, { weight: 2, arbitrary: way }), { minLength: 15, maxLength: 40 })
  .map(parts => parts.flat())

async function act(
  stage: AuthorityFixture,
  nodes: readonly Node[],
  id: string,
  { deed, who }: { deed: (typeof DEEDS)[number]; who: Actor },
): Promise<void> {
  const { authority, clock } = stage
  clock.advance(1500)
  const { version, digest, subscribers } = await authority.round(who, id)
  const content = contentFor(['mot', 'hai'], { title: `Bản ${version}` })
  switch (deed) {
    case 'save':
      return void (await authority.saveRound(who, id, { version, content }))
    case 'stale save':
      return void (await authority.saveRound(who, id, { version: version - 1, content }))
    case 'submit':
      return void (await authority.submitRound(who, id, { version }))
    case 'withdraw':
      return void (await authority.withdrawRound(who, id, { version }))
    case 'approve':
      return void (await authority.approveRound(who, id, { version, digest, subscribers }))
    case 'return':
      return void (await authority.returnRound(who, id, { version, reason: 'x' }))
    case 'exercise':
      return void (await authority.exerciseRound(who, id))
    case 'schedule':
      return void (await authority.scheduleRound(who, id))
    case 'pause':
      return void (await authority.pauseRound(who, id))
    case 'resume':
      return void (await authority.resumeRound(who, id))
    case 'stop':
      return void (await authority.stopRound(who, id, { reason: 'x' }))
    case 'begin':
    case 'end':
      for (const node of nodes)
        for (const task of await node.tasks())
          await (deed === 'begin' ? node.progress(task, { tally: tallyOf(task, 5) }) : node.return(task))
  }
}

async function check({ database, authority }: AuthorityFixture, id: string): Promise<number> {
  const db = tablesOf(database)
  const directives = await db.selectFrom('directive').selectAll().execute()
  const versions = await db.selectFrom('round_version').selectAll().execute()
  const trail = await db.selectFrom('trail').selectAll().orderBy('sequence').execute()
  const person = (actor: string) => (actor === KEY.id ? KEY.person : actor)
  const entries = trail
    .filter(({ subject_id }) => subject_id === id)
    .map(entry => ({ ...entry, version: JSON.parse(entry.details).version as number }))
  for (const { version, purpose } of directives) {
    const approval = entries.findLast(entry => entry.action === 'round.approve' && entry.version === version)
    assert.ok(approval !== undefined, `${purpose} of version ${version} without an approval`)
    const earlier = entries.filter(({ sequence }) => sequence < approval.sequence)
    const before = earlier.findLast(({ action }) => action === 'round.approve')?.version ?? 0
    const writers = versions.filter(each => each.version > before && each.version <= version).map(({ by_id }) => by_id)
    const submitter = person(earlier.findLast(({ action }) => action === 'round.submit')?.actor_id ?? '')
    const approver = person(approval.actor_id)
    assert.ok(![...writers, submitter].includes(approver as string), `${approver} approved their own`)
  }
  for (const operator of ['mot', 'hai']) {
    const serials = directives
      .filter(({ operator_id }) => operator_id === operator)
      .map(({ serial }) => serial)
      .sort((a, b) => a - b)
    assert.deepEqual(
      serials,
      serials.map((_, i) => i + 1),
    )
  }
  assert.equal((await authority.verifyTrail()).is, 'whole')
  return directives.length
}

test('whatever is done in whatever order, nothing goes out without two people', async t => {
  let directives = 0
  let runs = 0
  await fc.assert(
    fc.asyncProperty(steps, async deeds => {
      const stage = await openStage(t, onlySqlite())
      const nodes = [await enrolled(stage, 'mot'), await enrolled(stage, 'hai')]
      const campaign = await stage.authority.createCampaign(PEOPLE.editor, { title: 'C', note: '' })
      const { id } = await stage.authority.createRound(PEOPLE.editor, campaign.id, contentFor(['mot', 'hai']))
      for (const each of deeds) {
        try {
          await act(stage, nodes, id, each)
        } catch (error) {
          if (!(error instanceof Failure)) throw error
        }
      }
      directives += await check(stage, id)
      runs += 1
    }),
    { numRuns: 20, endOnFailure: true },
  )
  t.diagnostic(`${directives} directives in ${runs} runs`)
  assert.ok(directives > runs / 4, `${directives} directives in ${runs} runs: too few to mean anything`)
})
