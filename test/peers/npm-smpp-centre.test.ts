/** npm's `smpp` as the SMS centre of a round: what it reads of us, and whether our tally is what it did to us. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startNpmCentre } from './npm-centre.ts'
import { audienceOf, runRound } from './round.ts'

const SUBSCRIBERS = 300

const ACCENTED =
  'Bộ Y tế: Để phòng bệnh viêm đường hô hấp cấp do nCoV, người dân rửa tay thường xuyên bằng xà phòng, đeo khẩu trang nơi đông người.'
const UNACCENTED = `${'BCD phong, chong dich COVID-19: rua tay, deo khau trang, khai bao y te. '.repeat(4)}{€}`

describe("npm's smpp as the SMS centre of a round", () => {
  for (const { name, message, segments, dataCoding } of [
    { name: 'a Vietnamese message', message: ACCENTED, segments: 2, dataCoding: 8 },
    { name: 'a GSM-7 message', message: UNACCENTED, segments: 2, dataCoding: 0 },
    { name: 'a short message', message: 'Goi 19003228', segments: 1, dataCoding: 0 },
  ]) {
    test(`npm’s smpp as a centre reads ${name} whole at every subscriber and delivers it`, async t => {
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
      for (const pdu of centre.submitted) assert.deepEqual(facts(pdu), facts({ ...MEANT, data_coding: dataCoding }))
      assert.equal(centre.receiptAnswers.length, SUBSCRIBERS)
      assert.ok(centre.receiptAnswers.every(status => status === 0))
      assert.deepEqual(centre.commands, ['bind_transceiver', 'unbind'])
    })
  }

  test('npm’s smpp as a centre refuses some, fails some, and our tally says how many', async t => {
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
