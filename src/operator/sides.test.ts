import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seeded } from '../base/random.ts'
import type { DirectiveBody } from '../directive/documents.ts'
import { DirectiveRounds } from './rounds.ts'
import { directedTo, type Lanes, type Side, type Sides } from './sides.ts'

const lanes = { smscs: [], bindsEach: 1, window: 1, tps: 0, uncertainWaitMs: 30_000 }
const audience = { path: '/x', subscribers: 1, sha256: '' }
const live: Side<'live'> = { purpose: 'live', audience, lanes: { purpose: 'live', ...lanes } }
const exercise: Side<'exercise'> = { purpose: 'exercise', audience, lanes: { purpose: 'exercise', ...lanes } }
const bodyOf = (purpose: 'live' | 'exercise') => ({ purpose, window: {}, sending: {} }) as DirectiveBody

test('a directive gets the side of its purpose, and an exercise never the live one', () => {
  const sides: Sides = { live, exercise }
  assert.equal(directedTo(bodyOf('live'), sides)?.side, live)
  assert.equal(directedTo(bodyOf('exercise'), sides)?.side, exercise)
  assert.equal(directedTo(bodyOf('exercise'), { live, exercise: null }), null)
})

test('an exercise with live lanes is no program: the compiler refuses it', () => {
  const exerciseBody = { ...bodyOf('exercise'), purpose: 'exercise' as const }
  const common = { directory: '/x', random: seeded(1), jws: '', machines: null }
  new DirectiveRounds<'exercise'>({ ...common, body: exerciseBody, side: exercise })
  // @ts-expect-error
  new DirectiveRounds<'exercise'>({ ...common, body: exerciseBody, side: live })
  // @ts-expect-error
  const mixed: Side<'exercise'> = { purpose: 'exercise', audience, lanes: live.lanes }
  // @ts-expect-error
  const wrong: Lanes<'exercise'> = live.lanes
  assert.ok(mixed !== null && wrong !== null)
})
