/** npm's `smpp` as a sender through our simulated centre. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { describe, type TestContext, test } from 'node:test'
import smpp, { type PDU, type Session } from 'smpp'
import { type Centre, startCentre } from './loa.ts'

const ANSWER_MS = 60_000
const ESME_ROK = 0
const ESME_RINVCMDID = 3
const ESME_RINVDSTADR = 0x0b
const ESME_RINVPASWD = 0x0e
/** message_state, section 5.2.28. */
const DELIVERED = 2
const UNDELIVERABLE = 5
/** esm_class: a receipt (section 5.2.12), a user data header. */
const RECEIPT = 0x04
const UDHI = 0x40

const ADDRESSES = {
  source_addr_ton: 5,
  source_addr_npi: 0,
  source_addr: 'BOYTE',
  dest_addr_ton: 1,
  dest_addr_npi: 1,
  destination_addr: '84912345678',
}

describe("npm's smpp as a sender", () => {
  test('npm’s smpp as a sender gets an answer for each part of a message, and a receipt for the last', async t => {
    const centre = await centreFor(t)
    const sender = await bind(t, centre, 'bind_transceiver')
    const parts = ['Bộ Y tế: rửa tay ', 'thường xuyên bằng xà phòng']
    const ids: unknown[] = []
    for (const [i, part] of parts.entries()) {
      const response = await sender.ask('submit_sm', {
        ...ADDRESSES,
        esm_class: UDHI,
        data_coding: 8,
        registered_delivery: i,
        short_message: { udh: Buffer.from([5, 0, 3, 7, 2, i + 1]), message: part },
      })
      assert.equal(response.command_status, ESME_ROK)
      ids.push(response.message_id)
    }
    const receipt = await sender.received('deliver_sm')
    assert.equal(Number(receipt.esm_class) & RECEIPT, RECEIPT)
    assert.equal(receipt.receipted_message_id, ids[1])
    assert.equal(receipt.message_state, DELIVERED)
    assert.equal(receipt.source_addr, ADDRESSES.destination_addr)
    assert.equal(receipt.destination_addr, ADDRESSES.source_addr)
    const { message } = receipt.short_message as { message: string }
    assert.ok(message.startsWith(`id:${ids[1]} sub:001 dlvrd:001 `), message)
    await sender.unbind()
    const { submits, complete, receipts, unbinds, protocolErrors } = await centre.count()
    assert.deepEqual([submits, complete, unbinds, protocolErrors], [2, 1, 1, 0])
    assert.deepEqual([receipts.sent, receipts.answered], [1, 1])
  })

  for (const [what, command, fields] of [
    ['a text in message_payload', 'submit_sm', { message_payload: 'x'.repeat(300) }],
    ['a data_sm', 'data_sm', { message_payload: 'xin chao' }],
  ] as const) {
    test(`npm’s smpp as a sender gets an answer and a receipt for ${what}`, async t => {
      const sender = await bind(t, await centreFor(t), 'bind_transceiver')
      const asked = { ...ADDRESSES, registered_delivery: 1, ...fields }
      const response = await sender.ask(command, asked)
      assert.equal(response.command_status, ESME_ROK)
      const receipt = await sender.received('deliver_sm')
      assert.equal(receipt.receipted_message_id, response.message_id)
      await sender.unbind()
    })
  }

  test('npm’s smpp gets the receipts of its transmitter on its receiver', async t => {
    const centre = await centreFor(t, '--undeliverable', '1')
    const receiver = await bind(t, centre, 'bind_receiver')
    const transmitter = await bind(t, centre, 'bind_transmitter')
    const response = await transmitter.ask('submit_sm', {
      ...ADDRESSES,
      registered_delivery: 1,
      short_message: 'xin chao',
    })
    const receipt = await receiver.received('deliver_sm')
    assert.equal(receipt.receipted_message_id, response.message_id)
    assert.equal(receipt.message_state, UNDELIVERABLE)
    await transmitter.unbind()
    await receiver.unbind()
  })

  test('npm’s smpp is told of a refused destination, and asked for no receipt', async t => {
    const centre = await centreFor(t, '--refuse', '1')
    const sender = await bind(t, centre, 'bind_transceiver')
    const asked = { ...ADDRESSES, registered_delivery: 1, short_message: 'xin chao' }
    assert.equal((await sender.ask('submit_sm', asked)).command_status, ESME_RINVDSTADR)
    await sender.unbind()
    const { refused, receipts } = await centre.count()
    assert.deepEqual([refused, receipts.sent], [1, 0])
  })

  test('npm’s smpp is not bound with a wrong password', async t => {
    const centre = await centreFor(t)
    const { ask } = await connected(t, centre)
    const response = await ask('bind_transceiver', { system_id: 'npm', password: 'wrong' })
    assert.equal(response.command_status, ESME_RINVPASWD)
  })

  test('npm’s smpp is told of a command that SMPP 3.4 does not have', async t => {
    const sender = await bind(t, await centreFor(t), 'bind_transceiver')
    const nack = sender.received('generic_nack')
    sender.session.send(new smpp.PDU('broadcast_sm', { sequence_number: 77 }))
    const { command_status, sequence_number } = await nack
    assert.deepEqual([command_status, sequence_number], [ESME_RINVCMDID, 77])
    assert.equal((await sender.ask('enquire_link', {})).command_status, ESME_ROK)
    await sender.unbind()
  })
})

async function centreFor(t: TestContext, ...flags: string[]): Promise<Centre> {
  const centre = await startCentre('--password', 'secret', ...flags)
  t.after(() => centre.child.stop())
  return centre
}

type Bind = 'bind_transceiver' | 'bind_transmitter' | 'bind_receiver'

async function bind(t: TestContext, centre: Centre, as: Bind) {
  const sender = await connected(t, centre)
  const bound = await sender.ask(as, { system_id: 'npm', password: 'secret' })
  assert.equal(bound.command_status, ESME_ROK)
  const unbind = async () => {
    const closed = once(sender.session, 'close')
    assert.equal((await sender.ask('unbind', {})).command_status, ESME_ROK)
    sender.session.close()
    await closed
  }
  return { ...sender, unbind }
}

/** Answers what the centre asks, and keeps the first PDU of each command that nobody has waited for yet. */
async function connected(t: TestContext, centre: Centre) {
  const session: Session = smpp.connect({ host: centre.host, port: centre.port })
  t.after(() => session.destroy())
  await once(session, 'connect')
  const waiting = new Map<string, PromiseWithResolvers<PDU>>()
  const next = (command: string): PromiseWithResolvers<PDU> => {
    const known = waiting.get(command) ?? Promise.withResolvers<PDU>()
    waiting.set(command, known)
    return known
  }
  session.on('pdu', pdu => {
    if (!pdu.isResponse()) session.send(pdu.response())
    next(pdu.command).resolve(pdu)
  })
  const received = (command: string) => within(next(command).promise, command)
  const ask = (command: Bind | 'submit_sm' | 'data_sm' | 'enquire_link' | 'unbind', fields: object) =>
    within(new Promise<PDU>(resolve => session[command](fields as Record<string, unknown>, resolve)), `${command}_resp`)
  return { session, received, ask }
}

async function within(promise: Promise<PDU>, what: string): Promise<PDU> {
  const late = AbortSignal.timeout(ANSWER_MS)
  const never = new Promise<never>((_, reject) =>
    late.addEventListener('abort', () => reject(new Error(`no ${what} came`))),
  )
  return Promise.race([promise, never])
}
