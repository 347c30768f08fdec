/** `loa/smpp` in front of programs of others: its server takes their messages, its client sends to their server. */
import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { connect, type DeliveryReceipt, listen } from '../../src/endpoint/smpp.ts'
import { run } from './child.ts'
import { missing } from './installed.ts'
import { DELIVERED, startKannel, startPage } from './kannel.ts'
import { startNpmCentre } from './npm-centre.ts'

const TEXT = 'Bộ Y tế: rửa tay thường xuyên bằng xà phòng. '.repeat(4).slice(0, 140)
const MESSAGES = 20

test("a client sends to npm's smpp and hears of the delivery", async t => {
  const centre = await startNpmCentre(t)
  const heard = Promise.withResolvers<DeliveryReceipt>()
  const session = await connect({ url: `smpp://loa:secret@127.0.0.1:${centre.port}`, on: { receipt: heard.resolve } })
  const message = { source: 'BOYTE', destination: '84912345678', text: TEXT }
  const { message_ids } = await session.submit({ ...message, receipts: 'last' })
  assert.equal(message_ids.length, 3)
  assert.deepEqual([...centre.messages()], [['84912345678', TEXT]])
  const receipt = await heard.promise
  assert.deepEqual([receipt.message_id, receipt.state], [message_ids[2], 'DELIVRD'])
  await session.close()
  assert.deepEqual(centre.commands, ['bind_transceiver', 'unbind'])
})

describe('a server', () => {
  test('a server takes a message from Kannel', { skip: missing('bearerbox') }, async t => {
    const { port, heard } = await startServer(t)
    const page = await startPage()
    t.after(() => page.close())
    const kannel = await startKannel({ host: '127.0.0.1', port })
    t.after(() => kannel.stop())
    const receipts = { url: page.url, mask: DELIVERED }
    await kannel.send({ to: '84912345678', from: 'BOYTE', text: TEXT, receipts })
    assert.equal(await page.told, DELIVERED)
    await kannel.stop()
    assert.deepEqual(heard, ['kannel 1/3', 'kannel 2/3', 'kannel 3/3', `text ${TEXT}`])
  })

  test('a server takes messages from Net::SMPP', { skip: missing('Net::SMPP') }, async t => {
    const { port, heard } = await startServer(t)
    const program = fileURLToPath(new URL('net-smpp.pl', import.meta.url))
    const args = [program, '127.0.0.1', String(port), 'perl', 'secret', String(MESSAGES), 'xin chao']
    const { stdout } = await run({ command: 'perl', args, withinMs: 60_000 })
    const seen = JSON.parse(stdout)
    assert.deepEqual([seen.bind, seen.centre, seen.unbind], [0, 'Loa', 0])
    assert.deepEqual([seen.statuses, seen.receipts.length], [{ 0: MESSAGES }, MESSAGES])
    assert.deepEqual(
      heard,
      Array.from({ length: MESSAGES }, () => 'perl xin chao'),
    )
  })
})

/** Accepts everything, and says that it was delivered when it is asked to. */
async function startServer(t: TestContext) {
  const heard: string[] = []
  const pieces: (string | null)[] = []
  const server = await listen({
    system_id: 'Loa',
    bind: () => {},
    submit: (message, session) => {
      const { part, pdu, source, destination } = message
      heard.push(`${session.peer} ${part === null ? message.text : `${part.index}/${part.total}`}`)
      if (part !== null) pieces.push(message.text)
      if (part?.index === part?.total && part !== null) heard.push(`text ${pieces.join('')}`)
      const message_id = `id${heard.length}`
      if (pdu.registered_delivery !== 0)
        setImmediate(() =>
          session.receipt({
            message_id,
            state: 'DELIVRD',
            submitted: Date.now(),
            done: Date.now(),
            from: { addr: destination, ton: pdu.dest_addr_ton, npi: pdu.dest_addr_npi },
            to: { addr: source, ton: pdu.source_addr_ton, npi: pdu.source_addr_npi },
          }),
        )
      return message_id
    },
  })
  t.after(() => server.close())
  return { port: server.port, heard }
}
