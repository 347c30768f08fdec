/**
 * From the stop button to the last submit_sm at any SMS centre, by the centres' own record: the real authority over real
 * HTTP, a real node with several lanes and a real simulated centre for each operator, at full speed and at a pace.
 *
 *   node test/drill/stop-drill.ts --stops 50 --seed 1 [--operators 3] [--subscribers 60000]
 *
 * After each stop the books of nodes and centres are compared. After the last one the nodes are killed and started anew,
 * and a small round more shows that nothing of the stopped ones ever goes on.
 */
import { parseArgs } from 'node:util'
import type { DirectiveSummary } from '../../src/areas/rounds/model.ts'
import { type Random, seeded } from '../../src/base/random.ts'
import type { AuthorityClient } from '../../town/authority-client.ts'
import { Refused } from '../../town/authority-client.ts'
import { scheduleRound } from '../../town/deeds.ts'
import type { DemoOperator } from '../../town/operators.ts'
import { approvedRound, submitsOf, untilReturned, untilSubmitted } from '../town/sending.ts'
import { Town } from '../town/town.ts'

/** What must hold. */
const STOP_MS = 1000
/** Of each node. */
const LANES = 3
/** Segments a second of an operator in a round that has a pace. */
const PACE = 2000
/** Long enough that no operator is through before the stop: 53 segments. */
const LONG_TEXT = 'Rửa tay thường xuyên với xà phòng. '.repeat(100)
/** The stop comes so long after the first segments at each centre, at most. */
const PATIENCE_MS = 500
const RECEIPT_DELAY = '300ms'
/** Every so many stops one comes with the schedule, before anything can have gone out. */
const EARLY_EVERY = 10

const OPERATORS: readonly Omit<DemoOperator, 'subscribers'>[] = [
  { id: 'viettel', name: 'Viettel', length: 9, prefixes: ['32', '98'] },
  { id: 'vinaphone', name: 'VinaPhone', length: 9, prefixes: ['91'] },
  { id: 'mobifone', name: 'MobiFone', length: 9, prefixes: ['90'] },
  { id: 'vietnamobile', name: 'Vietnamobile', length: 9, prefixes: ['92'] },
]

export interface StopDrillOptions {
  readonly stops: number
  readonly seed: number
  readonly operators: number
  readonly subscribers: number
}

export type Speed = 'full' | 'paced'

export interface Stop {
  readonly speed: Speed
  /** Before anything was sent. */
  readonly isEarly: boolean
  /** From the request's first octet to the last submit_sm at any centre; 0: none came after it. */
  readonly tookMs: number
  /** From there to the last operator's return, in the authority's hands. */
  readonly returnedMs: number
  /** All centres together had received so much in the end. */
  readonly submitted: number
  readonly findings: readonly string[]
}

export interface StopReport {
  readonly stops: readonly Stop[]
  /** Of what came after the last stop. */
  readonly findings: readonly string[]
}

export async function stopDrill(
  options: StopDrillOptions,
  report: (stop: Stop) => void = () => {},
): Promise<StopReport> {
  const { operators, subscribers } = options
  const town = await Town.open({
    operators: OPERATORS.slice(0, operators).map(each => ({ ...each, subscribers })),
    pace: 0,
    media: false,
    centre: { 'receipt-delay': RECEIPT_DELAY },
    node: () => ({ flags: ['--binds', String(LANES)] }),
  })
  try {
    const drill = new StopDrill(town, seeded(options.seed))
    const stops: Stop[] = []
    for (let at = 0; at < options.stops; at++) {
      const stop = await drill.stop(at % 2 === 0 ? 'full' : 'paced', at % EARLY_EVERY === 9)
      stops.push(stop)
      report(stop)
    }
    return { stops, findings: await drill.findingsAfterwards() }
  } finally {
    await town.close()
  }
}

class StopDrill {
  readonly #town: Town
  readonly #random: Random
  readonly #stopped: string[] = []

  constructor(town: Town, random: Random) {
    this.#town = town
    this.#random = random
  }

  async stop(speed: Speed, isEarly: boolean): Promise<Stop> {
    const town = this.#town
    const { id } = await approvedRound(town, {
      text: LONG_TEXT,
      sending: { segmentsPerSecondMax: speed === 'full' ? 0 : PACE },
    })
    const before = await submitsOf(town)
    await scheduleRound(town.signed, id)
    if (!isEarly) {
      await untilSubmitted(town, 1, before)
      await new Promise(done => setTimeout(done, this.#random.below(PATIENCE_MS)))
    }
    const pressed = Date.now()
    await town.client('editor').post(`/api/v1/rounds/${id}/stop`, { reason: 'Dừng ngay' })
    this.#stopped.push(id)
    const directives = await untilReturned(town, id)
    const returnedMs = Date.now() - pressed
    const tookMs = Math.max(0, (await this.#lastSubmit()) - pressed)
    const after = await submitsOf(town)
    const submitted = sum(after) - sum(before)
    const findings = directives.flatMap(each => this.#judge(each, before, after))
    if (!isEarly && submitted === 0) findings.push('nothing was sent before the stop')
    return { speed, isEarly, tookMs, returnedMs, submitted, findings }
  }

  /** Milliseconds since 1970, by the centres. */
  async #lastSubmit(): Promise<number> {
    const { host, operators } = this.#town
    const counts = await Promise.all(operators.map(each => host.centre(each).count()))
    return Math.max(...counts.map(({ lastSubmitAt }) => (lastSubmitAt === null ? 0 : Date.parse(lastSubmitAt))))
  }

  #judge(
    { operator, state, tally, flags, obeyedSequence, orderSequence }: DirectiveSummary,
    before: ReadonlyMap<string, number>,
    after: ReadonlyMap<string, number>,
  ): string[] {
    const findings: string[] = []
    if (state !== 'stopped') findings.push(`${operator} has ${state} and not stopped`)
    if (obeyedSequence < orderSequence) findings.push(`${operator} does not say that it obeyed`)
    for (const { code } of flags) findings.push(`${operator} is flagged ${code}`)
    const received = (after.get(operator) ?? 0) - (before.get(operator) ?? 0)
    const submitted = tally?.segments.submitted ?? 0
    if (received !== submitted) findings.push(`${operator} submitted ${submitted}, its centre received ${received}`)
    return findings
  }

  /** A stop is for good: whoever asks, and whatever dies. */
  async findingsAfterwards(): Promise<string[]> {
    const town = this.#town
    const findings: string[] = []
    for (const id of this.#stopped)
      if (!(await isRefused(town.client('approver'), `/api/v1/rounds/${id}/resume`)))
        findings.push('a stopped round can be resumed')
    for (const operator of town.operators) {
      await town.host.killNode(operator)
      town.host.restartNode(operator)
    }
    await town.untilConnected()
    const before = await submitsOf(town)
    const { id } = await approvedRound(town, { text: 'Rửa tay thường xuyên' })
    await scheduleRound(town.signed, id)
    for (const { operator, state, tally } of await untilReturned(town, id)) {
      if (state !== 'finished') findings.push(`after the stops ${operator} has ${state}`)
      const received = ((await submitsOf(town)).get(operator) ?? 0) - (before.get(operator) ?? 0)
      const submitted = tally?.segments.submitted ?? 0
      if (received !== submitted)
        findings.push(`after the stops ${operator} submitted ${submitted}, received ${received}`)
    }
    return findings
  }
}

async function isRefused(client: AuthorityClient, path: string): Promise<boolean> {
  try {
    await client.post(path)
    return false
  } catch (error) {
    if (error instanceof Refused) return error.status === 409
    throw error
  }
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((all, count) => all + count, 0)
}

/** Of the stops that came while something was sent. */
export function timesOf(stops: readonly Stop[], speed: Speed | null) {
  const times = stops
    .filter(stop => !stop.isEarly && (speed === null || stop.speed === speed))
    .map(({ tookMs }) => tookMs)
    .sort((a, b) => a - b)
  return { count: times.length, medianMs: times[times.length >> 1], worstMs: times.at(-1) }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      stops: { type: 'string', default: '50' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      operators: { type: 'string', default: '3' },
      subscribers: { type: 'string', default: '60000' },
    },
  })
  const [stops, seed, operators, subscribers] = [values.stops, values.seed, values.operators, values.subscribers].map(
    Number,
  )
  console.log(`${stops} stops, ${operators} operators with ${LANES} lanes each, seed ${seed}`)
  const result = await stopDrill({ stops, seed, operators, subscribers }, stop => {
    const { speed, isEarly, tookMs, returnedMs, submitted, findings } = stop
    const when = isEarly ? 'at once' : 'sending'
    const figures = `last submit_sm after ${String(tookMs).padStart(4)} ms, all returned after ${String(returnedMs).padStart(5)} ms`
    console.log(`${speed.padEnd(5)} ${when}  ${figures}, ${submitted} received`)
    for (const finding of findings) console.log(`  ! ${finding}`)
  })
  for (const finding of result.findings) console.log(`  ! ${finding}`)
  for (const speed of ['full', 'paced'] as const) {
    const { count, medianMs, worstMs } = timesOf(result.stops, speed)
    console.log(`${speed}: ${count} stops, median ${medianMs} ms, worst ${worstMs} ms`)
  }
  const late = result.stops.filter(({ tookMs }) => tookMs >= STOP_MS).length
  const findings = result.findings.length + result.stops.flatMap(each => each.findings).length
  console.log(`below ${STOP_MS} ms: ${stops - late} of ${stops}; findings: ${findings}`)
  process.exitCode = late + findings === 0 ? 0 : 1
}

if (import.meta.main) await main()
