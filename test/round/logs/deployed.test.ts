/** deploy/nats beside three real servers: only addresses, names, files and the room on disk are other ones here. */
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setDefaultCACertificates } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { connect } from '@nats-io/transport-node'
import { openLog } from '../../../src/round/logs/open.ts'
import { Authority } from '../../peers/certificates.ts'
import { Child, freePorts } from '../../peers/child.ts'
import { PEER_PATH } from '../../peers/installed.ts'
import { becomeWhole, clientPorts, ready } from '../../peers/nats.ts'
import { append, ask, entry, read, text } from './asked.ts'

const CONFIGURATION = fileURLToPath(
  new URL('../../../deploy/nats/nats-server.conf', import.meta.url),
)
const PASSWORD = 'Nh4tKy-l4p'

describe('three servers as deploy/nats sets them up', () => {
  const folder = mkdtempSync(join(tmpdir(), 'loa-nats-deployed-'))
  const authority = new Authority()
  const children: Child[] = []
  let ports: readonly number[] = []
  const address = () => `tls://loa:${PASSWORD}@${ports.map(port => `localhost:${port}`).join(',')}`

  before(async () => {
    const certificate = await authority.of('localhost')
    setDefaultCACertificates([readFileSync(certificate.caFile, 'utf8')])
    ports = await clientPorts(3)
    const routes = await freePorts(3)
    const deployed = readFileSync(CONFIGURATION, 'utf8')
    const files = ports.map((port, at) => {
      const file = join(folder, `${at}.conf`)
      const hosts = routes.map(route => `nats://localhost:${route}`).join(', ')
      const changes: readonly (readonly [string | RegExp, string])[] = [
        ['server_name: loa-a', `server_name: loa-${at}`],
        ['listen: 10.0.0.1:4222', `listen: 127.0.0.1:${port}`],
        ['http: 10.0.0.1:8222', `http: 127.0.0.1:${port + 4000}`],
        ['/var/lib/nats', join(folder, `store-${at}`)],
        ['listen: 10.0.0.1:6222', `listen: 127.0.0.1:${routes[at]}`],
        [/routes: \[.*\]/, `routes: [${hosts}]`],
        [/\/etc\/nats\/server\.pem/g, certificate.certFile],
        [/\/etc\/nats\/server\.key/g, certificate.keyFile],
        ['/etc/nats/ca.pem', certificate.caFile],
      ]
      const own = changes.reduce((conf, [from, to]) => {
        assert.ok(conf.search(from) >= 0, `${from} is in the file`)
        return conf.replace(from, to)
      }, deployed)
      writeFileSync(file, own.replace('10.0.0.1', '127.0.0.1'))
      return file
    })
    const env = { ...process.env, PATH: PEER_PATH, LOA_NATS_PASSWORD: PASSWORD }
    do {
      await Promise.all(children.splice(0).map(child => child.stop('SIGKILL')))
      for (const [at, file] of files.entries()) {
        rmSync(join(folder, `store-${at}`), { recursive: true, force: true })
        children.push(new Child({ command: 'nats-server', args: ['-c', file], env }))
      }
      await Promise.all(children.map(child => child.printed(/Server is ready/)))
      await ready(ports)
    } while (!(await becomeWhole(ports)))
  })
  after(async () => {
    await Promise.all(children.map(child => child.stop('SIGKILL')))
    rmSync(folder, { recursive: true, force: true })
    authority.remove()
  })

  test('a node has its log there over TLS, and its questions', async () => {
    const [owner, standby] = [await openLog(address(), 'a'), await openLog(address(), 'a')]
    try {
      assert.deepEqual(await append(owner, 1, entry('one')), { is: 'acked' })
      assert.deepEqual(await append(standby, 1, entry('other')), {
        is: 'refused',
        entry: entry('one'),
      })
      assert.deepEqual((await read(standby, 1)).map(text), ['one'])
      owner.answer((question, reply) => reply(`${question} yes`))
      assert.equal(await ask(standby, 'there?', 5000), 'there? yes')
    } finally {
      owner.close()
      standby.close()
    }
  })

  test('its account can neither delete nor purge a log, nor read what is not a log', async () => {
    const log = await openLog(address(), 'b')
    await append(log, 1, entry('one'))
    const line = await connect({
      ...{ servers: ports.map(port => `localhost:${port}`), tls: {}, reconnect: false },
      ...{ user: 'loa', pass: PASSWORD },
    })
    try {
      for (const subject of ['$JS.API.STREAM.DELETE.LOA-b', '$JS.API.STREAM.PURGE.LOA-b'])
        await assert.rejects(line.request(subject, '', { timeout: 2000 }), /[Pp]ermission/)
      const system = line.subscribe('$SYS.>', { callback: () => {} })
      await assert.rejects(
        system.closed.then(error => Promise.reject(error ?? new Error('open'))),
        /[Pp]ermission/,
      )
      assert.deepEqual((await read(log, 1)).map(text), ['one'])
    } finally {
      await line.close()
      log.close()
    }
  })

  test('without the password nobody comes in', async () => {
    await assert.rejects(openLog(address().replace(PASSWORD, 'guess'), 'c'), error => {
      assert.ok(!String(error).includes('guess'))
      return true
    })
  })
})
