/**
 * Sessions against raw peers that do what real SMS centres do. The peer speaks in PDUs or in octets of its own making;
 * nothing of the link is replaced, and nothing sleeps: each test waits for what must happen.
 */
import assert from 'node:assert/strict'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { decodePdu, encodePdu } from '../smpp/codec.ts'
import { FrameCutter } from '../smpp/frames.ts'
import type { Pdu, PduInput, PduName, PduOf } from '../smpp/pdus.ts'
import { STATUSES, statusName } from '../smpp/statuses.ts'
import { type ConnectOptions, connect, Failure, PartsFailure, Refusal, RequestFailure, type Session } from './smpp.ts'

/** The centre's end of one connection, by hand. */
class RawCentre {
  readonly socket: Socket
  readonly received: Pdu[] = []
  #cutter = new FrameCutter()
  #unread: Pdu[] = []
  #wanted: ((pdu: Pdu) => void) | null = null

  constructor(socket: Socket) {
    this.socket = socket
    socket.on('error', () => {})
    socket.on('data', chunk =>
      this.#cutter.push(chunk, frame => {
        const decoded = decodePdu(frame)
        assert.ok(decoded.ok)
        this.received.push(decoded.pdu)
        this.#unread.push(decoded.pdu)
        this.#wanted?.(decoded.pdu)
      }),
    )
  }

  /** The next PDU of this name; earlier ones of other names are passed over. */
  async next<N extends PduName>(command: N): Promise<PduOf<N>> {
    for (;;) {
      const pdu = this.#unread.shift()
      if (pdu === undefined)
        await new Promise<void>(resolve => {
          this.#wanted = () => resolve()
        })
      else if (pdu.command === command) return pdu as PduOf<N>
    }
  }

  async nexts<N extends PduName>(command: N, count: number): Promise<PduOf<N>[]> {
    const pdus: PduOf<N>[] = []
    while (pdus.length < count) pdus.push(await this.next(command))
    return pdus
  }

  send(...pdus: (PduInput | Buffer)[]): void {
    this.socket.write(Buffer.concat(pdus.map(p => (Buffer.isBuffer(p) ? p : encodePdu(p)))))
  }

  get gone(): Promise<unknown> {
    return this.socket.closed ? Promise.resolve() : new Promise(resolve => this.socket.once('close', resolve))
  }
}

/** A raw centre and the URL to reach it. `first` answers the bind; it may say more in the same packet. */
async function centre(
  t: TestContext,
  first: (bind: PduOf<'bind_transceiver'>) => (PduInput | Buffer)[] = bind => [
    { command: 'bind_transceiver_resp', sequence_number: bind.sequence_number },
  ],
) {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const accepted = new Promise<RawCentre>(resolve =>
    server.once('connection', async socket => {
      const raw = new RawCentre(socket)
      const bind = await raw.next('bind_transceiver')
      raw.send(...first(bind))
      resolve(raw)
    }),
  )
  t.after(() => {
    server.close()
    accepted.then(raw => raw.socket.destroy())
  })
  return { url: `smpp://loa:secret@127.0.0.1:${(server.address() as AddressInfo).port}`, accepted }
}

async function bound(t: TestContext, options: Partial<ConnectOptions> = {}) {
  const { url, accepted } = await centre(t)
  const session = await connect({ url, ...options })
  t.after(() => session.destroy())
  return { session, raw: await accepted }
}

/** Longer than a bind and a second submit_sm take on a busy machine. */
const UNANSWERED_MS = 1000

const MESSAGE = { source: 'BOYTE', destination: '84912345678', text: 'Rua tay' } as const
const ok = (pdu: Pdu, message_id = 'M') =>
  ({ command: 'submit_sm_resp', sequence_number: pdu.sequence_number, message_id }) as const

/** What a promise rejected with. */
async function failure(promise: Promise<unknown>): Promise<RequestFailure> {
  try {
    await promise
  } catch (error) {
    assert.ok(error instanceof RequestFailure, String(error))
    return error
  }
  return assert.fail('it was expected to fail')
}

const RECEIPT = 'id:M sub:001 dlvrd:001 submit date:2002031530 done date:2002031531 stat:DELIVRD err:000 text:'
const receipt = (sequence_number: number, text = RECEIPT): PduInput => ({
  command: 'deliver_sm',
  sequence_number,
  source_addr: '84912345678',
  esm_class: 4,
  short_message: Buffer.from(text),
})
const fromPerson = (sequence_number: number, text: string): PduInput => ({
  command: 'deliver_sm',
  sequence_number,
  source_addr: '84912345678',
  short_message: Buffer.from(text),
})

// Binds.

const bareBindResp = Buffer.from('00000010800000090000000000000001', 'hex')
for (const [what, answer] of [
  ['has no body', () => [bareBindResp]],
  ['has an empty system_id', (b: Pdu) => [{ command: 'bind_transceiver_resp', sequence_number: b.sequence_number }]],
  [
    'has a system_id and no TLV',
    (b: Pdu) => [{ command: 'bind_transceiver_resp', sequence_number: b.sequence_number, system_id: 'X' }],
  ],
] as const) {
  test(`a bind_resp that ${what} binds`, async t => {
    const { url } = await centre(t, answer as () => (PduInput | Buffer)[])
    const session = await connect({ url })
    assert.equal(session.state, 'bound_trx')
    session.destroy()
  })
}

test('the bind says who we are, in SMPP 3.4', async t => {
  const { raw } = await bound(t, { system_type: 'VMA' })
  const bind = raw.received[0]
  assert.ok(bind?.command === 'bind_transceiver')
  const { system_id, password, system_type, interface_version } = bind
  assert.deepEqual(
    { system_id, password, system_type, interface_version },
    { system_id: 'loa', password: 'secret', system_type: 'VMA', interface_version: 0x34 },
  )
})

test('a bind refused with ESME_RALYBND is not bound, and says why', async t => {
  const { url, accepted } = await centre(t, ({ sequence_number }) => [
    { command: 'bind_transceiver_resp', sequence_number, command_status: STATUSES.ESME_RALYBND },
  ])
  const refused = await failure(connect({ url }))
  assert.equal(refused.code, 'smppBindRefused')
  assert.equal(refused.status, 'ESME_RALYBND')
  await (await accepted).gone
})

test('a centre that never answers the bind is given up', async t => {
  const { url } = await centre(t, () => [])
  const gave = await failure(connect({ url, responseTimeoutMs: 30 }))
  assert.equal(gave.code, 'smppUnanswered')
})

test('nobody at the address is unreachable, later perhaps', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  await assert.rejects(
    connect({ url: `smpp://loa:secret@127.0.0.1:${port}` }),
    (error: unknown) =>
      error instanceof Failure &&
      error.code === 'smppUnreachable' &&
      error.kind.retry === 'later' &&
      !error.message.includes('secret'),
  )
})

for (const [what, options, code] of [
  ['a URL of another kind', { url: 'http://127.0.0.1' }, 'smppUrl'],
  ['a window of 0', { url: 'smpp://a:b@127.0.0.1:1', window: 0 }, 'smppOption'],
  ['a timeout that is no number', { url: 'smpp://a:b@127.0.0.1:1', responseTimeoutMs: Number.NaN }, 'smppOption'],
  ['a bind of no kind', { url: 'smpp://a:b@127.0.0.1:1', bind: 'both' }, 'smppOption'],
] as const) {
  test(`${what} is refused before anything is opened`, () =>
    assert.rejects(
      connect(options as ConnectOptions),
      (error: unknown) => error instanceof Failure && error.code === code,
    ))
}

test('a deliver_sm in the packet of the bind_resp waits for its handler', async t => {
  const { url, accepted } = await centre(t, ({ sequence_number }) => [
    { command: 'bind_transceiver_resp', sequence_number },
    fromPerson(1, 'hello'),
    receipt(2),
  ])
  const session = await connect({ url })
  t.after(() => session.destroy())
  const seen: string[] = []
  await new Promise<void>(resolve => {
    session
      .on('deliver', message => seen.push(`deliver ${message.text}`))
      .on('receipt', one => {
        seen.push(`receipt ${one.message_id}`)
        resolve()
      })
  })
  assert.deepEqual(seen, ['deliver hello', 'receipt M'])
  const raw = await accepted
  for (const answer of await raw.nexts('deliver_sm_resp', 2)) assert.equal(answer.command_status, STATUSES.ESME_ROK)
})

test('a message that nobody registers for goes back, for the centre to keep', async t => {
  const { raw } = await bound(t, { handlerGraceMs: 0 })
  raw.send(fromPerson(1, 'hello'))
  assert.equal((await raw.next('deliver_sm_resp')).command_status, STATUSES.ESME_RX_T_APPN)
})

// Responses.

test('responses in any order find their messages', async t => {
  const { session, raw } = await bound(t)
  const sent = [1, 2, 3, 4].map(() => session.submit(MESSAGE))
  const asked = await raw.nexts('submit_sm', 4)
  for (const i of [2, 0, 3, 1]) raw.send(ok(asked[i] as Pdu, `id${i}`))
  const ids = (await Promise.all(sent)).map(s => s.message_id)
  assert.deepEqual(ids, ['id0', 'id1', 'id2', 'id3'])
})

test('a deliver_sm under the number of a submit_sm in flight is another thing', async t => {
  const { session, raw } = await bound(t)
  session.on('deliver', () => {})
  const sent = session.submit(MESSAGE)
  const asked = await raw.next('submit_sm')
  raw.send(fromPerson(asked.sequence_number, 'hi'))
  await raw.next('deliver_sm_resp')
  assert.equal(session.inFlight, 1)
  raw.send(ok(asked))
  assert.equal((await sent).message_id, 'M')
})

const answers: readonly (readonly [string, (n: number) => PduInput | Buffer, string, string, string])[] = [
  [
    'ESME_RTHROTTLED without a body',
    n => ({ command: 'submit_sm_resp', sequence_number: n, command_status: 0x58 }),
    'smppAgain',
    'again',
    'later',
  ],
  [
    'ESME_RMSGQFUL with a message_id',
    n => ({ command: 'submit_sm_resp', sequence_number: n, command_status: 0x14, message_id: 'x' }),
    'smppAgain',
    'again',
    'later',
  ],
  [
    'ESME_RINVDSTADR with a TLV',
    n => ({
      command: 'submit_sm_resp',
      sequence_number: n,
      command_status: 0x0b,
      tlvs: { delivery_failure_reason: 1 },
    }),
    'smppRefused',
    'recipient',
    'never',
  ],
  [
    'a vendor code',
    n => ({ command: 'submit_sm_resp', sequence_number: n, command_status: 0x403 }),
    'smppRefused',
    'recipient',
    'never',
  ],
  [
    'ESME_RINVSRCADR',
    n => ({ command: 'submit_sm_resp', sequence_number: n, command_status: 0x0a }),
    'smppAccountRefused',
    'lane',
    'never',
  ],
  [
    'generic_nack',
    n => ({ command: 'generic_nack', sequence_number: n, command_status: 0x08 }),
    'smppAgain',
    'again',
    'later',
  ],
]
for (const [what, answer, code, statusClass, retry] of answers) {
  test(`a submit_sm answered with ${what} fails with ${code}, and is certain`, async t => {
    const { session, raw } = await bound(t)
    const sent = failure(session.submit(MESSAGE))
    raw.send(answer((await raw.next('submit_sm')).sequence_number))
    const failed = await sent
    assert.deepEqual(
      [failed.code, failed.statusClass, failed.kind.retry, failed.uncertain],
      [code, statusClass, retry, false],
    )
    assert.equal(failed.status, statusName(failed.command_status ?? 0))
  })
}

test('a generic_nack for number 0, an unknown response and a response to nothing change nothing', async t => {
  const { session, raw } = await bound(t)
  const sent = session.submit(MESSAGE)
  const asked = await raw.next('submit_sm')
  const unknown = encodePdu({ command: 'enquire_link_resp', sequence_number: asked.sequence_number })
  unknown.writeUInt32BE(0x80000abc, 4)
  raw.send(
    { command: 'generic_nack', sequence_number: 0, command_status: 3 },
    unknown,
    ok({ ...asked, sequence_number: 4242 }, 'not mine'),
    ok(asked, 'mine'),
  )
  assert.equal((await sent).message_id, 'mine')
})

test('no answer in time is uncertain, and a late one changes nothing more', async t => {
  const { session, raw } = await bound(t, { responseTimeoutMs: UNANSWERED_MS })
  const first = failure(session.submit(MESSAGE))
  const asked = await raw.next('submit_sm')
  const failed = await first
  assert.deepEqual([failed.code, failed.uncertain, failed.response], ['smppUnanswered', true, null])
  const second = session.submit(MESSAGE)
  raw.send(ok(asked, 'late'), ok(await raw.next('submit_sm'), 'second'))
  assert.equal((await second).message_id, 'second')
})

test('a window full of the unanswered makes room when they time out', async t => {
  const { session, raw } = await bound(t, { window: 1, responseTimeoutMs: UNANSWERED_MS })
  const first = failure(session.submit(MESSAGE))
  const second = session.submit(MESSAGE)
  await raw.next('submit_sm')
  await first
  raw.send(ok(await raw.next('submit_sm'), 'second'))
  assert.equal((await second).message_id, 'second')
})

// Windows.

test('no more than the window is in flight, the rest waits in its order', async t => {
  const { session, raw } = await bound(t, { window: 3 })
  const sent = Array.from({ length: 20 }, (_, i) =>
    session.submit({ ...MESSAGE, destination: String(84_900_000_000 + i) }),
  )
  assert.deepEqual([session.inFlight, session.waiting], [3, 17])
  const order: string[] = []
  for (let i = 0; i < 20; i++) {
    const asked = await raw.next('submit_sm')
    order.push(asked.destination_addr)
    const unanswered = raw.received.filter(p => p.command === 'submit_sm').length - i
    assert.ok(unanswered <= 3, `${unanswered} in flight`)
    raw.send(ok(asked))
  }
  await Promise.all(sent)
  assert.deepEqual(order, order.toSorted())
})

test('beyond what may wait, a submit fails at once and is certainly not sent', async t => {
  const { session, raw } = await bound(t, { window: 1, waiting: 2 })
  const sent = [1, 2, 3].map(() => session.submit(MESSAGE))
  const failed = await failure(session.submit(MESSAGE))
  assert.deepEqual([failed.code, failed.uncertain, failed.kind.retry], ['smppWaitingFull', false, 'later'])
  for (let i = 0; i < 3; i++) raw.send(ok(await raw.next('submit_sm')))
  await Promise.all(sent)
  assert.equal(raw.received.filter(p => p.command === 'submit_sm').length, 3)
})

test('a message of several parts that cannot wait as a whole is not sent in part', async t => {
  const { session, raw } = await bound(t, { window: 1, waiting: 2 })
  const failed = await failure(session.submit({ ...MESSAGE, text: 'x'.repeat(500) }))
  assert.equal(failed.code, 'smppWaitingFull')
  const sent = session.submit(MESSAGE)
  raw.send(ok(await raw.next('submit_sm')))
  await sent
})

test('a thousand submits of one tick are one write', async t => {
  const { session, raw } = await bound(t)
  const prototype = Object.getPrototypeOf(raw.socket) as { write: Socket['write'] }
  const write = prototype.write
  let writes = 0
  prototype.write = function (this: Socket, ...args: Parameters<Socket['write']>) {
    writes += 1
    return write.apply(this, args)
  } as Socket['write']
  try {
    const sent = Array.from({ length: 1000 }, () => session.submit(MESSAGE))
    const asked = await raw.nexts('submit_sm', 1000)
    // 1000 PDUs of 68 octets are a little more than one batch.
    assert.ok(writes <= 2, `${writes} writes`)
    raw.send(...asked.map(pdu => ok(pdu)))
    await Promise.all(sent)
  } finally {
    prototype.write = write
  }
})

// Endings.

test('a connection that breaks leaves the sent uncertain and the waiting certainly unsent', async t => {
  const { session, raw } = await bound(t, { window: 2 })
  const sent = [1, 2, 3, 4].map(() => failure(session.submit(MESSAGE)))
  await raw.nexts('submit_sm', 2)
  raw.socket.destroy()
  const failed = await Promise.all(sent)
  assert.deepEqual(
    failed.map(f => [f.code, f.uncertain]),
    [
      ['smppUnanswered', true],
      ['smppUnanswered', true],
      ['smppNotSent', false],
      ['smppNotSent', false],
    ],
  )
  assert.equal((await session.closed).is, 'lost')
  assert.equal((await failure(session.submit(MESSAGE))).code, 'smppNotSent')
})

test('what was not yet handed to the socket is certainly unsent', async t => {
  const { session, raw } = await bound(t)
  const sent = failure(session.submit(MESSAGE))
  session.destroy()
  assert.deepEqual([(await sent).code, (await sent).uncertain], ['smppNotSent', false])
  await raw.gone
  assert.equal(raw.received.filter(p => p.command === 'submit_sm').length, 0)
})

test('a batch that was written because it was full is uncertain, its last PDU too', async t => {
  const { session } = await bound(t)
  // Each of 65 KiB: every one fills its batch and is written at once, in the middle of the tick.
  const payload = Buffer.alloc(0xffff)
  const sent = [1, 2].map(() => failure(session.submit({ tlvs: { message_payload: payload } })))
  session.destroy()
  for (const failed of await Promise.all(sent)) assert.equal(failed.uncertain, true)
})

test('a half-open connection is asked, then closed; what was in flight is uncertain', async t => {
  const { session, raw } = await bound(t, { enquireLinkMs: 40, responseTimeoutMs: 60 })
  const sent = failure(session.submit(MESSAGE))
  await raw.next('enquire_link')
  assert.equal((await session.closed).is, 'silent')
  assert.equal((await sent).uncertain, true)
})

test('a link that answers enquire_link stays, an extra octet in the answer included', async t => {
  const { session, raw } = await bound(t, { enquireLinkMs: 20, responseTimeoutMs: 40 })
  for (let i = 0; i < 4; i++) {
    const { sequence_number } = await raw.next('enquire_link')
    const answer = Buffer.concat([encodePdu({ command: 'enquire_link_resp', sequence_number }), Buffer.alloc(1)])
    answer.writeUInt32BE(17, 0)
    raw.send(answer)
  }
  assert.equal(session.state, 'bound_trx')
})

test('the centre unbinds with requests in flight: answered, nothing more sent, late responses taken', async t => {
  const { session, raw } = await bound(t, { window: 1 })
  const sent = session.submit(MESSAGE)
  const waiting = failure(session.submit(MESSAGE))
  const asked = await raw.next('submit_sm')
  raw.send({ command: 'unbind', sequence_number: 77 })
  assert.equal((await raw.next('unbind_resp')).sequence_number, 77)
  assert.deepEqual([(await waiting).code, (await waiting).uncertain], ['smppNotSent', false])
  assert.equal((await failure(session.submit(MESSAGE))).code, 'smppNotSent')
  raw.send(ok(asked, 'late'))
  assert.equal((await sent).message_id, 'late')
  assert.equal((await session.closed).is, 'unbound')
  await raw.gone
  assert.equal(raw.received.filter(p => p.command === 'submit_sm').length, 1)
})

test('our close drains, answers what still comes, unbinds, and only then closes', async t => {
  const { session, raw } = await bound(t)
  const stored: string[] = []
  session.on('receipt', async one => {
    stored.push(one.message_id ?? '')
  })
  const sent = session.submit(MESSAGE)
  const asked = await raw.next('submit_sm')
  const closing = Promise.all([session.close(), session.close()])
  assert.equal((await failure(session.submit(MESSAGE))).code, 'smppNotSent')
  raw.send(receipt(5))
  await raw.next('deliver_sm_resp')
  assert.ok(!raw.received.some(p => p.command === 'unbind'))
  raw.send(ok(asked))
  await sent
  const unbind = await raw.next('unbind')
  raw.send(receipt(6), { command: 'unbind_resp', sequence_number: unbind.sequence_number })
  await closing
  await raw.gone
  assert.deepEqual(stored, ['M', 'M'])
  assert.deepEqual(await session.closed, { is: 'closed' })
  assert.equal(raw.received.filter(p => p.command === 'unbind').length, 1)
})

test('close does not wait for ever, not for a message and not for the unbind_resp', async t => {
  const { session } = await bound(t, { drainMs: 20, responseTimeoutMs: 40 })
  const sent = failure(session.submit(MESSAGE))
  await Promise.all([session.close(), session.close()])
  assert.equal((await sent).uncertain, true)
})

// Hostile octets.

test('a length that no PDU has is answered with ESME_RINVCMDLEN and ends the session', async t => {
  const { session, raw } = await bound(t)
  raw.send(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'))
  const nack = await raw.next('generic_nack')
  assert.deepEqual([nack.command_status, nack.sequence_number], [STATUSES.ESME_RINVCMDLEN, 0])
  assert.equal((await session.closed).is, 'garbled')
  await raw.gone
})

test('one bad PDU costs one PDU', async t => {
  const { session, raw } = await bound(t)
  const texts: string[] = []
  session.on('deliver', message => texts.push(message.text ?? ''))
  const bad = encodePdu(fromPerson(7, 'x'))
  bad[bad.length - 2] = 200 // sm_length beyond the body
  const unknown = encodePdu({ command: 'enquire_link', sequence_number: 8 })
  unknown.writeUInt32BE(0x00000777, 4)
  raw.send(bad, unknown, fromPerson(9, 'good'))
  const first = await raw.next('deliver_sm_resp')
  assert.deepEqual([first.sequence_number, first.command_status], [7, STATUSES.ESME_RINVMSGLEN])
  const nack = await raw.next('generic_nack')
  assert.deepEqual([nack.sequence_number, nack.command_status], [8, STATUSES.ESME_RINVCMDID])
  assert.equal((await raw.next('deliver_sm_resp')).sequence_number, 9)
  assert.deepEqual(texts, ['good'])
})

test('a stream cut into single octets is the same stream', async t => {
  const { session, raw } = await bound(t)
  const sent = session.submit(MESSAGE)
  const bytes = encodePdu(ok(await raw.next('submit_sm'), 'M1'))
  raw.socket.setNoDelay(true)
  for (const octet of bytes) await new Promise(resolve => raw.socket.write(Buffer.of(octet), resolve))
  assert.equal((await sent).message_id, 'M1')
})

// Messages of the peer.

test('a message is answered when its handler is done, not before', async t => {
  const { session, raw } = await bound(t)
  let store = () => {}
  const seen = new Promise<void>(resolve =>
    session.on('deliver', () => {
      resolve()
      return new Promise<void>(done => {
        store = done
      })
    }),
  )
  raw.send(fromPerson(1, 'hello'))
  await seen
  raw.send({ command: 'enquire_link', sequence_number: 2 })
  await raw.next('enquire_link_resp')
  assert.ok(!raw.received.some(p => p.command === 'deliver_sm_resp'))
  store()
  assert.equal((await raw.next('deliver_sm_resp')).command_status, STATUSES.ESME_ROK)
})

for (const [what, handler, status, reported] of [
  [
    'throws',
    () => {
      throw new Error('disk full')
    },
    STATUSES.ESME_RX_T_APPN,
    1,
  ],
  ['rejects', () => Promise.reject(new Error('disk full')), STATUSES.ESME_RX_T_APPN, 1],
  [
    'throws a Refusal',
    () => {
      throw new Refusal('ESME_RX_R_APPN')
    },
    STATUSES.ESME_RX_R_APPN,
    0,
  ],
  [
    'throws a status that is none',
    () => {
      throw Object.assign(new Error('odd'), { command_status: 0 })
    },
    STATUSES.ESME_RX_T_APPN,
    1,
  ],
  ['rejects with a Refusal', () => Promise.reject(new Refusal(0x404)), 0x404, 0],
] as const) {
  test(`a handler that ${what} leaves the message with the centre`, async t => {
    const errors: unknown[] = []
    const { session, raw } = await bound(t, { on: { handlerError: e => errors.push(e) } })
    session.on('deliver', handler)
    raw.send(fromPerson(1, 'hello'))
    assert.equal((await raw.next('deliver_sm_resp')).command_status, status)
    assert.equal(errors.length, reported)
  })
}

test('more messages in hand than allowed go back with a temporary error', async t => {
  const { session, raw } = await bound(t, { handling: 2 })
  const stores: (() => void)[] = []
  session.on('deliver', () => new Promise<void>(done => stores.push(done)))
  raw.send(fromPerson(1, 'a'), fromPerson(2, 'b'), fromPerson(3, 'c'))
  const third = await raw.next('deliver_sm_resp')
  assert.deepEqual([third.sequence_number, third.command_status], [3, STATUSES.ESME_RX_T_APPN])
  for (const store of stores) store()
  for (const one of await raw.nexts('deliver_sm_resp', 2)) assert.equal(one.command_status, 0)
})

test("a person's message that imitates a receipt is a message", async t => {
  const { session, raw } = await bound(t)
  const seen: string[] = []
  session.on('deliver', () => seen.push('deliver')).on('receipt', () => seen.push('receipt'))
  raw.send(fromPerson(1, RECEIPT), receipt(2))
  await raw.nexts('deliver_sm_resp', 2)
  assert.deepEqual(seen, ['deliver', 'receipt'])
})

test('a receipt comes as data_sm too, and is answered as such', async t => {
  const { session, raw } = await bound(t)
  const seen: string[] = []
  session.on('receipt', one => seen.push(`${one.message_id} ${one.state} ${one.number}`))
  raw.send({
    command: 'data_sm',
    sequence_number: 4,
    source_addr: '84912345678',
    esm_class: 4,
    tlvs: { receipted_message_id: 'M', message_state: 2 },
  })
  assert.equal((await raw.next('data_sm_resp')).sequence_number, 4)
  assert.deepEqual(seen, ['M DELIVRD 84912345678'])
})

test('receipts of a loop are answered one by one, when the loop asks for the next', async t => {
  const { session, raw } = await bound(t)
  const receipts = session.receipts
  raw.send(receipt(1), receipt(2, RECEIPT.replace('id:M', 'id:N')))
  const first = await receipts.next()
  assert.equal(first.value?.message_id, 'M')
  raw.send({ command: 'enquire_link', sequence_number: 9 })
  await raw.next('enquire_link_resp')
  assert.ok(!raw.received.some(p => p.command === 'deliver_sm_resp'))
  const second = await receipts.next()
  assert.equal(second.value?.message_id, 'N')
  assert.equal((await raw.next('deliver_sm_resp')).sequence_number, 1)
  const over = receipts.next()
  await raw.next('deliver_sm_resp')
  session.destroy()
  assert.equal((await over).done, true)
})

test('a loop over receipts that is left by an exception leaves its receipt with the centre', async t => {
  const { session, raw } = await bound(t)
  raw.send(receipt(1))
  await assert.rejects(async () => {
    for await (const one of session.receipts) throw new Error(`disk full at ${one.message_id}`)
  }, /disk full/)
  assert.equal((await raw.next('deliver_sm_resp')).command_status, STATUSES.ESME_RX_T_APPN)
})

test('an alert_notification reaches its handler and is not answered', async t => {
  const { session, raw } = await bound(t)
  const heard = new Promise<string>(resolve => session.on('alert', a => resolve(a.source_addr)))
  raw.send({ command: 'alert_notification', sequence_number: 1, source_addr: '84912345678' })
  assert.equal(await heard, '84912345678')
})

// Texts.

test('a text goes out as the contract says: TON, NPI, coding, receipt of the last part', async t => {
  const { session, raw } = await bound(t)
  const text = 'Bộ Y tế khuyến cáo rửa tay thường xuyên. '.repeat(4).trim()
  const sent = session.submit({
    source: 'BOYTE',
    destination: '+84912345678',
    text,
    receipts: 'last',
    validityMs: 86_400_000,
  })
  const parts = await raw.nexts('submit_sm', 3)
  for (const [i, part] of parts.entries()) {
    assert.deepEqual([part.source_addr, part.source_addr_ton, part.source_addr_npi], ['BOYTE', 5, 0])
    assert.deepEqual([part.destination_addr, part.dest_addr_ton, part.dest_addr_npi], ['84912345678', 1, 1])
    assert.deepEqual([part.esm_class, part.data_coding], [0x40, 8])
    assert.equal(part.registered_delivery, i === 2 ? 1 : 0)
    assert.equal(part.validity_period, '000001000000000R')
    const header = part.short_message.subarray(0, 6)
    assert.deepEqual([...header.subarray(0, 3)], [5, 0, 3])
    assert.equal(header[3], parts[0]?.short_message[3])
    assert.deepEqual([...header.subarray(4)], [3, i + 1])
    raw.send(ok(part, `part${i + 1}`))
  }
  const octets = Buffer.concat(parts.map(p => p.short_message.subarray(6)))
  assert.equal(octets.swap16().toString('utf16le'), text.normalize('NFC'))
  assert.deepEqual(await sent, { message_id: 'part3', message_ids: ['part1', 'part2', 'part3'] })
})

test('two messages of several parts have two references, the same text too', async t => {
  const { session, raw } = await bound(t)
  const text = 'x'.repeat(200)
  const sent = [session.submit({ ...MESSAGE, text }), session.submit({ ...MESSAGE, text })]
  const parts = await raw.nexts('submit_sm', 4)
  const references = parts.map(p => p.short_message[3])
  assert.equal(references[0], references[1])
  assert.equal(references[2], references[3])
  assert.notEqual(references[0], references[2])
  raw.send(...parts.map(p => ok(p)))
  await Promise.all(sent)
})

test('a text is cut anew where the bits of the reference or the alphabet change', async t => {
  const { session, raw } = await bound(t)
  const text = 'x'.repeat(200)
  const sent = [
    session.submit({ ...MESSAGE, text }),
    session.submit({ ...MESSAGE, text, encoding: 'ucs2' }),
    session.submit({ ...MESSAGE, text, reference: 16 }),
    session.submit({ ...MESSAGE, text, reference: 8 }),
  ]
  const parts = await raw.nexts('submit_sm', 9)
  assert.deepEqual(
    parts.map(p => [p.short_message[0], p.data_coding]),
    [...Array(2).fill([5, 0]), ...Array(3).fill([5, 8]), ...Array(2).fill([6, 0]), ...Array(2).fill([5, 0])],
  )
  raw.send(...parts.map(p => ok(p)))
  await Promise.all(sent)
})

test('a message of which one part failed says which parts were taken', async t => {
  const { session, raw } = await bound(t)
  const sent = failure(session.submit({ ...MESSAGE, text: 'x'.repeat(400) }))
  const [one, two, three] = await raw.nexts('submit_sm', 3)
  assert.ok(one && two && three)
  raw.send(ok(one, 'A'), ok(three, 'C'), {
    command: 'submit_sm_resp',
    sequence_number: two.sequence_number,
    command_status: STATUSES.ESME_RTHROTTLED,
  })
  const failed = await sent
  assert.ok(failed instanceof PartsFailure)
  assert.deepEqual([failed.code, failed.status, failed.uncertain], ['smppAgain', 'ESME_RTHROTTLED', false])
  assert.deepEqual(
    failed.parts.map(p => ('message_id' in p ? p.message_id : p.failure.name)),
    ['A', 'RequestFailure', 'C'],
  )
})

for (const [what, message, code] of [
  ['a source that is too long', { ...MESSAGE, source: 'MINISTRYOFHEALTH' }, 'smppSource'],
  ['a source that is missing', { destination: '84912345678', text: 'x' }, 'smppSource'],
  ['a destination that is no number', { ...MESSAGE, destination: '0912 345 678' }, 'smppDestination'],
  ['no message at all', undefined, 'smppOption'],
  ['an empty text', { ...MESSAGE, text: '' }, 'textEmpty'],
  ['a validity of 100 weeks', { ...MESSAGE, validityMs: 100 * 7 * 86_400_000 }, 'smppOption'],
  ['a field that does not fit', { destination_addr: '8'.repeat(30) }, 'smppUnencodable'],
] as const) {
  test(`${what} fails the submit, and the session goes on`, async t => {
    const { session, raw } = await bound(t)
    await assert.rejects(
      (session as { submit(m: unknown): Promise<unknown> }).submit(message),
      (error: unknown) => error instanceof Failure && error.code === code,
    )
    assert.equal(session.inFlight, 0)
    const sent = session.submit(MESSAGE)
    raw.send(ok(await raw.next('submit_sm')))
    await sent
  })
}

test('any other request is a promise of its own response', async t => {
  const { session, raw } = await bound(t)
  const asked = session.request({ command: 'query_sm', message_id: 'M', source_addr: 'BOYTE' })
  const { sequence_number, message_id } = await raw.next('query_sm')
  raw.send({ command: 'query_sm_resp', sequence_number, message_id, message_state: 2 })
  assert.equal((await asked).message_state, 2)
})

test('a request that the state does not allow is refused here and not sent', async t => {
  const { session } = await bound(t)
  const binding = (session as Session).request({ command: 'bind_receiver' })
  assert.equal((await failure(binding)).code, 'smppNotBoundFor')
})
