import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { type TestContext, test } from 'node:test'
import { answerFrom, awaitedFor, untilThere } from './waiting.ts'
import { showDemo } from './watch.ts'

const OPERATORS = [
  { id: 'viettel', name: 'Viettel', subscribers: 75, length: 9, prefixes: ['98'] },
  { id: 'mobifone', name: 'MobiFone', subscribers: 25, length: 9, prefixes: ['90'] },
]

function shown(t: TestContext, { columns }: { columns?: number } = {}) {
  t.mock.timers.enable({ apis: ['setInterval'] })
  let written = ''
  const stream = Object.assign(
    new Writable({
      write: (piece, _, done) => {
        written += String(piece)
        done()
      },
    }),
    columns === undefined ? {} : { isTTY: true, columns },
  ) as unknown as NodeJS.WriteStream
  const message = { encoding: 'ucs2', units: 70, segments: 1 } as const
  const plans = { operators: OPERATORS, message, bytesNeeded: 0, bytesFree: 0 }
  const show = showDemo({ plans, rounds: 5, language: 'en', stream })
  t.after(() => show.stop())
  return { show, written: () => written, draw: () => t.mock.timers.tick(5000) }
}

test('on a terminal the demo rewrites one line, no longer than the terminal is wide, once rounds have begun', t => {
  const { show, written, draw } = shown(t, { columns: 60 })
  show.say('The authority is open')
  assert.equal(written(), '\rThe authority is open\x1b[K\n')
  show.roundBegins(2)
  show.begins('briefing')
  draw()
  const [, ...rows] = written().split('\n')
  assert.equal(rows.length, 1, 'what is said then begins no row')
  const lines = rows[0].split('\r').map(line => line.replace('\x1b[K', ''))
  for (const line of lines) assert.ok([...line].length < 60, line)
  assert.match(lines.at(-1) ?? '', /^0:00 · Round 2 of 5 · ░{16} 0.0 % │ An online .*…$/)
})

test('elsewhere each thing is said in a line of its own, and all of it is kept with its time', t => {
  const { show, written, draw } = shown(t)
  show.begins('door')
  draw()
  show.roundBegins(1)
  const said = 'Health checks at a door by a tablet (people and temperatures are made up)'
  assert.equal(written(), `loa: ${said}\n`)
  assert.deepEqual(show.course, [` 0:00  ${said}`])
})

test('what is waited for is named while it is waited for, and where it does not come', async t => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const named = { vi: 'một thư', en: 'a letter' }
  let asked = 0
  const waiting = untilThere(
    named,
    async () => {
      asked++
      assert.equal(awaitedFor(0, 'vi'), 'một thư')
      assert.equal(awaitedFor(60_000, 'vi'), null)
      return asked === 2 ? 'it came' : null
    },
    60_000,
  )
  assert.equal(await waiting, 'it came')
  assert.equal(awaitedFor(0, 'vi'), null)
  await assert.rejects(
    untilThere(named, async () => null, 0),
    /it waits for a letter, and nothing changes any more/,
  )
})

test('a server that takes a request and never answers is told by the path of what was asked', async t => {
  const server = createServer(() => {}).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close().closeAllConnections())
  const { port } = server.address() as AddressInfo
  await assert.rejects(answerFrom(`http://127.0.0.1:${port}/api/v1/rounds`, {}, 50), {
    code: 'demoSilent',
    details: { vi: '/api/v1/rounds', en: '/api/v1/rounds' },
  })
})

test('an answer that begins and never ends is told by the path of what was asked too', async t => {
  const server = createServer((_, response) => void response.write('one')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close().closeAllConnections())
  const { port } = server.address() as AddressInfo
  // Where a busy machine takes longer to begin the answer than it is waited for, the failure is the same.
  const whole = async () => await (await answerFrom(`http://127.0.0.1:${port}/api/v1/rounds`, {}, 100)).text()
  await assert.rejects(whole, { code: 'demoSilent', details: { vi: '/api/v1/rounds', en: '/api/v1/rounds' } })
})

test('events go on for longer than an answer is waited for, until whoever asked ends them', async t => {
  let goOn: () => void = () => assert.fail('nobody asked')
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('one')
    goOn = () => void response.write('two')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close().closeAllConnections())
  const { port } = server.address() as AddressInfo
  const enough = new AbortController()
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const answer = await answerFrom(`http://127.0.0.1:${port}/`, { signal: enough.signal }, 100)
  const read = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  assert.equal((await read?.read())?.value, 'one')
  t.mock.timers.tick(1000)
  goOn()
  assert.equal((await read?.read())?.value, 'two')
  enough.abort()
  await assert.rejects(async () => await read?.read(), { name: 'AbortError' })
})
