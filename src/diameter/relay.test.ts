import assert from 'node:assert/strict'
import { test } from 'node:test'
import { vectorsBeside } from '../base/vectors.test.ts'
import { originOf, putRefusal, type Refusal, refusalSizeMax } from './answers.ts'
import { KNOWN, KNOWN_GROUP, knownAs, UNKNOWN } from './avps.ts'
import { decodeMessage } from './codec.ts'
import { AVPS, type Message, THREE_GPP } from './dictionary.ts'
import { HEADER_SIZE, MESSAGE_SIZE_MAX } from './frames.ts'
import { forwarded, loweredIdentity, markRetransmitted, putHopByHop, routeRecordOf, wasAt } from './relay.ts'

const { vector } = vectorsBeside(import.meta.url)

const origin = originOf('loa.example.net', 'example.net')

function decoded(bytes: Buffer): Message {
  const result = decodeMessage(bytes)
  assert.ok(result.ok)
  return result.message
}

test('a forwarded request is the request with one Route-Record more and another hop-by-hop', () => {
  const request = vector('ccr_data_update').bytes
  const onward = forwarded(request, routeRecordOf('dra.example.net'))
  assert.ok(onward !== null)
  putHopByHop(onward, 0, 0xcafe)
  const expected = Buffer.concat([request, Buffer.from('0000011A400000176472612E6578616D706C652E6E657400', 'hex')])
  expected.writeUIntBE(expected.length, 1, 3)
  expected.writeUInt32BE(0xcafe, 12)
  assert.equal(onward.toString('hex'), expected.toString('hex'))
  markRetransmitted(onward)
  const { retransmitted, endToEnd, avps } = decoded(onward)
  assert.ok(retransmitted)
  assert.equal(endToEnd, decoded(request).endToEnd)
  assert.deepEqual(avps['Route-Record'], ['pgw.example.net', 'dra.example.net'])
})

test('a request that would outgrow the limit is not forwarded', () => {
  const request = Buffer.alloc(MESSAGE_SIZE_MAX - 8)
  assert.equal(forwarded(request, routeRecordOf('dra.example.net')), null)
})

test('where a request has been is known by its Route-Records, in any case', () => {
  const request = vector('ccr_data_update').bytes
  assert.ok(wasAt(request, loweredIdentity('PGW.example.NET')))
  assert.ok(!wasAt(request, loweredIdentity('dra.example.net')), 'a Proxy-Host is no Route-Record')
  assert.ok(!wasAt(request, loweredIdentity('pgw.example.ne')))
})

function refused(name: string, refusal: Refusal): Message {
  const request = vector(name).bytes
  const buffer = Buffer.alloc(refusalSizeMax(request, origin, refusal.failed ?? null), 0xee)
  return decoded(buffer.subarray(0, putRefusal(buffer, 0, request, origin, refusal)))
}

test('a protocol error has the E bit and keeps to its grammar; session and Proxy-Infos come back', () => {
  const answer = refused('ccr_data_update', { resultCode: 3005, why: 'it was here before' })
  const request = decoded(vector('ccr_data_update').bytes)
  const { command, error, proxiable, hopByHop, endToEnd, avps } = answer
  assert.deepEqual(
    { command, error, proxiable, hopByHop, endToEnd },
    { command: 'CCA', error: true, proxiable: true, hopByHop: 18, endToEnd: request.endToEnd },
  )
  assert.deepEqual(avps, {
    'Session-Id': 'pgw.example.net;1580490000;7',
    'Result-Code': 3005,
    'Origin-Host': 'loa.example.net',
    'Origin-Realm': 'example.net',
    'Error-Message': 'it was here before',
    'Proxy-Info': request.avps['Proxy-Info'],
  })
})

test('a permanent failure has no E bit, and what the answer command asks for', () => {
  const failed = Buffer.from('0000270F4000000C01020304', 'hex')
  const answer = refused('ccr_call_initial', { resultCode: 5001, failed })
  assert.equal(answer.error, false)
  assert.equal(answer.avps['CC-Request-Type'], 1)
  assert.deepEqual(answer.avps['Auth-Application-Id'], [4])
})

test('the AVP that failed is shown whole', () => {
  const failed = Buffer.from('000001CD4000000B6162630000'.slice(0, 24), 'hex')
  const answer = refused('ccr_call_initial', { resultCode: 5004, failed })
  assert.deepEqual(answer.avps['Failed-AVP'], [{ 'Service-Context-Id': 'abc' }])
})

test('a request without a single whole AVP is answered all the same', () => {
  const request = Buffer.from(vector('ccr_call_initial').bytes.subarray(0, HEADER_SIZE + 4))
  request.writeUIntBE(request.length, 1, 3)
  const buffer = Buffer.alloc(refusalSizeMax(request, origin, null))
  const end = putRefusal(buffer, 0, request, origin, { resultCode: 3004 })
  assert.equal(decoded(buffer.subarray(0, end)).avps['Result-Code'], 3004)
})

test('what is known of an AVP goes by vendor and code together', () => {
  assert.equal(knownAs(0, AVPS['Session-Id'].code), KNOWN)
  assert.equal(knownAs(0, AVPS['Failed-AVP'].code), KNOWN_GROUP)
  assert.equal(knownAs(THREE_GPP, AVPS['Service-Information'].code), KNOWN_GROUP)
  assert.equal(knownAs(0, AVPS['Service-Information'].code), UNKNOWN)
  assert.equal(knownAs(2011, AVPS['Session-Id'].code), UNKNOWN)
  assert.equal(knownAs(0, 0xffffffff), UNKNOWN)
})
