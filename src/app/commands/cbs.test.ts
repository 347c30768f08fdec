/** `loa cbs` as a program: what it prints, its exit codes, and what is on the air of it. */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Child } from '../../../test/peers/child.ts'
import { startBsc } from '../../../tools/bsc/bsc.ts'
import { Failure } from '../../base/failure.ts'
import { until } from '../../base/until.test.ts'
import { createBook } from '../../cbc/directory.ts'
import { serialNumber } from '../../cbs/serial.ts'
import type { CbsState } from '../../cbs/state.ts'
import { commandLine } from '../program.ts'

const LOA = fileURLToPath(new URL('../../../loa', import.meta.url))
const A = '452-04-100-1'
const B = '452-04-100-2'
const TEXT = 'Bộ Y tế: ở trong nhà'

const folder = mkdtempSync(join(tmpdir(), 'loa-cbs-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const MESSAGE = file('message.txt', `${TEXT}\n`)
const CORRECTION = file('correction.txt', 'Bộ Y tế: đã an toàn')

function begin(...args: readonly string[]): Child {
  const env = { ...process.env, LC_ALL: 'C.UTF-8' }
  return new Child({ command: LOA, args: ['cbs', ...args], env })
}

async function loa(...args: readonly string[]) {
  const child = begin(...args)
  const { code } = await child.exited
  return { code, stdout: child.stdout, stderr: child.stderr }
}

test('loa cbs pages --json tells the pages of a Vietnamese text, octet by octet', async () => {
  const { code, stdout } = await loa('pages', '--json', 'Bộ Y tế'.padEnd(50, ' .'))
  assert.equal(code, 0)
  const { octets, ...told } = JSON.parse(stdout) as { readonly octets: readonly string[] }
  assert.deepEqual(told, {
    encoding: 'ucs2',
    dcs: 72,
    units: 50,
    pages: 2,
    unitsOfPages: [41, 9],
    notes: ['UCS-2 only because of ộ (U+1ED9), ế (U+1EBF)'],
  })
  assert.deepEqual(
    octets.map(page => page.length),
    [164, 164],
  )
  assert.match(octets[0], /^00421ed9002000590020/)
  assert.match(octets[1], /(000d){32}$/)
})

test('loa cbs pages draws all 15 pages, and refuses a sixteenth in one sentence', async () => {
  const { code, stdout } = await loa('pages', 'a'.repeat(100))
  assert.equal(code, 0)
  assert.match(stdout, /^Pages +2 of 15; 86 left in the last$/m)
  assert.match(stdout, /^ {2}1 █{8} {3}2 █░{7} {3}3 ·{8} {3}4 ·{8} {3}5 ·{8}$/m)
  assert.match(stdout, /^ {2}2 │ a{7}$/m)
  const long = await loa('pages', 'ế'.repeat(616))
  assert.equal(long.code, 1)
  assert.equal(long.stderr, 'loa: The message takes 16 pages; a cell broadcast has at most 15. Shorten it.\n')
  assert.equal(long.stdout, '')
})

test('a broadcast is run, looked at, replaced and stopped by processes that know only its directory', async t => {
  const bsc = await startBsc({ cells: [A, B], refuse: ({ type }, cell) => (type === 1 && cell === B ? 8 : undefined) })
  t.after(() => bsc.close())
  const dir = join(folder, 'story')
  const url = `cbsp://127.0.0.1:${bsc.port}`
  const common = ['--message', MESSAGE, '--bsc', url, '--json']
  const running = begin('run', dir, ...common, '--id', '4371', '--code', '1', '--cells', A, B)
  await until(() => bsc.onAir(A).length === 1, 'on the air')

  const twice = loa('run', dir, ...common, '--id', '4371')
  const state = JSON.parse((await loa('status', dir, '--json')).stdout) as CbsState
  const { startedAt, ...told } = state
  assert.match(startedAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/)
  assert.deepEqual(told, {
    state: 'onAir',
    message: { encoding: 'ucs2', units: TEXT.length, pages: 1, id: 4371, serial: 16400, exercise: false },
    cells: { known: 2, onAir: 1, failed: 1, unknown: 0 },
    bscs: [
      { bsc: `127.0.0.1:${bsc.port}`, connected: true, onAir: 1, failed: [{ cell: B, cause: 8 }], broadcasts: null },
    ],
    endedAt: null,
  })
  assert.equal((await twice).code, 1)

  const replaced = await loa('replace', dir, '--message', CORRECTION)
  assert.equal(replaced.code, 0, replaced.stderr)
  assert.match(replaced.stdout, /^Message +4371, 1 page, serial number 16401$/m)
  assert.deepEqual(
    bsc.onAir(A).map(({ text }) => text),
    ['Bộ Y tế: đã an toàn'],
  )
  const resumed = await loa('resume', dir, '--json')
  assert.equal(resumed.code, 0)
  assert.equal((JSON.parse(resumed.stdout) as CbsState).state, 'onAir')
  assert.deepEqual(bsc.connections, { taken: 1, refused: 0 })

  const stopped = await loa('stop', dir)
  assert.equal(stopped.code, 0, stopped.stderr)
  assert.deepEqual(bsc.onAir(A), [])
  const { code } = await running.exited
  assert.equal(code, 3)
  assert.equal((JSON.parse(running.stdout) as CbsState).state, 'stopped')
})

test('a broadcast that is over ends with 0, a stopped one with 3, and a killed one is stopped by who connects itself', async t => {
  const bsc = await startBsc({ cells: [A] })
  t.after(() => bsc.close())
  const url = `cbsp://127.0.0.1:${bsc.port}`
  const options = ['--id', '4381', '--exercise', '--message', MESSAGE, '--bsc', url]
  const over = await loa('run', join(folder, 'alerts', 'over'), ...options, '--for', '1500ms', '--json')
  assert.equal(over.code, 0, over.stderr)
  const told = JSON.parse(over.stdout) as CbsState
  assert.ok('message' in told)
  assert.deepEqual(
    [told.state, told.message.exercise, told.message.serial, told.bscs[0].broadcasts],
    ['over', true, 0x4000, 1],
  )
  assert.notEqual(told.endedAt, null)
  assert.deepEqual(bsc.onAir(A), [])

  const dir = join(folder, 'alerts', 'killed')
  const killed = begin('run', dir, ...options)
  await until(() => bsc.onAir(A).length === 1, 'on the air')
  assert.equal(bsc.onAir(A)[0].serial, 0x4010, 'the next code beside the first')
  await killed.stop('SIGKILL')
  const left = JSON.parse((await loa('status', dir, '--json')).stdout) as CbsState
  assert.equal(left.state, 'interrupted')
  const replaced = await loa('replace', dir, '--message', CORRECTION)
  assert.equal(replaced.code, 1)
  assert.match(replaced.stderr, /^loa: No process is broadcasting .*resume/)
  const stopped = await loa('stop', dir, '--json')
  assert.equal(stopped.code, 0, stopped.stderr)
  assert.equal((JSON.parse(stopped.stdout) as CbsState).state, 'stopped')
  assert.deepEqual(bsc.onAir(A), [])
  const resumed = await loa('resume', dir, '--json')
  assert.equal(resumed.code, 3)
  assert.equal((JSON.parse(resumed.stdout) as CbsState).state, 'stopped')
  assert.equal((await loa('resume', join(folder, 'alerts', 'over'))).code, 0)
})

async function check(args: readonly string[], exit: number, why: RegExp): Promise<void> {
  const argv = ['cbs', 'run', join(folder, 'wrong'), ...args]
  const program = await commandLine(argv)
  await assert.rejects(program.parseAsync(argv, { from: 'user' }), error => {
    assert.ok(error instanceof Failure, String(error))
    assert.match(error.message, why)
    assert.equal(error.kind.exit, exit)
    return true
  })
  assert.equal(existsSync(join(folder, 'wrong')), false)
}

test('a wrong command line is refused before anything is made', async () => {
  const long = file('long.txt', 'ế'.repeat(700))
  const message = ['--message', MESSAGE]
  const bsc = ['--bsc', 'cbsp://127.0.0.1:1']
  const good = [...message, ...bsc]
  const cells = Array.from({ length: 9_363 }, (_, i) => `452-04-1-${i}`)
  for (const [args, exit, why] of [
    [[...good, '--id', '4381'], 2, /add --exercise/],
    [[...good, '--id', '4371', '--exercise'], 2, /not an exercise identifier/],
    [[...good, '--id', '4370'], 2, /add --emergency/],
    [[...good, '--id', '4370', '--exercise', '--emergency'], 2, /not an exercise identifier/],
    [[...good, '--id', '+4371'], 2, /not a message identifier/],
    [[...good, '--id', '04371'], 2, /not a message identifier/],
    [[...good, '--id', '65536'], 2, /not a message identifier/],
    [[...good, '--id', '4371', '4372'], 2, /an --id for each --message/],
    [[...good, ...message, '--id', '4371', '--id', '4371'], 2, /given twice/],
    [[...good, ...bsc, '--id', '4371'], 2, /accepts only one connection/],
    [[...message, '--id', '4371', '--bsc', 'smpp://h:1'], 2, /not cbsp/],
    [[...message, '--id', '4371', '--bsc', 'cbsp://h:0'], 2, /not cbsp/],
    [[...good, '--id', '4371', '--cells', '452-4-1-1'], 2, /not a cell/],
    [[...good, '--id', '4371', '--cells', ...cells], 2, /at most 9362 cells/],
    [[...good, '--id', '4371', '--repeat', '7711s'], 2, /longer than 4095 slots/],
    [[...good, '--id', '4371', '--code', '1024'], 2, /from 0 to 1023/],
    [[...good, '--id', '4371', '--update', '16'], 2, /from 0 to 15/],
    [[...good, '--id', '4371', '--for', '0'], 2, /must be more than 0/],
    [['--message', long, ...bsc, '--id', '4371'], 1, /takes > 15 pages|takes 18 pages/],
  ] as const)
    await check(args, exit, why)
})

test('where few message codes are left it is told how many, before anything is on the air', async t => {
  const own = mkdtempSync(join(tmpdir(), 'loa-codes-'))
  t.after(() => rmSync(own, { recursive: true, force: true }))
  const now = Date.now()
  const { journal, lock } = await createBook(join(own, 'old'), {
    needsCode: false,
    now,
    begun: () => ({
      is: 'begun',
      at: now,
      until: now,
      repeatMs: 30_000,
      keepAliveMs: 30_000,
      bscs: [],
      cells: null,
      broadcasts: Array.from({ length: 1_000 }, (_, code) => ({
        id: code,
        kind: 'live',
        text: 'a',
        serial: serialNumber({ scope: 'plmn', code, update: 0 }),
      })),
    }),
  })
  await journal.close()
  lock.release()
  const taken = createServer().listen(0, '127.0.0.1')
  t.after(() => taken.close())
  await new Promise(done => taken.once('listening', done))
  const { port } = taken.address() as { port: number }
  const bsc = `cbsp-listen://127.0.0.1:${port}`
  const args = ['run', join(own, 'new'), '--message', MESSAGE, '--id', '4371', '--bsc', bsc]
  const { code, stderr } = await loa(...args)
  assert.equal(code, 1)
  assert.match(stderr, /^loa: 23 of 1 024 message codes are left next to .*\n.*Cannot listen on/)
})

test('a port that is taken ends the broadcast before it begins, and leaves no directory', async t => {
  const taken = createServer().listen(0, '127.0.0.1')
  t.after(() => taken.close())
  await new Promise(done => taken.once('listening', done))
  const { port } = taken.address() as { port: number }
  const args = ['--message', MESSAGE, '--id', '4371', '--bsc', `cbsp-listen://127.0.0.1:${port}`]
  await check(args, 1, /Cannot listen on/)
})
