import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alertIdentifier } from '../cbs/identifiers.ts'
import { pagesOf } from '../cbs/pages.ts'
import { FakeAir } from './fake-air.test.ts'
import { isCellOf5g, JointAir } from './joint-air.ts'

const GSM = ['452-04-100-1', '452-04-100-2']
const NR = ['nr-452-04-7-1']
const IDENTIFIER = alertIdentifier({ severity: 'severe', urgency: 'expected', certainty: 'observed' })
const KEY = { identifier: IDENTIFIER, code: 1 }
const MESSAGE = {
  purpose: 'live',
  text: 'a',
  pages: pagesOf('a'),
  periodMs: 30_000,
  untilMs: 60_000,
  serial: { scope: 'plmn', code: 1, update: 0 },
} as const

function joint() {
  const [controllers, amfs] = [new FakeAir(), new FakeAir()]
  const air = new JointAir([
    { air: controllers, bears: cell => !isCellOf5g(cell) },
    { air: amfs, bears: isCellOf5g },
  ])
  return { controllers, amfs, air }
}

test('each way is asked to put what it bears on the air, all where all are meant, and not at all where it bears none; whatever is taken off is taken off by every way', async () => {
  const asked = async (deed: 'put' | 'kill', cells: readonly string[] | null) => {
    const { controllers, amfs, air } = joint()
    const place = { ...KEY, cells, past: [], isEarlier: false }
    await (deed === 'kill' ? air.kill(place) : air.put({ ...place, ...MESSAGE }))
    return [controllers, amfs].map(way => way.asked.length)
  }
  assert.deepEqual(await asked('put', [...GSM, ...NR]), [1, 1])
  assert.deepEqual(await asked('put', NR), [0, 1])
  assert.deepEqual(await asked('put', GSM), [1, 0])
  assert.deepEqual(await asked('put', null), [1, 1])
  // Cells that it is on the air in may be in the table no more.
  for (const cells of [[...GSM, ...NR], NR, GSM, null]) assert.deepEqual(await asked('kill', cells), [1, 1])
})

test('cells can be named where each way can name its own, and what ways tell is put together, each cell once', () => {
  const { controllers, amfs, air } = joint()
  controllers.cellsMax = 2
  amfs.cellsMax = 1
  assert.equal(air.canName([...GSM, ...NR]), true)
  assert.equal(air.canName([...GSM, ...NR, 'nr-452-04-7-2']), false)
  assert.equal(air.counts(KEY), null)
  controllers.say(KEY, { cells: new Map([[GSM[0], 'onAir']]), broadcasts: 3, leaving: 1 })
  assert.deepEqual([air.counts(KEY)?.broadcasts, air.counts(KEY)?.leaving], [3, 1])
  const systems = [{ name: 'amf', kind: 'amf', is: 'accepted' }] as const
  const causes = new Map([[NR[0], 3]])
  amfs.say(KEY, { cells: new Map([[NR[0], 'failed']]), causes, broadcasts: null, leaving: 1, systems })
  assert.deepEqual(air.counts(KEY), {
    cells: new Map([
      [GSM[0], 'onAir'],
      [NR[0], 'failed'],
    ]),
    causes,
    broadcasts: 3,
    leaving: 2,
    systems,
  })
})
