/** The socket before there is an app, and after. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { test } from 'node:test'
import type { App } from './app.ts'
import { type Listening, listen } from './server.ts'

/** With `count` requests that the server has, and nobody can have answered. */
async function asked(count: number): Promise<{ listening: Listening; answers: Promise<number[]> }> {
  const listening = await listen({ host: '127.0.0.1', port: 0, tls: null })
  const all = Array.from({ length: count }, () => {
    // It says so once it has read their heads.
    const asking = request({ port: listening.port, headers: { expect: '100-continue' }, agent: false })
    const status = once(asking, 'response').then(([answer]) => (answer as IncomingMessage).resume().statusCode ?? 0)
    asking.end()
    return { isThere: once(asking, 'continue'), status }
  })
  await Promise.all(all.map(({ isThere }) => isThere))
  const answers = Promise.all(all.map(({ status }) => status))
  const sooner = new Promise<'none'>(resolve => setTimeout(() => resolve('none'), 50))
  assert.equal(await Promise.race([...all.map(({ status }) => status), sooner]), 'none')
  return { listening, answers }
}

test('who comes while a server starts is answered when it has started, and need not ask twice', async () => {
  const { listening, answers } = await asked(3)
  const app: App = { fetch: async () => new Response('here'), routes: [], atOnce: () => false }
  listening.serve(app)
  assert.deepEqual(await answers, [200, 200, 200])
  await listening.close()
})

test('who waits for a server that stops before it has started is told that it is not there', async () => {
  const { listening, answers } = await asked(2)
  await listening.close()
  assert.deepEqual(await answers, [503, 503])
})
