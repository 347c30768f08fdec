/** A node with its controllers: from the authority's signed document to what a simulated BSC, which shares no code with us, has on the air. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { startBsc } from '../../tools/bsc/bsc.ts'
import { systemClock } from '../base/clock.ts'
import { seeded } from '../base/random.ts'
import { until } from '../base/until.test.ts'
import { AmfAir } from '../cbc/amf-air.ts'
import { readAmfUrl } from '../cbc/amf-urls.ts'
import { FakeAmf, freePort } from '../cbc/fake-amf.test.ts'
import { SharedAir } from '../cbc/shared-air.ts'
import { completed } from '../cbs/gnb-says.test.ts'
import { broadcastContent } from './broadcast-content.test.ts'
import { readCellTable } from './cell-table.ts'
import { isCellOf5g, JointAir } from './joint-air.ts'
import { NodeFixture } from './stage.test.ts'

const KEY = { identifier: 4377, code: 7 }
const [A, B, C] = ['452-04-100-1', '452-04-100-2', '452-04-200-3']

test('what two people signed is on the air in the cells of its province and in no other, kept there over a node that dies, corrected in place, and taken off by a cancel', async t => {
  const stage = await NodeFixture.set(t)
  const { authority } = stage
  const bsc = await startBsc({ cells: [A, B, C] })
  t.after(() => bsc.close())
  const file = stage.file('cells.csv')
  writeFileSync(
    file,
    `mcc,mnc,lac,ci,latitude,longitude,province
452,04,100,1,21.0,105.8,01
452,04,100,2,21.05,105.85,01
452,04,200,3,21.3,105.6,26
`,
  )
  const airs: SharedAir[] = []
  t.after(() => {
    for (const air of airs) air.close()
  })
  const start = async () => {
    const { port } = bsc
    const url = { name: `127.0.0.1:${port}`, host: '127.0.0.1', port, calls: true }
    const air = new SharedAir({ urls: [url], bscOf: () => null, clock: systemClock, random: seeded(1), say: () => {} })
    airs.push(air)
    await air.start()
    const cells = readCellTable({ file, asOf: '2020-02-03', bscs: [] })
    await stage.start({ broadcasting: { cells, air } })
    return air
  }
  const texts = (cell: string) => bsc.onAir(cell).map(({ text }) => text)
  const first = await start()
  const { directive } = await authority.issueBroadcast(broadcastContent({}, { code: 7 }), { code: 7 })
  await authority.answeredBroadcast(directive, 'held')
  await until(() => texts(A).length + texts(B).length === 2, 'on the air')
  const [{ id, serial, text }] = bsc.onAir(A)
  assert.deepEqual([id, serial, text], [4377, 0x4070, 'Hãy ở trong nhà đến khi có tin mới.'])
  assert.deepEqual(texts(C), [])

  await stage.stop()
  first.close()
  await start()
  await authority.orderBroadcast(directive, 'replace')
  await authority.answeredBroadcast(directive, 'replaced')
  await until(() => bsc.onAir(A)[0]?.serial === 0x4071, 'its correction')
  assert.deepEqual([texts(A), texts(B), texts(C)], [...[A, B].map(() => ['Tin trước sai (vi).']), []])
  await authority.orderBroadcast(directive, 'stop')
  await authority.answeredBroadcast(directive, 'withdrawn')
  await until(() => texts(A).length + texts(B).length === 0, 'off the air')
  assert.equal(bsc.connections.taken, 2, 'one at a time')
})

test('beside its controllers a node asks its AMFs for the cells of 5G: what an AMF has accepted is told as accepted, on the air only where a cell says so, and no cell leaves the node', async t => {
  const stage = await NodeFixture.set(t)
  const { authority } = stage
  const bsc = await startBsc({ cells: [A] })
  t.after(() => bsc.close())
  const nr = [1, 2, 3].map(nci => ({ mcc: '452', mnc: '04', tac: 7, nci }))
  const amf = await FakeAmf.start(nr)
  t.after(() => amf.close())
  amf.manner = 'takes, and its gNBs say nothing'
  const file = stage.file('cells.csv')
  writeFileSync(
    file,
    `mcc,mnc,lac,ci,tac,nci,latitude,longitude,province
452,04,100,1,,,21.0,105.8,01
452,04,,,7,1,21.0,105.8,01
452,04,,,7,2,21.0,105.8,01
452,04,,,7,3,21.3,105.6,26
`,
  )
  const cells = readCellTable({ file, asOf: '2020-02-03', bscs: [] })
  const { port } = bsc
  const common = { clock: systemClock, random: seeded(1), say: () => {} }
  const controllers = new SharedAir({
    ...common,
    bscOf: () => null,
    urls: [{ name: 'bsc', host: '127.0.0.1', port, calls: true, period: 'sixteen-bits' }],
  })
  const [url, callback] = [amf.port, await freePort()].map(each => readAmfUrl(`http://127.0.0.1:${each}`))
  assert.ok(url !== null && callback !== null)
  const amfs = new AmfAir({ ...common, urls: [url], callback, identity: null, cells: cells.names.filter(isCellOf5g) })
  for (const air of [controllers, amfs]) {
    await air.start()
    t.after(() => air.close())
  }
  const air = new JointAir([
    { air: controllers, bears: cell => !isCellOf5g(cell) },
    { air: amfs, bears: isCellOf5g },
  ])
  await stage.start({ broadcasting: { cells, air } })
  const { directive } = await authority.issueBroadcast(broadcastContent({}, { code: 7 }), { code: 7 })
  const { verdict } = await authority.answeredBroadcast(directive, 'held')
  assert.deepEqual(verdict, { is: 'held', cells: 3 })
  await until(() => bsc.onAir(A).length === 1, 'on the air of the controller')
  await until(() => amf.whats.includes('write 4377 16496'), 'asked of the AMF')
  const { taiList } = amf.asked.at(-1)?.json ?? {}
  assert.deepEqual(taiList, [{ plmnId: { mcc: '452', mnc: '04' }, tac: '000007' }])
  const counted = () => authority.broadcastCounts.at(-1)
  const took = { amf: { asked: 1, accepted: 1, refused: 0, unknown: 0 } }
  const isAccepted = () => counted()?.systems?.amf?.accepted === 1 && counted()?.cells.onAir === 1
  // What is there is looked at whenever an agenda comes.
  const look = async (sequence: number) => await authority.orderBroadcast(directive, 'run', sequence)
  await until(() => amfs.counts(KEY)?.systems[0].is === 'accepted', 'its answer')
  await until(() => controllers.counts(KEY)?.cells.size === 1, 'the controller’s')
  await look(2)
  await until(isAccepted, 'accepted, and on the air at the controller alone')
  assert.deepEqual(counted()?.systems, took)
  assert.deepEqual(counted()?.cells, { known: 3, onAir: 1, failed: 0, unknown: 2 })
  // The third one stands in another province.
  assert.equal(await amf.tell(completed({ id: 4377, serial: 16496 }, nr), 'PWS-BCAL'), 204)
  await look(3)
  await until(() => counted()?.cells.onAir === 3, 'on the air in all')
  const told = JSON.stringify([authority.broadcastCounts, authority.hellos, stage.logged])
  // Of addresses it names the authority's alone.
  assert.doesNotMatch(told.replaceAll(authority.url, ''), /nr-452|452-04|127\.0\.0\.1/)
})
