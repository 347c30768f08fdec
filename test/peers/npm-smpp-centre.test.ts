/** npm's `smpp` as the SMS centre of a round: what it reads of us, and whether our tally is what it did to us. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, type TestContext, test } from 'node:test'
import smpp, { type PDU, type Session } from 'smpp'
import { audienceOf, runRound } from './round.ts'

const SUBSCRIBERS = 300
const ESME_RINVDSTADR = 0x0b

const ACCENTED =
  'Bộ Y tế: Để phòng bệnh viêm đường hô hấp cấp do nCoV, người dân rửa tay thường xuyên bằng xà phòng, đeo khẩu trang nơi đông người.'
const UNACCENTED = `${'BCD phong, chong dich COVID-19: rua tay, deo khau trang, khai bao y te. '.repeat(4)}{€}`

describe("npm's smpp as the SMS centre of a round", () => {
  for (const { name, message, segments, dataCoding } of [
    { name: 'a Vietnamese message', message: ACCENTED, segments: 2, dataCoding: 8 },
    { name: 'a GSM-7 message', message: UNACCENTED, segments: 2, dataCoding: 0 },
    { name: 'a short message', message: 'Goi 19003228', segments: 1, dataCoding: 0 },
  ]) {
    test(`reads ${name} whole at every subscriber and delivers it`, async t => {
      const centre = await startNpmCentre(t)
      const tally = await runRound({ message, subscribers: SUBSCRIBERS, port: centre.port })
      assert.deepEqual(
        [tally.state, tally.message.segments, tally.subscribers.delivered],
        ['finished', segments, SUBSCRIBERS],
      )
      assert.deepEqual(
        [tally.segments.submitted, tally.segments.accepted, tally.receipts.matched],
        [SUBSCRIBERS * segments, SUBSCRIBERS * segments, SUBSCRIBERS],
      )
      assert.equal(centre.submitted.length, SUBSCRIBERS * segments)
      assert.deepEqual([...centre.messages().keys()].sort(), audienceOf(SUBSCRIBERS))
      for (const text of centre.messages().values()) assert.equal(text, message)
      for (const pdu of centre.submitted)
        assert.deepEqual(facts(pdu), facts({ ...MEANT, data_coding: dataCoding }))
      assert.equal(centre.receiptAnswers.length, SUBSCRIBERS)
      assert.ok(centre.receiptAnswers.every(status => status === 0))
      assert.deepEqual(centre.commands, ['bind_transceiver', 'unbind'])
    })
  }

  test('refuses some, fails some, and our tally says how many', async t => {
    const last = (number: string) => Number(number.slice(-1))
    const centre = await startNpmCentre(t, {
      refuses: number => last(number) === 1,
      fails: number => last(number) === 2,
    })
    const tally = await runRound({ message: ACCENTED, subscribers: SUBSCRIBERS, port: centre.port })
    const tenth = SUBSCRIBERS / 10
    const { audience, failed, delivered, uncertain } = tally.subscribers
    assert.deepEqual(
      { audience, failed, delivered, uncertain },
      { audience: SUBSCRIBERS, failed: 2 * tenth, delivered: 8 * tenth, uncertain: 0 },
    )
    assert.equal(tally.segments.submitted, centre.submitted.length)
    assert.equal(tally.statuses.ESME_RINVDSTADR, tally.segments.refused)
    assert.equal(tally.segments.accepted + tally.segments.refused, tally.segments.submitted)
  })
})

/** What is the same in every submit_sm of a round. */
const MEANT = {
  service_type: '',
  source_addr_ton: 5,
  source_addr_npi: 0,
  source_addr: 'BOYTE',
  dest_addr_ton: 1,
  dest_addr_npi: 1,
  protocol_id: 0,
  priority_flag: 0,
  replace_if_present_flag: 0,
  data_coding: 0,
  sm_default_msg_id: 0,
}

function facts(pdu: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.keys(MEANT).map(name => [name, pdu[name]]))
}

interface Manners {
  readonly refuses?: (number: string) => boolean
  readonly fails?: (number: string) => boolean
}

/** Answers in order, with a receipt for each accepted submit_sm that asks for one, before or after its answer in turns. */
async function startNpmCentre(t: TestContext, { refuses, fails }: Manners = {}) {
  const submitted: PDU[] = []
  const receiptAnswers: number[] = []
  const commands: string[] = []
  const sessions = new Set<Session>()
  const submit = (session: Session, pdu: PDU) => {
    submitted.push(pdu)
    const number = String(pdu.destination_addr)
    if (refuses?.(number)) return session.send(pdu.response({ command_status: ESME_RINVDSTADR }))
    const id = submitted.length.toString(16).padStart(8, '0')
    const answer = () => session.send(pdu.response({ message_id: id }))
    if (Number(pdu.registered_delivery) === 0) return answer()
    const receipt = () =>
      session.deliver_sm(receiptFor(pdu, id, fails?.(number) ? 'UNDELIV' : 'DELIVRD'), response => {
        receiptAnswers.push(response.command_status)
      })
    for (const step of submitted.length % 2 === 0 ? [answer, receipt] : [receipt, answer]) step()
  }
  const server = smpp.createServer(session => {
    sessions.add(session)
    session.on('error', () => session.destroy())
    session.on('pdu', pdu => {
      if (pdu.command === 'submit_sm') submit(session, pdu)
      else if (!pdu.isResponse()) {
        if (pdu.command !== 'enquire_link') commands.push(pdu.command)
        session.send(pdu.response({ system_id: 'npm' }))
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    for (const session of sessions) session.destroy()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { port, submitted, receiptAnswers, commands, messages: () => messagesOf(submitted) }
}

/** Appendix B. */
function receiptFor(pdu: PDU, id: string, stat: string): Record<string, unknown> {
  const dates = 'submit date:2002030700 done date:2002030701'
  return {
    source_addr_ton: pdu.dest_addr_ton,
    source_addr_npi: pdu.dest_addr_npi,
    source_addr: pdu.destination_addr,
    dest_addr_ton: pdu.source_addr_ton,
    dest_addr_npi: pdu.source_addr_npi,
    destination_addr: pdu.source_addr,
    esm_class: 4,
    short_message: { message: `id:${id} sub:001 dlvrd:001 ${dates} stat:${stat} err:000 text:` },
  }
}

/** The parts of each subscriber put together in their own order, as npm's `smpp` decodes them. */
function messagesOf(submitted: readonly PDU[]): Map<string, string> {
  const parts = new Map<string, string[]>()
  for (const pdu of submitted) {
    const { udh, message } = pdu.short_message as { udh?: readonly Buffer[]; message: string }
    const number = String(pdu.destination_addr)
    const known = parts.get(number) ?? []
    // Information element 0: length 3, then reference, parts, part (3GPP TS 23.040, section 9.2.3.24.1).
    const part = udh === undefined ? 1 : udh[0][4]
    assert.equal(known[part], undefined, 'no part comes twice')
    known[part] = message
    parts.set(number, known)
  }
  return new Map([...parts].map(([number, texts]) => [number, texts.join('')]))
}
