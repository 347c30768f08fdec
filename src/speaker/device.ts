/**
 * `loa speaker run`: the heart of a device joined with its folder, its key, the authority and its loudspeaker.
 *
 *   authority ──agenda──► admitted ──► in the journal ──► approved by two? ──► station ──► sink
 *       ▲                                                    sounds ──fetched──┘   │
 *       └───────────────── receipts, signed, until it has them ◄───────────────────┘
 *
 * The authority may be away: what was admitted is played, what must be told is kept. A file named `off` in its folder is the commune's
 * own switch, which always wins.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { backoffMs } from '../base/backoff.ts'
import type { Answer } from '../base/calls.ts'
import { pause, type Timekeeper, type Timer } from '../base/clock.ts'
import type { StreamEnd } from '../base/event-stream.ts'
import { Failure, reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { type Lock, takeLock } from '../base/lock.ts'
import type { Log } from '../base/log.ts'
import { writeOver } from '../base/new-file.ts'
import type { Random } from '../base/random.ts'
import type { SoundForm } from '../directive/bulletin.ts'
import { ROSTERS_MAX } from '../directive/documents.ts'
import { RosterBehind } from '../directive/failures.ts'
import { RosterChain } from '../directive/roster-chain.ts'
import { sha256Of } from '../directive/signing.ts'
import { admit } from './admission.ts'
import type { AgendaBody, AgendaContent } from './agenda.ts'
import { approvalsOf, isOlder, type Looked } from './approved.ts'
import { Courier } from './courier.ts'
import { speakerFailure } from './failures.ts'
import { TAG_MS, tagSamples } from './fsk.ts'
import { shortItem } from './heard-tag.ts'
import { hoursOfItself, hoursText, keptOf, narrowed, type PinnedHours } from './hours.ts'
import type { KeyFile } from './key-file.ts'
import { SpeakerLink } from './link.ts'
import { Records } from './records.ts'
import type { Sink } from './sinks.ts'
import { Sounds } from './sounds.ts'
import { type Prepared, Station, type UndatedReceipt, type UnnumberedReceipt } from './station.ts'
import type { Sound } from './wav.ts'
import type { Item } from './window-schedule.ts'
import { type AgendaEvent, agendaEvent, keptAnswer, SPEAKER_PATHS, type SpeakerHello } from './wire.ts'

/** In the device's folder: while it is there, nothing sounds. */
export const OFF_FILE = 'off'
const SEEN_FILE = 'seen'
const TICK_MS = 500
/** The latest that the clock has shown is kept so often. */
const SEEN_EACH_TICKS = 120
const REFUSED_MAX = 1000
/** What was refused, or waits for a roster, is looked at again so often: both hang on the clock, which may be set. */
const AGAIN_MS = 60 * 60 * 1000

export interface DeviceOptions {
  readonly directory: string
  readonly keys: KeyFile
  readonly url: string
  readonly sink: Sink
  readonly decodes: readonly SoundForm[]
  readonly clock: Timekeeper
  readonly random: Random
  readonly log: Log
  readonly version: string
}

interface Ground {
  readonly lock: Lock
  readonly records: Records
  readonly link: SpeakerLink
}

interface Held {
  readonly body: AgendaBody
  readonly sha256: string
  /** By id: the key that its plays are counted by. */
  readonly approved: ReadonlyMap<string, string>
}

export class SpeakerDevice {
  readonly #o: DeviceOptions
  readonly #ground: Ground
  readonly #rosters: RosterChain
  readonly #sounds: Sounds
  readonly #station: Station
  readonly #courier: Courier
  readonly #closing = new AbortController()
  #held: Held | null = null
  /** One event after another. */
  #events: Promise<void> = Promise.resolve()
  #following: Promise<void> = Promise.resolve()
  #fetching: Promise<void> | null = null
  #fetchAgain = new AbortController()
  #ticks = 0
  #timer: Timer | null = null
  #isKnown: boolean
  /** When the agenda was looked at last, and whether all of it was approved. */
  #lookedMs = 0
  #isAllApproved = true
  /** An authority of an earlier version refuses a hello that says them. */
  #saysHours = true
  /** Documents and sounds of which it was told that they are refused. */
  readonly #refused = new Set<string>()

  private constructor(options: DeviceOptions, ground: Ground) {
    const { directory, keys, clock, random, log } = options
    const { records, link } = ground
    this.#o = options
    this.#ground = ground
    const { rosters: texts, named } = records
    this.#rosters = new RosterChain({ pin: keys.rosterSha256, texts, named })
    this.#sounds = new Sounds(join(directory, 'audio'), records.sounds)
    this.#isKnown = !records.isRevoked
    this.#courier = new Courier({ cluster: keys.cluster, link, records, clock, random, log })
    this.#station = new Station({
      clock,
      keeper: records,
      voice: { prepare: item => this.#prepare(item) },
      windowsOf: content => narrowed(content, this.#hours(content)),
      standing: records.standing,
      seenMs: readSeen(directory),
      silent: records.told,
    })
    link.watch({ onKnown: isKnown => this.#known(isKnown), onTime: () => this.#station.forgetFuture() })
  }

  /** Resolves once it is at work; the authority may be away. Fails with speakerRuns, fileUnwritable or journalDamaged. */
  static async start(options: DeviceOptions): Promise<SpeakerDevice> {
    const { directory, keys, url, clock, log } = options
    try {
      mkdirSync(directory, { recursive: true, mode: 0o700 })
    } catch (error) {
      throw baseFailure('fileUnwritable', { file: directory, why: reason(error) })
    }
    const lock = await takeLock(directory, { to: 'write' })
    if (lock === null) throw speakerFailure('speakerRuns', { directory })
    try {
      let kick = () => {}
      const records = await Records.open(directory, () => kick())
      const link = await SpeakerLink.open({ keys, url, clock, log })
      const device = new SpeakerDevice(options, { lock, records, link })
      kick = () => device.#courier.kick()
      await device.#goOn()
      return device
    } catch (error) {
      lock.release()
      throw error
    }
  }

  async close(): Promise<void> {
    const { records, link, lock } = this.#ground
    this.#closing.abort()
    this.#fetchAgain.abort()
    this.#timer?.cancel()
    await this.#station.close()
    this.#keepSeen()
    await this.#courier.close()
    link.close()
    await this.#following
    await this.#events
    await this.#fetching
    await records.close()
    lock.release()
  }

  /** Takes up what earlier processes left, and connects. */
  async #goOn(): Promise<void> {
    const { records } = this.#ground
    this.#station.switch(this.#isSwitchedOff())
    this.#station.revoke(records.isRevoked)
    this.#endOpen()
    if (records.agenda !== null) {
      const read = await admit(records.agenda, { ...this.#admission(), held: null })
      if (read.is === 'new') await this.#apply(read)
    }
    this.#station.start()
    this.#tick()
    this.#following = this.#follow()
    this.#courier.kick()
  }

  /** What was started and whose end nobody has kept. */
  #endOpen(): void {
    const { records } = this.#ground
    const now = this.#o.clock.wall()
    const isBehind = now < this.#station.seenMs
    for (const [start, until] of records.open) {
      // It would still be on: the power has cut it. Later than that nobody knows.
      const isCut = !isBehind && now < until
      this.#note(isCut ? { is: 'cut', start, why: 'power' } : { is: 'unknown', start })
    }
  }

  #note(told: UndatedReceipt): void {
    const at = new Date(this.#o.clock.wall()).toISOString()
    this.#ground.records.note({ ...told, at } as UnnumberedReceipt, this.#station.standing)
  }

  #tick(): void {
    this.#station.switch(this.#isSwitchedOff())
    this.#ground.records.payWhatIsOwed()
    this.#lookAgain()
    if (this.#ticks++ % SEEN_EACH_TICKS === 0) this.#keepSeen()
    this.#timer = this.#o.clock.after(TICK_MS, () => this.#tick())
  }

  #isSwitchedOff(): boolean {
    return existsSync(join(this.#o.directory, OFF_FILE))
  }

  #keepSeen(): void {
    if (this.#station.behindMs > 0) return
    try {
      writeOver(join(this.#o.directory, SEEN_FILE), `${this.#station.seenMs}\n`)
    } catch (error) {
      this.#o.log.error('disk write failed', { why: reason(error) })
    }
  }

  #known(isKnown: boolean): void {
    if (isKnown === this.#isKnown) return
    this.#isKnown = isKnown
    this.#station.revoke(!isKnown)
    const { log } = this.#o
    if (isKnown) log.info('device known to the authority again')
    else log.error('device unknown to the authority, playback stopped')
    this.#ground.records.write({ is: 'revoked', revoked: !isKnown }).catch(() => {})
  }

  // The authority's agenda ----------------------------------------------------------------------------------------

  async #follow(): Promise<void> {
    const { clock, random, log } = this.#o
    const { signal } = this.#closing
    let tries = 0
    while (!signal.aborted) {
      const why = await this.#once(() => {
        tries = 0
      })
      if (signal.aborted) return
      if (tries === 0) log.warn('authority unreachable, playback continues', { why })
      await pause(clock, backoffMs(++tries, random), signal)
    }
  }

  /** One connection, until it ends: why it did. */
  async #once(onAgenda: () => void): Promise<string> {
    const { link, records } = this.#ground
    const answer = await this.#sayHello()
    if (answer.is !== 'ok') return whyOf(answer)
    const kept = keptAnswer.safeParse(answer.body)
    if (kept.success) records.sent(kept.data.counter)
    const onEvent = (event: string, data: string) => {
      if (event !== 'agenda') return
      onAgenda()
      this.#events = this.#events.then(async () => await this.#heard(data))
    }
    const onOpen = () => {
      this.#o.log.info('connected to the authority')
      this.#courier.kick()
      this.#fetchAgain.abort()
    }
    return whyOf(await link.follow({ onEvent, onOpen }))
  }

  async #sayHello(): Promise<Answer> {
    const { link } = this.#ground
    const answer = await link.post(SPEAKER_PATHS.hello, this.#hello())
    const isUnread = answer.is === 'refused' && (answer.status === 400 || answer.status === 422)
    if (!isUnread || !this.#saysHours) return answer
    this.#saysHours = false
    return await link.post(SPEAKER_PATHS.hello, this.#hello())
  }

  #hello(): SpeakerHello {
    const { version, clock, decodes, keys } = this.#o
    const held = this.#held
    return {
      version: version.slice(0, 40),
      clock: new Date(clock.wall()).toISOString(),
      decodes: [...decodes],
      places: keys.places,
      ...(this.#saysHours ? { hours: keys.hours ?? null } : {}),
      agenda: held && heldAgenda(held),
      roster: this.#rosters.held,
      counter: this.#ground.records.counter,
      off: this.#station.isOff,
    }
  }

  async #heard(data: string): Promise<void> {
    const { log } = this.#o
    const parsed = agendaEvent.safeParse(jsonOf(data))
    if (!parsed.success) return log.warn('job list unreadable, keeping the last one')
    try {
      const isNews = await this.#takeRosters(parsed.data)
      if (parsed.data.rosters?.length === ROSTERS_MAX) await this.#sayHello()
      await this.#take(parsed.data.agenda)
      if (isNews && this.#held !== null) await this.#apply(this.#held)
    } catch (error) {
      log.error('job list not applied', { why: reason(error) })
    }
  }

  async #takeRosters({ rosters: all = [] }: AgendaEvent): Promise<boolean> {
    const { clock, log } = this.#o
    const { records } = this.#ground
    let isNews = false
    for (const [at, given] of all.entries()) {
      const next = await this.#rosters.next(given, all.slice(at + 1), clock.wall()).catch(error => {
        if (!(error instanceof Failure)) throw error
        if (this.#isFirst(`roster ${sha256Of(given.text)} ${error.code}`))
          log.warn('roster refused', { why: error.sentence('en') })
        return null
      })
      if (next === null) continue
      await records.write({ is: 'roster', text: given.text })
      this.#rosters.add(next)
      isNews = true
    }
    return isNews
  }

  #admission() {
    const { keys } = this.#o
    const { purpose, cluster, authority } = keys
    const held = this.#held && { serial: this.#held.body.content.serial, sha256: this.#held.sha256 }
    return { authorityKey: authority.publicKey, purpose, cluster, held }
  }

  async #take(jws: string): Promise<void> {
    const { records } = this.#ground
    const read = await admit(jws, this.#admission())
    if (read.is === 'same') return
    if (read.is === 'refused') return this.#refuse(read.sha256, read)
    const { sha256 } = read
    // A stop must be obeyed even where the disk takes nothing.
    await records.write({ is: 'agenda', jws }).catch(() => {
      this.#refuse(sha256, { is: 'refused', why: 'disk', sha256 })
    })
    await this.#apply(read)
    this.#note({ is: 'agenda', serial: read.body.content.serial, sha256 })
  }

  #refuse(what: string, { why, sha256 }: Extract<Awaited<ReturnType<typeof admit>>, { is: 'refused' }>): void {
    if (!this.#isFirst(what)) return
    this.#o.log.warn('job list refused', { why, sha256 })
    this.#note({ is: 'agenda-refused', why, sha256 })
  }

  #isFirst(what: string): boolean {
    if (this.#refused.has(what)) return false
    if (this.#refused.size >= REFUSED_MAX) this.#refused.clear()
    this.#refused.add(what)
    return true
  }

  async #apply({ body, sha256 }: Pick<Held, 'body' | 'sha256'>): Promise<void> {
    const { log } = this.#o
    const { items } = body.content
    const found = await this.#approvalsOf(body)
    await this.#followEditions(found)
    const kept = this.#keptOf(body.content)
    const approved = new Map<string, string>()
    this.#isAllApproved = true
    for (const { id, priority, notBefore: from, notAfter: until } of items) {
      const looked = found?.get(id)
      const isInHours = priority === 'urgent' || kept !== 'none'
      if (looked?.is === 'approved' && isInHours) {
        approved.set(id, looked.key)
        continue
      }
      this.#isAllApproved = false
      if (looked === undefined) continue
      const why = looked.is === 'refused' ? looked.why : 'hours'
      if (!this.#isFirst(`item ${id} ${why}`)) continue
      log.warn('item refused', { item: id, why })
      if (this.#ground.records.told.has(id)) continue
      const told = { is: 'refused', item: id, why: 'not-approved', plays: 1, from, until } as const
      this.#note(told)
    }
    this.#held = { body, sha256, approved }
    this.#say()
    this.#sounds.keepOnly(new Set(items.map(({ audio }) => audio.sha256)))
    this.#fetch()
  }

  /** Null: nothing counts before a roster is here. */
  async #approvalsOf(body: AgendaBody): Promise<ReadonlyMap<string, Looked> | null> {
    const { keys, log, clock } = this.#o
    const { records } = this.#ground
    this.#lookedMs = clock.wall()
    const now = Math.max(this.#lookedMs, this.#station.seenMs)
    const { purpose, places } = keys
    try {
      const roster = this.#rosters.roster(now)
      if (roster !== null) return await approvalsOf(body, { purpose, places, roster, now, newest: records.editions })
      log.warn('pinned roster not received yet, nothing is played')
    } catch (error) {
      if (!(error instanceof RosterBehind)) throw error
      if (this.#isFirst(`named ${error.named.sha256}`))
        log.error('newer roster withheld, nothing is played', { why: error.sentence('en') })
      const named = this.#rosters.name(error.named, now)
      if (named !== null) await records.write({ is: 'roster-named', ...named }).catch(() => {})
    }
    return null
  }

  /** What was corrected, or is in another version, stays so. */
  async #followEditions(found: ReadonlyMap<string, Looked> | null): Promise<void> {
    const { records } = this.#ground
    for (const looked of found?.values() ?? []) {
      if (looked.is === 'refused') continue
      const { bulletin, edition } = looked
      const { version, says } = edition
      const before = records.editions.get(bulletin) ?? { version: 1, says: 'message' }
      // A disk that is full forgets it when the device ends, and no sooner.
      if (isOlder(before, edition)) await records.keepEdition({ bulletin, version, says })
    }
  }

  #hours({ timeZone }: Pick<AgendaContent, 'timeZone'>): PinnedHours {
    return this.#o.keys.hours ?? hoursOfItself(this.#ground.records.zone ?? timeZone)
  }

  #keptOf(content: AgendaContent): ReturnType<typeof keptOf> {
    const { keys, log, clock } = this.#o
    const { records } = this.#ground
    if (keys.hours === undefined && records.zone === null) void records.keepZone(content.timeZone)
    const hours = this.#hours(content)
    const kept = keptOf(content, hours, clock.wall())
    const asked = hoursText(content)
    if (kept !== 'all' && this.#isFirst(`hours ${asked}`))
      log.warn('job list asks for other hours than pinned, accept them with: loa speaker trust', {
        asked,
        kept: hoursText(hours),
      })
    return kept
  }

  /** The clock was set, or a roster was waited for long enough. */
  #lookAgain(): void {
    if (this.#isAllApproved || Math.abs(this.#o.clock.wall() - this.#lookedMs) < AGAIN_MS) return
    this.#isAllApproved = true
    this.#events = this.#events.then(async () => {
      if (this.#held !== null) await this.#apply(this.#held)
    })
  }

  /** To the station: what counts, and which sounds are here. */
  #say(): void {
    const held = this.#held
    if (held === null) return
    const { approved, body } = held
    this.#station.take({ content: body.content, approved, here: this.#sounds.here })
  }

  // Sounds --------------------------------------------------------------------------------------------------------

  #fetch(): void {
    this.#fetchAgain.abort()
    if (this.#fetching !== null || this.#closing.signal.aborted) return
    this.#fetching = this.#fetchAll().finally(() => {
      this.#fetching = null
    })
  }

  async #fetchAll(): Promise<void> {
    const { clock, random, log } = this.#o
    for (let tries = 0; !this.#closing.signal.aborted; ) {
      this.#fetchAgain = new AbortController()
      const wanted = this.#wanted()
      if (wanted.length === 0) return
      let failed = 0
      for (const sha256 of wanted) {
        const isHere = await this.#fetchOne(sha256).catch((error: unknown) => {
          log.error('sound write failed, will retry', { why: reason(error) })
          return false
        })
        if (!isHere) failed++
      }
      if (failed === 0) {
        tries = 0
        continue
      }
      const ending = AbortSignal.any([this.#fetchAgain.signal, this.#closing.signal])
      await pause(clock, backoffMs(++tries, random), ending)
    }
  }

  /** Digests that are approved and not here, what is urgent first. */
  #wanted(): readonly string[] {
    const held = this.#held
    if (held === null) return []
    const { here } = this.#sounds
    const items = held.body.content.items
      .filter(({ id, audio }) => held.approved.has(id) && !here.has(audio.sha256))
      .toSorted((a, b) => Number(b.priority === 'urgent') - Number(a.priority === 'urgent'))
    return [...new Set(items.map(({ audio }) => audio.sha256))]
  }

  async #fetchOne(sha256: string): Promise<boolean> {
    const { link, records } = this.#ground
    const got = await this.#sounds.fetch(link, sha256)
    if (got.is === 'here') {
      await records.write({ is: 'sound', sha256, wav: got.wav })
      this.#note({ is: 'fetched', sha256, octets: got.octets })
      this.#say()
      return true
    }
    if (got.is !== 'away') this.#refuseSound(sha256, `audio-${got.is}`)
    else if (this.#isFirst(`away ${sha256}`)) this.#o.log.warn('sound not fetched, will retry', { why: got.why })
    return false
  }

  /** Once for each item of it. */
  #refuseSound(sha256: string, why: 'audio-differs' | 'audio-unreadable'): void {
    for (const { id, audio, notBefore: from, notAfter: until } of this.#held?.body.content.items ?? []) {
      if (audio.sha256 !== sha256 || !this.#isFirst(`${why} ${id}`)) continue
      this.#o.log.warn('sound refused', { item: id, why })
      this.#note({ is: 'refused', item: id, why, plays: 1, from, until })
    }
  }

  /** From the file as it was fetched, where that is whole; else it is fetched again, and comes too late for this play. */
  async #mended({ sha256, ms }: Item): Promise<Sound | 'differs' | 'unreadable'> {
    const nobody = { audio: async () => ({ is: 'away', why: '' }) as const }
    const got = await this.#sounds.fetch(nobody, sha256).catch(() => null)
    if (got?.is === 'here') return await this.#sounds.read(sha256, ms)
    this.#fetch()
    return 'differs'
  }

  async #prepare(item: Item): Promise<Prepared | 'differs' | 'unreadable'> {
    let sound = await this.#sounds.read(item.sha256, item.ms)
    if (sound === 'differs') sound = await this.#mended(item)
    if (typeof sound === 'string') return sound
    const { sink, keys } = this.#o
    return {
      sound: async ({ counter, silenceMs }, signal) => {
        const tag = { cluster: keys.cluster, item: shortItem(item.id), counter }
        const after = silenceMs >= TAG_MS ? tagSamples(tag, sound.rate) : new Float32Array(0)
        return await sink.play(joined(sound, item.ms, after), { counter, item: item.id }, signal)
      },
    }
  }
}

function heldAgenda({ body, sha256 }: Held): NonNullable<SpeakerHello['agenda']> {
  const { serial, issuedAt, items } = body.content
  return { serial, sha256, issuedAt, itemIds: items.map(({ id }) => id) }
}

/** As long as it was approved, whatever its encoder added. */
function joined({ rate, samples }: Sound, ms: number, after: Float32Array): Sound {
  const length = Math.round((ms * rate) / 1000)
  const all = new Float32Array(length + after.length)
  all.set(samples.subarray(0, length))
  all.set(after, length)
  return { rate, samples: all }
}

function whyOf(end: StreamEnd): string {
  if (end.is === 'refused') return end.code || String(end.status)
  return end.is === 'away' ? end.why : end.is
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function readSeen(directory: string): number {
  try {
    const seen = Number(readFileSync(join(directory, SEEN_FILE), 'utf8'))
    return Number.isSafeInteger(seen) ? seen : 0
  } catch {
    return 0
  }
}
