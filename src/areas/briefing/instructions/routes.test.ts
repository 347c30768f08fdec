import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HEADING } from '../../../report/fixtures.test.ts'
import { HELD } from '../fixtures.test.ts'
import type { Briefing } from '../model.ts'
import { instructionRoutes } from './routes.ts'
import type { InstructionUseCases } from './use-cases.ts'

async function downloaded(form: string, language: 'vi' | 'en', briefing: Briefing = HELD) {
  const routes = instructionRoutes({
    instructions: {} as InstructionUseCases,
    nowMs: () => Date.parse('2026-02-04T02:00:00Z'),
    briefing: async () => briefing,
    heading: async () => HEADING,
  })
  const route = routes.find(({ name }) => name === 'downloadConclusions')
  assert.ok(route !== undefined)
  const call = { params: { id: HELD.id, form }, query: { language } }
  const answer = (await route.handle(call as Parameters<typeof route.handle>[0])) as Response
  return { headers: answer.headers, octets: Buffer.from(await answer.arrayBuffer()) }
}

test('the conclusions are downloaded in each form as what it is, named by the day on which the briefing began', async () => {
  for (const [form, type, begins] of [
    ['docx', /wordprocessingml/, 'PK\u0003\u0004'],
    ['pdf', /^application\/pdf$/, '%PDF-1.7'],
    ['html', /^text\/html/, '<!doctype html>'],
  ] as const) {
    const { headers, octets } = await downloaded(form, 'vi')
    assert.match(headers.get('content-type') ?? '', type)
    assert.equal(headers.get('content-disposition'), `attachment; filename="2026-02-03-conclusions.${form}"`)
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.equal(octets.subarray(0, begins.length).toString('latin1'), begins)
  }
})

test('a briefing that has not begun is refused its conclusions, whatever the form', async () => {
  await assert.rejects(downloaded('html', 'vi', { ...HELD, beganAt: null }), { code: 'conclusionsNotYet' })
})
