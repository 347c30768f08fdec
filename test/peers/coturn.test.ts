/**
 * The committed file for coturn, run by coturn: who has a name and a password of ours is relayed to the media's address, and to no
 * other one. The client is werift's. Only addresses, the port, the certificate and the secret are other ones here.
 */
import assert from 'node:assert/strict'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createTurnClient } from 'werift'
import { turnServer } from '../../src/sfu/turn.ts'
import { Authority } from './certificates.ts'
import { Child, freePorts } from './child.ts'
import { missing, PEER_PATH } from './installed.ts'

const CONF = new URL('../../deploy/turn/turnserver.conf', import.meta.url)
const SECRET = 'a-secret-of-both'
const NAME = 'localhost'
/** Of the media, and of anybody else. */
const MEDIA = '127.0.0.1'
const OTHER = '127.0.0.2'
const TURN = '127.0.0.3'
const ANSWER_MS = 5000

/** RFC 8489, section 5. */
const BINDING_REQUEST = Buffer.from('000100002112a442000102030405060708090a0b', 'hex')

const directory = mkdtempSync(join(tmpdir(), 'loa-turn-'))
const authority = new Authority()
const sockets: Socket[] = []
let port = 0
let ca = ''
let turn: Child

/** Every setting that is named stands in the file. */
function changed(conf: string, to: Readonly<Record<string, string>>): string {
  return Object.entries(to).reduce((text, [setting, value]) => {
    const line = new RegExp(`^${setting}=.*$`, 'm')
    assert.match(text, line)
    return text.replace(line, `${setting}=${value}`)
  }, conf)
}

/** Sends back whatever comes. Its port. */
async function echo(address: string): Promise<{ port: number; heard: () => number }> {
  const socket = createSocket('udp4')
  let heard = 0
  socket.on('message', (octets, from) => {
    heard += 1
    socket.send(octets, from.port, from.address)
  })
  socket.bind(0, address)
  await once(socket, 'listening')
  sockets.push(socket)
  return { port: socket.address().port, heard: () => heard }
}

function client(of: { username: string; credential: string }) {
  const { username, credential: password } = of
  const tlsOptions = { ca, servername: NAME }
  return createTurnClient({ address: [TURN, port], username, password }, { transport: 'tls', tlsOptions })
}

const letIn = (until: number, secret = SECRET) => turnServer({ urls: [], secret }, { who: 'briefing-1.site-2', until })

/** Of werift's failures, which say in `str` what was answered. */
function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'str' in error && /\(403 - Forbidden/.test(String(error.str))
}

describe('coturn with the committed file', { skip: missing('coturn', 'openssl') }, () => {
  before(async () => {
    const certificate = await authority.of(NAME)
    ca = readFileSync(certificate.caFile, 'utf8')
    ;[port] = await freePorts(1)
    const conf = changed(readFileSync(CONF, 'utf8'), {
      'listening-ip': TURN,
      'relay-ip': TURN,
      'tls-listening-port': `${port}`,
      'allowed-peer-ip': MEDIA,
      'static-auth-secret': SECRET,
      cert: certificate.certFile,
      pkey: certificate.keyFile,
    })
    const file = join(directory, 'turnserver.conf')
    const here = ['allow-loopback-peers', `userdb=${join(directory, 'turndb')}`, 'pidfile=']
    writeFileSync(file, `${conf}\n${here.join('\n')}\n`)
    turn = new Child({ command: 'turnserver', args: ['-c', file], env: { ...process.env, PATH: PEER_PATH } })
    await turn.printed(/SQLite DB connection success/)
  })

  after(async () => {
    for (const socket of sockets) socket.close()
    await turn?.stop()
    authority.remove()
    rmSync(directory, { recursive: true })
  })

  test('a site with a name and a password of ours reaches the media over TLS, and gets its answers', async () => {
    const media = await echo(MEDIA)
    const relay = await client(letIn(Date.now() + 60_000))
    try {
      const answer = new Promise<Buffer>(resolve => relay.onData.subscribe(resolve))
      await relay.sendData(Buffer.from('a check'), [MEDIA, media.port])
      const late = AbortSignal.timeout(ANSWER_MS)
      const octets = await Promise.race([answer, once(late, 'abort').then(() => assert.fail('no answer'))])
      assert.equal(octets.toString(), 'a check')
    } finally {
      await relay.close()
    }
  })

  test('nobody is relayed to any other address', async () => {
    const other = await echo(OTHER)
    const relay = await client(letIn(Date.now() + 60_000))
    try {
      for (const address of [OTHER, '192.168.1.1', '8.8.8.8', '169.254.169.254'])
        await assert.rejects(relay.sendData(Buffer.from('a check'), [address, other.port]), isForbidden, address)
      assert.equal(other.heard(), 0)
    } finally {
      await relay.close()
    }
  })

  test('nobody is let in with a name that is over, or with another secret', async () => {
    const faulty = [letIn(Date.now() - 60_000), letIn(Date.now() + 60_000, 'another-secret')]
    // They are asked for a right password for as long as they go on.
    await Promise.all(faulty.map(one => assert.rejects(client(one))))
    await (await client(letIn(Date.now() + 60_000))).close()
  })

  test('nothing is answered but TLS', async () => {
    const udp = createSocket('udp4')
    sockets.push(udp)
    let heard = 0
    const hears = () => {
      heard += 1
    }
    udp.on('message', hears).bind(0, TURN)
    await once(udp, 'listening')
    const tcp = connect(port, TURN)
      .on('data', hears)
      .on('error', () => {})
    await once(tcp, 'connect')
    udp.send(BINDING_REQUEST, port, TURN)
    tcp.write(BINDING_REQUEST)
    const relay = await client(letIn(Date.now() + 60_000))
    await relay.close()
    tcp.destroy()
    assert.equal(heard, 0)
  })
})
