import assert from 'node:assert/strict'
import { test } from 'node:test'
import { howMany } from '../../test/parts.ts'
import type { DirectiveBody } from '../directive/documents.ts'
import { directVariant } from '../directive/octets.ts'
import { Program, WINDOW } from './program.test.ts'
import { checkReturn, NodeFixture, numbers } from './stage.test.ts'

const MESSAGES: DirectiveBody['messages'] = [
  { variants: [directVariant('vi', 'Rửa tay thường xuyên')] },
  { variants: [directVariant('vi', 'Đeo khẩu trang nơi công cộng. '.repeat(5))] },
]

test('a node that is killed at any instant goes on by itself: nobody is sent twice unmarked, nobody is left out', async t => {
  const stage = await NodeFixture.set(t, { latencyMs: 1 })
  const subscribers = 1200
  stage.list('all.csv', numbers(0, subscribers))
  const { authority, centre } = stage
  const { directive } = await authority.issue({
    messages: MESSAGES,
    sending: { ...authority.body().sending, receiptWaitSeconds: 3, segmentsPerSecondMax: 1000 },
  })
  const segments = MESSAGES.map(message => message.variants[0].segments)
  const total = subscribers * (segments[0] + segments[1])
  let kills = 0
  // Before the acceptance, right after it, and in the middle of each leg.
  for (const at of [700, 1, 0, 200, 1400, 2500].slice(0, howMany(2, 6)).toSorted((one, other) => one - other)) {
    const program = new Program(t, stage)
    const isThere = () => centre.count().submits >= at || stage.authority.returnOf(directive) !== undefined
    if (at === 0) await authority.until(() => authority.hellos.length > kills, 'it says hello')
    else while (!isThere()) await new Promise(done => setTimeout(done, 1))
    assert.equal(await program.end('SIGKILL'), null)
    kills++
  }
  const last = new Program(t, stage)
  const body = await authority.returned(directive)
  assert.equal(await last.end('SIGTERM'), 0)
  checkReturn(body)
  assert.equal(body.state, 'finished')
  assert.equal(body.tally.turns.audience, 2 * subscribers)
  assert.equal(body.tally.turns.unsent, 0)
  const count = centre.count()
  assert.equal(count.duplicates, 0, 'held, not sent again')
  const { submitted, unanswered } = body.tally.segments
  assert.ok(submitted >= count.submits, 'what may have been sent is counted')
  const bound = kills * (WINDOW + 64) * Math.max(...segments)
  assert.ok(total - count.accepted <= bound, `${total - count.accepted} of ${total} were not sent: at most ${bound}`)
  assert.ok(unanswered <= bound)
  assert.equal(body.tally.segments.accepted + unanswered, total)
})

test('a node that is asked to end drains, and says whether anything is left', async t => {
  const stage = await NodeFixture.set(t, { latencyMs: 1 })
  stage.list('all.csv', numbers(0, 800))
  const { authority, centre } = stage
  const program = new Program(t, stage, ['--tps', '200', '--json'])
  const { directive } = await authority.issue()
  await authority.until(() => (authority.lastProgress(directive)?.tally.segments.submitted ?? 0) > 20, 'it sends')
  assert.equal(await program.end('SIGTERM'), 3)
  const atEnd = centre.count().submits
  assert.ok(atEnd < 800)
  const next = new Program(t, stage)
  const body = await authority.returned(directive)
  assert.equal(await next.end('SIGTERM'), 0)
  checkReturn(body)
  assert.equal(body.tally.segments.unanswered, 0)
  assert.equal(centre.count().accepted, 800)
  assert.equal(centre.count().duplicates, 0)
})
