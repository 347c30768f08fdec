/**
 * kill -9 in the middle of a briefing: its media process and its server are killed at random instants, while sites ask, are given
 * the floor, speak, lose it, go and come back, while the chair calls the roll and a secretary writes. Then what the server has
 * kept is compared with what was seen from outside.
 *
 *   node test/drill/briefing-drill.ts --kills 30 --seed 1 [--sites 7]
 */
import { parseArgs } from 'node:util'
import { type Random, seeded } from '../../src/base/random.ts'
import { judged } from './briefing-judge.ts'
import { type Kept, keptOf } from './briefing-kept.ts'
import { lostBefore, unrecordedMs } from './briefing-recording-judge.ts'
import { BriefingStage, CHAIR, CHEAT, pause } from './briefing-stage.ts'
import { type Back, type Kill, lengthOf, type Witness } from './briefing-witness.ts'

/** Some are back before they are missed, others after it. */
const AWAY_MAX_MS = 14_000
const SERVER_AWAY_MAX_MS = 1500
const SPEECH_MAX_MS = 1500
const ON_ITS_WAY_MS = 25
/** All are back by then. */
const WHOLE_MS = 30_000
const TRIES = 40
/** The least that a briefing goes on before the first kill and after the last. */
const CALM_MS = 2000

export interface BriefingDrillOptions {
  readonly kills: number
  readonly seed: number
  readonly sites: number
  /** How long a site that goes is away. */
  readonly awayMaxMs: number
}

export interface BriefingDrillReport {
  readonly kills: Readonly<Record<Kill['of'], number>>
  readonly back: readonly Back[]
  readonly witness: Witness
  readonly kept: Kept
  readonly findings: readonly string[]
  readonly seconds: number
}

export async function briefingDrill(options: BriefingDrillOptions): Promise<BriefingDrillReport> {
  const began = performance.now()
  const stage = await BriefingStage.open(options.sites)
  try {
    await new Drill(stage, options).run()
    const { witness } = stage
    const kept = await keptOf(stage)
    const count = (is: Kill['of']) => witness.kills.filter(({ of }) => of === is).length
    return {
      kills: { media: count('media'), authority: count('authority') },
      back: witness.back,
      witness,
      kept,
      findings: judged(witness, kept),
      seconds: (performance.now() - began) / 1000,
    }
  } finally {
    await stage.close()
  }
}

class Drill {
  readonly #stage: BriefingStage
  readonly #kills: number
  readonly #awayMaxMs: number
  readonly #random: Random
  #isOver = false
  #minutes = 0
  #whenAsked = () => {}

  constructor(stage: BriefingStage, { kills, seed, awayMaxMs }: BriefingDrillOptions) {
    this.#stage = stage
    this.#kills = kills
    this.#awayMaxMs = awayMaxMs
    this.#random = seeded(seed)
  }

  async run(): Promise<void> {
    const stage = this.#stage
    stage.start()
    await this.#whole()
    await stage.chairDoes('begin')
    const goesOn = [this.#speak(), this.#goAndCome(), this.#write()]
    // The last one comes when it has just ended.
    await this.#kill(this.#kills - 1)
    this.#isOver = true
    await Promise.all(goesOn)
    await this.#whole()
    await pause(CALM_MS)
    await stage.callRoll()
    await stage.chairDoes('end')
    await stage.killAuthority(0)
    await stage.stop()
  }

  /** Everybody is in the room. */
  async #whole(): Promise<void> {
    const until = performance.now() + WHOLE_MS
    while (!this.#stage.isWhole) {
      if (performance.now() > until) throw new Error('somebody does not come back')
      await pause(100)
    }
  }

  async #kill(kills: number): Promise<void> {
    const random = this.#random
    await pause(CALM_MS)
    for (let killed = 0; killed < kills; killed++) {
      // One in three comes while sites come back from the one before.
      await pause(random.chance(33) ? random.below(1500) : 1500 + random.below(3500))
      // Each at least once.
      if (killed === 1 || (killed > 1 && random.chance(40))) {
        if (random.chance(60)) await this.#onItsWay()
        await this.#stage.killAuthority(random.below(SERVER_AWAY_MAX_MS))
      } else while (!this.#stage.killMedia()) await pause(20)
    }
    await pause(CALM_MS)
  }

  /** While a deed is, or just before or after. */
  async #onItsWay(): Promise<void> {
    await new Promise<void>(resolve => {
      this.#whenAsked = resolve
    })
    await pause(this.#random.below(ON_ITS_WAY_MS))
  }

  /** One site after the other asks, speaks, and gives the floor back or loses it. */
  async #speak(): Promise<void> {
    const stage = this.#stage
    while (!this.#isOver) {
      await pause(this.#random.below(400))
      if (this.#random.chance(25)) await stage.callRoll()
      await this.#clear()
      await this.#speakOnce(this.#somebody())
    }
    await this.#clear()
  }

  async #speakOnce(site: number): Promise<void> {
    const stage = this.#stage
    const asked = await this.#floor('ask', site, site)
    if (asked === 'refused') return
    if (this.#random.chance(15)) return void (await this.#floor('withdraw', site, site))
    if ((await this.#floor('give', CHAIR, site)) === 'refused') return
    await stage.speaks(site, true)
    await pause(300 + this.#random.below(SPEECH_MAX_MS))
    if (this.#random.chance(50)) await this.#floor('release', site, site)
    else await this.#floor('revoke', CHAIR, site)
    await stage.speaks(site, false)
  }

  /** Whose answer was lost asks again, but for one in five, of which nobody knows what became of it. */
  async #floor(of: 'ask' | 'withdraw' | 'give' | 'release' | 'revoke', by: number, site: number) {
    this.#whenAsked()
    const tries = this.#random.chance(20) ? 1 : TRIES
    return await this.#stage.floor({ do: of, by, site }, tries)
  }

  /** Whoever has the floor though nobody knows why, loses it. */
  async #clear(): Promise<void> {
    const room = await this.#stage.room()
    for (const { number, id } of this.#stage.seats) {
      const row = room?.sites.find(({ site }) => site === id)
      if (row?.floor === 'granted') await this.#stage.floor({ do: 'revoke', by: CHAIR, site: number }, TRIES)
    }
  }

  async #goAndCome(): Promise<void> {
    const random = this.#random
    while (!this.#isOver) {
      await pause(500 + random.below(2500))
      const site = this.#somebody()
      await this.#stage.goes(site, random.chance(50))
      await pause(random.below(random.chance(50) ? 2000 : this.#awayMaxMs))
      this.#stage.comesBack(site)
    }
  }

  async #write(): Promise<void> {
    while (!this.#isOver) {
      await this.#stage.writes(`Ý kiến số ${++this.#minutes}`)
      await pause(500 + this.#random.below(1500))
    }
  }

  /** Neither the chair, nor the one that speaks without being asked. */
  #somebody(): number {
    return CHEAT + 1 + this.#random.below(this.#stage.seats.length - CHEAT - 1)
  }
}

// What is printed ----------------------------------------------------------------------------------------------------

function percentile(sorted: readonly number[], share: number): string {
  if (sorted.length === 0) return '-'
  return `${sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]} ms`
}

function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}

export function summaryOf(report: BriefingDrillReport): string[] {
  const { witness, kept, kills, findings } = report
  const row = (name: string, ...cells: readonly (string | number)[]) =>
    name.padEnd(34) + cells.map(cell => String(cell).padStart(12)).join('')
  const times = (of: Kill['of'] | null) => {
    const all = report.back.filter(back => of === null || back.of === of).map(b => b.tookMs)
    return all.toSorted((a, b) => a - b)
  }
  const back = (name: string, of: Kill['of'] | null, count: number) => {
    const all = times(of)
    return row(name, count, all.length, percentile(all, 0.5), percentile(all, 0.95))
  }
  const ends = (all: readonly { readonly end: string }[]) =>
    ['answered', 'refused', 'lost'].map(end => all.filter(each => each.end === end).length)
  const gaps = kept.recordings.reduce((sum, each) => sum + each.gaps.length, 0)
  const minutes = kept.recordings.reduce((sum, each) => sum + each.durationMs, 0) / 60_000
  return [
    row('killed', 'kills', 'sites back', 'median', 'p95'),
    back('media process', 'media', kills.media),
    back('server', 'authority', kills.authority),
    back('both', null, kills.media + kills.authority),
    '',
    row('asked for', 'answered', 'refused', 'lost', 'kept'),
    row('floor', ...ends(witness.floor), kept.floor.length),
    row('roll', ...ends(witness.rolls), kept.rolls.length),
    row('minutes', ...ends(witness.minutes), kept.minutes.length),
    '',
    row('turns', kept.turns.length),
    row('intervals of presence', [...kept.intervals.values()].flat().length),
    row('entries of the trail', kept.trail.entries),
    row('files, minutes of them, gaps', kept.recordings.length, minutes.toFixed(1), gaps),
    row('lost before a kill, at most', `${Math.max(0, ...lostBefore(witness, kept))} ms`),
    row('not recorded in all, of', inSeconds(unrecordedMs(kept)), inSeconds(lengthOf([kept.span]))),
    row('voices heard, looks', witness.heard.length),
    '',
    findings.length === 0
      ? `what disagreed: nothing (${report.seconds.toFixed(0)} s)`
      : `what disagreed: ${findings.length}`,
    ...findings.map(finding => `  ! ${finding}`),
  ]
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '30' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      sites: { type: 'string', default: '7' },
    },
  })
  const [kills, seed, sites] = [values.kills, values.seed, values.sites].map(Number)
  console.log(`${kills} kills, ${sites} sites, seed ${seed}`)
  const report = await briefingDrill({ kills, seed, sites, awayMaxMs: AWAY_MAX_MS })
  for (const line of summaryOf(report)) console.log(line)
  process.exitCode = report.findings.length === 0 ? 0 : 1
}

if (import.meta.main) await main()
