/**
 * The demo's briefing: the ministry and 23 hospitals in one room, as their browsers and the ministry's people do it. Sound and
 * pictures are a recording that bots play; whose they are is told by what each bot heard.
 *
 *   links ─► 23 come, one does not ─► roll ─► two ask, speak and are heard ─► a decision ─► an instruction, by two ─► done
 *                 one's line breaks, one's is poor, one sends all the time without the floor
 *
 * Knows the API and the bots; shows nothing by itself.
 */
import { randomUUID } from 'node:crypto'
import { DROPPED_MS } from '../src/areas/briefing/hall/presence.ts'
import { saidOfInstruction } from '../src/areas/briefing/instructions/said.ts'
import type { Briefing, BriefingContent, BriefingSite, Instruction, PlaceLink } from '../src/areas/briefing/model.ts'
import type { Kind } from '../src/media/transport.ts'
import type { AuthorityClient } from './authority-client.ts'
import { Crowd } from './bots/crowd.ts'
import { GOOD_LINE, type Line } from './bots/impairer.ts'
import { Lines } from './bots/lines.ts'
import type { Via } from './bots/words.ts'
import { ABSENT, CHAIR, CHEAT, DEMO_SITES, DEPUTY, DROPS, POOR, SPEAKERS } from './briefing-sites.ts'
import { demoFailure } from './failures.ts'
import { SiteClient } from './site-client.ts'
import { silent, untilThere } from './waiting.ts'

const POOR_BITRATE = 64_000
/** Half a second waits before more is lost. */
const POOR_LINE: Line = { ...GOOD_LINE, rate: { bitrate: POOR_BITRATE, queueOctets: 4000 } }
const DAY_MS = 86_400_000
/** Who came is heard of once a second. */
const EVIDENCE_MS = 1500
const SPEECH_MS = 1500
/** What was on its way when the floor was revoked, on the poor line too, has come by then. */
const SETTLED_MS = 800
const VOICE: Kind = 'audio'
const SPEAKER_SENDS: readonly Kind[] = ['audio', 'main', 'thumbnail']
const LISTENER_SENDS: readonly Kind[] = ['thumbnail']

/** What is said of it as it goes, in order. */
export type BriefingMoment =
  | { readonly is: 'came'; readonly sites: number; readonly of: number }
  | { readonly is: 'heard'; readonly site: string; readonly by: number; readonly of: number }
  | { readonly is: 'revoked'; readonly site: string; readonly heardBy: number }
  | { readonly is: 'withheld'; readonly site: string; readonly heardBy: number }
  | { readonly is: 'dropped'; readonly site: string }
  | { readonly is: 'poor'; readonly site: string; readonly line: string }
  | { readonly is: 'issued'; readonly site: string; readonly due: string }

export interface BriefingHeld {
  readonly id: string
  readonly expected: number
  readonly came: number
  readonly absentWithReason: number
  readonly dropped: number
  readonly turns: number
  /** Voices that were heard by somebody without the floor. */
  readonly heardWithoutFloor: number
  readonly instructions: { readonly issued: number; readonly done: number }
  readonly recordings: readonly {
    readonly octets: number
    readonly sha256: string
    readonly durationMs: number
    readonly gaps: number
  }[]
  readonly minutes: number
  /** From its beginning to its end. */
  readonly heldSeconds: number
  /** With all that was done for it. */
  readonly seconds: number
}

export interface BriefingPlay {
  readonly url: string
  readonly editor: AuthorityClient
  readonly approver: AuthorityClient
  readonly stop: AbortSignal
  readonly onMoment: (moment: BriefingMoment) => void
}

/** Fails with demoSilent, demoStopped, and what the server refuses. */
export async function holdBriefing(play: BriefingPlay): Promise<BriefingHeld> {
  const [crowd, lines] = [new Crowd(), new Lines()]
  try {
    return await new BriefingDemo(play, crowd, lines).hold()
  } finally {
    await Promise.all([crowd.end(), lines.end()])
  }
}

/** One that is planned, for a visitor to join: the chair's link and a hospital's. */
export async function planBriefing(play: Pick<BriefingPlay, 'editor'>): Promise<readonly PlaceLink[]> {
  const { editor } = play
  const sites = await editor.get<readonly BriefingSite[]>('/api/v1/briefing-sites')
  const { id } = await editor.post<Briefing>('/api/v1/briefings', contentOf('Giao ban để dùng thử', sites))
  const link = async (site: number) =>
    await editor.post<PlaceLink>(`/api/v1/briefings/${id}/places/${sites[site].id}/link`)
  return [await link(CHAIR), await link(SPEAKERS[0])]
}

function contentOf(title: string, sites: readonly BriefingSite[]): BriefingContent {
  const item = (title: string, minutes: number, site: number | null) => ({
    id: randomUUID(),
    title,
    minutes,
    site: site === null ? null : sites[site].id,
  })
  return {
    title,
    startsAt: new Date().toISOString(),
    minutes: 60,
    agenda: [
      item('Tình hình thu dung, điều trị', 20, SPEAKERS[0]),
      item('Vật tư, trang thiết bị', 20, SPEAKERS[1]),
      item('Kết luận', 10, CHAIR),
    ],
    roster: sites.map(({ id }, at) => ({ site: id, role: DEMO_SITES[at].role, language: null })),
    isQueueOpen: true,
    grantedMax: 1,
    isRecorded: true,
  }
}

class BriefingDemo {
  readonly #play: BriefingPlay
  readonly #crowd: Crowd
  readonly #lines: Lines
  readonly #clients = new Map<number, SiteClient>()
  #sites: readonly BriefingSite[] = []
  #briefing = ''
  #heardWithoutFloor = 0
  /** Bots that have the floor or the chair. */
  readonly #mayBeHeard = new Set<number>([CHAIR])

  constructor(play: BriefingPlay, crowd: Crowd, lines: Lines) {
    this.#play = play
    this.#crowd = crowd
    this.#lines = lines
  }

  async hold(): Promise<BriefingHeld> {
    const began = performance.now()
    await this.#invite()
    await this.#join()
    await this.#client(CHAIR).act('begin')
    await this.#giveReason()
    await this.#wait(EVIDENCE_MS)
    await this.#client(CHAIR).act('roll')
    await this.#crowd.leave(DROPS)
    const gone = performance.now()
    for (const speaker of SPEAKERS) await this.#speak(speaker)
    await this.#tellPoorLine()
    const instruction = await this.#instruct()
    await this.#untilDropped(gone)
    await this.#joinMedia(DROPS)
    await this.#crowd.first(DROPS)
    await this.#client(CHAIR).act('roll')
    await this.#client(CHAIR).act('end')
    return await this.#account(began, instruction)
  }

  #client(site: number): SiteClient {
    const client = this.#clients.get(site)
    if (client === undefined) throw silent(this.#name(site))
    return client
  }

  #name(site: number): string {
    return DEMO_SITES[site].content.name
  }

  async #invite(): Promise<void> {
    const { editor } = this.#play
    const sites: BriefingSite[] = []
    for (const { content } of DEMO_SITES) sites.push(await editor.post<BriefingSite>('/api/v1/briefing-sites', content))
    this.#sites = sites
    const content = contentOf('Giao ban trực tuyến phòng, chống dịch', sites)
    const { id } = await editor.post<Briefing>('/api/v1/briefings', content)
    this.#briefing = id
  }

  async #join(): Promise<void> {
    const { editor, url, onMoment } = this.#play
    const path = `/api/v1/briefings/${this.#briefing}/links`
    const links = await editor.post<readonly PlaceLink[]>(path, { mail: false })
    const come = DEMO_SITES.map((_, at) => at).filter(at => at !== ABSENT)
    for (const at of come) {
      const link = links.find(({ site }) => site === this.#sites[at].id)
      if (link === undefined) throw silent(this.#name(at))
      this.#clients.set(at, await SiteClient.enter(url, link.url))
    }
    await Promise.all(come.map(async at => await this.#joinMedia(at)))
    const hospitals = come.filter(at => at !== CHAIR)
    onMoment({ is: 'came', sites: hospitals.length, of: DEMO_SITES.length - 1 })
  }

  async #joinMedia(at: number): Promise<void> {
    const took = await this.#crowd.join(this.#client(at).media, {
      room: this.#briefing,
      site: this.#sites[at].id,
      number: at,
      ...(at === POOR && { via: await this.#poorLine(), tells: true }),
    })
    if (took === null) throw silent(this.#name(at))
    const speaks = at === CHAIR || at === CHEAT
    await this.#crowd.sends(at, speaks ? SPEAKER_SENDS : LISTENER_SENDS)
  }

  /** To where the media listens, as an offer says it. */
  async #poorLine(): Promise<Via> {
    const { sdp } = await this.#client(POOR).media.join()
    const port = Number(/^a=candidate:\S+ 1 UDP \d+ 127\.0\.0\.1 (\d+) /im.exec(sdp)?.[1])
    const [front] = await this.#lines.open({ sites: 1, line: POOR_LINE, seed: 1, port })
    return { address: '127.0.0.1', port: front }
  }

  async #giveReason(): Promise<void> {
    const path = `/api/v1/briefings/${this.#briefing}/places/${this.#sites[ABSENT].id}/reason`
    await this.#play.editor.post(path, { reason: 'Mất điện toàn khu vực' })
  }

  /** Asks, is given the floor, is heard, and loses it: the first because the chair says so, the others of themselves. */
  async #speak(at: number): Promise<void> {
    const { onMoment } = this.#play
    const site = this.#sites[at].id
    await this.#client(at).act('floor', { do: 'ask' })
    await this.#client(CHAIR).act('floor', { do: 'give', site })
    this.#mayBeHeard.add(at)
    await this.#crowd.sends(at, SPEAKER_SENDS)
    await this.#hearing()
    await this.#wait(SPEECH_MS)
    const heard = await this.#hearing()
    // The one that is away for a while, and the one that never came, hear nothing.
    onMoment({ is: 'heard', site: this.#name(at), by: heard(at), of: this.#clients.size - 2 })
    onMoment({ is: 'withheld', site: this.#name(CHEAT), heardBy: heard(CHEAT) })
    if (at === SPEAKERS[0]) await this.#client(CHAIR).act('floor', { do: 'revoke', site })
    else await this.#client(at).act('floor', { do: 'release' })
    await this.#wait(SETTLED_MS)
    await this.#hearing()
    this.#mayBeHeard.delete(at)
    await this.#wait(SETTLED_MS)
    const after = await this.#hearing()
    onMoment({ is: 'revoked', site: this.#name(at), heardBy: after(at) })
    await this.#crowd.sends(at, LISTENER_SENDS)
  }

  /** By how many each site's voice was heard since the last time. */
  async #hearing(): Promise<(source: number) => number> {
    const packets = await this.#crowd.hearing()
    const by = (source: number) =>
      Object.entries(packets).filter(([way, count]) => {
        const [, from, kind] = way.split(' ')
        return count > 0 && Number(from) === source && kind === VOICE
      }).length
    for (const at of this.#clients.keys()) if (!this.#mayBeHeard.has(at)) this.#heardWithoutFloor += by(at)
    return by
  }

  async #tellPoorLine(): Promise<void> {
    const line = await untilThere({ vi: 'phòng họp nhận ra đường truyền kém', en: 'a poor line' }, async () => {
      const { room } = await this.#client(POOR).self()
      const found = room.sites.find(({ site }) => site === this.#sites[POOR].id)?.line
      return found === 'C' || found === 'D' ? found : null
    })
    this.#play.onMoment({ is: 'poor', site: this.#name(POOR), line })
  }

  async #instruct(): Promise<Instruction> {
    const { editor, approver, onMoment } = this.#play
    const path = `/api/v1/briefings/${this.#briefing}`
    const [first] = SPEAKERS
    const { id: decision } = await editor.post<{ id: string }>(`${path}/minutes`, {
      item: null,
      is: 'decision',
      site: this.#sites[CHAIR].id,
      text: 'Báo cáo số giường điều trị tích cực trước 16 giờ hằng ngày.',
    })
    const due = new Date(Date.now() + 3 * DAY_MS).toISOString().slice(0, '2020-02-01'.length)
    const draft = await editor.post<Instruction>(`${path}/instructions`, {
      site: this.#sites[first].id,
      due,
      decision,
      text: 'Lập và gửi báo cáo số giường điều trị tích cực trước 16 giờ hằng ngày.',
      basis: null,
    })
    const one = `/api/v1/instructions/${draft.id}`
    const submitted = await editor.post<Instruction>(`${one}/submit`, {
      version: draft.version,
      sha256: draft.sha256,
      signature: await editor.sign(saidOfInstruction(draft, 'submit')),
    })
    const { version, sha256 } = submitted
    const signature = await approver.sign(saidOfInstruction(submitted, 'approve'))
    const issued = await approver.post<Instruction>(`${one}/approve`, { version, sha256, signature })
    onMoment({ is: 'issued', site: this.#name(first), due })
    const answer = { by: 'Trực ban (giả định)', note: '' }
    await this.#client(first).act(`instructions/${draft.id}/acknowledge`, answer)
    await this.#client(first).act(`instructions/${draft.id}/done`, answer)
    return issued
  }

  /** So that the roll says so. */
  async #untilDropped(gone: number): Promise<void> {
    await this.#wait(DROPPED_MS + 1000 - (performance.now() - gone))
    await untilThere({ vi: 'phòng họp nhận ra kết nối bị ngắt', en: 'a line that broke' }, async () => {
      const { room } = await this.#client(DEPUTY).self()
      const found = room.sites.find(({ site }) => site === this.#sites[DROPS].id)
      return found?.is === 'dropped' ? true : null
    })
    this.#play.onMoment({ is: 'dropped', site: this.#name(DROPS) })
  }

  async #account(began: number, { id }: Instruction): Promise<BriefingHeld> {
    const briefing = await untilThere({ vi: 'bản ghi của buổi giao ban', en: 'a recording' }, async () => {
      const { editor } = this.#play
      const found = await editor.get<Briefing>(`/api/v1/briefings/${this.#briefing}`)
      return found.recordings.length > 0 ? found : null
    })
    const expected = briefing.places.filter(({ role }) => role === 'site' || role === 'deputy')
    const count = (is: (place: Briefing['places'][number]) => boolean) => expected.filter(is).length
    return {
      id: briefing.id,
      expected: expected.length,
      came: count(({ presentMs }) => presentMs > 0),
      absentWithReason: count(({ is }) => is === 'absent-with-reason'),
      dropped: count(({ drops }) => drops > 0),
      turns: briefing.turns.length,
      heardWithoutFloor: this.#heardWithoutFloor,
      instructions: {
        issued: briefing.instructions.filter(({ issuedAt }) => issuedAt !== null).length,
        done: briefing.instructions.filter(each => each.id === id && each.done !== null).length,
      },
      recordings: briefing.recordings.map(({ octets, sha256, durationMs, gaps }) => ({
        octets,
        sha256,
        durationMs,
        gaps: gaps.length,
      })),
      minutes: briefing.minutes.length,
      heldSeconds: (instant(briefing.endedAt) - instant(briefing.beganAt)) / 1000,
      seconds: (performance.now() - began) / 1000,
    }
  }

  async #wait(ms: number): Promise<void> {
    if (this.#play.stop.aborted) throw demoFailure('demoStopped')
    if (ms > 0) await new Promise(done => setTimeout(done, ms))
  }
}

function instant(at: string | null): number {
  return at === null ? Number.NaN : Date.parse(at)
}
