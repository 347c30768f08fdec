/**
 * For tests: what every provider keeps, whatever its technology. A provider's test gives it one that is open and a peer that can be
 * told how to behave; time stands still until it is moved.
 */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { ManualClock } from '../../src/base/clock.ts'
import type { Answer, Content, Provider } from '../../src/channels/provider.ts'
import { REASONS } from '../../src/channels/reasons.ts'

export type Behaviour =
  | 'takes'
  /** The recipient does not exist any more. */
  | 'gone'
  /** This message is not wanted; of the recipient nothing is said. */
  | 'refuses'
  | 'not now'
  /** Takes the whole message and says nothing. */
  | 'hangs'
  /** Takes the whole message and closes the connection. */
  | 'breaks'
  /** Takes the whole message and answers with what never ends. */
  | 'floods'
  /** Nobody listens. */
  | 'away'

export interface Peer {
  behave(how: Behaviour): Promise<void>
  /** Resolves once so many messages have come, in whole, since the beginning. */
  came(count: number): Promise<void>
  /** Of each that came, what tells that two are copies of one. */
  readonly marks: readonly string[]
  /** Everything that came, as its reader would see it, headers too. */
  readonly said: string
  /** Of that, what is shown as HTML. */
  readonly html: string
  /** The most that were under way at once. */
  readonly most: number
}

export interface Bench<To> {
  readonly provider: Provider<To>
  readonly peer: Peer
  readonly clock: ManualClock
  readonly answerMs: number
  readonly atOnce: number
  readonly to: (number: number) => To
  /** What must be in no answer. */
  readonly secret: RegExp
}

export const CONTENT: Content = {
  title: 'Bản tin số 7',
  text: 'Đã có kết quả.\n\nXin mời đọc.',
  language: 'vi',
  link: 'https://loa.example/bulletins/7',
  unsubscribe: null,
  isUrgent: false,
  lifeSeconds: 3600,
}

/** What is seen of it: the answer without how long to wait. */
function seen(answer: Answer): string {
  return answer.is === 'refused' && answer.isGone ? 'refused, gone' : answer.is
}

const ENDINGS: readonly (readonly [Behaviour, string])[] = [
  ['takes', 'accepted'],
  ['gone', 'refused, gone'],
  ['refuses', 'refused'],
  ['not now', 'notNow'],
  ['breaks', 'unknown'],
  ['floods', 'unknown'],
  ['away', 'notNow'],
]

export function providerContract<To>(name: string, open: (t: TestContext) => Promise<Bench<To>>): void {
  test(`${name}: what became of a message is told for each way that a peer behaves, in both languages, and names nobody`, async t => {
    const { provider, peer, to, secret } = await open(t)
    for (const [how, expected] of ENDINGS) {
      await peer.behave(how)
      const answer = await provider.send({ id: `b7 ${how}`, to: to(1), content: CONTENT })
      assert.equal(seen(answer), expected, how)
      assert.doesNotMatch(JSON.stringify(answer), secret)
      if (answer.is === 'accepted') continue
      const { vi, en } = REASONS[answer.why]
      assert.match(vi, /^\p{Lu}.+\.$/u)
      assert.match(en, /^\p{Lu}.+\.$/u)
    }
  })

  test(`${name}: a peer that takes a message and says nothing is given up after a while, and it may have gone out`, async t => {
    const { provider, peer, clock, answerMs, to } = await open(t)
    await peer.behave('hangs')
    const sent = provider.send({ id: 'b7', to: to(1), content: CONTENT })
    await peer.came(1)
    clock.advance(answerMs)
    assert.deepEqual(await sent, { is: 'unknown', why: 'noAnswer' })
  })

  test(`${name}: a peer that broke off, flooded or hung is asked again for the next message`, async t => {
    const { provider, peer, to } = await open(t)
    for (const how of ['breaks', 'floods', 'not now', 'gone'] as const) {
      await peer.behave(how)
      await provider.send({ id: `b7 ${how}`, to: to(1), content: CONTENT })
      await peer.behave('takes')
      const answer = await provider.send({ id: `b8 ${how}`, to: to(1), content: CONTENT })
      assert.equal(answer.is, 'accepted', how)
    }
  })

  test(`${name}: the same id twice while it is under way goes out once; later, both copies bear one mark`, async t => {
    const { provider, peer, clock, answerMs, to } = await open(t)
    await peer.behave('hangs')
    const message = { id: 'b7', to: to(1), content: CONTENT }
    const both = [provider.send(message), provider.send(message)]
    await peer.came(1)
    clock.advance(answerMs)
    assert.deepEqual((await Promise.all(both)).map(seen), ['unknown', 'unknown'])
    assert.equal(peer.marks.length, 1)
    await peer.behave('takes')
    await provider.send(message)
    await provider.send({ ...message, id: 'b8' })
    const [first, copy, another] = peer.marks
    assert.equal(first, copy)
    assert.notEqual(first, another)
  })

  test(`${name}: one message to two recipients goes to both`, async t => {
    const { provider, peer, to } = await open(t)
    await peer.behave('takes')
    const answers = await Promise.all(
      [1, 2].map(async n => await provider.send({ id: 'b7', to: to(n), content: CONTENT })),
    )
    assert.deepEqual(answers.map(seen), ['accepted', 'accepted'])
    assert.equal(peer.marks.length, 2)
  })

  test(`${name}: never more at once than its bound, however many are asked for`, async t => {
    const { provider, peer, atOnce, to } = await open(t)
    await peer.behave('takes')
    const asked = Array.from({ length: 5 * atOnce }, (_, n) =>
      provider.send({ id: `b${n}`, to: to(n), content: CONTENT }),
    )
    assert.deepEqual(new Set((await Promise.all(asked)).map(seen)), new Set(['accepted']))
    assert.equal(peer.marks.length, 5 * atOnce)
    assert.ok(peer.most > 1 && peer.most <= atOnce, `${peer.most} at once, ${atOnce} allowed`)
  })

  test(`${name}: what would begin a header, run HTML or turn a line around comes out as harmless text`, async t => {
    const { provider, peer, to } = await open(t)
    await peer.behave('takes')
    const answer = await provider.send({
      id: 'b7\r\nBcc: ke.gian@evil.example',
      to: to(1),
      content: {
        ...CONTENT,
        title: 'Bản tin\r\nBcc: ke.gian@evil.example\r\n\r\n<script>\u202e7 ốs\u0000\ud800',
        text: 'Xin chào <img src=x onerror="alert(1)"> & \u2066tạm biệt\u2069\r\n.\r\nQUIT',
        link: 'https://loa.example/?a="><script>&b=\u202e',
      },
    })
    assert.equal(seen(answer), 'accepted')
    assert.doesNotMatch(peer.said, /^Bcc:/im)
    assert.doesNotMatch(peer.said, /[\u202a-\u202e\u2066-\u2069]/)
    assert.ok(!peer.said.includes('\0'))
    assert.doesNotMatch(peer.html, /<script|<img/)
    assert.match(peer.said, /Xin chào/)
    assert.match(peer.said, /QUIT/)
  })

  test(`${name}: a message that is empty, too long, or leads to where nothing is encrypted is refused before anything is sent`, async t => {
    const { provider, peer, to } = await open(t)
    await peer.behave('takes')
    for (const content of [
      { ...CONTENT, title: ' ' },
      { ...CONTENT, title: 'x'.repeat(251) },
      { ...CONTENT, text: 'x'.repeat(50_001) },
      { ...CONTENT, link: 'http://loa.example/' },
      { ...CONTENT, link: 'javascript:alert(1)' },
      { ...CONTENT, unsubscribe: 'mailto:x@loa.example' },
    ])
      assert.deepEqual(await provider.send({ id: 'b7', to: to(1), content }), {
        is: 'refused',
        isGone: false,
        why: 'messageUnusable',
      })
    assert.equal(peer.marks.length, 0)
  })

  test(`${name}: once it is closed nothing goes out, and what was under way is answered first`, async t => {
    const { provider, peer, clock, answerMs, to } = await open(t)
    await peer.behave('hangs')
    const sent = provider.send({ id: 'b7', to: to(1), content: CONTENT })
    await peer.came(1)
    const closed = provider.close()
    const late = provider.send({ id: 'b8', to: to(1), content: CONTENT })
    assert.equal(seen(await late), 'notNow')
    clock.advance(answerMs)
    assert.equal(seen(await sent), 'unknown')
    await closed
    assert.equal(peer.marks.length, 1)
  })
}
