/** deploy/nats beside three real servers: only addresses, names, files and the room on disk are other ones here. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setDefaultCACertificates } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { connect } from '@nats-io/transport-node'
import { openLog } from '../../../src/round/logs/open.ts'
import { Authority, type Certificate } from '../../peers/certificates.ts'
import { type NatsCluster, type NatsPlace, startNats } from '../../peers/nats.ts'
import { append, ask, entry, read, text } from './asked.ts'

const CONFIGURATION = fileURLToPath(new URL('../../../deploy/nats/nats-server.conf', import.meta.url))
const PASSWORD = 'Nh4tKy-l4p'

describe('three servers as deploy/nats sets them up', () => {
  const authority = new Authority()
  let cluster: NatsCluster
  let hosts = ''
  const address = () => `tls://loa:${PASSWORD}@${hosts}`

  before(async () => {
    const certificate = await authority.of('localhost')
    setDefaultCACertificates([readFileSync(certificate.caFile, 'utf8')])
    const file = (place: NatsPlace) => deployedAt(place, certificate)
    cluster = await startNats({ file, env: { LOA_NATS_PASSWORD: PASSWORD } })
    hosts = cluster.servers.map(({ port }) => `localhost:${port}`).join(',')
  })
  after(async () => {
    await cluster?.close()
    authority.remove()
  })

  test('a node has its log there over TLS, and its questions', async () => {
    const [owner, standby] = [await openLog(address(), 'a'), await openLog(address(), 'a')]
    try {
      assert.deepEqual(await append(owner, 1, entry('one')), { is: 'acked' })
      assert.deepEqual(await append(standby, 1, entry('other')), { is: 'refused', entry: entry('one') })
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
    const line = await connect({ servers: hosts.split(','), tls: {}, reconnect: false, user: 'loa', pass: PASSWORD })
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

/** The file of deploy/nats with a place of our own. */
function deployedAt(place: NatsPlace, { certFile, keyFile, caFile }: Certificate): string {
  const routes = place.routes.map(route => `nats://localhost:${route}`).join(', ')
  const changes: readonly (readonly [string | RegExp, string])[] = [
    ['server_name: loa-a', `server_name: ${place.name}`],
    ['listen: 10.0.0.1:4222', `listen: 127.0.0.1:${place.port}`],
    ['http: 10.0.0.1:8222', `http: 127.0.0.1:${place.monitoring}`],
    ['/var/lib/nats', join(place.folder, place.name)],
    ['listen: 10.0.0.1:6222', `listen: 127.0.0.1:${place.routes[place.at]}`],
    [/routes: \[.*\]/, `routes: [${routes}]`],
    [/\/etc\/nats\/server\.pem/g, certFile],
    [/\/etc\/nats\/server\.key/g, keyFile],
    ['/etc/nats/ca.pem', caFile],
  ]
  return changes.reduce(
    (conf, [from, to]) => {
      assert.ok(conf.search(from) >= 0, `${from} is in the file`)
      return conf.replace(from, to)
    },
    readFileSync(CONFIGURATION, 'utf8'),
  )
}
