/**
 * Receipts in the dialects of the field: one round, in which the centre speaks another dialect to each subscriber.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { dataSm, deliverSm, receiptText, tlv } from '../../tools/smsc/odd.ts'
import { checkAgainst, LONG, numberOf, RoundFixture, type Row, SHORT, type Tally } from './stage.ts'
import { type Asked, idOf, nextSequence, type Say } from './witness.ts'

type Receipts = Partial<Tally['receipts']>

interface Dialect {
  readonly name: string
  /** What the centre writes, in one packet. */
  readonly says: (say: Say, asked: Asked) => readonly Buffer[]
  readonly outcome: Row['outcome']
  readonly status?: string
  readonly counts?: Receipts
  /** Answers to our deliver_sm that are no ESME_ROK. */
  readonly errors?: readonly number[]
}

const RECEIPTED_MESSAGE_ID = 0x1e
const MESSAGE_STATE = 0x427
const MESSAGE_PAYLOAD = 0x424
const ESME_RINVMSGLEN = 1
const ESME_RINVDSTADR = 0x0b
const ONE = { matched: 1 }

const id = (text: string) => tlv(RECEIPTED_MESSAGE_ID, `${text}\0`)
const state = (value: number) => tlv(MESSAGE_STATE, [value])
/** A receipt whose octets after the text are as given. */
const after = (say: Say, text: string, ...octets: number[]) =>
  deliverSm(nextSequence(), { ...say.addresses, text, tlvs: [Buffer.from(octets)] })
const from = (address: string, say: Say, text: string) =>
  deliverSm(nextSequence(), { from: address, to: say.addresses.to, text })
const ucs2 = (text: string) => Buffer.from(text, 'utf16le').swap16().toString('latin1')

const delivered = (name: string, says: Dialect['says'], counts: Receipts = ONE): Dialect => ({
  name,
  says,
  outcome: 'delivered',
  status: 'DELIVRD',
  counts,
})

const DIALECTS: readonly Dialect[] = [
  delivered('after its response', say => [say.ok('A1'), say.receipt('A1')]),
  delivered('before its response', say => [say.receipt('A2'), say.ok('A2')], { matched: 1, early: 1 }),
  delivered('decimal, of a response in hexadecimal', say => [say.ok('1A2B3C4D'), say.receipt('439041101')]),
  delivered('hexadecimal, of a response in decimal', say => [say.ok('439041102'), say.receipt('1A2B3C4E')]),
  delivered('decimal and long, of a response in hexadecimal', say => [
    say.ok('FEDCBA9876543210'),
    say.receipt('18364758544493064720'),
  ]),
  delivered('decimal, before its response in hexadecimal', say => [say.receipt('439041101'), say.ok('1A2B3C4D')], {
    matched: 1,
    early: 1,
  }),
  delivered('hexadecimal, before its response in decimal', say => [say.receipt('1A2B3C4E'), say.ok('439041102')], {
    matched: 1,
    early: 1,
  }),
  delivered('without the leading zeros', say => [say.ok('0000123Z'), say.receipt('123Z')]),
  delivered('with leading zeros', say => [say.ok('123Z'), say.receipt('0000123Z')]),
  delivered('with leading zeros, decimal of hexadecimal', say => [say.ok('1A2B3C4D'), say.receipt('0000439041101')]),
  delivered('in another letter case', say => [say.ok('ab12CDxy'), say.receipt('AB12cdXY')]),
  delivered('an id with a dash', say => [say.ok('7f-00c2'), say.receipt('7f-00c2')]),
  delivered('an id of 64 characters', say => [say.ok('x'.repeat(64)), say.receipt('x'.repeat(64))]),
  delivered('as data_sm with TLVs', say => [say.ok('D1'), say.data({ tlvs: [id('D1'), state(2)] })]),
  delivered('as data_sm with its text as message_payload', say => [
    say.ok('D2'),
    say.data({ text: receiptText('D2') }),
  ]),
  delivered('as data_sm before its response', say => [say.data({ tlvs: [id('D3'), state(2)] }), say.ok('D3')], {
    matched: 1,
    early: 1,
  }),
  delivered('TLVs and no text', say => [say.ok('T1'), say.deliver('', { tlvs: [id('T1'), state(2)] })]),
  delivered('the id as TLV, the state in the text', say => [
    say.ok('T2'),
    say.deliver('sub:001 dlvrd:001 stat:DELIVRD err:000', { tlvs: [id('T2')] }),
  ]),
  delivered('the state as TLV, the id in the text', say => [say.ok('T3'), say.deliver('id:T3', { tlvs: [state(2)] })]),
  delivered('a TLV for the id without its NUL', say => [
    say.ok('T4'),
    say.deliver('', { tlvs: [tlv(RECEIPTED_MESSAGE_ID, 'T4'), state(2)] }),
  ]),
  delivered('text as message_payload', say => [
    say.ok('T5'),
    say.deliver('', { tlvs: [tlv(MESSAGE_PAYLOAD, receiptText('T5'))] }),
  ]),
  delivered('without sub: and dlvrd:', say => [
    say.ok('X1'),
    say.deliver('id:X1 submit date:2002030700 done date:2002030701 stat:DELIVRD err:000'),
  ]),
  delivered('with err:0000', say => [say.ok('X2'), say.receipt('X2', 'DELIVRD', { err: '0000' })]),
  delivered('with seconds in its dates', say => [say.ok('X3'), say.receipt('X3', 'DELIVRD', { date: '200203070059' })]),
  delivered('with dates of another kind', say => [
    say.ok('X4'),
    say.receipt('X4', 'DELIVRD', { date: '2020-02-03 07:00:00' }),
  ]),
  delivered('a state in small letters', say => [say.ok('X5'), say.receipt('X5', 'delivrd')]),
  delivered('a state in other words', say => [say.ok('X6'), say.receipt('X6', 'DELIVERED')]),
  delivered('keys in capital letters', say => [
    say.ok('X7'),
    say.deliver('ID:X7 SUB:001 DLVRD:001 STAT:DELIVRD ERR:000 TEXT:'),
  ]),
  delivered('the text in UCS-2', say => [
    say.ok('X8'),
    say.deliver(ucs2(receiptText('X8')).slice(0, 254), { data_coding: 8 }),
  ]),
  delivered('without an id, where only one message can be meant', say => [
    say.ok('N1'),
    say.deliver('', { tlvs: [state(2)] }),
  ]),
  delivered(
    'without an id, and once more',
    say => [say.ok('N2'), say.deliver('', { tlvs: [state(2)] }), say.deliver('', { tlvs: [state(5)] })],
    { matched: 1, duplicate: 1 },
  ),
  delivered('a TLV whose length runs past the end', say => [
    say.ok('M1'),
    after(say, receiptText('M1'), 0x04, 0x27, 0x00, 0x09, 0x02),
  ]),
  delivered('stray octets after its text', say => [say.ok('M2'), after(say, receiptText('M2'), 0xff, 0xff, 0xff)]),
  delivered('stray octets after the last TLV', say => [
    say.ok('M3'),
    after(say, receiptText('M3'), 0x04, 0x27, 0x00, 0x01, 0x02, 0x00),
  ]),
  delivered('an unknown TLV', say => [say.ok('M4'), say.deliver(receiptText('M4'), { tlvs: [tlv(0x1403, 'any')] })]),
  delivered('from the number with a +', (say, asked) => [
    say.ok('F1'),
    from(`+${asked.number}`, say, receiptText('F1')),
  ]),
  delivered('from the number as it is dialled at home', (say, asked) => [
    say.ok('F2'),
    from(asked.number.replace(/^84/, '0'), say, receiptText('F2')),
  ]),
  delivered('from the number without a prefix', (say, asked) => [
    say.ok('F3'),
    from(asked.number.replace(/^84/, ''), say, receiptText('F3')),
  ]),
  delivered('from the number with 00', (say, asked) => [
    say.ok('F4'),
    from(`00${asked.number}`, say, receiptText('F4')),
  ]),
  delivered('with source and destination swapped', (say, asked) => [
    say.ok('F5'),
    deliverSm(nextSequence(), { from: say.addresses.to, to: asked.number, text: receiptText('F5') }),
  ]),
  delivered('ENROUTE, then delivered', say => [say.ok('S1'), say.receipt('S1', 'ENROUTE'), say.receipt('S1')], {
    matched: 1,
    intermediate: 1,
  }),
  delivered(
    'an intermediate notification, then delivered',
    say => [say.ok('S2'), say.deliver('', { esm_class: 0x20, tlvs: [id('S2'), state(1)] }), say.receipt('S2')],
    { matched: 1, intermediate: 1 },
  ),
  delivered('twice', say => [say.ok('S3'), say.receipt('S3'), say.receipt('S3')], { matched: 1, duplicate: 1 }),
  delivered('twice, and both before the response', say => [say.receipt('S4'), say.receipt('S4'), say.ok('S4')], {
    matched: 1,
    early: 1,
    duplicate: 1,
  }),
  delivered('delivered, then undeliverable', say => [say.ok('S5'), say.receipt('S5'), say.receipt('S5', 'UNDELIV')], {
    matched: 1,
    duplicate: 1,
  }),
  delivered('delivered, then ENROUTE', say => [say.ok('S6'), say.receipt('S6'), say.receipt('S6', 'ENROUTE')], {
    matched: 1,
    intermediate: 1,
  }),
  delivered(
    'for a message that was never sent, then its own',
    say => [say.ok('S7'), say.receipt('ELSE'), say.receipt('S7')],
    { matched: 1, unmatched: 1 },
  ),
  delivered(
    'for a message that was never sent, before the response, then its own',
    say => [say.receipt('ELSE'), say.ok('S8'), say.receipt('S8')],
    { matched: 1, unmatched: 1 },
  ),
  {
    ...delivered('sm_length beyond the body, then a sound one', say => [
      say.ok('L1'),
      beyond(say.receipt('L1')),
      say.receipt('L1'),
    ]),
    errors: [ESME_RINVMSGLEN],
  },
  {
    name: 'ACCEPTD is not final',
    says: say => [say.ok('Q1'), say.receipt('Q1', 'ACCEPTD')],
    outcome: 'accepted',
    counts: { intermediate: 1 },
  },
  {
    name: 'UNKNOWN leaves the outcome accepted',
    says: say => [say.ok('Q2'), say.receipt('Q2', 'UNKNOWN')],
    outcome: 'accepted',
    status: 'UNKNOWN',
    counts: ONE,
  },
  {
    name: 'UNKNOWN is final: what comes after it changes nothing',
    says: say => [say.ok('Q3'), say.receipt('Q3', 'UNKNOWN'), say.receipt('Q3')],
    outcome: 'accepted',
    status: 'UNKNOWN',
    counts: { matched: 1, duplicate: 1 },
  },
  {
    name: 'expired',
    says: say => [say.ok('Q4'), say.receipt('Q4', 'EXPIRED')],
    outcome: 'expired',
    status: 'EXPIRED',
    counts: ONE,
  },
  ...['UNDELIV', 'REJECTD', 'DELETED'].map(
    (stat): Dialect => ({
      name: `a receipt that says ${stat}`,
      says: say => [say.ok(`Q5${stat}`), say.receipt(`Q5${stat}`, stat)],
      outcome: 'failed',
      status: stat,
      counts: ONE,
    }),
  ),
  {
    name: 'undeliverable, before its response',
    says: say => [say.receipt('Q6', 'UNDELIV'), say.ok('Q6')],
    outcome: 'failed',
    status: 'UNDELIV',
    counts: { matched: 1, early: 1 },
  },
  {
    name: 'the message itself says stat:',
    says: say => [say.ok('Q7'), say.receipt('Q7', 'UNDELIV', { text: 'id:9 stat:DELIVRD' })],
    outcome: 'failed',
    status: 'UNDELIV',
    counts: ONE,
  },
  {
    name: 'TLVs and text disagree about the state: the TLVs win',
    says: say => [say.ok('Q8'), say.deliver(receiptText('Q8', { stat: 'DELIVRD' }), { tlvs: [id('Q8'), state(5)] })],
    outcome: 'failed',
    status: 'UNDELIV',
    counts: { matched: 1, odd: 1 },
  },
  {
    ...delivered('TLVs and text disagree about the id: the TLVs win', say => [
      say.ok('Q9'),
      say.deliver(receiptText('Q9other'), { tlvs: [id('Q9'), state(2)] }),
    ]),
    counts: { matched: 1, odd: 1 },
  },
  {
    name: 'for another message only',
    says: say => [say.ok('W1'), say.receipt('W1other')],
    outcome: 'accepted',
    counts: { unmatched: 1 },
  },
  {
    name: "a person's message that imitates a receipt",
    says: say => [say.ok('W2'), say.deliver(receiptText('W2'), { esm_class: 0 })],
    outcome: 'accepted',
  },
  {
    name: "a person's message by data_sm that imitates a receipt",
    says: say => [say.ok('W3'), say.data({ text: receiptText('W3'), esm_class: 0 })],
    outcome: 'accepted',
  },
  {
    name: 'for a number that is not in the audience',
    says: say => [
      say.ok('W4'),
      from('84999999999', say, receiptText('W4')),
      from('BOYTE', say, receiptText('W4')),
      from('', say, receiptText('W4')),
    ],
    outcome: 'accepted',
    counts: { unmatched: 3 },
  },
  {
    name: "for another subscriber's id",
    says: say => [say.ok('W5'), say.receipt('A1')],
    outcome: 'accepted',
    counts: { unmatched: 1 },
  },
  {
    name: 'for a segment that was refused',
    says: say => [say.error(ESME_RINVDSTADR), say.receipt('W6')],
    outcome: 'failed',
    status: 'ESME_RINVDSTADR',
    counts: { unmatched: 1 },
  },
  {
    name: 'for a segment that is refused a moment later',
    says: say => [say.receipt('W7'), say.error(ESME_RINVDSTADR)],
    outcome: 'failed',
    status: 'ESME_RINVDSTADR',
    counts: { unmatched: 1 },
  },
]

/** The same PDU with an sm_length that runs past its end. */
function beyond(receipt: Buffer): Buffer {
  const bytes = Buffer.from(receipt)
  const text = bytes.indexOf('id:')
  bytes[text - 1] = 255
  return bytes
}

function sum(all: readonly (Receipts | undefined)[]): Tally['receipts'] {
  const total = { matched: 0, early: 0, intermediate: 0, duplicate: 0, unmatched: 0, odd: 0 }
  for (const counts of all)
    for (const [name, count] of Object.entries(counts ?? {})) total[name as keyof typeof total] += count ?? 0
  return total
}

describe('receipts of a message of one segment', () => {
  for (const asked of ['last', 'all'])
    test(`receipts of one segment are understood in every dialect, asked for ${asked}`, async t => {
      const stage = await RoundFixture.set(t, {
        subscribers: DIALECTS.length,
        message: SHORT,
        answers: (asked, say) => {
          const { says } = DIALECTS[Number(asked.number) - Number(numberOf(0))]
          asked.link.write(...says(say, asked))
        },
      })
      const { tally } = await stage.run('--receipts', asked).ends(0)
      const rows = await stage.outcomes()
      const told = DIALECTS.map((dialect, i) => {
        const { outcome, status } = rows.get(numberOf(i)) as Row
        return `${dialect.name}: ${outcome} ${status}`
      })
      assert.deepEqual(
        told,
        DIALECTS.map(({ name, outcome, status = '' }) => `${name}: ${outcome} ${status}`),
      )
      assert.deepEqual(tally.receipts, sum(DIALECTS.map(({ counts }) => counts)))
      checkAgainst(tally, stage.witness)
      const errors = DIALECTS.flatMap(({ errors = [] }) => errors)
      const answered = stage.witness.receiptAnswers.filter(({ status }) => status !== 0)
      assert.deepEqual(
        answered.map(({ status }) => status),
        errors,
      )
      const sequences = stage.witness.receiptAnswers.map(({ sequence }) => sequence)
      assert.equal(new Set(sequences).size, sequences.length, 'each receipt is answered once')
    })
})

interface LongDialect {
  readonly name: string
  /** What the centre writes once all three parts are there. */
  readonly says: (parts: readonly Say[], ids: readonly string[]) => readonly Buffer[]
  readonly outcome: Row['outcome']
  readonly delivered: number
  readonly status?: string
  readonly counts: Receipts
}

const oks = (parts: readonly Say[], ids: readonly string[]) => parts.map((say, i) => say.ok(ids[i]))
const receipts = (parts: readonly Say[], ids: readonly string[], ...stats: string[]) =>
  stats.flatMap((stat, i) => (stat === '' ? [] : [parts[i].receipt(ids[i], stat)]))

const OF_ALL: readonly LongDialect[] = [
  {
    name: 'for every part',
    says: (p, ids) => [...oks(p, ids), ...receipts(p, ids, 'DELIVRD', 'DELIVRD', 'DELIVRD')],
    outcome: 'delivered',
    delivered: 3,
    status: 'DELIVRD',
    counts: { matched: 3 },
  },
  {
    name: 'for two of three parts',
    says: (p, ids) => [...oks(p, ids), ...receipts(p, ids, 'DELIVRD', '', 'DELIVRD')],
    outcome: 'accepted',
    delivered: 2,
    status: 'DELIVRD',
    counts: { matched: 2 },
  },
  {
    name: 'one part undeliverable',
    says: (p, ids) => [...oks(p, ids), ...receipts(p, ids, 'DELIVRD', 'UNDELIV', 'DELIVRD')],
    outcome: 'failed',
    delivered: 2,
    status: 'UNDELIV',
    counts: { matched: 3 },
  },
  {
    name: 'one part expired',
    says: (p, ids) => [...oks(p, ids), ...receipts(p, ids, 'DELIVRD', 'DELIVRD', 'EXPIRED')],
    outcome: 'expired',
    delivered: 2,
    status: 'EXPIRED',
    counts: { matched: 3 },
  },
  {
    name: 'one part unknown',
    says: (p, ids) => [...oks(p, ids), ...receipts(p, ids, 'DELIVRD', 'UNKNOWN', 'DELIVRD')],
    outcome: 'accepted',
    delivered: 2,
    status: 'UNKNOWN',
    counts: { matched: 3 },
  },
  {
    name: 'in the reverse order, before all responses',
    says: (p, ids) => [...receipts(p, ids, 'DELIVRD', 'DELIVRD', 'DELIVRD').reverse(), ...oks(p, ids)],
    outcome: 'delivered',
    delivered: 3,
    status: 'DELIVRD',
    counts: { matched: 3, early: 3 },
  },
  {
    name: 'before all responses, and these in the reverse order',
    says: (p, ids) => [...receipts(p, ids, 'DELIVRD', 'UNDELIV', 'DELIVRD'), ...oks(p, ids).reverse()],
    outcome: 'failed',
    delivered: 2,
    status: 'UNDELIV',
    counts: { matched: 3, early: 3 },
  },
  {
    name: 'of the second part before its response, the others after',
    says: (p, ids) => [
      p[0].ok(ids[0]),
      p[1].receipt(ids[1]),
      p[0].receipt(ids[0]),
      p[1].ok(ids[1]),
      p[2].ok(ids[2]),
      p[2].receipt(ids[2]),
    ],
    outcome: 'delivered',
    delivered: 3,
    status: 'DELIVRD',
    counts: { matched: 3, early: 1 },
  },
  {
    name: 'of each part twice',
    says: (p, ids) => [
      ...oks(p, ids),
      ...receipts(p, ids, 'DELIVRD', 'DELIVRD', 'DELIVRD'),
      ...receipts(p, ids, 'DELIVRD', 'DELIVRD', 'DELIVRD'),
    ],
    outcome: 'delivered',
    delivered: 3,
    status: 'DELIVRD',
    counts: { matched: 3, duplicate: 3 },
  },
]

const OF_LAST: readonly LongDialect[] = [
  {
    name: 'for the last part',
    says: (p, ids) => [...oks(p, ids), ...receipts(p, ids, '', '', 'DELIVRD')],
    outcome: 'delivered',
    delivered: 3,
    status: 'DELIVRD',
    counts: { matched: 1 },
  },
  {
    name: 'for a part that none was asked for',
    says: (p, ids) => [...oks(p, ids), ...receipts(p, ids, 'DELIVRD', '', '')],
    outcome: 'accepted',
    delivered: 0,
    counts: { unmatched: 1 },
  },
  {
    name: 'for all parts though one was asked for',
    says: (p, ids) => [...oks(p, ids), ...receipts(p, ids, 'DELIVRD', 'UNDELIV', 'DELIVRD')],
    outcome: 'delivered',
    delivered: 3,
    status: 'DELIVRD',
    counts: { matched: 1, unmatched: 2 },
  },
  {
    name: 'for the first part before the response of the last',
    says: (p, ids) => [p[0].ok(ids[0]), p[0].receipt(ids[0]), p[1].ok(ids[1]), p[2].ok(ids[2]), p[2].receipt(ids[2])],
    outcome: 'delivered',
    delivered: 3,
    status: 'DELIVRD',
    counts: { matched: 1, unmatched: 1 },
  },
  {
    name: 'before its response',
    says: (p, ids) => [p[2].receipt(ids[2]), ...oks(p, ids)],
    outcome: 'delivered',
    delivered: 3,
    status: 'DELIVRD',
    counts: { matched: 1, early: 1 },
  },
  {
    name: 'for all parts, before the response of the last',
    says: (p, ids) => [
      p[0].ok(ids[0]),
      p[1].ok(ids[1]),
      ...receipts(p, ids, 'DELIVRD', 'UNDELIV', 'DELIVRD'),
      p[2].ok(ids[2]),
    ],
    outcome: 'delivered',
    delivered: 3,
    status: 'DELIVRD',
    counts: { matched: 1, early: 1, unmatched: 2 },
  },
  {
    name: 'undeliverable',
    says: (p, ids) => [...oks(p, ids), ...receipts(p, ids, '', '', 'UNDELIV')],
    outcome: 'failed',
    delivered: 0,
    status: 'UNDELIV',
    counts: { matched: 1 },
  },
]

const OF_NONE: readonly LongDialect[] = [
  { name: 'none', says: (p, ids) => oks(p, ids), outcome: 'accepted', delivered: 0, counts: {} },
  {
    name: 'one all the same',
    says: (p, ids) => [...oks(p, ids), ...receipts(p, ids, '', '', 'DELIVRD')],
    outcome: 'accepted',
    delivered: 0,
    counts: { unmatched: 1 },
  },
]

describe('receipts of a message of three segments', () => {
  for (const [asked, dialects] of [
    ['all', OF_ALL],
    ['last', OF_LAST],
    ['none', OF_NONE],
  ] as const)
    test(`receipts of three segments are understood where they are asked for ${asked}`, async t => {
      const parts = dialects.map((): Say[] => [])
      const stage = await RoundFixture.set(t, {
        subscribers: dialects.length,
        message: LONG,
        answers: (asked, say) => {
          const i = Number(asked.number) - Number(numberOf(0))
          parts[i][asked.part - 1] = say
          if (Object.keys(parts[i]).length < asked.parts) return
          const ids = parts[i].map(part => idOf(part.asked))
          asked.link.write(...dialects[i].says(parts[i], ids))
        },
      })
      const { tally } = await stage.run('--receipts', asked).ends(0)
      const rows = await stage.outcomes()
      assert.deepEqual(
        dialects.map(({ name }, i) => {
          const row = rows.get(numberOf(i)) as Row
          return `${name}: ${row.outcome} ${row.accepted} ${row.delivered} ${row.status}`
        }),
        dialects.map(d => `${d.name}: ${d.outcome} 3 ${d.delivered} ${d.status ?? ''}`),
      )
      assert.deepEqual(tally.receipts, sum(dialects.map(({ counts }) => counts)))
      assert.equal(
        tally.segments.delivered,
        dialects.reduce((total, d) => total + d.delivered, 0),
      )
      checkAgainst(tally, stage.witness)
      const asks = stage.witness.submits.map(({ part, submit }) => `${part}:${submit.receipt}`)
      const wanted = { all: ['1:1', '2:1', '3:1'], last: ['1:0', '2:0', '3:1'] }
      assert.deepEqual([...new Set(asks)].sort(), asked === 'none' ? ['1:0', '2:0', '3:0'] : wanted[asked])
    })
})

test('a receipt may come on another bind than its message', async t => {
  const waiting: Asked[] = []
  const stage = await RoundFixture.set(t, {
    subscribers: 40,
    answers: (asked, say) => {
      const id = idOf(asked)
      asked.link.write(say.ok(id))
      waiting.push(asked)
      const links = stage.witness.centre.links
      if (links.length < 2) return
      for (const earlier of waiting.splice(0)) {
        const other = links[1 - earlier.link.index]
        const { number, submit } = earlier
        const to = submit.source.digits
        const text = receiptText(idOf(earlier))
        other.write(
          earlier.index % 2 === 0
            ? deliverSm(nextSequence(), { from: number, to, text })
            : dataSm(nextSequence(), { from: number, to, text }),
        )
      }
    },
    greet: () => {},
  })
  const { tally } = await stage.run('--binds', '2', '--tps', '100').ends(0)
  assert.equal(tally.subscribers.delivered, 40)
  assert.equal(tally.receipts.matched, 40)
  assert.equal(stage.witness.receiptAnswers.length, 40)
})
