/**
 * An operator's node on three machines, all of it real: `loa serve`, three `loa operator`, a centre, three NATS servers. Whichever machine
 * dies in the middle, another finishes, by the centre's own record nobody gets it twice, and the authority gets one return.
 */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { Children, type Running } from '../../src/app/children/children.ts'
import type { DirectiveSummary } from '../../src/areas/rounds/model.ts'
import type { MachineStatus } from '../../src/operator/machine-status.ts'
import { resumeBy, scheduleRound } from '../../town/deeds.ts'
import type { DemoOperator } from '../../town/operators.ts'
import { untilThere } from '../../town/waiting.ts'
import { CentreRecord } from '../drill/record.ts'
import { startNats } from '../peers/nats.ts'
import { approvedRound, live } from '../town/sending.ts'
import { Town } from '../town/town.ts'

const LOA = join(import.meta.dirname, '../../loa')
const OPERATOR: DemoOperator = { id: 'viettel', name: 'Viettel', subscribers: 1200, length: 9, prefixes: ['32', '98'] }
const PACE = 300
const WINDOW = 20
/** An intent runs ahead of the walk by what a sync interval sends, and no less than so many. */
const AHEAD = 64
const STOP_MS = 1000
/** The first of them get it; then it waits, however long the other machines take to follow. */
const CANARY = 100
const ROUND = { text: 'Rửa tay thường xuyên', sending: { receiptWaitSeconds: 1, canary: CANARY } }

type Name = 'a' | 'b' | 'c'

/** Three machines: the first is the town's own, and the others have its key file and a directory each. */
class Machines {
  readonly town: Town
  readonly record: CentreRecord
  readonly #children = new Children()
  readonly #others = new Map<Name, Running>()
  readonly #env: NodeJS.ProcessEnv
  readonly #flags: readonly string[]

  constructor(town: Town, record: CentreRecord, env: NodeJS.ProcessEnv, flags: readonly string[]) {
    this.town = town
    this.record = record
    this.#env = env
    this.#flags = flags
  }

  static async open(t: TestContext): Promise<Machines> {
    const nats = await startNats()
    t.after(async () => await nats.close())
    const folder = mkdtempSync(join(tmpdir(), 'loa-machines-'))
    t.after(() => rmSync(folder, { recursive: true, force: true }))
    const record = join(folder, 'centre.csv')
    const env = { LOA_OPERATOR_LOG: nats.url }
    const flags = ['--window', String(WINDOW)]
    const town = await Town.open({
      operators: [OPERATOR],
      pace: PACE,
      media: false,
      centre: { 'receipt-delay': '100ms' },
      centres: { [OPERATOR.id]: { record } },
      node: () => ({ flags: [...flags, '--machine', 'a'], env }),
    })
    t.after(async () => await town.close())
    const machines = new Machines(town, new CentreRecord(record), env, flags)
    t.after(async () => await machines.#children.endAll())
    machines.start('b')
    machines.start('c')
    return machines
  }

  start(name: Name): void {
    const { host, url } = this.town
    if (name === 'a') return host.restartNode(OPERATOR)
    const key = join(this.town.directory, `node-${name}.key`)
    copyFileSync(host.keyFile(OPERATOR), key)
    const smsc = `smpp://${OPERATOR.id}:secret@127.0.0.1:${host.centre(OPERATOR).port}`
    const args = ['operator', '--authority', url, '--key', key, '--data', this.data(name)]
    const more = ['--audience', host.audience(OPERATOR), '--tps', String(PACE)]
    const all = [...args, ...more, ...this.#flags, '--machine', name]
    this.#others.set(name, this.#children.loa(all, { ...this.#env, LOA_SMSC: smsc }))
  }

  async kill(name: Name): Promise<void> {
    if (name === 'a') return await this.town.host.killNode(OPERATOR)
    const machine = this.#others.get(name)
    machine?.kill()
    await machine?.exit
  }

  data(name: Name): string {
    return name === 'a' ? this.town.host.nodeData(OPERATOR) : join(this.town.directory, name)
  }

  async stands(name: Name): Promise<MachineStatus | null> {
    const asked = promisify(execFile)(LOA, ['operator', 'status', '--data', this.data(name), '--json'])
    return await asked.then(({ stdout }) => JSON.parse(stdout) as MachineStatus).catch(() => null)
  }

  /** All of them are at their directive: one sends, the others follow. */
  async untilFollowed(): Promise<Name> {
    return await untilThere('two that follow', async () => {
      const does = new Map<Name, string | null>()
      for (const name of ['a', 'b', 'c'] as const) {
        const stands = await this.stands(name)
        does.set(name, stands?.directives.at(-1)?.legs[0].does ?? null)
      }
      const [sender] = [...does].find(([, what]) => what === 'sends') ?? []
      const followers = [...does.values()].filter(what => what === 'follows').length
      return sender !== undefined && followers === 2 ? sender : null
    })
  }

  /** Past its canary, once it has paused there. */
  async letGoOn(round: string): Promise<void> {
    await untilThere('the canary', async () => {
      const { state, note } = await this.directive(round)
      return state === 'paused' && note === 'canary' ? true : null
    })
    await resumeBy(this.town.client('approver'), round)
  }

  async directive(round: string): Promise<DirectiveSummary> {
    const { directives } = await live(this.town, round)
    return directives[0]
  }

  async untilReturned(round: string): Promise<DirectiveSummary> {
    return await untilThere(
      'the return',
      async () => {
        const directive = await this.directive(round)
        return directive?.returnedAt === null ? null : directive
      },
      60_000,
    )
  }

  async untilCame(submits: number): Promise<void> {
    await untilThere('what the centre waits for', async () => {
      const count = await this.town.host.centre(OPERATOR).count()
      return count.submits >= submits ? true : null
    })
  }

  /** Who got it how often, by the centre's own record. */
  received(): number {
    this.record.look(performance.now())
    for (const { received } of this.record.byNumber().values())
      assert.ok(
        received.slice(1).every(copies => copies <= 1 + this.#rounds),
        'nobody twice',
      )
    return this.record.rows.length
  }

  #rounds = 0
  nextRound(): void {
    this.#rounds++
  }
}

test('a machine that sends is killed, and another finishes the round: one return, and counts as the centre has them; a stop in the middle of a take-over is silence within a second', async t => {
  const machines = await Machines.open(t)
  const { town } = machines
  const first = await approvedRound(town, ROUND)
  await scheduleRound(town.signed, first.id)
  const owner = await machines.untilFollowed()
  await machines.letGoOn(first.id)
  assert.equal((await machines.directive(first.id)).machine, owner)
  await machines.untilCame(300)
  await machines.kill(owner)
  const finished = await machines.untilReturned(first.id)
  assert.equal(finished.state, 'finished')
  assert.deepEqual(finished.flags, [])
  const { turns, segments } = finished.tally!
  assert.equal(turns.delivered + turns.accepted + turns.uncertain, OPERATOR.subscribers)
  assert.ok(turns.uncertain <= WINDOW + AHEAD + PACE, `${turns.uncertain} in doubt`)
  const received = machines.received()
  assert.ok(received <= segments.submitted && received >= segments.accepted)
  assert.equal(turns.unsent, 0)
  t.diagnostic(`${turns.uncertain} of ${OPERATOR.subscribers} in doubt`)
  await checkOneReturn(machines, finished)

  machines.start(owner)
  machines.nextRound()
  const second = await approvedRound(town, ROUND)
  await scheduleRound(town.signed, second.id)
  const next = await machines.untilFollowed()
  await machines.letGoOn(second.id)
  await machines.untilCame(received + 150)
  await machines.kill(next)
  const pressed = Date.now()
  await town.client('editor').post(`/api/v1/rounds/${second.id}/stop`, { reason: 'Dừng ngay' })
  const stopped = await machines.untilReturned(second.id)
  assert.equal(stopped.state, 'stopped')
  assert.deepEqual(stopped.flags, [])
  const { lastSubmitAt } = await town.host.centre(OPERATOR).count()
  assert.ok(Date.parse(lastSubmitAt ?? '') - pressed < STOP_MS)
  const more = machines.received() - received
  assert.ok(more <= stopped.tally!.segments.submitted)
  assert.ok(stopped.tally!.turns.unsent > 0)
})

/** One acceptance and one return in the trail, though three machines said both. */
async function checkOneReturn(machines: Machines, { id }: DirectiveSummary): Promise<void> {
  const { items } = await machines.town
    .client('auditor')
    .get<{ items: readonly { action: string }[] }>(`/api/v1/trail?subject=${id}`)
  const actions = items.map(({ action }) => action)
  for (const action of ['directive.acknowledge', 'directive.return'])
    assert.equal(actions.filter(each => each === action).length, 1, `${action} of ${actions}`)
}
