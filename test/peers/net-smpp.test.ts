/** Perl's Net::SMPP sends through our simulated centre. */
import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { run } from './child.ts'
import { missing } from './installed.ts'
import { startCentre } from './loa.ts'

const PROGRAM = fileURLToPath(new URL('net-smpp.pl', import.meta.url))
const MESSAGES = 50
const ESME_ROK = 0
const ESME_RINVDSTADR = 0x0b
const ESME_RINVPASWD = 0x0e

/** What the program prints. */
interface Seen {
  readonly bind: number
  readonly centre: string
  readonly statuses: Readonly<Record<string, number>>
  readonly receipts: readonly { is_receipt: boolean; source_addr: string; text: string }[]
  readonly enquire_link?: number
  readonly unbind?: number
}

describe('Net::SMPP', { skip: missing('Net::SMPP') }, () => {
  test('Net::SMPP gets an answer and a receipt for each message', async t => {
    const { seen, count } = await send(t, { password: 'secret', flags: [] })
    assert.deepEqual([seen.bind, seen.enquire_link, seen.unbind], [ESME_ROK, ESME_ROK, ESME_ROK])
    assert.deepEqual(seen.statuses, { [ESME_ROK]: MESSAGES })
    const numbers = Array.from({ length: MESSAGES }, (_, i) => String(84_912_000_000 + i))
    assert.deepEqual(seen.receipts.map(receipt => receipt.source_addr).sort(), numbers)
    for (const { is_receipt, text } of seen.receipts) {
      assert.ok(is_receipt)
      assert.match(text, /^id:\S+ sub:001 dlvrd:001 submit date:\d{10} done date:\d{10} stat:DELIVRD err:000 text:/i)
    }
    const { submits, accepted, receipts, unbinds, protocolErrors } = count
    assert.deepEqual(
      { submits, accepted, unbinds, protocolErrors },
      { submits: MESSAGES, accepted: MESSAGES, unbinds: 1, protocolErrors: 0 },
    )
    assert.deepEqual([receipts.sent, receipts.answered], [MESSAGES, MESSAGES])
  })

  test('Net::SMPP sees as many refusals as the centre counts', async t => {
    const { seen, count } = await send(t, { password: 'secret', flags: ['--refuse', '30%'] })
    const refused = seen.statuses[ESME_RINVDSTADR]
    assert.ok(refused > 0 && refused < MESSAGES)
    assert.equal(seen.statuses[ESME_ROK], MESSAGES - refused)
    assert.deepEqual([count.refused, count.accepted], [refused, MESSAGES - refused])
    assert.equal(seen.receipts.length, MESSAGES - refused)
  })

  test('Net::SMPP is not bound with a wrong password', async t => {
    const { seen, count } = await send(t, { password: 'wrong', flags: [] })
    assert.equal(seen.bind, ESME_RINVPASWD)
    assert.equal(count.submits, 0)
  })
})

async function send(t: TestContext, { password, flags }: { password: string; flags: string[] }) {
  const centre = await startCentre('--password', 'secret', ...flags)
  t.after(() => centre.child.stop())
  const account = ['perl', password, String(MESSAGES), 'BCD phong chong dich COVID-19']
  const { stdout } = await run({
    command: 'perl',
    args: [PROGRAM, centre.host, String(centre.port), ...account],
    withinMs: 60_000,
  })
  return { seen: JSON.parse(stdout) as Seen, count: await centre.count() }
}
