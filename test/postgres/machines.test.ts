/** An operator with several machines, as the authority hears them: one acceptance, the figures of who sends, one return. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProgressBody } from '../../src/directive/documents.ts'
import { onEachDatabase } from './databases.ts'
import {
  type AuthorityFixture,
  acceptance,
  contentFor,
  enrolled,
  openStage,
  PEOPLE,
  returnOf,
  SECOND,
  scheduled,
  tallyOf,
} from './stage.ts'

type Does = NonNullable<ProgressBody['machine']>['does']

async function directed(stage: AuthorityFixture) {
  const node = await enrolled(stage, 'mot')
  const { id } = await scheduled(stage, contentFor(['mot']))
  const [task] = await node.tasks()
  const directive = async () => (await stage.authority.live(id)).directives[0]
  const tells = async (name: string, does: Does, delivered: number, at?: string) =>
    await node.progress(task, {
      machine: { name, does },
      tally: tallyOf(task, delivered),
      ...(at === undefined ? {} : { at }),
    })
  return { node, id, task, directive, tells }
}

async function actionsOf({ authority }: AuthorityFixture, action: string): Promise<readonly string[]> {
  const asked = { action, actor: null, subject: null, cursor: null, limit: 20 }
  return (await authority.trail(asked)).items.map(({ action }) => action)
}

onEachDatabase(databases => {
  test('three machines that acknowledge and return a directive alike are one acceptance and one return', async t => {
    const stage = await openStage(t, databases)
    const { node, task, directive } = await directed(stage)
    for (const machine of ['a', 'b', 'c']) {
      await node.acknowledge(task, undefined, { machine })
      stage.clock.advance(SECOND)
    }
    const returned = returnOf(task, stage.clock.now())
    for (let i = 0; i < 3; i++) await node.return(task, returned)
    assert.deepEqual((await directive()).flags, [])
    assert.deepEqual(await actionsOf(stage, 'directive'), ['directive.return', 'directive.acknowledge'])
  })

  test('what one machine refuses, or sends to others, goes on as another has accepted it, whichever came first, and is flagged once', async t => {
    for (const refusesFirst of [false, true]) {
      const stage = await openStage(t, databases)
      const { node, id, task, directive } = await directed(stage)
      const refuse = async () => await node.acknowledge(task, { is: 'refused', why: 'unknown-list' }, { machine: 'c' })
      if (refusesFirst) await refuse()
      await node.acknowledge(task, undefined, { machine: 'a' })
      for (let i = 0; i < 2; i++) {
        stage.clock.advance(SECOND)
        await refuse()
      }
      const { state, flags, refusal } = await directive()
      assert.deepEqual([state, refusal], ['acknowledged', null])
      assert.deepEqual(
        flags.map(({ code }) => code),
        ['machines-differ'],
      )
      assert.equal((await node.tasks()).length, 1, 'it is still asked for')
      const accepted = acceptance(task)
      assert.ok(accepted.is === 'accepted')
      await node.acknowledge(task, { ...accepted, subscribers: 7 }, { machine: 'b' })
      const after = await directive()
      assert.equal(after.subscribers, accepted.subscribers)
      assert.ok(after.flags.some(({ code }) => code === 'audience-differs'))
      assert.ok((await actionsOf(stage, 'directive')).length <= 4)
      // Whoever sends can be stopped.
      await stage.authority.stopRound(PEOPLE.editor, id, { reason: 'Dừng ngay' })
      const [{ order }] = await node.tasks()
      assert.equal(order.wish, 'stop')
    }
  })

  test('the machine that sends tells of a directive; one that follows only once that one is silent, and another clock is no reason to be unheard', async t => {
    const stage = await openStage(t, databases)
    const { clock } = stage
    const { node, task, directive, tells } = await directed(stage)
    await node.acknowledge(task, undefined, { machine: 'a' })
    const delivered = async () => (await directive()).tally?.turns.delivered
    await tells('a', 'sends', 100)
    clock.advance(2 * SECOND)
    await tells('b', 'follows', 90)
    assert.deepEqual([await delivered(), (await directive()).machine], [100, 'a'])
    const behind = new Date(clock.now() - 60 * SECOND).toISOString()
    await tells('b', 'sends', 200, behind)
    assert.deepEqual([await delivered(), (await directive()).machine], [200, 'b'])
    clock.advance(14 * SECOND)
    await tells('c', 'follows', 210)
    assert.equal(await delivered(), 200)
    clock.advance(SECOND)
    await tells('c', 'follows', 220)
    assert.deepEqual([await delivered(), (await directive()).machine], [220, 'b'])
    await tells('c', 'apart', 0)
    const { flags } = await directive()
    assert.deepEqual([await delivered(), flags.map(({ code }) => code)], [220, ['machines-differ']])
  })

  test('a machine that goes on alone stands in the trail once, however often it says so', async t => {
    const stage = await openStage(t, databases)
    const { node } = await directed(stage)
    await node.hello({ machine: 'b' })
    for (let i = 0; i < 3; i++) await node.hello({ machine: 'b', alone: true })
    assert.deepEqual(await actionsOf(stage, 'operator.alone'), ['operator.alone'])
    const { hello } = await stage.authority.operator('mot')
    assert.deepEqual([hello?.machine, hello?.alone], ['b', true])
  })
})
