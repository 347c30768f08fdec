/**
 * Rounds on three machines that are killed, suspended, cut off and filled at random, with the servers of their log, until so many faults
 * have been: each copy of each round must be true by the centre's record.
 *
 *   node test/drill/takeover-drill.ts --faults 500 --seed 1 [--worlds 3] [--young] [--only 'killed|suspended']
 *
 * Root's: each machine is a network namespace with a disk of its own. Worlds run beside each other; which faults come in which order in
 * each of them is the seed's. With --young all standbys have just begun, at most five seconds before each fault.
 */
import { execFile } from 'node:child_process'
import { parseArgs, promisify } from 'node:util'
import { monitoringOf, type NatsPlace } from '../../bench/takeover/nats-servers.ts'
import { type Random, seeded } from '../../src/base/random.ts'
import { LOA, readOutcomes, type Tally } from '../round/stage.ts'
import type { Ledger } from './judge.ts'
import { FAULTS, type Fault, whileYoung } from './takeover-faults.ts'
import { judgeCopies } from './takeover-judge.ts'
import { type FaultReport, findingsOf, type RoundReport, type TakeOver, table } from './takeover-table.ts'
import { DOUBTFUL_MAX, type Leg, World } from './takeover-world.ts'

const FAULTS_A_ROUND = 10
/** Enough to be sent while nothing is amiss between two faults. */
const SUBSCRIBERS_A_FAULT = 350
/** Between two faults, at most; and for a new owner to write once it said that it is one. */
const QUIET_MS = 2500
/** For a leg to go on, whatever happened; for a round to end. */
const GO_ON_MS = 60_000
const END_MS = 180_000
const RECORD_MS = 150
const OUTPUT_MAX = 1 << 30

export interface DrillOptions {
  /** Faults come while all standbys have just begun. */
  readonly isYoung?: boolean
  /** These alone. */
  readonly of?: readonly Fault[]
  readonly faults: number
  readonly seed: number
}

/** Rounds until there have been so many faults. */
export async function drill(
  { faults, seed, isYoung = false, of = FAULTS }: DrillOptions,
  report: (round: RoundReport) => void = () => {},
): Promise<RoundReport[]> {
  const random = seeded(seed)
  const world = await World.make(`w${seed}`)
  const reports: RoundReport[] = []
  const next = turns(random, isYoung ? of.filter(isOfMany).map(whileYoung) : of)
  try {
    for (let left = faults; left > 0; ) {
      const most = Math.min(left, FAULTS_A_ROUND)
      const round = await playRound(world, { random, next, faults: most, at: reports.length })
      left -= round.faults.length
      reports.push(round)
      report(round)
    }
  } finally {
    await world.close()
  }
  return reports
}

/** Not of one standby alone, which is young by itself. */
const isOfMany = ({ name }: Fault) => !name.startsWith('standby')

/** All faults take turns, in an order that changes. */
function turns(random: Random, all: readonly Fault[]): () => Fault {
  let left: Fault[] = []
  return () => {
    if (left.length === 0) left = [...all]
    return left.splice(random.below(left.length), 1)[0]
  }
}

interface Play {
  readonly random: Random
  readonly next: () => Fault
  readonly faults: number
  /** Which round it is, from 0. */
  readonly at: number
}

async function playRound(world: World, { random, next, faults, at }: Play): Promise<RoundReport> {
  const leg = await world.round(
    {
      subscribers: SUBSCRIBERS_A_FAULT * (faults + 1),
      policy: at % 2 === 0 ? 'hold' : 'resend',
      receipts: at % 4 < 2 ? 'last' : 'all',
    },
    random,
  )
  const reports: FaultReport[] = []
  const findings: string[] = []
  try {
    const isGoing = () => (leg.record.rows.length > 0 ? true : null)
    if ((await leg.until(isGoing, GO_ON_MS)) === null) findings.push('the round did not begin')
    while (reports.length < faults && !leg.isOver) {
      await leg.passes(random.below(QUIET_MS))
      const fault = next()
      const owned = await leg.until(() => leg.owner, GO_ON_MS)
      if (owned === null && !leg.isOver) findings.push('nobody owned the leg')
      if (!leg.isOver) reports.push(await struck(leg, fault))
    }
    findings.push(...(await judged(leg)))
    return { faults: reports, received: leg.record.rows.length, findings }
  } finally {
    await leg.close()
  }
}

async function judged(leg: Leg): Promise<string[]> {
  const isOver = await leg.ends(END_MS)
  const findings = leg.machines.flatMap(machine => machine.findings)
  if (!isOver) {
    const said = leg.machines.map(machine => machine.said).join(' | ')
    return [...findings, `the round did not end: ${said} | ${await serversOf(leg)}`]
  }
  await new Promise(done => setTimeout(done, RECORD_MS))
  leg.record.look(performance.now())
  return [...findings, ...judgeCopies(await copiesOf(leg), leg.record, leg.terms)]
}

async function serversOf(leg: Leg): Promise<string> {
  const held = await Promise.all(leg.world.nats.all.map(each => heldBy(each.place, leg.stream)))
  return `entries held by the log’s servers: ${held.join(', ')}`
}

/** How many entries a server of the log holds, as it says itself; or why it says nothing. */
async function heldBy(place: NatsPlace, stream: string): Promise<string> {
  const [command, ...within] = place.within ?? []
  const url = `http://${place.host}:${monitoringOf(place)}/jsz?streams=true&accounts=true`
  const ask = 'fetch(process.argv[1]).then(of => of.text()).then(text => process.stdout.write(text))'
  const args = [...within, process.execPath, '-e', ask, url]
  const look = promisify(execFile)(command, args, { timeout: RECORD_MS * 100 })
  const text = await look.then(({ stdout }) => stdout).catch(error => String(error))
  const at = text.indexOf(`"${stream}"`)
  return /"last_seq": *\d+/.exec(at < 0 ? '' : text.slice(at))?.[0] ?? text.slice(0, 100)
}

async function struck(leg: Leg, fault: Fault): Promise<FaultReport> {
  const findings: string[] = []
  const takeOvers: TakeOver[] = []
  let epoch = leg.owner?.ownership?.epoch ?? 0
  const from = performance.now()
  const takeBack = await fault.strike(leg, findings)
  const look = () => {
    const said = leg.machines.map(({ ownership }) => ownership).filter(one => one !== null)
    const fresh = said.filter(one => one.epoch > epoch).toSorted((a, b) => a.epoch - b.epoch)
    for (const { uncertain } of fresh) takeOvers.push({ uncertain, seconds: null })
    epoch = fresh.at(-1)?.epoch ?? epoch
    return fresh.length > 0 ? true : null
  }
  const hasEnded = () => (leg.machines.some(({ tally }) => tally !== null) ? false : null)
  if (fault.takesOver) {
    const isSo = (await leg.until(() => look() ?? hasEnded(), GO_ON_MS)) === true
    // Where the round has come to its end meanwhile there is nothing to be taken over.
    const isAtItsEnd = leg.machines.some(({ tally }) => tally !== null)
    if (!isSo && !leg.isOver && !isAtItsEnd)
      findings.push(
        `nobody took the leg over: ${leg.machines.map(({ said }) => said).join(' | ')} | ${await serversOf(leg)}`,
      )
    if (isSo) {
      const { length } = leg.record.rows
      const seenAt = await leg.until(() => leg.record.rows.at(length)?.seenAt ?? null, QUIET_MS)
      const seconds = seenAt === null ? null : (seenAt - from) / 1000
      takeOvers.push({ uncertain: takeOvers.pop()?.uncertain ?? 0, seconds })
    }
  }
  await leg.passes(fault.lastsMs(leg))
  look()
  await takeBack()
  await goesOn(leg, findings)
  look()
  for (const { uncertain } of takeOvers) {
    const most = fault.isClean ? 0 : DOUBTFUL_MAX
    if (uncertain > most) findings.push(`${uncertain} are in doubt after it, at most ${most} may`)
  }
  return { fault: fault.name, takeOvers, findings }
}

/** Until something is read again, or there is nothing more to be sent. */
async function goesOn(leg: Leg, findings: string[]): Promise<void> {
  const { record, plan } = leg
  const { length } = record.rows
  const hasAll = () => record.numbers.size >= plan.subscribers - DOUBTFUL_MAX * FAULTS_A_ROUND
  const isSo = () => (record.rows.length > length || hasAll() ? true : null)
  if ((await leg.until(isSo, GO_ON_MS)) === null && !leg.isOver)
    findings.push(`nothing was sent for ${GO_ON_MS / 1000} s`)
}

async function copiesOf(leg: Leg): Promise<Map<string, Ledger>> {
  const copies = new Map<string, Ledger>()
  for (const { host, dir } of leg.machines) {
    const tally = JSON.parse(await output('status', dir, '--json')) as Tally
    copies.set(host.name, { tally, rows: readOutcomes(await output('outcomes', dir)) })
  }
  return copies
}

async function output(...args: string[]): Promise<string> {
  const options = { maxBuffer: OUTPUT_MAX, timeout: END_MS }
  return (await promisify(execFile)(LOA, ['round', ...args], options)).stdout
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      faults: { type: 'string', default: '60' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      worlds: { type: 'string', default: '1' },
      young: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
    },
  })
  const [faults, seed, worlds] = [values.faults, values.seed, values.worlds].map(Number)
  console.log(`${faults} faults, seed ${seed}, ${worlds} worlds beside each other`)
  const of = FAULTS.filter(({ name }) => new RegExp(values.only).test(name))
  let count = 0
  const report = (round: RoundReport) => {
    count += round.faults.length
    console.error(`${count} faults, ${round.received} read by the centre`)
    for (const finding of new Set(findingsOf([round]))) console.error(`  ! ${finding}`)
  }
  const share = (world: number) => Math.floor(faults / worlds) + (world < faults % worlds ? 1 : 0)
  const all = await Promise.all(
    Array.from(
      { length: worlds },
      async (_, world) => await drill({ faults: share(world), seed: seed + world, isYoung: values.young, of }, report),
    ),
  )
  const rounds = all.flat()
  console.log(table(rounds))
  process.exitCode = findingsOf(rounds).length === 0 ? 0 : 1
}

if (import.meta.main) await main()
