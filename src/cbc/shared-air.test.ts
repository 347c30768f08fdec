/** Many broadcasts over one connection to each simulated BSC, in this process and on a clock that runs fast. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { type BscOptions, type SimulatedBsc, startBsc } from '../../tools/bsc/bsc.ts'
import { seeded } from '../base/random.ts'
import { until } from '../base/until.test.ts'
import { parseCell } from '../cbs/cells.ts'
import { encodeMessage } from '../cbs/codec.ts'
import { serialNumber } from '../cbs/serial.ts'
import { fast, messageIn } from './air-stage.test.ts'
import type { Aired } from './aired.ts'
import { SharedAir } from './shared-air.ts'

const [A, B, C] = ['452-04-100-1', '452-04-100-2', '452-04-200-1']
const message = messageIn([A, B, C])
/** Times as fast as ours. */
const FAST = 10

async function bsc(t: TestContext, options: BscOptions): Promise<SimulatedBsc> {
  const one = await startBsc(options)
  t.after(() => one.close())
  return one
}

async function airOver(t: TestContext, ...bscs: readonly SimulatedBsc[]): Promise<SharedAir> {
  return await airBy(t, {}, bscs)
}

/** `homes`: which BSC has a cell. */
async function airBy(
  t: TestContext,
  homes: Readonly<Record<string, SimulatedBsc>>,
  bscs: readonly SimulatedBsc[],
): Promise<SharedAir> {
  const air = new SharedAir({
    bscOf: cell => (homes[cell] ? `127.0.0.1:${homes[cell].port}` : null),
    urls: bscs.map(({ port }) => ({ name: `127.0.0.1:${port}`, host: '127.0.0.1', port, calls: true })),
    clock: fast(FAST),
    random: seeded(1),
    say: () => {},
  })
  await air.start()
  t.after(() => air.close())
  return air
}

const texts = (one: SimulatedBsc, cell: string) => one.onAir(cell).map(({ text }) => text)

test('two broadcasts of one identifier, each in its own cells, share the one connection that a BSC bears; one is replaced and the other stays', async t => {
  const one = await bsc(t, { cells: [A, B] })
  const two = await bsc(t, { cells: [C] })
  const air = await airOver(t, one, two)
  const first = message(1, 'Bão')
  const second = message(2, 'Lũ', { cells: [B] })
  await air.put(first)
  await air.put(second)
  const onAir = (of: Aired) => [...(air.counts(of)?.cells ?? [])].filter(([, state]) => state === 'onAir').length
  await until(() => onAir(first) === 3 && onAir(second) === 1, 'on the air')
  assert.deepEqual(
    [A, B].map(cell => texts(one, cell)),
    [['Bão'], ['Bão', 'Lũ']],
  )
  assert.deepEqual(texts(two, C), ['Bão'])
  await air.replace(message(1, 'Đã tan', {}, 1))
  await until(() => texts(two, C).includes('Đã tan') && onAir(first) === 3, 'replaced')
  assert.deepEqual(texts(one, B).toSorted(), ['Lũ', 'Đã tan'])
  await until(() => air.counts(first)?.leaving === 0, 'nothing of the first version')
  await air.kill(first)
  await until(() => air.counts(first) === null, 'off the air')
  assert.deepEqual([texts(one, A), texts(one, B), texts(two, C)], [[], ['Lũ'], []])
  assert.deepEqual([one.connections.taken, one.connections.refused], [1, 0])
  // One request at a time: none before the last was answered, and no broadcast twice the same.
  const writes = one.record.filter(({ newSerial }) => newSerial !== null)
  assert.equal(new Set(writes.map(({ newSerial }) => newSerial)).size, 3)
})

test('a BSC that loses its data has all of them again; one that is away keeps what was taken off as that which may still be there', async t => {
  const one = await bsc(t, { cells: [A, B] })
  const air = await airOver(t, one)
  const [first, second] = [message(1, 'Bão', { cells: [A] }), message(2, 'Lũ', { cells: [A, B] })]
  await air.put(first)
  await air.put(second)
  await until(() => texts(one, A).length === 2, 'on the air')
  one.restart()
  assert.deepEqual(texts(one, A), [])
  await until(() => texts(one, A).length === 2 && texts(one, B).length === 1, 'there again')
  await until(() => air.counts(second)?.cells.size === 2, 'told')
  const { port } = one
  await one.close()
  await air.kill(second)
  assert.equal(air.counts(second)?.leaving, 2)
  // It comes back with what it had.
  const again = await bsc(t, { cells: [A, B], port })
  await until(() => air.counts(second) === null, 'off there too')
  await until(() => texts(again, A).length === 1, 'the other one')
  assert.deepEqual(texts(again, A), ['Bão'])
})

test('after a crash what should be on the air is asked for again, and what the crash left of earlier versions is taken off', async t => {
  const one = await bsc(t, { cells: [A] })
  const before = await airOver(t, one)
  await before.put(message(1, 'Bão', { cells: [A] }))
  await before.put(message(2, 'Lũ', { cells: [A] }))
  await until(() => texts(one, A).length === 2, 'on the air')
  before.close()
  const after = await airOver(t, one)
  await after.replace(message(1, 'Đã tan', { cells: [A] }, 1))
  const left = { cells: [A], past: [serialNumber(message(2, 'Lũ').serial)] }
  await after.kill(message(2, 'Lũ', left))
  await until(() => texts(one, A).join() === 'Đã tan', 'the correction alone')
  await until(() => after.counts(message(1, 'Bão'))?.leaving === 0, 'told')
})

test('a cell that its BSC can broadcast to no more is told as failed, though no other BSC knows it', async t => {
  const one = await bsc(t, { cells: [A, B] })
  const two = await bsc(t, { cells: [C] })
  const air = await airOver(t, one, two)
  const whole = message(1, 'Bão', { cells: null })
  await air.put(whole)
  await until(() => air.counts(whole)?.cells.size === 3, 'on the air')
  one.fail(B, 10)
  await until(() => air.counts(whole)?.cells.get(B) !== 'onAir', 'told')
  assert.deepEqual(
    air.counts(whole)?.cells,
    new Map([
      [A, 'onAir'],
      [B, 'failed'],
      [C, 'onAir'],
    ]),
  )
})

test('as many cells as are named at once can all be refused in one answer', async t => {
  const air = await airOver(t)
  const cell = parseCell(A)
  assert.ok(cell !== null)
  let cells = Array.from({ length: 10_000 }, () => A)
  while (!air.canName(cells)) cells = cells.slice(1)
  const failureList = cells.map(() => ({ cell, cause: 3 }))
  const names = { messageIdentifier: 4377, newSerialNumber: 0x4010 }
  assert.ok(encodeMessage({ message: 'WRITE-REPLACE FAILURE', ...names, failureList }).length > 0)
})

test('a cell that refuses has failed, with the BSC’s word for why; where another BSC has it on the air, it has not', async t => {
  const one = await bsc(t, { cells: [A, B], refuse: (_, cell) => (cell === B ? 10 : undefined) })
  const two = await bsc(t, { cells: [C], refuse: () => 7 })
  const air = await airOver(t, one, two)
  const said = message(1, 'Bão')
  await air.put(said)
  // Of cells that they do not have, both say so.
  await until(() => air.counts(said)?.cells.size === 3, 'told')
  const { cells, causes } = air.counts(said) ?? assert.fail()
  assert.deepEqual(Object.fromEntries(cells), { [A]: 'onAir', [B]: 'failed', [C]: 'failed' })
  // Not that of the one that has no such cell.
  assert.deepEqual(Object.fromEntries(causes), { [B]: 10, [C]: 7 })
})

test('where it is known which BSC has a cell, each is asked for its own alone, one without a cell for nothing, and a cell is told by its own BSC', async t => {
  const one = await bsc(t, {
    cells: [A, B],
    refuse: ({ newSerial }, cell) => (newSerial !== null && cell === B ? 10 : undefined),
  })
  // It would put it on the air there, and nobody asks it to.
  const two = await bsc(t, { cells: [B, C] })
  const three = await bsc(t, { cells: [A, B, C] })
  const air = await airBy(t, { [A]: one, [B]: one, [C]: two }, [one, two, three])
  const said = message(1, 'Bão')
  await air.put(said)
  await until(() => air.counts(said)?.cells.size === 3, 'told')
  const { cells, causes } = air.counts(said) ?? assert.fail()
  assert.deepEqual(Object.fromEntries(cells), { [A]: 'onAir', [B]: 'failed', [C]: 'onAir' })
  assert.deepEqual(Object.fromEntries(causes), { [B]: 10 })
  assert.deepEqual([texts(two, B), texts(two, C)], [[], ['Bão']])
  await two.close()
  await air.kill(said)
  assert.equal(air.counts(said)?.leaving, 2, 'A and C; B failed')
  await until(() => air.counts(said)?.leaving === 1, 'C alone')
  assert.deepEqual(three.record, [])
})

test('a cell whose BSC nobody knows is asked for at each, beside what each has', async t => {
  const one = await bsc(t, { cells: [A, B] })
  const two = await bsc(t, { cells: [C] })
  const air = await airBy(t, { [A]: one }, [one, two])
  const said = message(1, 'Bão')
  await air.put(said)
  await until(() => air.counts(said)?.cells.size === 3, 'told')
  assert.ok([...(air.counts(said)?.cells.values() ?? [])].every(state => state === 'onAir'))
})

test('after a restart with a table that moved cells to another BSC, the next version and a stop take off what the first one may still have', async t => {
  const one = await bsc(t, { cells: [A, B] })
  const two = await bsc(t, { cells: [A, C] })
  const both = [one, two]
  const before = await airBy(t, { [A]: one, [B]: one, [C]: two }, both)
  const [first, second] = [message(1, 'Bão'), message(2, 'Lũ', { cells: [B] })]
  await before.put(first)
  await before.put(second)
  await until(() => texts(one, B).length === 2 && texts(two, C).length === 1, 'on the air')
  before.close()
  const after = await airBy(t, { [A]: two, [B]: two, [C]: two }, both)
  const isEarlier = true
  await after.put({ ...first, isEarlier })
  await after.put({ ...second, isEarlier })
  await until(() => texts(two, A).join() === 'Bão', 'where it is now')
  await after.replace(message(1, 'Đã tan', { isEarlier }, 1))
  await until(() => texts(two, A).join() === 'Đã tan', 'the next version')
  await until(() => texts(one, A).length === 0 && texts(one, B).join() === 'Lũ', 'off')
  const past = [serialNumber(second.serial)]
  await after.kill({ ...second, past, isEarlier })
  await until(() => texts(one, B).length === 0, 'off there too')
})

test('what may still be at a BSC that is away is told as leaving, though the table says that it has no cell of it', async t => {
  const one = await bsc(t, { cells: [A] })
  const two = await bsc(t, { cells: [C] })
  const before = await airBy(t, { [A]: one }, [one, two])
  const said = message(1, 'Bão', { cells: [A] })
  await before.put(said)
  await until(() => texts(one, A).length === 1, 'on the air')
  before.close()
  const { port } = one
  await one.close()
  const after = await airBy(t, { [A]: two }, [one, two])
  await after.put({ ...said, isEarlier: true })
  await until(() => after.counts(said)?.cells.get(A) === 'failed', 'not there')
  await after.kill({ ...said, past: [serialNumber(said.serial)], isEarlier: true })
  assert.equal(after.counts(said)?.leaving, 1)
  const again = await bsc(t, { cells: [A], port })
  await until(() => after.counts(said) === null, 'off the air')
  assert.deepEqual(texts(again, A), [])
})

test('of cells whose BSC is known as many can be named as one BSC can refuse in one answer, at each', async t => {
  const one = await bsc(t, { cells: [] })
  const two = await bsc(t, { cells: [] })
  const homes: Record<string, SimulatedBsc> = {}
  const cells = Array.from({ length: 14_000 }, (_, i) => `452-04-${i % 2}-${i}`)
  for (const [i, cell] of cells.entries()) homes[cell] = [one, two][i % 2]
  const air = await airBy(t, homes, [one, two])
  assert.equal(air.canName(cells), true)
  assert.equal((await airOver(t, one, two)).canName(cells), false)
  homes[A] = one
  assert.equal(air.canName([...cells, ...Array.from({ length: 281 }, () => A)]), true)
  assert.equal(air.canName([...cells, ...Array.from({ length: 282 }, () => A)]), false)
  // Nobody knows of this one, and each is asked.
  assert.equal(air.canName([...cells, ...Array.from({ length: 282 }, () => C)]), false)
})
