/** What somebody whom nobody knows may cost: over real sockets, since the question is what is read and what is not. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { type TestContext, test } from 'node:test'
import { Person, serveHere, staffOf } from '../../test/authority/stage.ts'
import type { Databases } from '../../test/postgres/databases.ts'
import { loadPlan, Numbering } from '../audience/numbering.ts'
import { ANONYMOUS_BODY_SIZE_MAX } from './body.ts'
import { holdsNumber } from './numbers.ts'
import { rateOf } from './rate.ts'

const embedded = { place: async () => ({ file: ':memory:' }) } as unknown as Databases

/** The first line of the answer to what was written, which need not be all of a request. */
async function answerTo(t: TestContext, url: string, written: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  t.after(() => socket.destroy())
  socket.setEncoding('utf8').write(written)
  const [text] = (await once(socket, 'data')) as [string]
  return text.split('\r\n', 1)[0]
}

const head = (path: string, rest: readonly string[]) =>
  [`POST ${path} HTTP/1.1`, 'host: x', 'content-type: application/json', ...rest, '', ''].join('\r\n')

const ANONYMOUS = '/api/auth/sign-out'

test('a body of 1 MB from a stranger is refused before it is read', { timeout: 20_000 }, async t => {
  const { url } = await serveHere(t, embedded)
  const announced = await answerTo(t, url, head(ANONYMOUS, ['content-length: 1000000']))
  assert.match(announced, / 413 /)
  const chunk = 'x'.repeat(ANONYMOUS_BODY_SIZE_MAX + 1)
  const chunked = await answerTo(
    t,
    url,
    `${head(ANONYMOUS, ['transfer-encoding: chunked'])}${chunk.length.toString(16)}\r\n${chunk}\r\n`,
  )
  assert.match(chunked, / 413 /)
})

test('whoever goes on sending what nobody reads is cut off', { timeout: 20_000 }, async t => {
  const { url } = await serveHere(t, embedded)
  const { hostname, port } = new URL(url)
  for (const announced of ['content-length: 100000000', 'transfer-encoding: chunked']) {
    const socket = connect({ host: hostname, port: Number(port) })
    t.after(() => socket.destroy())
    // To a page that is none: no body is ever read there.
    socket.resume().write(head('/api/v1/nothing', [announced]))
    await once(socket, 'close')
  }
})

test('whoever is known may send what a stranger may not', async t => {
  const server = await serveHere(t, embedded)
  const { editor } = await staffOf(server)
  const note = 'x'.repeat(ANONYMOUS_BODY_SIZE_MAX)
  const answer = await editor.post('/api/v1/campaigns', { title: 'Chiến dịch', note })
  assert.equal(answer.body.code, 'inputFaulty')
  const stranger = await new Person(server.url).post('/api/v1/setup', { note })
  assert.equal(stranger.body.code, 'bodyTooLarge')
})

test('every route on which anyone may change something has a limit for each address', async t => {
  const server = await serveHere(t, embedded)
  const unlimited = server.app.routes.filter(
    row => row.may.is === 'anyone' && row.method !== 'get' && rateOf(row) === null,
  )
  assert.deepEqual(unlimited, [])
  const person = new Person(server.url)
  const statuses = new Set<number>()
  for (let at = 0; at < 121; at++) statuses.add((await person.post(ANONYMOUS)).status)
  assert.deepEqual([...statuses], [200, 429])
})

test('what is not of the right form is refused before anyone looks for numbers in it', async t => {
  const server = await serveHere(t, embedded)
  const answer = await new Person(server.url).post(ANONYMOUS, { text: '0912345678' })
  assert.equal(answer.body.code, 'inputFaulty')
  assert.ok(!answer.text.includes('912345678'))
})

/** Counts how often digits are asked for. */
class Counting extends Numbering {
  asked = 0

  override find(digits: number, value: number, plus: boolean): number {
    this.asked++
    return super.find(digits, value, plus)
  }
}

test('a longer text takes as many more looks as it is longer, whatever it holds', async () => {
  const plan = await loadPlan('VN')
  for (const piece of ['1 ', '1+', '11 ', '123456789 ', '9'.repeat(19), '1'.repeat(40)]) {
    const looks = (times: number) => {
      const numbering = new Counting(plan)
      assert.equal(holdsNumber(numbering, piece.repeat(times)), false, piece)
      return numbering.asked
    }
    assert.equal(looks(3000) - looks(2000), looks(2000) - looks(1000), piece)
    assert.ok(looks(1000) <= 20 * 1000, piece)
  }
})

test('marks without end are not put in order', async () => {
  const numbering = new Numbering(await loadPlan('VN'))
  const normalized: number[] = []
  const normalize = String.prototype.normalize
  String.prototype.normalize = function (form) {
    normalized.push(this.length)
    return normalize.call(this, form)
  }
  try {
    const text = `0912345678${'\u0301'.repeat(4000)}${'\u0316\uff9e'.repeat(4000)}`
    assert.equal(holdsNumber(numbering, text), true)
  } finally {
    String.prototype.normalize = normalize
  }
  assert.deepEqual(normalized, ['0912345678'.length + 30])
})
