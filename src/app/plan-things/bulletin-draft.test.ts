import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { contentOf } from '../../areas/bulletins/content.ts'
import { bulletinDraft } from '../../areas/bulletins/model.ts'
import { asksIn } from '../../areas/bulletins/spoken-asks.ts'
import { fromOf, untilOf } from '../../areas/plan/times.ts'
import { alertIdentifier } from '../../cbs/identifiers.ts'
import type { EffectDocument } from '../../plan/effect.ts'
import { diffOf } from '../../plan/effects.ts'
import { type Plan, plan as planShape } from '../../plan/plan.ts'
import { approvedChange, Situation } from '../../plan/situation.ts'
import { draftOf } from './bulletin-draft.ts'

const ROOT = join(import.meta.dirname, '../../..')
const NOW = Date.parse('2021-07-19T00:00:00+07:00')
const UUID = '00000000-0000-4000-8000-000000000000'

/** What a plan says when every level is entered from none, and left for none. */
function effectsOf(plan: Plan): readonly EffectDocument[] {
  const { timeZone } = plan
  const change = (name: string, level: string | null, from: number) =>
    approvedChange(
      {
        content: {
          format: 1,
          change: name,
          purpose: 'exercise',
          takesBack: null,
          plan: { id: plan.id, version: plan.version },
          from: new Date(from).toISOString(),
          decisions: [{ area: '01.2004', level }],
        },
        submitted: 'a',
        approved: 'b',
      },
      'exercise',
    )
  const none = Situation.empty({ purpose: 'exercise', timeZone })
  return plan.levels.flatMap(({ id }) => {
    const there = none.with(change('up', id, NOW - 1000))
    const gone = there.with(change('down', null, NOW))
    const of = { plan, running: new Map(), at: NOW, now: NOW }
    return [
      ...diffOf({ ...of, before: none, after: there }).starts,
      ...diffOf({ ...of, before: there, after: gone }).starts,
    ]
  })
}

test('a flood warning that a plan has put on the air is a broadcast of the plan’s own level for an hour, in both languages, with its correction, and nothing that no phone can switch off', () => {
  const text = readFileSync(join(ROOT, 'docs/examples/plans/floods.json'), 'utf8')
  const warnings = effectsOf(planShape.parse(JSON.parse(text))).filter(({ action }) => action === 'warning')
  assert.equal(warnings.length, 3)
  for (const effect of warnings) {
    const times = { from: fromOf(effect, 0), until: untilOf(effect, 0) }
    const begun = { deed: UUID, effect, now: NOW, ...times }
    const { renditions, correction } = draftOf(begun, { spoken: null, correction: null })
    const { broadcast } = renditions
    assert.deepEqual(
      [broadcast?.isEmergency, broadcast?.polygons, broadcast?.until],
      [false, [], new Date(Math.max(times.from, NOW) + 3_600_000).toISOString()],
    )
    assert.ok(broadcast !== undefined)
    assert.equal(alertIdentifier(broadcast.level), 4378)
    assert.deepEqual(
      broadcast.texts.map(({ language }) => language),
      ['vi', 'en'],
    )
    assert.match(broadcast.texts[0].text, /^Cảnh báo lũ\. Hà Nội: /)
    assert.match(correction.broadcast?.[1].text ?? '', /^Correction: the warning/)
  }
})

test('a warning of which the plan does not say how loud it is begins as any broadcast of its level does', () => {
  const floods: unknown = JSON.parse(
    readFileSync(join(ROOT, 'docs/examples/plans/floods.json'), 'utf8'),
    (name, value: unknown) => (name === 'level' && typeof value === 'object' ? undefined : value),
  )
  const plan = planShape.parse(floods)
  const found = (['urgent', 'priority', 'normal'] as const).map(priority => {
    const actions = plan.actions.map(each => ('priority' in each ? { ...each, priority } : each))
    const [effect] = effectsOf({ ...plan, actions }).filter(({ action }) => action === 'warning')
    const begun = { deed: UUID, effect, now: NOW, from: NOW, until: NOW + 72 * 3_600_000 }
    const { broadcast } = draftOf(begun, { spoken: null, correction: null }).renditions
    return broadcast && alertIdentifier(broadcast.level)
  })
  assert.deepEqual(found, [4376, 4378, 4396])
})

test('whatever a plan of the library says on channels becomes a bulletin that lacks nothing but a voice, and how some word is spoken', () => {
  let found = 0
  for (const file of globSync('docs/examples/plans/*.json', { cwd: ROOT })) {
    const { data: plan } = planShape.safeParse(JSON.parse(readFileSync(join(ROOT, file), 'utf8')))
    if (plan === undefined) continue
    for (const effect of effectsOf(plan).filter(({ kind }) => kind === 'bulletin' || kind === 'loudspeakers')) {
      const times = { from: fromOf(effect, 0), until: untilOf(effect, 0) }
      const begun = { deed: UUID, effect, now: NOW, ...times }
      const draft = bulletinDraft.parse(draftOf(begun, { spoken: null, correction: null }))
      const made = contentOf(draft, { id: UUID, version: 1 }, { now: NOW, spokenIn: () => undefined, asks: asksIn })
      const faults = made.is === 'faulty' ? made.faults : []
      const others = faults.filter(({ code }) => code !== 'sound-missing' && code !== 'asks')
      assert.deepEqual(others, [], `${file} ${effect.action}`)
      const wanted = effect.areas.includes('VN') ? undefined : effect.areas.length
      assert.equal(draft.provinces?.length, wanted, effect.action)
      found += 1
    }
  }
  assert.ok(found > 10, `${found}`)
})
