import assert from 'node:assert/strict'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { audienceOf } from '../audience/digest.ts'
import { audienceFailure } from '../audience/failures.ts'
import { type BuiltAudience, writeAudience } from '../audience/file.ts'
import { Failure } from '../base/failure.ts'
import { seeded } from '../base/random.ts'
import { decodePdu } from '../smpp/codec.ts'
import {
  audiencePath,
  createRound,
  diskFailure,
  type NewRound,
  type Round,
  readRound,
  roundShape,
  roundTemplates,
} from './directory.ts'
import { DirectoryDisk } from './disk.ts'
import { recover } from './ledger-reader.ts'

/** Where a round is to be made. */
function place(t: TestContext): string {
  const top = mkdtempSync(join(tmpdir(), 'loa-round-'))
  t.after(() => rmSync(top, { recursive: true, force: true }))
  return join(top, 'round')
}

function audience(...numbers: number[]): BuiltAudience {
  const low = Uint32Array.from(numbers)
  const runs = numbers.length === 0 ? [] : [{ base: 0, from: 0 }]
  const set = audienceOf({ size: numbers.length, country: 'VN', callingCode: '84', runs, low })
  return { ...set, duplicates: 0, rejected: 0 }
}

const NEW: NewRound = {
  text: `Rửa tay${' '.repeat(70)}`,
  referenceBits: 8,
  source: { addr: 'BOYTE', ton: 5, npi: 0 },
  validityPeriod: '',
  receipts: 'last',
  timeZone: 'Asia/Ho_Chi_Minh',
  smscs: [{ host: '127.0.0.1', port: 2775, tls: false, systemId: 'boyte', password: 'p@sswörd "1"' }],
  bindsEach: 2,
  settings: {
    window: 10,
    tps: 0,
    responseTimeoutMs: 30_000,
    enquireLinkMs: 15_000,
    receiptWaitMs: 1,
    retryForMs: 1,
    uncertain: 'hold',
    uncertainWaitMs: 1,
    syncIntervalMs: 50,
    sending: { notBefore: null, notAfter: null, daily: null },
    canary: 0,
  },
}
const TWO = audience(912_345_678, 912_345_679)

function make(directory: string, round: Partial<NewRound> = {}, built = TWO): Promise<Round> {
  return createRound(
    directory,
    { ...NEW, ...round },
    {
      audience: async () => ({ built, copyOf: null }),
      random: seeded(1),
      wall: () => Date.parse('2020-02-03T00:00:00Z'),
    },
  )
}

function fails(code: string): (error: unknown) => boolean {
  return error => {
    assert.ok(error instanceof Failure, String(error))
    assert.equal(error.code, code)
    assert.ok(!error.message.includes('p@ssw'), 'no password in a sentence')
    return true
  }
}

test('a round is read as it was made', async t => {
  const directory = place(t)
  const made = await make(directory)
  assert.deepEqual(readRound(directory), made)
  assert.equal(made.createdAt, '2020-02-03T00:00:00.000Z')
  assert.deepEqual(made.message, { encoding: 'ucs2', units: 77, segments: 2 })
  assert.deepEqual(made.audience, { subscribers: 2, callingCode: '84', sha256: TWO.sha256 })
  assert.ok(made.reference >= 0 && made.reference < 256)
  const { ledger } = recover(new DirectoryDisk(directory, 'read'))
  assert.deepEqual(ledger.shape, roundShape(made))
  assert.equal(ledger.counters[0], 2)
})

test('the folders above a round are made with it', async t => {
  const directory = join(place(t), 'rounds', '2020', '1')
  const made = await make(directory)
  assert.deepEqual(readRound(directory), made)
})

test('where a file stands in the way there is no round, and a sentence says so', async t => {
  const file = place(t)
  writeFileSync(file, 'x')
  for (const directory of [join(file, 'round'), join(file, 'rounds', '1')])
    await assert.rejects(make(directory), fails('fileUnwritable'))
  await assert.rejects(make(file), fails('roundExists'))
})

test('the reference of a message has as many bits as were asked for, and comes by chance', async t => {
  const references = new Set<number>()
  for (let seed = 0; seed < 30; seed++) {
    const made = await createRound(
      `${place(t)}-${seed}`,
      { ...NEW, referenceBits: 16 },
      { audience: async () => ({ built: TWO, copyOf: null }), random: seeded(seed), wall: () => 0 },
    )
    assert.ok(made.reference < 65_536)
    references.add(made.reference)
  }
  assert.ok(references.size > 25 && Math.max(...references) > 256)
})

test('what goes on the wire is made of the round, the same each time', async t => {
  const directory = place(t)
  const made = await make(directory, { receipts: 'all' })
  const pdus = [made, readRound(directory)].map(round => {
    const templates = roundTemplates(round)
    const out = Buffer.alloc(templates.sizeMax)
    return [0, 1].map(segment => out.subarray(0, templates.write(out, 0, segment, 7, 912_345_678)).toString('hex'))
  })
  assert.deepEqual(pdus[0], pdus[1])
  const decoded = decodePdu(Buffer.from(pdus[0][1], 'hex'))
  assert.ok(decoded.ok && decoded.pdu.command === 'submit_sm')
  const { destination_addr, source_addr, registered_delivery, short_message } = decoded.pdu
  assert.deepEqual([destination_addr, source_addr, registered_delivery], ['84912345678', 'BOYTE', 1])
  assert.deepEqual([...short_message.subarray(0, 6)], [5, 0, 3, made.reference, 2, 2])
})

test('only its owner may look into a round, whatever the umask', async t => {
  const directory = place(t)
  const umask = process.umask(0)
  t.after(() => process.umask(umask))
  await make(directory)
  const mode = (path: string) => (lstatSync(path).mode & 0o777).toString(8)
  assert.equal(mode(directory), '700')
  const modes = Object.fromEntries(readdirSync(directory).map(name => [name, mode(join(directory, name))]))
  assert.deepEqual(modes, {
    'audience.loa': '600',
    blocks: '600',
    'journal.0': '600',
    'journal.1': '600',
    ledger: '600',
    // Empty, always: the mode is SQLite's.
    lock: '644',
    'round.json': '600',
  })
})

test('an audience that is built already is copied', async t => {
  const directory = place(t)
  const file = join(dirname(directory), 'list.loa')
  await writeAudience(file, TWO, TWO)
  await createRound(directory, NEW, {
    audience: async () => ({ built: TWO, copyOf: file }),
    random: seeded(1),
    wall: () => 0,
  })
  assert.deepEqual(readFileSync(audiencePath(directory)), readFileSync(file))
})

/** After a failure, what lies beside the place of the round is what lay there before. */
async function failsAndLeavesNothing(directory: string, code: string, making: () => Promise<unknown>): Promise<void> {
  const top = dirname(directory)
  const before = existsSync(top) ? readdirSync(top) : null
  await assert.rejects(making(), fails(code))
  assert.deepEqual(existsSync(top) ? readdirSync(top) : null, before)
}

test('a message or an audience that is refused leaves nothing behind', async t => {
  for (const [code, round, built] of [
    ['textEmpty', { text: '' }, TWO],
    ['textTooLong', { text: 'ă'.repeat(67 * 256) }, TWO],
    ['roundEmpty', {}, audience()],
  ] as const) {
    const directory = place(t)
    await failsAndLeavesNothing(directory, code, () => make(directory, round, built))
  }
})

test('an audience that cannot be read leaves nothing behind, whatever it has put there', async t => {
  for (const [code, error] of [
    ['audienceDamaged', audienceFailure('audienceDamaged', { file: 'x' })],
    ['diskFull', Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })],
    ['fileUnwritable', Object.assign(new Error('input/output error'), { code: 'EIO' })],
  ] as const) {
    const directory = place(t)
    const making = () =>
      createRound(directory, NEW, {
        audience: async draft => {
          writeFileSync(join(draft, 'rejects.csv'), 'line,row,reason\n')
          mkdirSync(join(draft, 'pieces'))
          writeFileSync(join(draft, 'pieces', '0'), 'x')
          throw error
        },
        random: seeded(1),
        wall: () => 0,
      })
    await failsAndLeavesNothing(directory, code, making)
  }
})

test('a bug while a round is made stays one, and leaves nothing behind', async t => {
  const directory = place(t)
  const making = createRound(directory, NEW, {
    audience: async () => {
      throw new TypeError('a bug')
    },
    random: seeded(1),
    wall: () => 0,
  })
  await assert.rejects(making, TypeError)
  assert.deepEqual(readdirSync(dirname(directory)), [])
})

test('what exists is never made a round of, nor touched', async t => {
  for (const occupy of [
    (path: string) => mkdirSync(path),
    (path: string) => writeFileSync(path, 'mine'),
    (path: string) => symlinkSync('/nowhere', path),
  ]) {
    const directory = place(t)
    occupy(directory)
    const before = lstatSync(directory)
    await failsAndLeavesNothing(directory, 'roundExists', () => make(directory))
    assert.equal(lstatSync(directory).ino, before.ino)
  }
})

test('a directory that others make meanwhile is left to them', async t => {
  const directory = place(t)
  const making = createRound(directory, NEW, {
    audience: async () => {
      mkdirSync(directory)
      writeFileSync(join(directory, 'theirs'), 'x')
      return { built: TWO, copyOf: null }
    },
    random: seeded(1),
    wall: () => 0,
  })
  await assert.rejects(making, fails('roundExists'))
  assert.deepEqual(readdirSync(dirname(directory)), [basename(directory)])
  assert.deepEqual(readdirSync(directory), ['theirs'])
})

test('a crash while a round is made leaves no round', async t => {
  const directory = place(t)
  let during: string[] = []
  await createRound(directory, NEW, {
    audience: async draft => {
      during = readdirSync(dirname(directory))
      assert.throws(() => readRound(directory), fails('noRound'))
      assert.throws(() => readRound(draft), fails('noRound'))
      return { built: TWO, copyOf: null }
    },
    random: seeded(1),
    wall: () => 0,
  })
  assert.equal(during.length, 1)
  assert.match(during[0], /^\.round\.draft-/, 'it is made beside its place, and hidden')
  assert.deepEqual(readdirSync(dirname(directory)), ['round'])
})

test('a flipped bit or a missing octet of round.json never becomes another round', async t => {
  const directory = place(t)
  await make(directory)
  const file = join(directory, 'round.json')
  const whole = readFileSync(file)
  for (let at = 0; at < whole.length; at++) {
    const flipped = Buffer.from(whole)
    flipped[at] ^= 1 << (at % 8)
    writeFileSync(file, flipped)
    assert.throws(() => readRound(directory), fails('roundDamaged'))
    if (at % 20 !== 0) continue
    writeFileSync(file, whole.subarray(0, at))
    assert.throws(() => readRound(directory), fails('roundDamaged'))
  }
  for (const other of ['null', '[]', '{}', '"x"', `${whole.toString()}\n`]) {
    writeFileSync(file, other)
    assert.throws(() => readRound(directory), fails('roundDamaged'))
  }
})

test('what the system says of a disk is told as what to do about it, and a bug stays a bug', () => {
  const said = (code: string) => diskFailure(Object.assign(new Error(code), { code }), 'x') as Failure
  assert.equal(said('ENOSPC').code, 'diskFull')
  assert.equal(said('EDQUOT').code, 'diskFull')
  assert.equal(said('EROFS').code, 'fileUnwritable')
  const bug = new TypeError('x')
  assert.equal(diskFailure(bug, 'x'), bug)
})
