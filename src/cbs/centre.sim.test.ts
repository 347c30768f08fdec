/**
 * The centre against hostile BSCs in virtual time: connections lost at any instant, answers lost, doubled and unasked, data lost, and
 * our own process killed between the disk and the wire. When they calm down, what is on the air in every cell is what should be.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Random, seeded } from '../base/random.ts'
import { type Begun, type Entry, folded, serialOf } from './book.ts'
import { type CellGlobalId, cellName } from './cells.ts'
import { Centre } from './centre.ts'
import { CALM, HostileBsc, type Mood } from './hostile-bsc.test.ts'
import type { Message } from './messages.ts'
import { pagesOf } from './pages.ts'

const IDS = [4371, 4384] as const
const FOR_MS = 600_000
const NAMES = ['one:48049', 'two:48049'] as const
/** What a BSC is ever sent. Not RESET, which takes off what others put there. */
const MAY_BE_ASKED: ReadonlySet<string> = new Set<Message['message']>([
  ...(['WRITE-REPLACE', 'KILL', 'MSG-STATUS-QUERY', 'KEEP-ALIVE', 'KEEP-ALIVE COMPLETE'] as const),
])
/** Long enough for everything that waits: answers, retries, connections. */
const CALM_MS = 150_000
const LATENCY_MS = 20

const cellsOf = (lac: number, mnc = '04'): readonly CellGlobalId[] =>
  [1, 2, 3].map(ci => ({ by: 'cgi', mcc: '452', mnc, lac, ci }))
const OWN = [cellsOf(100), cellsOf(101)]

interface Wire {
  isUp: boolean
  readonly toBsc: { readonly at: number; readonly message: Message }[]
  readonly toCentre: { readonly at: number; readonly message: Message }[]
}

class Town {
  now = 0
  readonly bscs: readonly HostileBsc[]
  readonly wires: readonly Wire[]
  /** On disk: what is not here is forgotten when we are killed. */
  readonly disk: Entry[]
  /** They cannot be reached. */
  readonly away = new Set<number>()
  centre: Centre
  readonly #random: Random

  /** `cells`: that are asked for; null: all. `own`: of each BSC. */
  constructor(seed: number, cells: readonly string[] | null, own = OWN) {
    this.#random = seeded(seed)
    this.bscs = NAMES.map((_, i) => new HostileBsc(own[i], this.#random))
    this.wires = NAMES.map(() => ({ isUp: false, toBsc: [], toCentre: [] }))
    const begun: Begun = {
      is: 'begun',
      at: 0,
      until: FOR_MS,
      repeatMs: 30_000,
      keepAliveMs: 30_000,
      cells,
      bscs: NAMES.map(name => `cbsp://${name}`),
      broadcasts: IDS.map(id => ({ id, kind: 'live', text: `Bản ${id} số 0`, serial: 0x4010 })),
    }
    this.disk = [begun]
    this.centre = this.#start()
  }

  #start(): Centre {
    const book = folded(this.disk)
    assert.ok(book !== null)
    return new Centre(book, {
      addresses: NAMES.map(name => ({ name, calls: true, period: 'twelve-bits' })),
      now: this.now,
      wall: this.now,
      random: this.#random,
    })
  }

  /** kill -9: connections break, and what was not synced was never decided. */
  kill(): void {
    for (const wire of this.wires) this.#cut(wire)
    this.centre = this.#start()
  }

  drop(i: number): void {
    if (!this.wires[i].isUp) return
    this.#cut(this.wires[i])
    this.centre.bscs[i].lost(this.now)
  }

  #cut(wire: Wire): void {
    wire.isUp = false
    wire.toBsc.length = 0
    wire.toCentre.length = 0
  }

  restart(i: number, lies: boolean): void {
    const said = this.bscs[i].restart({ lies })
    // A BSC that restarts has forgotten what it had not read.
    this.wires[i].toBsc.length = 0
    this.wires[i].toCentre.length = 0
    for (const message of said) this.#tell(i, message)
  }

  fail(i: number): void {
    const [cell] = this.bscs[i].cells
    this.bscs[i].onAir[0].clear()
    this.#tell(i, { message: 'FAILURE', failureList: [{ cell, cause: 10 }], broadcastMessageType: 0 })
    // And it is repaired.
    this.#tell(i, { message: 'RESTART', cellList: [cell], broadcastMessageType: 0, recoveryIndication: 1 })
  }

  #tell(i: number, message: Message): void {
    if (this.wires[i].isUp) this.wires[i].toCentre.push({ at: this.now + LATENCY_MS, message })
  }

  /** `killedAfter`: on disk, and then we are killed before a word of it is said. */
  decide(entry: Entry | null, { killed }: { readonly killed: boolean }): void {
    if (entry === null) return
    this.disk.push(entry)
    if (killed) this.kill()
    else this.centre.note(entry, this.now)
  }

  replace(id: number, text: string, how: { readonly killed: boolean }): void {
    this.decide(this.centre.replacement(id, text, this.now), how)
  }

  stop(how: { readonly killed: boolean }): void {
    this.decide({ is: 'stopping', at: this.now, why: 'stop' }, how)
  }

  set mood(mood: Mood) {
    for (const bsc of this.bscs) bsc.mood = mood
  }

  /** Until then, by the steps that there are. */
  run(until: number): void {
    for (let steps = 0; ; steps++) {
      assert.ok(steps < 100_000, 'it never rests')
      this.decide(this.centre.due(this.now, this.now), { killed: false })
      this.centre.tick(this.now)
      const hasActed = this.#carry()
      if (hasActed) continue
      const next = Math.min(this.centre.nextAt(this.now), ...this.#arrivals())
      if (next > until) break
      this.now = Math.max(this.now + 1, next)
    }
    this.now = until
  }

  #arrivals(): number[] {
    return this.wires.flatMap(({ toBsc, toCentre }) => [toBsc[0], toCentre[0]].flatMap(first => first?.at ?? []))
  }

  #carry(): boolean {
    let hasActed = false
    for (const [i, bsc] of this.centre.bscs.entries()) {
      const wire = this.wires[i]
      for (const step of bsc.take()) {
        hasActed = true
        if (step.is === 'send') wire.toBsc.push({ at: this.now + LATENCY_MS, message: step.message })
        else if (step.is === 'close') this.#cut(wire)
        else if (this.away.has(i)) bsc.lost(this.now)
        else {
          wire.isUp = true
          bsc.opened(this.now)
        }
      }
      while ((wire.toBsc[0]?.at ?? Number.POSITIVE_INFINITY) <= this.now) {
        hasActed = true
        const arrived = wire.toBsc.shift()
        if (arrived !== undefined) for (const message of this.bscs[i].heard(arrived.message)) this.#tell(i, message)
      }
      while ((wire.toCentre[0]?.at ?? Number.POSITIVE_INFINITY) <= this.now) {
        hasActed = true
        const arrived = wire.toCentre.shift()
        if (arrived === undefined) break
        bsc.heard(arrived.message, this.now)
        // What comes of it goes out before the next one is read, even where both came at once.
        bsc.tick(this.now)
      }
    }
    return hasActed
  }

  /** In every cell: identifier, serial number and text of all that is on the air. */
  onAir(): Record<string, readonly string[]> {
    return Object.fromEntries(
      this.bscs.flatMap(({ cells, onAir }) =>
        cells.map((cell, i) => [
          cellName(cell),
          [...onAir[i]].map(([version, octets]) => `${version} ${octets}`).toSorted(),
        ]),
      ),
    )
  }

  /** The same, as the disk says it should be. */
  shouldBe(): Record<string, readonly string[]> {
    const book = folded(this.disk)
    assert.ok(book !== null)
    const wanted =
      book.phase.is === 'onAir'
        ? book.broadcasts.map(versions => {
            const octets = Buffer.from(pagesOf(versions.text).pages[0].octets)
            return `${versions.id} ${serialOf(versions)} ${octets.toString('hex', 0, 8)}`
          })
        : []
    return Object.fromEntries(this.bscs.flatMap(({ cells }) => cells.map(cell => [cellName(cell), wanted.toSorted()])))
  }
}

const percent = fc.nat({ max: 40 })
const mood = fc.record({ silent: percent, twice: percent, unasked: percent, refuses: percent })
const which = fc.nat({ max: NAMES.length - 1 })
const event = fc.record({
  afterMs: fc.oneof(fc.nat({ max: 50 }), fc.nat({ max: 20_000 })),
  deed: fc.oneof(
    fc.record({ is: fc.constant('drop' as const), i: which }),
    fc.record({ is: fc.constant('restart' as const), i: which, lies: fc.boolean() }),
    fc.record({ is: fc.constant('fail' as const), i: which }),
    fc.record({ is: fc.constant('replace' as const), i: which, killed: fc.boolean() }),
    fc.record({ is: fc.constant('kill' as const) }),
    fc.record({ is: fc.constant('stop' as const), killed: fc.boolean() }),
    fc.record({ is: fc.constant('mood' as const), mood }),
  ),
})

function act(
  town: Town,
  deed: (typeof event extends fc.Arbitrary<infer One> ? One : never)['deed'],
  turn: number,
): void {
  switch (deed.is) {
    case 'drop':
      return town.drop(deed.i)
    case 'restart':
      return town.restart(deed.i, deed.lies)
    case 'fail':
      return town.fail(deed.i)
    case 'kill':
      return town.kill()
    case 'stop':
      return town.stop(deed)
    case 'mood':
      town.mood = deed.mood
      return
    case 'replace':
      return town.replace(IDS[deed.i], `Bản ${IDS[deed.i]} số ${turn}`, deed)
  }
}

for (const cells of [null, OWN.flat().map(cellName)])
  test(`whatever hostile BSCs do and whenever we are killed, ${cells === null ? 'all cells' : 'the cells that were named'} have in the end on the air what should be, and nothing else`, () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(event, { maxLength: 30 }), (seed, events) => {
        const town = new Town(seed, cells)
        for (const [turn, { afterMs, deed }] of events.entries()) {
          town.run(town.now + afterMs)
          if (town.now < FOR_MS - CALM_MS) act(town, deed, turn)
        }
        town.mood = CALM
        town.run(Math.min(town.now + CALM_MS, FOR_MS - 1))
        assert.deepEqual(town.onAir(), town.shouldBe())
        for (const { asked } of town.bscs)
          assert.deepEqual(
            [...asked].filter(name => !MAY_BE_ASKED.has(name)),
            [],
          )
        const { cells: told, state } = town.centre.state
        assert.equal(told.known, told.onAir + told.failed + told.unknown)
        if (state === 'onAir') assert.deepEqual(told, { known: 6, onAir: 6, failed: 0, unknown: 0 })
        else assert.equal(state, 'stopped')
      }),
      { numRuns: 120 },
    )
  })

test('two operators at one border have the same serial numbers on the air, and cells of the same numbers are two cells', () => {
  const town = new Town(4, null, [cellsOf(100, '04'), cellsOf(100, '02')])
  const check = (serial: number) => {
    town.run(town.now + 10_000)
    const onAir = Object.values(town.onAir())
    assert.equal(onAir.length, 6)
    for (const versions of onAir) {
      assert.deepEqual(versions, onAir[0])
      assert.ok(versions.some(version => version.startsWith(`${IDS[0]} ${serial} `)))
    }
    const { known, onAir: count } = town.centre.state.cells
    assert.deepEqual([known, count], [6, 6])
  }
  check(0x4010)
  town.replace(IDS[0], 'Đã an toàn', { killed: false })
  check(0x4011)
})

test('a message whose book was lost is taken off by who knows its numbers', () => {
  const town = new Town(5, null)
  for (const { onAir } of town.bscs) for (const cell of onAir) cell.set(`${IDS[0]} ${0x4010}`, 'of a lost book')
  town.run(10_000)
  town.stop({ killed: false })
  town.run(20_000)
  assert.deepEqual(town.onAir(), town.shouldBe())
  assert.equal(town.centre.state.state, 'stopped')
})

test('what another centre has on the air stays there: nothing is reset when we start, resume, replace or stop, not under our own identifier either', () => {
  const theirs = [`${IDS[0]} ${0x4200}`, '50 7']
  const town = new Town(3, null)
  for (const { onAir } of town.bscs) for (const cell of onAir) for (const version of theirs) cell.set(version, 'theirs')
  const check = () => {
    town.run(town.now + 10_000)
    const onAir = town.onAir()
    for (const [cell, ours] of Object.entries(town.shouldBe()))
      assert.deepEqual(onAir[cell], [...ours, ...theirs.map(one => `${one} theirs`)].toSorted())
  }
  check()
  town.kill()
  check()
  town.replace(IDS[0], 'Đã an toàn', { killed: false })
  check()
  town.stop({ killed: false })
  check()
  assert.equal(town.centre.state.state, 'stopped')
})

test('when its time is over a broadcast is taken off everywhere, and a BSC that was away is told when it is back', () => {
  const town = new Town(1, null)
  town.run(FOR_MS - 10_000)
  assert.deepEqual(town.onAir(), town.shouldBe())
  town.drop(0)
  town.run(FOR_MS + 100_000)
  assert.equal(town.centre.state.state, 'over')
  assert.deepEqual(town.onAir(), town.shouldBe())
  assert.equal(town.centre.state.endedAt === null, false)
})

test('a BSC that stays away is waited for an hour after a stop, and no longer', () => {
  const town = new Town(6, null)
  town.run(10_000)
  town.away.add(0)
  town.drop(0)
  const stopped = town.now
  town.stop({ killed: false })
  const given = () => [town.centre.hasGivenUp(town.now), town.centre.state.state]
  town.run(stopped + 3_600_000 - 1)
  assert.deepEqual(given(), [false, 'stopping'])
  assert.equal(town.centre.nextAt(town.now), stopped + 3_600_000)
  town.run(stopped + 3_600_000)
  assert.deepEqual(given(), [true, 'stopping'])
  assert.deepEqual(town.centre.unclean, [NAMES[0]])
})

for (const versions of [1, 15, 16, 17])
  test(`a BSC that was away for ${versions} versions has the last text on the air, though its serial number may be the first again`, () => {
    const town = new Town(2, null)
    town.run(10_000)
    town.away.add(0)
    town.drop(0)
    for (let version = 1; version <= versions; version++) {
      town.replace(IDS[0], `Bản ${IDS[0]} số ${version}`, { killed: version === 3 })
      town.run(town.now + 1_000)
    }
    town.away.clear()
    while (!town.centre.bscs[0].isConnected) town.run(town.now + 100)
    // Before it is asked whether it still has it, which would mend a mistake.
    town.run(town.now + 5_000)
    assert.deepEqual(town.onAir(), town.shouldBe())
  })
