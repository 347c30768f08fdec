import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { forward, isOfOthers, wasSentOn } from './forward.ts'

const OURS = { secret: 'what proves it to us' }

/** Another process: what it was asked with. */
async function other(t: TestContext) {
  const asked: IncomingHttpHeaders[] = []
  const server = createServer((request, response) => {
    asked.push(request.headers)
    response.setHeader('content-type', 'text/plain').writeHead(201).end('done')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return { asked, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

test('what is sent on says whence it came and proves who sends it, whatever the caller said of that', async t => {
  const { asked, address } = await other(t)
  const said = { 'loa-process': 'a guess', 'x-forwarded-for': '192.0.2.9', forwarded: 'for=a' }
  const request = new Request('http://b.example/api/v1/room?at=1', { headers: { ...said, cookie: 'session=s' } })
  const answer = await forward(request, { address, ...OURS }, '198.51.100.7')
  assert.deepEqual([answer.status, await answer.text()], [201, 'done'])
  const [headers] = asked
  assert.equal(headers['x-forwarded-for'], '198.51.100.7')
  assert.equal(headers['loa-process'], OURS.secret)
  assert.equal(headers.forwarded, undefined)
  assert.equal(headers.cookie, 'session=s')
})

test('only what proves itself is taken for a process of ours; whatever says that it is one was sent on', () => {
  const of = (proof: string) => new Headers({ 'loa-process': proof })
  assert.ok(isOfOthers(of(OURS.secret), OURS))
  for (const proof of ['', 'a guess', `${OURS.secret} `.repeat(2)]) {
    assert.ok(!isOfOthers(of(proof), OURS))
    assert.ok(wasSentOn(of(proof)))
  }
  assert.ok(!isOfOthers(of(OURS.secret), null), 'where one process serves, there are none')
  assert.ok(!wasSentOn(new Headers()))
})

test('another process that does not answer is told as one that the shift has left', async () => {
  const gone = forward(new Request('http://b.example/'), { address: 'http://127.0.0.1:1', ...OURS }, '')
  await assert.rejects(gone, { code: 'shiftMoved' })
})
