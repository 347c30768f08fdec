import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BACKOFF_FIRST_MS, BACKOFF_MAX_MS } from '../base/backoff.ts'
import type { Answer } from '../base/calls.ts'
import { manualClock } from '../base/clock.ts'
import type { StreamEnd, StreamHandlers } from '../base/event-stream.ts'
import { seeded } from '../base/random.ts'
import type { Agenda, HelloBody } from '../directive/documents.ts'
import { makeKey, signerOf } from '../directive/signing.ts'
import { Addresses, type Link } from './addresses.ts'
import { AgendaWatch } from './agenda-watch.ts'

const SIGNER = await signerOf(await makeKey())
const OK: Answer = { is: 'ok', body: { freeList: null } }
const AGENDA = JSON.stringify({ items: [], lists: [] } satisfies Agenda)

/** Lets everything that is under way come to rest. */
const rest = async () => await new Promise(done => setImmediate(done))

/** At each address the authority answers each hello as it is told, and streams only what the test says; time stands. */
async function scene(addresses: readonly string[] = ['a']) {
  const clock = manualClock()
  const told: string[] = []
  const agendas: Agenda[] = []
  const say = (event: string, fields = {}) => told.push([event, ...Object.values(fields)].join(': '))
  const log = { info: say, warn: say, error: say }
  const authority: {
    answer: Answer
    readonly hellos: string[]
    stream: { handlers: StreamHandlers; end: (end: StreamEnd) => void } | null
  } = { answer: OK, hellos: [], stream: null }
  const links = addresses.map(
    (url): Link => ({
      url,
      signer: SIGNER,
      callMs: 10_000,
      post: async () => {
        authority.hellos.push(url)
        return authority.answer
      },
      follow: async (_path, handlers) =>
        await new Promise(end => {
          authority.stream = { handlers, end }
        }),
    }),
  )
  const watch = new AgendaWatch({
    addresses: new Addresses({ links, clock, log }),
    clock,
    log,
    random: seeded(1),
    hello: () => ({}) as HelloBody,
    onWelcome: async answer => {
      told.push(`welcome: ${JSON.stringify(answer)}`)
    },
    onConnected: () => told.push('courier kicked'),
    onAgenda: agenda => agendas.push(agenda),
    onEnded: ({ url }) => told.push(`ended: ${url}`),
  })
  watch.start()
  await rest()
  /** The stream that is followed now. */
  const stream = () => {
    assert.ok(authority.stream !== null)
    return authority.stream
  }
  const end = async (how: StreamEnd) => {
    stream().end(how)
    await rest()
  }
  const nextTry = async () => {
    clock.advance(clock.nextMs ?? 0)
    await rest()
  }
  return { authority, watch, clock, told, agendas, stream, end, nextTry }
}

test('a node says hello, hears what it is answered, and is connected once the agenda streams', async () => {
  const { told, agendas, stream, watch, end } = await scene()
  assert.deepEqual(told, ['welcome: {"freeList":null}'])
  stream().handlers.onOpen()
  assert.deepEqual(told.slice(1), ['connected to the authority: a', 'courier kicked'])
  stream().handlers.onEvent('beat', '{}')
  stream().handlers.onEvent('agenda', AGENDA)
  assert.deepEqual(agendas, [{ items: [], lists: [] }])
  stream().handlers.onEvent('agenda', '{"items":')
  assert.equal(told.at(-1), 'job list unreadable, keeping the last one: a')
  watch.close()
  stream().handlers.onEvent('agenda', AGENDA)
  assert.equal(agendas.length, 1, 'none counts after the end')
  await end({ is: 'closed' })
  await watch.ended()
})

test('while the authority is away the waits double up to a limit, and away is said once until it is back', async () => {
  const { authority, told, stream, end, nextTry, clock, watch } = await scene()
  stream().handlers.onOpen()
  stream().handlers.onEvent('agenda', AGENDA)
  told.length = 0
  authority.answer = { is: 'away', why: 'ECONNREFUSED' }
  await end({ is: 'silent' })
  for (let tries = 0; tries < 12; tries++) {
    const whole = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** tries)
    const waitMs = clock.nextMs ?? 0
    assert.ok(waitMs >= whole / 2 && waitMs <= whole, `${tries}: ${waitMs} ms`)
    await nextTry()
  }
  const away = told.filter(each => !each.startsWith('ended'))
  assert.deepEqual(away, ['authority unreachable, work continues: a: silent'])
  told.length = 0
  authority.answer = OK
  await nextTry()
  stream().handlers.onOpen()
  authority.answer = { is: 'refused', status: 503, code: '' }
  await end({ is: 'closed' })
  await nextTry()
  assert.deepEqual(told, [
    'welcome: {"freeList":null}',
    'connected to the authority: a',
    'courier kicked',
    'authority unreachable, work continues: a: closed',
    'ended: a',
    'ended: a',
  ])
  watch.close()
  await watch.ended()
})

test('an authority that takes each connection and drops it is asked less and less often, until an agenda comes', async () => {
  const { clock, stream, end, nextTry, watch } = await scene()
  for (let tries = 0; tries < 10; tries++) {
    stream().handlers.onOpen()
    await end({ is: 'closed' })
    await nextTry()
  }
  await end({ is: 'closed' })
  assert.ok((clock.nextMs ?? 0) >= BACKOFF_MAX_MS / 2)
  await nextTry()
  stream().handlers.onOpen()
  stream().handlers.onEvent('agenda', AGENDA)
  await end({ is: 'closed' })
  assert.ok((clock.nextMs ?? 0) <= BACKOFF_FIRST_MS)
  watch.close()
  await watch.ended()
})

test('a watch that is closed while it waits for its next try makes none', async () => {
  const { authority, clock, end, watch } = await scene()
  await end({ is: 'refused', status: 401, code: 'nodeUnknown' })
  watch.close()
  await watch.ended()
  assert.deepEqual([authority.hellos, clock.nextMs], [['a'], null])
})

test('a watch goes on to the next address whenever one ends, through all of them in turn', async () => {
  const { authority, end, nextTry, watch } = await scene(['a', 'b', 'c'])
  await end({ is: 'closed' })
  for (let tries = 0; tries < 3; tries++) {
    await nextTry()
    await end({ is: 'silent' })
  }
  assert.deepEqual(authority.hellos, ['a', 'b', 'c', 'a'])
  watch.close()
  await watch.ended()
})
