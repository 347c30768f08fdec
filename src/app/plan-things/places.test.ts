import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areasOn, COUNTRY } from '../../plan/areas.ts'
import type { EffectDocument } from '../../plan/effect.ts'
import { placesOf } from './places.ts'

test('the whole country is that, whether it is named or each area of its day is', () => {
  const check = (areas: readonly string[], day: string, expected: number | null) => {
    const effect = { areas, first: `${day}T00:00:00+07:00` } as EffectDocument
    assert.equal(placesOf(effect)?.length ?? null, expected)
  }
  const [before, after] = ['2025-06-30', '2025-07-01']
  check([COUNTRY], before, null)
  check([], before, null)
  check(areasOn(before), before, null)
  check(areasOn(after), after, null)
  check(areasOn(before).slice(1), before, 62)
  check(['01.2004'], before, 1)
  check(areasOn(after).slice(1), after, 33)
})
