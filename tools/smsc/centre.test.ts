import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import tls from 'node:tls'
import fc from 'fast-check'
import { type Random, seeded } from '../../src/base/random.ts'
import { type Centre, startCentre } from './centre.ts'
import type { CentreOptions } from './options.ts'
import { answerTo, commandOf, cString, RawClient, rawBind, rawPdu, rawSubmit, sequenceOf, statusOf } from './raw.ts'

const SUBMIT_SM_RESP = 0x80000004
const DELIVER_SM = 5
const ENQUIRE_LINK = rawPdu(0x15, 77)

async function withCentre(options: Partial<CentreOptions>, body: (centre: Centre) => Promise<void>): Promise<void> {
  const centre = await startCentre(options)
  try {
    await body(centre)
  } finally {
    await centre.close()
  }
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => `84${912_000_000 + i}`)
const part = (number: number, parts: number) => ({ reference: 42, part: number, parts })

const idOf = (response: Buffer) => response.subarray(16, -1).toString('latin1')

test('a bind is answered with system_id and version, a second one on it is not', () =>
  withCentre({}, async centre => {
    const client = await RawClient.connect(centre.port)
    client.send(rawBind(7), rawBind(8))
    const [first, second] = await client.take(2)
    assert.equal(first.toString('hex'), `0000001e80000009${'0000000000000007'}4c4f412d534d53430002100001${'34'}`)
    assert.deepEqual([sequenceOf(second), statusOf(second)], [8, 5])
    assert.deepEqual([centre.count().binds, centre.count().bindsRefused], [1, 1])
    client.close()
  }))

test('a wrong password is ESME_RINVPASWD', () =>
  withCentre({ password: 'secret' }, async centre => {
    const client = await RawClient.connect(centre.port)
    client.send(rawBind(1, { password: 'Secret' }), rawBind(2, { password: 'secret' }))
    const [first, second] = await client.take(2)
    assert.deepEqual([statusOf(first), statusOf(second)], [0x0e, 0])
    client.close()
  }))

for (const as of [undefined, 1])
  test(`a submit_sm ${as ? 'on a receiver' : 'before any bind'} is ESME_RINVBNDSTS and leaves no record`, () =>
    withCentre({}, async centre => {
      const client = as ? await RawClient.bound(centre.port, { as }) : await RawClient.connect(centre.port)
      client.send(rawSubmit(3))
      const response = await client.next()
      assert.deepEqual([commandOf(response), statusOf(response)], [SUBMIT_SM_RESP, 4])
      const { submits, refused, subscribers } = centre.count()
      assert.deepEqual([submits, refused, subscribers], [1, 1, 0])
      client.close()
    }))

test('it knows when the last submit_sm came, and nothing else moves that', () =>
  withCentre({}, async centre => {
    const client = await RawClient.bound(centre.port)
    assert.equal(centre.count().lastSubmitAt, null)
    const before = Date.now()
    client.send(rawSubmit(1))
    await client.next()
    const { lastSubmitAt } = centre.count()
    const at = Date.parse(lastSubmitAt ?? '')
    assert.ok(before <= at && at <= Date.now(), String(lastSubmitAt))
    while (Date.now() === at) await new Promise(setImmediate)
    client.send(ENQUIRE_LINK)
    await client.next()
    assert.equal(centre.count().lastSubmitAt, lastSubmitAt)
    client.close()
  }))

test('after an unbind nothing is taken any more, and a new bind may follow', () =>
  withCentre({}, async centre => {
    const client = await RawClient.bound(centre.port)
    client.send(rawSubmit(2), rawSubmit(3), rawPdu(6, 4), rawSubmit(5), rawBind(6), rawSubmit(7))
    const answers = await client.take(6)
    assert.deepEqual(answers.map(statusOf), [0, 0, 0, 4, 0, 0])
    assert.equal(centre.count().unbinds, 1)
    client.close()
  }))

test('the record holds every part of every number, and second copies apart', () =>
  withCentre({}, async centre => {
    const client = await RawClient.bound(centre.port)
    const submits = numbers(100).flatMap(to => [1, 2, 3].map(each => rawSubmit(each, { to, part: each, parts: 3 })))
    client.send(...submits, submits[4], submits[4])
    const responses = await client.take(302)
    assert.ok(responses.every(each => commandOf(each) === SUBMIT_SM_RESP && statusOf(each) === 0))
    assert.equal(new Set(responses.map(idOf)).size, 302)
    const { submits: came, subscribers, complete, segments, duplicates } = centre.count()
    assert.deepEqual([came, subscribers, complete, segments, duplicates], [302, 100, 100, 300, 2])
    assert.deepEqual(centre.copies('84912000001', part(2, 3)), { received: 3, accepted: 3 })
    assert.deepEqual(centre.copies('84912000001', part(1, 3)), { received: 1, accepted: 1 })
    assert.deepEqual(centre.copies('84912000100', part(1, 3)), { received: 0, accepted: 0 })
    assert.equal([...centre.entries()].length, 300)
    client.close()
  }))

test('responses carry the sequence_number of their request and ids that count up', () =>
  withCentre({}, async centre => {
    const client = await RawClient.bound(centre.port)
    client.send(...[5, 0x7fffffff, 1, 0xfffffff0].map(sequence => rawSubmit(sequence)))
    const responses = await client.take(4)
    assert.deepEqual(responses.map(sequenceOf), [5, 0x7fffffff, 1, 0xfffffff0])
    assert.deepEqual(responses.map(idOf), ['00000001', '00000002', '00000003', '00000004'])
    client.close()
  }))

test('another text for the same part is seen, be it one octet at either end', () =>
  withCentre({}, async centre => {
    const client = await RawClient.bound(centre.port)
    const text = Buffer.alloc(134, 65)
    const other = (at: number) => {
      const copy = Buffer.from(text)
      copy[at] ^= 1
      return copy
    }
    const texts = [text, text, other(0), text, other(133), other(70), text, other(70)]
    client.send(...texts.map((each, i) => rawSubmit(i, { to: numbers(8)[i], text: each })))
    await client.take(8)
    const count = centre.count()
    assert.equal(count.differingPayloads, 4)
    assert.deepEqual([count.payloads[0].same, count.payloads[0].differing], [4, 4])
    assert.equal(count.segments, 8)
    client.close()
  }))

test('the same octets in another data_coding are another text', () =>
  withCentre({}, async centre => {
    const client = await RawClient.bound(centre.port)
    const other = rawSubmit(3)
    other[other.length - 143] = 4 // data_coding: sm_default_msg_id, sm_length and 140 octets before the end
    client.send(rawSubmit(2), other)
    await client.take(2)
    assert.equal(centre.count().differingPayloads, 1)
    client.close()
  }))

test('odd destinations are recorded like any other', () =>
  withCentre({}, async centre => {
    const client = await RawClient.bound(centre.port)
    const odd = ['113', 'BOYTE', '8491234567x', '12345678', '849123456789012345', '912345678']
    client.send(...odd.flatMap((to, i) => [rawSubmit(i, { to }), rawSubmit(i, { to })]))
    await client.take(odd.length * 2)
    for (const to of odd) assert.deepEqual(centre.copies(to, part(1, 1)), { received: 2, accepted: 2 }, to)
    client.send(rawSubmit(1, { to: '' }), rawSubmit(2, { to: '1'.repeat(21) }))
    assert.deepEqual((await client.take(2)).map(statusOf), [0x0b, 0x0b])
    const long = rawSubmit(3)
    const address = cString('1'.repeat(21))
    const source = Buffer.concat([long.subarray(0, 19), address, long.subarray(25)])
    source.writeUInt32BE(source.length, 0)
    client.send(source)
    assert.equal(statusOf(await client.next()), 0x0a)
    assert.equal(centre.count().subscribers, odd.length)
    client.close()
  }))

test('the same answers come wherever the stream is cut', async () => {
  const stream = Buffer.concat([
    rawBind(1),
    rawSubmit(2, { part: 1, parts: 2, receipt: 1 }),
    ENQUIRE_LINK,
    rawSubmit(3, { part: 2, parts: 2 }),
    rawPdu(0x103, 4, cString(''), [5, 0], cString('BOYTE'), [1, 1], cString('84900000000'), [0, 0, 0]),
    rawSubmit(5, { to: '113', text: Buffer.alloc(1000) }).subarray(0, 30),
  ])
  const answers = async (cuts: number[]) => {
    let come = Buffer.alloc(0)
    await withCentre({}, async centre => {
      const client = await RawClient.connect(centre.port)
      const edges = [0, ...cuts, stream.length]
      for (let i = 1; i < edges.length; i += 1) {
        client.send(stream.subarray(edges[i - 1], edges[i]))
        await new Promise(resolve => setImmediate(resolve))
      }
      const pdus = await client.take(6)
      come = Buffer.concat(pdus.filter(each => commandOf(each) !== DELIVER_SM))
      client.close()
    })
    return come.toString('hex')
  }
  const expected = await answers([])
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: stream.length }), { maxLength: 6 }), async cuts =>
      assert.equal(await answers(cuts.sort((a, b) => a - b)), expected),
    ),
    { numRuns: 40 },
  )
})

for (const [name, bytes, sequence] of [
  ['15', Buffer.from('0000000f', 'hex'), 0],
  ['0', Buffer.from('00000000', 'hex'), 0],
  ['70001', Buffer.from('0001117100000004000000000000002a', 'hex'), 42],
  ['2 GiB', Buffer.from('80000000', 'hex'), 0],
  ['HTTP', Buffer.from('HTTP/1.1 200 OK\r\n'), 0x204f4b0d],
] as const)
  test(`a length of ${name} is answered ESME_RINVCMDLEN, once, and the connection closed`, () =>
    withCentre({}, async centre => {
      const client = await RawClient.bound(centre.port)
      client.send(ENQUIRE_LINK, bytes, ENQUIRE_LINK)
      const [first, second, ...others] = await client.rest()
      assert.equal(commandOf(first), 0x80000015)
      assert.deepEqual([commandOf(second), statusOf(second)], [0x80000000, 2])
      if (bytes.length >= 16) assert.equal(sequenceOf(second), sequence)
      assert.deepEqual(others, [])
      assert.equal(centre.count().protocolErrors, 1)
      const next = await RawClient.bound(centre.port)
      next.close()
    }))

test('what it does not know is ESME_RINVCMDID, an unknown response is nothing', () =>
  withCentre({}, async centre => {
    const client = await RawClient.bound(centre.port)
    client.send(rawPdu(0x21, 5), rawPdu(0x80000021, 6), rawPdu(0x80000005, 9), ENQUIRE_LINK)
    const [nack, link] = await client.take(2)
    assert.deepEqual([commandOf(nack), statusOf(nack), sequenceOf(nack)], [0x80000000, 3, 5])
    assert.equal(commandOf(link), 0x80000015)
    assert.equal(centre.count().strayResponses, 1)
    client.close()
  }))

test('a bad body costs that PDU only', () =>
  withCentre({}, async centre => {
    const client = await RawClient.bound(centre.port)
    const bad = rawSubmit(5)
    bad[bad.length - 141] = 255 // sm_length
    client.send(bad, rawSubmit(6))
    const [first, second] = await client.take(2)
    assert.deepEqual([sequenceOf(first), statusOf(first)], [5, 1])
    assert.deepEqual([sequenceOf(second), statusOf(second)], [6, 0])
    client.close()
  }))

test('noise never stops the centre', () =>
  withCentre({}, async centre => {
    const command = fc.constantFrom(1, 2, 3, 4, 5, 6, 9, 0x15, 0x103, 0x80000004, 0x80000005)
    const octet = fc.oneof(fc.constantFrom(0, 1, 4, 0x40, 255), fc.integer({ min: 0, max: 255 }))
    const body = fc.array(octet, { maxLength: 60 })
    const one = fc.tuple(command, body).map(([id, octets]) => rawPdu(id, 1, octets))
    await fc.assert(
      fc.asyncProperty(fc.array(one, { maxLength: 20 }), fc.uint8Array(), async (pdus, tail) => {
        const client = await RawClient.bound(centre.port)
        client.send(...pdus, Buffer.from(tail))
        client.socket.end()
        await client.rest()
      }),
      { numRuns: 60 },
    )
    const client = await RawClient.bound(centre.port)
    client.close()
  }))

test('the same destinations are refused for the same seed, about as many as asked for', async () => {
  const refusedWith = async (seed: number) => {
    const refused: string[] = []
    await withCentre({ refuse: 0.2, seed }, async centre => {
      const client = await RawClient.bound(centre.port)
      const all = numbers(1000)
      client.send(...all.map((to, i) => rawSubmit(i, { to })))
      for (const response of await client.take(1000))
        if (statusOf(response) === 0x0b) refused.push(all[sequenceOf(response)])
      assert.equal(centre.count().statuses.ESME_RINVDSTADR, refused.length)
      assert.equal(centre.count().reached, 1000 - refused.length)
      assert.equal(centre.count().subscribers, 1000)
      client.close()
    })
    return refused
  }
  const [first, again, other] = [await refusedWith(1), await refusedWith(1), await refusedWith(2)]
  assert.deepEqual(first, again)
  assert.notDeepEqual(first, other)
  assert.ok(first.length > 140 && first.length < 260, `${first.length} of 1000`)
})

test('beyond so many a second they are throttled', () =>
  withCentre({ tps: 30 }, async centre => {
    const client = await RawClient.bound(centre.port)
    client.send(...numbers(50).map((to, i) => rawSubmit(i, { to })))
    const responses = await client.take(50)
    assert.deepEqual(responses.map(statusOf), [...Array(30).fill(0), ...Array(20).fill(0x58)])
    const { throttled, accepted, segments } = centre.count()
    assert.deepEqual([throttled, accepted, segments], [20, 30, 30])
    assert.deepEqual(centre.copies(numbers(50)[49], part(1, 1)), { received: 1, accepted: 0 })
    client.close()
  }))

test('beyond the window they are throttled, and after the answers they are not', () =>
  withCentre({ window: 10, latencyMs: 20 }, async centre => {
    const client = await RawClient.bound(centre.port)
    for (let turn = 0; turn < 2; turn += 1) {
      client.send(...numbers(12).map((to, i) => rawSubmit(i, { to, part: turn + 1, parts: 2 })))
      const statuses = (await client.take(12)).map(statusOf)
      assert.deepEqual(statuses, [...Array(10).fill(0), 0x58, 0x58])
    }
    client.close()
  }))

test('an answer waits as long as the latency says', () =>
  withCentre({ latencyMs: 30 }, async centre => {
    const client = await RawClient.bound(centre.port)
    const sent = performance.now()
    client.send(rawSubmit(5), ENQUIRE_LINK)
    const [link, response] = await client.take(2)
    assert.equal(commandOf(link), 0x80000015)
    assert.equal(commandOf(response), SUBMIT_SM_RESP)
    assert.ok(performance.now() - sent >= 29)
    client.close()
  }))

for (const [receipt, style, undeliverable, expected] of [
  [0, 'both', 0, []],
  [1, 'both', 0, ['DELIVRD', 2]],
  [1, 'both', 1, ['UNDELIV', 5]],
  [2, 'both', 0, []],
  [2, 'both', 1, ['UNDELIV', 5]],
  [1, 'text', 0, ['DELIVRD', null]],
  [1, 'tlv', 0, [null, 2]],
] as const)
  test(`registered_delivery ${receipt}, style ${style}, undeliverable ${undeliverable}: receipt ${JSON.stringify(expected)}`, () =>
    withCentre({ receiptStyle: style, undeliverable }, async centre => {
      const client = await RawClient.bound(centre.port)
      client.send(rawSubmit(5, { to: '84912345678', receipt }), ENQUIRE_LINK)
      const pdus = await client.take(2 + (expected.length > 0 ? 1 : 0))
      assert.equal(centre.count().receipts.owed, expected.length > 0 ? 1 : 0)
      if (expected.length === 0) return client.close()
      assert.equal(commandOf(pdus[0]), SUBMIT_SM_RESP)
      assert.deepEqual(readReceipt(pdus[2]), {
        from: '84912345678',
        to: 'BOYTE',
        esm_class: 4,
        textId: style === 'tlv' ? null : idOf(pdus[0]),
        stat: expected[0],
        tlvId: style === 'text' ? null : idOf(pdus[0]),
        state: expected[1],
      })
      client.close()
    }))

/** Read by hand, as SMPP 3.4 section 4.6.1 and appendix B say. */
function readReceipt(pdu: Buffer) {
  assert.equal(commandOf(pdu), DELIVER_SM)
  assert.equal(pdu.readUInt32BE(0), pdu.length)
  const strings = pdu.subarray(19).toString('latin1').split('\0')
  const from = strings[0]
  const to = pdu
    .subarray(19 + from.length + 3)
    .toString('latin1')
    .split('\0')[0]
  const at = 19 + from.length + 3 + to.length + 1
  const length = pdu[at + 9]
  const text = pdu.subarray(at + 10, at + 10 + length).toString('latin1')
  const appendixB = /^id:(\S+) sub:001 dlvrd:00[01] submit date:\d{10} done date:\d{10} stat:([A-Z]{7}) err:\d{3} text:/
  const match = appendixB.exec(text)
  assert.ok(text === '' || match, text)
  const options = new Map<number, Buffer>()
  for (let o = at + 10 + length; o < pdu.length; o += 4 + pdu.readUInt16BE(o + 2))
    options.set(pdu.readUInt16BE(o), pdu.subarray(o + 4, o + 4 + pdu.readUInt16BE(o + 2)))
  const tlvId = options.get(0x001e)
  return {
    from,
    to,
    esm_class: pdu[at],
    textId: match?.[1] ?? null,
    stat: match?.[2] ?? null,
    tlvId: tlvId === undefined ? null : tlvId.subarray(0, -1).toString('latin1'),
    state: options.get(0x0427)?.[0] ?? null,
  }
}

test('a plain text is quoted in its receipt, whoever it went to', () =>
  withCentre({}, async centre => {
    const client = await RawClient.bound(centre.port)
    const text = Buffer.from('Wash your hands, stat:REJECTD')
    const submit = (to: string) =>
      rawPdu(4, 2, [0, 5, 0], cString('BOYTE'), [1, 1], cString(to), [0, 0, 0, 0, 0, 1, 0, 0, 0, text.length], text)
    for (const to of ['84912345678', '84912345679', '113', '0912345678']) {
      client.send(submit(to))
      const receipt = (await client.take(2))[1]
      assert.equal(readReceipt(receipt).from, to)
      assert.ok(receipt.includes('text:Wash your hands, sta\0'))
    }
    client.close()
  }))

test('a destination is unreachable once, however many receipts said so', () =>
  withCentre({ undeliverable: 1 }, async centre => {
    const client = await RawClient.bound(centre.port)
    const parts = ['84912345678', '84912345679'].flatMap((to, at) =>
      [1, 2, 3].map(part => rawSubmit(at * 3 + part, { to, part, parts: 3, receipt: 1 })),
    )
    client.send(...parts)
    for (const pdu of await client.take(12)) if (commandOf(pdu) === DELIVER_SM) client.send(answerTo(pdu))
    client.send(ENQUIRE_LINK)
    await client.take(1)
    const { undeliverable, unreachable } = centre.count().receipts
    assert.deepEqual({ undeliverable, unreachable }, { undeliverable: 6, unreachable: 2 })
    client.close()
  }))

test('a receipt waits for its time', () =>
  withCentre({ receiptDelayMs: 30 }, async centre => {
    const client = await RawClient.bound(centre.port)
    const sent = performance.now()
    client.send(rawSubmit(5, { receipt: 1 }))
    await client.take(1)
    assert.equal(centre.count().receipts.waiting, 1)
    assert.equal(commandOf(await client.next()), DELIVER_SM)
    assert.ok(performance.now() - sent >= 29)
    client.close()
  }))

test('receipts of a transmitter wait for a receiver of the same system_id', () =>
  withCentre({}, async centre => {
    const transmitter = await RawClient.bound(centre.port, { as: 2, system_id: 'a' })
    const other = await RawClient.bound(centre.port, { as: 1, system_id: 'b' })
    transmitter.send(...numbers(3).map((to, i) => rawSubmit(i, { to, receipt: 1 })))
    await transmitter.take(3)
    assert.equal(centre.count().receipts.waiting, 3)
    const receiver = await RawClient.connect(centre.port)
    receiver.send(rawBind(1, { as: 1, system_id: 'a' }))
    const [bound, ...receipts] = await receiver.take(4)
    assert.equal(commandOf(bound), 0x80000001)
    assert.deepEqual(
      receipts.map(readReceipt).map(each => each.from),
      numbers(3),
    )
    receiver.send(...receipts.map(each => answerTo(each)), ENQUIRE_LINK)
    await receiver.next()
    const { answered, delivered, waiting } = centre.count().receipts
    assert.deepEqual([answered, delivered, waiting], [3, 3, 0])
    other.send(ENQUIRE_LINK)
    assert.equal(commandOf(await other.next()), 0x80000015)
    for (const each of [transmitter, receiver, other]) each.close()
  }))

test('no more receipts are on the wire than the window holds, and each answer lets one out', () =>
  withCentre({ receiptWindow: 4 }, async centre => {
    const client = await RawClient.bound(centre.port)
    client.send(...numbers(9).map((to, i) => rawSubmit(i, { to, receipt: 1 })))
    const receipts = (await client.take(13)).slice(9)
    client.send(ENQUIRE_LINK)
    assert.equal(commandOf(await client.next()), 0x80000015, 'nothing more comes unanswered')
    for (let answered = 0; answered < 5; answered += 1) {
      client.send(answerTo(receipts[answered]))
      receipts.push((await client.take(1))[0])
    }
    assert.deepEqual(
      receipts.map(readReceipt).map(each => each.from),
      numbers(9),
    )
    client.close()
  }))

/** Without its header; a receipt that is sent again says the minute in which it is. */
function withoutMinute(receipt: Buffer): string {
  return receipt.toString('latin1', 16).replace(/(?<=date:)\d{10}/g, '')
}

for (const [status, again] of [
  [0x08, true],
  [0x14, true],
  [0x58, true],
  [0x64, true],
  [0x65, false],
  [0x0b, false],
] as const)
  test(`a receipt answered ${status} ${again ? 'comes again' : 'is given up'}`, () =>
    withCentre({ receiptAgainMs: 5 }, async centre => {
      const client = await RawClient.bound(centre.port)
      client.send(rawSubmit(5, { receipt: 1 }))
      const [, receipt] = await client.take(2)
      client.send(answerTo(receipt, status), ENQUIRE_LINK)
      await client.next()
      const { receipts } = centre.count()
      assert.deepEqual([receipts.again, receipts.refused], again ? [1, 0] : [0, 1])
      if (again) {
        const second = (await client.take(1))[0]
        assert.notEqual(sequenceOf(second), sequenceOf(receipt))
        assert.equal(withoutMinute(second), withoutMinute(receipt))
      }
      client.close()
    }))

for (const how of ['breaks', 'unbinds'] as const)
  test(`a receipt without an answer comes again after its receiver ${how}`, () =>
    withCentre({ receiptAgainMs: 5 }, async centre => {
      const first = await RawClient.bound(centre.port)
      first.send(rawSubmit(5, { receipt: 1 }))
      const [, receipt] = await first.take(2)
      if (how === 'breaks') first.socket.resetAndDestroy()
      else first.send(rawPdu(6, 9))
      const second = await RawClient.bound(centre.port)
      const repeated = (await second.take(1))[0]
      assert.equal(withoutMinute(repeated), withoutMinute(receipt))
      first.close()
      second.close()
    }))

test('a connection breaks at its Nth submit_sm, which is accepted all the same and gets its receipt', () =>
  withCentre({ dropAfter: 5, receiptAgainMs: 5 }, async centre => {
    const first = await RawClient.bound(centre.port)
    first.send(...numbers(20).map((to, i) => rawSubmit(i, { to, receipt: 1 })))
    const answered = (await first.rest()).filter(each => commandOf(each) === SUBMIT_SM_RESP).length
    const { submits, accepted, unanswered, drops, receipts } = centre.count()
    assert.deepEqual([submits, accepted, drops, receipts.owed], [5, 5, 1, 5])
    assert.ok(unanswered >= 1)
    assert.equal(answered + unanswered, 5)
    const second = await RawClient.bound(centre.port)
    second.send(...numbers(20).map((to, i) => rawSubmit(i, { to })))
    const pdus = await second.take(25)
    assert.equal(pdus.filter(each => commandOf(each) === DELIVER_SM).length, 5)
    assert.equal(centre.count().drops, 1, 'the second connection stays')
    second.close()
  }))

test('a test decides on a single submit_sm', () =>
  withCentre(
    {
      behaviour: ({ destination }) => {
        if (destination.endsWith('1')) return { status: 0x403 }
        if (destination.endsWith('2')) return { silent: true }
        return undefined
      },
    },
    async centre => {
      const client = await RawClient.bound(centre.port)
      client.send(...numbers(4).map((to, i) => rawSubmit(i, { to })))
      const responses = await client.take(3)
      assert.deepEqual(responses.map(sequenceOf), [0, 1, 3])
      assert.deepEqual(responses.map(statusOf), [0, 0x403, 0])
      const { accepted, unanswered, statuses } = centre.count()
      assert.deepEqual([accepted, unanswered], [3, 1])
      assert.deepEqual(statuses, { '0x00000403': 1 })
      client.close()
    },
  ))

test('the log has every submit_sm in the order they came', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'smsc-'))
  const record = join(directory, 'log.csv')
  const rows = () => readFileSync(record, 'utf8').split('\n').slice(0, -1)
  await withCentre({ record, refuse: 0.3 }, async centre => {
    const client = await RawClient.bound(centre.port)
    const all = [...numbers(40), '113']
    client.send(...all.map((to, i) => rawSubmit(i, { to, part: 2, parts: 3 })))
    const responses = await client.take(41)
    await centre.close()
    assert.deepEqual(rows(), [
      'destination,reference,part,parts,status,message_id',
      ...responses.map((response, i) =>
        statusOf(response) === 0 ? `${all[i]},42,2,3,ESME_ROK,${idOf(response)}` : `${all[i]},42,2,3,ESME_RINVDSTADR,`,
      ),
    ])
  })
  rmSync(directory, { recursive: true })
})

test('a log on a full disk is refused at once', { skip: !existsSync('/dev/full') && 'no /dev/full here' }, () =>
  assert.rejects(startCentre({ record: '/dev/full' }), { code: 'fileUnwritable' }),
)

test('a peer that does not read is not read from, and gets everything when it reads again', () =>
  withCentre({}, async centre => {
    const client = await RawClient.bound(centre.port)
    const submits = numbers(1000).map((to, i) => rawSubmit(i, { to, receipt: 1, text: Buffer.alloc(1) }))
    client.send(submits[0])
    const octetsEach = (await client.take(2)).reduce((sum, each) => sum + each.length, 0)
    const batches = 200
    let octets = 0
    client.socket.removeAllListeners('data')
    client.socket.pause()
    for (let i = 0; i < batches; i += 1) client.send(...submits)
    const seen = await settled(() => centre.count().submits)
    assert.ok(seen < batches * 1000, 'it stopped reading')
    client.socket.on('data', chunk => {
      octets += chunk.length
      if (octets === batches * 1000 * octetsEach) client.socket.end()
    })
    client.socket.resume()
    await once(client.socket, 'close')
    assert.equal(octets, batches * 1000 * octetsEach)
    assert.equal(centre.count().submits, batches * 1000 + 1)
  }))

test('whatever happens, the books balance', () =>
  fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), seed =>
      withCentre(
        {
          seed,
          refuse: 0.1,
          undeliverable: 0.2,
          throttle: 0.2,
          tps: 700,
          dropAfter: 150,
          drops: 2,
          latencyMs: 1,
          receiptDelayMs: 1,
          receiptAgainMs: 1,
          receiptWindow: 16,
        },
        async centre => {
          const random = seeded(seed)
          await Promise.all([1, 2, 3, 4].map(() => trouble(centre.port, random)))
          assertBalanced(centre)
          await centre.close()
          assertBalanced(centre)
        },
      ),
    ),
    { numRuns: 10 },
  ))

/** A client that sends, repeats, answers receipts as chance will have it, and may die. */
async function trouble(port: number, random: Random): Promise<void> {
  const client = await RawClient.bound(port, { as: random.chance(30) ? 2 : 9 })
  const sent = Array.from({ length: 300 }, (_, i) =>
    rawSubmit(i, {
      to: random.chance(3) ? '113' : `84${912_000_000 + random.below(200)}`,
      part: 1 + random.below(3),
      parts: 3,
      receipt: random.below(3),
    }),
  )
  client.send(...sent)
  let answers = 0
  for (let pdu = await client.next(); pdu !== null; pdu = await client.next()) {
    if (commandOf(pdu) === DELIVER_SM) {
      if (random.chance(90)) client.send(answerTo(pdu, [0, 0, 0, 0x58, 0x0b][random.below(5)]))
    } else if (commandOf(pdu) === SUBMIT_SM_RESP) {
      answers += 1
      if (answers === sent.length) client.send(ENQUIRE_LINK)
    } else client.close()
  }
}

function assertBalanced(centre: Centre): void {
  const count = centre.count()
  const { receipts } = count
  assert.equal(count.submits, count.accepted + count.refused + count.throttled)
  assert.equal(count.accepted, count.segments + count.duplicates)
  assert.equal(receipts.owed, receipts.delivered + receipts.undeliverable + receipts.refused + receipts.waiting)
  const entries = [...centre.entries()]
  const sum = (of: 'received' | 'accepted') => entries.reduce((total, each) => total + each[of], 0)
  assert.deepEqual([sum('received'), sum('accepted')], [count.submits, count.accepted])
  assert.equal(entries.filter(each => each.accepted > 0).length, count.segments)
  const statuses = Object.values(count.statuses).reduce((total, each) => total + each, 0)
  assert.equal(statuses, count.refused + count.throttled)
}

/** The value once it has stayed the same for a while. */
async function settled(value: () => number): Promise<number> {
  for (let last = -1, same = 0; ; ) {
    await new Promise(resolve => setTimeout(resolve, 5))
    same = value() === last ? same + 1 : 0
    last = value()
    if (same === 10) return last
  }
}

test('a client that dies leaves nothing behind but the record', () =>
  withCentre({ latencyMs: 1000 }, async centre => {
    for (let i = 0; i < 20; i += 1) {
      const client = await RawClient.bound(centre.port)
      client.send(rawSubmit(1, { to: numbers(20)[i] }), ENQUIRE_LINK)
      await client.next()
      client.socket.resetAndDestroy()
    }
    await settled(() => centre.count().unanswered)
    const { accepted, unanswered, segments } = centre.count()
    assert.deepEqual([accepted, unanswered, segments], [20, 20, 20])
  }))

test('all connections break at once when a test says so', () =>
  withCentre({}, async centre => {
    const clients = [await RawClient.bound(centre.port), await RawClient.bound(centre.port)]
    centre.dropAll()
    for (const client of clients) assert.equal(await client.next(), null)
    assert.equal(centre.count().drops, 2)
  }))

test('it speaks TLS', async () => {
  const read = (name: string) => readFileSync(new URL(`vectors/${name}`, import.meta.url), 'utf8')
  const pem = { cert: read('localhost.cert.pem'), key: read('localhost.key.pem') }
  await withCentre({ tls: pem }, async centre => {
    const socket = tls.connect({ port: centre.port, host: '127.0.0.1', ca: pem.cert })
    socket.write(Buffer.concat([rawBind(1), rawSubmit(2, { receipt: 1 })]))
    let come = Buffer.alloc(0)
    while (come.length < 30 + 25 + 100) come = Buffer.concat([come, (await once(socket, 'data'))[0]])
    assert.equal(commandOf(come), 0x80000009)
    assert.equal(commandOf(come.subarray(30)), SUBMIT_SM_RESP)
    assert.equal(commandOf(come.subarray(55)), DELIVER_SM)
    socket.destroy()
  })
})
