import assert from 'node:assert/strict'
import { test } from 'node:test'
import { vectorsBeside } from '../base/vectors.test.ts'
import { originOf } from './answers.ts'
import { AvpCursor } from './avps.ts'
import { decodeMessage, encodeMessage } from './codec.ts'
import type { Avps, CommandName, Message } from './dictionary.ts'
import { HEADER_SIZE } from './frames.ts'
import { type Admission, PeerCore, type PeerOptions, type PeerStep } from './peer.ts'

const { vector } = vectorsBeside(import.meta.url)

const ADMITTED: Admission = { is: 'admitted' }

function core(options: Partial<PeerOptions> = {}): PeerCore {
  let number = 100
  return new PeerCore({
    side: 'responder',
    self: {
      origin: originOf('loa.example.net', 'example.net'),
      productName: 'Loa',
      originStateId: 7,
      applications: [4],
    },
    addresses: ['127.0.0.1'],
    expected: null,
    admit: () => ADMITTED,
    hopByHop: () => number++,
    endToEnd: () => number++,
    ...options,
  })
}

function read(octets: Buffer | null): Message {
  assert.ok(octets !== null)
  const result = decodeMessage(octets)
  assert.ok(result.ok)
  return result.message
}

const THEM: Avps = {
  'Origin-Host': 'pgw.example.net',
  'Origin-Realm': 'example.net',
  'Host-IP-Address': ['127.0.0.1'],
  'Vendor-Id': 0,
  'Product-Name': 'somebody',
  'Auth-Application-Id': [4],
}

function said(command: CommandName, avps: Avps = {}): Buffer {
  return encodeMessage({ command, hopByHop: 1, endToEnd: 2, avps: { ...THEM, ...avps } })
}

function opened(options: Partial<PeerOptions> = {}): PeerCore {
  const peer = core(options)
  const step = peer.receive(said('CER'))
  assert.equal(step.do, 'open')
  return peer
}

/** The Result-Code of what a step sends, off the octets: an answer to an odd command has that command. */
function result(step: PeerStep): number | null {
  const octets = 'octets' in step ? step.octets : null
  if (octets === null) return null
  const cursor = new AvpCursor().over(octets, HEADER_SIZE, octets.length)
  while (cursor.next()) if (cursor.code === 268) return octets.readUInt32BE(cursor.from)
  return null
}

test('freeDiameter is let in, and told who we are', () => {
  const peer = core()
  const step = peer.receive(vector('cer').bytes)
  assert.ok(step.do === 'open')
  assert.deepEqual(step.peer, {
    host: 'pgw.example.net',
    realm: 'example.net',
    productName: 'freeDiameter',
    applications: [4, 0xffffffff],
  })
  const cea = read(step.octets)
  assert.equal(cea.command, 'CEA')
  assert.equal(cea.hopByHop, 716379225)
  assert.equal(cea.endToEnd, 371555019)
  assert.deepEqual(cea.avps, {
    'Result-Code': 2001,
    'Origin-Host': 'loa.example.net',
    'Origin-Realm': 'example.net',
    'Host-IP-Address': ['127.0.0.1'],
    'Vendor-Id': 0,
    'Product-Name': 'Loa',
    'Origin-State-Id': 7,
    'Supported-Vendor-Id': [10415],
    'Auth-Application-Id': [4],
  })
  assert.equal(peer.is, 'open')
})

const REFUSED: readonly [string, Buffer, Partial<PeerOptions>, number | null][] = [
  ['a peer with other applications', said('CER', { 'Auth-Application-Id': [1] }), {}, 5010],
  ['a peer without any application', said('CER', { 'Auth-Application-Id': [] }), {}, 5010],
  ['a peer that insists on TLS inside', said('CER', { 'Inband-Security-Id': [1] }), {}, 5017],
  ['a peer that nobody knows', said('CER'), { admit: () => ({ is: 'refused', resultCode: 3010 }) }, 3010],
  ['a second connection of a peer', said('CER'), { admit: () => ({ is: 'rejected', why: 'it is connected' }) }, null],
  ['a peer that begins with a watchdog', said('DWR'), {}, null],
  ['a peer that begins with an answer', said('CEA', { 'Result-Code': 2001 }), {}, null],
  ['a peer that begins with credit control', vector('ccr_call_initial').bytes, {}, null],
  [
    'capabilities with an AVP that we must understand and do not',
    said('CER', { others: [{ code: 9999, vendor: 0, mandatory: true, data: Buffer.of(1) }] }),
    {},
    5001,
  ],
]

for (const [what, octets, options, code] of REFUSED)
  test(`${what} is refused with ${code === null ? 'nothing but the end of the connection' : `Result-Code ${code}`}`, () => {
    const step = core(options).receive(octets)
    assert.equal(step.do, 'close')
    assert.equal(result(step), code)
  })

test('a peer that says it is a relay has every application', () => {
  const relay = said('CER', { 'Auth-Application-Id': [0xffffffff] })
  assert.equal(core().receive(relay).do, 'open')
})

test('an application in a Vendor-Specific-Application-Id counts as one in common', () => {
  const within = { 'Vendor-Id': 10415, 'Auth-Application-Id': [4] }
  const cer = said('CER', { 'Auth-Application-Id': [], 'Vendor-Specific-Application-Id': [within] })
  assert.equal(core().receive(cer).do, 'open')
})

test('the side that connects says first who it is, and takes the answer', () => {
  const peer = core({ side: 'initiator' })
  const cer = read(peer.capabilities())
  assert.equal(cer.command, 'CER')
  assert.deepEqual(cer.avps['Auth-Application-Id'], [4])
  const step = peer.receive(vector('cea').bytes)
  assert.ok(step.do === 'open')
  assert.equal(step.octets, null)
  assert.equal(step.peer.host, 'ocs.example.net')
})

const UNWELCOME: readonly [string, Buffer, Partial<PeerOptions>, RegExp][] = [
  ['a refusal', said('CEA', { 'Result-Code': 5010 }), {}, /DIAMETER_NO_COMMON_APPLICATION/],
  [
    'a protocol error',
    encodeMessage({
      command: 'CEA',
      error: true,
      hopByHop: 1,
      endToEnd: 2,
      avps: { 'Result-Code': 3010, 'Origin-Host': 'a', 'Origin-Realm': 'b' },
    }),
    {},
    /DIAMETER_UNKNOWN_PEER/,
  ],
  ['somebody else', vector('cea').bytes, { expected: 'ocs2.example.net' }, /and not ocs2/],
  ['no common application', said('CEA', { 'Result-Code': 2001, 'Auth-Application-Id': [1] }), {}, /in common/],
  ['another command', said('DWA', { 'Result-Code': 2001 }), {}, /DWA/],
]

for (const [what, octets, options, why] of UNWELCOME)
  test(`the side that connects goes away when it is answered with ${what}`, () => {
    const step = core({ side: 'initiator', ...options }).receive(octets)
    assert.ok(step.do === 'close')
    assert.match(step.why, why)
  })

test('a watchdog of the peer is answered, and the answer to ours is told as a sign of life', () => {
  const peer = opened()
  const step = peer.receive(vector('dwr').bytes)
  assert.ok(step.do === 'send')
  const dwa = read(step.octets)
  assert.equal(dwa.command, 'DWA')
  assert.equal(dwa.hopByHop, read(vector('dwr').bytes).hopByHop)
  assert.equal(dwa.avps['Result-Code'], 2001)
  assert.equal(read(peer.watchdog()).command, 'DWR')
  assert.equal(peer.receive(vector('dwa').bytes).do, 'alive')
})

test('an open peer’s application messages are given to the caller, before and after a farewell', () => {
  const peer = opened()
  assert.equal(peer.receive(vector('ccr_call_initial').bytes).do, 'serve')
  peer.disconnect(0)
  assert.equal(peer.receive(vector('ccr_call_initial').bytes).do, 'serve')
})

test('a farewell of the peer is answered and told, and ours ends the connection with its answer', () => {
  const step = opened().receive(vector('dpr').bytes)
  assert.ok(step.do === 'part')
  assert.equal(read(step.octets).command, 'DPA')
  const peer = opened()
  const dpr = read(peer.disconnect(0))
  assert.equal(dpr.avps['Disconnect-Cause'], 0)
  assert.equal(peer.is, 'closing')
  assert.equal(peer.receive(vector('dpa').bytes).do, 'close')
})

test('an answer to a farewell that was none changes nothing', () => {
  const peer = opened()
  assert.equal(peer.receive(vector('dpa').bytes).do, 'wait')
  assert.equal(peer.is, 'open')
})

test('odd requests of an open peer cost one answer each, and odd answers nothing', () => {
  const peer = opened()
  const odd = (change: (bytes: Buffer) => void): PeerStep => {
    const bytes = Buffer.from(vector('dwr').bytes)
    change(bytes)
    return peer.receive(bytes)
  }
  assert.equal(result(odd(b => b.writeUIntBE(999, 5, 3))), 3001)
  assert.equal(result(odd(b => b.writeUInt8(2, 0))), 5011)
  assert.equal(result(odd(b => b.writeUInt8(0xc0, 4))), 3008)
  assert.equal(result(odd(b => b.writeUInt8(0x88, 4))), 5013)
  assert.equal(result(odd(b => b.writeUIntBE(272, 5, 3))), 3001, 'credit control in application 0')
  assert.equal(result(peer.receive(said('CER'))), 5012, 'capabilities again')
  assert.equal(odd(b => b.writeUInt8(0x00, 4)).do, 'wait', 'an answer without a Result-Code')
  assert.equal(peer.is, 'open')
})
