/**
 * A real server with real people and thousands of devices: they come at once, listen, are released a bulletin for the whole country and
 * tell that they played it; then urgent bulletins for one province, each until a device of it has its sound.
 */
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { Children } from '../../src/app/children/children.ts'
import { blankDraft } from '../../src/areas/bulletins/blank-draft.ts'
import type { Bulletin, BulletinDraft, KeptSound } from '../../src/areas/bulletins/model.ts'
import { saidOf } from '../../src/areas/bulletins/said.ts'
import type { Sound } from '../../src/directive/bulletin.ts'
import type { AgendaContent } from '../../src/speaker/agenda.ts'
import { formsHere } from '../../src/speaker/coding.ts'
import { programmeOf } from '../../src/speaker/programme.ts'
import { writeWav } from '../../src/speaker/wav.ts'
import { arrive } from '../../town/arrival.ts'
import type { AuthorityClient } from '../../town/authority-client.ts'
import { of } from '../../town/deeds.ts'
import { demoFailure } from '../../town/failures.ts'
import { TownHost } from '../../town/host.ts'
import { demoAccounts } from '../../town/people.ts'
import { type Quantiles, quantilesOf } from '../briefing/quantiles.ts'
import { cpuSecondsOf } from '../cpu-seconds.ts'
import { benchFailure } from '../failures.ts'
import { orStopped } from '../measuring.ts'
import { SpeakerBot } from './bot.ts'
import { fillLoudspeakers } from './country.ts'

/** So long, and so much of the server's processor time. */
export interface Spell {
  readonly seconds: number
  readonly cpuSeconds: number
}

export interface LoudspeakersMeasure {
  readonly clusters: number
  /** All of them say hello and connect at once. */
  readonly connect: Spell
  /** Nothing happens but beats. */
  readonly idle: Spell
  /** From the approval that was sent to the last of all that has its agenda. */
  readonly release: Spell
  /** And until all of them have told that they played it. */
  readonly receipts: Spell
  /** From the approval that was sent to a device of the province that has the sound, in milliseconds. */
  readonly urgentMs: Quantiles
  /** Of those, below URGENT_MS. */
  readonly urgentInTime: number
  readonly urgents: Spell
  /** The most that the server had, and what it had before devices came and once all were connected. */
  readonly memoryBytes: number
  readonly memoryBeforeBytes: number
  readonly memoryConnectedBytes: number
  /** A year of one cluster's programme, computed. */
  readonly yearMs: number
  readonly yearPlays: number
}

/** From an approval to the first word, at most. */
export const URGENT_MS = 3000
export const PROVINCES = ['26', '01', '79', '48', '31', '92', '24', '38', '40', '46'] as const
const [PROVINCE] = PROVINCES
/** Devices that come at the same time. */
export const TOGETHER = 100
const DAY_MS = 86_400_000

export async function measureLoudspeakers(given: {
  readonly directory: string
  readonly clusters: number
  readonly urgents: number
  readonly seconds: number
  readonly onBegin: (what: string) => void
  readonly stop: AbortSignal
}): Promise<LoudspeakersMeasure> {
  const { directory, clusters: count, urgents, seconds, onBegin, stop } = given
  const accounts = demoAccounts([])
  const host = new TownHost({ directory, listen: '127.0.0.1:0', children: new Children(), accounts })
  const bots: SpeakerBot[] = []
  let filling: ReturnType<typeof fillLoudspeakers> | undefined
  try {
    const measured = async () => {
      onBegin('clusters')
      filling = fillLoudspeakers(host.authorityData, { clusters: count, provinces: PROVINCES })
      const filled = await filling
      if (stop.aborted) throw demoFailure('demoStopped')
      onBegin('start')
      const link = await host.startAuthority()
      const signed = await arrive(host.url, link, { accounts, operators: [] })
      const pid = host.authorityPid ?? 0
      const listening = new Listening()
      // As a device of this machine does.
      const decodes = await formsHere()
      for (const cluster of filled.clusters)
        bots.push(new SpeakerBot({ cluster, url: host.url, authority: filled.authority, decodes, hears: listening }))
      const people = { editor: of(signed, 'editor'), approver: of(signed, 'approver') }
      const sound = await keepSound(host.url, people.editor)
      onBegin('connect')
      const memoryBeforeBytes = memoryOf(pid, 'VmRSS')
      const connect = await spell(
        pid,
        async () =>
          await together(bots, async bot => {
            await bot.hello()
            await bot.listen()
          }),
      )
      onBegin('idle')
      const idle = await spell(pid, async () => await wait(seconds * 1000))
      const memoryConnectedBytes = memoryOf(pid, 'VmRSS')
      onBegin('release')
      const draft = await written(people.editor, draftOf(sound, null, 'normal'))
      const began = performance.now()
      const cpuBefore = cpuSecondsOf(pid)
      const all = listening.all(bots.length)
      await decided(people.approver, draft, 'approve')
      await all.agendas
      const release = { seconds: since(began), cpuSeconds: cpuSecondsOf(pid) - cpuBefore }
      await all.told
      const receipts = { seconds: since(began), cpuSeconds: cpuSecondsOf(pid) - cpuBefore }
      onBegin('urgents')
      const took: number[] = []
      const devices = filled.clusters.filter(({ province }) => province === PROVINCE).length
      const urgent = await spell(pid, async () => {
        for (let at = 0; at < urgents; at++) took.push(await urgentMs(people, { sound, listening, devices }))
      })
      const year = yearOf(sound)
      return {
        clusters: count,
        connect,
        idle,
        release,
        receipts,
        urgents: urgent,
        urgentMs: quantilesOf(took),
        urgentInTime: took.filter(ms => ms < URGENT_MS).length,
        memoryBytes: memoryOf(pid, 'VmHWM'),
        memoryBeforeBytes,
        memoryConnectedBytes,
        ...year,
      }
    }
    return await orStopped(stop, measured())
  } finally {
    // It makes the directory that is removed behind this.
    await Promise.allSettled([filling])
    for (const bot of bots) bot.close()
    await host.end()
  }
}

const since = (began: number) => (performance.now() - began) / 1000

async function spell(pid: number, act: () => Promise<unknown>): Promise<Spell> {
  const began = performance.now()
  const before = cpuSecondsOf(pid)
  await act()
  return { seconds: since(began), cpuSeconds: cpuSecondsOf(pid) - before }
}

async function together(bots: readonly SpeakerBot[], act: (bot: SpeakerBot) => Promise<void>): Promise<void> {
  const waiting = bots.values()
  const work = async () => {
    for (const bot of waiting) await act(bot)
  }
  await Promise.all(Array.from({ length: TOGETHER }, work))
}

/** What all devices hear. */
class Listening {
  #onAgenda = () => {}
  #onTold = () => {}
  #onSound = (_item: string) => {}
  #fetches = false
  #failed: Error | null = null

  agenda(bot: SpeakerBot, content: AgendaContent): void {
    if (content.items.length === 0) return
    this.#onAgenda()
    bot.plays(content, { fetches: this.#fetches }).then(this.#onTold, (error: Error) => {
      this.#failed ??= error
    })
  }

  sound(_bot: SpeakerBot, item: string): void {
    this.#onSound(item)
  }

  /** The next agenda of each, and that each has told what it played. */
  all(count: number) {
    const counted = () => {
      let left = count
      let done = () => {}
      const over = new Promise<void>(resolve => {
        done = resolve
      })
      return { over, one: () => void (--left <= 0 && done()) }
    }
    const [agendas, told] = [counted(), counted()]
    this.#onAgenda = agendas.one
    this.#onTold = told.one
    const failing = async (over: Promise<void>) => {
      await over
      if (this.#failed !== null) throw benchFailure('benchFailed', { name: 'device', why: this.#failed.message })
    }
    return { agendas: failing(agendas.over), told: failing(told.over) }
  }

  /** When the first device has the sound of this item. */
  async firstSound(bulletin: string): Promise<void> {
    this.#fetches = true
    await new Promise<void>(resolve => {
      this.#onSound = item => void (item.startsWith(bulletin) && resolve())
    })
  }
}

/** The next one comes once all devices of the province have told of this one. */
async function urgentMs(
  { editor, approver }: { readonly editor: AuthorityClient; readonly approver: AuthorityClient },
  { sound, listening, devices }: { sound: Sound; listening: Listening; devices: number },
): Promise<number> {
  const id = await written(editor, draftOf(sound, PROVINCE, 'urgent'))
  const all = listening.all(devices)
  const first = listening.firstSound(id)
  const began = performance.now()
  await decided(approver, id, 'approve')
  await first
  const took = performance.now() - began
  await all.told
  return took
}

const BULLETINS = '/api/v1/bulletins'

async function written(editor: AuthorityClient, draft: BulletinDraft): Promise<string> {
  const { id } = await editor.post<Bulletin>(BULLETINS, { draft })
  await decided(editor, id, 'submit')
  return id
}

async function decided(by: AuthorityClient, id: string, does: 'submit' | 'approve'): Promise<void> {
  const { version, sha256, draft } = await by.get<Bulletin>(`${BULLETINS}/${id}`)
  if (sha256 === null) throw benchFailure('benchFailed', { name: does, why: 'the draft has faults' })
  const signature = await by.sign(saidOf({ id, version, sha256 }, does))
  const purpose = does === 'approve' ? { purpose: draft.purpose } : {}
  await by.post(`${BULLETINS}/${id}/${does}`, { version, sha256, signature, ...purpose })
}

async function keepSound(url: string, { cookie }: AuthorityClient): Promise<Sound> {
  const samples = Float32Array.from({ length: 160_000 }, (_, at) => 0.3 * Math.sin(at / 7))
  const octets = new Uint8Array(writeWav({ rate: 16_000, samples }))
  const answer = await fetch(`${url}/api/v1/bulletin-sounds`, {
    method: 'POST',
    headers: { origin: url, cookie, 'content-type': 'audio/wav' },
    body: octets,
  })
  if (!answer.ok) throw benchFailure('benchFailed', { name: 'sound', why: `HTTP ${answer.status}` })
  return ((await answer.json()) as KeptSound).sound
}

function draftOf(sound: Sound, province: string | null, priority: BulletinDraft['priority']): BulletinDraft {
  const page = [{ language: 'vi', title: 'Bản tin đo', text: 'Bản tin đo.' }]
  const blank = blankDraft(new Date(Date.now() + DAY_MS).toISOString())
  const loudspeakers = [{ language: 'vi', spoken: 'Bản tin đo.', sound, perWindow: 1, gapSeconds: 1 }]
  return {
    ...blank,
    priority,
    provinces: province === null ? null : [{ code: province, asOf: '2020-02-13' }],
    renditions: { ...blank.renditions, page, loudspeakers },
    correction: { ...blank.correction, page, loudspeakers },
  }
}

function yearOf({ files: [{ sha256 }] }: Sound) {
  const from = Date.parse('2026-01-01T00:00:00+07:00')
  const iso = (day: number) => new Date(from + day * DAY_MS).toISOString()
  const items = Array.from({ length: 400 }, (_, at) => ({
    id: `b${at}`,
    priority: at % 20 === 0 ? ('urgent' as const) : ('normal' as const),
    audio: { sha256, milliseconds: 95_000 },
    notBefore: iso(at % 360),
    notAfter: iso((at % 360) + 5),
    perWindow: 2,
    gapSeconds: 10,
  }))
  const windows = [
    { from: '05:30', until: '06:30' },
    { from: '17:00', until: '18:00' },
  ]
  const content = { serial: 1, issuedAt: iso(0), cluster: '00001-1', timeZone: 'Asia/Ho_Chi_Minh' }
  const began = performance.now()
  const { plays } = programmeOf({ ...content, windows, items }, { from, until: from + 365 * DAY_MS })
  return { yearMs: performance.now() - began, yearPlays: plays.length }
}

/** What it has, or the most that it had. Linux alone: proc_pid_status(5). */
function memoryOf(pid: number, which: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const [, kilobytes] = new RegExp(`${which}:\\s+(\\d+) kB`).exec(status) ?? []
  return Number(kilobytes) * 1024
}
