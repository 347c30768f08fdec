/** What is on the wire, field by field, as the command line asked for it. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { checkAgainst, LONG, numberOf, RoundFixture, SHORT } from './stage.ts'

const VIETNAMESE = 'Bộ Y tế: rửa tay thường xuyên bằng xà phòng, đeo khẩu trang nơi đông người.'.repeat(2)

describe('--source', { concurrency: 3 }, () => {
  for (const [source, ton, npi] of [
    ['BOYTE', 5, 0],
    ['Bo Y te.-_1', 5, 0],
    ['a', 5, 0],
    ['12', 5, 0],
    ['199', 3, 0],
    ['19009095', 3, 0],
    ['190090951', 1, 1],
    ['84912345678', 1, 1],
  ] as const)
    test(`--source ${source} has TON ${ton} and NPI ${npi}`, async t => {
      const stage = await RoundFixture.set(t, { subscribers: 2 })
      await stage.run('--source', source).ends(0)
      const [{ submit }] = stage.witness.submits
      assert.deepEqual(submit.source, { digits: source, ton, npi })
      assert.deepEqual(submit.destination, { digits: numberOf(0), ton: 1, npi: 1 })
    })

  for (const source of ['', ' ', 'BOYTE BOYTE1', 'Bộ Y tế', 'BO/YTE', '+84912345678', '1'.repeat(21)])
    test(`--source '${source}' is refused, never altered`, async t => {
      const stage = await RoundFixture.set(t, { subscribers: 2 })
      const { stdout } = await stage.run('--source', source).ends(2)
      assert.equal(stdout, '')
      assert.equal(stage.witness.binds.length, 0)
    })
})

describe('the message', { concurrency: 3 }, () => {
  for (const [name, message, coding, parts, header, flags] of [
    ['one GSM-7 segment', SHORT, 0, 1, 0, []],
    ['one GSM-7 segment of 160', 'x'.repeat(160), 0, 1, 0, []],
    ['two of 161', 'x'.repeat(161), 0, 2, 6, []],
    ['GSM-7 with a 16 bit reference', LONG, 0, 3, 7, ['--reference', '16']],
    ['GSM-7 with an 8 bit reference', LONG, 0, 3, 6, ['--reference', '8']],
    ['UCS-2', VIETNAMESE, 8, 3, 6, []],
    ['UCS-2 with a 16 bit reference', VIETNAMESE, 8, 3, 7, ['--reference', '16']],
    ['159 letters and a backslash', `${'x'.repeat(159)}\\`, 0, 2, 6, []],
    ['70 emoji', '😷'.repeat(70), 8, 3, 6, []],
  ] as const)
    test(`the message of ${name} is on the wire as it was written`, async t => {
      const stage = await RoundFixture.set(t, { subscribers: 3, message })
      const { tally } = await stage.run(...flags).ends(0)
      const { message: facts } = tally
      assert.deepEqual([facts.encoding, facts.segments], [coding === 0 ? 'gsm7' : 'ucs2', parts])
      checkAgainst(tally, stage.witness)
      const references = new Set<number | null>()
      for (let i = 0; i < 3; i++) {
        const own = stage.witness.of(numberOf(i))
        assert.deepEqual(
          own.map(asked => [asked.part, asked.parts]),
          Array.from({ length: parts }, (_, k) => [k + 1, parts]),
        )
        for (const { submit, reference } of own) {
          references.add(reference)
          assert.equal(submit.data_coding, coding)
          assert.equal(submit.esm_class, header === 0 ? 0 : 0x40)
          assert.equal(header === 0 ? 0 : submit.payload[0] + 1, header)
          assert.ok(submit.payload.length <= (coding === 0 ? 160 : 140))
        }
        const text = own.map(({ submit }) => Buffer.from(submit.payload.subarray(header)))
        assert.equal(lettersOf(Buffer.concat(text), coding), message)
      }
      assert.equal(references.size, 1, 'one reference for all')
      assert.equal(references.has(null), parts === 1)
    })
})

/** Of messages with one character of the extension table at most. */
function lettersOf(octets: Buffer, coding: number): string {
  if (coding === 8) return Buffer.from(octets).swap16().toString('utf16le')
  return octets.toString('latin1').replace('\x1b\x2f', '\\')
}

test('--validity is asked for, and otherwise left to the centre', async t => {
  for (const [flags, period] of [
    [[], ''],
    [['--validity', '6h'], '000000060000000R'],
    [['--validity', '36h'], '000001120000000R'],
    [['--validity', '90s'], '000000000130000R'],
  ] as const) {
    const stage = await RoundFixture.set(t, { subscribers: 1 })
    await stage.run(...flags).ends(0)
    const body = stage.witness.submits[0].pdu.body.toString('latin1')
    // service_type, TON, NPI, source, TON, NPI, destination, esm_class, protocol_id, priority_flag, schedule.
    assert.ok(body.startsWith(`\0\x05\0BOYTE\0\x01\x01${numberOf(0)}\0\0\0\0\0${period}\0`))
  }
})

test('credentials are percent-decoded, and a password beyond 8 octets is sent as it is, with a warning', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 1 })
  const url = `smpp://l%40o%3Aa:p%2Fw%25%C3%A9d+%F0%9F%98%B7@127.0.0.1:${stage.witness.port}`
  const { stderr } = await stage.run('--smsc', url).ends(0)
  const [bind] = stage.witness.binds
  assert.equal(bind.body.toString('latin1', 0, 6), 'l@o:a\0')
  const password = Buffer.from('p/w%éd+😷\0')
  assert.deepEqual(bind.body.subarray(6, 6 + password.length), password)
  assert.match(stderr, /^loa: warning: .*8 bytes/)
  assert.ok(!stderr.includes('%C3') && !stderr.includes('p/w'))
})

describe('a URL that is none', { concurrency: 3 }, () => {
  for (const url of [
    'http://loa:Kh0ngL0!@127.0.0.1:2775',
    'loa:Kh0ngL0!@127.0.0.1:2775',
    'smpp://127.0.0.1:2775',
    'smpp://loa:Kh0ngL0!@:2775',
    'smpp://loa:Kh0ngL0!@127.0.0.1:99999',
    'smpp://loa:Kh0ngL0!%zz@127.0.0.1:2775',
    'smpp://a-system-id-too-long:Kh0ngL0!@127.0.0.1:2775',
    'smpp://loa:Kh0ngL0!@127.0.0.1:2775/path',
  ])
    test(`the URL ${url.replace('Kh0ngL0!', '…')} is refused, and the password is not told`, async t => {
      const stage = await RoundFixture.set(t, { subscribers: 1 })
      await stage.run('--smsc', url).ends(2)
    })
})

describe('options that are wrong end with 2', { concurrency: 3 }, () => {
  for (const flags of [
    ['--binds', '0'],
    ['--window', '0'],
    ['--window', 'many'],
    ['--tps', '-1'],
    ['--receipts', 'some'],
    ['--receipt-wait', '72'],
    ['--reference', '12'],
    ['--validity', '0s'],
    ['--validity', '64h30'],
    ['--response-timeout', '1y'],
    ['--uncertain', 'maybe'],
    ['--not-before', '2020-02-03T07:00:00'],
    ['--not-after', 'tomorrow'],
    ['--not-before', '2030-01-02T00:00:00+07:00', '--not-after', '2030-01-01T00:00:00+07:00'],
    ['--message', '-', '--audience', '-'],
    ['--daily', '7-21'],
    ['--daily', '07:00-25:00'],
    ['--time-zone', 'Asia/Nowhere'],
    ['--canary', '0'],
    ['--sync-interval', 'often'],
    ['--unknown'],
  ])
    test(`round run ${flags.join(' ')} ends with 2`, async t => {
      const stage = await RoundFixture.set(t, { subscribers: 1 })
      const { stdout } = await stage.run(...flags).ends(2)
      assert.equal(stdout, '')
    })

  test('round run without its message, audience or centre ends with 2', async t => {
    const stage = await RoundFixture.set(t, { subscribers: 1 })
    for (const name of ['--message', '--audience', '--smsc']) {
      const args = stage.runArgs()
      args.splice(args.indexOf(name), 2)
      await stage.start(args).ends(2)
    }
    await stage.start(['round', 'run']).ends(2)
    await stage.start(['round']).ends(2)
    await stage.start(['round', 'start', 'x']).ends(2)
  })
})

test('numbers of before 2018 and of other spellings are one subscriber each', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 1 })
  const list = ['0912 000 000', '84912000000', '+84.912.000.000', '0084-912000000', '01669000001', '7']
  writeFileSync(stage.file('audience.csv'), `${list.join('\n')}\n`)
  const { tally } = await stage.run().ends(0)
  assert.equal(tally.subscribers.audience, 2)
  assert.deepEqual(
    stage.witness.submits.map(({ number }) => number),
    ['84369000001', '84912000000'],
  )
})
