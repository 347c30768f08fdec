/**
 * kill -9 at random instants: an operator's node, of a real authority, that keeps broadcasts on the air at its BSCs. Broadcasts are approved,
 * two at once, corrected and taken back while it lives, starts or is dead; BSCs lose their data and connections at the same time. After each
 * kill what is on the air in each cell, by the BSCs' own records, is compared with what people were answered.
 *
 *   node test/drill/node-air-drill.ts --kills 200 --seed 1
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  approve,
  CORRECTION,
  cancel,
  correct,
  type Desk,
  submitted,
  type Wording,
} from '../../bench/broadcasts/people.ts'
import type { Broadcast } from '../../src/areas/broadcasts/model.ts'
import { type Random, seeded } from '../../src/base/random.ts'
import { type SimulatedBsc, startBsc } from '../../tools/bsc/bsc.ts'
import type { DemoOperator } from '../../town/operators.ts'
import { Town } from '../town/town.ts'
import { drillOptions } from './options.ts'

const OPERATOR: DemoOperator = { id: 'viettel', name: 'Viettel', subscribers: 10, length: 9, prefixes: ['98'] }
const AS_OF = '2020-02-03'
const PROVINCES = ['01', '26'] as const
type Province = (typeof PROVINCES)[number]
/** By BSC: each has cells in both provinces. */
const CELLS: readonly (readonly (readonly [cell: string, province: Province])[])[] = [
  [
    ['452-04-100-1', '01'],
    ['452-04-100-2', '26'],
  ],
  [
    ['452-04-200-1', '01'],
    ['452-04-200-2', '01'],
    ['452-04-200-3', '26'],
  ],
]
/** What is on the air at a time, at most: the oldest is taken back before a next one is approved. */
const STANDING_MAX = 4
/** A node lives so long after what befalls it, at most. */
const LIFE_MS = 600
/** It starts in about that: then it may be killed before it is at work. */
const START_MS = 900
/** Everything must stand by then, once nobody is killed any more. */
const CALM_MS = 45_000
const LOOK_MS = 20

export interface AirDrillReport {
  readonly kills: number
  readonly deeds: Readonly<Record<Deed, number>>
  /** Of BSCs: data lost, connections cut. */
  readonly mishaps: number
  /** Milliseconds from each start to the set that should be on the air. */
  readonly tookMs: readonly number[]
  readonly findings: readonly string[]
}

type Deed = 'approve' | 'correct' | 'cancel'

/** A bulletin on the air, as the authority told those who work on it. */
interface DrillBulletin extends Wording {
  readonly id: string
  says: 'message' | 'correction'
  /** Of what it says now. */
  serial: number
  identifier: number
  /** Somebody corrects it or takes it back just now. */
  isInHand: boolean
}

export async function airDrill(
  { kills, seed }: { readonly kills: number; readonly seed: number },
  report: (kill: number, line: string) => void = () => {},
): Promise<AirDrillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'loa-air-drill-'))
  const bscs: SimulatedBsc[] = []
  try {
    for (const cells of CELLS) bscs.push(await startBsc({ cells: cells.map(([cell]) => cell) }))
    const table = join(folder, 'cells.csv')
    writeFileSync(table, tableOf())
    const town = await Town.open({
      operators: [OPERATOR],
      pace: 0,
      media: false,
      node: () => ({
        flags: [
          ...['--cells', table, '--cells-as-of', AS_OF],
          ...['--bsc', ...bscs.map(({ port }) => `cbsp://127.0.0.1:${port}`)],
        ],
      }),
    })
    try {
      return await new AirDrill(town, bscs, seeded(seed)).run(kills, report)
    } finally {
      await town.close()
    }
  } finally {
    for (const bsc of bscs) await bsc.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

class AirDrill {
  readonly #town: Town
  readonly #bscs: readonly SimulatedBsc[]
  readonly #random: Random
  readonly #desk: Desk
  readonly #standing: DrillBulletin[] = []
  /** All that ever were. */
  readonly #approved: string[] = []
  readonly #findings: string[] = []
  readonly #deeds = { approve: 0, correct: 0, cancel: 0 }
  /** Of each BSC: connections until the last kill. */
  readonly #taken: number[] = []
  #mishaps = 0
  #written = 0

  constructor(town: Town, bscs: readonly SimulatedBsc[], random: Random) {
    this.#town = town
    this.#bscs = bscs
    this.#random = random
    this.#desk = { editor: town.client('editor'), approver: town.client('approver') }
  }

  async run(kills: number, report: (kill: number, line: string) => void): Promise<AirDrillReport> {
    const tookMs: number[] = []
    for (let kill = 0; kill < kills; kill++) {
      const deeds = await this.#killAmid()
      // Now and then once more before it is at work.
      if (kill + 1 < kills && this.#random.chance(30)) {
        kill++
        await this.#wait(START_MS)
        await this.#kill()
      }
      const took = await this.#untilRight(`after kill ${kill + 1}`)
      tookMs.push(took)
      report(kill + 1, `${deeds}, right after ${took} ms`)
    }
    await this.#judgeCounts()
    await Promise.all(this.#standing.splice(0).map(async ({ id }) => await cancel(this.#desk, id)))
    await this.#untilRight('after all were taken back')
    await this.#judgeAnswers()
    const [deeds, mishaps, findings] = [this.#deeds, this.#mishaps, this.#findings]
    return { kills, deeds, mishaps, tookMs, findings }
  }

  /** People act, BSCs lose what they have, and the node is killed and started: in any order. */
  async #killAmid(): Promise<string> {
    const deeds = this.#random.chance(30) ? [this.#deed(), this.#deed()] : [this.#deed()]
    const acts = deeds.map(async ([, act]) => {
      await this.#wait(LIFE_MS / 3)
      await act()
    })
    const befalls = this.#random.below(3)
    if (befalls === 0) this.#befall()
    await this.#wait(LIFE_MS)
    if (befalls === 1) this.#befall()
    await this.#kill()
    await Promise.all(acts)
    return deeds.map(([name]) => name).join(' and ')
  }

  async #kill(): Promise<void> {
    await this.#town.host.killNode(OPERATOR)
    for (const [at, { connections }] of this.#bscs.entries()) this.#taken[at] = connections.taken
    // While it is away BSCs keep what they have, or lose it.
    if (this.#random.chance(20)) this.#befall()
    this.#town.host.restartNode(OPERATOR)
  }

  #befall(): void {
    this.#mishaps++
    const bsc = this.#bscs[this.#random.below(this.#bscs.length)]
    if (this.#random.chance(30)) bsc.drop()
    else bsc.restart({ keeps: this.#random.chance(30) })
  }

  /** What somebody does next; nobody does two things with one broadcast at once. */
  #deed(): [Deed, () => Promise<void>] {
    const isFull = this.#standing.length >= STANDING_MAX
    const name = isFull ? 'cancel' : DEEDS[this.#random.below(DEEDS.length)]
    const free = this.#standing.filter(({ isInHand }) => !isInHand)
    const one = free[this.#random.below(Math.max(1, free.length))]
    if (name === 'approve' || one === undefined) return ['approve', this.#approval()]
    one.isInHand = true
    if (name === 'correct' && one.says === 'message') return ['correct', async () => await this.#correct(one)]
    return ['cancel', async () => await this.#cancel(one)]
  }

  #approval(): () => Promise<void> {
    const provinces = this.#random.chance(50) ? [PROVINCES[this.#random.below(2)]] : null
    const wording: Wording = {
      text: `Bộ Y tế: thông báo số ${++this.#written}`,
      purpose: this.#random.chance(25) ? 'exercise' : 'live',
      provinces: provinces?.map(code => ({ code, asOf: AS_OF })) ?? null,
    }
    return async () => {
      const id = await submitted(this.#desk, wording)
      await approve(this.#desk, id)
      this.#approved.push(id)
      this.#deeds.approve++
      const said = await this.#told(id)
      this.#standing.push({ ...wording, id, says: 'message', isInHand: false, ...said })
    }
  }

  async #correct(one: DrillBulletin): Promise<void> {
    await correct(this.#desk, one.id)
    this.#deeds.correct++
    const said = await this.#told(one.id, one.serial)
    Object.assign(one, { says: 'correction', isInHand: false, ...said })
  }

  async #cancel(one: DrillBulletin): Promise<void> {
    await cancel(this.#desk, one.id)
    this.#deeds.cancel++
    this.#standing.splice(this.#standing.indexOf(one), 1)
  }

  /** Numbers that the authority has given it, once it has issued it: another one than before. */
  async #told(id: string, before: number | null = null): Promise<Pick<DrillBulletin, 'serial' | 'identifier'>> {
    for (const late = performance.now() + CALM_MS; performance.now() < late; ) {
      const [message] = (await this.#broadcast(id))?.messages ?? []
      if (message !== undefined && message.serialNumber !== before)
        return { serial: message.serialNumber, identifier: message.identifier }
      await this.#wait(LOOK_MS)
    }
    throw new Error('the authority issues nothing')
  }

  async #broadcast(id: string): Promise<Broadcast | undefined> {
    const path = `/api/v1/bulletins/${id}/broadcasts`
    return (await this.#desk.editor.get<readonly Broadcast[]>(path)).at(0)
  }

  /** Milliseconds until what should be on the air is, in each cell and nothing else. */
  async #untilRight(when: string): Promise<number> {
    const began = performance.now()
    let differences = this.#differences()
    while (differences.length > 0) {
      await new Promise(done => setTimeout(done, LOOK_MS))
      differences = this.#differences()
      if (performance.now() - began < CALM_MS) continue
      this.#findings.push(...differences.map(each => `${when}: ${each}`))
      break
    }
    await this.#town.host.assertRunning([OPERATOR])
    return Math.round(performance.now() - began)
  }

  #differences(): readonly string[] {
    if (this.#bscs.some(({ connections }, at) => connections.taken === this.#taken[at]))
      return ['the node does not connect']
    return CELLS.flatMap((cells, at) =>
      cells.flatMap(([cell, province]) => {
        const shown = this.#bscs[at]
          .onAir(cell)
          .map(({ id, serial, text }) => `${id} ${serial} ${text}`)
          .toSorted()
        const wanted = this.#standing
          .filter(one => isIn(one, province))
          .map(one => `${one.identifier} ${one.serial} ${textOf(one)}`)
          .toSorted()
        return shown.join('|') === wanted.join('|')
          ? []
          : [`${cell} has [${shown.join(', ')}] and not [${wanted.join(', ')}]`]
      }),
    )
  }

  /** In the end the authority has the node's answer to the last order of each. */
  async #judgeAnswers(): Promise<void> {
    for (const id of this.#approved) {
      const isAnswered = async () => (await this.#broadcast(id))?.state === 'withdrawn'
      const late = performance.now() + CALM_MS
      while (!(await isAnswered()) && performance.now() < late) await new Promise(done => setTimeout(done, LOOK_MS))
      if (!(await isAnswered())) this.#findings.push(`the authority waits for an answer to ${id}`)
    }
  }

  /** In the end the authority has been told of each that it is on all of its cells. */
  async #judgeCounts(): Promise<void> {
    for (const one of this.#standing) {
      const cells = CELLS.flat().filter(([, province]) => isIn(one, province)).length
      const late = performance.now() + CALM_MS
      for (;;) {
        const counts = (await this.#broadcast(one.id))?.counts ?? []
        const told = counts.find(({ says }) => says === one.says)?.cells
        if (told?.onAir === cells && told.known === cells) break
        if (performance.now() > late) {
          this.#findings.push(`the authority knows ${told?.onAir} cells of ${cells}: ${one.text}`)
          break
        }
        await new Promise(done => setTimeout(done, 10 * LOOK_MS))
      }
    }
  }

  /** So long at most. */
  async #wait(ms: number): Promise<void> {
    const some = this.#random.below(ms)
    await new Promise(done => setTimeout(done, some))
  }
}

const DEEDS: readonly Deed[] = ['approve', 'approve', 'correct', 'correct', 'cancel']
const MARK = 'DIỄN TẬP: '

function isIn({ provinces }: Wording, province: Province): boolean {
  return provinces === null || provinces.some(({ code }) => code === province)
}

function textOf({ text, purpose, says }: DrillBulletin): string {
  const said = says === 'message' ? text : CORRECTION + text
  return purpose === 'exercise' ? MARK + said : said
}

function tableOf(): string {
  const rows = CELLS.flat().map(([cell, province]) => [...cell.split('-'), '21.0', '105.8', province])
  return `mcc,mnc,lac,ci,latitude,longitude,province\n${rows.map(row => `${row.join(',')}\n`).join('')}`
}

async function main(): Promise<void> {
  const options = drillOptions()
  const { deeds, mishaps, tookMs, findings } = await airDrill(options, (kill, line) =>
    console.log(`${String(kill).padStart(4)}  ${line}`),
  )
  for (const finding of findings) console.log(`  ! ${finding}`)
  const sorted = tookMs.toSorted((a, b) => a - b)
  console.log(
    `${deeds.approve} approved, ${deeds.correct} corrected, ${deeds.cancel} taken back; BSCs lost data or connection ${mishaps} times`,
  )
  console.log(`right after the start: median ${sorted[sorted.length >> 1]} ms, worst ${sorted.at(-1)} ms`)
  console.log(findings.length === 0 ? 'nothing was found' : `${findings.length} findings`)
  process.exitCode = findings.length === 0 ? 0 : 1
}

if (import.meta.main) await main()
