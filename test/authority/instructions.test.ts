/** Instructions over HTTP: two people issue one, its site and nobody else answers it by the token that it got for its link. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { onlySqlite } from '../postgres/databases.ts'
import { Person, serveHere, staffOf } from './stage.ts'

const SITES = '/api/v1/briefing-sites'
const ROOM = '/api/v1/briefing-room'
const INSTRUCTIONS = '/api/v1/instructions'
const HOUR_MS = 3_600_000
const inDays = (days: number) => new Date(Date.now() + days * 24 * HOUR_MS).toISOString().slice(0, '2026-02-03'.length)

async function openUnitOfWork(t: TestContext) {
  const server = await serveHere(t, onlySqlite())
  const staff = await staffOf(server)
  const { editor } = staff
  const siteNamed = async (name: string): Promise<{ id: string }> =>
    await editor.well('POST', SITES, {
      name,
      short: name,
      responsible: { name: 'Bác sĩ trực', title: null, mail: null },
    })
  const [hue, vinh] = [await siteNamed('Huế'), await siteNamed('Vinh')]
  const briefing = await editor.well('POST', '/api/v1/briefings', {
    title: 'Giao ban trực tuyến',
    startsAt: new Date(Date.now() + HOUR_MS / 4).toISOString(),
    minutes: 60,
    agenda: [],
    roster: [hue, vinh].map(({ id }) => ({ site: id, role: 'site', language: null })),
    isQueueOpen: true,
    grantedMax: 1,
    isRecorded: false,
  })
  /** As a browser at the site: its link, opened once. */
  const enter = async ({ id }: { id: string }) => {
    const link = `/api/v1/briefings/${briefing.id}/places/${id}/link`
    const { url } = await editor.well('POST', link, {})
    const key = new URL(url).hash.slice(1)
    const { token } = await new Person(server.url).well('POST', `${ROOM}/enter`, { key })
    const own = { authorization: `Bearer ${token}` }
    const room = new Person(server.url)
    return async (id: string, step: 'acknowledge' | 'done') =>
      await room.post(`${ROOM}/instructions/${id}/${step}`, { by: 'Trần Thị Bình', note: 'Đã nhận' }, own)
  }
  const content = { site: hue.id, text: 'Bổ sung 20 máy thở.', due: inDays(7), basis: null, decision: null }
  return { server, ...staff, hue, vinh, briefing, enter, content }
}

test('an instruction goes from draft to done over HTTP: nobody approves their own, and its site alone answers it', async t => {
  const { server, editor, approver, auditor, administrator, hue, vinh, briefing, enter, content } =
    await openUnitOfWork(t)
  const create = `/api/v1/briefings/${briefing.id}/instructions`
  const draft = await editor.well('POST', create, content)
  const at = `${INSTRUCTIONS}/${draft.id}`
  const seen = { version: draft.version, sha256: draft.sha256 }
  await editor.well('POST', `${at}/submit`, seen)
  assert.equal((await editor.post(`${at}/approve`, seen)).body.code, 'forbidden')
  for (const reader of [auditor, administrator]) {
    assert.equal((await reader.get(at)).body.state, 'submitted')
    assert.equal((await reader.post(`${at}/approve`, seen)).body.code, 'forbidden')
  }
  const other = { ...seen, sha256: 'a'.repeat(64) }
  assert.equal((await approver.post(`${at}/approve`, other)).body.code, 'digestDiffers')
  const [asHue, asVinh] = [await enter(hue), await enter(vinh)]
  assert.equal((await asHue(draft.id, 'acknowledge')).status, 404, 'it is not issued')
  const issued = await approver.well('POST', `${at}/approve`, seen)
  assert.deepEqual([issued.state, issued.actions], ['issued', ['withdraw']])

  const own = await approver.well('POST', create, content)
  const ownSeen = { version: 1, sha256: own.sha256 }
  await approver.well('POST', `${INSTRUCTIONS}/${own.id}/submit`, ownSeen)
  const refused = await approver.post(`${INSTRUCTIONS}/${own.id}/approve`, ownSeen)
  assert.equal(refused.body.code, 'ownApproval')

  assert.equal((await asVinh(draft.id, 'acknowledge')).status, 404)
  assert.equal((await new Person(server.url).post(`${ROOM}/instructions/${draft.id}/done`)).status, 401)
  assert.equal((await editor.post(`${ROOM}/instructions/${draft.id}/done`, {})).status, 401)
  const acknowledged = await asHue(draft.id, 'acknowledge')
  assert.deepEqual([acknowledged.status, acknowledged.body.state], [200, 'acknowledged'])
  const again = await asHue(draft.id, 'acknowledge')
  assert.deepEqual(again.body, acknowledged.body)
  assert.equal((await asHue(draft.id, 'done')).body.state, 'done')
  assert.equal((await asHue(randomUUID(), 'done')).status, 404)

  const open = await auditor.well('GET', INSTRUCTIONS)
  assert.deepEqual(
    open.map(({ id }: { id: string }) => id),
    [own.id],
  )
  const whole = await auditor.well('GET', `/api/v1/briefings/${briefing.id}`)
  assert.deepEqual(whole.instructions.map(({ state }: { state: string }) => state).toSorted(), ['done', 'submitted'])
  const early = await auditor.get(`/api/v1/briefings/${briefing.id}/conclusions/docx`)
  assert.equal(early.body.code, 'conclusionsNotYet')
})

test('a withdrawn instruction is answered by nobody, and a program with a key neither writes nor approves one', async t => {
  const { server, administrator, editor, approver, hue, briefing, enter, content } = await openUnitOfWork(t)
  const create = `/api/v1/briefings/${briefing.id}/instructions`
  const { id, version, sha256 } = await editor.well('POST', create, content)
  const at = `${INSTRUCTIONS}/${id}`
  await editor.well('POST', `${at}/submit`, { version, sha256 })
  await approver.well('POST', `${at}/approve`, { version, sha256 })
  const asHue = await enter(hue)
  assert.equal((await editor.post(`${at}/withdraw`, { reason: 'Thôi' })).body.code, 'forbidden')
  await approver.well('POST', `${at}/withdraw`, { reason: 'Thay bằng việc khác' })
  const refused = await asHue(id, 'acknowledge')
  assert.deepEqual([refused.status, refused.body.code], [409, 'instructionState'])

  const made = await administrator.well('POST', '/api/v1/keys', { name: 'đọc', scopes: ['read'], expiresAt: null })
  const program = new Person(server.url)
  const key = { authorization: `Bearer ${made.secret}` }
  assert.equal((await program.get(at, key)).status, 200)
  for (const path of [create, `${at}/submit`, `${at}/approve`])
    assert.equal((await program.post(path, content, key)).status, 403, path)
})
