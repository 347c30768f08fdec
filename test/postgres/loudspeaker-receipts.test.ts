/** What devices told, what it adds up to, and what is proved by it, on both databases. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { countsOf } from '../../src/areas/loudspeakers/counts.ts'
import { dayOf } from '../../src/areas/loudspeakers/day.ts'
import { playsOfMonth } from '../../src/areas/loudspeakers/month-plays.ts'
import { loudspeakerRows } from '../../src/areas/loudspeakers/store.ts'
import { makeKey, signerOf } from '../../src/directive/signing.ts'
import { shortItem } from '../../src/speaker/heard-tag.ts'
import { type Receipt, sumsOf } from '../../src/speaker/receipts.ts'
import { HOUR } from './bulletins-stage.ts'
import { type Databases, onEachDatabase } from './databases.ts'
import {
  COMMUNE,
  cluster,
  joined,
  type LoudStage,
  refused,
  type SpokenDevice,
  started,
  type Untold,
  unbegun,
  withLoudspeakers,
} from './loudspeakers-stage.ts'
import { DAY, PEOPLE, SECOND, START } from './stage.ts'

const { administrator, editor } = PEOPLE
const ITEM = '5f0c2c66-5b5c-4d3e-9a52-0a6a3f6a0d11.1.p.vi'

onEachDatabase(describeReceipts)

function describeReceipts(databases: Databases): void {
  test('receipts are kept once, in their order and as their device signed them; what is doubled changes nothing, what another signed is refused', async t => {
    const of = await withLoudspeakers(t, databases)
    const device = await cluster(of, 'a-1')
    const other = await cluster(of, 'a-2')
    const one = device.receipt(started(ITEM))
    const two = device.receipt({ is: 'ended', start: 1 })
    assert.equal(await device.tells(one, two), 2)
    assert.equal(await device.tells(one, two), 2)
    const three = device.receipt(started(ITEM))
    assert.equal(await device.tells(one, two, three), 3)
    assert.deepEqual(await today(of, 'a-1'), { scheduled: 2, played: 1, open: 1 })
    // Of several devices and twice of one, at the same time.
    const begins = [other.receipt(started(ITEM))]
    const ends = [...begins, other.receipt({ is: 'ended', start: 1 })]
    const [who, whoToo] = [await other.identity(), await other.identity()]
    const documents = [await other.signed({ receipts: begins }), await other.signed({ receipts: ends })]
    const told = await Promise.all([
      of.devices.receive(who, documents[0]),
      of.devices.receive(whoToo, documents[1]),
      device.tells(three),
    ])
    assert.deepEqual(told.slice(1), [2, 3])
    assert.deepEqual(await today(of, 'a-2'), { scheduled: 1, played: 1 })
    const identity = await device.identity()
    const by = async (signer: typeof device.signer, cluster: string) =>
      await of.devices.receive(
        identity,
        await signer.sign('speakerReceipts', { cluster, receipts: [{ ...three, counter: 4 }] }),
      )
    await refused(by(other.signer, 'a-1'), 'signatureWrong')
    await refused(by(await signerOf(await makeKey()), 'a-1'), 'signatureWrong')
    await refused(by(device.signer, 'a-2'), 'signatureWrong')
    await refused(device.tells({ ...one, counter: 5 }, { ...two, counter: 4 }), 'documentMalformed')
    await refused(device.tells({ ...one, counter: 4 }, { ...two, counter: 6 }), 'documentMalformed')
    assert.equal((await shown(of, 'a-1')).lost, 0)
    const { kysely } = of.stage.database
    await assert.rejects(sql`delete from speaker_receipt`.execute(kysely), /can only grow/)
  })

  test('what a restored authority has lost of receipts is counted as lost, and a device whose data were set back is told so', async t => {
    const of = await withLoudspeakers(t, databases)
    const device = await cluster(of, 'a-1')
    const told = [1, 2, 3, 4].map(() => device.receipt(started(ITEM)))
    assert.equal(await device.tells(...told.slice(0, 1)), 1)
    // It was answered 3 before the backup came back, and so has nothing older than 4.
    assert.equal(await device.tells(...told.slice(3)), 4)
    assert.equal((await shown(of, 'a-1')).lost, 2)
    assert.equal(await device.hello(), 4)
    // A disk that was put back tells something else under a counter that is kept.
    of.stage.clock.advance(SECOND)
    device.counter = 3
    const again = device.receipt(started(ITEM))
    await refused(device.tells(again), 'speakerSetBack')
    const next = await joinedAnew(of, 'a-1')
    assert.equal(await next.hello(), 0)
    assert.equal(await next.tells(next.receipt(started(ITEM))), 1)
    assert.deepEqual([(await shown(of, 'a-1')).lost, await today(of, 'a-1')], [0, { scheduled: 3, open: 3 }])
    // Both devices' plays are shown, and told apart though their counters are the same.
    assert.deepEqual(
      (await of.plays.plays('a-1')).map(({ counter }) => counter),
      [1, 4, 1],
    )
  })

  test('an end counts for the start that it ends, in an earlier batch and on the day before, and once', async t => {
    const of = await withLoudspeakers(t, databases)
    const device = await cluster(of, 'a-1')
    const evening = Date.parse('2026-02-03T23:59:50+07:00')
    await device.tells(device.receipt(started(ITEM), evening))
    await device.tells(device.receipt({ is: 'ended', start: 1 }, evening + 20 * SECOND))
    await device.tells(device.receipt({ is: 'cut', start: 1, why: 'power' }, evening + 21 * SECOND))
    await device.tells(device.receipt({ is: 'unknown', start: 2 }, evening + 22 * SECOND))
    await device.tells(device.receipt({ is: 'ended', start: 77 }, evening + 23 * SECOND))
    const rows = loudspeakerRows(of.work.store)
    const [tally] = await rows.talliesOfDay('2026-02-03')
    assert.deepEqual(brief(countsOf(tally)), { scheduled: 1, played: 1 })
    assert.deepEqual(await rows.talliesOfDay('2026-02-04'), [])
    const [play, ...none] = await of.plays.plays('a-1')
    assert.deepEqual([play.outcome, play.until, none], ['played', new Date(evening + 20 * SECOND).toISOString(), []])
    const long = unbegun('missed', { item: ITEM, plays: 7, from: evening - DAY })
    await device.tells(device.receipt(long, evening + DAY))
    const [before] = await rows.talliesOfDay('2026-02-02')
    assert.deepEqual(brief(countsOf(before)), { scheduled: 7, missed: 7 }, 'of the day on which it should have been')
  })

  test('scheduled = played + cut + refused + missed + unknown + open: the database counts as a device does, over whatever is told in whatever batches', async t => {
    const of = await withLoudspeakers(t, databases)
    let at = 0
    const run = async (told: readonly ReceiptDraft[], sizes: readonly number[]) => {
      const device = await cluster(of, `r-${++at}`)
      const receipts: Receipt[] = []
      const starts: number[] = []
      for (const one of told) receipts.push(made(device, one, starts))
      const batches = batchesOf(receipts, sizes)
      for (const batch of batches) {
        await device.tells(...batch)
        // An answer that was lost on the way.
        if (batch.length % 3 === 0) await device.tells(...batch)
      }
      const days = await Promise.all(
        [...new Set(receipts.map(dayOfReceipt(receipts)))].map(async day =>
          (await loudspeakerRows(of.work.store).talliesOfDay(day)).find(each => each.cluster === device.id),
        ),
      )
      const sums = days.flatMap(each => (each === undefined ? [] : countsOf(each)))
      const total = (name: keyof ReturnType<typeof sumsOf>) => sums.reduce((sum, each) => sum + each[name], 0)
      const found = {
        scheduled: total('scheduled'),
        played: total('played'),
        cut: total('cut'),
        refused: total('refused'),
        missed: total('missed'),
        unknown: total('unknown'),
        open: total('open'),
      }
      assert.deepEqual(found, sumsOf(receipts))
      assert.deepEqual(found, byHand(receipts))
      const { scheduled, played, cut, refused, missed, unknown, open } = found
      assert.equal(scheduled, played + cut + refused + missed + unknown + open)
      for (const each of sums)
        assert.equal(each.scheduled, each.played + each.cut + each.refused + each.missed + each.unknown + each.open)
    }
    await fc.assert(
      fc.asyncProperty(
        fc.array(TOLD, { minLength: 1, maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }),
        run,
      ),
      { numRuns: 12, endOnFailure: true, seed: 20200203 },
    )
  })

  test('what is proved of a bulletin: who waits, played, missed, refused, who is not known of, and of whom it was heard; corrections apart', async t => {
    const of = await withLoudspeakers(t, databases)
    const names = ['played', 'cut', 'refused', 'missed', 'open', 'silent', 'heard']
    const devices = new Map<string, SpokenDevice>()
    for (const name of names) devices.set(name, await cluster(of, name))
    await cluster(of, 'drill', { purpose: 'exercise' })
    const id = await of.speaks()
    const item = `${id}.1.p.vi`
    const proofs = async () =>
      Object.fromEntries(
        (await of.plays.proofs(id)).map(({ release, kind, count, unit }) => {
          assert.equal(unit, 'clusters')
          return [`${release} ${kind}`, count]
        }),
      )
    assert.deepEqual(await proofs(), { 'publish waiting': 7 })
    const tells = async (name: string, ...told: readonly ((device: SpokenDevice) => Untold)[]) => {
      const device = devices.get(name)
      assert.ok(device !== undefined)
      await device.tells(...told.map(one => device.receipt(one(device))))
    }
    const start = () => started(item)
    const end = ({ counter }: SpokenDevice): Untold => ({ is: 'ended', start: counter })
    const missed = unbegun('missed', { item, plays: 2, from: of.stage.clock.now() })
    await tells('played', () => missed, start, end)
    await tells('cut', start, ({ counter }) => ({ is: 'cut', start: counter, why: 'power' }))
    await tells('refused', () => unbegun('refused', { item, plays: 1, from: of.stage.clock.now() }))
    await tells('missed', () => missed)
    await tells('open', start)
    await tells('heard', start, end)
    const tag = { cluster: 'heard', item: shortItem(item), counter: 1 }
    const heard = await of.plays.hear(editor, 'c'.repeat(64), [
      tag,
      { ...tag, counter: 2 },
      { ...tag, item: shortItem('x') },
      { ...tag, cluster: 'nobody' },
    ])
    assert.deepEqual(
      [heard.tags, heard.known, heard.plays.map(({ isHeard, outcome }) => [isHeard, outcome])],
      [4, 1, [[true, 'played']]],
    )
    await of.plays.hear(editor, 'd'.repeat(64), [tag])
    assert.deepEqual(await today(of, 'heard'), { scheduled: 1, played: 1, heard: 1 })
    assert.deepEqual((await of.plays.plays('heard'))[0].isHeard, true)
    const known = {
      'publish played': 2,
      'publish failed': 2,
      'publish missed': 1,
      'publish unknown': 1,
      'publish heard': 1,
    }
    assert.deepEqual(await proofs(), { ...known, 'publish waiting': 1 })
    // A recording of a device that another has replaced still proves what it proves.
    await joinedAnew(of, 'heard')
    const old = await of.plays.hear(editor, 'e'.repeat(64), [tag])
    assert.equal(old.known, 1)
    of.stage.clock.advance(HOUR)
    await of.bulletins.correctBulletin(of.editor.actor, id, { version: 1 })
    await tells('played', () => started(`${id}.1.c.vi`), end)
    // A cluster that came after that is asked for the correction alone.
    of.stage.clock.advance(HOUR)
    await cluster(of, 'late')
    assert.deepEqual(await proofs(), { ...known, 'publish unknown': 2, 'correct played': 1, 'correct waiting': 7 })
    of.stage.clock.advance(6 * DAY)
    const over = await proofs()
    assert.deepEqual([over['correct waiting'], over['correct unknown']], [undefined, 7])
  })

  test('the month’s record has what devices told of each item on its days by their clocks, with the bulletin that it was, and no clusters of exercises', async t => {
    const of = await withLoudspeakers(t, databases)
    const { store } = of.work
    assert.equal(await playsOfMonth(store, '2026-02'), null)
    const [near, silent] = [await cluster(of, 'a-1'), await cluster(of, 'a-2')]
    const drill = await cluster(of, 'a-3', { purpose: 'exercise' })
    const id = await of.speaks()
    const item = `${id}.1.p.vi`
    const missed = unbegun('missed', { item, plays: 3, from: of.stage.clock.now() })
    await near.tells(
      near.receipt(started(item)),
      near.receipt({ is: 'ended', start: 1 }),
      near.receipt(started(item)),
      near.receipt(missed),
      near.receipt(started(ITEM)),
      near.receipt(started(item), Date.parse('2026-03-01T00:00:00+07:00')),
    )
    await drill.tells(drill.receipt(started(ITEM)))
    const february = await playsOfMonth(store, '2026-02')
    const none = { played: 0, cut: 0, refused: 0, missed: 0, unknown: 0, open: 0, heard: 0 }
    const said = { bulletin: id, title: 'Rửa tay', purpose: 'live', milliseconds: 1000 }
    assert.equal(february?.clusters, 1)
    const plays = new Map(february.plays.map(play => [play.item, play]))
    assert.deepEqual(plays.get(item), { item, of: said, ...none, played: 1, missed: 3, open: 1 })
    assert.deepEqual(plays.get(ITEM), { item: ITEM, of: null, ...none, open: 2 })
    assert.equal(plays.size, 2)
    assert.equal(silent.counter, 0)
    assert.deepEqual((await playsOfMonth(store, '2026-03'))?.plays, [{ item, of: said, ...none, open: 1 }])
  })

  test('of a cluster that told more than is shown, the newest is shown', async t => {
    const of = await withLoudspeakers(t, databases)
    const device = await cluster(of, 'a-1')
    const batch = () => Array.from({ length: 200 }, () => device.receipt(started(ITEM)))
    for (let batches = 0; batches < 11; batches++) await device.tells(...batch())
    const plays = await of.plays.plays('a-1')
    assert.deepEqual([plays.length, plays[0].counter, plays.at(-1)?.counter], [2000, 2200, 201])
  })
}

async function joinedAnew(of: LoudStage, id: string): Promise<SpokenDevice> {
  await of.communes.revoke(administrator, id)
  return await joined(of, id)
}

async function shown(of: LoudStage, id: string) {
  const found = (await of.plays.commune(COMMUNE.code)).clusters.find(each => each.id === id)
  assert.ok(found !== undefined)
  return found
}

/** What is not 0 of them. */
function brief(counts: object) {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0))
}

async function today(of: LoudStage, id: string) {
  return brief((await shown(of, id)).today)
}

// Whatever a device may tell ---------------------------------------------------------------------------------------

/** What one receipt is made of. */
type ReceiptDraft = {
  readonly is: 'started' | 'ended' | 'cut' | 'unknown' | 'missed' | 'refused' | 'switched'
  /** Of the plays that were started, counted back from the last. */
  readonly which: number
  readonly plays: number
  /** After START. */
  readonly minutes: number
}

const TOLD: fc.Arbitrary<ReceiptDraft> = fc.record({
  is: fc.constantFrom('started', 'started', 'ended', 'ended', 'cut', 'unknown', 'missed', 'refused', 'switched'),
  which: fc.nat(5),
  plays: fc.integer({ min: 1, max: 40 }),
  minutes: fc.nat(3000),
})

function made(device: SpokenDevice, told: ReceiptDraft, starts: number[]): Receipt {
  const at = START + told.minutes * 60 * SECOND
  // Of one that was told lately, ended before or not, or of none.
  const start = starts.at(-1 - told.which) ?? device.counter + 1
  switch (told.is) {
    case 'started':
      starts.push(device.counter + 1)
      return device.receipt(started(ITEM.replace('.p.', told.which % 2 === 0 ? '.p.' : '.c.')), at)
    case 'ended':
    case 'unknown':
      return device.receipt({ is: told.is, start }, at)
    case 'cut':
      return device.receipt({ is: 'cut', start, why: 'urgent' }, at)
    case 'switched':
      return device.receipt({ is: 'switched', off: told.which > 2 }, at)
    default:
      return device.receipt(unbegun(told.is, { item: ITEM, plays: told.plays, from: at }), at)
  }
}

function batchesOf(receipts: readonly Receipt[], sizes: readonly number[]): Receipt[][] {
  const batches: Receipt[][] = []
  for (let at = 0, turn = 0; at < receipts.length; turn++) {
    const size = sizes[turn % sizes.length]
    batches.push(receipts.slice(at, at + size))
    at += size
  }
  return batches
}

const dayOfReceipt = (all: readonly Receipt[]) => (receipt: Receipt) => {
  const begun = 'start' in receipt ? all.find(({ counter }) => counter === receipt.start) : undefined
  return dayOf(Date.parse((begun ?? receipt).at))
}

/** By looking for each start's end among all that was told after it. */
function byHand(receipts: readonly Receipt[]) {
  const sums = { scheduled: 0, played: 0, cut: 0, refused: 0, missed: 0, unknown: 0, open: 0 }
  for (const receipt of receipts) {
    if (receipt.is === 'missed' || receipt.is === 'refused') {
      sums[receipt.is] += receipt.plays
      sums.scheduled += receipt.plays
    }
    if (receipt.is !== 'started') continue
    sums.scheduled++
    const end = receipts.find(
      other => other.counter > receipt.counter && 'start' in other && other.start === receipt.counter,
    )
    sums[end === undefined ? 'open' : end.is === 'ended' ? 'played' : (end.is as 'cut' | 'unknown')]++
  }
  return sums
}
