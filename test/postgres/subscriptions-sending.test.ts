/** Letters on their way, by the area as the server opens it, with a provider that keeps what it was given; on one database. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { sql } from 'kysely'
import { returnedMail } from '../../src/app/areas.ts'
import { openSubscriptionsArea } from '../../src/areas/subscriptions/area.ts'
import { fillNext, PAGE } from '../../src/areas/subscriptions/filling.ts'
import { systemClock } from '../../src/base/clock.ts'
import { Failure } from '../../src/base/failure.ts'
import { seeded } from '../../src/base/random.ts'
import { putBounce } from '../../src/channels/mail/bounce-spool.ts'
import type { MailTo } from '../../src/channels/mail/mail.ts'
import { ACCEPTED, type Answer, type Message, type Provider, refused } from '../../src/channels/provider.ts'
import type { PushChannel, PushTo } from '../../src/channels/push/push.ts'
import { PushServices } from '../../src/channels/push/push.ts'
import { ofOneProcess } from '../../src/http/rate.ts'
import { howMany } from '../parts.ts'
import { onlySqlite } from './databases.ts'
import { PEOPLE, SECOND } from './stage.ts'
import type { Given } from './subscriptions-killed.ts'
import { SECRET, SITE, told, withSubscribers } from './subscriptions-stage.ts'

const SERVICE = 'https://fcm.googleapis.com/fcm/send'
const REAL = `${SERVICE}/that`
const CHOICES = { language: 'vi', level: 'normal', provinces: [] }

/** Takes all, when it is told to; whoever waits for so many hears of them. */
class World implements Provider<MailTo> {
  readonly channel = 'mail'
  readonly sent: Message<MailTo>[] = []
  readonly #waiting: (() => void)[] = []
  readonly #answer: (to: MailTo) => Promise<Answer>

  constructor(answer: (to: MailTo) => Promise<Answer> = async () => ACCEPTED) {
    this.#answer = answer
  }

  peerOf({ address }: MailTo): string {
    return address.slice(address.indexOf('@') + 1)
  }

  async send(message: Message<MailTo>): Promise<Answer> {
    this.sent.push(message)
    for (const each of this.#waiting.splice(0)) each()
    return await this.#answer(message.to)
  }

  async close(): Promise<void> {}

  async came(count: number): Promise<void> {
    while (this.sent.length < count) await new Promise<void>(done => this.#waiting.push(done))
  }
}

function opened(
  t: TestContext,
  of: Awaited<ReturnType<typeof withSubscribers>>,
  world: World,
  push: PushChannel | null = null,
) {
  const bounces = mkdtempSync(join(tmpdir(), 'loa-bounces-'))
  t.after(() => rmSync(bounces, { recursive: true, force: true }))
  const errors: unknown[] = []
  const area = openSubscriptionsArea({
    work: of.work,
    subscribe: of.stage.authority.subscribe,
    secret: SECRET,
    site: SITE,
    onError: error => errors.push(error),
    sharedLimits: ofOneProcess(),
    holdsNumber: () => false,
    mail: world,
    push,
    clock: { ...systemClock, wall: () => of.stage.clock.now() },
    random: seeded(1),
  })
  // Queues of a test that failed would run on, and its process with them.
  t.after(async () => await area.close?.())
  const returned = returnedMail(bounces, [area])
  return {
    area,
    bounces,
    errors,
    /** The status of its answer. */
    ask: async (name: string, call: { readonly body: unknown; readonly address: string }) => {
      const route = area.routes.find(each => each.name === name) ?? assert.fail(name)
      try {
        const answer = await route.handle({ language: 'vi', ...call } as never)
        return answer instanceof Response ? answer.status : route.status
      } catch (error) {
        if (error instanceof Failure && error.code === 'tooManyRequests') return 429
        throw error
      }
    },
    look: async () => {
      for (const { act } of [...(returned.jobs ?? []), ...(area.jobs ?? [])]) await act()
    },
  }
}

test('a bounce storm: so many letters come back that the queue stops by itself, nobody who is gone is written to again, and a person lets it go on', async t => {
  const of = await withSubscribers(t, onlySqlite())
  const { subscriber, approved, until, office, stage } = of
  const [SUBSCRIBERS, BOUNCES] = [60, 40]
  for (let count = 0; count < SUBSCRIBERS; count++) await subscriber(`nguoi.${count}@xa${count}.example`)
  const world = new World()
  const { area, bounces, errors, look } = opened(t, of, world)
  await world.came(SUBSCRIBERS)
  await approved(told(until))
  await world.came(2 * SUBSCRIBERS)
  for (const { to } of world.sent.slice(SUBSCRIBERS, SUBSCRIBERS + BOUNCES))
    await putBounce(bounces, { mark: to.mark ?? '', is: 'failed', status: '5.1.1', isGone: true })
  await look()
  const { channels, queues } = await office.counts()
  assert.equal(channels[0].subscribers, SUBSCRIBERS - BOUNCES)
  const { of: seen, failed } = queues[0].paused ?? assert.fail('it goes on')
  assert.ok(failed > seen / 5)
  assert.equal(queues[2].paused, null)
  // Nobody is written to twice within one instant.
  stage.clock.advance(SECOND)
  await approved(told(until))
  await look()
  assert.equal(world.sent.length, 2 * SUBSCRIBERS)
  assert.equal((await office.counts()).queues[0].waiting, SUBSCRIBERS - BOUNCES)
  const resume = area.routes.find(({ name }) => name === 'resumeLetters') ?? assert.fail('no route')
  await resume.handle({ body: { lane: 'mail' }, actor: PEOPLE.administrator } as never)
  await world.came(3 * SUBSCRIBERS - BOUNCES)
  await area.close?.()
  assert.deepEqual(errors, [])
  const last = world.sent.slice(2 * SUBSCRIBERS).map(({ to }) => to.address)
  assert.equal(new Set(last).size, SUBSCRIBERS - BOUNCES)
  assert.equal((await stage.authority.verifyTrail()).is, 'whole')
})

test('a server that stops answers and marks what is under way, and leaves the rest for the next one', async t => {
  const of = await withSubscribers(t, onlySqlite())
  const { subscriber, approved, until, office } = of
  for (const name of 'abcdefgh') await subscriber(`${name}@${name}.example`)
  await of.send('confirm')
  let answer: (answer: Answer) => void = () => undefined
  const held = new Promise<Answer>(done => {
    answer = done
  })
  const world = new World(async () => await held)
  const { area } = opened(t, of, world)
  const { id } = await approved(told(until))
  await world.came(4)
  const closed = area.close?.()
  answer(ACCEPTED)
  await closed
  const proofs = async () => (await office.proofs(id, 'mail')).map(({ kind, count }) => [kind, count])
  assert.deepEqual(await proofs(), [
    ['waiting', 4],
    ['accepted', 4],
  ])
  const next = new World()
  const again = opened(t, of, next)
  await next.came(4)
  await again.area.close?.()
  assert.deepEqual(await proofs(), [['accepted', 8]])
  const everybody = [...world.sent, ...next.sent].map(({ to }) => to.address)
  assert.equal(new Set(everybody).size, 8)
})

test('kill -9 while letters go out, again and again: each next server goes on, nobody gets a second copy, and what nobody knows is told as that', async t => {
  const of = await withSubscribers(t, onlySqlite())
  const { subscriber, approved, until, office, stage } = of
  const file = stage.database.file ?? assert.fail('it is in a file')
  const [SUBSCRIBERS, AT_ONCE] = [24, 4]
  for (let count = 0; count < SUBSCRIBERS; count++) await subscriber(`nguoi.${count}@xa${count}.example`)
  await of.send('confirm')
  const { id } = await approved(told(until))
  const [keyFile, world] = [`${file}.key`, `${file}.world`]
  writeFileSync(keyFile, JSON.stringify(stage.key))
  const script = join(import.meta.dirname, 'subscriptions-killed.ts')
  const KILLS = [5, 3, 1].slice(0, howMany(1, 3))
  for (const after of KILLS) {
    const given: Given = [file, keyFile, String(stage.clock.now()), world, String(after)]
    const child = spawn(process.execPath, [script, ...given], { stdio: 'ignore' })
    const [, signal] = await once(child, 'exit')
    assert.equal(signal, 'SIGKILL')
    // Peers are spoken to again.
    stage.clock.advance(SECOND)
  }
  const next = new World()
  const { area } = opened(t, of, next)
  for (const { act } of area.jobs ?? []) await act()
  const before = readFileSync(world, 'utf8').trim().split('\n')
  assert.equal(
    before.length,
    KILLS.reduce((sum, after) => sum + after, 0),
  )
  while ((await office.counts()).queues[0].waiting > 0);
  await area.close?.()
  const everybody = [...before, ...next.sent.map(({ to }) => to.address)]
  assert.equal(new Set(everybody).size, everybody.length)
  const proofs = new Map((await office.proofs(id, 'mail')).map(({ kind, count }) => [kind, count] as const))
  const [accepted, open] = [proofs.get('accepted') ?? 0, proofs.get('unknown') ?? 0]
  assert.equal(accepted + open, SUBSCRIBERS)
  assert.ok(open >= KILLS.length && open <= KILLS.length * AT_ONCE, `${open} unknown`)
})

test('thousands of browsers that there are not, from one line, count nowhere, and a citizen from elsewhere gets in by both ways', async t => {
  const of = await withSubscribers(t, onlySqlite())
  const pushed: Message<PushTo>[] = []
  const came = Promise.withResolvers<void>()
  const provider: Provider<PushTo> = {
    channel: 'push',
    peerOf: ({ endpoint }) => new URL(endpoint).host,
    send: async message => {
      pushed.push(message)
      // One push service is spoken to once in an instant.
      of.stage.clock.advance(SECOND)
      if (message.to.endpoint !== REAL) return refused('recipientGone', { isGone: true })
      came.resolve()
      return ACCEPTED
    },
    close: async () => {},
  }
  const push = { publicKey: 'B', services: new PushServices([]), provider }
  const world = new World()
  const { ask, area, errors } = opened(t, of, world, push)
  const browser = (endpoint: string, address: string) => ({
    body: { endpoint, keys: { p256dh: 'B', auth: 'A' }, choices: CHOICES },
    address,
  })
  const statuses = new Map<number, number>()
  const BROWSERS = howMany(4100, 20_500)
  for (let at = 0; at < BROWSERS; at++) {
    const line = `2001:db8:7:${(at % 2050).toString(16)}::1`
    const status = await ask('subscribeBrowser', browser(`${SERVICE}/bia-${at}`, line))
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  assert.deepEqual(Object.fromEntries(statuses), { 204: 40, 429: BROWSERS - 40 })
  assert.equal(await ask('subscribeBrowser', browser(REAL, '203.0.113.9')), 204)
  const form = Buffer.from('language=vi&level=normal&address=ai@xa.example')
  assert.equal(await ask('askForBulletins', { body: form, address: '203.0.113.9' }), 200)
  await Promise.all([came.promise, world.came(1)])
  const { content } = pushed.find(({ to }) => to.endpoint === REAL) ?? assert.fail()
  const link = content.confirmAt?.split('/').at(-1)
  const confirm = { params: { link }, address: '203.0.113.9', body: Buffer.alloc(0) }
  assert.equal(await ask('confirmSubscription', confirm), 200)
  await area.close?.()
  assert.equal((await of.office.counts()).channels[1].subscribers, 1)
  const { length } = await of.tables.selectFrom('subscription').selectAll().execute()
  assert.ok(length <= 42)
  assert.deepEqual(errors, [])
})

test('one mailbox gets two letters that ask, however it is written and wherever from; and whoever is none of it gets theirs', async t => {
  const of = await withSubscribers(t, onlySqlite())
  const { ask, area } = opened(t, of, new World())
  const asks = async (address: string, at: number) => {
    const fields = new URLSearchParams({ language: 'vi', level: 'normal', address })
    const body = Buffer.from(fields.toString())
    return await ask('askForBulletins', { body, address: `10.0.${at}.1` })
  }
  const spelled = (at: number) =>
    `${['ai', `ai+${'x'.repeat(at)}`, `AI+${at % 10}`, `ai+a+${at % 10}`][at % 4]}@Xa.example`
  for (let at = 0; at < 60; at++) assert.equal(await asks(spelled(at), at), 200)
  for (const [at, address] of ['a.i.do', 'aido', 'ai.do+1'].entries())
    assert.equal(await asks(`${address}@gmail.com`, at), 200)
  await asks('khac@xa.example', 1)
  await asks('a.i@xa.example', 2)
  await area.close?.()
  const letters = await of.tables.selectFrom('subscription_letter').selectAll().execute()
  assert.equal(letters.length, 2 + 2 + 1 + 1)
})

test('thousands are queued and taken a page at a time: no more of them is in memory than that, and none is left out', async t => {
  const of = await withSubscribers(t, onlySqlite())
  const { approved, until, work, outbox, stage } = of
  const SUBSCRIBERS = howMany(4000, 20_000)
  const { kysely } = stage.database
  await sql`insert into subscription
    (id, channel, state, mark, sealed, peer, language, level, asked_at, asks, last_asked_at, bounces)
    with recursive n(x) as (select 1 union all select x + 1 from n where x < ${SUBSCRIBERS})
    select printf('%08x-0000-4000-8000-000000000000', x), 'mail', 'on', x, '', x % 100, 'vi',
      'normal', 0, 0, 0, 0 from n`.execute(kysely)
  await approved(told(until))
  let pages = 0
  let queued = 0
  while (await fillNext(work, 'mail')) {
    pages++
    const now = await of.rows.countLetters({ lane: 'mail', states: ['waits'] })
    assert.ok(now - queued <= PAGE, `${now - queued} at once`)
    queued = now
  }
  assert.ok(pages >= SUBSCRIBERS / PAGE)
  assert.equal(await of.rows.countLetters({ lane: 'mail', states: ['waits'] }), SUBSCRIBERS)
  const taken = await outbox.mail.take({ max: 10, nowMs: work.now(), except: [] })
  assert.ok(taken.length <= 10)
  const { rows } = await sql<{ detail: string }>`explain query plan
    select * from subscription_letter where lane = 'mail' and state = 'waits' and try_at <= 1
    order by turn, try_at, id limit 10`.execute(kysely)
  const plan = rows.map(({ detail }) => detail).join()
  assert.match(plan, /SEARCH .*subscription_letter_due/)
  assert.doesNotMatch(plan, /TEMP B-TREE/)
})
