/** An operator's node on two machines with a real replicated log: a hand-over by command, and a machine that goes on alone. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { refuseWithMajority } from '../../src/app/operator-machines.ts'
import { readJournal } from '../../src/base/journal.ts'
import { askStatus, askToYield, METRICS_FILE } from '../../src/operator/machine-status.ts'
import type { Machines } from '../../src/operator/machines.ts'
import { OperatorNode } from '../../src/operator/node.ts'
import { checkReturn, NodeFixture, numbers } from '../../src/operator/stage.test.ts'
import { readRound } from '../../src/round/directory.ts'
import { markStopped } from '../../src/round/run.ts'
import { untilThere } from '../../town/waiting.ts'
import { type NatsCluster, startNats } from './nats.ts'

const SUBSCRIBERS = 240
const PACE = 120

class Pair {
  readonly stage: NodeFixture
  readonly nats: NatsCluster
  readonly #nodes = new Map<string, OperatorNode>()

  constructor(stage: NodeFixture, nats: NatsCluster) {
    this.stage = stage
    this.nats = nats
  }

  static async set(t: TestContext): Promise<Pair> {
    const nats = await startNats()
    t.after(async () => await nats.close())
    const pair = new Pair(await NodeFixture.set(t, { latencyMs: 1 }), nats)
    pair.stage.list('all.csv', numbers(0, SUBSCRIBERS))
    t.after(async () => {
      for (const node of pair.#nodes.values()) await node.close()
    })
    return pair
  }

  machine(name: string, isAlone = false): Machines {
    return { name, servers: this.nats.url, isUnsafe: false, isAlone }
  }

  directory(name: string): string {
    return this.stage.file(`data-${name}`)
  }

  async start(name: string, isAlone = false): Promise<void> {
    const { lanes } = this.stage.options()
    const node = await OperatorNode.start(
      this.stage.options({
        directory: this.directory(name),
        lanes: { ...lanes, tps: PACE },
        machines: this.machine(name, isAlone),
        exercise: null,
        settling: { quietMs: 100, atMostMs: 1000 },
      }),
    )
    this.#nodes.set(name, node)
  }

  async end(name: string): Promise<void> {
    await this.#nodes.get(name)?.close()
    this.#nodes.delete(name)
  }

  async does(name: string) {
    const stands = await askStatus(this.directory(name))
    return stands?.directives[0]?.legs[0].does ?? null
  }

  async untilDoes(name: string, does: string): Promise<void> {
    await untilThere(`${name} ${does}`, async () => ((await this.does(name)) === does ? true : null))
  }

  async issue() {
    const { authority } = this.stage
    const sending = { ...authority.body().sending, receiptWaitSeconds: 1 }
    return await authority.issue({ sending })
  }

  async untilCame(submits: number): Promise<void> {
    const { centre } = this.stage
    await untilThere('what the centre waits for', async () => (centre.count().submits >= submits ? true : null))
  }
}

test('a leg is handed over by command: another machine goes on, nobody is in doubt, and both return the same', async t => {
  const pair = await Pair.set(t)
  const { stage } = pair
  await pair.start('a')
  const { directive } = await pair.issue()
  await pair.untilDoes('a', 'sends')
  await pair.start('b')
  await pair.untilDoes('b', 'follows')
  assert.equal(await askToYield(pair.directory('b')), 0)
  await pair.untilCame(40)
  assert.equal(await askToYield(pair.directory('a')), 1)
  await pair.untilDoes('b', 'sends')
  const body = await stage.authority.returned(directive)
  checkReturn(body)
  assert.equal(body.tally.turns.uncertain, 0)
  assert.equal(body.tally.segments.submitted, SUBSCRIBERS)
  const count = stage.centre.count()
  assert.deepEqual([count.accepted, count.duplicates], [SUBSCRIBERS, 0])
  const { returns } = stage.authority
  await stage.authority.until(() => returns.length === 2, 'the other return')
  assert.deepEqual(returns[1], returns[0])
  const metrics = readFileSync(join(pair.directory('b'), METRICS_FILE), 'utf8')
  assert.match(metrics, /^loa_owner 0$/m, 'as it was when it began')
  assert.match(metrics, /^loa_log_ack_seconds_bucket\{le="\+Inf"\} \d+$/m)
  assert.equal(await askToYield(stage.file('nowhere')), null)
})

test('alone a machine goes on with the ledger that it has, only without a majority; the ledger never comes back to the log', async t => {
  const pair = await Pair.set(t)
  const { stage, nats } = pair
  await pair.start('a')
  const { directive } = await pair.issue()
  await pair.untilDoes('a', 'sends')
  await pair.start('b')
  await pair.untilDoes('b', 'follows')
  await pair.untilCame(40)
  await assert.rejects(refuseWithMajority({ ...pair.machine('b', true), isUnsafe: true }), { code: 'logHasMajority' })
  const leg = join(pair.directory('b'), 'rounds', directive, '1')
  await pair.end('a')
  await pair.untilDoes('b', 'sends')
  await pair.end('b')
  await assert.rejects(markStopped(leg, readRound(leg)), { code: 'legNotAlone' })
  for (const server of nats.servers.slice(1)) await server.kill()
  await refuseWithMajority({ ...pair.machine('b', true), isUnsafe: true })
  await pair.start('b', true)
  const { hellos } = stage.authority
  await stage.authority.until(() => hellos.at(-1)?.alone === true, 'the authority is told')
  const journal = await readJournal(join(pair.directory('b'), 'journal.jsonl'))
  assert.equal(journal.filter(entry => 'is' in entry && entry.is === 'alone').length, 1)
  const before = stage.centre.count().submits
  await pair.untilCame(before + 20)
  await pair.end('b')
  for (const server of nats.servers.slice(1)) await server.start()
  await pair.start('b')
  const body = await stage.authority.returned(directive)
  checkReturn(body)
  assert.equal(body.tally.turns.unsent, 0)
  const { accepted, duplicates } = stage.centre.count()
  assert.deepEqual([accepted, duplicates], [SUBSCRIBERS, 0])
})
