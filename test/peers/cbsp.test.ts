/**
 * Wireshark's CBSP decoder reads what we write: every message of the table, with every element, from a capture file that we make
 * of the octets; and the text of pages as phones would show it. One run of tshark for all.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { anyMessage } from '../../src/cbs/any-message.test.ts'
import type { Cell } from '../../src/cbs/cells.ts'
import { encodeMessage } from '../../src/cbs/codec.ts'
import { MESSAGES, type Message, type MessageName } from '../../src/cbs/messages.ts'
import { DCS_GSM7, pagesOf } from '../../src/cbs/pages.ts'
import { periodOctets, SLOTS_MAX } from '../../src/cbs/slots.ts'
import { missing } from './installed.ts'
import { pcap } from './pcap.ts'
import { above, complaintsIn, type Json, leaves, list, packetsOf } from './tshark.ts'

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const EACH = 8
const PORT = 48049

/**
 * What Wireshark calls the elements that it shows as one number. Not the repetition period, which it reads as twelve bits, as TS 48.049
 * draws it, and osmo-bsc as 16: that has a test of its own.
 */
const SHOWN = {
  messageIdentifier: 'message_id',
  newSerialNumber: 'new_serial_nr',
  oldSerialNumber: 'old_serial_nr',
  category: 'category',
  numberOfBroadcastsRequested: 'num_bcast_req',
  numberOfPages: 'num_of_pages',
  dataCodingScheme: 'dcs',
  recoveryIndication: 'recovery_ind',
  emergencyIndicator: 'emergency_ind',
  channelIndicator: 'channel_ind',
  broadcastMessageType: 'bcast_msg_type',
} as const

const PERIODS = [1, 15, 16, 255, SLOTS_MAX]
const TEXTS = [
  'Bộ Y tế: ở trong nhà, đóng cửa sổ, chờ thông báo tiếp theo.',
  'BCD phong, chong dich: Nguoi dan rua tay thuong xuyen bang xa phong, deo khau trang noi dong nguoi, khai bao y te trung thuc.',
]

describe('tshark', { skip: missing('tshark') }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'loa-cbsp-'))
  const random = (Object.keys(MESSAGES) as MessageName[]).flatMap(name =>
    fc.sample(anyMessage(name).map(readable), { numRuns: EACH, seed: SEED }),
  )
  const written = TEXTS.map(text => writeOf(text))
  let packets: Record<string, Json>[] = []

  before(async () => {
    const file = join(directory, 'cbsp.pcap')
    // The last one is cut, so that the test of complaints can fail.
    const cut = encodeMessage(written[0]).subarray(0, -40)
    cut.writeUIntBE(cut.length - 4, 1, 3)
    const pdus = [...[...random, ...written, ...PERIODS.map(periodOf)].map(encodeMessage), cut]
    writeFileSync(file, pcap({ port: PORT, pdus }))
    packets = await packetsOf(file, PORT, { protocol: 'cbsp' })
    assert.equal(packets.length, pdus.length)
  })
  after(() => rmSync(directory, { recursive: true }))

  test('tshark reads the elements of any CBSP message as we meant them', () => {
    for (const [i, message] of random.entries()) {
      const why = `SEED=${SEED} ${JSON.stringify(message)}`
      assert.deepEqual(complaintsIn(above(packets[i])), [], why)
      const seen = leaves(list(packets[i].cbsp)[0], 'cbsp.')
      assert.equal(Number(seen.msg_type), MESSAGES[message.message].type, why)
      assert.equal(Number(seen.msg_len), encodeMessage(message).length - 4, why)
      for (const [name, theirs] of Object.entries(SHOWN)) {
        const value = (message as unknown as Record<string, unknown>)[name]
        assert.equal(numberIn(seen[theirs]), value, `${name}: ${why}`)
      }
      assert.deepEqual(lacsAndCis(seen), cellsOf(message), why)
    }
  })

  test('tshark shows the text of each page of a WRITE-REPLACE', () => {
    for (const [i, text] of TEXTS.entries()) {
      const packet = packets[random.length + i]
      assert.deepEqual(complaintsIn(above(packet)), [])
      const seen = leaves(list(packet.cbsp)[0], 'cbsp.')
      const shown = [seen.cb_page_content].flat().join('')
      assert.equal(shown.replace(/\r/g, ''), text)
    }
  })

  test('tshark reads a repetition period of twelve bits as the slots that we meant', () => {
    for (const [i, slots] of PERIODS.entries()) {
      const packet = packets[random.length + written.length + i]
      assert.equal(Number(leaves(list(packet.cbsp)[0], 'cbsp.').rep_period), slots)
    }
  })

  test('tshark complains about a message that is cut, so that the other tests can fail', () => {
    const last = packets.at(-1)
    assert.ok(last !== undefined)
    assert.notDeepEqual(complaintsIn(above(last)), [])
  })
})

/**
 * Wireshark gives up at a page in an alphabet that is none, and its JSON gathers what has one name, such as a cell that stands
 * twice in a list, at the place of the first.
 */
function readable(drawn: Message): Message {
  const message = withoutRepeatedCells(drawn)
  if (message.message !== 'WRITE-REPLACE' || message.dataCodingScheme === undefined) return message
  return { ...message, dataCodingScheme: DCS_GSM7 }
}

function withoutRepeatedCells<M extends Message>(message: M): M {
  const seen = new Set<string>()
  const isNew = (value: unknown) => {
    const { cell = value } = value as { cell?: unknown }
    const key = JSON.stringify(cell)
    return !seen.has(key) && seen.add(key)
  }
  const lists = Object.entries(message).filter(([name, value]) => Array.isArray(value) && name !== 'pages') as [
    string,
    unknown[],
  ][]
  return { ...message, ...Object.fromEntries(lists.map(([name, all]) => [name, all.filter(isNew)])) }
}

function writeOf(text: string): Message {
  const { dcs, pages } = pagesOf(text)
  return {
    message: 'WRITE-REPLACE',
    messageIdentifier: 4371,
    newSerialNumber: 0x4010,
    cellList: [{ by: 'all' }],
    channelIndicator: 0,
    category: 2,
    repetitionPeriod: 16,
    numberOfBroadcastsRequested: 120,
    numberOfPages: pages.length,
    dataCodingScheme: dcs,
    pages: pages.map(({ octets, used }) => ({ octets: Buffer.from(octets), used })),
  }
}

function periodOf(slots: number): Message {
  const message = writeOf('a')
  return { ...message, repetitionPeriod: periodOctets(slots, 'twelve-bits') } as Message
}

function numberIn(seen: string | string[] | undefined): number | undefined {
  return seen === undefined ? undefined : Number([seen].flat()[0])
}

/** Location areas and cells in the order of the message, wherever they stand in it. */
function lacsAndCis(seen: Record<string, string | string[]>) {
  const numbers = (value: string | string[] | undefined) => [value ?? []].flat().map(Number)
  return { lacs: numbers(seen.lac), cis: numbers(seen.ci) }
}

/** Wireshark reads no further in a list once it has met `all`, which has no octets of its own. */
function cellsOf(message: Message) {
  const cells: Cell[] = []
  for (const element of MESSAGES[message.message].elements as readonly string[]) {
    const value = (message as unknown as Record<string, unknown>)[element.replace('?', '')]
    if (!Array.isArray(value) || element.startsWith('pages')) continue
    for (const entry of value as readonly (Cell | { readonly cell: Cell })[]) {
      const cell = 'cell' in entry ? entry.cell : entry
      if (cell.by === 'all') break
      cells.push(cell)
    }
  }
  return {
    lacs: cells.flatMap(cell => ('lac' in cell ? [cell.lac] : [])),
    cis: cells.flatMap(cell => ('ci' in cell ? [cell.ci] : [])),
  }
}
