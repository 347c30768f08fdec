import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { manualClock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { makeKey, publicOf } from '../directive/signing.ts'
import { AuthorityLink, LINK_LIMITS } from './authority-link.ts'
import { KeyDraft } from './key-file.ts'
import { OPERATOR, StubAuthority } from './stub-authority.test.ts'

const SILENT: Log = { info: () => {}, warn: () => {}, error: () => {} }

/** A link to the stub, or to this URL; its time stands until the test moves it. */
async function scene(t: TestContext, url: string | null = null) {
  const directory = mkdtempSync(join(tmpdir(), 'loa-link-'))
  const authority = await StubAuthority.start()
  const key = await makeKey()
  authority.nodeKey = publicOf(key)
  const file = join(directory, 'node.key')
  const { publicKey } = authority.signer
  const pinned = { url: authority.url, publicKey }
  new KeyDraft(file).keep({ operator: OPERATOR, name: 'Viettel', authority: pinned, key })
  const clock = manualClock({ wall: Date.now() })
  const link = await AuthorityLink.open({ url: url ?? authority.url, file, log: SILENT, clock })
  t.after(async () => {
    link.close()
    await authority.close()
    rmSync(directory, { recursive: true, force: true })
  })
  return { authority, clock, link }
}

/** An HTTP server that answers as the test says. */
async function serve(t: TestContext, answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server: Server = createServer(answer)
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('an agenda from which nothing comes any more is silent after its time, counted from the last octet', async t => {
  const { authority, clock, link } = await scene(t)
  authority.isSilent = true
  let heard = 0
  let next: () => void = () => {}
  const event = async () => {
    const before = heard
    while (heard === before)
      await new Promise<void>(done => {
        next = done
      })
  }
  const onEvent = () => {
    heard++
    next()
  }
  const first = event()
  const ended = link.follow('/node/v1/agenda', { onEvent, onOpen: () => {} })
  await first
  let isOver = false
  ended.then(() => {
    isOver = true
  })
  for (let i = 0; i < 3; i++) {
    clock.advance(LINK_LIMITS.silenceMs - 1)
    const again = event()
    authority.push()
    await again
  }
  assert.ok(!isOver, 'each event begins the silence anew')
  clock.advance(LINK_LIMITS.silenceMs)
  assert.deepEqual(await ended, { is: 'silent' })
  assert.equal(clock.nextMs, null)
})

test('a call that is not answered in its time is away', async t => {
  let asked: () => void = () => {}
  const isAsked = new Promise<void>(done => {
    asked = done
  })
  const { clock, link } = await scene(t, await serve(t, () => asked()))
  const answer = link.post('/node/v1/hello', {})
  await isAsked
  clock.advance(LINK_LIMITS.callMs)
  assert.deepEqual(await answer, { is: 'away', why: 'no answer in time' })
})

test('a call that is answered leaves nobody waiting, and the end of the link ends what is under way', async t => {
  const { authority, clock, link } = await scene(t)
  assert.deepEqual(await link.post('/node/v1/progress', { items: [] }), { is: 'ok', body: {} })
  assert.equal(clock.nextMs, null)
  const ended = link.follow('/node/v1/agenda', { onEvent: () => {}, onOpen: () => link.close() })
  assert.deepEqual(await ended, { is: 'closed' })
  assert.equal(clock.nextMs, null)
  assert.equal(authority.calls.at(-1), '/node/v1/agenda')
})

test('a stream whose event never ends is left before it fills the memory, and an answer that never ends too', async t => {
  const piece = Buffer.alloc(1024 * 1024, 'x')
  let sent = 0
  const url = await serve(t, (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    sent = 0
    const send = () => {
      while (!response.destroyed && response.write(piece)) sent += piece.length
      response.once('drain', send)
    }
    send()
  })
  const { link } = await scene(t, url)
  const heard: string[] = []
  const handlers = { onEvent: (event: string) => heard.push(event), onOpen: () => {} }
  const end = await link.follow('/node/v1/agenda', handlers)
  assert.deepEqual([end, heard], [{ is: 'away', why: 'an event is too large' }, []])
  const answer = await link.post('/node/v1/hello', {})
  assert.deepEqual(answer, { is: 'away', why: 'the answer is too large' })
  assert.ok(sent < 64 * 1024 * 1024)
})
