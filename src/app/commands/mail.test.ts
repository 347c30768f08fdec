/** `loa mail bounce` and the options of `loa serve` that sign mail, as they are typed. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import type { Failure } from '../../base/failure.ts'
import { type BounceNote, takeBounces } from '../../channels/mail/bounce-spool.ts'
import { returnPathOf } from '../../channels/mail/return-path.ts'
import { bounceKey } from '../serve/channels.ts'
import { tellingOptionsOf } from './serve-telling.ts'

const LOA = join(import.meta.dirname, '../../../loa')
const SECRET = 'a-secret'

function dataDirectory(t: TestContext): string {
  const made = mkdtempSync(join(tmpdir(), 'loa-mail-'))
  t.after(() => rmSync(made, { recursive: true }))
  writeFileSync(join(made, 'sign-in.secret'), `${SECRET}\n`)
  return made
}

function loa(input: string | Buffer, ...flags: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(LOA, flags, {
    encoding: 'utf8',
    input,
    env: { ...process.env, LANG: 'C', LC_ALL: '' },
  })
  return { code: status, out: stdout, err: stderr }
}

function returned(to: string): string {
  return [
    `To: ${to}`,
    'Content-Type: multipart/report; boundary=B',
    '',
    '--B',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    'Final-Recipient: rfc822; ai.do@example.vn',
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--B--',
    '',
  ].join('\n')
}

test('a mail that came back is put down for the server by the mark in its address, and by nothing else', async t => {
  const data = dataDirectory(t)
  const address = 'bounces@loa.example.vn'
  const ours = returnPathOf(address, 'b7-1', bounceKey(SECRET))
  const forged = returnPathOf(address, 'b7-2', Buffer.alloc(32))
  const bounce = (input: string | Buffer, ...flags: readonly string[]) =>
    loa(input, 'mail', 'bounce', '--data', data, ...flags)
  const said = bounce(returned(ours), '--json')
  assert.deepEqual(
    [said.code, JSON.parse(said.out)],
    [0, { is: 'failed', status: '5.1.1', isGone: true, mark: 'b7-1' }],
  )
  const large = Buffer.concat([Buffer.from(returned(forged)), Buffer.alloc(3 << 20, 'x')])
  assert.match(bounce(large).out, /permanently undeliverable: 5\.1\.1\n$/)
  const notes: BounceNote[] = []
  await takeBounces(join(data, 'bounces'), async note => {
    notes.push(note)
  })
  assert.deepEqual(notes, [{ mark: 'b7-1', is: 'failed', status: '5.1.1', isGone: true }])
  const nowhere = loa(returned(ours), 'mail', 'bounce', '--data', join(data, 'none'))
  assert.equal(nowhere.code, 1)
  assert.doesNotMatch(nowhere.err, /bounces\+|ai\.do/)
})

test('how mail is signed is checked before anything starts', async t => {
  const file = join(dataDirectory(t), 'dkim.pem')
  writeFileSync(file, 'no key')
  const mail = { smtp: 'smtp://mail.example:587', mailFrom: 'loa@loa.example.vn' }
  const key = { mailDkimKey: file, mailDkimSelector: 'x' }
  for (const [flags, code, sentence] of [
    [{ mailDkimKey: file }, 'usage', /go together/],
    [{ ...mail, mailDkimKey: file }, 'usage', /go together/],
    [{ ...mail, mailDkimSelector: 'x' }, 'usage', /go together/],
    [{ ...mail, ...key, mailDkimSelector: 'x;y' }, 'usage', /not a DKIM selector/],
    [{ ...mail, ...key, mailDkimDomain: 'a.vn' }, 'usage', /not the domain of --mail-from/],
    [{ ...mail, ...key, mailDkimDomain: 'vn' }, 'dkimKeyUnusable', /Cannot use the DKIM key/],
    [{ ...mail, ...key }, 'dkimKeyUnusable', /Cannot use the DKIM key/],
    [{ ...mail, mailBounces: 'x' }, 'usage', /not an e-mail address/],
    [{ ...mail, mailBounces: 'far-too-long-a-name@loa.example.vn' }, 'usage', /at most 14/],
  ] as const)
    await assert.rejects(
      tellingOptionsOf(flags),
      (failure: Failure) => failure.code === code && sentence.test(failure.message),
      JSON.stringify(flags),
    )
  const { channels } = await tellingOptionsOf({ ...mail, mailBounces: 'bounces@loa.example.vn' })
  assert.deepEqual([channels.mail?.dkim, channels.mail?.bounces], [null, 'bounces@loa.example.vn'])
})
