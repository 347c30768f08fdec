/** What a centre may answer to a submit_sm, and what becomes of its subscriber. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { pdu, response, tlv } from '../../tools/smsc/odd.ts'
import { statusName } from '../../tools/smsc/protocol.ts'
import { checkAgainst, LONG, numberOf, RoundFixture, type Row, SHORT } from './stage.ts'
import { type Answers, type Asked, delivers, idOf, later, type Say } from './witness.ts'

const S = {
  ESME_RSYSERR: 0x08,
  ESME_RINVSRCADR: 0x0a,
  ESME_RINVDSTADR: 0x0b,
  ESME_RMSGQFUL: 0x14,
  ESME_RSUBMITFAIL: 0x45,
  ESME_RTHROTTLED: 0x58,
  ESME_RX_T_APPN: 0x64,
  ESME_RX_P_APPN: 0x65,
} as const

/** Longer than the response timeout of these rounds. */
const LATE_MS = 700
const TIMEOUT = ['--response-timeout', '300ms']

interface Story {
  readonly name: string
  readonly says: (say: Say, asked: Asked) => void
  readonly outcome: Row['outcome']
  readonly status?: string
  /** Of three parts. */
  readonly accepted?: number
  /** Copies of each part that come to the centre. */
  readonly copies?: readonly [number, number, number]
  readonly counts?: { refused?: number; retried?: number; unanswered?: number }
}

/** ESME_ROK for every copy but those of one part. */
const onPart =
  (part: number, says: (say: Say, asked: Asked) => void, copies = 1) =>
  (say: Say, asked: Asked) => {
    if (asked.part === part && asked.copy <= copies) says(say, asked)
    else asked.link.write(say.ok(idOf(asked)))
  }
const write =
  (...pieces: ((say: Say, asked: Asked) => Buffer)[]) =>
  (say: Say, asked: Asked) =>
    asked.link.write(...pieces.map(piece => piece(say, asked)))

const ok = (say: Say, asked: Asked) => say.ok(idOf(asked))
const error = (status: number) => (say: Say) => say.error(status)

const temporary = (name: keyof typeof S): Story => ({
  name: `${name} for the first part`,
  says: onPart(1, write(error(S[name]))),
  outcome: 'accepted',
  copies: [2, 1, 1],
  counts: { retried: 1 },
})

const STORIES: readonly Story[] = [
  { name: 'ESME_ROK', says: write(ok), outcome: 'accepted' },
  temporary('ESME_RSYSERR'),
  temporary('ESME_RMSGQFUL'),
  temporary('ESME_RSUBMITFAIL'),
  temporary('ESME_RTHROTTLED'),
  temporary('ESME_RX_T_APPN'),
  {
    name: 'ESME_RTHROTTLED twice for the second part',
    says: onPart(2, write(error(S.ESME_RTHROTTLED)), 2),
    outcome: 'accepted',
    copies: [1, 3, 1],
    counts: { retried: 2 },
  },
  {
    name: 'ESME_RMSGQFUL for the last part',
    says: onPart(3, write(error(S.ESME_RMSGQFUL))),
    outcome: 'accepted',
    copies: [1, 1, 2],
    counts: { retried: 1 },
  },
  {
    name: 'a final error for the first part',
    says: onPart(1, write(error(S.ESME_RINVDSTADR))),
    outcome: 'failed',
    status: 'ESME_RINVDSTADR',
    accepted: 2,
    counts: { refused: 1 },
  },
  {
    name: 'final errors for all parts: the first one is told',
    says: (say, asked) => asked.link.write(say.error(S.ESME_RX_P_APPN + asked.part - 1)),
    outcome: 'failed',
    status: 'ESME_RX_P_APPN',
    accepted: 0,
    counts: { refused: 3 },
  },
  {
    name: "a vendor's error",
    says: onPart(2, write(error(0x403))),
    outcome: 'failed',
    status: '0x00000403',
    accepted: 2,
    counts: { refused: 1 },
  },
  {
    name: 'the largest error there is',
    says: onPart(2, write(error(0xffffffff))),
    outcome: 'failed',
    status: '0xffffffff',
    accepted: 2,
    counts: { refused: 1 },
  },
  {
    name: 'an error with a body',
    says: onPart(1, (_, asked) => asked.link.write(response(asked.pdu, S.ESME_RINVDSTADR, 'gone\0'))),
    outcome: 'failed',
    status: 'ESME_RINVDSTADR',
    accepted: 2,
    counts: { refused: 1 },
  },
  {
    name: 'an error with a lone NUL',
    says: onPart(1, (_, asked) => asked.link.write(response(asked.pdu, S.ESME_RINVDSTADR, '\0'))),
    outcome: 'failed',
    status: 'ESME_RINVDSTADR',
    accepted: 2,
    counts: { refused: 1 },
  },
  {
    name: 'a temporary error with TLVs',
    says: onPart(1, (_, asked) =>
      asked.link.write(response(asked.pdu, S.ESME_RTHROTTLED, '\0', tlv(0x1d, 'slower\0'), tlv(0x420, [1]))),
    ),
    outcome: 'accepted',
    copies: [2, 1, 1],
    counts: { retried: 1 },
  },
  {
    name: 'ESME_ROK without a body',
    says: onPart(1, (_, asked) => asked.link.write(response(asked.pdu))),
    outcome: 'accepted',
  },
  {
    name: 'ESME_ROK with an id that does not end',
    says: onPart(1, (_, asked) => asked.link.write(response(asked.pdu, 0, '1A'))),
    outcome: 'accepted',
  },
  {
    name: 'ESME_ROK with TLVs behind the id',
    says: onPart(1, (_, asked) => asked.link.write(response(asked.pdu, 0, '1A\0', tlv(0x427, [2])))),
    outcome: 'accepted',
  },
  {
    name: 'generic_nack with a final error',
    says: onPart(1, (say, asked) => asked.link.write(say.nack(S.ESME_RINVDSTADR))),
    outcome: 'failed',
    status: 'ESME_RINVDSTADR',
    accepted: 2,
    counts: { refused: 1 },
  },
  {
    name: 'generic_nack with a temporary error',
    says: onPart(1, (say, asked) => asked.link.write(say.nack(S.ESME_RSYSERR))),
    outcome: 'accepted',
    copies: [2, 1, 1],
    counts: { retried: 1 },
  },
  {
    name: 'generic_nack for number 0, then ESME_ROK',
    says: onPart(
      1,
      write(() => pdu({ command_id: 0x80000000, command_status: 3, sequence_number: 0 }), ok),
    ),
    outcome: 'accepted',
  },
  { name: 'ESME_ROK twice', says: onPart(1, write(ok, ok)), outcome: 'accepted' },
  {
    name: 'ESME_ROK, then an error for the same number',
    says: onPart(1, write(ok, error(S.ESME_RINVDSTADR))),
    outcome: 'accepted',
  },
  {
    name: 'an error, then ESME_ROK for the same number',
    says: onPart(1, write(error(S.ESME_RINVDSTADR), ok)),
    outcome: 'failed',
    status: 'ESME_RINVDSTADR',
    accepted: 2,
    counts: { refused: 1 },
  },
  {
    name: 'responses to nothing, then ESME_ROK',
    says: onPart(
      1,
      write(
        () => pdu({ command_id: 0x80000004, sequence_number: 0x7fffffff }, '1A\0'),
        () => pdu({ command_id: 0x80000004, sequence_number: 0 }, '1A\0'),
        () => pdu({ command_id: 0x80000004, sequence_number: 0xffffffff }, '1A\0'),
        () => pdu({ command_id: 0x80000999, sequence_number: 1 }, '1A\0'),
        ok,
      ),
    ),
    outcome: 'accepted',
  },
  {
    name: 'nothing for the second part',
    says: onPart(2, () => {}),
    outcome: 'uncertain',
    accepted: 2,
    counts: { unanswered: 1 },
  },
  { name: 'nothing for any part', says: () => {}, outcome: 'uncertain', accepted: 0, counts: { unanswered: 3 } },
  {
    name: 'ESME_ROK too late',
    says: onPart(2, (say, asked) => later(LATE_MS, () => write(ok)(say, asked))),
    outcome: 'accepted',
  },
  {
    name: 'a final error too late',
    says: onPart(2, (say, asked) => later(LATE_MS, () => write(error(S.ESME_RINVDSTADR))(say, asked))),
    outcome: 'failed',
    status: 'ESME_RINVDSTADR',
    accepted: 2,
    counts: { refused: 1 },
  },
  {
    name: 'a temporary error too late',
    says: onPart(2, (say, asked) => later(LATE_MS, () => write(error(S.ESME_RTHROTTLED))(say, asked))),
    outcome: 'accepted',
    copies: [1, 2, 1],
    counts: { retried: 1 },
  },
  {
    name: 'nothing for one part, a temporary error for another',
    says: (say, asked) => {
      if (asked.part === 1) return
      if (asked.part === 3 && asked.copy === 1) return write(error(S.ESME_RTHROTTLED))(say, asked)
      write(ok)(say, asked)
    },
    outcome: 'uncertain',
    accepted: 2,
    copies: [1, 1, 2],
    counts: { unanswered: 1, retried: 1 },
  },
  {
    name: 'a final error for one part, nothing for another',
    says: (say, asked) => {
      if (asked.part === 1) return
      write(asked.part === 2 ? error(S.ESME_RINVDSTADR) : ok)(say, asked)
    },
    outcome: 'failed',
    status: 'ESME_RINVDSTADR',
    accepted: 1,
    counts: { unanswered: 1, refused: 1 },
  },
]

const CONTENT = { retried: 0, refused: 0, unanswered: 0 }

test('every answer to a part of a message finds its place', async t => {
  const stage = await RoundFixture.set(t, {
    subscribers: STORIES.length,
    message: LONG,
    answers: (asked, say) => STORIES[indexOf(asked)].says(say, asked),
  })
  // The late answers must come while the round still runs: it waits for receipts while anyone is uncertain.
  const { tally } = await stage.run('--receipt-wait', '2s', ...TIMEOUT).ends(0)
  const rows = await stage.outcomes()
  const came = STORIES.map((_, i) => {
    const own = stage.witness.of(numberOf(i))
    return [1, 2, 3].map(part => own.filter(asked => asked.part === part).length)
  })
  assert.deepEqual(
    STORIES.map(({ name }, i) => {
      const { outcome, status, accepted } = rows.get(numberOf(i)) as Row
      return `${name}: ${outcome} ${status} ${accepted}, ${came[i]}`
    }),
    STORIES.map(({ name, outcome, status = '', accepted = 3, copies = [1, 1, 1] }) => {
      return `${name}: ${outcome} ${status} ${accepted}, ${copies}`
    }),
  )
  const counts = { ...CONTENT }
  for (const { counts: own = {} } of STORIES)
    for (const key of Object.keys(counts) as (keyof typeof counts)[]) counts[key] += own[key] ?? 0
  const { retried, refused, unanswered } = tally.segments
  assert.deepEqual({ retried, refused, unanswered }, counts)
  checkAgainst(tally, stage.witness)
  for (let i = 0; i < STORIES.length; i++) sameOctets(stage.witness.of(numberOf(i)))
  assert.deepEqual(tally.statuses, statusesOf([...stage.witness.answers.values()]))
})

/** Each copy of a part is the same PDU but for its sequence_number, and all parts have one reference. */
function sameOctets(copies: readonly Asked[]): void {
  const first = new Map<number, string>()
  for (const { part, pdu } of copies) {
    const bytes = Buffer.from(pdu.bytes)
    bytes.writeUInt32BE(0, 12)
    const known = first.get(part)
    if (known === undefined) first.set(part, bytes.toString('hex'))
    else assert.equal(bytes.toString('hex'), known)
  }
  assert.equal(new Set(copies.map(({ reference }) => reference)).size, 1)
}

function statusesOf(all: readonly number[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const status of all) if (status !== 0) counts[nameOf(status)] = (counts[nameOf(status)] ?? 0) + 1
  return counts
}

/** Of SMPP 3.4, table 5-2; the simulated centre's own table has only those that it answers. */
function nameOf(status: number): string {
  return statusName(status)
}

function indexOf(asked: Asked): number {
  return Number(asked.number) - Number(numberOf(0))
}

test('a generic_nack that says ESME_ROK is an error all the same', async t => {
  const stage = await RoundFixture.set(t, { subscribers: 1, answers: (asked, say) => asked.link.write(say.nack(0)) })
  const { tally } = await stage.run().ends(0)
  assert.equal(tally.subscribers.failed, 1)
  assert.equal(tally.segments.refused, 1)
})

test('after a final error the parts that are not yet written are not written', async t => {
  const stage = await RoundFixture.set(t, {
    subscribers: 5,
    message: LONG,
    answers: (asked, say) => asked.link.write(say.error(S.ESME_RINVDSTADR)),
  })
  const { tally } = await stage.run('--window', '1').ends(0)
  assert.equal(tally.subscribers.failed, 5)
  assert.equal(tally.segments.submitted, 5)
  checkAgainst(tally, stage.witness)
  assert.deepEqual(
    stage.witness.submits.map(({ part }) => part),
    [1, 1, 1, 1, 1],
  )
})

test('after --retry-for a segment is refused with its last status', async t => {
  const stage = await RoundFixture.set(t, {
    subscribers: 3,
    message: LONG,
    answers: (asked, say) => {
      const status = asked.copy < 3 ? S.ESME_RTHROTTLED : S.ESME_RMSGQFUL
      asked.link.write(asked.part === 2 ? say.error(status) : say.ok(idOf(asked)))
    },
  })
  const { tally } = await stage.run('--retry-for', '1200ms').ends(0)
  assert.equal(tally.subscribers.failed, 3)
  assert.equal(tally.segments.accepted, 6)
  assert.ok(tally.segments.retried >= 9, 'it was tried again more than once')
  checkAgainst(tally, stage.witness)
  const rows = await stage.outcomes()
  assert.deepEqual(
    [...rows.values()].map(({ status }) => status),
    Array(3).fill('ESME_RMSGQFUL'),
  )
})

test('a pause is no time in which a segment was tried', async t => {
  let isTaking = false
  const stage = await RoundFixture.set(t, {
    subscribers: 4,
    answers: (asked, say) => {
      if (isTaking) return delivers(asked, say)
      asked.link.write(say.error(S.ESME_RTHROTTLED))
    },
  })
  const program = stage.run('--retry-for', '1s')
  await stage.witness.submitted(4)
  await stage.command('pause').ends(0)
  isTaking = true
  // Longer than it would be tried.
  await new Promise<void>(resolve => later(1500, resolve))
  await stage.command('resume').ends(0)
  const { tally } = await program.ends(0)
  assert.equal(tally.subscribers.delivered, 4)
  checkAgainst(tally, stage.witness)
})

test('without an answer a receipt proves that the segment arrived', async t => {
  const stage = await RoundFixture.set(t, {
    subscribers: 6,
    answers: (asked, say) => {
      const stat = ['DELIVRD', 'UNDELIV', 'EXPIRED'][asked.index % 3]
      later(asked.index < 3 ? 0 : LATE_MS, () => asked.link.write(say.receipt('1A', stat)))
    },
  })
  const { tally } = await stage.run('--receipt-wait', '3s', ...TIMEOUT).ends(0)
  const { delivered, failed, expired } = tally.subscribers
  assert.deepEqual([delivered, failed, expired], [2, 2, 2])
  assert.deepEqual([tally.segments.accepted, tally.segments.unanswered], [6, 0])
  assert.equal(tally.receipts.matched, 6)
  const rows = await stage.outcomes()
  assert.ok([...rows.values()].every(({ accepted }) => accepted === 1))
})

test('an answer that comes after a receipt has proved its segment changes nothing', async t => {
  const stage = await RoundFixture.set(t, {
    subscribers: 2,
    answers: (asked, say) => {
      later(LATE_MS, () => asked.link.write(say.receipt('1A')))
      later(LATE_MS + 100, () => asked.link.write(asked.index === 0 ? say.ok('1A') : say.error(S.ESME_RINVDSTADR)))
      // Keeps the round open until then.
      if (asked.index === 1) later(LATE_MS + 200, () => asked.link.write(say.receipt('1A')))
    },
  })
  const { tally } = await stage.run('--receipt-wait', '3s', ...TIMEOUT).ends(0)
  assert.equal(tally.subscribers.delivered, 2)
  assert.deepEqual([tally.segments.submitted, tally.segments.accepted], [2, 2])
})

test('responses may come in any order, and a deliver_sm may have the number of a submit_sm in flight', async t => {
  const held: [Asked, Say][] = []
  const stage = await RoundFixture.set(t, {
    subscribers: 100,
    answers: (asked, say) => {
      held.push([asked, say])
      if (held.length < 100) return
      for (const [asked, say] of held.splice(0).sort(() => Math.random() - 0.5)) {
        const receipt = say.receipt(idOf(asked))
        receipt.writeUInt32BE(asked.pdu.sequence_number, 12)
        asked.link.write(receipt, say.ok(idOf(asked)))
      }
    },
  })
  const { tally } = await stage.run().ends(0)
  assert.equal(tally.subscribers.delivered, 100)
  assert.equal(tally.receipts.early, 100)
  checkAgainst(tally, stage.witness)
})

describe('an error of the whole lane', () => {
  for (const status of [0x04, 0x0a, 0x15, 0x48, 0x49, 0x53])
    test(`${statusName(status)} stops its lane with an alarm, and the other lane takes over`, async t => {
      const stage = await RoundFixture.set(t, { subscribers: 60, message: LONG })
      const wrong = await stage.another({ answers: (asked, say) => asked.link.write(say.error(status)) })
      const flags = ['--smsc', stage.url(wrong), stage.url(), '--window', '10', '--tps', '600']
      const { tally, stderr } = await stage.run(...flags).ends(0)
      assert.equal(tally.subscribers.delivered, 60)
      const [lane, other] = tally.lanes
      assert.ok(lane.submitted > 0 && lane.submitted <= 10, `${lane.submitted} before it stopped`)
      assert.equal(tally.segments.retried, lane.submitted)
      assert.equal(other.submitted, 180)
      assert.deepEqual(tally.statuses, { [statusName(status)]: lane.submitted })
      checkAgainst(tally, stage.witness, wrong)
      assert.match(stderr, new RegExp(`127.0.0.1:${wrong.port}.*ALARM.*${statusName(status)}`))
      for (let i = 0; i < 60; i++) sameOctets([...stage.witness.of(numberOf(i)), ...wrong.of(numberOf(i))])
    })
})

test('where no other lane is, the segments wait and nobody is uncertain', async t => {
  const answers: Answers = (asked, say) => asked.link.write(say.error(S.ESME_RINVSRCADR))
  const stage = await RoundFixture.set(t, { subscribers: 30, message: SHORT, answers })
  const program = stage.run('--window', '5')
  await program.child.printed(/ALARM/)
  program.child.kill('SIGTERM')
  const { tally } = await program.ends(3)
  assert.equal(tally.state, 'interrupted')
  assert.equal(tally.subscribers.uncertain, 0)
  assert.equal(tally.subscribers.unsent + tally.subscribers.sending, 30)
  assert.equal(tally.segments.retried, stage.witness.submits.length)
  assert.ok(stage.witness.submits.length <= 5)
})
