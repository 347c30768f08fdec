/**
 * Wireshark's SMPP decoder reads what we write: every PDU of the table, and each part of a message as it will go to a
 * phone, from a capture file that we make of the octets.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { seeded } from '../../src/base/random.ts'
import { encodePdu } from '../../src/smpp/codec.ts'
import { PDUS, type PduInput, type PduName, TLVS, type TlvName } from '../../src/smpp/pdus.ts'
import { segmentOctets } from '../../src/text/octets.ts'
import { split } from '../../src/text/split.ts'
import { anyPdu } from './any-pdu.ts'
import { missing } from './installed.ts'
import { pcap } from './pcap.ts'
import { type Dissected, type Dissection, dissect } from './tshark.ts'

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const PDUS_EACH = 20
/** Any will do: the file says which protocol it is. */
const PORT = 2775

const UNACCENTED =
  'BCD phong, chong dich COVID-19: Nguoi dan rua tay thuong xuyen bang xa phong, deo khau trang noi dong nguoi, khai bao y te trung thuc. Goi 19003228 hoac 19009095'
const ACCENTED =
  'Bộ Y tế: Để phòng bệnh viêm đường hô hấp cấp do nCoV, người dân rửa tay thường xuyên bằng xà phòng, đeo khẩu trang nơi đông người.'

/** `units`: letters counted with iconv and wc; 3GPP TS 23.040 gives 160 and 70 alone, 153 and 67 a part, one less with 16 bits. */
const MESSAGES = [
  { name: 'a GSM-7 text of one segment', text: UNACCENTED.slice(0, 160), units: [160], dataCoding: 0, reference: 8 },
  { name: 'a GSM-7 text of two segments', text: UNACCENTED, units: [153, 8], dataCoding: 0, reference: 8 },
  {
    name: 'a GSM-7 text whose extension letters lie on the cuts',
    text: `${'a'.repeat(152)}€${'b'.repeat(151)}{}@\n£Ω`,
    units: [152, 153, 8],
    dataCoding: 0,
    reference: 8,
  },
  { name: 'a GSM-7 text with a 16 bit reference', text: UNACCENTED, units: [152, 9], dataCoding: 0, reference: 16 },
  { name: 'a Vietnamese text of one segment', text: ACCENTED.slice(0, 70), units: [70], dataCoding: 8, reference: 8 },
  { name: 'a Vietnamese text of two segments', text: ACCENTED, units: [67, 63], dataCoding: 8, reference: 8 },
  {
    name: 'a Vietnamese text of three segments with a 16 bit reference',
    text: `${ACCENTED} ${'ổ'.repeat(10)}`,
    units: [66, 66, 9],
    dataCoding: 8,
    reference: 16,
  },
] as const

describe('tshark', { skip: missing('tshark') }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'loa-tshark-'))
  after(() => rmSync(directory, { recursive: true }))
  let files = 0
  const read = (pdus: readonly Uint8Array[]): Promise<Dissection> => {
    const file = join(directory, `${files++}.pcap`)
    writeFileSync(file, pcap({ port: PORT, pdus }))
    return dissect(file, PORT)
  }

  const COMMANDS = Object.keys(PDUS) as PduName[]
  const pdusOf = (command: PduName) => {
    const random = seeded(SEED)
    return Array.from({ length: PDUS_EACH }, () => anyPdu(command, { random, message: 'letters' }))
  }
  /** Read at once: to start tshark takes as long as to read thousands. */
  const all = COMMANDS.map(command => ({ command, pdus: pdusOf(command) }))
  let dissection: Dissection = { pdus: [], complaints: [] }
  before(async () => {
    dissection = await read(all.flatMap(({ pdus }) => pdus.map(encodePdu)))
  })

  for (const [place, { command, pdus }] of all.entries())
    test(`tshark reads the fields of any ${command} as we meant them`, () => {
      assert.deepEqual(dissection.complaints, [], `SEED=${SEED}`)
      assert.equal(dissection.pdus.length, all.length * PDUS_EACH, `SEED=${SEED}`)
      const seen = dissection.pdus.slice(place * PDUS_EACH)
      for (const [i, pdu] of pdus.entries()) assert.deepEqual(seenOf(seen[i], pdu), meant(pdu), `SEED=${SEED}`)
    })

  for (const { name, text, units, dataCoding, reference } of MESSAGES) {
    test(`tshark reads each part of ${name} and puts the message together again`, async () => {
      const { pdus, complaints } = await read(submitted(text, reference))
      assert.deepEqual(complaints, [])
      assert.equal(pdus.length, units.length)
      const texts = pdus.map(({ smpp }) => smpp.message_text)
      assert.equal(texts.join(''), text)
      for (const [i, { smpp, userData }] of pdus.entries()) {
        assert.equal(smpp.source_addr, 'BOYTE')
        assert.equal(Number(smpp.source_addr_ton), 5)
        assert.equal(Number(smpp.source_addr_npi), 0)
        assert.equal(smpp.destination_addr, '84912345678')
        assert.equal(Number(smpp.dest_addr_ton), 1)
        assert.equal(Number(smpp.dest_addr_npi), 1)
        assert.equal(Number(smpp.data_coding), dataCoding)
        assert.equal(Number(smpp['regdel.receipt']), 1)
        assert.equal(unitsOf(texts[i] as string, dataCoding), units[i])
        if (units.length === 1) assert.equal(userData, null)
        else
          assert.deepEqual(concatenation(userData), {
            ie: reference === 16 ? 8 : 0,
            reference: reference === 16 ? 0x1234 : 0x34,
            parts: units.length,
            part: i + 1,
          })
      }
      if (units.length > 1) {
        const octets = units.reduce<number>((sum, one) => sum + one, 0) * (dataCoding === 8 ? 2 : 1)
        const together = pdus.at(-1)?.userData?.['gsm_sms_ud.reassembled.length']
        assert.equal(Number(together), octets)
      }
    })
  }

  test('tshark complains about a PDU that is cut short, so that the other tests can fail', async () => {
    const octets = Buffer.from(submitted('xin chao', 8)[0])
    const cut = octets.subarray(0, 40)
    cut.writeUInt32BE(cut.length, 0)
    const { complaints } = await read([cut])
    assert.notDeepEqual(complaints, [])
  })
})

function submitted(text: string, reference: 8 | 16): Buffer[] {
  const parts = split(text, { reference })
  const segments = segmentOctets(parts, reference === 16 ? 0x1234 : 0x34)
  return segments.map(({ octets, dataCoding, udh }, i) =>
    encodePdu({
      command: 'submit_sm',
      sequence_number: i + 1,
      source_addr_ton: 5,
      source_addr_npi: 0,
      source_addr: 'BOYTE',
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      destination_addr: '84912345678',
      esm_class: udh ? 0x40 : 0,
      registered_delivery: 1,
      data_coding: dataCoding,
      short_message: Buffer.from(octets),
    }),
  )
}

/** Letters of the extension table (3GPP TS 23.038, section 6.2.1.1) take two septets. */
function unitsOf(text: string, dataCoding: number): number {
  return text.length + (dataCoding === 0 ? (text.match(/[\^{}\\[~\]|€\f]/g)?.length ?? 0) : 0)
}

function concatenation(userData: Dissected['userData']) {
  const number = (name: string) => Number(userData?.[name])
  return {
    ie: number('gsm_sms.ie_identifier'),
    reference: number('gsm_sms.udh.mm.msg_id'),
    parts: number('gsm_sms.udh.mm.msg_parts'),
    part: number('gsm_sms.udh.mm.msg_part'),
  }
}

/** The fields that Wireshark shows under the specification's names, and the TLVs by tag and length. */
const SHOWN = new Set([
  'system_id',
  'password',
  'system_type',
  'interface_version',
  'addr_ton',
  'addr_npi',
  'address_range',
  'service_type',
  'source_addr_ton',
  'source_addr_npi',
  'source_addr',
  'dest_addr_ton',
  'dest_addr_npi',
  'destination_addr',
  'esme_addr_ton',
  'esme_addr_npi',
  'esme_addr',
  'message_id',
  'protocol_id',
  'priority_flag',
  'data_coding',
  'sm_default_msg_id',
  'message_state',
  'error_code',
])

function meant(pdu: PduInput): Record<string, unknown> {
  const { command, tlvs, sequence_number } = pdu
  const fields = Object.entries(pdu).filter(([name]) => SHOWN.has(name))
  const octets = 'short_message' in pdu ? pdu.short_message : undefined
  return {
    command_id: PDUS[command].id,
    command_length: encodePdu(pdu).length,
    sequence_number,
    ...Object.fromEntries(fields),
    ...(octets && { sm_length: octets.length, message: octets.toString('hex') }),
    tags: Object.entries(tlvs ?? {}).flatMap(([name, value]) =>
      Array.isArray(value) ? value.map(() => tag(name)) : [tag(name)],
    ),
  }
}

function tag(name: string): number {
  return TLVS[name as TlvName].tag
}

/** Its words for fields that are there and empty. */
const EMPTY: Readonly<Record<string, string>> = { service_type: '(Default)', address_range: 'NULL' }

/** What Wireshark says, in the shape of what was meant: as many names, numbers where those are numbers. */
function seenOf({ smpp }: Dissected, pdu: PduInput): Record<string, unknown> {
  const shape = meant(pdu)
  return Object.fromEntries(
    Object.entries(shape).map(([name, value]) => {
      if (name === 'tags') return [name, [smpp.opt_param_tag ?? []].flat().map(Number)]
      const seen = smpp[name]
      if (name === 'message') return [name, String(seen ?? '').replaceAll(':', '')]
      if (typeof value === 'number') return [name, Number(seen)]
      return [name, seen === EMPTY[name] ? '' : (seen ?? '')]
    }),
  )
}
