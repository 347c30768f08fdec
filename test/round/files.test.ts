/** Messages, audiences and directories that are no such thing: one sentence, nothing sent, nothing left behind. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { setTimeout as passes } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { LONG, numberOf, RoundFixture } from './stage.ts'

async function refused(stage: RoundFixture, sentence: RegExp, ...flags: string[]): Promise<void> {
  const { stdout, stderr } = await stage.run(...flags).ends(1)
  assert.equal(stdout, '')
  assert.match(stderr, sentence)
  assert.match(stderr, /^loa: .*\n$/, 'one sentence')
  assert.equal(stage.witness.binds.length, 0)
  assert.ok(!existsSync(stage.dir))
  assert.deepEqual(
    readdirSync(stage.directory).filter(name => name.startsWith('.')),
    [],
  )
}

describe('a message that cannot be sent', { concurrency: 3 }, () => {
  for (const [name, octets, sentence] of [
    ['empty', '', /empty/],
    ['a lone line end', '\n', /empty/],
    ['256 segments long', 'x'.repeat(153 * 255 + 1), /256/],
    ['one letter of a kind too long for 255 segments', `${'x'.repeat(67 * 255)}đ`, /256/],
    ['Latin-1', Buffer.from('B\xf4 Y t\xea', 'latin1'), /UTF-8/],
    ['UTF-16', Buffer.from('Rua tay', 'utf16le'), /UTF-8/],
    ['endless', Buffer.alloc(2_000_000, 'x'), /bytes/],
  ] as const)
    test(`a message that is ${name} is refused`, async t => {
      const stage = await RoundFixture.set(t)
      writeFileSync(stage.file('message.txt'), octets)
      await refused(stage, sentence)
    })

  test('a message that is missing or a folder is refused', async t => {
    const stage = await RoundFixture.set(t)
    await refused(stage, /no such file|Cannot read|There is no/i, '--message', stage.file('none.txt'))
    await refused(stage, /folder|directory|Cannot read/i, '--message', stage.directory)
  })
})

test('a message of 255 segments goes out', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 1, message: 'x'.repeat(153 * 255) })
  const { tally } = await stage.run('--receipts', 'all').ends(0)
  assert.equal(tally.segments.accepted, 255)
  assert.equal(tally.receipts.matched, 255)
  assert.equal(tally.subscribers.delivered, 1)
})

test('a CRLF at the end of a message file is no part of it, one within it is', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 1 })
  writeFileSync(stage.file('message.txt'), 'Rua tay\r\nDeo khau trang\r\n')
  const { tally } = await stage.run().ends(0)
  assert.equal(tally.message.units, 23)
  const { payload } = stage.witness.submits[0].submit
  assert.equal(Buffer.from(payload).toString('latin1'), 'Rua tay\r\nDeo khau trang')
})

describe('an audience that is none', { concurrency: 3 }, () => {
  for (const [name, octets, sentence] of [
    ['empty', '', /empty/],
    ['without a single number', 'number\nabc\n12\n', /no number|no numbers|clear/i],
    ['a binary file', Buffer.from([0, 1, 2, 3, 0, 0, 255, 254]), /binary/],
    ['a workbook', Buffer.from('PK\x03\x04rest'), /Excel/],
    ['gzip cut short', gzipSync('84912000000\n'.repeat(1000)).subarray(0, 60), /damaged|cut/],
  ] as const)
    test(`an audience that is ${name} is refused`, async t => {
      const stage = await RoundFixture.set(t)
      writeFileSync(stage.file('audience.csv'), octets)
      await refused(stage, sentence)
    })

  test('an audience that is missing or a folder is refused', async t => {
    const stage = await RoundFixture.set(t)
    await refused(stage, /There is no file/, '--audience', stage.file('none.csv'))
    await refused(stage, /folder/, '--audience', stage.directory)
  })

  test('a column that is not there is named', async t => {
    const stage = await RoundFixture.set(t)
    writeFileSync(stage.file('audience.csv'), `so,ten\n${numberOf(0)},x\n`)
    await refused(stage, /no column 'phone'/, '--column', 'phone')
  })
})

test('rejects lie in the directory of the round', async t => {
  const stage = await RoundFixture.set(t)
  writeFileSync(stage.file('audience.csv'), `${numberOf(0)}\nmay ban\n0243333333\n`)
  const { tally } = await stage.run().ends(0)
  assert.equal(tally.subscribers.audience, 1)
  const [header, ...rows] = readFileSync(join(stage.dir, 'rejects.csv'), 'utf8').trim().split('\n')
  assert.equal(header, 'line,row,reason')
  assert.deepEqual(
    rows.map(row => row.split(',').slice(0, 2)),
    [
      ['2', 'may ban'],
      ['3', '0243333333'],
    ],
  )
})

test('a round takes a built audience, and one from standard input', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 5 })
  const built = stage.file('all.loa')
  const build = stage.start(['audience', 'build', built, '--from', stage.file('audience.csv')])
  await build.child.done()
  const { tally } = await stage.run('--audience', built).ends(0)
  assert.equal(tally.subscribers.delivered, 5)
  rmSync(stage.dir, { recursive: true })
  const program = stage.startProcess(stage.runArgs('--audience', '-'), {}, `${numberOf(7)}\n`)
  const { tally: piped } = await program.ends(0)
  assert.deepEqual([piped.subscribers.audience, piped.subscribers.delivered], [1, 1])
})

test('a directory that cannot be made is named, and nothing is left in it', async t => {
  const stage = await RoundFixture.set(t)
  stage.dir = stage.file('message.txt/round')
  const { stderr } = await stage.run().ends(1)
  assert.match(stderr, /message\.txt\/round: not a directory/)
  stage.dir = stage.file('message.txt')
  await stage.run().ends(1)
  stage.dir = stage.file('empty')
  mkdirSync(stage.dir)
  await stage.run().ends(1)
  assert.deepEqual(readdirSync(stage.dir), [])
})

test('a directory is made with the folders above it, however it is written', async t => {
  const stage = await RoundFixture.set(t)
  for (const name of ['rounds/2020/1', 'slash/']) {
    stage.dir = stage.file(name)
    const { tally } = await stage.run().ends(0)
    assert.equal(tally.subscribers.delivered, 10)
    assert.deepEqual(await stage.status(), tally)
  }
})

test('what a process killed while it made a round has left is cleared by the next of that name', async t => {
  const stage = await RoundFixture.set(t)
  // A list that never comes: the round is made as long as its process lives.
  assert.equal(spawnSync('mkfifo', [stage.file('never.csv')]).status, 0)
  const making = stage.runProcess('--audience', stage.file('never.csv'))
  const drafts = () => readdirSync(stage.directory).filter(name => name.startsWith('.'))
  for (let tries = 0; tries < 1000 && drafts().length === 0; tries++) await passes(10)
  const [draft] = drafts()
  assert.match(draft, /^\.round\.draft-/)
  await stage.run().ends(0)
  assert.deepEqual(drafts(), [draft], 'it is in use')
  making.child.kill('SIGKILL')
  await making.child.exited
  assert.deepEqual(drafts(), [draft])
  await stage.run().ends(1)
  assert.deepEqual(drafts(), [])
  assert.equal((await stage.status()).state, 'finished')
})

test('only its owner may look into the directory of a round', async t => {
  const stage = await RoundFixture.set(t)
  await stage.run().ends(0)
  assert.equal(statSync(stage.dir).mode & 0o777, 0o700)
  assert.equal(statSync(join(stage.dir, 'round.json')).mode & 0o077, 0)
})

/** Files of a round, and which octets of them matter: everything that was ever written. */
const FILES = ['ledger', 'journal.0', 'journal.1', 'blocks', 'round.json', 'audience.loa'] as const

async function interruptedRound(t: TestContext): Promise<RoundFixture> {
  const stage = await RoundFixture.set(t, { subscribers: 300, message: LONG })
  const program = stage.run('--tps', '300')
  await stage.witness.submitted(150)
  program.child.kill('SIGTERM')
  await program.ends(3)
  return stage
}

/** Of every file of the round. */
function digests(stage: RoundFixture): Record<string, string> {
  return Object.fromEntries(
    FILES.map(name => [
      name,
      createHash('sha256')
        .update(readFileSync(join(stage.dir, name)))
        .digest('hex'),
    ]),
  )
}

describe('a round whose files are damaged', { concurrency: 3 }, () => {
  for (const file of FILES)
    test(`a round's ${file} that is cut short is named, nothing is overwritten, nothing is sent`, async t => {
      const stage = await interruptedRound(t)
      const count = stage.witness.submits.length
      const path = join(stage.dir, file)
      const whole = readFileSync(path)
      for (const size of [0, 1, Math.floor(whole.length / 2), whole.length - 1]) {
        truncateSync(path, size)
        const before = digests(stage)
        const { stderr } = await stage.command('resume').ends(1)
        assert.match(stderr, new RegExp(`^loa: .*${file.replace('.', '\\.')}.*\\n$`))
        // The audience is no part of a tally.
        await stage.command('status').ends(file === 'audience.loa' ? 0 : 1)
        assert.deepEqual(digests(stage), before)
        writeFileSync(path, whole)
      }
      rmSync(path)
      const { stderr } = await stage.command('resume').ends(1)
      assert.match(stderr, file === 'round.json' ? /not the directory of a round/ : new RegExp(file))
      assert.equal(stage.witness.submits.length, count)
      writeFileSync(path, whole)
      const { tally } = await stage.command('resume').ends(0)
      assert.equal(tally.subscribers.delivered, 300)
    })

  test('a flipped bit anywhere in the files of a round is named, or changes nothing', async t => {
    const stage = await interruptedRound(t)
    const count = stage.witness.submits.length
    const { tally: before } = await stage.command('status').ends(0)
    const rows = (await stage.command('outcomes').ends(0)).stdout
    let found = 0
    for (const file of FILES) {
      const path = join(stage.dir, file)
      const fd = openSync(path, 'r+')
      for (const at of offsetsIn(path)) {
        const octet = Buffer.alloc(1)
        readSync(fd, octet, 0, 1, at)
        writeSync(fd, Buffer.from([octet[0] ^ 0x10]), 0, 1, at)
        const sums = digests(stage)
        const program = stage.command('outcomes')
        const { code } = await program.child.done()
        const { stdout, stderr } = program.child
        if (code === 0) assert.equal(stdout, rows, `${file} at ${at}`)
        else {
          found++
          assert.equal(code, 1)
          assert.match(stderr, new RegExp(`^loa: .*${file.replace('.', '\\.')}.*\\n$`))
          if (found % 5 === 0) await stage.command('resume').ends(1)
        }
        assert.deepEqual(digests(stage), sums)
        writeSync(fd, octet, 0, 1, at)
      }
    }
    assert.ok(found >= 15, `${found} were found`)
    assert.equal(stage.witness.submits.length, count)
    assert.deepEqual(await stage.status(), before)
  })
})

/** The beginning, the header's edges, and places where something was written. */
function offsetsIn(path: string): number[] {
  const bytes = readFileSync(path)
  const written: number[] = []
  for (let at = 0; at < bytes.length; at++) if (bytes[at] !== 0) written.push(at)
  const some = [0.1, 0.3, 0.5, 0.7, 0.9].map(part => written[Math.floor(part * written.length)])
  return [...new Set([0, 5, ...some, written[written.length - 1]])].filter(at => at !== undefined)
}
