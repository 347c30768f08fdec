/** Communication plans over HTTP: who may what, a doubled request, data on the wire, and a change that the running server carries out. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { smallPlan } from '../../src/areas/plan/fixtures.test.ts'
import { until } from '../../src/base/until.test.ts'
import { areasOn, datedCodeOf } from '../../src/plan/areas.ts'
import { onlySqlite } from '../postgres/databases.ts'
import { isProblem, type Person, serveHere, staffOf } from './stage.ts'

const PLAN = '/api/v1/plans/dich'
const HANOI = '01.2025'

const brought = async (person: Person, body: string, type: string) =>
  await person.post(`${PLAN}/data`, body, { 'content-type': type })

test('a plan over HTTP: signed by two, a change doubled by a nervous hand is decided once, and the server carries it out', async t => {
  const server = await serveHere(t, onlySqlite())
  const { editor, approver } = await staffOf(server)
  const signed = await signSmallPlan(editor, approver)
  assert.deepEqual([signed.status, signed.body.versions.length], [200, 1])

  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
  const rows = [5, 4, 3, 2, 1].map(ago => `${day(ago)},01,30`).join('\n')
  const csv = await brought(editor, `date,area,cases\n${rows}\n`, 'text/csv')
  assert.deepEqual([csv.status, csv.body.proposed], [201, [HANOI]])
  isProblem(await brought(editor, '{"headers":[]}', 'application/json'), 409, 'mappingMissing')
  const mapping = { inputs: { abc: 'cases' }, areas: { hn: '01' } }
  await editor.well('PUT', `${PLAN}/data-mapping`, mapping)
  isProblem(await brought(editor, '{"headers":', 'application/json'), 422, 'dataMalformed')
  const names = ['dx', 'pe', 'ou', 'value'].map(name => ({ name }))
  const dhis = { headers: names, rows: [['abc', day(6).replaceAll('-', ''), 'hn', '7.0']] }
  const analytics = await brought(editor, JSON.stringify(dhis), 'application/json')
  assert.deepEqual([analytics.status, analytics.body.import.taken], [201, 1])

  const decisions = [{ area: HANOI, level: 'cao' }]
  const input = { purpose: 'live', from: null, decisions, takesBackId: null, reason: 'Số ca' }
  const proposed = await editor.post(`${PLAN}/changes`, input)
  assert.equal(proposed.status, 201, JSON.stringify(proposed.body))
  const { id, sha256: digest, diff } = proposed.body
  const CHANGE = `/api/v1/level-changes/${id}`
  isProblem(await approver.post(`${CHANGE}/approve`, { sha256: digest }), 422, 'inputFaulty')
  assert.equal((await editor.post(`${CHANGE}/submit`, { sha256: digest })).status, 200)
  const approval = { sha256: digest, effectsSha256: diff.effectsSha256, purpose: 'live' }
  const both = await Promise.all([
    approver.post(`${CHANGE}/approve`, approval),
    approver.post(`${CHANGE}/approve`, approval),
  ])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409])
  const deeds = async () => (await approver.get(`${CHANGE}/deeds`)).body
  await until(async () => (await deeds()).items.every(({ state }: { state: string }) => state !== 'planned'), deeds)
  const carried = await deeds()
  assert.deepEqual(carried.items.filter(({ state }: { state: string }) => state === 'failed').length, 2)
  const { body: shown } = await approver.get(CHANGE)
  assert.deepEqual([shown.standing, shown.proposals.length], ['failed', 1])
  const effects = await approver.get(`${CHANGE}/effects?action=bao-tang`)
  assert.deepEqual(
    effects.body.map(({ is, effect }: { is: string; effect: { areas: string[] } }) => [is, effect.areas]),
    [['starts', [HANOI]]],
  )
  const { body: at } = await approver.get(`${PLAN}/situation?at=2020-02-13T00:00:00Z`)
  assert.equal(at.areas.length, 63)
})

test('while somebody brings a large table others are answered; one that is too large is refused, and how to split it is said', async t => {
  const server = await serveHere(t, onlySqlite())
  const { editor, approver } = await staffOf(server)
  await signSmallPlan(editor, approver)
  const tableOf = (areas: readonly string[], days: number) =>
    Array.from({ length: days }, (_, at) => {
      const day = new Date(Date.UTC(2005, 0, 1 + at)).toISOString().slice(0, 10)
      return areas.map(area => `${day},${area},${at % 90}\n`).join('')
    }).join('')
  const areas = areasOn('2005-01-01').map(area => datedCodeOf(area)?.code ?? '')
  const bring = async (days: number) => await brought(editor, `date,area,cases\n${tableOf(areas, days)}`, 'text/csv')
  const { status, body } = await bring(500)
  assert.deepEqual([status, body.import.taken], [201, areas.length * 500])
  // Of this one nothing is written: others are answered while it is read.
  let isOver = false
  const bringing = bring(2000).finally(() => (isOver = true))
  let answered = 0
  for (; !isOver; answered++) assert.equal((await fetch(`${server.url}/healthz`)).status, 200)
  isProblem(await bringing, 422, 'importTooLong')
  assert.ok(answered > 10, `${answered} were answered meanwhile`)
  const shown = await approver.well('GET', `${PLAN}/data/${HANOI}?from=2006-01-01&until=2006-01-02`)
  assert.deepEqual(shown.inputs.cases, [365 % 90, 366 % 90])
})

async function signSmallPlan(editor: Person, approver: Person) {
  const content = JSON.parse(JSON.stringify(smallPlan()))
  const saved = await editor.well('PUT', `${PLAN}/draft`, { revision: 0, content })
  const { revision, sha256, faults } = saved.draft
  await editor.post(`${PLAN}/draft/submit`, { revision, sha256 })
  return await approver.post(`${PLAN}/draft/approve`, { revision, sha256, doubts: faults.length })
}
