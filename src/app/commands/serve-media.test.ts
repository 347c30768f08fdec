import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { mediaOptionsOf } from './serve-media.ts'

const PORT = { mediaPort: 10_000 }

test('without a port briefings have no sound, and what belongs to one is refused', async () => {
  assert.equal(await mediaOptionsOf({}), null)
  for (const flags of [
    { mediaBind: '127.0.0.1' },
    { mediaAddress: ['203.0.113.7'] },
    { turnUrl: ['turn:turn.example.vn:443'] },
    { turnSecretFile: 'secret' },
  ])
    await assert.rejects(mediaOptionsOf(flags), { code: 'usage' }, JSON.stringify(flags))
})

test('addresses of media are addresses', async () => {
  const given = { ...PORT, mediaBind: '10.0.0.4', mediaAddress: ['203.0.113.7', '2001:db8::7'] }
  assert.deepEqual(await mediaOptionsOf(given), {
    port: 10_000,
    bind: '10.0.0.4',
    announced: ['203.0.113.7', '2001:db8::7'],
    turn: null,
  })
  for (const flags of [{ mediaBind: 'all' }, { mediaAddress: ['loa.example.vn'] }])
    await assert.rejects(mediaOptionsOf({ ...PORT, ...flags }), { code: 'usage' })
  const many = Array.from({ length: 9 }, (_, at) => `203.0.113.${at}`)
  await assert.rejects(mediaOptionsOf({ ...PORT, mediaAddress: many }), { code: 'usage' })
})

test('a TURN server has addresses and a secret of a file, which is not short', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'loa-media-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const turnUrl = ['turns:turn.example.vn:443?transport=tcp', 'turn:203.0.113.8:3478']
  const secret = 'a-secret-of-a-turn-server'
  const options = await mediaOptionsOf({ ...PORT, turnUrl, turnSecretFile: file('good', `${secret}\n`) })
  assert.deepEqual(options?.turn, { urls: turnUrl, secret })
  for (const [flags, code] of [
    [{ turnUrl }, 'usage'],
    [{ turnSecretFile: file('alone', secret) }, 'usage'],
    [{ turnUrl, turnSecretFile: file('short', 'short\n') }, 'usage'],
    [{ turnUrl: ['https://x'] as string[], turnSecretFile: file('url', secret) }, 'usage'],
    [{ turnUrl, turnSecretFile: join(folder, 'missing') }, 'fileUnreadable'],
  ] as const)
    await assert.rejects(mediaOptionsOf({ ...PORT, ...flags }), { code })
})
