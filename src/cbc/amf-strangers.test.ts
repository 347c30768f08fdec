/** Strangers at the place where AMFs tell what gNBs say, an AMF that is in wrong hands, and a peer that pretends to be one. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type ClientHttp2Session, connect, constants } from 'node:http2'
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { type Millis, systemClock, type Timekeeper } from '../base/clock.ts'
import { seeded } from '../base/random.ts'
import type { PwsNotification } from '../cbs/n50.ts'
import type { Gnb } from '../cbs/nr-cells.ts'
import { NrStanding } from '../cbs/nr-standing.ts'
import { AmfAir } from './amf-air.ts'
import { AmfCallback } from './amf-callback.ts'
import { type AmfUrl, readAmfUrl } from './amf-urls.ts'
import { freePort, post } from './fake-amf.test.ts'

const SECRETS: readonly string[] = ['a'.repeat(32), 'b'.repeat(32)]
const JSON_HEAD = { 'content-type': 'application/json' }
const MEBIBYTE = Buffer.alloc(1024 * 1024)

function urlOf(port: number): AmfUrl {
  const url = readAmfUrl(`http://127.0.0.1:${port}`)
  assert.ok(url !== null)
  return url
}

async function listening(t: TestContext) {
  const port = await freePort()
  const heard: PwsNotification[] = []
  const callback = new AmfCallback({
    url: urlOf(port),
    identity: null,
    amfOf: secret => {
      const amf = SECRETS.indexOf(secret)
      return amf < 0 ? null : amf
    },
    heard: (_, told) => void heard.push(told),
  })
  await callback.listen()
  t.after(() => callback.close())
  return { port, to: (amf: 0 | 1) => `http://127.0.0.1:${port}/${SECRETS[amf]}` }
}

async function session(t: TestContext, port: number): Promise<ClientHttp2Session> {
  const opened = connect(`http://127.0.0.1:${port}`)
  opened.on('error', () => {})
  t.after(() => opened.destroy())
  await once(opened, 'connect')
  return opened
}

/** Says so much and never that it is all. */
function endless(over: ClientHttp2Session, path: string, octets: Buffer = MEBIBYTE) {
  const stream = over.request({ ':method': 'POST', ':path': path, ...JSON_HEAD })
  stream.on('error', () => {}).resume()
  const answered = once(stream, 'response').then(([answer]) => Number(answer[':status']))
  stream.write(octets)
  return { stream, answered }
}

test('hundreds of connections that say nothing keep no AMF from being heard: the oldest of them go first, and one that has named its secret stays', async t => {
  const { port, to } = await listening(t)
  const known = await session(t, port)
  const first = known.request({ ':method': 'POST', ':path': `/${SECRETS[1]}`, ...JSON_HEAD })
  first.end('{}')
  assert.equal((await once(first, 'response'))[0][':status'], 400)
  first.resume()
  const silent: Socket[] = []
  for (let i = 0; i < 200; i++) {
    const socket = dial(port, '127.0.0.1').on('error', () => {})
    t.after(() => socket.destroy())
    await once(socket, 'connect')
    silent.push(socket)
  }
  // That it is no notification is answered to whoever is heard.
  assert.equal(await post(to(0), Buffer.from('{}'), JSON_HEAD), 400)
  const again = known.request({ ':method': 'POST', ':path': `/${SECRETS[1]}`, ...JSON_HEAD })
  again.end('{}')
  assert.equal((await once(again, 'response'))[0][':status'], 400)
  again.resume()
})

test('whoever posts without end to a path that nobody knows is answered and ended', async t => {
  const { port } = await listening(t)
  const { stream, answered } = endless(await session(t, port), '/nobody')
  assert.equal(await answered, 404)
  if (!stream.closed) await once(stream, 'close')
  assert.equal(stream.rstCode, constants.NGHTTP2_NO_ERROR)
})

test('an AMF in wrong hands that begins many notifications and ends none has a few mebibytes of the node and not two for each, and another AMF is heard', async t => {
  const { port, to } = await listening(t)
  const over = await session(t, port)
  const all = Array.from({ length: 6 }, () => endless(over, `/${SECRETS[0]}`))
  const congested = all.map(({ answered }) => answered.then(status => assert.equal(status, 503)))
  await Promise.any(congested)
  assert.equal(await post(to(1), Buffer.from('{}'), JSON_HEAD), 400)
})

test('three thousand gNBs in one notification are looked at once each, and not for each of an operator’s cells', () => {
  const cells = Array.from({ length: 2000 }, (_, i) => ({ mcc: '452', mnc: '04', tac: 1, nci: i * 16_384 }))
  const standing = new NrStanding(4377, { cells, past: [] })
  standing.want(16_400)
  let looks = 0
  const gnbs = Array.from({ length: 3000 }, (_, id): Gnb => {
    const gnb = { mcc: '452', mnc: '04', bits: 22 }
    const look = () => {
      looks += 1
      return id
    }
    return Object.defineProperty({ ...gnb, id }, 'id', { get: look })
  })
  const told = { is: 'completed', id: 4377, serial: 16_400, cells: null } as const
  standing.heard(told, gnbs)
  assert.equal([...standing.states.values()].filter(state => state === 'failed').length, 2000)
  assert.ok(looks <= 2 * gnbs.length, `${looks} looks`)
  looks = 0
  standing.heard({ ...told, serial: 16_416 }, gnbs)
  assert.equal(looks, 0, 'of another broadcast')
})

test('a peer that says goodbye and keeps the line open is let go, and its AMF is connected to again', async t => {
  const SETTINGS = Buffer.from('000000040000000000', 'hex')
  const GOAWAY = Buffer.from('0000080700000000000000000000000000', 'hex')
  let connections = 0
  const server = createServer({ allowHalfOpen: true }, socket => {
    connections += 1
    t.after(() => socket.destroy())
    socket.on('error', () => {}).resume()
    socket.write(Buffer.concat([SETTINGS, GOAWAY]))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const fast: Timekeeper = {
    monotonic: () => (performance.now() * 50) as Millis,
    wall: () => Date.now(),
    after: (ms, act) => systemClock.after(ms / 50, act),
  }
  const air = new AmfAir({
    urls: [urlOf((server.address() as AddressInfo).port)],
    cells: ['nr-452-04-7-1'],
    callback: null,
    identity: null,
    clock: fast,
    random: seeded(1),
    say: () => {},
  })
  await air.start()
  t.after(() => air.close())
  for (let tries = 0; connections < 3; tries++) {
    assert.ok(tries < 500, `${connections} connections`)
    await new Promise(done => setTimeout(done, 10))
  }
})
