import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Millis } from '../base/clock.ts'
import { decodePdu, encodePdu } from './codec.ts'
import { isResponse, PDUS, type PduInput, type PduName, type RequestName, type SessionIs } from './pdus.ts'
import { after, judge, SessionCore, type Side, type Step } from './session.ts'
import { STATUSES, statusName } from './statuses.ts'

const now = 0 as Millis

/**
 * Table 2-1 of section 2.3 as it is printed: who may send what in which state. The one liberty: enquire_link is
 * allowed wherever there is a connection, as in SMPP 5.0.
 */
const TABLE: Record<RequestName, readonly (readonly [Side, readonly SessionIs[]])[]> = {
  bind_transmitter: [['esme', ['open', 'outbound']]],
  bind_receiver: [['esme', ['open', 'outbound']]],
  bind_transceiver: [['esme', ['open', 'outbound']]],
  outbind: [['smsc', ['open']]],
  unbind: [
    ['esme', ['bound_tx', 'bound_rx', 'bound_trx']],
    ['smsc', ['bound_tx', 'bound_rx', 'bound_trx']],
  ],
  submit_sm: [['esme', ['bound_tx', 'bound_trx']]],
  submit_multi: [['esme', ['bound_tx', 'bound_trx']]],
  data_sm: [
    ['esme', ['bound_tx', 'bound_trx']],
    ['smsc', ['bound_rx', 'bound_trx']],
  ],
  deliver_sm: [['smsc', ['bound_rx', 'bound_trx']]],
  query_sm: [['esme', ['bound_tx', 'bound_trx']]],
  cancel_sm: [['esme', ['bound_tx', 'bound_trx']]],
  replace_sm: [['esme', ['bound_tx', 'bound_trx']]],
  enquire_link: [
    ['esme', ['open', 'outbound', 'binding', 'bound_tx', 'bound_rx', 'bound_trx', 'unbound']],
    ['smsc', ['open', 'outbound', 'binding', 'bound_tx', 'bound_rx', 'bound_trx', 'unbound']],
  ],
  alert_notification: [['smsc', ['bound_rx', 'bound_trx']]],
}
const STATES: readonly SessionIs[] = [
  'open',
  'outbound',
  'binding',
  'bound_tx',
  'bound_rx',
  'bound_trx',
  'unbound',
  'closed',
]

for (const [command, rows] of Object.entries(TABLE) as [RequestName, (typeof TABLE)[RequestName]][])
  for (const by of ['esme', 'smsc'] as const) {
    const allowed = rows.find(([side]) => side === by)?.[1] ?? []
    test(`${command} by the ${by} is allowed in: ${allowed.join(', ') || 'no state'}`, () => {
      assert.deepEqual(
        STATES.filter(state => judge(state, by, command) === STATUSES.ESME_ROK),
        STATES.filter(state => allowed.includes(state)),
      )
    })
  }

/** One line a story: who sends what, `!` before an error status, and the states after each. */
function check(story: string, expected: string) {
  let state: SessionIs = 'open'
  const states: string[] = []
  for (const word of story.split(' ')) {
    const [by, rest = ''] = word.split(':') as [Side, string]
    const failed = rest.startsWith('!')
    const command = (failed ? rest.slice(1) : rest) as PduName
    assert.ok(command in PDUS, command)
    state = after(state, by, command, failed ? STATUSES.ESME_RBINDFAIL : STATUSES.ESME_ROK)
    states.push(state)
  }
  assert.equal(states.join(' '), expected)
}

test('a transceiver binds, works and leaves', () =>
  check(
    'esme:bind_transceiver smsc:bind_transceiver_resp esme:submit_sm esme:unbind smsc:unbind_resp',
    'binding bound_trx bound_trx bound_trx unbound',
  ))
test('a transmitter and a receiver are bound as such', () => {
  check('esme:bind_transmitter smsc:bind_transmitter_resp', 'binding bound_tx')
  check('esme:bind_receiver smsc:bind_receiver_resp', 'binding bound_rx')
})
test('a refused bind may be tried again', () =>
  check(
    'esme:bind_receiver smsc:!bind_receiver_resp esme:bind_receiver smsc:!generic_nack',
    'binding open binding open',
  ))
test('an outbind invites a bind', () =>
  check(
    'smsc:outbind esme:bind_receiver smsc:bind_receiver_resp smsc:unbind esme:unbind_resp',
    'outbound binding bound_rx bound_rx unbound',
  ))
test('a bind_resp from the wrong side or out of the blue binds nobody', () =>
  check('smsc:bind_transceiver_resp esme:bind_transceiver esme:bind_transceiver_resp', 'open binding binding'))

/** Two ends, PDUs going over as bytes. */
function pair() {
  const esme = new SessionCore<string>({ side: 'esme', window: 10 })
  const smsc = new SessionCore<string>({ side: 'smsc', window: 10 })
  const give = (to: SessionCore<string>, pdu: PduInput) => to.receive(decodePdu(encodePdu(pdu)))
  const bind = () => {
    const sequence_number = esme.request('bind_transceiver', 'bind', now) ?? 0
    assert.equal(give(smsc, { command: 'bind_transceiver', sequence_number }).do, 'serve')
    smsc.sent('bind_transceiver_resp')
    assert.equal(give(esme, { command: 'bind_transceiver_resp', sequence_number }).do, 'settle')
    assert.deepEqual([esme.state, smsc.state], ['bound_trx', 'bound_trx'])
  }
  return { esme, smsc, give, bind }
}

function answerOf(step: Step<string>): string {
  if (step.do !== 'answer') return step.do
  return `${step.pdu.command} ${statusName(step.pdu.command_status ?? 0)} ${step.pdu.sequence_number}`
}

for (const [what, side, bound, pdu, expected] of [
  [
    'a submit_sm before the bind',
    'smsc',
    false,
    { command: 'submit_sm', sequence_number: 3 },
    'submit_sm_resp ESME_RINVBNDSTS 3',
  ],
  [
    'a second bind',
    'smsc',
    true,
    { command: 'bind_receiver', sequence_number: 3 },
    'bind_receiver_resp ESME_RALYBND 3',
  ],
  [
    'a deliver_sm by an ESME',
    'smsc',
    true,
    { command: 'deliver_sm', sequence_number: 3 },
    'deliver_sm_resp ESME_RINVBNDSTS 3',
  ],
  [
    'a bind by the centre',
    'esme',
    true,
    { command: 'bind_receiver', sequence_number: 3 },
    'bind_receiver_resp ESME_RINVBNDSTS 3',
  ],
  [
    'an unbind before the bind',
    'smsc',
    false,
    { command: 'unbind', sequence_number: 3 },
    'unbind_resp ESME_RINVBNDSTS 3',
  ],
  [
    'an alert_notification before the bind',
    'esme',
    false,
    { command: 'alert_notification', sequence_number: 3 },
    'ignore',
  ],
  [
    'an enquire_link before the bind',
    'smsc',
    false,
    { command: 'enquire_link', sequence_number: 3 },
    'enquire_link_resp ESME_ROK 3',
  ],
  ['a response to nothing', 'esme', true, { command: 'submit_sm_resp', sequence_number: 3 }, 'late'],
  ['a generic_nack for number 0', 'esme', true, { command: 'generic_nack', sequence_number: 0 }, 'late'],
  ['an unbind', 'esme', true, { command: 'unbind', sequence_number: 3 }, 'part'],
] as const) {
  test(`${what} gets: ${expected}`, () => {
    const ends = pair()
    if (bound) ends.bind()
    assert.equal(answerOf(ends.give(ends[side], pdu as PduInput)), expected)
  })
}

test('an unknown request is answered by generic_nack, an unknown response by nothing', () => {
  const { esme } = pair()
  const frame = encodePdu({ command: 'enquire_link', sequence_number: 9 })
  frame.writeUInt32BE(0x00000999, 4)
  assert.equal(answerOf(esme.receive(decodePdu(frame))), 'generic_nack ESME_RINVCMDID 9')
  frame.writeUInt32BE(0x80000999, 4)
  assert.equal(answerOf(esme.receive(decodePdu(frame))), 'ignore')
})

test('a deliver_sm under the number of a submit_sm in flight is another thing', () => {
  const { esme, give, bind } = pair()
  bind()
  const sequence_number = esme.request('submit_sm', 'mine', now) ?? 0
  assert.equal(give(esme, { command: 'deliver_sm', sequence_number }).do, 'serve')
  assert.equal(give(esme, { command: 'deliver_sm_resp', sequence_number }).do, 'late')
  const step = give(esme, { command: 'submit_sm_resp', sequence_number })
  assert.ok(step.do === 'settle' && step.context === 'mine')
})

test('a generic_nack settles the request of its number', () => {
  const { esme, give, bind } = pair()
  bind()
  const sequence_number = esme.request('submit_sm', 'mine', now) ?? 0
  const nack = { command: 'generic_nack', sequence_number, command_status: 0x58 } as const
  const step = give(esme, nack)
  assert.ok(step.do === 'settle' && step.response.command_status === 0x58)
  assert.equal(give(esme, nack).do, 'late')
  assert.equal(esme.state, 'bound_trx')
})

test('a generic_nack for an enquire_link does not end a bind', () => {
  const { esme, give } = pair()
  esme.request('bind_transceiver', 'bind', now)
  const sequence_number = esme.request('enquire_link', 'ask', now) ?? 0
  assert.equal(give(esme, { command: 'generic_nack', sequence_number }).do, 'settle')
  assert.equal(esme.state, 'binding')
})

test('after the peer has parted, late responses are taken and requests are not', () => {
  const { esme, give, bind } = pair()
  bind()
  const sequence_number = esme.request('submit_sm', 'mine', now) ?? 0
  assert.equal(give(esme, { command: 'unbind', sequence_number: 1 }).do, 'part')
  assert.equal(esme.state, 'unbound')
  assert.equal(esme.maySend('submit_sm'), false)
  assert.equal(answerOf(give(esme, { command: 'deliver_sm', sequence_number: 2 })), 'deliver_sm_resp ESME_RINVBNDSTS 2')
  assert.equal(give(esme, { command: 'submit_sm_resp', sequence_number }).do, 'settle')
})

test('while we leave, what the peer still sends is served', () => {
  const { esme, give, bind } = pair()
  bind()
  const sequence_number = esme.request('unbind', 'leaving', now) ?? 0
  assert.equal(give(esme, { command: 'deliver_sm', sequence_number: 2 }).do, 'serve')
  assert.equal(give(esme, { command: 'unbind_resp', sequence_number }).do, 'settle')
  assert.equal(esme.state, 'unbound')
})

test('whatever a peer sends, a session answers at most once and never throws', () => {
  const command = fc.constantFrom(...(Object.keys(PDUS) as PduName[]))
  const pdu = fc.record({
    command,
    sequence_number: fc.constantFrom(0, 1, 2, 3, 0x7fffffff, 0xffffffff),
    command_status: fc.constantFrom(0, 4, 0x58, 0xffffffff),
  })
  fc.assert(
    fc.property(fc.array(pdu), fc.constantFrom('esme' as const, 'smsc' as const), (pdus, side) => {
      const core = new SessionCore<string>({ side, window: 4 })
      if (side === 'esme') core.request('bind_transceiver', 'bind', now)
      for (const one of pdus) {
        const step = core.receive(decodePdu(encodePdu(one as PduInput)))
        if (isResponse(one.command)) assert.ok(step.do === 'settle' || step.do === 'late')
        else if (step.do === 'answer') assert.equal(step.pdu.sequence_number, one.sequence_number)
      }
    }),
  )
})
