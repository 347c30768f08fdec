import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { instructionTold } from '../../areas/briefing/instructions/said.ts'
import { freeContent } from '../../areas/free/model.ts'
import { roundContent } from '../../areas/rounds/model.ts'
import { bulletinContent } from '../../directive/bulletin.ts'
import { rosterBody } from '../../directive/roster.ts'
import { plan } from '../../plan/plan.ts'
import { changeContent } from '../../plan/situation.ts'
import { absentWord, fieldWord, valueWord } from './field-words.ts'

/** Coordinates of a key, which have no other name. */
const AS_THEY_STAND = ['x', 'y']

function namesIn(schema: unknown): readonly string[] {
  if (schema === null || typeof schema !== 'object') return []
  const properties = 'properties' in schema ? Object.keys(schema.properties ?? {}) : []
  return [...properties, ...Object.values(schema).flatMap(namesIn)]
}

test('whoever signs reads what it means that a place, a time or a limit is not named', () => {
  const { audience, window, sending } = roundContent.shape
  const nullable = [audience, window, sending].flatMap(({ shape }) =>
    Object.entries(shape).flatMap(([name, field]) => (field.safeParse(null).success ? [name] : [])),
  )
  assert.ok(nullable.includes('provinces') && nullable.includes('notAfter'))
  for (const name of [...nullable, 'from', 'inForceFrom', 'previousSha256'])
    for (const language of ['vi', 'en'] as const) assert.notEqual(absentWord(name, language), null, name)
  for (const name of ['receipts', 'uncertain'] as const)
    for (const value of sending.shape[name].options) assert.notEqual(valueWord(name, value, 'vi'), null, value)
})

test('every field of what people sign has a name in plain words', () => {
  const shapes = { rosterBody, bulletinContent, roundContent, freeContent, plan, changeContent }
  for (const [shape, of] of Object.entries({ ...shapes, instructionTold })) {
    const names = namesIn(z.toJSONSchema(of, { unrepresentable: 'any', io: 'input' }))
    const unnamed = names.filter(name => fieldWord(name, 'vi') === name)
    assert.deepEqual(
      [...new Set(unnamed)].filter(name => !AS_THEY_STAND.includes(name)),
      [],
      shape,
    )
  }
})
