/** The server, driven by our own client and, where that is too well behaved, by raw octets. */
import assert from 'node:assert/strict'
import { connect as connectTcp, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { decodePdu, encodePdu } from '../smpp/codec.ts'
import { FrameCutter } from '../smpp/frames.ts'
import type { Pdu, PduInput } from '../smpp/pdus.ts'
import { STATUSES, statusName } from '../smpp/statuses.ts'
import {
  type ConnectOptions,
  connect,
  Failure,
  type ListenOptions,
  listen,
  type Message,
  Refusal,
  RequestFailure,
  type Server,
  type ServerSession,
} from './smpp.ts'

const MESSAGE = { source: 'BOYTE', destination: '84912345678', text: 'Rua tay' } as const

async function server(t: TestContext, options: Partial<ListenOptions> = {}): Promise<Server> {
  const made = await listen({ bind: () => {}, submit: () => 'M', system_id: 'SMSC', ...options })
  t.after(() => {
    for (const session of made.sessions) session.destroy()
    return made.close()
  })
  return made
}

async function client(t: TestContext, of: Server, options: Partial<ConnectOptions> = {}) {
  const session = await connect({ url: `smpp://loa:secret@127.0.0.1:${of.port}`, ...options })
  t.after(() => session.close())
  return session
}

/** An ESME by hand: sends what it is told, gives what it hears, one PDU after the other. */
async function raw(t: TestContext, of: Server) {
  const socket: Socket = connectTcp(of.port, '127.0.0.1')
  socket.on('error', () => {})
  t.after(() => socket.destroy())
  const heard: Pdu[] = []
  let wake = () => {}
  const cutter = new FrameCutter()
  socket.on('data', chunk => {
    cutter.push(chunk, frame => {
      const decoded = decodePdu(frame)
      assert.ok(decoded.ok)
      heard.push(decoded.pdu)
    })
    wake()
  })
  await new Promise(resolve => socket.once('connect', resolve))
  return {
    socket,
    send: (...pdus: (PduInput | Buffer)[]) =>
      socket.write(Buffer.concat(pdus.map(p => (Buffer.isBuffer(p) ? p : encodePdu(p))))),
    async next(): Promise<string> {
      while (heard.length === 0)
        await new Promise<void>(resolve => {
          wake = resolve
        })
      const { command, command_status, sequence_number } = heard.shift() as Pdu
      return `${command} ${statusName(command_status)} ${sequence_number}`
    },
    gone: new Promise<void>(resolve => socket.once('close', () => resolve())),
  }
}

async function failure(promise: Promise<unknown>): Promise<RequestFailure> {
  try {
    await promise
  } catch (error) {
    assert.ok(error instanceof RequestFailure, String(error))
    return error
  }
  return assert.fail('it was expected to fail')
}

test('a message goes from client to handler, and its receipt comes back', async t => {
  const seen: Message[] = []
  const done = Date.parse('2020-02-03T08:31:00Z')
  const of = await server(t, {
    submit: (message, session) => {
      seen.push(message)
      const from = { addr: message.destination, ton: 1, npi: 1 }
      const to = { addr: message.source, ton: 5, npi: 0 }
      session.receipt({ message_id: 'M1', state: 'DELIVRD', submitted: done, done, from, to }).catch(() => {})
      return 'M1'
    },
  })
  const session = await client(t, of)
  const receipt = new Promise<string>(resolve =>
    session.on('receipt', r => resolve(`${r.message_id} ${r.state} ${r.number} ${r.done_date}`)),
  )
  const { message_id } = await session.submit({ ...MESSAGE, text: 'Rửa tay', receipts: 'last' })
  assert.equal(message_id, 'M1')
  assert.equal(await receipt, 'M1 DELIVRD 84912345678 2002030831')
  assert.deepEqual(
    seen.map(m => [m.source, m.destination, m.text, m.part, m.receipt]),
    [['BOYTE', '84912345678', 'Rửa tay', null, null]],
  )
  assert.equal(session.peer, 'SMSC')
})

test('the bind handler knows who comes and may refuse', async t => {
  const of = await server(t, {
    bind: request => {
      if (request.system_id !== 'loa') throw new Refusal('ESME_RINVSYSID')
      if (request.password !== 'secret') throw new Refusal('ESME_RINVPASWD')
    },
  })
  const session = await client(t, of, { bind: 'transmitter' })
  assert.deepEqual([session.state, of.sessions.map(s => s.peer)], ['bound_tx', ['loa']])
  for (const [url, status] of [
    [`smpp://loa:wrong@127.0.0.1:${of.port}`, 'ESME_RINVPASWD'],
    [`smpp://other:secret@127.0.0.1:${of.port}`, 'ESME_RINVSYSID'],
  ] as const)
    assert.equal((await failure(connect({ url }))).status, status)
})

test('a centre gives messages of subscribers, of several parts too, to whoever can receive', async t => {
  const of = await server(t)
  const session = await client(t, of, { bind: 'receiver' })
  const texts: string[] = []
  session.on('deliver', message => {
    texts.push(`${message.part?.index}/${message.part?.total} ${message.text}`)
  })
  const [end] = of.sessions
  assert.ok(end)
  const sent = await end.deliver({ source: '84912345678', destination: 'BOYTE', text: 'é'.repeat(161) })
  assert.equal(sent.message_ids.length, 2)
  assert.deepEqual(texts, [`1/2 ${'é'.repeat(153)}`, `2/2 ${'é'.repeat(8)}`])
  assert.equal((await failure(session.submit(MESSAGE))).code, 'smppNotBoundFor')
})

test('a transmitter is given nothing', async t => {
  const of = await server(t)
  await client(t, of, { bind: 'transmitter' })
  const refused = failure(
    (of.sessions[0] as ServerSession).deliver({ ...MESSAGE, source: '84912345678', destination: 'BOYTE' }),
  )
  assert.equal((await refused).code, 'smppNotBoundFor')
})

for (const [what, submit, status, reported] of [
  [
    'throws a Refusal',
    () => {
      throw new Refusal('ESME_RINVDSTADR')
    },
    'ESME_RINVDSTADR',
    0,
  ],
  ['rejects with a Refusal', () => Promise.reject(new Refusal('ESME_RTHROTTLED')), 'ESME_RTHROTTLED', 0],
  [
    'throws',
    () => {
      throw new Error('no disk')
    },
    'ESME_RSYSERR',
    1,
  ],
  ['gives an id that cannot be sent', () => 'x'.repeat(70), 'ESME_RSYSERR', 1],
] as const) {
  test(`a submit handler that ${what} is answered with ${status}`, async t => {
    const errors: unknown[] = []
    const of = await server(t, { submit, handlerError: e => errors.push(e) })
    const session = await client(t, of)
    assert.equal((await failure(session.submit(MESSAGE))).status, status)
    assert.equal(errors.length, reported)
  })
}

test('a gateway passes on what its own centre said', async t => {
  const behind = await server(t, {
    submit: () => {
      throw new Refusal(0x403)
    },
  })
  const onward = await client(t, behind)
  const of = await server(t, { submit: m => onward.submit({ ...MESSAGE, text: m.text ?? '' }) })
  const session = await client(t, of)
  assert.equal((await failure(session.submit(MESSAGE))).status, '0x00000403')
})

test('other requests go to their handler, and without one to nobody', async t => {
  const of = await server(t, {
    request: request =>
      request.command === 'query_sm'
        ? { message_id: request.message_id, message_state: 2 }
        : Promise.reject(new Refusal('ESME_RCANCELFAIL')),
  })
  const session = await client(t, of)
  assert.equal((await session.request({ command: 'query_sm', message_id: 'M' })).message_state, 2)
  const cancel = failure(session.request({ command: 'cancel_sm', message_id: 'M' }))
  assert.equal((await cancel).status, 'ESME_RCANCELFAIL')
  const bare = await client(t, await server(t))
  const replace = failure(bare.request({ command: 'replace_sm', message_id: 'M' }))
  assert.equal((await replace).status, 'ESME_RINVCMDID')
})

test('a subscriber who can be reached again is told of', async t => {
  const of = await server(t)
  const session = await client(t, of)
  const heard = new Promise<string>(resolve => session.on('alert', a => resolve(a.source_addr)))
  of.sessions[0]?.alert({ source_addr: '84912345678' })
  assert.equal(await heard, '84912345678')
})

test('before the bind only binds and enquire_link are taken', async t => {
  const esme = await raw(t, await server(t))
  esme.send(
    { command: 'submit_sm', sequence_number: 1 },
    { command: 'enquire_link', sequence_number: 2 },
    { command: 'unbind', sequence_number: 3 },
  )
  assert.equal(await esme.next(), 'submit_sm_resp ESME_RINVBNDSTS 1')
  assert.equal(await esme.next(), 'enquire_link_resp ESME_ROK 2')
  assert.equal(await esme.next(), 'unbind_resp ESME_RINVBNDSTS 3')
})

test('a second bind while the first is judged, or after it, is ESME_RALYBND', async t => {
  let decide = () => {}
  const of = await server(t, {
    bind: () =>
      new Promise<void>(resolve => {
        decide = resolve
      }),
  })
  const esme = await raw(t, of)
  esme.send({ command: 'bind_transceiver', sequence_number: 1 }, { command: 'bind_receiver', sequence_number: 2 })
  assert.equal(await esme.next(), 'bind_receiver_resp ESME_RALYBND 2')
  decide()
  assert.equal(await esme.next(), 'bind_transceiver_resp ESME_ROK 1')
  esme.send({ command: 'bind_transceiver', sequence_number: 3 })
  assert.equal(await esme.next(), 'bind_transceiver_resp ESME_RALYBND 3')
})

test('an ESME that unbinds gets its last answers first and the connection closed after', async t => {
  let answer = (_: string) => {}
  const of = await server(t, {
    submit: () =>
      new Promise<string>(resolve => {
        answer = resolve
      }),
  })
  const esme = await raw(t, of)
  esme.send({ command: 'bind_transceiver', sequence_number: 1 })
  assert.equal(await esme.next(), 'bind_transceiver_resp ESME_ROK 1')
  esme.send({ command: 'submit_sm', sequence_number: 2 }, { command: 'unbind', sequence_number: 3 })
  assert.equal(await esme.next(), 'unbind_resp ESME_ROK 3')
  answer('M')
  assert.equal(await esme.next(), 'submit_sm_resp ESME_ROK 2')
  await esme.gone
})

test('who does not bind in time is shown out', async t => {
  const esme = await raw(t, await server(t, { bindTimeoutMs: 20 }))
  await esme.gone
})

test('one connection more than allowed is closed at once, and there is room again after', async t => {
  const of = await server(t, { sessions: 1 })
  const first = await client(t, of)
  const second = await raw(t, of)
  await second.gone
  await first.close()
  while (of.sessions.length > 0) await of.sessions[0]?.closed
  const third = await client(t, of)
  assert.equal(third.state, 'bound_trx')
})

test('octets that are no SMPP end that connection and no other', async t => {
  const of = await server(t)
  const good = await client(t, of)
  const bad = await raw(t, of)
  bad.send(Buffer.from('GET / HTTP/1.1\r\n\r\n'))
  assert.equal(await bad.next(), 'generic_nack ESME_RINVCMDLEN 0')
  await bad.gone
  assert.equal((await good.submit(MESSAGE)).message_id, 'M')
})

test('a client that asks much and reads nothing does not fill our memory', async t => {
  const of = await server(t)
  const esme = await raw(t, of)
  esme.send({ command: 'bind_transceiver', sequence_number: 1 })
  await esme.next()
  esme.socket.pause()
  const [end] = of.sessions
  assert.ok(end)
  const asks = Buffer.concat(
    Array.from({ length: 4096 }, () => encodePdu({ command: 'enquire_link', sequence_number: 2 })),
  )
  // Written until the server has stopped reading: the kernel's buffers on both sides are full by then.
  let written = 0
  while (esme.socket.writableLength < 4 * asks.length) {
    esme.socket.write(asks)
    written += asks.length
    await new Promise(resolve => setImmediate(resolve))
    assert.ok(written < 1 << 28, 'the server read all of it')
  }
  end.destroy()
})

test('a server that closes drains and unbinds each session', async t => {
  const of = await server(t)
  const session = await client(t, of)
  await session.submit(MESSAGE)
  await of.close()
  assert.equal((await session.closed).is, 'unbound')
})

test('a port that is taken, and handlers that are missing, are said at once', async t => {
  const of = await server(t)
  const options = { bind: () => {}, submit: () => 'M', port: of.port }
  const code = (wanted: string) => (error: unknown) => error instanceof Failure && error.code === wanted
  await assert.rejects(listen(options), code('cannotListen'))
  await assert.rejects(listen({ bind: () => {} } as unknown as ListenOptions), code('smppOption'))
})

test('status codes of the table are what Refusal takes', () => {
  assert.equal(new Refusal('ESME_RTHROTTLED').command_status, STATUSES.ESME_RTHROTTLED)
})
