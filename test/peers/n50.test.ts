/**
 * Wireshark reads what a node asks an AMF for, from the octets of its connection: HTTP/2, the parts of each body, JSON and the NGAP beside
 * it; and what gNBs say, of which it makes the same as we do. It is *decoded* here; no free AMF hands warnings on.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { systemClock } from '../../src/base/clock.ts'
import { seeded } from '../../src/base/random.ts'
import { until } from '../../src/base/until.test.ts'
import { AmfAir } from '../../src/cbc/amf-air.ts'
import { readAmfUrl } from '../../src/cbc/amf-urls.ts'
import { FakeAmf, freePort } from '../../src/cbc/fake-amf.test.ts'
import { cancelled, completed, completedByArea, failure, restart } from '../../src/cbs/gnb-says.test.ts'
import { type NgapTold, readNgapTold } from '../../src/cbs/ngap-told.ts'
import { NCI_MAX, type NrCell, TAC_MAX } from '../../src/cbs/nr-cells.ts'
import { pagesOf } from '../../src/cbs/pages.ts'
import { missing } from './installed.ts'
import { exportedPcap, pcap } from './pcap.ts'
import { complaintsIn, type Json, leaves, list, packetsOf } from './tshark.ts'

const TEXT = 'Bộ Y tế: ở trong nhà, đóng cửa sổ.'
/** More than one piece of aligned PER, one frame of HTTP/2 and one packet hold. */
const MANY = Array.from({ length: 2500 }, (_, i) => `nr-452-04-${i % 3}-${i}`)
const PORT = 7777
const PACKET_MAX = 1400
const SERIAL = 0x4010

/** What one side of the connection has sent, and nothing changed. */
async function listening(to: number): Promise<{ port: number; octets: Buffer[]; close(): void }> {
  const octets: Buffer[] = []
  const sockets: Socket[] = []
  const server = createServer(socket => {
    const onward = connect(to, '127.0.0.1')
    sockets.push(socket, onward)
    for (const each of [socket, onward]) each.on('error', () => {})
    socket.on('data', piece => {
      octets.push(Buffer.from(piece))
      onward.write(piece)
    })
    onward.on('data', piece => socket.write(piece))
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const close = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  return { port: (server.address() as AddressInfo).port, octets, close }
}

/** Octets of a broadcast that is put on the air and taken off. */
async function asked(): Promise<{ octets: Buffer; amf: FakeAmf }> {
  const amf = await FakeAmf.start([])
  amf.manner = 'takes, and its gNBs say nothing'
  const line = await listening(amf.port)
  const [url, callback] = [line.port, await freePort()].map(port => readAmfUrl(`http://127.0.0.1:${port}`))
  assert.ok(url !== null && callback !== null)
  const air = new AmfAir({
    urls: [url],
    callback,
    cells: MANY,
    identity: null,
    clock: systemClock,
    random: seeded(1),
    say: () => {},
  })
  try {
    await air.start()
    const serial = { scope: 'plmn', code: 1, update: 0 } as const
    const place = { identifier: 4377, code: 1, cells: MANY, past: [], isEarlier: false }
    const period = { periodMs: 30_000, untilMs: Date.now() + 3_600_000 }
    await air.put({ ...place, ...period, serial, pages: pagesOf(TEXT) })
    await until(() => air.counts(place)?.systems[0].is === 'accepted')
    await air.kill(place)
    await until(() => amf.asked.length === 4)
    return { octets: Buffer.concat(line.octets), amf }
  } finally {
    air.close()
    line.close()
    await amf.close()
  }
}

const CELLS: readonly NrCell[] = [
  { mcc: '452', mnc: '04', nci: 0 },
  { mcc: '310', mnc: '260', nci: NCI_MAX },
  { mcc: '452', mnc: '05', nci: 0x123456789 },
]
const WARNED = { id: 4377, serial: SERIAL }
const counted = CELLS.map((cell, i) => ({ ...cell, broadcasts: 21_845 * i }))
const placed = CELLS.map((cell, i) => ({ ...cell, tac: TAC_MAX - i }))
const SAYS: readonly Uint8Array[] = [
  completed(WARNED, CELLS),
  completed(WARNED, null),
  completedByArea(WARNED, placed),
  cancelled(WARNED, counted),
  restart(placed, 0x3fffff),
  failure(CELLS),
]

const hex = (value: unknown) => Number.parseInt(String(value).replaceAll(':', ''), 16)
const all = (value: string | string[] | undefined) => [value ?? []].flat()

/** Layers of NGAP, wherever in others. */
function ngapIn(tree: Json): readonly Json[] {
  if (typeof tree === 'string') return []
  if (Array.isArray(tree)) return tree.flatMap(ngapIn)
  return Object.entries(tree).flatMap(([name, value]) => (name === 'ngap' ? list(value) : ngapIn(value)))
}

/** What Wireshark makes of it, in the same shape. */
function seen(layer: Json) {
  const ngap = leaves(layer, 'ngap.')
  return {
    procedure: Number(ngap.procedureCode),
    ncis: all(ngap.NRCellIdentity).map(Number),
    counts: all(ngap.numberOfBroadcasts).map(Number),
    ...(ngap.MessageIdentifier !== undefined && { id: Number(ngap.MessageIdentifier), serial: hex(ngap.SerialNumber) }),
  }
}

function meant(told: NgapTold | null) {
  assert.ok(told !== null)
  const procedures = { completed: 51, cancelled: 32, failure: 33, restart: 34 }
  return {
    procedure: procedures[told.is],
    ncis: (told.cells ?? []).map(({ nci }) => nci),
    counts: told.is === 'cancelled' ? (told.cells ?? []).map(each => each.broadcasts) : [],
    ...('id' in told && { id: told.id, serial: told.serial }),
  }
}

describe('tshark', { skip: missing('tshark') }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'loa-n50-'))
  let ours: Record<string, Json>[] = []
  let said: Record<string, Json>[] = []
  let amf: FakeAmf

  before(async () => {
    const of = await asked()
    amf = of.amf
    const pdus = Array.from({ length: Math.ceil(of.octets.length / PACKET_MAX) }, (_, i) =>
      of.octets.subarray(i * PACKET_MAX, (i + 1) * PACKET_MAX),
    )
    const file = join(directory, 'n50.pcap')
    writeFileSync(file, pcap({ port: PORT, pdus }))
    ours = await packetsOf(file, PORT, { protocol: 'http2' })
    const told = join(directory, 'told.pcap')
    const cut = SAYS[0].subarray(0, -1)
    writeFileSync(told, exportedPcap([...SAYS, cut].map(octets => ({ protocol: 'ngap', octets }))))
    said = await packetsOf(told, 1, { protocol: 'data' })
  })
  after(() => rmSync(directory, { recursive: true }))

  test('tshark finds in what an AMF is asked two subscriptions, a warning and its cancel: the paths, the JSON and the NGAP as they were meant, over many frames too', () => {
    const text = JSON.stringify(ours)
    const paths = ours.flatMap(packet => all(leaves(packet.http2 ?? {})['http2.headers.path']))
    assert.deepEqual(
      paths,
      amf.asked.map(({ path }) => path),
    )
    assert.deepEqual(
      ours.flatMap(({ frame, ...packet }) => complaintsIn(packet)),
      [],
    )
    const warnings = ours.flatMap(ngapIn).map(seen)
    assert.deepEqual(
      warnings.map(({ procedure, id, serial }) => [procedure, id, serial]),
      [
        [51, 4377, SERIAL],
        [32, 4377, SERIAL],
      ],
    )
    for (const { ncis } of warnings)
      assert.deepEqual(
        ncis,
        MANY.map((_, i) => i),
      )
    for (const member of ['n2InformationClass:PWS-BCAL', 'n2InformationClass:PWS-RF'])
      assert.ok(text.includes(member), member)
    assert.ok(text.includes('/n2Information/pwsInfo/messageIdentifier:4377'))
    assert.ok(text.includes('Bộ Y tế: ở trong nhà'))
  })

  test('what gNBs say is the same to tshark and to us, cell by cell; what is cut it complains about, and we read nothing of it', () => {
    assert.equal(said.length, SAYS.length + 1)
    for (const [i, octets] of SAYS.entries()) {
      const { frame, ...packet } = said[i]
      assert.deepEqual(complaintsIn(packet), [], String(i))
      assert.deepEqual(ngapIn(packet).map(seen), [meant(readNgapTold(octets))], String(i))
    }
    const { frame, ...cut } = said[SAYS.length]
    assert.notDeepEqual(complaintsIn(cut), [])
    assert.equal(readNgapTold(SAYS[0].subarray(0, -1)), null)
  })
})
