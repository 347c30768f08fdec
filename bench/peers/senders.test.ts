/** Each sender with a tiny load, so that it still works when somebody wants its figures. */
import assert from 'node:assert/strict'
import { describe, type TestContext, test } from 'node:test'
import { missing } from '../../test/peers/installed.ts'
import { startCentre } from '../../test/peers/loa.ts'
import { sendByKannel } from './kannel.ts'
import { type SenderOptions, type SenderResult, SUBMIT_SM_SIZE } from './message.ts'
import { sendByNpmSmpp } from './npm-smpp.ts'
import { sendRawTcp, startRawSink } from './raw-tcp.ts'

const MESSAGES = 500

describe('a sender of others', () => {
  test("npm's smpp sends what the sink counts", t => check(t, sendByNpmSmpp))

  for (const by of ['mtbatch', 'http'] as const)
    test(`Kannel by ${by} sends what the sink counts`, { skip: missing('bearerbox') }, t =>
      check(t, options => sendByKannel({ ...options, by })),
    )

  for (const octetsEach of [SUBMIT_SM_SIZE, 179.5])
    test(`raw TCP sends the octets of as many submit_sm of ${octetsEach} octets`, async () => {
      const sink = await startRawSink()
      const result = await sendRawTcp({ ...sink, messages: MESSAGES, octetsEach })
      assert.equal(result.messages, MESSAGES)
      assert.equal(await sink.stop(), MESSAGES * octetsEach)
    })
})

async function check(t: TestContext, send: (options: SenderOptions) => Promise<SenderResult>): Promise<void> {
  const { host, port, child, count } = await startCentre()
  t.after(() => child.stop())
  const { messages, seconds, cpuSeconds } = await send({ host, port, messages: MESSAGES })
  assert.equal(messages, MESSAGES)
  assert.ok(seconds > 0 && cpuSeconds >= 0)
  const { accepted, octets, duplicates } = await count()
  assert.deepEqual([accepted, duplicates], [MESSAGES, 0])
  assert.equal(octets, MESSAGES * SUBMIT_SM_SIZE)
}
