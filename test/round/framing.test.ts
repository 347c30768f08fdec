/** The octets of a centre, whole and cut, sound and absurd: framing never loses step, and one bad PDU costs one PDU. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  bindResp,
  deliverSm,
  enquireLink,
  type OddLink,
  type OddPdu,
  pdu,
  polite,
  receiptText,
  response,
  tlv,
} from '../../tools/smsc/odd.ts'
import { checkAgainst, numberOf, RoundFixture } from './stage.ts'
import { type Answers, delivers, idOf, nextSequence, type Others } from './witness.ts'

const BIND_TRANSCEIVER = 9
const ENQUIRE_LINK_RESP = 0x80000015
const DELIVER_SM_RESP = 0x80000005
const GENERIC_NACK = 0x80000000
const ESME_RINVCMDLEN = 2
const ESME_RINVCMDID = 3

/** Pieces of one PDU do not mix with those of another. */
function cutting(cuts: (bytes: Buffer) => readonly number[]) {
  let last = Promise.resolve()
  return (link: OddLink, ...pieces: Buffer[]) => {
    const bytes = Buffer.concat(pieces)
    last = last.then(() => link.writeCut(bytes, ...cuts(bytes)))
  }
}

describe('PDUs may be cut', () => {
  const everywhere = (bytes: Buffer) => Array.from({ length: bytes.length - 1 }, (_, i) => i + 1)
  let cut = 0
  const somewhere = (bytes: Buffer) => {
    cut = (cut % (bytes.length - 1)) + 1
    return [cut]
  }
  for (const [name, subscribers, cuts] of [
    ['at every octet', 4, everywhere],
    ['anywhere', 150, somewhere],
  ] as const)
    test(`PDUs may be cut ${name}`, async t => {
      const write = cutting(cuts)
      const stage = await RoundFixture.set(t, {
        subscribers,
        answers: (asked, say) => {
          const id = idOf(asked)
          write(asked.link, say.ok(id), say.receipt(id), enquireLink(nextSequence()))
        },
        others: (pdu, link) => {
          if (pdu.command_id === BIND_TRANSCEIVER) write(link, bindResp(pdu))
          else if (pdu.command_id < GENERIC_NACK) write(link, response(pdu))
        },
      })
      const { tally } = await stage.run('--receipt-wait', '5s').ends(0)
      assert.equal(tally.subscribers.delivered, subscribers)
      checkAgainst(tally, stage.witness)
      assert.equal(answersTo(stage, ENQUIRE_LINK_RESP).length, subscribers)
      assert.equal(answersTo(stage, DELIVER_SM_RESP).length, subscribers)
    })
})

test('a thousand PDUs may come at once, and the first with the bind_resp', async t => {
  const held: Buffer[] = []
  const stage = await RoundFixture.set(t, {
    subscribers: 1000,
    answers: (asked, say) => {
      const id = idOf(asked)
      held.push(say.ok(id), say.receipt(id))
      if (held.length === 2000) asked.link.write(...held.splice(0))
    },
    others: (pdu, link) => {
      if (pdu.command_id !== BIND_TRANSCEIVER) return polite(pdu, link)
      const stranger = { from: '84900000001', to: 'BOYTE', text: receiptText('1A') }
      link.write(bindResp(pdu), deliverSm(77, stranger), enquireLink(78))
    },
  })
  const { tally } = await stage.run().ends(0)
  assert.equal(tally.subscribers.delivered, 1000)
  assert.equal(tally.receipts.unmatched, 1)
  assert.deepEqual(answersTo(stage, DELIVER_SM_RESP).map(({ sequence_number }) => sequence_number)[0], 77)
  assert.equal(answersTo(stage, ENQUIRE_LINK_RESP)[0].sequence_number, 78)
})

function answersTo(stage: RoundFixture, command_id: number): OddPdu[] {
  return stage.witness.centre.pdus.filter(pdu => pdu.command_id === command_id)
}

const header = (length: number, ...rest: number[]) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(length >>> 0)
  return Buffer.concat([bytes, Buffer.from(rest)])
}

describe('a command_length that cannot be', () => {
  for (const [name, octets] of [
    ['0', header(0, ...Array(12).fill(0))],
    ['15', header(15, ...Array(12).fill(0))],
    ['100 000', header(100_000, 0x80, 0, 0, 4)],
    ['2 GiB', header(0x80000000)],
    ['4 GiB', header(0xffffffff)],
    ['HTTP', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ] as const)
    test(`a command_length of ${name} is answered, closes the connection, and nothing behind it is read`, async t => {
      let nacks = 0
      const stage = await RoundFixture.set(t, {
        subscribers: 5,
        answers: (asked, say) => {
          if (asked.link.index > 0) return delivers(asked, say)
          asked.link.write(octets, say.ok(idOf(asked)), say.receipt(idOf(asked)))
        },
        others: (pdu, link) => {
          if (pdu.command_id === GENERIC_NACK && pdu.command_status === ESME_RINVCMDLEN) nacks++
          polite(pdu, link)
        },
      })
      const { tally } = await stage.run('--window', '1', '--receipt-wait', '200ms').ends(0)
      assert.equal(nacks, 1)
      const { delivered, uncertain } = tally.subscribers
      assert.deepEqual([delivered, uncertain], [4, 1])
      assert.equal(tally.segments.unanswered, 1)
      assert.equal(stage.witness.submits.length, 5)
      assert.equal(tally.lanes[0].rebinds, 1)
    })
})

test('requests that we do not know are answered, responses are not, and all goes on', async t => {
  const others: Others = (pdu_, link) => {
    polite(pdu_, link)
    if (pdu_.command_id !== BIND_TRANSCEIVER) return
    link.write(
      pdu({ command_id: 0x00000777, sequence_number: 501 }, 'whatever'),
      pdu({ command_id: 0x80000777, sequence_number: 502 }),
      pdu({ command_id: 0x00000102, sequence_number: 503 }, '\x01\x01849\0\x01\x01849\0'),
      response({ ...pdu_, command_id: 0x15, sequence_number: 504 }, 0, '\0'),
    )
  }
  const stage = await RoundFixture.set(t, { others })
  const { tally } = await stage.run().ends(0)
  assert.equal(tally.subscribers.delivered, 10)
  const nacks = answersTo(stage, GENERIC_NACK)
  assert.deepEqual(
    nacks.map(({ sequence_number, command_status }) => [sequence_number, command_status]),
    [[501, ESME_RINVCMDID]],
  )
})

test('a receipt with 64 KiB of other things is a receipt', async t => {
  const stage = await RoundFixture.set(t, {
    subscribers: 3,
    answers: (asked, say) => {
      const id = idOf(asked)
      const payload = Buffer.concat([Buffer.from(receiptText(id)), Buffer.alloc(64_000, 0x20)])
      const long = [tlv(0x424, payload), tlv(0x1e, `${id}\0`), tlv(0x427, [2])]
      asked.link.write(say.ok(id), say.deliver('', { tlvs: long }))
    },
  })
  const { tally } = await stage.run().ends(0)
  assert.equal(tally.subscribers.delivered, 3)
})

test('a bad body costs its PDU an error response, and the next one is read', async t => {
  const answers: Answers = (asked, say) => {
    const id = idOf(asked)
    const good = say.receipt(id)
    asked.link.write(
      say.ok(id),
      pdu({ command_id: 5, sequence_number: 901 }),
      pdu({ command_id: 5, sequence_number: 902 }, '\0\x01\x0184912000000'),
      pdu({ command_id: 0x103, sequence_number: 903 }, '\0\x01'),
      good,
    )
  }
  const stage = await RoundFixture.set(t, { subscribers: 1, answers })
  const { tally } = await stage.run().ends(0)
  assert.equal(tally.subscribers.delivered, 1)
  const bad = stage.witness.receiptAnswers.filter(({ sequence }) => [901, 902, 903].includes(sequence))
  assert.deepEqual(
    bad.map(({ sequence }) => sequence),
    [901, 902, 903],
  )
  assert.ok(bad.every(({ status }) => status !== 0))
  assert.equal((await stage.outcomes()).get(numberOf(0))?.outcome, 'delivered')
})
