/**
 * The live room of one briefing. One deed at a time: decided by the rules, kept with its trail, then told to the media, then to
 * who watches; what the database refuses nobody is told.
 *
 *   deed ─► rules ─► entries ─► work.transaction ─► media: who is heard ─► streams: what has changed
 *   media, beats ─► evidence, in memory ──┘ with the next entries, or after 4 s
 *
 * What happened is the fold of the log (course.ts). Of its own it has what is so at this moment alone: whose connection
 * carries media, who is forwarded, what was heard since the last entry. Knows no HTTP and no timer: `tick` drives it.
 */

import { SYSTEM } from '../../../authority/trail.ts'
import type { Transaction, UnitOfWork } from '../../../authority/unit-of-work.ts'
import { setStanding } from '../../../authority/waiting.ts'
import type { MediaEvent, MediaServer, Recorded } from '../../../media/server.ts'
import type { BriefingRoom, LineClass, Question, Verdict } from '../model.ts'
import { questionOf } from '../office/view.ts'
import { type BriefingWriting, briefingRows } from '../store.ts'
import { type Course, courseOf, lastHeardMs, stepped } from './course.ts'
import { factsOf, type HallFacts, placeOf } from './facts.ts'
import { failureOf, hallFailure } from './failures.ts'
import type { FloorAction } from './floor.ts'
import type { By, NewEntry } from './log.ts'
import { HallMedia } from './media.ts'
import { evidenceIn, HallPresence, type News } from './presence-now.ts'
import type { QuestionAction } from './questions.ts'
import { roomOf, type Slots, type ToldOfRoom, toldOf } from './room-view.ts'
import type { Decided, Situation } from './rules.ts'
import * as rules from './rules.ts'
import { type TrailRecord, trailOf } from './trail.ts'

/** Evidence of presence is kept so often; with the tick, a killed server loses five seconds of it at the most. */
export const EVIDENCE_KEPT_MS = 4000
/** Files of one briefing: one a process, and what a process tells without end is not kept. */
const RECORDINGS_MAX = 1000
/** Of what the media process says of a disk. */
const WHY_MAX = 200
/** Deeds that wait for their turn. */
const WAITING_MAX = 500

export interface HallNeeds {
  readonly work: UnitOfWork
  /** Null: there is none on this server. */
  readonly media: MediaServer | null
  readonly streams: Streams
  /** Of a request for the floor. */
  readonly newId: () => string
  /** Where a briefing's recording is kept. */
  readonly folderOf: (briefing: string) => string
  /**
   * Files of a recording that a process which is gone did not finish, but those that are kept. It lists them before it returns:
   * what is begun afterwards is left alone.
   */
  readonly recovered: (folder: string, kept: ReadonlySet<string>) => Promise<readonly Recorded[]>
  /** Of what nobody waits for. */
  readonly onError: (error: unknown) => void
}

/** Who watches. */
export interface Streams {
  tell(briefing: string, told: ToldOfRoom): void
  /** Those of a site end, but for who came by this token. */
  end(briefing: string, site: string, but: string | null): void
  watching(briefing: string): number
}

export class LiveHall {
  readonly id: string
  readonly #needs: HallNeeds
  readonly #startedMs: number
  readonly #media: HallMedia | null
  #facts: HallFacts
  #course: Course
  readonly #present = new HallPresence()
  #isMediaUp: boolean
  /** As the media told; null: there is none. */
  #slots: Slots | null = null
  #slide: { readonly of: Course['slide']; readonly text: string } = { of: null, text: '' }
  #shown: BriefingRoom
  #revision = 0
  #turn: Promise<unknown> = Promise.resolve()
  #waiting = 0
  /** That waits for its turn. */
  #rereading: Promise<void> | null = null
  /** Files that are kept. */
  readonly #recorded = new Set<string>()
  #isRecordingLost = false
  #isSettling = false

  private constructor(
    { facts, course, isMediaUp }: { facts: HallFacts; course: Course; isMediaUp: boolean },
    needs: HallNeeds,
  ) {
    this.id = facts.briefing.id
    this.#needs = needs
    this.#facts = facts
    this.#course = course
    this.#isMediaUp = isMediaUp
    this.#startedMs = needs.work.now()
    const { media } = needs
    const recordTo = needs.folderOf(this.id)
    this.#media = media === null ? null : new HallMedia(media, { room: this.id, recordTo })
    this.#shown = this.#view()
  }

  /** Null: there is no such briefing. */
  static async open(id: string, needs: HallNeeds & { readonly isMediaUp: () => boolean }): Promise<LiveHall | null> {
    const rows = briefingRows(needs.work.store)
    const facts = await factsOf(rows, id)
    if (facts === null) return null
    const course = courseOf(await rows.log(id))
    const hall = new LiveHall({ facts, course, isMediaUp: needs.isMediaUp() }, needs)
    await hall.#readSlide()
    for (const { file } of await rows.recordings(id)) hall.#recorded.add(file)
    hall.#shown = hall.#view()
    // Before the next process begins a file.
    hall.#later(hall.#recover())
    hall.#tellMedia()
    // It may have gone up or down meanwhile.
    hall.#isMediaUp = needs.isMediaUp()
    return hall
  }

  get course(): Course {
    return this.#course
  }

  get facts(): HallFacts {
    return this.#facts
  }

  /** Somebody is there, by whatever way, or it goes on. */
  get isInUse(): boolean {
    const situation = this.#situation()
    return (
      rules.isOpen(this.#course) ||
      this.#waiting > 0 ||
      this.#present.lines.size > 0 ||
      this.#needs.streams.watching(this.id) > 0 ||
      this.#facts.places.some(({ site }) => rules.isThere(situation, site))
    )
  }

  /** As it is now; who watches has been told of it. */
  room(): BriefingRoom {
    this.#show()
    return this.#shown
  }

  // What is done in it ----------------------------------------------------------------------------------------------

  /** `question`: in writing, which is answered by the floor that is given. */
  async actOnFloor(by: string, action: FloorAction, question: string | null = null): Promise<BriefingRoom> {
    const deed = { by, action, id: this.#needs.newId(), question }
    return await this.#do(situation => rules.actOnFloor(situation, deed), by)
  }

  async actOnQuestion(by: string, action: QuestionAction): Promise<readonly Question[]> {
    await this.#do(situation => rules.actOnQuestion(situation, { by, action }), by)
    return this.questionsFor(by)
  }

  /** Those that this site may see. */
  questionsFor(site: string): readonly Question[] {
    return rules.questionsFor(this.#situation(), site).map(questionOf)
  }

  async moveChair(by: string, to: 'take' | 'give'): Promise<BriefingRoom> {
    return await this.#do(situation => rules.moveChair(situation, { by, to }), by)
  }

  async callRoll(by: string): Promise<BriefingRoom> {
    return await this.#do(situation => rules.callRoll(situation, by), by)
  }

  async showSlide(by: string, slide: Course['slide']): Promise<BriefingRoom> {
    return await this.#do(situation => rules.showSlide(situation, { by, slide }), by)
  }

  async shareScreen(by: string, isShown: boolean): Promise<BriefingRoom> {
    return await this.#do(situation => rules.shareScreen(situation, { by, isShown }), by)
  }

  async typeCaption(by: string, said: { language: string; text: string }): Promise<void> {
    await this.#do(situation => rules.typeCaption(situation, { by, ...said }), by)
  }

  async listenTo(by: string, language: string | null): Promise<void> {
    await this.#do(situation => rules.listenTo(situation, { by, language }), by)
  }

  async begin(by: By | string): Promise<BriefingRoom> {
    return await this.#do(situation => rules.begin(situation, this.#byOf(by)), siteOf(by), {
      also: async (rows, nowMs, tx) => {
        const briefing = await rows.briefing(this.id)
        if (briefing?.state !== 'planned') throw failureOf('cancelled')
        await setStanding(tx, { kind: 'briefing', id: this.id }, null)
        await rows.putBriefing({ ...briefing, state: 'open', beganAt: nowMs })
      },
    })
  }

  async end(by: By | string): Promise<BriefingRoom> {
    return await this.#do(situation => rules.end(situation, this.#byOf(by)), siteOf(by), {
      also: async (rows, nowMs) => {
        const briefing = await rows.briefing(this.id)
        if (briefing?.state !== 'open') throw failureOf('ended')
        await rows.putBriefing({ ...briefing, state: 'ended', endedAt: nowMs })
      },
    })
  }

  async leave(by: string): Promise<void> {
    await this.#do(situation => rules.leave(situation, by), null, { afterwards: () => this.#disconnect(by) })
  }

  /** Its link, and the token that it was made into, count no more. */
  async remove(by: By, site: string, reason: string): Promise<BriefingRoom> {
    return await this.#do(situation => rules.remove(situation, { by, site, reason }), null, {
      also: async rows => {
        const place = (await rows.places(this.id)).find(each => each.site === site)
        if (place !== undefined)
          await rows.putPlace({ ...place, linkSha256: null, linkExpiresAt: null, tokenSha256: null, tokenAt: null })
      },
      afterwards: () => {
        this.#disconnect(site)
        // So that its page reads what became of it.
        this.#show()
        this.#needs.streams.end(this.id, site, null)
      },
    })
  }

  /** What a test call said of its line. */
  async keepVerdict(site: string, verdict: Verdict): Promise<void> {
    await this.#inTurn(async () => {
      await this.#needs.work.transaction(async ({ store }) => {
        const rows = briefingRows(store)
        const place = (await rows.places(this.id)).find(each => each.site === site)
        if (place !== undefined) await rows.putPlace({ ...place, verdict })
        const kept = await rows.site(site)
        if (kept !== null) await rows.putSite({ ...kept, verdict })
      })
      await this.#readFacts()
    })
  }

  // What is heard of who is there -----------------------------------------------------------------------------------

  /** A word of a site, by whatever way but media. */
  async heardOf(site: string): Promise<void> {
    if (this.#note(site, this.#needs.work.now())) await this.settle()
  }

  /** Its computer does, or is slow. */
  copes(site: string, isSo: boolean): void {
    if (placeOf(this.#facts, site) === undefined) return
    if (this.#present.copes(site, isSo)) this.#show()
  }

  hear(event: MediaEvent): void {
    switch (event.is) {
      case 'up':
      case 'down':
        return this.#mediaIs(event.is)
      case 'connected':
        return this.#connected(event)
      case 'gone':
        if (!this.#present.disconnected(event.site)) return
        break
      case 'line':
        if (!this.#present.line(event.site, event.line)) return
        break
      case 'lamp':
        this.#present.lamp(event.site, event.isLit)
        return this.#show()
      case 'places':
        if (rules.isOver(this.#situation())) return
        this.#slots = event
        return this.#show()
      case 'sites': {
        let isNew = false
        for (const { site, lastMs, line } of event.sites) {
          // Of who has left meanwhile nothing counts any more.
          if (!this.#present.lines.has(site)) continue
          this.#present.line(site, line)
          isNew = this.#note(site, lastMs) || isNew
        }
        if (isNew) this.#later(this.settle())
        return
      }
      case 'recorded':
        return this.#later(this.keepRecorded([event.recorded]))
      case 'notRecording':
        return this.#later(this.#keepNotRecording(event.why))
    }
    this.#tellMedia()
    this.#show()
  }

  /** What follows by itself, each second and when somebody comes. */
  async settle(): Promise<void> {
    await this.#inTurn(async () => {
      const situation = this.#situation()
      // Of who is heard after the end nothing counts.
      if (rules.isOver(situation)) this.#present.forgetHeard()
      const isDue = this.#present.isDue(this.#knownMs, situation.nowMs - EVIDENCE_KEPT_MS)
      if (isDue || rules.followed(situation).length > 0) await this.#keep(situation, [], {})
      this.#show()
    })
  }

  async tick(): Promise<void> {
    if (this.#isSettling) return
    this.#isSettling = true
    try {
      await this.settle()
    } finally {
      this.#isSettling = false
    }
  }

  /** What people keep of it is other than it was. `putOut`: whoever is there for this site, by whatever token. */
  async changed(putOut: string | null = null): Promise<void> {
    // One that waits reads all that was changed until its turn.
    if (putOut === null && this.#rereading !== null) return await this.#rereading
    const rereading = this.#inTurn(async () => {
      if (putOut === null) this.#rereading = null
      await this.#reread(putOut)
    })
    if (putOut === null) this.#rereading = rereading
    await rereading
  }

  async #reread(putOut: string | null): Promise<void> {
    const before = this.#facts
    await this.#readFacts()
    this.#course = courseOf(await briefingRows(this.#needs.work.store).log(this.id))
    for (const { site, tokenSha256 } of before.places) {
      const now = placeOf(this.#facts, site)?.tokenSha256 ?? null
      if (now === tokenSha256 && site !== putOut) continue
      this.#needs.streams.end(this.id, site, now)
      if (tokenSha256 !== null || site === putOut) this.#disconnect(site)
    }
    this.#tellMedia()
    await this.#readSlide()
    this.#show()
  }

  /** Files of the recording; of those that are kept already nothing is done. */
  async keepRecorded(files: readonly Recorded[]): Promise<void> {
    if (files.length === 0) return
    await this.#inTurn(async () => {
      await this.#needs.work.transaction(async ({ store, record, publish }) => {
        publish({ is: 'briefing', briefing: this.id })
        const rows = briefingRows(store)
        const kept = await rows.recordings(this.id)
        let number = kept.length
        for (const { file, octets, sha256, beganMs, durationMs, gaps } of files) {
          if (kept.some(each => each.file === file) || number >= RECORDINGS_MAX) continue
          number++
          await rows.addRecording({
            briefing: this.id,
            number,
            file,
            octets,
            sha256,
            durationMs,
            gaps,
            beganAt: beganMs,
          })
          await record(SYSTEM, {
            action: 'briefing.record',
            subject: { kind: 'briefing', id: this.id },
            details: { number, octets, sha256, durationMs },
          })
        }
      })
      for (const { file } of files) this.#recorded.add(file)
    })
  }

  /** The briefing goes on; whoever looks into its trail sees that its recording does not. Once. */
  async #keepNotRecording(why: string): Promise<void> {
    if (this.#isRecordingLost) return
    this.#isRecordingLost = true
    await this.#needs.work.transaction(async ({ record, publish }) => {
      await record(SYSTEM, {
        action: 'briefing.record-failed',
        subject: { kind: 'briefing', id: this.id },
        details: { why: why.slice(0, WHY_MAX) },
      })
      publish({ is: 'briefing', briefing: this.id })
    })
  }

  /** And those of a process that was gone before it told of them. */
  async #keepAll(files: readonly Recorded[]): Promise<void> {
    await this.keepRecorded(files)
    await this.#recover()
  }

  async #recover(): Promise<void> {
    const { recovered, folderOf } = this.#needs
    await this.keepRecorded(await recovered(folderOf(this.id), this.#recorded))
  }

  /** What was heard is kept. The media of what goes on are left as they are. */
  async close(): Promise<void> {
    await this.#inTurn(async () => {
      if (this.#present.isNewsThere && !rules.isOver(this.#situation())) await this.#keep(this.#situation(), [], {})
      if (!rules.isOpen(this.#course)) await this.#media?.close()
    })
  }

  // Decided, kept, told ----------------------------------------------------------------------------------------------

  async #do(
    deed: (situation: Situation) => Decided,
    by: string | null,
    more: Kept & { readonly afterwards?: () => void } = {},
  ): Promise<BriefingRoom> {
    return await this.#inTurn(async () => {
      if (by !== null) this.#note(by, this.#needs.work.now())
      const situation = this.#situation()
      const decided = deed(situation)
      if (typeof decided === 'string') throw failureOf(decided)
      if (decided.length > 0) {
        await this.#keep(situation, decided, more)
        more.afterwards?.()
        this.#tellMedia()
      }
      this.#show()
      return this.#shown
    })
  }

  /** What was heard until now, the entries, what follows of them: one transaction. Then the media are told. */
  async #keep(situation: Situation, entries: readonly NewEntry[], { also }: Kept): Promise<void> {
    const { nowMs } = situation
    const news = this.#present.take()
    const planned = this.#planned(situation, news, entries)
    const isRetold = planned.every(({ entry: { kind } }) => RETOLD.has(kind))
    try {
      const kept = await this.#needs.work.transaction(
        async tx => {
          const { store, record, publish } = tx
          const rows = briefingRows(store)
          const appended = []
          for (const { entry } of planned) appended.push(await rows.append(this.id, entry))
          for (const { trail } of planned) if (trail !== null) await record(trail.actor, trail.deed)
          await also?.(rows, nowMs, tx)
          if (planned.some(({ entry: { kind } }) => RESHAPES.has(kind))) publish({ is: 'briefing', briefing: this.id })
          return appended
        },
        isRetold ? 'told-again' : 'lasting',
      )
      this.#course = courseOf(kept, this.#course)
    } catch (error) {
      this.#present.giveBack(news)
      throw error
    }
    this.#tellMedia()
    await this.#readSlide()
  }

  #planned(situation: Situation, news: News, entries: readonly NewEntry[]): readonly Planned[] {
    const { nowMs } = situation
    const planned: Planned[] = []
    let { course } = situation
    const nameOf = (site: string) => placeOf(this.#facts, site)?.name ?? site
    const add = (entry: NewEntry) => {
      planned.push({ entry, trail: trailOf(this.id, entry, { before: course, nameOf }) })
      course = stepped(course, { ...entry, sequence: course.sequence + 1 })
    }
    const knownMs = (site: string) => lastHeardMs(course, site) ?? Number.NEGATIVE_INFINITY
    for (const sites of evidenceIn(news, knownMs)) add({ atMs: nowMs, kind: 'heard', site: null, details: { sites } })
    for (const [site, line] of news.lines) add({ atMs: nowMs, kind: 'line', site, details: { line } })
    for (const entry of entries) add(entry)
    for (const entry of rules.followed({ ...situation, course, heardMs: knownMs })) add(entry)
    return planned
  }

  async #inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    if (this.#waiting >= WAITING_MAX) throw hallFailure('roomBusy')
    this.#waiting++
    const result = this.#turn.then(act).finally(() => {
      this.#waiting--
    })
    this.#turn = result.catch(() => {})
    return await result
  }

  // What is so at this moment ----------------------------------------------------------------------------------------

  #situation(): Situation {
    const nowMs = this.#needs.work.now()
    return {
      facts: this.#facts,
      course: this.#course,
      heardMs: site => this.#heardMs(site),
      nowMs,
      isSettling: nowMs - this.#startedMs < rules.SETTLING_MS,
    }
  }

  #heardMs(site: string): number {
    return Math.max(this.#knownMs(site), this.#present.heardMs(site))
  }

  /** By the log. */
  readonly #knownMs = (site: string) => lastHeardMs(this.#course, site) ?? Number.NEGATIVE_INFINITY

  /** True: it was not there until now. */
  #note(site: string, atMs: number): boolean {
    const situation = this.#situation()
    if (placeOf(this.#facts, site) === undefined || rules.isOver(situation)) return false
    const heardMs = Math.min(atMs, situation.nowMs)
    const before = this.#heardMs(site)
    if (heardMs <= before) return false
    this.#present.heard(site, heardMs)
    return !rules.isThere({ ...situation, heardMs: () => before }, site)
  }

  #connected({ site, replaced, atMs }: MediaEvent & { readonly is: 'connected' }): void {
    const place = placeOf(this.#facts, site)
    if (place === undefined) return
    this.#present.connected(site, place.line ?? LINE_UNKNOWN)
    this.#note(site, atMs)
    this.#tellMedia()
    this.#show()
    const joined: NewEntry = {
      atMs: this.#needs.work.now(),
      kind: 'joined',
      site,
      details: { replaced, role: place.role },
    }
    this.#later(this.#do(situation => (rules.isOver(situation) ? [] : [joined]), null).then(() => {}))
  }

  #mediaIs(is: 'up' | 'down'): void {
    this.#isMediaUp = is === 'up'
    if (is === 'down') {
      this.#slots = null
      // Before the next process begins a file.
      this.#later(this.#recover())
    }
    this.#present.nobodyConnected()
    this.#show()
    const entry: NewEntry = { atMs: this.#needs.work.now(), kind: 'media', site: null, details: { is } }
    this.#later(this.#do(({ course }) => (rules.isOpen(course) ? [entry] : []), null).then(() => {}))
  }

  #disconnect(site: string): void {
    this.#present.forget(site)
    this.#media?.remove(site)
  }

  // Told -------------------------------------------------------------------------------------------------------------

  #tellMedia(): void {
    const situation = this.#situation()
    if (rules.isOver(situation)) {
      this.#present.nobodyConnected()
      this.#slots = null
      const closing = this.#media?.close()
      if (closing != null) this.#later(closing.then(files => this.#keepAll(files)))
    } else this.#media?.tell(situation, site => this.#present.lines.has(site))
  }

  #view(): BriefingRoom {
    return roomOf(this.#situation(), {
      lines: this.#present.lines,
      lit: this.#present.lit,
      slow: this.#present.slow,
      isMediaUp: this.#isMediaUp,
      slots: this.#slots,
      slideText: this.#slide.text,
      revision: this.#revision,
    })
  }

  #show(): void {
    const before = this.#shown
    if (toldOf(before, this.#view()) === null) return
    this.#revision++
    this.#shown = this.#view()
    const told = toldOf(before, this.#shown)
    if (told !== null) this.#needs.streams.tell(this.id, told)
  }

  async #readFacts(): Promise<void> {
    this.#facts = (await factsOf(briefingRows(this.#needs.work.store), this.id)) ?? this.#facts
  }

  async #readSlide(): Promise<void> {
    const { slide } = this.#course
    if (slide?.document === this.#slide.of?.document && slide?.page === this.#slide.of?.page) return
    const rows = briefingRows(this.#needs.work.store)
    const page = slide === null ? null : await rows.page(slide.document, slide.page)
    this.#slide = { of: slide, text: page?.text ?? '' }
  }

  #byOf(by: By | string): By {
    return typeof by === 'string' ? rules.byOf(this.#facts, by) : by
  }

  #later(work: Promise<void>): void {
    work.catch(this.#needs.onError)
  }
}

/**
 * Of a line of which no test call has told. With a picture in it: a browser estimates nothing of a line that carries voices alone,
 * so that who began lower would never be seen to carry more. One that does not carry it is lower after a second.
 */
export const LINE_UNKNOWN: LineClass = 'B'

/** Whoever told it tells it again. */
const RETOLD: ReadonlySet<NewEntry['kind']> = new Set(['heard', 'line', 'joined', 'media'])

/** After which people look at the briefing again, who do not watch the room. */
const RESHAPES: ReadonlySet<NewEntry['kind']> = new Set<NewEntry['kind']>([
  'began',
  'ended',
  'removed',
  'roll',
  'question',
])

interface Kept {
  /** In the transaction. */
  readonly also?: (rows: BriefingWriting, nowMs: number, tx: Transaction) => Promise<void>
}

interface Planned {
  readonly entry: NewEntry
  readonly trail: TrailRecord | null
}

function siteOf(by: By | string): string | null {
  if (typeof by === 'string') return by
  return by?.is === 'site' ? by.site : null
}
