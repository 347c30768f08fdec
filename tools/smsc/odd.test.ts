import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  dataSm,
  deliverSm,
  enquireLink,
  nack,
  type OddCentre,
  polite,
  receiptText,
  type Script,
  startOddCentre,
  submitResp,
  tlv,
  unbind,
} from './odd.ts'
import { SUBMIT_SM } from './protocol.ts'
import { commandOf, RawClient, rawBind, rawPdu, rawSubmit, sequenceOf, statusOf } from './raw.ts'

async function withOdd(script: Script, body: (centre: OddCentre) => Promise<void>): Promise<void> {
  const centre = await startOddCentre(script)
  try {
    await body(centre)
  } finally {
    await centre.close()
  }
}

test('left alone it is polite, and remembers everything it was sent', () =>
  withOdd(polite, async centre => {
    const client = await RawClient.bound(centre.port)
    client.send(rawSubmit(2), rawPdu(0x15, 3), rawPdu(6, 4))
    const answers = await client.take(3)
    assert.deepEqual(answers.map(commandOf), [0x80000004, 0x80000015, 0x80000006])
    assert.deepEqual(answers.map(sequenceOf), [2, 3, 4])
    assert.deepEqual(
      centre.pdus.map(each => each.command_id),
      [9, 4, 0x15, 6],
    )
    assert.deepEqual(centre.pdus[1].bytes, rawSubmit(2))
    client.close()
  }))

test('a receipt may come before its response, with another spelling of the id, in one packet', () =>
  withOdd(
    (pdu, link) => {
      if (pdu.command_id !== SUBMIT_SM) return polite(pdu, link)
      const delivery = { from: '84912345678', to: 'BOYTE' }
      link.write(
        deliverSm(pdu.sequence_number, { ...delivery, text: receiptText('26', { err: '0000' }) }),
        submitResp(pdu, '1A'),
        dataSm(9, { ...delivery, tlvs: [tlv(0x1e, '1a\0'), tlv(0x427, [2])] }),
      )
    },
    async centre => {
      const client = await RawClient.bound(centre.port)
      client.send(rawSubmit(2))
      const [receipt, response, data] = await client.take(3)
      assert.equal(
        receipt.toString('latin1'),
        `\0\0\0\x90\0\0\0\x05\0\0\0\0\0\0\0\x02\0\x01\x0184912345678\0\x05\0BOYTE\0\x04${'\0'.repeat(8)}\x5f${receiptText('26', { err: '0000' })}`,
      )
      assert.equal(response.subarray(16).toString('latin1'), '1A\0')
      assert.equal(
        data.subarray(16).toString('latin1'),
        '\0\x01\x0184912345678\0\x05\0BOYTE\0\x04\0\0\0\x1e\0\x031a\0\x04\x27\0\x01\x02',
      )
      client.close()
    },
  ))

test('octets can be cut anywhere, also in the length', () =>
  withOdd(
    (pdu, link) => link.writeCut(submitResp(pdu, '1A'), 1, 3, 17),
    async centre => {
      const client = await RawClient.connect(centre.port)
      const pieces: number[] = []
      client.socket.on('data', chunk => pieces.push(chunk.length))
      client.send(rawSubmit(2))
      assert.equal(sequenceOf(await client.next()), 2)
      assert.deepEqual(pieces, [1, 2, 14, 2])
      client.close()
    },
  ))

test('it asks by itself: enquire_link, unbind, generic_nack, the end', async () => {
  const centre = await startOddCentre(polite, link => {
    link.write(enquireLink(1), unbind(2), nack(0, 3))
    link.end()
  })
  const client = await RawClient.connect(centre.port)
  const pdus = await client.rest()
  assert.deepEqual(pdus.map(commandOf), [0x15, 6, 0x80000000])
  assert.deepEqual(pdus.map(statusOf), [0, 0, 3])
  await centre.close()
})

test('a test waits for what it wants to see, past or to come', () =>
  withOdd(polite, async centre => {
    const client = await RawClient.connect(centre.port)
    const later = centre.received(pdu => pdu.command_id === SUBMIT_SM)
    client.send(rawBind(1), rawSubmit(2), rawSubmit(3))
    assert.equal((await later).sequence_number, 2)
    const known = await centre.received(pdu => pdu.command_id === 9)
    assert.equal(known.sequence_number, 1)
    client.close()
  }))
