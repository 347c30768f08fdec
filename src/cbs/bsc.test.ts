import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { seeded } from '../base/random.ts'
import { ANSWER_MS, Bsc, type BscStep } from './bsc.ts'
import { ALL_CELLS, type Cell, type CellGlobalId, cellName, cellNamed, parseCell } from './cells.ts'
import { CAUSES } from './elements.ts'
import { KnownCells } from './known-cells.ts'
import type { Message } from './messages.ts'
import { type PeriodForm, SLOT_MS } from './slots.ts'

const ID = 4371
const [S0, S1, S2] = [0x4010, 0x4011, 0x4012]
const cell = (text: string): CellGlobalId => {
  const parsed = parseCell(text)
  assert.ok(parsed !== null)
  return parsed
}
const A = cell('452-04-100-1')
const B = cell('452-04-100-2')

/** A BSC that says what a test says, and is heard in short: `write 4010`, `write 4011 over 4010`, `kill 4010`. */
class Talk {
  now = 0
  readonly bsc: Bsc

  constructor(cells: readonly CellGlobalId[] | null = null, period: PeriodForm = 'sixteen-bits') {
    const known = new KnownCells(cells)
    const options = { name: 'bsc', calls: true, known, keepAliveMs: 30_000, random: seeded(1) }
    this.bsc = new Bsc({ ...options, period })
    this.bsc.want(ID, this.version(S0), [])
    assert.deepEqual(this.said(), ['connect'])
    this.bsc.opened(this.now)
  }

  version(serial: number) {
    const pages = [{ used: 2, octets: Buffer.alloc(82) }]
    return { id: ID, serial, dcs: 0x48, pages, slots: 16, untilMs: 3_600_000, emergency: false }
  }

  said(): string[] {
    this.bsc.tick(this.now)
    return this.bsc.take().map(inShort)
  }

  after(ms: number): string[] {
    this.now += ms
    return this.said()
  }

  hear(...messages: readonly Message[]): string[] {
    for (const message of messages) this.bsc.heard(message, this.now)
    return this.said()
  }

  want(serial: number | null): string[] {
    this.bsc.want(ID, serial === null ? null : this.version(serial), [])
    return this.said()
  }

  cells(): Record<string, string> {
    const { known, standings } = this.bsc
    return Object.fromEntries(
      Array.from({ length: known.size }, (_, number) => {
        const state = standings[0].state(number)
        const told = state?.is === 'failed' ? `failed ${state.cause}` : (state?.is ?? 'unknown')
        const named = known.cell(number)
        return ['ci' in named ? named.ci : named.by, told]
      }),
    )
  }
}

function inShort(step: BscStep): string {
  if (step.is !== 'send') return step.is
  const { message } = step
  const hex = (serial: number | undefined) => serial?.toString(16) ?? ''
  if (message.message === 'WRITE-REPLACE') {
    const over = message.oldSerialNumber === undefined ? '' : ` over ${hex(message.oldSerialNumber)}`
    return `write ${hex(message.newSerialNumber)}${over}`
  }
  if (message.message === 'KILL') return `kill ${hex(message.oldSerialNumber)}`
  return message.message
}

const written = (serial: number, old?: number, cellList: readonly Cell[] = [A, B]): Message => ({
  message: 'WRITE-REPLACE COMPLETE',
  messageIdentifier: ID,
  newSerialNumber: serial,
  cellList,
  ...(old !== undefined && { oldSerialNumber: old }),
})
const refused = (
  serial: number,
  causes: readonly (readonly [Cell, number])[],
  { old, cellList }: { old?: number; cellList?: readonly Cell[] } = {},
): Message => ({
  message: 'WRITE-REPLACE FAILURE',
  messageIdentifier: ID,
  newSerialNumber: serial,
  ...(old !== undefined && { oldSerialNumber: old }),
  ...(cellList !== undefined && { cellList }),
  failureList: causes.map(([named, cause]) => ({ cell: named, cause })),
})
const counted = (named: Cell, count: number) => ({ cell: named, count, info: 0 })
const killed = (serial: number): Message => ({
  message: 'KILL COMPLETE',
  messageIdentifier: ID,
  oldSerialNumber: serial,
})
const restart = (kind: 0 | 1, recoveryIndication: 0 | 1): Message => ({
  message: 'RESTART',
  cellList: ALL_CELLS,
  broadcastMessageType: kind,
  recoveryIndication,
})

function onAir(cells: readonly CellGlobalId[] | null = null): Talk {
  const talk = new Talk(cells)
  assert.deepEqual(talk.after(200), ['write 4010'])
  assert.deepEqual(talk.hear(written(S0)), [])
  assert.deepEqual(talk.cells(), { 1: 'onAir', 2: 'onAir' })
  return talk
}

describe('what is asked of a BSC', () => {
  for (const [period, octets] of [
    ['sixteen-bits', 0x0010],
    ['twelve-bits', 0x0100],
  ] as const)
    test(`a BSC that reads a repetition period of ${period} is told 16 slots in its own way`, () => {
      const talk = new Talk(null, period)
      talk.now = 200
      talk.bsc.tick(talk.now)
      const [step] = talk.bsc.take()
      assert.ok(step.is === 'send' && step.message.message === 'WRITE-REPLACE')
      assert.equal(step.message.repetitionPeriod, octets)
    })

  test('a RESTART with data lost makes the cells unknown and has the message written again within 2 s', () => {
    const talk = onAir()
    assert.deepEqual(talk.hear(restart(0, 1)), [])
    assert.deepEqual(talk.cells(), { 1: 'unknown', 2: 'unknown' })
    assert.deepEqual(talk.after(200), ['write 4010'])
    // It kept the message after all (osmo-bsc).
    talk.hear(
      refused(S0, [
        [A, 13],
        [B, 13],
      ]),
    )
    assert.deepEqual(talk.cells(), { 1: 'onAir', 2: 'onAir' })
    assert.ok(talk.bsc.isSettled)
  })

  test('a thousand RESTARTs at once have it written once', () => {
    const talk = onAir()
    assert.deepEqual(talk.hear(...Array(1000).fill(restart(0, 1))), [])
    assert.deepEqual(talk.after(200), ['write 4010'])
  })

  test('a RESTART or FAILURE of emergency messages is not ours', () => {
    const talk = onAir()
    talk.hear(restart(1, 1), { message: 'FAILURE', broadcastMessageType: 1, failureList: [{ cell: A, cause: 10 }] })
    assert.deepEqual(talk.cells(), { 1: 'onAir', 2: 'onAir' })
    assert.deepEqual(talk.after(1_000), [])
  })

  test('a FAILURE takes cells off the air until a RESTART', () => {
    const talk = onAir()
    talk.hear({ message: 'FAILURE', broadcastMessageType: 0, failureList: [{ cell: A, cause: 10 }] })
    assert.deepEqual(talk.cells(), { 1: 'failed 10', 2: 'onAir' })
    assert.deepEqual(talk.after(20_000), [])
    talk.hear(restart(0, 0))
    assert.deepEqual(talk.after(200), ['write 4010'])
    talk.hear(written(S0))
    assert.deepEqual(talk.cells(), { 1: 'onAir', 2: 'onAir' })
  })

  test('a replacement names the old version; where that is missing it is written as new', () => {
    const talk = onAir()
    assert.deepEqual(talk.want(S1), ['write 4011 over 4010'])
    const answer = refused(S1, [[A, 2]], { old: S0, cellList: [B] })
    assert.deepEqual(talk.hear(answer), ['write 4011'])
    // The same answer once more is none to what is asked now.
    assert.deepEqual(talk.hear(answer), [])
    // B has it already; whether the old one is left anywhere, it has not said.
    assert.deepEqual(talk.hear(refused(S1, [[B, 13]], { cellList: [A] })), ['kill 4010'])
    assert.deepEqual(talk.cells(), { 1: 'onAir', 2: 'onAir' })
    assert.deepEqual(talk.hear(killed(S0)), [])
    assert.ok(talk.bsc.isSettled)
  })

  test('a BSC that does not say what it replaced is understood', () => {
    const talk = onAir()
    talk.want(S1)
    assert.deepEqual(talk.hear(written(S1)), [])
    assert.ok(talk.bsc.isSettled)
  })

  test('a cell that refuses the replacement has the old version killed, and is asked again later', () => {
    const talk = onAir()
    talk.want(S1)
    const answer = refused(S1, [[A, 8]], { old: S0, cellList: [B] })
    assert.deepEqual(talk.hear(answer), ['kill 4010'])
    assert.deepEqual(talk.cells(), { 1: 'failed 8', 2: 'onAir' })
    talk.hear(killed(S0))
    assert.deepEqual(talk.after(29_000), [])
    assert.deepEqual(talk.after(1_000), ['KEEP-ALIVE', 'write 4011'])
  })

  test('a stop kills every version that may be on the air', () => {
    const talk = onAir()
    talk.want(S1)
    talk.want(S2)
    assert.deepEqual(talk.want(null), [])
    // What it answers to the write that is under way changes nothing of that.
    assert.deepEqual(talk.hear(written(S1, S0)), ['kill 4010'])
    assert.deepEqual(talk.hear(killed(S0)), ['kill 4011'])
    assert.deepEqual(talk.hear(killed(S1)), ['kill 4012'])
    assert.ok(!talk.bsc.isClean)
    talk.hear({
      message: 'KILL FAILURE',
      messageIdentifier: ID,
      oldSerialNumber: S2,
      failureList: [
        { cell: A, cause: 2 },
        { cell: B, cause: 3 },
      ],
    })
    assert.ok(talk.bsc.isClean)
  })

  test('a kill that a cell refuses is asked for again', () => {
    const talk = onAir()
    assert.deepEqual(talk.want(null), ['kill 4010'])
    talk.hear({
      message: 'KILL FAILURE',
      messageIdentifier: ID,
      oldSerialNumber: S0,
      failureList: [{ cell: A, cause: 14 }],
    })
    assert.deepEqual(talk.after(15_000), [])
    assert.deepEqual(talk.after(15_000), ['KEEP-ALIVE', 'kill 4010'])
  })

  for (const [cause, isOff] of Object.values(CAUSES).map(one => [one, [0, 2, 3, 9, 15].includes(one)] as const))
    test(`a cell that refuses a kill with cause ${cause} ${isOff ? 'has nothing on the air' : 'may still have it'}`, () => {
      const talk = onAir()
      talk.want(null)
      talk.hear({
        message: 'KILL FAILURE',
        messageIdentifier: ID,
        oldSerialNumber: S0,
        failureList: [{ cell: A, cause }],
      })
      assert.equal(talk.bsc.isClean, isOff)
    })

  for (const [cause, isForGood] of [
    [0, true],
    [3, true],
    [6, false],
    [7, false],
    [9, true],
    [10, false],
    [15, true],
  ] as const)
    test(`a cell that refuses a write with cause ${cause} is ${isForGood ? 'not asked again' : 'asked again after half a minute'}`, () => {
      const talk = new Talk([A, B])
      talk.after(200)
      talk.hear(refused(S0, [[A, cause]], { cellList: [B] }))
      talk.after(29_000)
      const said = talk.after(1_000)
      assert.equal(said.includes('write 4010'), !isForGood)
      assert.deepEqual(talk.cells(), { 1: `failed ${cause}`, 2: 'onAir' })
    })

  test('a count that the BSC does not know, or that is one for a whole area, is none of a cell', () => {
    const talk = onAir()
    talk.want(null)
    const completedList = [
      { cell: A, count: 5, info: 2 },
      counted({ by: 'lac', lac: 100 }, 9),
      counted({ by: 'lai', mcc: '452', mnc: '04', lac: 100 }, 9),
      counted(B, 4),
    ]
    talk.hear({ ...killed(S0), completedList } as Message)
    assert.equal(talk.bsc.standings[0].broadcasts, 4)
  })

  test('of a BSC whose connection is lost nobody knows what is on the air, and what was asked on it is not answered on the next one', () => {
    const talk = onAir()
    talk.want(S1)
    talk.bsc.lost(talk.now)
    assert.deepEqual(talk.cells(), { 1: 'unknown', 2: 'unknown' })
    talk.after((talk.bsc.nextAt(talk.now) ?? 0) - talk.now)
    talk.bsc.opened(talk.now)
    assert.deepEqual(talk.hear(written(S1, S0)), [])
    assert.deepEqual([talk.cells(), talk.bsc.isClean], [{ 1: 'unknown', 2: 'unknown' }, false])
    assert.deepEqual(talk.after(200), ['write 4011 over 4010'])
  })

  test('a RESTART that kept the data takes nothing off the air, and the message is written again all the same', () => {
    const talk = onAir()
    assert.deepEqual(talk.hear(restart(0, 0)), [])
    assert.deepEqual(talk.cells(), { 1: 'onAir', 2: 'onAir' })
    assert.deepEqual(talk.after(200), ['write 4010'])
  })

  test('what is over is not written any more, whatever the BSC has lost', () => {
    const talk = onAir()
    talk.now = talk.version(S0).untilMs
    talk.hear({ message: 'KEEP-ALIVE COMPLETE' }, restart(0, 1))
    assert.deepEqual(talk.after(200), [])
  })

  test('a message that is to last longer than a request can ask for is written again when that is over', () => {
    const talk = new Talk()
    const requestMs = 0xffff * SLOT_MS
    const long = { ...talk.version(S0), slots: 1, untilMs: 2 * requestMs }
    talk.bsc.want(ID, long, [])
    assert.deepEqual(talk.after(200), ['write 4010'])
    talk.hear(written(S0))
    talk.after(requestMs - 1)
    talk.hear({ message: 'KEEP-ALIVE COMPLETE' })
    const question = { messageIdentifier: ID, oldSerialNumber: S0, channelIndicator: 0 }
    talk.hear({ message: 'MSG-STATUS-QUERY COMPLETE', ...question, completedList: [] })
    assert.deepEqual(talk.after(1), ['write 4010'])
  })

  for (const emergency of [true, false])
    test(`a message ${emergency ? 'that no phone can switch off has high priority' : 'that phones can switch off has normal priority'} at the BSC`, () => {
      const talk = new Talk()
      talk.bsc.want(ID, { ...talk.version(S1), emergency }, [])
      talk.now = 200
      talk.bsc.tick(talk.now)
      const [step] = talk.bsc.take()
      assert.ok(step.is === 'send' && step.message.message === 'WRITE-REPLACE')
      assert.equal(step.message.category, emergency ? 0 : 2)
    })

  test('a kill that is not answered is asked for again, and what it was to take off may be on the air until then', () => {
    const talk = onAir()
    assert.deepEqual(talk.want(null), ['kill 4010'])
    assert.deepEqual(talk.after(ANSWER_MS - 1), [])
    assert.deepEqual(talk.after(1), ['kill 4010'])
    assert.ok(!talk.bsc.isClean)
    talk.hear(killed(S0))
    assert.ok(talk.bsc.isClean)
  })

  test('a BSC all of whose cells refuse has the message on the air nowhere, with their causes, and is asked again later', () => {
    const talk = new Talk([A, B])
    talk.after(200)
    const causes = [
      [A, 7],
      [B, 10],
    ] as const
    assert.deepEqual(talk.hear(refused(S0, causes)), [])
    assert.deepEqual(talk.cells(), { 1: 'failed 7', 2: 'failed 10' })
    assert.deepEqual(talk.after(29_000), [])
    assert.deepEqual(talk.after(1_000), ['KEEP-ALIVE', 'write 4010'])
    talk.hear(written(S0))
    assert.deepEqual(talk.cells(), { 1: 'onAir', 2: 'onAir' })
  })

  test('how often it was on the air is told by whoever takes it off, cell by cell, and of each version apart', () => {
    const talk = onAir()
    talk.want(S1)
    talk.hear({ ...written(S1, S0), completedList: [counted(A, 3), counted(B, 4)] } as Message)
    talk.want(null)
    talk.hear({ ...killed(S1), completedList: [counted(A, 10), counted(B, 20)] } as Message)
    assert.equal(talk.bsc.standings[0].broadcasts, 37)
  })

  test('after a replacement a BSC is asked how the new version stands', () => {
    const talk = onAir()
    talk.want(S1)
    talk.hear(written(S1, S0))
    talk.after(29_000)
    talk.bsc.tick(talk.now + 1_001)
    const questions = talk.bsc.take().flatMap(step => {
      if (step.is !== 'send' || step.message.message !== 'MSG-STATUS-QUERY') return []
      return [step.message.oldSerialNumber]
    })
    assert.deepEqual(questions, [S1])
  })

  test('a BSC that does not know a cell has nothing on the air there: osmo-bsc says cause 0', () => {
    const talk = new Talk([A, B])
    talk.after(200)
    talk.hear(refused(S0, [[B, 0]], { cellList: [A] }))
    assert.deepEqual(talk.cells(), { 1: 'onAir', 2: 'failed 0' })
    assert.deepEqual(talk.want(null), ['kill 4010'])
    talk.hear({
      message: 'KILL FAILURE',
      messageIdentifier: ID,
      oldSerialNumber: S0,
      failureList: [{ cell: B, cause: 0 }],
    })
    assert.ok(talk.bsc.isClean)
  })

  test('a kill that a BSC has not understood took nothing off', () => {
    const talk = onAir()
    talk.want(null)
    talk.hear({ message: 'ERROR-INDICATION', cause: 0, messageIdentifier: ID })
    assert.ok(!talk.bsc.isClean)
    assert.deepEqual(talk.after(30_000), ['KEEP-ALIVE', 'kill 4010'])
    talk.hear({ message: 'ERROR-INDICATION', cause: 2, messageIdentifier: ID })
    assert.ok(talk.bsc.isClean)
  })

  test('answers that nobody asked for change nothing', () => {
    const talk = new Talk()
    talk.hear(written(S0), written(S1), killed(S0), { message: 'KEEP-ALIVE COMPLETE' })
    assert.deepEqual(talk.cells(), {})
    assert.deepEqual(talk.after(200), ['write 4010'])
  })

  test('a BSC that says COMPLETE for what nobody asked takes nothing off, puts nothing on, and counts nothing', () => {
    const talk = onAir()
    const named = { messageIdentifier: ID, oldSerialNumber: S0, channelIndicator: 0 }
    const said: readonly Message[] = [
      killed(S0),
      written(S0, undefined, [cell('452-04-100-3')]),
      written(S2),
      { message: 'MSG-STATUS-QUERY COMPLETE', ...named, completedList: [counted(A, 7)] },
      { message: 'LOAD-QUERY COMPLETE', loadList: [{ cell: A, loads: [9, 9] }], channelIndicator: 0 },
      { message: 'RESET COMPLETE', cellList: ALL_CELLS },
      { message: 'SET-DRX COMPLETE', cellList: ALL_CELLS },
    ]
    assert.deepEqual(talk.hear(...said), [])
    assert.deepEqual(talk.cells(), { 1: 'onAir', 2: 'onAir' })
    assert.equal(talk.bsc.standings[0].broadcasts, null)
    assert.ok(talk.bsc.isSettled && talk.bsc.isClean)
  })

  test('an answer to a write that a newer version has superseded puts the newer one on the air nowhere, and the older one is taken off by name', () => {
    const talk = new Talk()
    assert.deepEqual(talk.after(200), ['write 4010'])
    assert.deepEqual(talk.want(S1), [])
    assert.deepEqual(talk.hear(written(S0)), ['write 4011 over 4010'])
    assert.deepEqual([talk.cells(), talk.bsc.isClean], [{}, false])
    talk.hear(written(S1, S0))
    assert.deepEqual([talk.cells(), talk.bsc.isClean], [{ 1: 'onAir', 2: 'onAir' }, true])
    assert.ok(talk.bsc.isSettled)
  })

  test('an answer to a superseded write that comes after the newer one was asked for is not the newer one’s', () => {
    const talk = new Talk()
    talk.after(200)
    talk.want(S1)
    assert.deepEqual(talk.after(ANSWER_MS), ['write 4011 over 4010'])
    assert.deepEqual(talk.hear(written(S0), refused(S0, [[A, 8]])), [])
    assert.deepEqual([talk.cells(), talk.bsc.isClean], [{}, false])
    assert.ok(!talk.bsc.isSettled)
    talk.hear(written(S1, S0))
    assert.deepEqual([talk.cells(), talk.bsc.isClean], [{ 1: 'onAir', 2: 'onAir' }, true])
  })

  test('a refusal of a superseded write fails no cell of the newer one', () => {
    const talk = new Talk([A, B])
    talk.after(200)
    talk.want(S1)
    assert.deepEqual(talk.hear(refused(S0, [[A, 8]], { cellList: [B] })), ['write 4011 over 4010'])
    assert.deepEqual(talk.cells(), { 1: 'unknown', 2: 'unknown' })
    // Of A it was never told that the older one is off: both are asked for by name.
    const answer = refused(S1, [[A, 2]], { old: S0, cellList: [B] })
    assert.deepEqual(talk.hear(answer), ['write 4011'])
    assert.deepEqual(talk.hear(refused(S1, [[B, 13]], { cellList: [A] })), ['kill 4010'])
    assert.deepEqual(talk.cells(), { 1: 'onAir', 2: 'onAir' })
  })

  test('an answer that does not come is asked for again, and counts when it comes late', () => {
    const talk = new Talk()
    talk.after(200)
    assert.deepEqual(talk.after(ANSWER_MS - 1), [])
    assert.deepEqual(talk.after(1), ['write 4010'])
    talk.hear(written(S0))
    assert.deepEqual(talk.cells(), { 1: 'onAir', 2: 'onAir' })
  })

  test('an ERROR-INDICATION about a write fails it for all cells, and about another one does not', () => {
    const talk = new Talk([A, B])
    talk.after(200)
    talk.hear({ message: 'ERROR-INDICATION', cause: 4, messageIdentifier: ID + 1 })
    assert.deepEqual(talk.cells(), { 1: 'unknown', 2: 'unknown' })
    talk.hear({ message: 'ERROR-INDICATION', cause: 4, messageIdentifier: ID })
    assert.deepEqual(talk.cells(), { 1: 'failed 4', 2: 'failed 4' })
  })

  test('after half a minute it is asked how often it was on the air, and whether it still has it', () => {
    const talk = onAir()
    // The first look sets the time.
    assert.deepEqual(talk.after(29_000), [])
    assert.deepEqual(talk.after(1_001), ['KEEP-ALIVE', 'MSG-STATUS-QUERY'])
    const named = { messageIdentifier: ID, oldSerialNumber: S0, channelIndicator: 0 }
    talk.hear({ message: 'KEEP-ALIVE COMPLETE' })
    talk.hear({
      message: 'MSG-STATUS-QUERY COMPLETE',
      ...named,
      completedList: [
        { cell: A, count: 20, info: 0 },
        { cell: B, count: 21, info: 0 },
      ],
    })
    assert.equal(talk.bsc.standings[0].broadcasts, 41)
    assert.deepEqual(talk.after(30_000), ['KEEP-ALIVE', 'MSG-STATUS-QUERY'])
    const failureList = [{ cell: A, cause: 2 }]
    assert.deepEqual(talk.hear({ message: 'MSG-STATUS-QUERY FAILURE', ...named, failureList }), ['write 4010'])
    assert.deepEqual(talk.cells(), { 1: 'unknown', 2: 'onAir' })
  })
})

/** Of another language, beside the first. */
const SECOND = 4384

/** Requests with the identifier that they are about. */
function asked(bsc: Bsc, now: number): string[] {
  bsc.tick(now)
  return bsc.take().flatMap(step => {
    if (step.is !== 'send') return []
    const { message } = step
    const id = 'messageIdentifier' in message ? ` ${message.messageIdentifier}` : ''
    return [`${message.message}${id}`]
  })
}

describe('two languages at one BSC', () => {
  function both(): Talk {
    const talk = new Talk([A, B])
    talk.bsc.want(SECOND, { ...talk.version(S0), id: SECOND }, [])
    talk.now += 200
    assert.deepEqual(asked(talk.bsc, talk.now), [`WRITE-REPLACE ${ID}`])
    talk.bsc.heard(written(S0), talk.now)
    assert.deepEqual(asked(talk.bsc, talk.now), [`WRITE-REPLACE ${SECOND}`])
    talk.bsc.heard({ ...written(S0), messageIdentifier: SECOND } as Message, talk.now)
    assert.deepEqual(asked(talk.bsc, talk.now), [])
    return talk
  }
  const states = ({ bsc }: Talk) =>
    bsc.standings.map(standing => [0, 1].map(number => standing.state(number)?.is ?? 'unknown'))

  test('both begin, one is replaced while the other stays, and both are taken off', () => {
    const { bsc, now } = both()
    bsc.want(SECOND, { ...new Talk().version(S1), id: SECOND }, [])
    assert.deepEqual(asked(bsc, now), [`WRITE-REPLACE ${SECOND}`])
    const replaced = { ...written(S1, S0), messageIdentifier: SECOND } as Message
    bsc.heard(replaced, now)
    assert.deepEqual(asked(bsc, now), [])
    bsc.want(ID, null, [])
    bsc.want(SECOND, null, [])
    assert.deepEqual(asked(bsc, now), [`KILL ${ID}`])
    bsc.heard(killed(S0), now)
    assert.deepEqual(asked(bsc, now), [`KILL ${SECOND}`])
    assert.ok(!bsc.isClean)
    bsc.heard({ ...killed(S1), messageIdentifier: SECOND } as Message, now)
    assert.ok(bsc.isClean)
  })

  test('a FAILURE of a cell takes both off the air there, and one of a cell that is not ours changes nothing', () => {
    const talk = both()
    const failure = (named: Cell): Message => ({
      message: 'FAILURE',
      broadcastMessageType: 0,
      failureList: [{ cell: named, cause: 10 }],
    })
    talk.bsc.heard(failure(cell('452-04-100-9')), talk.now)
    assert.deepEqual(states(talk), Array(2).fill(['onAir', 'onAir']))
    talk.bsc.heard(failure(A), talk.now)
    assert.deepEqual(states(talk), Array(2).fill(['failed', 'onAir']))
  })

  test('a message to which a BSC never answers keeps no other from the air, nor from being looked after, and is asked for again', () => {
    const talk = new Talk([A, B])
    talk.bsc.want(SECOND, { ...talk.version(S0), id: SECOND }, [])
    talk.now = 200
    assert.deepEqual(asked(talk.bsc, talk.now), [`WRITE-REPLACE ${ID}`])
    const next = () => {
      talk.now += ANSWER_MS
      talk.bsc.heard({ message: 'KEEP-ALIVE COMPLETE' }, talk.now)
      return asked(talk.bsc, talk.now)
    }
    assert.deepEqual(next(), [`WRITE-REPLACE ${SECOND}`])
    talk.bsc.heard({ ...written(S0), messageIdentifier: SECOND } as Message, talk.now)
    const asks = new Set(asked(talk.bsc, talk.now))
    for (let turn = 0; turn < 8; turn++) for (const ask of next()) asks.add(ask)
    assert.deepEqual([...asks].toSorted(), [`MSG-STATUS-QUERY ${SECOND}`, `WRITE-REPLACE ${ID}`])
    // Nor does one that is to be taken off.
    talk.bsc.want(ID, null, [])
    talk.bsc.want(SECOND, { ...talk.version(S1), id: SECOND }, [])
    const later = [...next(), ...next(), ...next()]
    for (const ask of [`KILL ${ID}`, `WRITE-REPLACE ${SECOND}`]) assert.ok(later.includes(ask), ask)
  })

  test('what is to be taken off is taken off before anything is written', () => {
    const { bsc, now } = both()
    bsc.want(ID, { ...new Talk().version(S1) }, [])
    bsc.want(SECOND, null, [])
    assert.deepEqual(asked(bsc, now), [`KILL ${SECOND}`])
    bsc.heard({ ...killed(S0), messageIdentifier: SECOND } as Message, now)
    assert.deepEqual(asked(bsc, now), [`WRITE-REPLACE ${ID}`])
  })

  test('a RESTART of one cell has both written again, and says nothing of the other cell', () => {
    const talk = both()
    const lost: Message = { message: 'RESTART', cellList: [A], broadcastMessageType: 0, recoveryIndication: 1 }
    talk.bsc.heard(lost, talk.now)
    assert.deepEqual(states(talk), Array(2).fill(['unknown', 'onAir']))
    talk.now += 200
    assert.deepEqual(asked(talk.bsc, talk.now), [`WRITE-REPLACE ${ID}`])
    talk.bsc.heard(written(S0), talk.now)
    assert.deepEqual(asked(talk.bsc, talk.now), [`WRITE-REPLACE ${SECOND}`])
  })
})

describe('how a BSC names cells', () => {
  for (const [name, cellList, expected] of [
    ['whole', [A, B], { 1: 'onAir', 2: 'onAir' }],
    ['location area and cell', [{ by: 'lac-ci', lac: 100, ci: 1 }], { 1: 'onAir', 2: 'unknown' }],
    ['cell', [{ by: 'ci', ci: 2 }], { 1: 'unknown', 2: 'onAir' }],
    ['location area', [{ by: 'lac', lac: 100 }], { 1: 'onAir', 2: 'onAir' }],
    ['all', ALL_CELLS, { 1: 'onAir', 2: 'onAir' }],
    ['another location area', [{ by: 'lac', lac: 101 }], { 1: 'unknown', 2: 'unknown' }],
    ['another cell', [{ by: 'ci', ci: 3 }], { 1: 'unknown', 2: 'unknown' }],
    ['another network', [cell('452-02-100-1')], { 1: 'unknown', 2: 'unknown' }],
    [
      'the location area of another network',
      [{ by: 'lai', mcc: '452', mnc: '02', lac: 100 }],
      { 1: 'unknown', 2: 'unknown' },
    ],
  ] as const)
    test(`by ${name}, where only certain cells count`, () => {
      const talk = new Talk([A, B])
      talk.after(200)
      talk.hear(written(S0, undefined, cellList))
      assert.deepEqual(talk.cells(), expected)
    })

  test('cells are learnt, and a name becomes more exact', () => {
    const talk = new Talk()
    talk.after(200)
    talk.hear(written(S0, undefined, ALL_CELLS))
    assert.deepEqual(talk.cells(), { all: 'onAir' })
    const failure = (named: Cell): Message => ({
      message: 'FAILURE',
      broadcastMessageType: 0,
      failureList: [{ cell: named, cause: 10 }],
    })
    talk.hear(failure({ by: 'ci', ci: 1 }))
    assert.deepEqual(talk.cells(), { 1: 'failed 10' })
    talk.hear(failure(A), failure(B))
    assert.deepEqual(talk.cells(), { 1: 'failed 10', 2: 'failed 10' })
    assert.deepEqual(talk.bsc.known.cell(0), A)
    assert.equal(talk.bsc.known.size, 2)
  })
})

test('a hostile BSC that names cells without end is listened to for so long', () => {
  const talk = new Talk()
  talk.after(200)
  const many = Array.from({ length: 60_000 }, (_, lac): Cell => ({ by: 'lac-ci', lac, ci: 7 }))
  talk.hear(written(S0, undefined, many))
  assert.equal(talk.bsc.known.size, 64)
  for (let from = 0; from < 5; from++) {
    const cells = Array.from(
      { length: 0x8000 },
      (_, i): Cell => ({ by: 'lac-ci', lac: from, ci: (i + from * 0x4000) & 0xffff }),
    )
    talk.hear({
      message: 'FAILURE',
      broadcastMessageType: 0,
      failureList: cells.map(named => ({ cell: named, cause: 10 })),
    })
  }
  assert.equal(talk.bsc.known.size, 65_536)
})

test('a cell is known again by its name, however little it says', () => {
  for (const named of [
    A,
    { by: 'lac-ci', lac: 100, ci: 1 },
    { by: 'ci', ci: 1 },
    { by: 'lai', mcc: '452', mnc: '04', lac: 100 },
    { by: 'lac', lac: 100 },
    { by: 'all' },
  ] as const)
    assert.deepEqual(cellNamed(cellName(named)), named)
})

describe('a connection to a BSC', () => {
  test('a BSC that is silent is asked, and given up when it does not answer within 10 s', () => {
    const talk = onAir()
    talk.want(null)
    talk.hear(killed(S0))
    assert.deepEqual(talk.after(29_999), [])
    assert.deepEqual(talk.after(1), ['KEEP-ALIVE'])
    assert.deepEqual(talk.hear({ message: 'KEEP-ALIVE', keepAliveRepetitionPeriod: 20 }), ['KEEP-ALIVE COMPLETE'])
    assert.deepEqual(talk.after(9_999), [])
    assert.deepEqual(talk.after(1), ['close'])
    assert.equal(talk.bsc.isConnected, false)
  })

  test('a connection that is not open after 10 s is given up, and tried again', () => {
    const talk = onAir()
    talk.bsc.lost(talk.now)
    const wait = (talk.bsc.nextAt(talk.now) ?? 0) - talk.now
    assert.deepEqual(talk.after(wait), ['connect'])
    assert.deepEqual(talk.after(9_999), [])
    assert.deepEqual(talk.after(1), ['close'])
    assert.deepEqual(talk.after((talk.bsc.nextAt(talk.now) ?? 0) - talk.now), ['connect'])
  })

  test('a BSC that is away is tried within a second, then after doubling waits of up to 30 s', () => {
    const talk = onAir()
    const waits: number[] = []
    for (let tries = 0; tries < 12; tries++) {
      talk.bsc.lost(talk.now)
      const at = talk.bsc.nextAt(talk.now) ?? 0
      waits.push(at - talk.now)
      assert.deepEqual(talk.after(at - talk.now - 1), [])
      assert.deepEqual(talk.after(1), ['connect'])
    }
    assert.ok(waits[0] <= 1_000)
    assert.ok(waits.every((wait, i) => wait >= Math.min(15_000, 100 * 2 ** i) && wait <= 30_000))
  })

  test('a connection that dies before it answered does not reset the waits, and one that answered does', () => {
    const talk = onAir()
    const die = (): number => {
      talk.bsc.lost(talk.now)
      const wait = (talk.bsc.nextAt(talk.now) ?? 0) - talk.now
      talk.after(wait)
      talk.bsc.opened(talk.now)
      talk.hear(restart(0, 1))
      return wait
    }
    for (let tries = 0; tries < 8; tries++) die()
    assert.ok(die() >= 15_000)
    talk.after(200)
    talk.hear(written(S0))
    assert.ok(die() <= 1_000)
  })
})
