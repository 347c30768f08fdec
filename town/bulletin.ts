/**
 * The demo's bulletin: one message, two people, every channel; then its correction on each, and what is proved, counted on both sides.
 *
 *   written ─► two sign ─► page, feeds, alert ─┬─► three clusters: one is heard, one loses its power while it plays, one plays
 *                                              ├─► two operators: before the ring
 *                                              ├─► short messages: the draft of a round; a person saw it in print
 *                                              ├─► two mailboxes and a browser; one of them ends it by one click, and is told no more
 *                                              ├─► cells of two operators (on-air.ts)
 *                                              └─► correction, by one person ─► on each of them ─► cancelled, by one ─► proofs, by kind
 *
 * Knows the API, the device program and the files of operators' nodes; shows nothing by itself.
 */

import type { Announcement } from '../src/areas/announcements/model.ts'
import type { Bulletin, KeptSound, Placement, Proof } from '../src/areas/bulletins/model.ts'
import { PUBLIC_WORDS } from '../src/areas/bulletins/public-words.ts'
import { saidOf } from '../src/areas/bulletins/said.ts'
import type { ClusterCode, Commune, Hearing, Play } from '../src/areas/loudspeakers/model.ts'
import type { SubscriptionCounts } from '../src/areas/subscriptions/model.ts'
import { type AuthorityClient, Refused } from './authority-client.ts'
import {
  bulletinDraft,
  CANCELLED,
  CORRECTED,
  CORRECTED_TEXT,
  type DemoSounds,
  PLAYS,
  SPOKEN,
  SPOKEN_CORRECTION,
  TITLE,
  toneWav,
} from './bulletin-content.ts'
import { CITIZENS, type Citizens } from './citizens.ts'
import type { Controllers } from './controllers.ts'
import { demoFailure } from './failures.ts'
import type { TownHost } from './host.ts'
import type { ReceivedLetter } from './mail-sink.ts'
import { airCountName, OnAir, type OnAirMoment } from './on-air.ts'
import type { DemoOperator } from './operators.ts'
import { foundInPublic } from './public-check.ts'
import { announcementsAt, playToCallers, RINGING } from './ring-systems.ts'
import { CLUSTERS, CUT_OFF, type DemoCluster, HEARD, PLACE, type Speakers } from './speakers.ts'
import { silent, untilThere, type Wait } from './waiting.ts'

/** What is said of it as it goes, in order. */
export type BulletinMoment =
  | OnAirMoment
  | { readonly is: 'spoken'; readonly by: 'machine' | 'tones'; readonly seconds: number }
  | { readonly is: 'released'; readonly channels: number }
  | { readonly is: 'public'; readonly paths: number; readonly alerts: number }
  | { readonly is: 'cut-off'; readonly cluster: string }
  | { readonly is: 'back'; readonly cluster: string; readonly unknown: number; readonly missed: number }
  | { readonly is: 'heard'; readonly cluster: string; readonly item: string; readonly counter: number }
  | { readonly is: 'rang'; readonly operator: string; readonly calls: number }
  | { readonly is: 'told'; readonly letters: number; readonly pushes: number }
  | { readonly is: 'unsubscribed'; readonly left: number }
  | {
      readonly is: 'corrected'
      readonly clusters: number
      readonly operators: number
      readonly letters: number
      readonly cells: number
    }

/** One thing, counted by whoever did it and by the server that was told. */
export interface BothCounts {
  readonly what: string
  readonly theirs: number
  readonly server: number
}

export interface BulletinProved {
  readonly id: string
  readonly proofs: readonly Proof[]
  readonly counts: readonly BothCounts[]
  /** Whether the two counts of each are the same. */
  readonly equal: boolean
  readonly seconds: number
}

export interface BulletinPlay {
  readonly host: TownHost
  readonly speakers: Speakers
  readonly citizens: Citizens
  readonly controllers: Controllers
  readonly operators: readonly DemoOperator[]
  readonly administrator: AuthorityClient
  readonly editor: AuthorityClient
  readonly approver: AuthorityClient
  readonly stop: AbortSignal
  readonly onMoment: (moment: BulletinMoment) => void
}

/** Fails with demoSilent, demoStopped, and what the server refuses. */
export async function releaseBulletin(play: BulletinPlay): Promise<BulletinProved> {
  return await new BulletinDemo(play).play()
}

/** Communes, their clusters, and a device at each: as long before it speaks as one likes. */
export async function placeSpeakers({
  administrator,
  host,
  speakers,
}: Pick<BulletinPlay, 'administrator' | 'host' | 'speakers'>): Promise<void> {
  await administrator.put('/api/v1/loudspeakers/communes', {
    communes: CLUSTERS.map(({ commune, name }) => ({ code: commune, name, places: [PLACE], windows: null })),
  })
  const clusters = CLUSTERS.map(({ id, commune, name }) => ({ cluster: id, commune, name, purpose: 'live' }))
  await administrator.post('/api/v1/loudspeakers/clusters', { clusters })
  for (const each of CLUSTERS) {
    const path = `/api/v1/loudspeakers/clusters/${each.id}/code`
    const { code } = await administrator.post<ClusterCode>(path)
    await speakers.enrol(each, host.url, code)
    speakers.start(each)
  }
}

export const ENDINGS = ['scheduled', 'played', 'cut', 'refused', 'missed', 'unknown', 'open'] as const
type Ending = (typeof ENDINGS)[number]

class BulletinDemo {
  readonly #p: BulletinPlay
  readonly #ringing: readonly DemoOperator[]
  readonly #air: OnAir

  constructor(play: BulletinPlay) {
    this.#p = play
    this.#ringing = play.operators.slice(0, RINGING)
    const { controllers, operators, editor, onMoment } = play
    this.#air = new OnAir({
      controllers,
      operators,
      editor,
      onMoment,
      until: async (what, act) => await this.#until(what, act),
    })
  }

  async play(): Promise<BulletinProved> {
    const began = performance.now()
    await this.#connected()
    const { id } = await this.#release(await this.#sounds())
    const [called] = await Promise.all([
      this.#ring(),
      this.#cutOff(),
      this.#readByAll(id, TITLE),
      this.#tellCitizens(id),
      this.#air.broadcast(id),
    ])
    await this.#listen()
    await this.#placed(id)
    await this.#correct(id)
    await this.#cancel(id)
    const counts = await this.#counts(id, called)
    const proofs = await this.#p.editor.get<readonly Proof[]>(`/api/v1/bulletins/${id}/proofs`)
    return {
      id,
      proofs,
      counts,
      equal: counts.every(({ theirs, server }) => theirs === server),
      seconds: (performance.now() - began) / 1000,
    }
  }

  async #until<T>(what: Wait, act: () => Promise<T | null>): Promise<T> {
    return await untilThere(what, async () => {
      if (this.#p.stop.aborted) throw demoFailure('demoStopped')
      return await act()
    })
  }

  async #connected(): Promise<void> {
    const { administrator } = this.#p
    await this.#until({ vi: 'các cụm loa kết nối', en: 'loudspeakers' }, async () => {
      const communes = await administrator.get<readonly Commune[]>('/api/v1/loudspeakers/communes')
      const clusters = communes.flatMap(({ clusters }) => clusters)
      const isThere = ({ id }: DemoCluster) => clusters.some(each => each.id === id && each.isConnected)
      return CLUSTERS.every(isThere) ? true : null
    })
  }

  /** By the server's machine where it has a voice; else two tones. */
  async #sounds(): Promise<DemoSounds> {
    const { editor, onMoment } = this.#p
    try {
      const [bulletin, correction] = [await this.#speak(SPOKEN), await this.#speak(SPOKEN_CORRECTION)]
      onMoment({ is: 'spoken', by: 'machine', seconds: bulletin.milliseconds / 1000 })
      return { bulletin, correction }
    } catch (error) {
      if (!(error instanceof Refused) || !NO_VOICE.includes(error.code)) throw error
    }
    const tone = async (hz: number) => {
      const path = '/api/v1/bulletin-sounds?by=upload'
      return (await editor.postOctets<KeptSound>(path, toneWav(hz), 'audio/wav')).sound
    }
    const [bulletin, correction] = [await tone(440), await tone(660)]
    onMoment({ is: 'spoken', by: 'tones', seconds: bulletin.milliseconds / 1000 })
    return { bulletin, correction }
  }

  async #speak(spoken: string): Promise<DemoSounds['bulletin']> {
    const path = '/api/v1/bulletin-sounds/spoken'
    const asked = { spoken, language: 'vi', purpose: 'live' }
    return (await this.#p.editor.post<KeptSound>(path, asked)).sound
  }

  /** Written by one, approved by another: both sign its digest. */
  async #release(sounds: DemoSounds): Promise<Bulletin> {
    const { editor, approver, onMoment } = this.#p
    const draft = bulletinDraft(Date.now(), sounds)
    const made = await editor.post<Bulletin>('/api/v1/bulletins', { draft })
    const { id, version, sha256, faults } = made
    if (sha256 === null) throw silent(faults[0]?.at ?? 'bulletin')
    const path = `/api/v1/bulletins/${id}`
    const signed = async (by: AuthorityClient, does: 'submit' | 'approve') =>
      await by.sign(saidOf({ id, version, sha256 }, does))
    const said = { version, sha256 }
    await editor.post(`${path}/submit`, { ...said, signature: await signed(editor, 'submit') })
    const released = await approver.post<Bulletin>(`${path}/approve`, {
      ...said,
      purpose: 'live',
      signature: await signed(approver, 'approve'),
    })
    onMoment({ is: 'released', channels: released.releases[0]?.channels.length ?? 0 })
    return released
  }

  async #readByAll(id: string, title: string): Promise<void> {
    const { host, onMoment } = this.#p
    const { paths, alerts, faults } = await this.#until(
      { vi: 'trang công bố', en: 'the public page' },
      async () => await foundInPublic(host.url, { id, title }),
    )
    if (faults.length > 0) throw silent(`CAP: ${faults.join(', ')}`)
    onMoment({ is: 'public', paths: paths.length, alerts })
  }

  // Loudspeakers -------------------------------------------------------------------------------------------------------

  /** While it plays for the first time the power goes; it comes back once the others have played. */
  async #cutOff(): Promise<void> {
    const { speakers, onMoment } = this.#p
    await this.#until({ vi: 'một lượt phát', en: 'a play' }, async () =>
      (await this.#sums(CUT_OFF)).open > 0 ? true : null,
    )
    await speakers.kill(CUT_OFF)
    onMoment({ is: 'cut-off', cluster: CUT_OFF.name })
    for (const each of CLUSTERS) if (each !== CUT_OFF) await this.#untilPlayed(each, PLAYS)
    speakers.start(CUT_OFF)
    const { unknown, missed } = await this.#until(
      { vi: 'thiết bị loa trở lại', en: 'a device that came back' },
      async () => {
        const sums = await this.#sums(CUT_OFF)
        return sums.open === 0 && sums.unknown + sums.missed + sums.cut >= PLAYS ? sums : null
      },
    )
    onMoment({ is: 'back', cluster: CUT_OFF.name, unknown, missed })
  }

  async #untilPlayed(cluster: DemoCluster, plays: number): Promise<void> {
    await this.#until(cluster.name, async () => {
      const { played, open } = await this.#sums(cluster)
      return played >= plays && open === 0 ? true : null
    })
  }

  /** As the server was told. */
  async #sums({ id }: DemoCluster): Promise<Record<Ending, number>> {
    const path = `/api/v1/loudspeakers/clusters/${id}/plays`
    const sums = { scheduled: 0, played: 0, cut: 0, refused: 0, missed: 0, unknown: 0, open: 0 }
    for (const { outcome, plays } of await this.#p.editor.get<readonly Play[]>(path)) {
      sums[outcome] += plays
      sums.scheduled += plays
    }
    return sums
  }

  /** A microphone at the first cluster: its recording is read by the program, and proves a play to the server. */
  async #listen(): Promise<void> {
    const { speakers, onMoment } = this.#p
    // One that was cut off by another has no tag at its end.
    const tag = await this.#until({ vi: 'dấu âm trong bản thu', en: 'a heard tag' }, async () => {
      for (const file of await speakers.recordings(HEARD)) {
        const [tag] = await speakers.heard(file)
        if (tag !== undefined && (await this.#isKnown(file))) return tag
      }
      return null
    })
    onMoment({ is: 'heard', cluster: HEARD.name, item: tag.item, counter: tag.counter })
  }

  /** To the server, by the play that it proves. */
  async #isKnown(recording: string): Promise<boolean> {
    const { speakers, editor } = this.#p
    const octets = await speakers.octetsOf(recording)
    const path = '/api/v1/loudspeakers/heard'
    return (await editor.postOctets<Hearing>(path, octets, 'audio/wav')).known > 0
  }

  // Citizens -----------------------------------------------------------------------------------------------------------

  /** Both have the letter, the browser its message; then one of them wants no more. */
  async #tellCitizens(id: string): Promise<void> {
    const { citizens, onMoment } = this.#p
    const all = Object.values(CITIZENS).length
    await this.#accepted(id, 'publish', all)
    onMoment({ is: 'told', letters: citizens.allLetters.length, pushes: citizens.pushes })
    await citizens.oneClick()
    onMoment({ is: 'unsubscribed', left: await this.#subscribers('mail') })
  }

  /** The server has heard of so many letters, and of the browser, that they were taken. */
  async #accepted(id: string, release: Proof['release'], letters: number): Promise<void> {
    await this.#until({ vi: 'thư và thông báo đẩy', en: `letters (${release})` }, async () => {
      const count = await this.#acceptedOn(id, release)
      return count('mail') >= letters && count('push') >= 1 ? true : null
    })
  }

  async #acceptedOn(id: string, of: Proof['release']): Promise<(on: 'mail' | 'push') => number> {
    const proofs = await this.#p.editor.get<readonly Proof[]>(`/api/v1/bulletins/${id}/proofs`)
    return on =>
      proofs.find(({ channel, release, kind }) => channel === on && release === of && kind === 'accepted')?.count ?? 0
  }

  async #subscribers(on: 'mail' | 'push'): Promise<number> {
    const path = '/api/v1/subscriptions'
    const { channels } = await this.#p.editor.get<SubscriptionCounts>(path)
    return channels.find(({ channel }) => channel === on)?.subscribers ?? 0
  }

  // Other channels -----------------------------------------------------------------------------------------------------

  /** How many calls the operators' own systems have counted. */
  async #ring(): Promise<number> {
    const { host, onMoment } = this.#p
    let calls = 0
    for (const operator of this.#ringing) {
      const answered = await this.#until(
        { vi: `âm thông báo ở ${operator.name}`, en: `an announcement at ${operator.name}` },
        async () => await playToCallers(host, operator),
      )
      calls += answered.calls
      onMoment({ is: 'rang', operator: operator.name, calls: answered.calls })
    }
    return calls
  }

  async #placed(id: string): Promise<void> {
    const entry = { kind: 'press', outlet: 'Báo (giả định)', link: '', note: '' }
    await this.#p.editor.post<Placement>(`/api/v1/bulletins/${id}/placements`, {
      ...entry,
      at: new Date().toISOString(),
    })
  }

  /** One person, one press: on every channel where it went. */
  async #correct(id: string): Promise<void> {
    const { editor } = this.#p
    // What the operators counted has to be there before nothing more is heard.
    await this.#until({ vi: 'số cuộc gọi', en: 'counts of calls' }, async () =>
      (await this.#announcements(id)).filter(({ calls }) => calls !== null).length === this.#ringing.length
        ? true
        : null,
    )
    const before = new Map<string, number>()
    for (const each of CLUSTERS) before.set(each.id, (await this.#sums(each)).played)
    await editor.post(`/api/v1/bulletins/${id}/correct`, { version: 1 })
    const [cells] = await Promise.all([this.#air.correct(), this.#corrected(id, before)])
    this.#p.onMoment({
      is: 'corrected',
      clusters: CLUSTERS.length,
      operators: this.#ringing.length,
      cells,
      letters: this.#p.citizens.bulletinLetters(CITIZENS.stays).length - 1,
    })
  }

  /** `before`: plays of each cluster. */
  async #corrected(id: string, before: ReadonlyMap<string, number>): Promise<void> {
    await this.#readByAll(id, CORRECTED)
    for (const each of CLUSTERS) await this.#untilPlayed(each, (before.get(each.id) ?? 0) + 1)
    for (const operator of this.#ringing)
      await this.#until({ vi: `việc thu hồi ở ${operator.name}`, en: `a withdrawal at ${operator.name}` }, async () => {
        const found = await announcementsAt(this.#p.host, operator)
        return found.every(({ state }) => state === 'withdrawn') ? true : null
      })
    await this.#until({ vi: 'việc thu hồi', en: 'withdrawals' }, async () => {
      const all = await this.#announcements(id)
      return all.every(({ state }) => state === 'withdrawn') ? true : null
    })
    await this.#accepted(id, 'correct', 1)
  }

  /** One person again: it is on the air nowhere, and whoever had it is told. */
  async #cancel(id: string): Promise<void> {
    const cancellation = { version: 1, reason: CANCELLED }
    await this.#p.editor.post(`/api/v1/bulletins/${id}/cancel`, cancellation)
    await Promise.all([this.#air.takeOff(), this.#accepted(id, 'cancel', 1)])
  }

  async #announcements(id: string): Promise<readonly Announcement[]> {
    return await this.#p.editor.get(`/api/v1/bulletins/${id}/announcements`)
  }

  // Both counts --------------------------------------------------------------------------------------------------------

  /** Devices end first, so that nothing is told any more. */
  async #counts(id: string, called: number): Promise<readonly BothCounts[]> {
    const { speakers, editor } = this.#p
    await speakers.end()
    const counts: BothCounts[] = []
    for (const each of CLUSTERS) {
      const [own, server] = [await speakers.count(each), await this.#sums(each)]
      for (const ending of ENDINGS)
        counts.push({ what: `${each.id} ${ending}`, theirs: own[ending], server: server[ending] })
      counts.push({ what: `${each.id} wav`, theirs: own.files, server: server.played })
    }
    const proofs = await editor.get<readonly Proof[]>(`/api/v1/bulletins/${id}/proofs`)
    const calls = proofs.find(({ channel, unit }) => channel === 'ring' && unit === 'calls')
    counts.push({ what: 'ring calls', theirs: called, server: calls?.count ?? 0 })
    const aired = this.#air.counts.map(({ operator, count, theirs, server }) => ({
      what: airCountName(operator, count),
      theirs,
      server,
    }))
    return [...counts, ...aired, ...(await this.#citizenCounts(id))]
  }

  /** Their own mail server and push service have counted what the server says they took. */
  async #citizenCounts(id: string): Promise<readonly BothCounts[]> {
    const { citizens } = this.#p
    const letters = citizens.allLetters
    const toWhoLeft = citizens.bulletinLetters(CITIZENS.leaves)
    const [first, then, last] = [
      await this.#acceptedOn(id, 'publish'),
      await this.#acceptedOn(id, 'correct'),
      await this.#acceptedOn(id, 'cancel'),
    ]
    const pushes = [first, then, last].reduce((sum, accepted) => sum + accepted('push'), 0)
    const count = (release: Proof['release']) => letters.filter(isOf(release)).length
    return [
      { what: 'mail letters', theirs: count('publish'), server: first('mail') },
      { what: 'mail corrections', theirs: count('correct'), server: then('mail') },
      { what: 'mail cancellations', theirs: count('cancel'), server: last('mail') },
      { what: 'mail after whoever left', theirs: toWhoLeft.length - 1, server: 0 },
      { what: 'mail subscribers', theirs: 1, server: await this.#subscribers('mail') },
      { what: 'push messages', theirs: citizens.pushes, server: pushes },
    ]
  }
}

/** By its own words: a cancellation says first what it is, then what the correction said. */
function isOf(release: Proof['release']): (letter: ReceivedLetter) => boolean {
  return ({ text }) => {
    const isCancellation = text.includes(PUBLIC_WORDS.vi.takenBack)
    if (release === 'cancel') return isCancellation
    return !isCancellation && text.includes(CORRECTED_TEXT) === (release === 'correct')
  }
}

/** Codes with which a server without a voice refuses. */
const NO_VOICE = ['speechMissing', 'voiceMissing', 'voiceUnknown', 'ffmpegMissing']
