/** Kannel sends through our simulated centre: what it is told of each message, and what the centre counted. */
import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import { missing } from './installed.ts'
import { DELIVERED, REFUSED, startKannel, startPage, UNDELIVERED } from './kannel.ts'
import { startCentre } from './loa.ts'

/** Three parts of UCS-2: 67, 67 and 6 letters. */
const THREE_PARTS = 'Bộ Y tế: rửa tay thường xuyên bằng xà phòng. '.repeat(4).slice(0, 140)

describe('Kannel', { skip: missing('bearerbox') }, () => {
  for (const style of ['text', 'tlv', 'both']) {
    test(`Kannel is told that a message of three parts was delivered, by a receipt as ${style}`, async t => {
      const { told, count } = await sendOne(t, THREE_PARTS, ['--receipt-style', style])
      assert.equal(told, DELIVERED)
      const { submits, accepted, complete, receipts, binds, unbinds, protocolErrors } = count
      assert.deepEqual(
        { submits, accepted, complete, binds, unbinds, protocolErrors },
        { submits: 3, accepted: 3, complete: 1, binds: 1, unbinds: 1, protocolErrors: 0 },
      )
      assert.deepEqual([receipts.sent, receipts.answered, receipts.delivered], [1, 1, 1])
    })
  }

  test('Kannel is told that a message was not delivered', async t => {
    const { told, count } = await sendOne(t, 'xin chao', ['--undeliverable', '1'])
    assert.equal(told, UNDELIVERED)
    assert.deepEqual([count.accepted, count.receipts.undeliverable], [1, 1])
  })

  test('Kannel is told that a message was refused', async t => {
    const { told, count } = await sendOne(t, 'xin chao', ['--refuse', '1'])
    assert.equal(told, REFUSED)
    assert.deepEqual([count.submits, count.refused, count.receipts.sent], [1, 1, 0])
  })
})

/** The first final thing that Kannel is told of the message, and the centre's count after Kannel has gone. */
async function sendOne(t: TestContext, text: string, flags: string[]) {
  const centre = await startCentre('--password', 'secret', ...flags)
  t.after(() => centre.child.stop())
  const page = await startPage()
  t.after(() => page.close())
  const kannel = await startKannel({ host: centre.host, port: centre.port, password: 'secret' })
  t.after(() => kannel.stop())
  await kannel.send({
    to: '84912345678',
    from: 'BOYTE',
    text,
    receipts: { url: page.url, mask: DELIVERED | UNDELIVERED | REFUSED },
  })
  const told = await page.told
  await kannel.stop()
  return { told, count: await centre.count() }
}
