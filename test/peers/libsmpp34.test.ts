/**
 * libsmpp34, a C library from another project, reads what our encoder writes: it names each field as we meant it, and
 * packs the same octets again. `libsmpp34.c` is compiled here, for this run.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { seeded } from '../../src/base/random.ts'
import { encodePdu } from '../../src/smpp/codec.ts'
import { PDUS, type PduInput, type PduName, TLVS, type TlvName, type TlvSpec } from '../../src/smpp/pdus.ts'
import { type AnyPduOptions, anyPdu } from './any-pdu.ts'
import { run } from './child.ts'
import { missing } from './installed.ts'

const SOURCE = fileURLToPath(new URL('libsmpp34.c', import.meta.url))
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const PDUS_EACH = 100

/**
 * Where the library ends before the specification does: the TLVs of data_sm_resp, 65 octets for the addresses of
 * data_sm, the last octet of a short_message, and how much of a payload it can print.
 */
const KNOWN = { without: ['data_sm_resp'], addressMax: 21, messageMax: 253 } as const satisfies Partial<AnyPduOptions>
const PRINTED_MAX = 300

describe('libsmpp34', { skip: missing('cc', 'libsmpp34') }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'loa-libsmpp34-'))
  const program = join(directory, 'libsmpp34')
  before(async () => {
    const args = ['-std=c17', '-O1', '-o', program, SOURCE, '-I/usr/include/libsmpp34', '-lsmpp34']
    await run({ command: 'cc', args, withinMs: 60_000 })
  })
  after(() => rmSync(directory, { recursive: true }))

  const anyOf = (command: PduName, options: Omit<AnyPduOptions, 'random'>) => {
    const random = seeded(SEED)
    return Array.from({ length: PDUS_EACH }, () => anyPdu(command, { ...KNOWN, ...options, random }))
  }

  for (const command of Object.keys(PDUS) as PduName[]) {
    test(`libsmpp34 unpacks and packs any ${command} to the same octets`, async () => {
      const input = anyOf(command, { message: 'octets' })
        .map(pdu => `${hex(pdu)}\n`)
        .join('')
      const { stdout } = await run({ command: program, args: [], input })
      assert.deepEqual(stdout.split('\n'), input.split('\n'), `SEED=${SEED}`)
    })

    test(`libsmpp34 reads the fields of any ${command} as we meant them`, async () => {
      const pdus = anyOf(command, { message: 'letters', payloadMax: PRINTED_MAX })
      const input = pdus.map(pdu => `${hex(pdu)}\n`).join('')
      const { stdout } = await run({ command: program, args: ['--dump'], input })
      const printed = stdout.trimEnd().split('\n\n').map(fieldsOf)
      assert.deepEqual(
        printed,
        pdus.map((pdu, i) => asPrinted(meant(pdu), printed[i])),
        `SEED=${SEED}`,
      )
    })
  }

  test('libsmpp34 refuses a PDU whose length is wrong, so that the other tests can fail', async () => {
    const octets = encodePdu({ command: 'enquire_link', sequence_number: 1 })
    octets.writeUInt32BE(17, 0)
    const { stdout } = await run({ command: program, args: [], input: octets.toString('hex') })
    assert.match(stdout, /^error: /)
  })
})

function hex(pdu: PduInput): string {
  return encodePdu(pdu).toString('hex')
}

type Printed = readonly [name: string, value: string | number]
type Meant = readonly [name: string, value: string | number | Buffer]

/**
 * The library prints a field a line, numbers also in words, and for a TLV its tag, length and value:
 *
 *     source_addr_ton               [05]       - [TON_Alphanumeric]
 *     source_addr                   [BOYTE]
 *     tag                           [0204] [TLVID_user_message_reference]
 *     length                        [0002] [2]
 *     value.val16                   [B805] [47109]
 */
function fieldsOf(dump: string): Printed[] {
  return dump.split('\n').map((line): Printed => {
    const octets = /^value\.octet +\[(.*)\]$/.exec(line)
    if (octets !== null) return ['value', octets[1]]
    const number = /^(\w+)(?:\.val\d+)? +\[([0-9A-F]+)\] +(?:- )?\[-?\w*\]$/.exec(line)
    if (number !== null) return [number[1], Number.parseInt(number[2], 16)]
    const text = /^(\w+) +\[(\w*|\d+\+)\]$/.exec(line)
    if (text !== null) return [text[1], text[2]]
    throw new Error(`what does the library mean by '${line}'?`)
  })
}

/** The same, from the values that were encoded. */
function meant(pdu: PduInput): Meant[] {
  const { command, command_status, sequence_number, tlvs, ...body } = pdu
  const octets = encodePdu(pdu)
  return [
    ['command_length', octets.length],
    ['command_id', PDUS[command].id],
    ['command_status', command_status ?? 0],
    ['sequence_number', sequence_number],
    ...Object.entries(body).flatMap(([name, value]) => meantField(name, value)),
    ...Object.entries(tlvs ?? {}).flatMap(([name, value]) =>
      [value].flat().flatMap(one => meantTlv(name as TlvName, one)),
    ),
  ]
}

function meantField(name: string, value: unknown): Printed[] {
  if (typeof value === 'number' || typeof value === 'string') return [[name, value]]
  if (value instanceof Buffer)
    return [
      ['sm_length', value.length],
      [name, value.toString('latin1')],
    ]
  const list = value as readonly Record<string, string | number>[]
  const count = name === 'dest_address' ? 'number_of_dests' : 'no_unsuccess'
  return [
    [count, list.length],
    ...list.flatMap((one): Printed[] =>
      name === 'dest_address' ? [['dest_flag', 'dl_name' in one ? 2 : 1], ...Object.entries(one)] : Object.entries(one),
    ),
  ]
}

function meantTlv(name: TlvName, value: unknown): Meant[] {
  const octets = tlvOctets(TLVS[name], value)
  return [
    ['tag', TLVS[name].tag],
    ['length', octets.length],
    ['value', octets],
  ]
}

function tlvOctets({ kind }: TlvSpec, value: unknown): Buffer {
  if (kind === 'octets') return value as Buffer
  if (kind === 'cstring') return Buffer.from(`${value}\0`, 'latin1')
  if (kind === 'empty') return Buffer.alloc(0)
  const size = { u8: 1, u16: 2, u32: 4 }[kind]
  const octets = Buffer.alloc(size)
  octets.writeUIntBE(value as number, 0, size)
  return octets
}

/** The library prints the octets of a TLV as a number or as letters: take them as it did. */
function asPrinted(meant: readonly Meant[], printed: readonly Printed[]): Printed[] {
  return meant.map(([name, value], row): Printed => {
    if (typeof value === 'string' || typeof value === 'number') return [name, value]
    if (typeof printed[row]?.[1] === 'number') return [name, value.readUIntBE(0, value.length)]
    return [name, value.toString('latin1').replace(/[^\x20-\x7e]/g, '.')]
  })
}
