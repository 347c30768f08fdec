import assert from 'node:assert/strict'
import { test } from 'node:test'
import { line, paragraph } from '../../../authority/actor.ts'
import * as contract from '../contract.ts'
import * as model from '../model.ts'
import * as limits from './limits.ts'

test('what the console lets people write is what the server takes', () => {
  assert.deepEqual(limits.EXPECTED, model.EXPECTED)
  assert.equal(limits.PLACES_MAX, model.PLACES_MAX)
  assert.equal(limits.AGENDA_MAX, model.AGENDA_MAX)
  assert.equal(limits.DOCUMENT_PAGES_MAX, contract.DOCUMENT_PAGES_MAX)
  assert.equal(limits.PAGE_SIZE_MAX, contract.PAGE_SIZE_MAX)
  const { minutes } = model.briefingContent.shape
  const bounds = (of: { minValue: number | null; maxValue: number | null }) => ({ min: of.minValue, max: of.maxValue })
  assert.deepEqual(bounds(minutes), limits.BRIEFING_MINUTES)
  assert.deepEqual(bounds(model.agendaItem.shape.minutes), limits.ITEM_MINUTES)
  for (const [shape, most] of [
    [line, limits.LINE_MAX],
    [model.siteContent.shape.short, limits.SHORT_MAX],
    [paragraph, limits.PARAGRAPH_MAX],
    [model.questionText, limits.QUESTION_MAX],
  ] as const) {
    assert.ok(shape.safeParse('x'.repeat(most)).success)
    assert.ok(!shape.safeParse('x'.repeat(most + 1)).success)
  }
})
