/**
 * A charging system for the bench, in a thread of its own: grants everything, at once. It is faster than any that exists,
 * so that the relay before it is what is measured. Says its port to the thread that started it.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { parentPort } from 'node:worker_threads'
import { Outbox } from '../src/charging/outbox.ts'
import { originOf } from '../src/diameter/answers.ts'
import { AvpCursor } from '../src/diameter/avps.ts'
import { encodeAvps } from '../src/diameter/codec.ts'
import { APPLICATIONS, CC_REQUEST_TYPE } from '../src/diameter/dictionary.ts'
import { FrameCutter, HEADER_SIZE } from '../src/diameter/frames.ts'
import { applicationOf, isRequest, putLength, REQUEST } from '../src/diameter/header.ts'
import { PeerCore } from '../src/diameter/peer.ts'

const IDENTITY = 'ocs.example.net'
const REALM = 'example.net'

/** Behind the Session-Id, which every answer repeats. */
const REST = encodeAvps({
  'Result-Code': 2001,
  'Origin-Host': IDENTITY,
  'Origin-Realm': REALM,
  'Auth-Application-Id': [APPLICATIONS.creditControl],
  'CC-Request-Type': CC_REQUEST_TYPE.INITIAL_REQUEST,
  'CC-Request-Number': 0,
  'Granted-Service-Unit': { 'CC-Time': 60 },
  'Validity-Time': 60,
})

function serve(socket: Socket): void {
  let number = 1
  const core = new PeerCore({
    side: 'responder',
    self: {
      origin: originOf(IDENTITY, REALM),
      productName: 'Loa bench',
      originStateId: 1,
      applications: [APPLICATIONS.creditControl],
    },
    addresses: ['127.0.0.1'],
    expected: null,
    admit: () => ({ is: 'admitted' }),
    hopByHop: () => number++,
    endToEnd: () => number++,
  })
  const cutter = new FrameCutter()
  const cursor = new AvpCursor()
  const outbox = new Outbox(
    (octets, done) => socket.write(octets, () => done()),
    () => {},
  )
  const grant = (request: Buffer) => {
    const at = outbox.room(request.length + REST.length)
    const batch = outbox.buffer
    request.copy(batch, at, 0, HEADER_SIZE)
    batch[at + 4] &= ~REQUEST
    cursor.over(request, HEADER_SIZE, request.length).next()
    let end = at + HEADER_SIZE
    end += request.copy(batch, end, cursor.start, cursor.end)
    end += REST.copy(batch, end)
    putLength(batch, at, end)
    outbox.commit(end)
  }
  const take = (frame: Buffer) => {
    if (applicationOf(frame) !== APPLICATIONS.base) {
      if (isRequest(frame)) grant(frame)
      return
    }
    const step = core.receive(frame)
    if ('octets' in step && step.octets !== null) socket.write(step.octets)
    if (step.do === 'close') socket.end()
  }
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('data', chunk => {
    cutter.push(chunk, take)
    outbox.flush()
  })
}

const server = createServer(serve)
server.listen(0, '127.0.0.1', () => parentPort?.postMessage({ port: (server.address() as AddressInfo).port }))
