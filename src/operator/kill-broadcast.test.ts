/** `loa operator --cells FILE --bsc URL` as a process, killed and started again, with a simulated BSC that shares no code with it. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { testMore } from '../../test/parts.ts'
import { startBsc } from '../../tools/bsc/bsc.ts'
import { broadcastContent } from './broadcast-content.test.ts'
import { Program } from './program.test.ts'
import { NodeFixture } from './stage.test.ts'

const [A, B, GONE, FAR] = ['452-04-100-1', '452-04-100-2', '452-04-100-3', '452-04-200-3']
const HEADER = 'mcc,mnc,lac,ci,latitude,longitude,province'
const IN_HANOI = [1, 2, 3].map(ci => `452,04,100,${ci},21.0,105.8,01`)
const ELSEWHERE = '452,04,200,3,21.3,105.6,26'

test('a node’s process that is killed leaves the broadcast on the air, does not start without its cells meanwhile, goes on with another table, and takes it off everywhere, also in cells that the table has no more', async t => {
  const stage = await NodeFixture.set(t)
  const { authority } = stage
  const bsc = await startBsc({ cells: [A, B, GONE, FAR] })
  t.after(() => bsc.close())
  const table = (...lines: readonly string[]) =>
    writeFileSync(stage.file('cells.csv'), `${[HEADER, ...lines].join('\n')}\n`)
  const cells = ['--cells', stage.file('cells.csv'), '--cells-as-of', '2020-02-03']
  const flags = [...cells, '--bsc', `cbsp://127.0.0.1:${bsc.port}`]
  const serials = () => [A, B, GONE, FAR].map(cell => bsc.onAir(cell).map(({ serial }) => serial))
  const countOf = (onAir: number, known: number) =>
    authority.until(() => {
      const last = authority.broadcastCounts.at(-1)?.cells
      return last?.onAir === onAir && last.known === known
    }, `${onAir} of ${known} on the air`)

  table(...IN_HANOI, ELSEWHERE)
  const first = new Program(t, stage, flags)
  const { directive } = await authority.issueBroadcast(broadcastContent({}, { code: 7 }), { code: 7 })
  await authority.answeredBroadcast(directive, 'held')
  await countOf(3, 3)
  assert.deepEqual(serials(), [[0x4070], [0x4070], [0x4070], []])
  assert.equal(await first.end('SIGKILL'), null)

  const without = new Program(t, stage)
  assert.equal(await without.ended(), 2)
  assert.match(without.stderr, /--cells and --bsc/)
  assert.deepEqual(serials(), [[0x4070], [0x4070], [0x4070], []])

  table(...IN_HANOI.slice(0, 2), ELSEWHERE)
  const hellos = authority.hellos.length
  const next = new Program(t, stage, flags)
  await authority.until(() => authority.hellos.length > hellos, 'it is connected')
  await countOf(2, 2)
  assert.match(next.stderr, /cell table changed during a broadcast/)
  await authority.orderBroadcast(directive, 'stop')
  await authority.answeredBroadcast(directive, 'withdrawn')
  await authority.until(() => authority.broadcastCounts.at(-1)?.isFinal === true, 'it is off')
  assert.deepEqual(serials(), [[], [], [], []])
  assert.equal(await next.end('SIGTERM'), 0)
  assert.doesNotMatch(first.stderr + next.stderr, /452-04/)
})

testMore(
  'a node’s process that is killed and started with a table that moved a cell to another BSC has it on the air there, counts it once, and takes it off at both',
  async t => {
    const stage = await NodeFixture.set(t)
    const { authority } = stage
    const bscs = [await startBsc({ cells: [A, B] }), await startBsc({ cells: [B, FAR] })]
    t.after(async () => {
      for (const bsc of bscs) await bsc.close()
    })
    const names = bscs.map(({ port }) => `127.0.0.1:${port}`)
    const flags = [
      ...['--cells', stage.file('cells.csv'), '--cells-as-of', '2020-02-03'],
      ...['--bsc', ...names.map(name => `cbsp://${name}`)],
    ]
    const rows = [IN_HANOI[0], IN_HANOI[1], ELSEWHERE]
    const table = (...homes: readonly number[]) => {
      const lines = rows.map((row, i) => `${row},${names[homes[i]]}`)
      writeFileSync(stage.file('cells.csv'), `${[`${HEADER},bsc`, ...lines].join('\n')}\n`)
    }
    const ofB = () => bscs.map(bsc => bsc.onAir(B).map(({ serial }) => serial))
    const isCounted = () => authority.until(() => authority.broadcastCounts.at(-1)?.cells.onAir === 2, 'both cells')

    table(0, 0, 1)
    const first = new Program(t, stage, flags)
    const { directive } = await authority.issueBroadcast(broadcastContent({}, { code: 7 }), { code: 7 })
    await authority.answeredBroadcast(directive, 'held')
    await isCounted()
    assert.deepEqual(ofB(), [[0x4070], []])
    assert.deepEqual(bscs[1].record, [], 'it has none of them')
    assert.equal(await first.end('SIGKILL'), null)

    table(0, 1, 1)
    const next = new Program(t, stage, flags)
    await authority.until(() => ofB()[1].length === 1, 'at the other')
    await isCounted()
    assert.deepEqual(authority.broadcastCounts.at(-1)?.cells, { known: 2, onAir: 2, failed: 0, unknown: 0 })
    await authority.orderBroadcast(directive, 'stop')
    await authority.answeredBroadcast(directive, 'withdrawn')
    await authority.until(() => authority.broadcastCounts.at(-1)?.isFinal === true, 'it is off')
    assert.deepEqual(ofB(), [[], []])
    assert.equal(await next.end('SIGTERM'), 0)
    assert.doesNotMatch(first.stderr + next.stderr, /452-04/)
  },
)
