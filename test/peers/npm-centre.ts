/** An SMS centre made of npm's `smpp`: it answers, gives receipts, and keeps what it read. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import smpp, { type PDU, type Session } from 'smpp'

const ESME_RINVDSTADR = 0x0b

export interface Manners {
  readonly refuses?: (number: string) => boolean
  readonly fails?: (number: string) => boolean
}

/** Answers in order, with a receipt for each accepted submit_sm that asks for one, before or after its answer in turns. */
export async function startNpmCentre(t: TestContext, { refuses, fails }: Manners = {}) {
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
