/** Strangers where a BSC connects, and a peer that comes and goes without end: CBSP knows no password. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { until } from '../base/until.test.ts'
import { freePort } from './fake-amf.test.ts'
import { Link, type LinkEvent } from './links.ts'
import { readBscUrl } from './urls.ts'

/** A link whose BSC is somebody who only counts. */
async function listening(t: TestContext, query = '') {
  const port = await freePort()
  const url = readBscUrl(`cbsp-listen://127.0.0.1:${port}${query}`)
  assert.ok(url !== null)
  const seen = { opened: 0, heard: 0, changed: 0, now: 0 }
  const events: LinkEvent[] = []
  const bsc = {
    name: url.name,
    take: () => [],
    lost: () => {},
    opened: () => void seen.opened++,
    heard: () => void seen.heard++,
  }
  const link = new Link(bsc, url, {
    now: () => seen.now,
    changed: () => void seen.changed++,
    say: event => void events.push(event),
  })
  await link.listen()
  t.after(() => link.close())
  const call = async (localAddress = '127.0.0.1'): Promise<Socket> => {
    const socket = connect({ host: '127.0.0.1', port, localAddress })
    socket.on('error', () => {}).resume()
    t.after(() => socket.destroy())
    await once(socket, 'connect')
    return socket
  }
  return { seen, events, call }
}

test('where the address of a BSC is given, a stranger who connects takes nobody’s place and hears nothing', async t => {
  const { seen, events, call } = await listening(t, '?period=12&from=127.0.0.1,::1')
  const own = await call()
  await until(() => seen.opened === 1)
  const stranger = await call('127.0.0.2')
  if (!stranger.closed) await once(stranger, 'close')
  assert.equal(seen.opened, 1)
  assert.equal(stranger.bytesRead, 0)
  // KEEP-ALIVE COMPLETE.
  own.write(Buffer.from('17000000', 'hex'))
  await until(() => seen.heard === 1)
  assert.equal(own.closed, false)
  assert.deepEqual(
    events.map(({ is }) => is),
    ['connected', 'stranger'],
  )
})

test('a peer that connects without end fills no log, and one that sends octet by octet is looked at once', async t => {
  const { seen, events, call } = await listening(t)
  for (let i = 0; i < 40; i++) await call()
  const last = await call()
  await until(() => seen.opened === 41)
  assert.equal(events.length, 20)
  seen.now += 600_000
  const { changed } = seen
  last.write(Buffer.from('0000ffff'.repeat(2), 'hex'))
  for (let i = 0; i < 20; i++) last.write(Buffer.alloc(1000))
  await until(() => last.bytesWritten === 20_008 && last.writableLength === 0)
  await call()
  await until(() => seen.opened === 42)
  assert.equal(events.length, 22)
  assert.equal(seen.changed - changed, 1, 'the new connection alone')
})
