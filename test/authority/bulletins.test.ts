/** Bulletins over HTTP: sounds and pictures on the wire, what programs may, placements, proofs and what is carried to others. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { test } from 'node:test'
import { fullDraft, plainDraft, ringing, wav } from '../../src/areas/bulletins/fixtures.test.ts'
import type { BulletinDraft } from '../../src/areas/bulletins/model.ts'
import { writeWav } from '../../src/speaker/wav.ts'
import { onlySqlite } from '../postgres/databases.ts'
import { isProblem, type Person, serveHere, staffOf } from './stage.ts'

const BULLETINS = '/api/v1/bulletins'
const SOUNDS = '/api/v1/bulletin-sounds'
const DAY_MS = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()
const MEGABYTE = 1_000_000

/** 37 wide and 23 high, by FFmpeg's own encoder. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAACUAAAAXCAIAAAADThyHAAAACXBIWXMAAAABAAAAAQBPJcTWAAAAJklEQVR4nGNYeOAhPRHDqH2j9o3aN2rfqH2j9o3aN2rfqH2Dyj4AdPyB0Cano6IAAAAASUVORK5CYII=',
  'base64',
)

async function octets(
  { url, cookie }: Person,
  method: string,
  path: string,
  given: { body?: Uint8Array<ArrayBuffer>; type?: string; headers?: Record<string, string> } = {},
) {
  const { body, type, headers } = given
  const answer = await fetch(url + path, {
    method,
    headers: { origin: url, cookie, ...(type && { 'content-type': type }), ...headers },
    ...(body && { body }),
  })
  const came = Buffer.from(await answer.arrayBuffer())
  const text = came.toString('utf8')
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false
  return { status: answer.status, headers: answer.headers, octets: came, body: isJson ? JSON.parse(text) : null }
}

/** Says that so much is to come, and sends none of it: what it is answered. */
async function announced({ url, cookie }: Person, path: string, size: number, type: string) {
  const headers = { origin: url, cookie, 'content-type': type, 'content-length': String(size) }
  return await new Promise<number>((resolve, reject) => {
    const asked = request(url + path, { method: path === SOUNDS ? 'POST' : 'PUT', headers })
    asked.once('response', response => {
      resolve(response.statusCode ?? 0)
      asked.destroy()
    })
    asked.once('error', reject)
    asked.flushHeaders()
  })
}

test('a bulletin over HTTP: its sound on the wire, two people, its kit, what is proved of it, and an image of 100 MB that is refused unread', async t => {
  const server = await serveHere(t, onlySqlite())
  const { administrator, editor, approver } = await staffOf(server)
  const changes = await approver.watch('/api/v1/events')

  // A sound, kept once by the digest of its file.
  const file = new Uint8Array(wav(16_000))
  const kept = await octets(editor, 'POST', SOUNDS, { body: file, type: 'audio/wav' })
  assert.equal(kept.status, 201)
  const { sound, spoken } = kept.body
  assert.deepEqual([sound.by, sound.milliseconds, spoken], ['upload', 2000, null])
  const [{ sha256, form }] = sound.files
  assert.equal(form, 'wav')
  assert.deepEqual(
    sound.files.map((file: { form: string }) => file.form),
    ['wav', 'alaw', 'mp3', 'opus'],
  )
  const again = await octets(editor, 'POST', SOUNDS, { body: file, type: 'audio/wav' })
  assert.deepEqual(again.body, kept.body)

  const path = `/api/v1/bulletin-files/${sha256}`
  const whole = await octets(approver, 'GET', path)
  assert.deepEqual(
    [createHash('sha256').update(whole.octets).digest('hex'), whole.octets.toString('latin1', 0, 4)],
    [sha256, 'RIFF'],
  )
  assert.deepEqual(
    ['content-type', 'accept-ranges', 'etag', 'x-content-type-options'].map(name => whole.headers.get(name)),
    ['audio/wav', 'bytes', `"${sha256}"`, 'nosniff'],
  )
  const part = await octets(approver, 'GET', path, { headers: { range: 'bytes=100-199' } })
  assert.deepEqual(
    [part.status, part.headers.get('content-range'), part.octets],
    [206, `bytes 100-199/${whole.octets.length}`, whole.octets.subarray(100, 200)],
  )
  const outside = await octets(approver, 'GET', path, { headers: { range: 'bytes=99999999-' } })
  assert.equal(outside.status, 416)
  const unknown = await approver.get(`/api/v1/bulletin-files/${'0'.repeat(64)}`)
  isProblem(unknown, 404, 'notFound')

  const tones = Float32Array.from({ length: MEGABYTE }, (_, at) => Math.sin(at / 60) / 4)
  const long = new Uint8Array(writeWav({ rate: 192_000, samples: tones }))
  const longer = await octets(editor, 'POST', SOUNDS, { body: long, type: 'audio/wav' })
  assert.equal(longer.body.sound.milliseconds, 5209)

  // Two people, and all channels.
  const title = 'Đeo khẩu trang <script>alert(1)</script>'
  const full = ringing(fullDraft(inDays(5), sound), inDays(1), inDays(2))
  const draft: BulletinDraft = {
    ...full,
    renditions: { ...full.renditions, page: full.renditions.page.map(each => ({ ...each, title })) },
  }
  const made = await editor.well('POST', BULLETINS, { draft })
  assert.deepEqual(made.faults, [])
  assert.deepEqual(made.sounds, [kept.body])
  assert.deepEqual(made.draft, draft)
  const { id, version, sha256: digest } = made
  const own = `${BULLETINS}/${id}`
  await editor.well('POST', `${own}/submit`, { version, sha256: digest })
  isProblem(
    await approver.post(`${own}/approve`, { version, sha256: digest, purpose: 'exercise' }),
    422,
    'bulletinPurposeDiffers',
  )
  isProblem(await approver.get(`${own}/kit`), 409, 'kitNotYet')
  const approved = await approver.well('POST', `${own}/approve`, { version, sha256: digest, purpose: 'live' })
  assert.deepEqual([approved.state, approved.standing], ['approved', 'published'])
  assert.deepEqual(approved.actions, ['correct', 'cancel', 'revise'])
  const told = await changes.until(({ data }) => data.is === 'release')
  assert.deepEqual([told.data.release.serial, told.data.release.bulletin], [1, id])
  const [released] = await approver.well('GET', `${own}/releases`)
  assert.equal(released.content.renditions.page[0].title, title)

  // What is carried to others: markup stays text.
  const kit = await approver.well('GET', `${own}/kit`)
  assert.equal(kit.languages[0].title, title)
  const docx = await octets(editor, 'GET', `${own}/kit/docx`)
  assert.equal(docx.octets.subarray(0, 2).toString(), 'PK')
  const pdf = await octets(editor, 'GET', `${own}/kit/pdf?language=en`)
  assert.equal(pdf.octets.subarray(0, 4).toString(), '%PDF')
  const html = (await octets(editor, 'GET', `${own}/kit/html`)).octets.toString()
  assert.ok(html.includes('&lt;script&gt;alert(1)') && !html.includes('<script>alert(1)'))

  // Placements are counted apart, and what was recorded wrongly counts no more.
  const entry = {
    kind: 'press',
    outlet: 'Báo Sức khỏe và Đời sống',
    at: inDays(-0.01),
    link: 'https://suckhoedoisong.vn/tin',
    note: '',
  }
  const placed = await editor.well('POST', `${own}/placements`, entry)
  const wrong = await editor.well('POST', `${own}/placements`, { ...entry, kind: 'radio' })
  isProblem(await editor.post(`${own}/placements`, { ...entry, at: inDays(1) }), 422, 'placementAhead')
  isProblem(await editor.post(`${own}/placements`, { ...entry, link: 'javascript:alert(1)' }), 422, 'inputFaulty')
  const picture = `/api/v1/placements/${placed.id}/picture`
  const shown = await octets(editor, 'PUT', picture, { body: PNG, type: 'image/png' })
  assert.equal(shown.status, 200)
  const seen = await octets(approver, 'GET', `/api/v1/bulletin-files/${shown.body.picture}`)
  assert.deepEqual([seen.headers.get('content-type'), seen.octets], ['image/png', PNG])
  const faked = await octets(editor, 'PUT', picture, { body: new Uint8Array(Buffer.from('<html>')), type: 'image/png' })
  assert.equal(faked.body.code, 'proofPictureFaulty')
  const large = new Uint8Array(Buffer.concat([PNG, Buffer.alloc(2 * MEGABYTE)]))
  const second = await octets(editor, 'PUT', picture, { body: large, type: 'image/png' })
  assert.equal(second.body.code, 'proofPictureTaken')
  const withdrawn = await editor.well('POST', `/api/v1/placements/${wrong.id}/withdraw`, { reason: 'Nhầm đài' })
  assert.equal(withdrawn.withdrawn, 'Nhầm đài')
  assert.equal((await editor.well('GET', `${own}/placements`)).length, 2)
  const proofs: Record<string, unknown>[] = await editor.well('GET', `${own}/proofs`)
  // The round is drafted within seconds, and is another test's.
  const others = proofs.filter(({ channel }) => channel !== 'sms')
  assert.deepEqual(
    others.map(({ channel, kind, count, unit }) => [channel, kind, count, unit]),
    [
      ['page', 'published', 2, 'files'],
      ['cap', 'published', 1, 'files'],
      ['placements', 'placed', 1, 'placements'],
    ],
  )

  // Cheap to refuse: nothing of it is read, however much is announced.
  assert.equal(await announced(editor, picture, 100 * MEGABYTE, 'image/png'), 413)
  assert.equal(await announced(editor, SOUNDS, 41 * MEGABYTE, 'audio/wav'), 413)
  const { cookies } = editor
  const kept2 = new Map(cookies)
  cookies.clear()
  assert.equal(await announced(editor, SOUNDS, MEGABYTE, 'audio/wav'), 401)
  for (const [name, value] of kept2) cookies.set(name, value)
  const text = await octets(editor, 'POST', SOUNDS, { body: file, type: 'text/html' })
  assert.equal(text.body.code, 'bodyTypeWrong')
  const broken = await octets(editor, 'POST', SOUNDS, {
    body: new Uint8Array(Buffer.from('RIFF<html>')),
    type: 'audio/wav',
  })
  assert.equal(broken.body.code, 'soundUnreadable')
  isProblem(
    await editor.post(`${SOUNDS}/spoken`, { spoken: 'សូមលាងដៃ', language: 'km', purpose: 'live' }),
    422,
    'voiceUnknown',
  )

  // A program writes and submits, and neither approves nor takes back what two people decided.
  const { secret } = await administrator.well('POST', '/api/v1/keys', {
    name: 'máy',
    scopes: ['rounds'],
    expiresAt: null,
  })
  const program = async (method: string, path: string, body: unknown) => {
    const response = await fetch(server.url + path, {
      method,
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        'idempotency-key': `${path}${method}`,
      },
      body: JSON.stringify(body),
    })
    const answered = (await response.json()) as { id: string; sha256: string }
    return { status: response.status, body: answered }
  }
  const byProgram = await program('POST', BULLETINS, { draft: plainDraft(inDays(5)) })
  assert.equal(byProgram.status, 201)
  const its = `${BULLETINS}/${byProgram.body.id}`
  const submission = { version: 1, sha256: byProgram.body.sha256 }
  assert.equal((await program('POST', `${its}/submit`, submission)).status, 200)
  for (const [of, step, body] of [
    [its, 'approve', { ...submission, purpose: 'live' }],
    [its, 'discard', {}],
    [own, 'cancel', { version }],
    [own, 'correct', { version }],
    [own, 'revise', {}],
  ] as const)
    assert.equal((await program('POST', `${of}/${step}`, body)).status, 403, step)

  // What a stranger and an engineer see of it: nothing.
  isProblem(await administrator.post(`${own}/correct`, { version }), 403, 'forbidden')
  assert.equal((await fetch(server.url + own)).status, 401)
  assert.equal((await fetch(server.url + path)).status, 401)
  const cancelled = await editor.well('POST', `${own}/cancel`, { version, reason: 'Sai tỉnh' })
  assert.equal(cancelled.standing, 'cancelled')
  changes.close()
})

test('a subscriber’s number stands in no bulletin, and a hotline does', async t => {
  const server = await serveHere(t, onlySqlite())
  const { editor } = await staffOf(server)
  const draft = plainDraft(inDays(5))
  const saying = (text: string) => ({
    draft: { ...draft, renditions: { ...draft.renditions, page: [{ ...draft.renditions.page[0], text }] } },
  })
  isProblem(await editor.post(BULLETINS, saying('Gọi 0912 345 678.')), 422, 'subscriberNumber')
  assert.equal((await editor.post(BULLETINS, saying('Gọi 1900 9095.'))).status, 201)
})
