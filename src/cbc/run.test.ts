/** A centre over real sockets beside simulated BSCs, in this process and on a clock that runs fast. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { type BscOptions, type SimulatedBsc, startBsc } from '../../tools/bsc/bsc.ts'
import { type Millis, systemClock, type Timekeeper } from '../base/clock.ts'
import { baseFailure } from '../base/failures.ts'
import { seeded } from '../base/random.ts'
import { until } from '../base/until.test.ts'
import type { Begun, BookedBroadcast } from '../cbs/book.ts'
import { askControl } from './control.ts'
import { createBook, openBook, restingBook } from './directory.ts'
import { RunningCentre, restingState } from './run.ts'

const A = '452-04-100-1'
const B = '452-04-100-2'
const C = '452-04-200-1'
const LIVE: BookedBroadcast = { id: 4371, kind: 'live', text: 'Bộ Y tế: ở nhà', serial: 16401 }

/** Ten times as fast as ours. Instants are right. */
const fast: Timekeeper = {
  monotonic: () => (performance.now() * 10) as Millis,
  wall: () => Date.now(),
  after: (ms, act) => systemClock.after(ms / 10, act),
}

/** A centre that is running a broadcast, and the directory of its book. */
interface CentreFixture {
  readonly directory: string
  readonly running: RunningCentre
}

async function bsc(t: TestContext, options: BscOptions): Promise<SimulatedBsc> {
  const one = await startBsc(options)
  t.after(() => one.close())
  return one
}

const urlOf = ({ port }: { readonly port: number }) => `cbsp://127.0.0.1:${port}`

function begunWith(bscs: readonly string[], others: Partial<Begun> = {}): Begun {
  const at = Date.now()
  return {
    is: 'begun',
    at,
    until: at + 3_600_000,
    repeatMs: 30_000,
    keepAliveMs: 30_000,
    bscs,
    cells: null,
    broadcasts: [LIVE],
    ...others,
  }
}

async function broadcast(t: TestContext, begun: Begun): Promise<CentreFixture> {
  const folder = mkdtempSync(join(tmpdir(), 'loa-cbc-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const directory = join(folder, 'one')
  const open = await createBook(directory, { needsCode: false, now: Date.now(), begun: () => begun })
  return { directory, running: await start(t, directory, open) }
}

async function start(
  t: TestContext,
  directory: string,
  open: Awaited<ReturnType<typeof openBook>>,
): Promise<RunningCentre> {
  assert.ok(open !== null)
  const running = new RunningCentre(directory, open, { clock: fast, random: seeded(1), say: () => {} })
  await running.start()
  t.after(async () => {
    running.interrupt()
    await running.ended
  })
  return running
}

async function stateOf({ directory }: CentreFixture) {
  const answer = await askControl(directory, { ask: 'state' })
  assert.ok(answer !== null && 'state' in answer)
  return answer.state
}

const texts = (one: SimulatedBsc, cell: string) => one.onAir(cell).map(({ text }) => text)

test('a message goes on the air in every cell of two BSCs, is replaced, and is taken off everywhere', async t => {
  const one = await bsc(t, { cells: [A, B] })
  const two = await bsc(t, { cells: [C] })
  const stage = await broadcast(t, begunWith([urlOf(one), urlOf(two)]))
  await until(async () => (await stateOf(stage)).cells.onAir === 3, 'on the air')
  for (const [at, cell] of [
    [one, A],
    [one, B],
    [two, C],
  ] as const)
    assert.deepEqual(texts(at, cell), [LIVE.text])
  const [write] = one.record
  assert.equal(write.period, 16)
  assert.equal(write.broadcasts, Math.ceil(3_600_000 / (16 * 1883)))

  const text = 'Bộ Y tế: đã an toàn'
  const replaced = await askControl(stage.directory, { ask: 'replace', texts: [{ id: null, text }] })
  assert.ok(replaced !== null && 'state' in replaced && 'message' in replaced.state)
  assert.equal(replaced.state.message.serial, 16402)
  assert.deepEqual(replaced.state.cells, { known: 3, onAir: 3, failed: 0, unknown: 0 })
  assert.deepEqual(texts(one, A), [text])
  assert.equal(one.record.at(-1)?.oldSerial, 16401)

  const stopped = await askControl(stage.directory, { ask: 'stop' })
  assert.ok(stopped !== null && 'state' in stopped)
  assert.deepEqual([stopped.state.state, stopped.unclean], ['stopped', []])
  for (const cell of [A, B]) assert.deepEqual(texts(one, cell), [])
  // Twice on the air at the first BSC's cells, version by version, and once each at their replacement.
  assert.deepEqual(
    stopped.state.bscs.map(({ broadcasts }) => broadcasts),
    [4, 2],
  )
  const { state } = await stage.running.ended
  assert.equal(state.state, 'stopped')
  const book = await restingBook(stage.directory)
  assert.ok(book !== null)
  assert.equal(restingState(book).state, 'stopped')
  assert.equal(one.connections.taken, 1)
})

for (const naming of ['cgi', 'lac-ci', 'ci', 'all'] as const)
  test(`a BSC that names its cells by ${naming} is understood`, async t => {
    const one = await bsc(t, { cells: [A, B], naming })
    const stage = await broadcast(t, begunWith([urlOf(one)], { cells: [A, B] }))
    await until(async () => (await stateOf(stage)).cells.onAir === 2, 'on the air')
  })

test('cells that two BSCs are asked for count once, and those that nobody has fail', async t => {
  const one = await bsc(t, { cells: [A] })
  const two = await bsc(t, { cells: [B] })
  const cells = [A, B, C]
  const stage = await broadcast(t, begunWith([urlOf(one), urlOf(two)], { cells }))
  await until(async () => (await stateOf(stage)).cells.failed === 1, 'answered')
  const state = await stateOf(stage)
  assert.deepEqual(state.cells, { known: 3, onAir: 2, failed: 1, unknown: 0 })
  assert.deepEqual(state.bscs[0].failed, [
    { cell: B, cause: 3 },
    { cell: C, cause: 3 },
  ])
  assert.deepEqual(one.record[0].cells, cells)
  two.drop()
  await until(async () => (await stateOf(stage)).cells.unknown === 2, 'the second is away')
})

test('two languages share one connection, and a cell is on the air where both are', async t => {
  const one = await bsc(t, {
    cells: [A, B],
    refuse: ({ type, id }, cell) => (type === 1 && id === 4384 && cell === B ? 7 : undefined),
  })
  const english: BookedBroadcast = { ...LIVE, id: 4384, text: 'Stay at home' }
  const stage = await broadcast(t, begunWith([urlOf(one)], { broadcasts: [LIVE, english] }))
  await until(async () => (await stateOf(stage)).cells.failed === 1, 'answered')
  const state = await stateOf(stage)
  assert.ok('messages' in state)
  assert.deepEqual(
    state.messages.map(({ id, encoding }) => [id, encoding]),
    [
      [4371, 'ucs2'],
      [4384, 'gsm7'],
    ],
  )
  assert.deepEqual(state.cells, { known: 2, onAir: 1, failed: 1, unknown: 0 })
  assert.deepEqual(texts(one, A).toSorted(), [LIVE.text, english.text].toSorted())
  assert.deepEqual(one.connections, { taken: 1, refused: 0 })
  const replace = (id: number | null) =>
    askControl(stage.directory, { ask: 'replace', texts: [{ id, text: 'All clear' }] })
  assert.deepEqual(await replace(null), {
    failure: 'cbcWhichMessage',
    details: { directory: stage.directory, count: 2 },
  })
  assert.deepEqual(await replace(5), { failure: 'cbcNoSuchMessage', details: { directory: stage.directory, id: 5 } })
  await replace(4384)
  assert.deepEqual(texts(one, A).toSorted(), ['All clear', LIVE.text])
})

test('a BSC that lost its data has the message again, and so has one whose connection broke', async t => {
  const one = await bsc(t, { cells: [A] })
  const stage = await broadcast(t, begunWith([urlOf(one)]))
  await until(async () => (await stateOf(stage)).cells.onAir === 1, 'on the air')
  one.restart()
  assert.deepEqual(texts(one, A), [])
  await until(() => texts(one, A).length === 1, 'again on the air')
  one.drop()
  await until(() => one.connections.taken === 2, 'connected anew')
  await until(async () => (await stateOf(stage)).cells.onAir === 1, 'known again')
  one.fail(A, 10)
  await until(async () => (await stateOf(stage)).cells.failed === 1, 'failed')
  assert.deepEqual((await stateOf(stage)).bscs[0].failed, [{ cell: A, cause: 10 }])
})

test('a BSC that was away during a stop is named, and has it taken off when it is back', async t => {
  const one = await bsc(t, { cells: [A] })
  const two = await startBsc({ cells: [B] })
  const { port } = two
  const stage = await broadcast(t, begunWith([urlOf(one), urlOf(two)]))
  await until(async () => (await stateOf(stage)).cells.onAir === 2, 'on the air')
  await two.close()
  const answer = await askControl(stage.directory, { ask: 'stop' })
  assert.ok(answer !== null && 'state' in answer)
  assert.deepEqual([answer.state.state, answer.unclean], ['stopping', [`127.0.0.1:${port}`]])
  assert.deepEqual(texts(one, A), [])
  const back = await bsc(t, { cells: [B], port })
  const { state } = await stage.running.ended
  assert.equal(state.state, 'stopped')
  assert.deepEqual(
    back.record.filter(({ type }) => type === 4).map(({ oldSerial }) => oldSerial),
    [LIVE.serial],
  )
})

test('an interrupted broadcast stays on the air, and whoever resumes it takes off what is over', async t => {
  const one = await bsc(t, { cells: [A] })
  const at = Date.now()
  const stage = await broadcast(t, begunWith([urlOf(one)], { until: at + 1_000 }))
  await until(async () => (await stateOf(stage)).cells.onAir === 1, 'on the air')
  stage.running.interrupt()
  const interrupted = (await stage.running.ended).state
  assert.equal(interrupted.state, 'interrupted')
  assert.deepEqual(interrupted.cells, { known: 1, onAir: 0, failed: 0, unknown: 1 })
  assert.deepEqual(texts(one, A), [LIVE.text])
  const running = await start(t, stage.directory, await openBook(stage.directory))
  const { state } = await running.ended
  assert.equal(state.state, 'over')
  assert.deepEqual(texts(one, A), [])
  assert.equal(state.bscs[0].broadcasts, 1)
})

test('a BSC that calls is taken, and a new connection takes the place of the old one', async t => {
  const free = createServer().listen(0)
  const { port } = free.address() as { port: number }
  await new Promise(done => free.close(done))
  await broadcast(t, begunWith([`cbsp-listen://127.0.0.1:${port}`]))
  const calls = { host: '127.0.0.1', port }
  const old = await bsc(t, { cells: [A], calls })
  await until(() => texts(old, A).length === 1, 'on the air')
  const next = await startBsc({ cells: [B], calls })
  await until(() => texts(next, B).length === 1, 'on the air at the new one')
  await next.close()
})

test('a message that cannot be decoded is passed over and the next is read; one over a mebibyte ends the connection', async t => {
  const one = await bsc(t, { cells: [A] })
  const stage = await broadcast(t, begunWith([urlOf(one)]))
  await until(async () => (await stateOf(stage)).cells.onAir === 1, 'on the air')
  one.say(Buffer.from('7f000003ffffff02000001aa', 'hex'))
  one.fail(A, 10)
  await until(async () => (await stateOf(stage)).cells.failed === 1, 'read on')
  assert.equal(one.connections.taken, 1)
  one.say(Buffer.from('01100001', 'hex'))
  await until(() => one.connections.taken === 2, 'connected anew')
})

test('a stop takes the message off though the disk is full, and is in the book before its end once there is room', async t => {
  const one = await bsc(t, { cells: [A] })
  const folder = mkdtempSync(join(tmpdir(), 'loa-cbc-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const directory = join(folder, 'one')
  const begun = () => begunWith([urlOf(one)])
  const open = await createBook(directory, { needsCode: false, now: Date.now(), begun })
  const append = open.journal.append.bind(open.journal)
  let isFull = false
  open.journal.append = async entry => {
    if (isFull) throw baseFailure('fileUnwritable', { file: directory, why: 'ENOSPC' })
    await append(entry)
  }
  const running = await start(t, directory, open)
  await until(() => texts(one, A).length === 1, 'on the air')
  isFull = true
  const stopped = running.stop()
  await until(() => texts(one, A).length === 0, 'off the air')
  isFull = false
  assert.equal((await stopped).state.state, 'stopped')
  await running.ended
  const { phase } = (await restingBook(directory)) ?? {}
  assert.equal(phase?.is, 'ended')
})

test('a broadcast that another process runs is not run twice, and codes beside each other are never the same', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'loa-cbc-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const codes: number[] = []
  await Promise.all(
    ['a', 'b', 'c', 'd'].map(async name => {
      const open = await createBook(join(folder, name), {
        needsCode: true,
        now: Date.now(),
        begun: code => {
          codes.push(code)
          return begunWith([], { broadcasts: [{ ...LIVE, serial: 0x4000 | (code << 4) }] })
        },
      })
      assert.equal(await openBook(join(folder, name)), null)
      await open.journal.close()
      open.lock.release()
    }),
  )
  assert.deepEqual(codes.toSorted(), [0, 1, 2, 3])
  await assert.rejects(
    createBook(join(folder, 'a'), { needsCode: false, now: Date.now(), begun: () => begunWith([]) }),
    /exists/,
  )
})
