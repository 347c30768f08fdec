/**
 * A round and the simulated centre as Wireshark sees them on the loopback interface, both directions, as it goes.
 *
 * Needs the right to capture packets, which root has.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { startCapture } from './capture.ts'
import { missing } from './installed.ts'
import { startCentre } from './loa.ts'
import { audienceOf, runRound } from './round.ts'
import type { Dissected } from './tshark.ts'

const SUBSCRIBERS = 20
const SUBMIT_SM = 0x00000004
const DELIVER_SM = 0x00000005
const RESPONSE = 0x80000000

const ACCENTED =
  'Bộ Y tế: Để phòng bệnh viêm đường hô hấp cấp do nCoV, người dân rửa tay thường xuyên bằng xà phòng, đeo khẩu trang nơi đông người.'
const UNACCENTED = `${'BCD phong, chong dich COVID-19: rua tay, deo khau trang, khai bao y te. '.repeat(2)}Goi [19003228] hoac {19009095}`

const MESSAGES = [
  { name: 'a Vietnamese message', message: ACCENTED, parts: 2, dataCoding: 8, flags: [] },
  { name: 'a GSM-7 message', message: UNACCENTED, parts: 2, dataCoding: 0, flags: [] },
  {
    name: 'a message with a 16 bit reference',
    message: ACCENTED,
    parts: 2,
    dataCoding: 8,
    flags: ['--reference', '16'],
  },
  {
    name: 'a message with a receipt for each part',
    message: ACCENTED,
    parts: 2,
    dataCoding: 8,
    flags: ['--receipts', 'all'],
  },
  { name: 'a short message', message: 'Goi 19003228', parts: 1, dataCoding: 0, flags: [] },
] as const

describe('a round on the wire', { skip: missing('tshark', 'the right to capture packets') }, () => {
  for (const { name, message, parts, dataCoding, flags } of MESSAGES) {
    test(`a round carries ${name} to each subscriber as it was approved`, async t => {
      const { pdus, complaints, tally, count } = await captured(t, message, flags)
      assert.deepEqual(complaints, [])
      const submits = pdus.filter(({ smpp }) => Number(smpp.command_id) === SUBMIT_SM)
      assert.equal(submits.length, SUBSCRIBERS * parts)
      assert.deepEqual([tally.segments.submitted, count.submits], [submits.length, submits.length])
      const all = (flags as readonly string[]).includes('all')
      for (const number of audienceOf(SUBSCRIBERS)) {
        const own = submits.filter(({ smpp }) => smpp.destination_addr === number)
        assert.equal(own.map(({ smpp }) => smpp.message_text).join(''), message)
        for (const [i, part] of own.entries()) {
          const last = i === parts - 1
          assert.deepEqual(factsOf(part), { ...MEANT, dataCoding, receipt: all || last ? 1 : 0 })
          assert.deepEqual(placeOf(part), parts === 1 ? null : [parts, i + 1])
        }
        assert.equal(new Set(own.map(referenceOf)).size, 1)
      }
      const receipts = pdus.filter(({ smpp }) => Number(smpp.command_id) === DELIVER_SM)
      assert.equal(receipts.length, SUBSCRIBERS * (all ? parts : 1))
    })
  }

  test('a round answers every request once, with its sequence_number', async t => {
    const { pdus } = await captured(t, ACCENTED, ['--receipts', 'all'])
    const all = pdus.map(({ smpp }) => ({
      command: Number(smpp.command_id),
      sequence: Number(smpp.sequence_number),
      status: Number(smpp.command_status ?? 0),
    }))
    const requests = all.filter(({ command }) => command < RESPONSE)
    const responses = all.filter(({ command }) => command >= RESPONSE)
    // A bind, an unbind, and for each of two parts a submit_sm and a deliver_sm.
    assert.equal(requests.length, 2 + SUBSCRIBERS * 2 * 2)
    assert.deepEqual(
      responses.map(({ command, sequence }) => `${command - RESPONSE} ${sequence}`).sort(),
      requests.map(({ command, sequence }) => `${command} ${sequence}`).sort(),
    )
    assert.ok(responses.every(({ status }) => status === 0))
  })
})

async function captured(t: TestContext, message: string, flags: readonly string[]) {
  const directory = mkdtempSync(join(tmpdir(), 'loa-capture-'))
  t.after(() => rmSync(directory, { recursive: true }))
  const centre = await startCentre('--password', 'secret')
  t.after(() => centre.child.stop())
  const capture = await startCapture(centre.port, join(directory, 'round.pcap'))
  t.after(() => capture.stop())
  const tally = await runRound({ message, subscribers: SUBSCRIBERS, port: centre.port, flags })
  assert.equal(tally.subscribers.delivered, SUBSCRIBERS)
  const seen = await capture.read()
  return { ...seen, tally, count: await centre.count() }
}

/** The contract's addresses: an alphanumeric source is TON 5 NPI 0, a destination TON 1 NPI 1. */
const MEANT = { source: '5 0 BOYTE', destination: '1 1', dataCoding: 0, receipt: 0 }

function factsOf({ smpp }: Dissected): typeof MEANT {
  return {
    source: `${Number(smpp.source_addr_ton)} ${Number(smpp.source_addr_npi)} ${smpp.source_addr}`,
    destination: `${Number(smpp.dest_addr_ton)} ${Number(smpp.dest_addr_npi)}`,
    dataCoding: Number(smpp.data_coding),
    receipt: Number(smpp['regdel.receipt']),
  }
}

/** Of how many parts it is which, by its user data header. */
function placeOf({ userData }: Dissected): [number, number] | null {
  if (userData === null) return null
  return [Number(userData['gsm_sms.udh.mm.msg_parts']), Number(userData['gsm_sms.udh.mm.msg_part'])]
}

function referenceOf({ userData }: Dissected): string {
  return String(userData?.['gsm_sms.udh.mm.msg_id'])
}
