/** What a plan says of services that its levels make free of charge, against the lists that are signed. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { smallPlan } from '../../src/areas/plan/fixtures.test.ts'
import type { DeedView } from '../../src/areas/plan/model.ts'
import { isoInZone } from '../../src/base/wall-time.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { FEBRUARY_CONTENT } from '../../src/zerorating/example-list.ts'
import type { Period, Service } from '../../src/zerorating/list.ts'
import { type Databases, onEachDatabase } from './databases.ts'
import { approvalOf, save, withServices } from './free-stage.ts'
import { HANOI, PLAN, SAIGON, sign, to, withPlan } from './plan-stage.ts'
import { DAY, PEOPLE, SECOND } from './stage.ts'

const { editor, approver } = PEOPLE
const MINUTE = 60 * SECOND
const [FIRST, OTHER] = FEBRUARY_CONTENT.services

onEachDatabase(databases => {
  test('an effect whose hotline is free from tomorrow is not in force today, and says from when', async t => {
    const of = await opened(t, databases)
    const up = await of.decided([to(HANOI, 'cao')])
    await of.carryOut()
    const tomorrow = iso(of.clock.now() + DAY)
    await save(of.stage, withServices(hotline([{ from: tomorrow, until: null }])))
    assert.deepEqual(await of.shown(up), ['ready', ['drafted']], 'nobody has signed it')
    await of.sign()
    assert.deepEqual(await of.shown(up), ['approved', [`coming ${tomorrow}`]])
    assert.equal((await of.free.now()).free.length, 0)
    of.clock.advance(DAY)
    assert.deepEqual(await of.shown(up), ['out', [`free ${tomorrow}`]])
    assert.deepEqual(await of.running(), [`free ${tomorrow}`])
    assert.equal((await of.free.now()).free.length, 1)
  })

  test('who signs a version without what a level holds has seen it as a doubt, and the plan says which version dropped it', async t => {
    const of = await opened(t, databases)
    const up = await of.decided([to(HANOI, 'cao')])
    await of.carryOut()
    const since = iso(of.clock.now())
    await of.sign()
    of.clock.advance(MINUTE)
    assert.deepEqual(await of.shown(up), ['out', [`free ${since}`]])
    await save(of.stage, withServices({ ...FIRST, id: 'khac', free: [] }))
    const { revision } = await of.free.draft(editor)
    const draft = await of.free.submitFreeDraft(editor, { revision })
    const doubt = draft.faults.filter(({ code }) => code === 'held-by-a-level')
    assert.deepEqual(
      doubt.map(({ severity, service, other }) => [severity, service, other]),
      [['doubt', 'duong-day-nong', 'Hà Nội']],
    )
    const approval = approvalOf(draft)
    const unseen = { ...approval, doubts: draft.faults.length - 1 }
    await assert.rejects(of.free.approveFreeDraft(approver, unseen), { code: 'doubtsUnseen' })
    await of.free.approveFreeDraft(approver, approval)
    const dropped = iso(of.clock.now())
    const { items } = await of.stage.authority.trail({
      action: 'list.approve',
      actor: null,
      subject: null,
      cursor: null,
      limit: 1,
    })
    assert.equal(items[0]?.details.doubts, draft.faults.length, 'the trail has that they were seen')
    of.clock.advance(MINUTE)
    assert.deepEqual(await of.shown(up), ['stopped', [`dropped ${dropped} by 2`]])
    assert.deepEqual(await of.running(), [`dropped ${dropped} by 2`], 'as the page of the situation')
    assert.equal((await of.free.now()).free.length, 0)
  })

  test('a version that frees it until a day is a doubt while the level goes on, and its end is told as the end of its period', async t => {
    const of = await opened(t, databases)
    const up = await of.decided([to(HANOI, 'cao')])
    await of.carryOut()
    const until = iso(of.clock.now() + DAY)
    await save(of.stage, withServices(hotline([{ from: iso(of.clock.now()), until }])))
    const codes = await of.sign()
    assert.ok(codes.includes('ends-before-a-level'), codes.join())
    of.clock.advance(DAY)
    assert.deepEqual(await of.shown(up), ['stopped', [`ended ${until}`]])
  })

  test('what one area no longer holds stays free while another does', async t => {
    const of = await opened(t, databases)
    await of.decided([to(HANOI, 'cao'), to(SAIGON, 'cao')])
    await of.carryOut()
    await of.sign()
    of.clock.advance(MINUTE)
    const down = await of.decided([to(HANOI, 'thap')])
    await of.carryOut()
    const ended = (await of.deeds(down)).find(({ action }) => action === 'mien-cuoc')
    assert.deepEqual([ended?.does, ended?.state], ['end', 'done'])
    assert.equal((await of.free.draft(editor)).state, 'none', 'no draft takes it away')
    of.clock.advance(MINUTE)
    const last = await of.decided([to(SAIGON, 'thap')])
    await of.carryOut()
    const asked = (await of.deeds(last)).find(({ action }) => action === 'mien-cuoc')
    assert.deepEqual([asked?.does, asked?.state, asked?.awaits], ['end', 'asked', 'stop'])
    assert.deepEqual(await of.sign(), [], 'no level holds it any more')
    of.clock.advance(MINUTE)
    assert.equal((await of.free.now()).free.length, 0)
  })

  test('of two hotlines that a level has freed the one that a lower level holds too stays free, and nobody is asked to stop it', async t => {
    const of = await opened(t, databases)
    const other = { ...OTHER, id: 'khac', diversions: [], free: [] }
    await save(of.stage, withServices(hotline([]), other))
    const plan = smallPlan()
    await sign(of.plans, {
      ...plan,
      version: 2,
      actions: plan.actions.flatMap((action): Plan['actions'] =>
        action.kind === 'free-list'
          ? [
              { ...action, services: ['duong-day-nong', 'khac'] },
              { ...action, id: 'mien-cuoc-hai', levels: ['vua', 'cao'], services: ['khac'] },
            ]
          : [action],
      ),
    })
    await of.decided([to(HANOI, 'cao')])
    await of.carryOut()
    await of.sign()
    of.clock.advance(MINUTE)
    const down = await of.decided([to(HANOI, 'vua')])
    await of.carryOut()
    const ended = async () => {
      const deeds = await of.deeds(down)
      const deed = deeds.find(({ action, does }) => action === 'mien-cuoc' && does === 'end')
      return [deed?.state, deed?.thing?.state]
    }
    assert.deepEqual(await ended(), ['asked', 'out'])
    assert.deepEqual(await of.sign(), [], 'nothing that a level holds is taken away')
    of.clock.advance(MINUTE)
    await of.again()
    assert.deepEqual(await ended(), ['done', 'stopped'])
    const { free } = await of.free.now()
    assert.deepEqual(
      free.map(({ id }) => id),
      ['khac'],
    )
  })

  test('a level that calls for a hotline that was to be free later frees it now, in one period', async t => {
    const of = await opened(t, databases)
    const later = iso(of.clock.now() + DAY)
    await save(of.stage, withServices(hotline([{ from: later, until: null }])))
    await of.sign()
    of.clock.advance(MINUTE)
    await of.decided([to(HANOI, 'cao')])
    await of.carryOut()
    const { content, faults } = await of.free.draft(editor)
    assert.deepEqual(faults, [])
    assert.deepEqual(
      content.services.map(({ free }) => free),
      [[{ from: isoInZone(of.clock.now(), content.timeZone), until: null }]],
    )
  })

  test('a draft that is without what a level calls for says so before anybody signs it', async t => {
    const of = await opened(t, databases)
    const up = await of.decided([to(HANOI, 'cao')])
    await of.carryOut()
    assert.deepEqual(await of.shown(up), ['ready', ['drafted']])
    await save(of.stage, withServices({ ...FIRST, id: 'khac' }))
    assert.deepEqual(await of.shown(up), ['stopped', ['undrafted']])
  })
})

const iso = (at: number) => new Date(at).toISOString()

function hotline(free: readonly Period[]): Service {
  return { ...FIRST, id: 'duong-day-nong', free: [...free] }
}

/** A hotline in the draft that the small plan's highest level makes free. */
async function opened(t: TestContext, databases: Databases) {
  const of = await withPlan(t, databases)
  const { free } = of.stage.authority
  await save(of.stage, withServices(hotline([])))
  return {
    ...of,
    free,
    /** By two people, who have seen these doubts. */
    sign: async () => {
      const { revision } = await free.draft(editor)
      const draft = await free.submitFreeDraft(editor, { revision })
      await free.approveFreeDraft(approver, approvalOf(draft))
      return draft.faults.map(({ code }) => code)
    },
    running: async () => {
      const groups = await of.plans.running(PLAN, { purpose: 'live' })
      return groups.find(({ action }) => action === 'mien-cuoc')?.whyFree?.map(whySaid)
    },
    shown: async (change: { readonly id: string }) => {
      const deeds = await of.deeds(change)
      const thing = deeds.find(({ action }) => action === 'mien-cuoc')?.thing
      return [thing?.state, thing?.why.map(whySaid)]
    },
  }
}

type Why = NonNullable<DeedView['thing']>['why'][number]

function whySaid(why: Why): string {
  if (why.is === 'drafted' || why.is === 'undrafted') return why.is
  return `${why.is} ${why.at}${why.is === 'dropped' ? ` by ${why.version}` : ''}`
}
