/**
 * Wireshark's NGAP and SBc-AP decoders read what 4G and 5G would be asked for: any warning, in any area, from one capture file in one
 * run of tshark. They are *decoded* here; no free network answers them.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { ngapCancel, ngapCancelAll, ngapWriteReplace } from '../../src/cbs/ngap.ts'
import { pagesOf } from '../../src/cbs/pages.ts'
import { sbcapStop, sbcapStopAll, sbcapWriteReplace } from '../../src/cbs/sbcap.ts'
import type { Warning } from '../../src/cbs/warning.ts'
import { missing } from './installed.ts'
import { exportedPcap } from './pcap.ts'
import { complaintsIn, type Json, leaves, list, packetsOf } from './tshark.ts'

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000)
const EACH = 12

const digits = (count: number) =>
  fc.array(fc.nat({ max: 9 }), { minLength: count, maxLength: count }).map(numbers => numbers.join(''))
const network = { mcc: digits(3), mnc: fc.oneof(digits(2), digits(3)) }
const some = <Item>(item: fc.Arbitrary<Item>) => fc.array(item, { minLength: 1, maxLength: 20 })
const areas = (tacMax: number) =>
  some(fc.record({ ...network, tac: fc.nat({ max: tacMax }) })).map(all => ({ areas: all }))
const nrCells = some(fc.record({ ...network, nci: fc.maxSafeNat().map(n => n % 2 ** 36) }))
const eutranCells = some(fc.record({ ...network, eci: fc.nat({ max: 2 ** 28 - 1 }) }))
const nrArea = fc.option(
  fc.oneof(
    nrCells.map(cells => ({ cells })),
    areas(0xffffff),
  ),
)
const eutranArea = fc.option(
  fc.oneof(
    eutranCells.map(cells => ({ cells })),
    areas(0xffff),
  ),
)

const letters = (of: string) =>
  fc.array(fc.constantFrom(...of), { minLength: 1, maxLength: 600 }).map(all => `${all.join('')}.`)
/** Letters that Wireshark shows as they are. */
const text = fc.oneof(letters('abcdeXYZ019 :,-'), letters('Bộ Y tế: ở nhà, đóng cửa.'))
const warning = (repetitionMax: number) =>
  fc.record({
    text,
    id: fc.nat({ max: 0xffff }),
    serial: fc.nat({ max: 0xffff }),
    repetitionS: fc.nat({ max: repetitionMax }),
    broadcasts: fc.nat({ max: 0xffff }),
    concurrent: fc.boolean(),
  })
/** A warning whose text is not coded into pages yet. */
type TextWarning = { readonly text: string } & Omit<Warning, 'dcs' | 'pages'>

function warningOf({ text: said, ...others }: TextWarning): Warning {
  const { dcs, pages } = pagesOf(said)
  return { ...others, dcs, pages: pages.map(({ octets, used }) => ({ octets: Buffer.from(octets), used })) }
}

interface Sent {
  readonly protocol: 'ngap' | 'sbcap'
  readonly octets: Uint8Array
  readonly meant: Record<string, unknown>
}

/** More cells than one piece of aligned PER holds. */
const MANY = Array.from({ length: 2_500 }, (_, nci) => ({ mcc: '452', mnc: '04', nci }))

function sent(): readonly Sent[] {
  const sample = <Value>(of: fc.Arbitrary<Value>, seed: number) => fc.sample(of, { numRuns: EACH, seed: SEED + seed })
  return [
    ...sample(fc.tuple(warning(131_071), nrArea), 1).flatMap(([told, area]): Sent[] => [
      {
        protocol: 'ngap',
        octets: ngapWriteReplace(warningOf(told), area),
        meant: { ...meantOf(told), ...placeOf(area), procedure: 51 },
      },
      {
        protocol: 'ngap',
        octets: ngapCancel(told, area),
        meant: { ...numbersOf(told), ...placeOf(area), procedure: 32, all: false },
      },
      { protocol: 'ngap', octets: ngapCancelAll(told), meant: { ...numbersOf(told), procedure: 32, all: true } },
    ]),
    ...sample(fc.tuple(warning(4095), eutranArea), 2).flatMap(([told, area]): Sent[] => [
      {
        protocol: 'sbcap',
        octets: sbcapWriteReplace(warningOf(told), area),
        meant: { ...meantOf(told), ...placeOf(area), procedure: 0 },
      },
      {
        protocol: 'sbcap',
        octets: sbcapStop(told, area),
        meant: { ...numbersOf(told), ...placeOf(area), procedure: 1, all: false },
      },
      { protocol: 'sbcap', octets: sbcapStopAll(told), meant: { ...numbersOf(told), procedure: 1, all: true } },
    ]),
    {
      protocol: 'ngap',
      octets: ngapCancel({ id: 4371, serial: 1 }, { cells: MANY }),
      meant: { id: 4371, serial: 1, ...placeOf({ cells: MANY }), procedure: 32, all: false },
    },
  ]
}

const numbersOf = ({ id, serial }: TextWarning) => ({ id, serial })

function meantOf(told: TextWarning) {
  const { text: said, repetitionS, broadcasts, concurrent } = told
  return { ...numbersOf(told), text: said, repetitionS, broadcasts, concurrent }
}

type Place = { readonly cells: readonly object[] } | { readonly areas: readonly { readonly tac: number }[] } | null

function placeOf(area: Place) {
  if (area === null) return {}
  if ('areas' in area) return { tacs: area.areas.map(({ tac }) => tac) }
  return { cells: area.cells.map(cell => ('nci' in cell ? cell.nci : 'eci' in cell ? cell.eci : null)) }
}

/** What Wireshark says, under our names. */
function seenOf(packet: Record<string, Json>, { protocol, meant }: Sent): Record<string, unknown> {
  const prefix = protocol === 'ngap' ? 'ngap.' : 'sbc-ap.'
  const seen = leaves(list(packet[protocol])[0], prefix)
  const one = (ngap: string, sbcap: string) => seen[protocol === 'ngap' ? ngap : sbcap]
  const hex = (value: string | string[] | undefined) => Number.parseInt(String(value).replaceAll(':', ''), 16)
  const all = (value: string | string[] | undefined) => [value ?? []].flat()
  const values: Record<string, unknown> = {
    procedure: Number(seen.procedureCode),
    id: Number(one('MessageIdentifier', 'Message_Identifier')),
    serial: hex(one('SerialNumber', 'Serial_Number')),
    repetitionS: Number(one('RepetitionPeriod', 'Repetition_Period')),
    broadcasts: Number(one('NumberOfBroadcastsRequested', 'Number_of_Broadcasts_Requested')),
    // Seven letters leave room for an eighth in their octets, which is CR.
    text: all(seen['WarningMessageContents.decoded_page']).join('').replaceAll('\r', ''),
    concurrent: one('ConcurrentWarningMessageInd', 'Concurrent_Warning_Message_Indicator') !== undefined,
    all: one('CancelAllWarningMessages', 'Stop_All_Indicator') !== undefined,
    // SBc-AP's tracking areas come twice: for the MME and for the base stations. Its cells have their 28 bits first.
    tacs: protocol === 'ngap' ? all(seen.tAC).map(Number) : halfOf(all(seen.tAC).map(Number)),
    cells:
      protocol === 'ngap'
        ? all(seen.NRCellIdentity).map(Number)
        : all(seen.cell_ID).map(value => Math.floor(hex(value) / 16)),
  }
  return Object.fromEntries(Object.keys(meant).map(name => [name, values[name]]))
}

function halfOf(numbers: readonly number[]): readonly number[] {
  const half = numbers.slice(0, numbers.length / 2)
  assert.deepEqual(half, numbers.slice(numbers.length / 2))
  return half
}

describe('tshark', { skip: missing('tshark') }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'loa-warnings-'))
  const messages = sent()
  let packets: Record<string, Json>[] = []

  before(async () => {
    const file = join(directory, 'warnings.pcap')
    const { protocol, octets } = messages[0]
    const cut = { protocol, octets: octets.subarray(0, octets.length - 1) }
    writeFileSync(file, exportedPcap([...messages, cut]))
    packets = await packetsOf(file, 1, { protocol: 'data' })
    assert.equal(packets.length, messages.length + 1)
  })
  after(() => rmSync(directory, { recursive: true }))

  test('tshark reads any warning of NGAP and SBc-AP as we meant it, in any area', () => {
    for (const [i, message] of messages.entries()) {
      const { frame, ...ours } = packets[i]
      assert.deepEqual(complaintsIn(ours), [], `SEED=${SEED} ${i}`)
      assert.deepEqual(seenOf(packets[i], message), message.meant, `SEED=${SEED} ${i}`)
    }
  })

  test('tshark complains about a warning that is cut, so that the other test can fail', () => {
    const { frame, ...ours } = packets[packets.length - 1]
    assert.notDeepEqual(complaintsIn(ours), [])
  })
})
