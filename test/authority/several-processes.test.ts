/** Three `loa serve` on one database behind HAProxy. One of them is killed every two seconds, while rounds go from a draft to their return. */
import assert from 'node:assert/strict'
import { after, before, describe, type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import type { Agenda } from '../../src/directive/documents.ts'
import { missing } from '../peers/installed.ts'
import { type PostgresServer, startPostgres, withoutPostgres } from '../postgres/server.ts'
import { acceptance, contentFor, returnOf, type Task } from '../postgres/stage.ts'
import { type Several, severalBehindHaproxy } from './behind-haproxy.ts'
import { type Answer, type HttpNode, nodeOf, type Person, serveProcess, staffOf } from './stage.ts'

const PROCESSES = 3
const KILL_EVERY_MS = 2000
const KILLS = 5
/** However slow the machine is. */
const ROUNDS_MIN = 2
const WITHIN_MS = 120_000

describe('several processes', { skip: withoutPostgres() || missing('haproxy') }, () => {
  let postgres: PostgresServer
  before(async () => {
    postgres = await startPostgres()
  })
  after(async () => await postgres?.stop())

  test(`rounds go from a draft to their return while one of ${PROCESSES} servers is killed every two seconds: whatever was not in flight at a kill succeeds, nothing is done twice, and the trail is whole`, async t => {
    const town = await severalBehindHaproxy(t, await postgres.createDatabase(), PROCESSES)
    const { administrator, editor, approver, auditor } = await staffOf(town)
    const node = await nodeOf(administrator, 'mot')
    const asking = new Asking()
    const agenda = new AgendaRead(node, asking)
    t.after(() => agenda.end())
    const killing = new Killing(t, town).inTurn(asking)
    const rounds: string[] = []
    while (!killing.isOver || rounds.length < ROUNDS_MIN)
      rounds.push(await oneRound({ editor, approver, node, agenda, asking }))
    await killing.done
    t.diagnostic(
      `${rounds.length} rounds, ${asking.answered} requests answered, ${asking.inFlight} in flight at one of ${asking.kills.length} kills`,
    )
    const serials: number[] = []
    for (const round of rounds) {
      const { directives } = await auditor.well('GET', `/api/v1/rounds/${round}/live`)
      assert.equal(directives.length, 1, 'one directive a round')
      serials.push(directives[0].serial)
      const { items } = await auditor.well('GET', `/api/v1/trail?subject=${round}&limit=200`)
      const deeds = items.map(({ action }: { action: string }) => action)
      for (const once of ['round.submit', 'round.approve', 'round.schedule'])
        assert.equal(deeds.filter((each: string) => each === once).length, 1, `${once} of ${round}`)
    }
    assert.deepEqual(
      serials,
      serials.map((_, at) => at + 1),
    )
    assert.equal((await auditor.well('GET', '/api/v1/trail/verification')).is, 'whole')
  })
})

async function oneRound(by: {
  readonly editor: Person
  readonly approver: Person
  readonly node: HttpNode
  readonly agenda: AgendaRead
  readonly asking: Asking
}): Promise<string> {
  const { editor, approver, node, agenda, asking } = by
  const title = `Chiến dịch ${crypto.randomUUID().replaceAll(/\d/g, 'x')}`
  const campaign = await asking.sure(
    async () => await editor.post('/api/v1/campaigns', { title, note: '' }),
    async () => {
      const { items } = await asking.read(editor, '/api/v1/campaigns')
      return items.find((each: { title: string }) => each.title === title)?.id ?? null
    },
  )
  const id = await asking.sure(
    async () => await editor.post(`/api/v1/campaigns/${campaign}/rounds`, { content: contentFor(['mot']) }),
    async () => {
      const { items } = await asking.read(editor, `/api/v1/rounds?campaign=${campaign}`)
      return items[0]?.id ?? null
    },
  )
  const inState =
    (person: Person, ...states: readonly string[]) =>
    async () => {
      const round = await asking.read(person, `/api/v1/rounds/${id}`)
      return states.includes(round.state) ? round : null
    }
  const { version } = await asking.read(editor, `/api/v1/rounds/${id}`)
  const submitted = await asking.sure(
    async () => await editor.post(`/api/v1/rounds/${id}/submit`, { version }),
    inState(approver, 'submitted'),
  )
  const { digest, estimate } = submitted
  const { subscribers } = estimate
  await asking.sure(
    async () => await approver.post(`/api/v1/rounds/${id}/approve`, { version, digest, subscribers }),
    inState(approver, 'approved'),
  )
  await asking.sure(
    async () => await approver.post(`/api/v1/rounds/${id}/schedule`, {}),
    inState(approver, 'scheduled', 'running'),
  )
  const task = await agenda.taskOf(id)
  const said = await node.signer.sign('acknowledgement', {
    directive: task.body.directive,
    serial: task.body.serial,
    operator: node.id,
    sha256: task.sha256,
    at: new Date().toISOString(),
    verdict: acceptance(task),
  })
  await asking.again(async () => await node.ask('POST', '/node/v1/acknowledgements', { document: said }))
  const returned = await node.signer.sign('return', returnOf(task, Date.now()))
  await asking.again(async () => await node.ask('POST', '/node/v1/returns', { document: returned }))
  await asking.sure(async () => null, inState(approver, 'finished'))
  return id
}

/** Requests, and which of them were under way while a process was dying. */
class Asking {
  /** From the signal to its end. */
  readonly kills: { readonly fromMs: number; untilMs: number }[] = []
  answered = 0
  inFlight = 0

  /** Null: it was in flight at a kill, and nobody knows what became of it. */
  async once(act: () => Promise<Answer>): Promise<Answer | null> {
    const fromMs = performance.now()
    let answer: Answer | unknown
    try {
      answer = await act()
    } catch (error) {
      answer = error
    }
    const untilMs = performance.now()
    if (isAnswer(answer) && answer.status < 500) {
      this.answered++
      return answer
    }
    const isExcused = this.kills.some(kill => kill.fromMs <= untilMs && kill.untilMs >= fromMs)
    assert.ok(
      isExcused,
      `no process died from ${fromMs} to ${untilMs} (${JSON.stringify(this.kills)}): ${told(answer)}`,
    )
    this.inFlight++
    return null
  }

  /** Until it was answered: for what is once however often it is told. */
  async again(act: () => Promise<Answer>): Promise<Answer> {
    for (;;) {
      const answer = await this.once(act)
      if (answer === null) continue
      assert.ok(answer.status < 300, told(answer))
      return answer
    }
  }

  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came
  async read(person: Person, path: string): Promise<any> {
    return (await this.again(async () => await person.get(path))).body
  }

  /** Whoever does not know whether it was done looks, and does it where it was not. */
  async sure<Done>(act: () => Promise<Answer | null>, done: () => Promise<Done | null>): Promise<Done> {
    for (;;) {
      const answer = await this.once(async () => (await act()) ?? NOTHING)
      assert.ok(answer === null || answer.status < 300, told(answer))
      const found = await done()
      if (found !== null) return found
      await wait(20)
    }
  }
}

const NOTHING: Answer = { status: 204, headers: new Headers(), text: '', body: null }

function isAnswer(given: unknown): given is Answer {
  return typeof given === 'object' && given !== null && 'status' in given
}

function told(given: unknown): string {
  if (isAnswer(given)) return `${given.status} ${given.text}`
  return given instanceof Error ? `${given.message}: ${given.cause}` : String(given)
}

/** A node at its stream, which it opens again wherever it can. */
class AgendaRead {
  readonly #node: HttpNode
  readonly #asking: Asking
  readonly #tasks = new Map<string, Task>()
  #isOver = false
  #end: () => void = () => {}

  constructor(node: HttpNode, asking: Asking) {
    this.#node = node
    this.#asking = asking
    void this.#read()
  }

  end(): void {
    this.#isOver = true
    this.#end()
  }

  async taskOf(round: string): Promise<Task> {
    for (const until = performance.now() + WITHIN_MS; performance.now() < until; await wait(10)) {
      const task = this.#tasks.get(round)
      if (task !== undefined) return task
    }
    throw new Error(`no directive of ${round} came, after ${this.#asking.kills.length} kills`)
  }

  async #read(): Promise<void> {
    while (!this.#isOver) {
      const stream = await this.#node.watch().catch(() => null)
      this.#end = () => stream?.close()
      for (let event = await stream?.next(); event != null; event = await stream?.next())
        if (event.name === 'agenda') await this.#take(event.data)
      await wait(20)
    }
  }

  async #take(agenda: Agenda): Promise<void> {
    for (const task of await this.#node.tasksOf(agenda)) this.#tasks.set(task.body.round, task)
  }
}

/** Each process in its turn. */
class Killing {
  readonly #t: TestContext
  readonly #town: Several

  constructor(t: TestContext, town: Several) {
    this.#t = t
    this.#town = town
  }

  inTurn(asking: Asking): { readonly isOver: boolean; readonly done: Promise<void> } {
    const state = { isOver: false, done: Promise.resolve() }
    state.done = this.#kill(asking).finally(() => {
      state.isOver = true
    })
    state.done.catch(() => {})
    return state
  }

  async #kill(asking: Asking): Promise<void> {
    const starting: Promise<void>[] = []
    this.#t.after(async () => await Promise.allSettled(starting))
    for (let at = 0; at < KILLS; at++) {
      const next = wait(KILL_EVERY_MS)
      const which = at % PROCESSES
      // The one before the last is back: there is always one to ask.
      await Promise.all(starting.splice(0, starting.length - 1))
      const kill = { fromMs: performance.now(), untilMs: Number.POSITIVE_INFINITY }
      asking.kills.push(kill)
      await this.#town.running[which].kill()
      kill.untilMs = performance.now()
      starting.push(
        serveProcess(this.#t, this.#town.flags[which]).then(process => {
          this.#town.running[which] = process
        }),
      )
      await next
    }
    await Promise.all(starting)
  }
}
