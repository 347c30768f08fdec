import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Actor,
  calling,
  ccr,
  FREE_GROUP,
  FROM,
  GatewayFixture,
  HOTLINE,
  OPEN_ENDED,
  REALM,
  type RequestType,
  UNTIL,
  US,
  unit,
  units,
} from '../../test/simulation/charging-stage.ts'
import type { Millis } from '../base/clock.ts'
import { vectorsBeside } from '../base/vectors.test.ts'
import { encodeMessage } from '../diameter/codec.ts'
import type { Avps, Message } from '../diameter/dictionary.ts'

const { vector } = vectorsBeside(new URL('../diameter/', import.meta.url))

const HOUR = 3_600_000
const CHARGED_GROUP = 10

/** A client and a charging system. */
function pair(options: ConstructorParameters<typeof GatewayFixture>[0] = {}) {
  const stage = new GatewayFixture(options)
  const client = stage.client()
  const charging = stage.charging()
  stage.gateway.setCharging([charging.peer])
  return { stage, client, charging }
}

const codes = (message: Message) => [
  message.avps['Result-Code'],
  ...(message.avps['Multiple-Services-Credit-Control'] ?? []).map(one => one['Result-Code']),
]

/** The instants of the facts: free from 1 February, 00:00:00, until 3 April, 23:59:59 (+07:00). */
const EDGES: readonly [string, boolean][] = [
  ['2020-01-31T23:59:59+07:00', false],
  ['2020-02-01T00:00:00+07:00', true],
  ['2020-04-03T23:59:59+07:00', true],
  ['2020-04-04T00:00:00+07:00', false],
]

for (const [instant, free] of EDGES)
  test(`a call to the hotline at ${instant} is ${free ? 'answered free' : 'the charging system’s'}`, () => {
    const { stage, client, charging } = pair({ freeAnswer: 'grant' })
    const at = Date.parse(instant)
    stage.send(client, ccr('initial', { at, avps: calling(`tel:${HOTLINE};phone-context=+84`) }))
    assert.equal(client.inbox.length, free ? 1 : 0)
    assert.equal(charging.inbox.length, free ? 0 : 1)
    if (free) assert.deepEqual(stage.gateway.counters.free, { [`service-${HOTLINE}`]: 1 })
  })

test('a free call whose free period has no end in sight is answered with 4011, and with nothing else', () => {
  const { stage, client } = pair()
  const answer = stage.answerTo(client, ccr('initial', { avps: calling(OPEN_ENDED) }))
  assert.deepEqual(answer.avps, {
    'Session-Id': 'pgw.example.net;1;1',
    'Result-Code': 4011,
    'Origin-Host': US,
    'Origin-Realm': REALM,
    'Auth-Application-Id': [4],
    'CC-Request-Type': 1,
    'CC-Request-Number': 0,
  })
  assert.equal(answer.error, false)
  assert.equal(answer.proxiable, true)
  assert.equal(stage.gateway.sessions, 0, 'nothing is remembered of what is never asked again')
})

test('Proxy-Infos of a free request come back as they were, in their order', () => {
  const { stage, client } = pair()
  const infos = [1, 2].map(n => ({ 'Proxy-Host': `dra${n}.example.net`, 'Proxy-State': Buffer.of(n, n) }))
  const avps = { ...calling(OPEN_ENDED), 'Proxy-Info': infos }
  assert.deepEqual(stage.answerTo(client, ccr('initial', { avps })).avps['Proxy-Info'], infos)
})

test('near the end of a free period units are granted until that instant, however the answer is configured', () => {
  const { stage, client } = pair()
  const check = (at: number, expected: [code: number, seconds: number | undefined]) => {
    const session = `s;${at}`
    const { avps } = stage.answerTo(client, ccr('initial', { at, session, avps: calling(HOTLINE) }))
    assert.deepEqual([avps['Result-Code'], avps['Validity-Time']], expected)
    assert.equal(avps['Granted-Service-Unit']?.['CC-Time'], expected[1])
  }
  check(UNTIL - 25 * HOUR, [4011, undefined])
  check(UNTIL - 23 * HOUR, [2001, 3600])
  check(UNTIL - 90_000, [2001, 90])
  check(UNTIL - 1_000, [2001, 1])
})

/** What is asked for, and what is granted where the end is an hour and more away. */
const GRANTS: readonly [string, Avps, Avps][] = [
  ['nothing named, of a call', {}, { 'CC-Time': 3600 }],
  ['time', { 'CC-Time': 60 }, { 'CC-Time': 3600 }],
  ['octets', { 'CC-Total-Octets': 5n }, { 'CC-Total-Octets': 1n << 30n }],
  ['many octets', { 'CC-Total-Octets': 1n << 40n }, { 'CC-Total-Octets': 1n << 40n }],
  [
    'octets each way',
    { 'CC-Input-Octets': 1n, 'CC-Output-Octets': 1n },
    { 'CC-Input-Octets': 1n << 30n, 'CC-Output-Octets': 1n << 30n },
  ],
  ['messages', { 'CC-Service-Specific-Units': 3n }, { 'CC-Service-Specific-Units': 3n }],
  [
    'money',
    { 'CC-Money': { 'Unit-Value': { 'Value-Digits': 5n }, 'Currency-Code': 704 } },
    { 'CC-Money': { 'Unit-Value': { 'Value-Digits': 5n }, 'Currency-Code': 704 } },
  ],
]

for (const [what, requested, granted] of GRANTS)
  test(`a client that asks for ${what} is granted the same kind of unit`, () => {
    const { stage, client } = pair({ freeAnswer: 'grant' })
    const avps = { ...calling(OPEN_ENDED), 'Requested-Service-Unit': requested }
    const answer = stage.answerTo(client, ccr('initial', { avps }))
    assert.deepEqual(answer.avps['Granted-Service-Unit'], granted)
  })

test('the called number is found in every form that a network writes it in, and nothing else is taken for it', () => {
  const check = (address: string, free: boolean) => {
    const { stage, client } = pair()
    stage.send(client, ccr('initial', { avps: calling(address) }))
    assert.equal(client.inbox.length === 1, free, address)
  }
  for (const address of [
    OPEN_ENDED,
    `tel:${OPEN_ENDED}`,
    `tel:1900-9095;phone-context=+84`,
    `sip:${OPEN_ENDED}@ims.example.net;user=phone`,
    `SIP:${OPEN_ENDED};phone-context=+84@ims.example.net`,
  ])
    check(address, true)
  for (const address of [
    `sip:x@${OPEN_ENDED}.example.net`,
    `${OPEN_ENDED}0`,
    `sip:a${OPEN_ENDED}@ims.example.net`,
    `mailto:${OPEN_ENDED}`,
    '',
    'x'.repeat(5000),
  ])
    check(address, false)
})

test('a forwarded call is judged by what was dialled and by where it goes', () => {
  const check = (called: string, requested: readonly string[], free: boolean) => {
    const { stage, client } = pair()
    stage.send(client, ccr('initial', { avps: calling(called, ...requested) }))
    assert.equal(client.inbox.length === 1, free, `${requested} to ${called}`)
  }
  check(OPEN_ENDED, [HOTLINE], true)
  check('0241234567', [HOTLINE], false)
  check(HOTLINE, ['0241234567'], false)
  check(HOTLINE, [HOTLINE], true)
  check(HOTLINE, ['sip:somebody@example.net'], false)
  // Forwarded twice: which of the two was dialled is not said.
  check(HOTLINE, [HOTLINE, OPEN_ENDED], true)
  check(HOTLINE, [OPEN_ENDED, '0241234567'], false)
})

test('a request is judged at its own instant; at ours where it says none, or where it is not to be believed', () => {
  const check = (
    given: { readonly at: number | null; readonly wall: number; readonly within?: number },
    free: boolean,
    clocksOff: number,
  ) => {
    const { stage, client } = pair({ wall: given.wall, timestampWithinMs: given.within ?? null })
    stage.send(client, ccr('initial', { at: given.at, avps: calling(OPEN_ENDED) }))
    assert.equal(client.inbox.length === 1, free)
    assert.equal(stage.gateway.counters.clocksOff, clocksOff)
  }
  check({ at: FROM, wall: FROM - 10 * HOUR }, true, 1)
  check({ at: FROM - 1000, wall: FROM }, false, 0)
  check({ at: null, wall: FROM }, true, 0)
  check({ at: null, wall: FROM - 1 }, false, 0)
  check({ at: FROM, wall: FROM - 10 * HOUR, within: HOUR }, false, 1)
  check({ at: FROM - 1000, wall: FROM, within: HOUR }, false, 0)
})

test('a one-time event to a free number is answered free; refunds and price enquiries are the charging system’s', () => {
  const check = (action: number | undefined, free: boolean) => {
    const { stage, client, charging } = pair()
    const avps = { ...calling(OPEN_ENDED), ...(action !== undefined && { 'Requested-Action': action }) }
    stage.send(client, ccr('event', { avps }))
    assert.equal(client.inbox.length, free ? 1 : 0)
    assert.equal(charging.inbox.length, free ? 0 : 1)
    if (free) assert.equal(client.inbox[0].avps['Result-Code'], 4011)
  }
  check(undefined, true)
  check(0, true)
  check(1, false)
  check(2, true)
  check(3, false)
})

test('rating groups of one request are answered each for itself: free by us, charged by the charging system', () => {
  const { stage, client, charging } = pair({ freeAnswer: 'grant' })
  stage.send(client, ccr('initial', { avps: units(unit(FREE_GROUP), unit(CHARGED_GROUP)) }))
  const onward = charging.inbox[0]
  assert.deepEqual(onward.avps['Multiple-Services-Credit-Control'], [unit(CHARGED_GROUP)])
  assert.equal(onward.avps['CC-Request-Type'], 1)
  const theirs = {
    'Granted-Service-Unit': { 'CC-Total-Octets': 4096n },
    'Rating-Group': CHARGED_GROUP,
    'Result-Code': 2001,
  }
  stage.reply(charging, units(theirs))
  const [answer] = client.inbox
  assert.equal(answer.avps['Origin-Host'], 'ocs.example.net')
  assert.deepEqual(answer.avps['Multiple-Services-Credit-Control'], [
    theirs,
    {
      'Granted-Service-Unit': { 'CC-Total-Octets': 1n << 30n },
      'Rating-Group': FREE_GROUP,
      'Validity-Time': 3600,
      'Result-Code': 2001,
    },
  ])
})

test('a subscriber without credit still gets the rating groups that are free', () => {
  for (const code of [4010, 4012, 5031]) {
    const { stage, client, charging } = pair()
    stage.send(client, ccr('initial', { avps: units(unit(FREE_GROUP), unit(CHARGED_GROUP)) }))
    stage.reply(charging, { 'Result-Code': code })
    const [answer] = client.inbox
    assert.deepEqual(codes(answer), [2001, 4011, code])
    const groups = answer.avps['Multiple-Services-Credit-Control']
    assert.deepEqual(
      groups?.map(one => one['Rating-Group']),
      [FREE_GROUP, CHARGED_GROUP],
    )
  }
})

test('a failure of the charging system that is of the whole request goes back to the client as it is', () => {
  const { stage, client, charging } = pair()
  stage.send(client, ccr('initial', { avps: units(unit(FREE_GROUP), unit(CHARGED_GROUP)) }))
  stage.reply(charging, { 'Result-Code': 5030 })
  assert.deepEqual(codes(client.inbox[0]), [5030])
  assert.equal(stage.gateway.sessions, 0)
})

test('a unit with two services is free only while both of them are', () => {
  const { stage, client, charging } = pair()
  const both = { ...unit(FREE_GROUP), 'Service-Identifier': [1, 2] }
  stage.send(client, ccr('initial', { avps: units(both) }))
  assert.equal(client.inbox.length, 1)
  const other = new GatewayFixture({
    decide: ({ serviceIdentifier }) =>
      serviceIdentifier === 1 ? { is: 'free', service: 's', since: null, until: null } : { is: 'charged' },
  })
  const mixed = other.client()
  const behind = other.charging()
  other.gateway.setCharging([behind.peer])
  other.send(mixed, ccr('initial', { avps: units(both) }))
  assert.equal(mixed.inbox.length, 0)
  assert.equal(behind.inbox.length, 1)
  assert.equal(charging.inbox.length, 0)
})

test('a call that crosses the end of its free period is the charging system’s from there on, as one that begins', () => {
  const { stage, client, charging } = pair()
  const avps = calling(HOTLINE)
  const session = 's;1'
  const first = stage.answerTo(client, ccr('initial', { at: UNTIL - 60_000, session, avps }))
  assert.equal(first.avps['Validity-Time'], 60)
  const used = { 'Used-Service-Unit': [{ 'CC-Time': 60 }], 'Requested-Service-Unit': {} }
  stage.send(client, ccr('update', { at: UNTIL, session, number: 1, avps: { ...avps, ...used } }))
  const onward = charging.inbox[0]
  assert.equal(onward.avps['CC-Request-Type'], 1, 'INITIAL_REQUEST')
  assert.equal(onward.avps['CC-Request-Number'], 0)
  assert.equal(onward.avps['Used-Service-Unit'], undefined, 'what was free is reported to nobody')
  assert.deepEqual(onward.avps['Requested-Service-Unit'], {})
  stage.reply(charging, { 'Granted-Service-Unit': { 'CC-Time': 30 } })
  const second = client.inbox.pop() as Message
  assert.deepEqual(second.avps['Granted-Service-Unit'], { 'CC-Time': 30 })
  assert.equal(second.avps['CC-Request-Type'], 2, 'as the client said it')
  assert.equal(second.avps['CC-Request-Number'], 1)
  stage.send(client, ccr('termination', { at: UNTIL + 9000, session, number: 2, avps: { ...avps, ...used } }))
  assert.equal(charging.inbox[0].avps['CC-Request-Type'], 3)
  assert.equal(charging.inbox[0].avps['CC-Request-Number'], 2)
  assert.ok(charging.inbox[0].avps['Used-Service-Unit'])
})

test('a call that ends within its free period ends with us, whatever it reports', () => {
  const { stage, client, charging } = pair({ freeAnswer: 'grant' })
  const avps = { ...calling(HOTLINE), 'Used-Service-Unit': [{ 'CC-Time': 60 }] }
  stage.answerTo(client, ccr('initial', { avps: calling(HOTLINE) }))
  const update = stage.answerTo(client, ccr('update', { number: 1, avps }))
  assert.ok(update.avps['Granted-Service-Unit'])
  // A second after the period: what it reports was granted by us all the same.
  const last = stage.answerTo(client, ccr('termination', { at: UNTIL, number: 2, avps }))
  assert.equal(last.avps['Result-Code'], 2001)
  assert.equal(last.avps['Granted-Service-Unit'], undefined)
  assert.equal(charging.inbox.length, 0)
  assert.equal(stage.gateway.sessions, 0)
})

test('of a call that crosses the beginning of its free period the charging system gets the last report, and then it is free', () => {
  const { stage, client, charging } = pair({ freeAnswer: 'grant' })
  const avps = calling(HOTLINE)
  stage.send(client, ccr('initial', { at: FROM - 60_000, avps }))
  stage.reply(charging, { 'Granted-Service-Unit': { 'CC-Time': 60 } })
  client.inbox.length = 0
  const used = { 'Used-Service-Unit': [{ 'CC-Time': 60 }], 'Requested-Service-Unit': {} }
  stage.send(client, ccr('update', { at: FROM, number: 1, avps: { ...avps, ...used } }))
  const onward = charging.inbox[0]
  assert.equal(onward.avps['CC-Request-Type'], 3, 'TERMINATION_REQUEST')
  assert.deepEqual(onward.avps['Used-Service-Unit'], [{ 'CC-Time': 60 }])
  assert.equal(onward.avps['Requested-Service-Unit'], undefined)
  stage.reply(charging, {})
  const [answer] = client.inbox
  assert.equal(answer.avps['CC-Request-Type'], 2)
  assert.deepEqual(answer.avps['Granted-Service-Unit'], { 'CC-Time': 3600 })
})

test('a rating group that crosses either edge of its free period changes hands alone, and its session goes on', () => {
  const { stage, client, charging } = pair({ freeAnswer: 'grant' })
  const theirs = (ratingGroup: number): Avps => ({
    'Granted-Service-Unit': { 'CC-Total-Octets': 9n },
    'Rating-Group': ratingGroup,
    'Result-Code': 2001,
  })
  // Before the beginning both are charged.
  stage.send(client, ccr('initial', { at: FROM - 1000, avps: units(unit(FREE_GROUP), unit(CHARGED_GROUP)) }))
  stage.reply(charging, units(theirs(FREE_GROUP), theirs(CHARGED_GROUP)))
  client.inbox.length = 0
  // At the beginning: what was used is reported, what is asked is ours.
  stage.send(client, ccr('update', { at: FROM, number: 1, avps: units(unit(FREE_GROUP, { used: 7n })) }))
  assert.deepEqual(charging.inbox[0].avps['Multiple-Services-Credit-Control'], [
    unit(FREE_GROUP, { asks: false, used: 7n }),
  ])
  assert.equal(charging.inbox[0].avps['CC-Request-Type'], 2)
  stage.reply(charging, units({ 'Rating-Group': FREE_GROUP, 'Result-Code': 2001 }))
  const taken = client.inbox.pop() as Message
  assert.deepEqual(
    taken.avps['Multiple-Services-Credit-Control']?.map(one => one['Granted-Service-Unit']),
    [{ 'CC-Total-Octets': 1n << 30n }],
    'one answer for the group, and it is ours',
  )
  // In between: ours, and the charging system hears nothing of it.
  stage.answerTo(client, ccr('update', { at: FROM + 5000, number: 2, avps: units(unit(FREE_GROUP, { used: 8n })) }))
  // At the end: what was used is reported to nobody, what is asked is theirs.
  stage.send(
    client,
    ccr('update', {
      at: UNTIL,
      number: 3,
      avps: units(unit(FREE_GROUP, { used: 9n }), unit(CHARGED_GROUP, { used: 1n })),
    }),
  )
  assert.deepEqual(charging.inbox[0].avps['Multiple-Services-Credit-Control'], [
    unit(FREE_GROUP),
    unit(CHARGED_GROUP, { used: 1n }),
  ])
})

test('a data session whose first request was all free is opened at the charging system when it first matters', () => {
  const { stage, client, charging } = pair({ freeAnswer: 'grant' })
  stage.answerTo(client, ccr('initial', { avps: units(unit(FREE_GROUP)) }))
  stage.send(client, ccr('update', { number: 1, avps: units(unit(CHARGED_GROUP)) }))
  const request = stage.reply(charging, units({ 'Rating-Group': CHARGED_GROUP, 'Result-Code': 2001 }))
  assert.equal(request.avps['CC-Request-Type'], 1)
  assert.equal(client.inbox[0].avps['CC-Request-Type'], 2)
  stage.send(client, ccr('update', { number: 2, avps: units(unit(CHARGED_GROUP, { used: 3n })) }))
  assert.equal(charging.inbox[0].avps['CC-Request-Type'], 2, 'now it knows')
})

for (const [what, fail] of [
  ['fails', (stage, charging) => stage.reply(charging, { 'Result-Code': 5030 })],
  ['refuses', (stage, charging) => stage.reply(charging, { 'Result-Code': 4012 })],
  ['does not answer', (stage, { peer }) => stage.gateway.failOver(peer, stage.now)],
] as const satisfies readonly (readonly [string, (stage: GatewayFixture, charging: Actor) => unknown])[])
  test(`a data session whose part the charging system ${what} is opened there by the next request`, () => {
    const { stage, client, charging } = pair({ freeAnswer: 'grant' })
    stage.answerTo(client, ccr('initial', { avps: units(unit(FREE_GROUP)) }))
    const both = units(unit(FREE_GROUP), unit(CHARGED_GROUP))
    stage.send(client, ccr('update', { number: 1, avps: both }))
    assert.equal(charging.inbox[0].avps['CC-Request-Type'], 1)
    fail(stage, charging)
    charging.inbox.length = 0
    stage.send(client, ccr('update', { number: 2, avps: both }))
    assert.equal(charging.inbox[0].avps['CC-Request-Type'], 1)
  })

test('a data session whose part reaches no charging system is opened at one by the next request', () => {
  const stage = new GatewayFixture({ freeAnswer: 'grant' })
  const client = stage.client()
  stage.answerTo(client, ccr('initial', { avps: units(unit(FREE_GROUP)) }))
  const both = units(unit(FREE_GROUP), unit(CHARGED_GROUP))
  const refused = stage.answerTo(client, ccr('update', { number: 1, avps: both }))
  assert.equal(refused.avps['Result-Code'], 3002)
  const charging = stage.charging()
  stage.gateway.setCharging([charging.peer])
  stage.send(client, ccr('update', { number: 1, avps: both }))
  assert.equal(charging.inbox[0].avps['CC-Request-Type'], 1)
})

test('a session that the charging system never heard of ends without it', () => {
  const { stage, client, charging } = pair()
  stage.answerTo(client, ccr('initial', { avps: units(unit(FREE_GROUP)) }))
  const last = stage.answerTo(
    client,
    ccr('termination', { number: 1, avps: units(unit(FREE_GROUP, { asks: false, used: 4n })) }),
  )
  assert.equal(last.avps['Result-Code'], 2001)
  assert.equal(charging.inbox.length, 0)
})

test('after a restart usage of what was free for long is nobody’s, and of what became free just now is reported', () => {
  const check = (at: number, reported: boolean) => {
    const { stage, client, charging } = pair({ freeAnswer: 'grant' })
    stage.send(
      client,
      ccr('update', { at, number: 5, avps: units(unit(FREE_GROUP, { used: 7n }), unit(CHARGED_GROUP, { used: 1n })) }),
    )
    const groups = charging.inbox[0].avps['Multiple-Services-Credit-Control']
    assert.equal(groups?.length, reported ? 2 : 1)
  }
  check(FROM + HOUR, false)
  check(FROM + HOUR - 1000, true)
})

test('a request that is sent twice is judged the second time as it was the first time, though the session has gone on', () => {
  const { stage, client, charging } = pair()
  const avps = calling(HOTLINE)
  stage.answerTo(client, ccr('initial', { at: UNTIL - 1000, avps }))
  const again = { at: UNTIL, number: 1, avps: { ...avps, 'Requested-Service-Unit': {} } }
  const { endToEnd } = stage.send(client, ccr('update', again))
  assert.equal(stage.reply(charging, {}).avps['CC-Request-Type'], 1)
  // The answer was lost on its way; the client sends once more.
  stage.send(client, ccr('update', { ...again, endToEnd, retransmitted: true }))
  const second = charging.inbox[0]
  assert.equal(second.avps['CC-Request-Type'], 1)
  assert.equal(second.endToEnd, endToEnd)
  assert.ok(second.retransmitted)
})

test('a charged request goes on octet for octet, with who it came from and a number of ours; its answer comes back', () => {
  const { stage, client, charging } = pair()
  const request = Buffer.from(vector('ccr_data_update').bytes)
  stage.raw(client, request)
  const [onward] = charging.frames
  const expected = Buffer.concat([request, client.peer.routeRecord])
  expected.writeUIntBE(expected.length, 1, 3)
  onward.copy(expected, 12, 12, 16)
  assert.equal(onward.toString('hex'), expected.toString('hex'))
  assert.notEqual(onward.readUInt32BE(12), request.readUInt32BE(12))
  stage.reply(charging, { 'Result-Code': 5003 })
  const [answer] = client.inbox
  assert.equal(answer.hopByHop, request.readUInt32BE(12))
  assert.equal(answer.endToEnd, request.readUInt32BE(16))
  assert.equal(answer.avps['Result-Code'], 5003)
  assert.equal(answer.avps['Route-Record'], undefined)
})

/** What is refused at once, with which code, before anybody else sees it. */
const REFUSED: readonly [string, (request: Buffer) => void, number][] = [
  ['of another application', b => b.writeUInt32BE(1, 8), 3007],
  ['of another version', b => b.writeUInt8(2, 0), 5011],
  ['with a reserved bit', b => b.writeUInt8(0xc1, 4), 5013],
  ['with the E bit', b => b.writeUInt8(0xe0, 4), 3008],
  ['that may not be proxied', b => b.writeUInt8(0x80, 4), 3008],
  ['with an AVP beyond its end', b => b.writeUIntBE(0xffff, 20 + 5, 3), 5014],
]

for (const [what, change, code] of REFUSED)
  test(`a request ${what} is refused with ${code}, and the charging system does not see it`, () => {
    const { stage, client, charging } = pair()
    const request = Buffer.from(vector('ccr_call_initial').bytes)
    change(request)
    stage.raw(client, request)
    assert.equal(client.inbox[0].avps['Result-Code'], code)
    assert.equal(client.inbox[0].error, code < 4000)
    assert.equal(client.inbox[0].hopByHop, 0x11)
    assert.equal(charging.inbox.length, 0)
    const { requests, refused } = stage.gateway.counters
    assert.deepEqual([requests, Object.values(refused)], [1, [1]])
  })

test('a request that has been here before is refused as a loop, and one that could only go back where it was as undeliverable', () => {
  const { stage, client, charging } = pair()
  const check = (route: readonly string[], code: number) => {
    const avps = { ...calling('0241234567'), 'Route-Record': route }
    const answer = stage.answerTo(client, ccr('initial', { avps }))
    assert.equal(answer.avps['Result-Code'], code)
    assert.ok(answer.error)
  }
  check(['a.example.net', 'LOA.example.NET'], 3005)
  check(['ocs.example.net'], 3002)
  assert.equal(charging.inbox.length, 0)
})

test('a realm that nobody here serves is refused, unless a relay is behind us', () => {
  const send = (stage: GatewayFixture, client: Actor) =>
    stage.send(client, ccr('initial', { avps: { ...calling('024'), 'Destination-Realm': 'other.example' } }))
  const { stage, client } = pair()
  send(stage, client)
  assert.equal(client.inbox[0].avps['Result-Code'], 3003)
  const relayed = new GatewayFixture()
  const ours = relayed.client()
  const relay = relayed.relayBehind('dra.example.net', REALM)
  relayed.gateway.setCharging([relay.peer])
  send(relayed, ours)
  assert.equal(relay.inbox.length, 1)
})

test('a client that learned our name and realm from our answers still reaches the charging system', () => {
  const stage = new GatewayFixture()
  const client = stage.client()
  const charging = stage.charging('ocs.charging.example', 'charging.example')
  stage.gateway.setCharging([charging.peer])
  const avps = { ...calling('0241234567'), 'Destination-Host': US }
  stage.send(client, ccr('initial', { avps }))
  const onward = charging.inbox[0]
  assert.equal(onward.avps['Destination-Host'], undefined)
  assert.equal(onward.avps['Destination-Realm'], 'charging.example')
})

test('without a charging system what is charged is refused, and what is free is free', () => {
  const stage = new GatewayFixture()
  const client = stage.client()
  const charged = stage.answerTo(client, ccr('initial', { avps: calling('0241234567') }))
  assert.equal(charged.avps['Result-Code'], 3002)
  const free = stage.answerTo(client, ccr('initial', { avps: calling(OPEN_ENDED) }))
  assert.equal(free.avps['Result-Code'], 4011)
})

const ODD = { code: 4711, vendor: 2011, mandatory: true, data: Buffer.of(1, 2, 3, 4) }

test('a free request with an AVP that we must understand and do not goes to the charging system', () => {
  const odd = { ...calling(OPEN_ENDED), others: [ODD] }
  const within: Avps = {
    'Service-Information': { 'IMS-Information': { 'Called-Party-Address': OPEN_ENDED, others: [ODD] } },
  }
  for (const avps of [odd, within]) {
    const { stage, client, charging } = pair()
    stage.raw(client, encodeMessage({ ...ccr('initial', { avps }), hopByHop: 1, endToEnd: 2 }))
    assert.equal(stage.gateway.counters.notUnderstood, 1)
    assert.equal(charging.frames.length + charging.inbox.length > 0, true)
    assert.equal(client.inbox.length, 0)
  }
})

test('without a charging system a free request with an AVP that we must understand and do not is refused, and shown that AVP', () => {
  const stage = new GatewayFixture()
  const client = stage.client()
  const avps = { ...calling(OPEN_ENDED), others: [ODD] }
  const answer = stage.answerTo(client, ccr('initial', { avps }))
  assert.equal(answer.avps['Result-Code'], 5001)
  assert.deepEqual(answer.avps['Failed-AVP'], [{ others: [ODD] }])
})

test('an AVP of a vendor that is known to say nothing that matters is let through, and so is one that may be ignored', () => {
  const stage = new GatewayFixture({ knownVendors: new Set([2011]) })
  const client = stage.client()
  const odd = { ...calling(OPEN_ENDED), others: [ODD] }
  assert.equal(stage.answerTo(client, ccr('initial', { avps: odd })).avps['Result-Code'], 4011)
  const optional = { ...calling(OPEN_ENDED), others: [{ ...ODD, vendor: 9, mandatory: false }] }
  assert.equal(stage.answerTo(client, ccr('initial', { avps: optional })).avps['Result-Code'], 4011)
})

test('a request that says two things at once, or cannot be read within, is not ours to judge', () => {
  const twice = (avps: Avps) => ({ ...calling(OPEN_ENDED), ...avps })
  const broken = Buffer.from(
    encodeMessage({ ...ccr('initial', { avps: calling(OPEN_ENDED) }), hopByHop: 1, endToEnd: 2 }),
  )
  // The length of Called-Party-Address, beyond its group.
  broken.writeUIntBE(200, broken.indexOf(Buffer.from('00000340C0', 'hex')) + 5, 3)
  const { stage, client, charging } = pair()
  stage.raw(client, broken)
  assert.equal(stage.gateway.counters.unread, 1)
  const types = encodeMessage({
    ...ccr('initial', {
      avps: twice({ others: [{ code: 416, vendor: 0, mandatory: true, data: Buffer.of(0, 0, 0, 3) }] }),
    }),
    hopByHop: 3,
    endToEnd: 4,
  })
  stage.raw(client, types)
  assert.equal(stage.gateway.counters.unread, 2)
  assert.equal(charging.frames.length, 2)
  assert.equal(client.inbox.length, 0)
})

test('what a charging system that fails owes goes to the next one with the T bit, once, and its late answers count for nothing', () => {
  const stage = new GatewayFixture()
  const client = stage.client()
  const first = stage.charging('ocs1.example.net')
  const second = stage.charging('ocs2.example.net')
  stage.gateway.setCharging([first.peer, second.peer])
  const request = stage.send(client, ccr('initial', { avps: calling('0241234567') }))
  assert.equal(second.inbox.length, 0)
  first.peer.takes = 'answers'
  stage.gateway.failOver(first.peer, stage.now)
  stage.flush()
  const again = second.inbox[0]
  assert.ok(again.retransmitted)
  assert.equal(again.endToEnd, request.endToEnd)
  assert.deepEqual(again.avps['Route-Record'], ['pgw.example.net'], 'one Route-Record, not two')
  stage.reply(first, {})
  assert.equal(client.inbox.length, 0)
  stage.reply(second, {})
  assert.equal(client.inbox.length, 1)
  const { failovers, late, returned } = stage.gateway.counters
  assert.deepEqual({ failovers, late, returned }, { failovers: 1, late: 1, returned: 1 })
})

test('a charging system that is too busy or cannot deliver is passed over, and the last one’s word goes back to the client', () => {
  const stage = new GatewayFixture()
  const client = stage.client()
  const first = stage.charging('ocs1.example.net')
  const second = stage.charging('ocs2.example.net')
  stage.gateway.setCharging([first.peer, second.peer])
  stage.send(client, ccr('initial', { avps: calling('0241234567') }))
  stage.reply(first, { 'Result-Code': 3004 }, true)
  assert.equal(client.inbox.length, 0)
  stage.reply(second, { 'Result-Code': 3002 }, true)
  assert.equal(client.inbox[0].avps['Result-Code'], 3002)
  assert.equal(client.inbox[0].avps['Origin-Host'], 'ocs2.example.net')
})

test('when the last charging system goes, what it owes is refused to the client at once', () => {
  const { stage, client, charging } = pair()
  const { hopByHop, endToEnd } = stage.send(client, ccr('initial', { avps: calling('0241234567') }))
  stage.gateway.gone(charging.peer, stage.now)
  stage.flush()
  const [answer] = client.inbox
  assert.deepEqual(
    [answer.avps['Result-Code'], answer.error, answer.hopByHop, answer.endToEnd],
    [3002, true, hopByHop, endToEnd],
  )
  assert.equal(stage.gateway.waiting, 0)
})

test('a request whose answer does not come within the limit is refused', () => {
  const { stage, client } = pair({ limits: { answerMs: 10_000 } })
  stage.send(client, ccr('initial', { avps: calling('0241234567') }))
  stage.now = 10_000 as Millis
  stage.gateway.tick(stage.now)
  stage.flush()
  assert.equal(client.inbox.length, 0)
  stage.now = 10_001 as Millis
  stage.gateway.tick(stage.now)
  stage.flush()
  assert.equal(client.inbox[0].avps['Result-Code'], 3002)
  assert.equal(stage.gateway.counters.timeouts, 1)
})

test('a retransmission while the first still waits is not sent on again, and both are answered', () => {
  const { stage, client, charging } = pair()
  const other = stage.client('dra.example.net')
  const request = stage.send(client, ccr('initial', { avps: calling('0241234567') }))
  const again = stage.send(
    other,
    ccr('initial', { avps: calling('0241234567'), retransmitted: true, endToEnd: request.endToEnd }),
  )
  assert.equal(charging.inbox.length, 1)
  stage.reply(charging, {})
  assert.equal(client.inbox[0].hopByHop, request.hopByHop)
  assert.equal(other.inbox[0].hopByHop, again.hopByHop)
  assert.equal(stage.gateway.counters.duplicates, 1)
})

test('a retransmission with the End-to-End Identifier of a request from another origin is another request', () => {
  const { stage, client, charging } = pair()
  const { endToEnd } = stage.send(client, ccr('initial', { avps: calling('0241234567') }))
  stage.send(
    client,
    ccr('initial', {
      avps: { ...calling('0241234567'), 'Origin-Host': 'tas.example.net' },
      retransmitted: true,
      endToEnd,
    }),
  )
  assert.equal(charging.inbox.length, 2)
})

test('a charging system reaches a client with RAR, also one behind a relay; the answer comes back', () => {
  const { stage, client, charging } = pair()
  const rar = (host: string) => ({
    command: 'RAR' as const,
    avps: {
      'Session-Id': 's',
      'Origin-Host': 'ocs.example.net',
      'Origin-Realm': REALM,
      'Destination-Realm': REALM,
      'Destination-Host': host,
      'Auth-Application-Id': [4],
      'Re-Auth-Request-Type': 0,
    },
  })
  stage.send(charging, rar('PGW.example.net'))
  assert.deepEqual(client.inbox[0].avps['Route-Record'], ['ocs.example.net'])
  stage.reply(client, { 'Result-Code': 2002 })
  assert.equal(charging.inbox[0].command, 'RAA')
  assert.equal(charging.inbox[0].avps['Result-Code'], 2002)
  charging.inbox.length = 0
  // Nobody of that name is here, until a request of it came through somebody.
  stage.send(charging, rar('tas.example.net'))
  assert.equal(charging.inbox.pop()?.avps['Result-Code'], 3002)
  const avps = { ...calling(OPEN_ENDED), 'Origin-Host': 'tas.example.net' }
  stage.answerTo(client, ccr('initial', { avps }))
  stage.send(charging, rar('tas.example.net'))
  assert.equal(client.inbox[0].command, 'RAR')
})

test('a client that is gone is asked nothing more, and its answers are nobody’s', () => {
  const { stage, client, charging } = pair()
  stage.send(client, ccr('initial', { avps: calling('0241234567') }))
  stage.gateway.gone(client.peer, stage.now)
  stage.reply(charging, {})
  assert.equal(client.inbox.length, 0)
  assert.equal(stage.gateway.counters.unclaimed, 1)
  assert.equal(client.peer.waiting, 0)
})

test('more than a client may have waiting is refused as too busy', () => {
  const { stage, client, charging } = pair({ limits: { pendingOfClient: 2 } })
  for (let i = 0; i < 3; i++) stage.send(client, ccr('initial', { session: `s${i}`, avps: calling('0241234567') }))
  assert.equal(charging.inbox.length, 2)
  assert.equal(client.inbox[0].avps['Result-Code'], 3004)
})

test('what a full charging system does not take goes to the next, and where all are full nobody is kept waiting', () => {
  const stage = new GatewayFixture({ limits: { pendingOfCharging: 1 } })
  const client = stage.client()
  const actors = ['ocs1', 'ocs2'].map(name => stage.charging(`${name}.example.net`))
  stage.gateway.setCharging(actors.map(({ peer }) => peer))
  for (let i = 0; i < 3; i++) stage.send(client, ccr('initial', { session: `s${i}`, avps: calling('0241234567') }))
  assert.deepEqual(
    actors.map(({ inbox }) => inbox.length),
    [1, 1],
  )
  assert.equal(client.inbox[0].avps['Result-Code'], 3004)
})

test('a charging system that is not yet trusted again is asked only where no other can be', () => {
  const stage = new GatewayFixture()
  const client = stage.client()
  const [first, second] = ['ocs1', 'ocs2'].map(name => stage.charging(`${name}.example.net`))
  stage.gateway.setCharging([first.peer, second.peer])
  first.peer.takes = 'probation'
  stage.send(client, ccr('initial', { avps: calling('0241234567') }))
  assert.deepEqual([first.inbox.length, second.inbox.length], [0, 1])
  second.peer.takes = 'answers'
  stage.send(client, ccr('initial', { avps: calling('0241234567') }))
  assert.deepEqual([first.inbox.length, second.inbox.length], [1, 1])
})

test('where no more sessions can be remembered what is free is the charging system’s', () => {
  const { stage, client, charging } = pair({ freeAnswer: 'grant', limits: { sessions: 1 } })
  stage.answerTo(client, ccr('initial', { session: 'a', avps: calling(HOTLINE) }))
  stage.send(client, ccr('initial', { session: 'b', avps: calling(HOTLINE) }))
  assert.equal(charging.inbox.length, 1)
  assert.equal(stage.gateway.counters.sessionsFull, 1)
  stage.answerTo(client, ccr('termination', { session: 'a', number: 1, avps: calling(HOTLINE) }))
  stage.answerTo(client, ccr('initial', { session: 'c', avps: calling(HOTLINE) }))
})

test('sub-sessions of one session are kept apart', () => {
  const { stage, client, charging } = pair()
  const sub = (id: bigint) => ({ ...calling(HOTLINE), 'CC-Sub-Session-Id': id })
  const answer = stage.answerTo(client, ccr('initial', { at: UNTIL - 1000, avps: sub(1n) }))
  assert.equal(answer.avps['CC-Sub-Session-Id'], 1n)
  stage.send(client, ccr('update', { at: UNTIL, number: 1, avps: sub(2n) }))
  assert.equal(charging.inbox[0].avps['CC-Request-Type'], 2, 'another one, that was never ours')
})

test('every request is counted under exactly one of what became of it', () => {
  const { stage, client, charging } = pair()
  const types: readonly RequestType[] = ['initial', 'update', 'termination', 'event']
  for (const type of types)
    for (const called of [OPEN_ENDED, HOTLINE, '0241234567'])
      stage.send(client, ccr(type, { session: called, avps: calling(called) }))
  stage.send(client, ccr('initial', { avps: units(unit(FREE_GROUP), unit(CHARGED_GROUP)) }))
  stage.send(client, ccr('initial', { avps: { ...calling('1'), 'Route-Record': [US] } }))
  while (charging.inbox.length > 0) stage.reply(charging, {})
  const { requests, answered, relayed, split, refused, duplicates } = stage.gateway.counters
  const refusals = Object.values(refused).reduce((sum, one) => sum + one, 0)
  assert.equal(requests, 14)
  assert.equal(answered + relayed + split + refusals + duplicates, requests)
  assert.equal(client.inbox.length, requests)
})
