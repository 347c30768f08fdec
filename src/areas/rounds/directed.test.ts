/** What an operator's engineers, and whoever has no part in rounds, see of them. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { nodeOf, personOf, serveHere, staffOf } from '../../../test/authority/stage.ts'
import type { Databases } from '../../../test/postgres/databases.ts'
import { contentFor } from '../../../test/postgres/stage.ts'

const embedded = { place: async () => ({ file: ':memory:' }) } as unknown as Databases

async function stage(t: TestContext) {
  const server = await serveHere(t, embedded)
  const staff = await staffOf(server)
  const { administrator, editor, approver } = staff
  await nodeOf(administrator, 'mot')
  await nodeOf(administrator, 'hai')
  const engineer = await personOf(administrator, 'engineer', 'ky.su@mot.example', 'mot')
  const duty = await personOf(administrator, 'duty', 'truc@bo.example')
  const campaign = await editor.well('POST', '/api/v1/campaigns', { title: 'Chiến dịch', note: 'nội bộ' })
  const write = async (operators: readonly string[]) =>
    await editor.well('POST', `/api/v1/campaigns/${campaign.id}/rounds`, { content: contentFor(operators) })
  const approve = async ({ id }: { id: string }) => {
    const { version } = await editor.well('GET', `/api/v1/rounds/${id}`)
    await editor.well('POST', `/api/v1/rounds/${id}/submit`, { version })
    const { digest, estimate } = await approver.well('GET', `/api/v1/rounds/${id}`)
    const { subscribers } = estimate
    await approver.well('POST', `/api/v1/rounds/${id}/approve`, { version, digest, subscribers })
  }
  return { ...staff, engineer, duty, campaign, write, approve }
}

test('an engineer reads no draft, no unapproved round and no campaign before a directive', async t => {
  const { engineer, approver, campaign, write, approve } = await stage(t)
  const round = await write(['mot'])
  const seen = async () => ({
    rounds: (await engineer.well('GET', '/api/v1/rounds')).items.length,
    campaigns: (await engineer.well('GET', '/api/v1/campaigns')).items.length,
    campaign: (await engineer.get(`/api/v1/campaigns/${campaign.id}`)).status,
    parts: await Promise.all(
      ['', '/versions', '/live', '/events'].map(
        async path => (await engineer.get(`/api/v1/rounds/${round.id}${path}`)).status,
      ),
    ),
  })
  const nothing = { rounds: 0, campaigns: 0, campaign: 404, parts: [404, 404, 404, 404] }
  assert.deepEqual(await seen(), nothing)
  await approve(round)
  assert.deepEqual(await seen(), nothing)
  await write(['hai'])
  await approver.well('POST', `/api/v1/rounds/${round.id}/schedule`, {})
  const { items } = await engineer.well('GET', '/api/v1/campaigns')
  assert.deepEqual(
    items.map((one: { id: string; rounds: number }) => [one.id, one.rounds]),
    [[campaign.id, 1]],
  )
  assert.equal((await engineer.well('GET', `/api/v1/campaigns/${campaign.id}`)).rounds, 1)
  const shown = await engineer.well('GET', `/api/v1/rounds/${round.id}`)
  assert.deepEqual(shown.content, contentFor(['mot']))
  assert.deepEqual(
    shown.history.map((entry: { action: string }) => entry.action),
    ['round.schedule'],
  )
})

test('after an exercise an engineer reads what was exercised, not what is written since', async t => {
  const { engineer, editor, write, approve } = await stage(t)
  const round = await write(['mot'])
  await approve(round)
  await editor.well('POST', `/api/v1/rounds/${round.id}/exercise`, {})
  const { version } = await editor.well('GET', `/api/v1/rounds/${round.id}`)
  await editor.well('PUT', `/api/v1/rounds/${round.id}/content`, {
    version,
    content: { ...contentFor(['mot']), title: 'Bản nháp mới' },
  })
  const shown = await engineer.well('GET', `/api/v1/rounds/${round.id}`)
  assert.deepEqual([shown.version, shown.content], [version, contentFor(['mot'])])
  const [listed] = (await engineer.well('GET', '/api/v1/rounds')).items
  assert.deepEqual([listed.version, listed.title], [version, contentFor(['mot']).title])
  const versions = await engineer.well('GET', `/api/v1/rounds/${round.id}/versions`)
  assert.deepEqual(
    versions.map((one: { version: number }) => one.version),
    [version],
  )
  assert.equal((await editor.well('GET', `/api/v1/rounds/${round.id}`)).title, 'Bản nháp mới')
})

test('an engineer reads what a round comes to at the own operator, not at others', async t => {
  const { engineer, editor, approver, write, approve } = await stage(t)
  const round = await write(['mot', 'hai'])
  await approve(round)
  await approver.well('POST', `/api/v1/rounds/${round.id}/schedule`, {})
  const whole = await editor.well('GET', `/api/v1/rounds/${round.id}`)
  const [own, other] = whole.estimate.operators
  assert.ok(own.subscribers > 0 && other.subscribers > 0)
  const shown = await engineer.well('GET', `/api/v1/rounds/${round.id}`)
  assert.deepEqual(shown.estimate.operators, [own])
  const [listed] = (await engineer.well('GET', '/api/v1/rounds')).items
  for (const { subscribers, segments } of [shown, shown.estimate, listed])
    assert.deepEqual([subscribers, segments], [own.subscribers, own.segments])
  assert.equal(whole.subscribers, own.subscribers + other.subscribers)
})

test('the draft of what is free is the ministry’s own', async t => {
  const { engineer, duty, auditor } = await stage(t)
  const path = '/api/v1/zero-rating/draft'
  assert.equal((await engineer.get(path)).status, 403)
  assert.equal((await duty.get(path)).status, 403)
  assert.equal((await auditor.get(path)).status, 200)
})

test('whoever is on duty for health checks reads nothing of rounds', async t => {
  const { duty, campaign, write } = await stage(t)
  const { id } = await write(['mot'])
  for (const path of [
    '/campaigns',
    `/campaigns/${campaign.id}`,
    '/rounds',
    `/rounds/${id}`,
    `/rounds/${id}/versions`,
    `/rounds/${id}/live`,
    '/operators',
  ])
    assert.equal((await duty.get(`/api/v1${path}`)).status, 403, path)
})
