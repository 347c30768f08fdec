/**
 * Who hears whom, by ear, in real browsers: each page has a tone of its own in place of its microphone, and says what it plays.
 *
 *   page: oscillator ─► sender ─► the room ─► receivers ─► elements that play ─► analyser ─► samples ─► here: whose tone (tones.ts)
 *
 * A row a listener, a column a source. Packets are as the browser's own statistics have them (W3C webrtc-stats). Of whichever
 * browser and driver; what happens in the room is the caller's.
 */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { until } from '../../src/base/until.test.ts'
import { GIVES } from '../../src/media/line.ts'
import { FIRST_DOWN } from '../../src/media/transport.ts'
import type { LineClass } from '../../src/rtp/downlink.ts'
import { toneOf } from '../peers/tones.ts'
import type { SeenSite } from './briefing-browsers.ts'

/** Looks at the sound, one each tenth of a second: until it is as expected, and then so many in which it has to stay so. */
const WINDOWS = { looking: 3, held: 20 }
/** Packets of a voice that may be on their way to whoever hears it. */
const ON_THEIR_WAY = 10

/** So far, of a page's newest connection. */
interface Counted {
  /** By slot, of the ways down. */
  readonly came: readonly { readonly packets: number; readonly lost: number }[]
  /** Of its own voice. */
  readonly sent: number
  readonly ms: number
  /** Of the connections that the page has begun. */
  readonly connection: number
}

export interface Listened {
  /** Samples a second. */
  readonly rate: number
  /** What sounded, look by look; 16 bits a sample. */
  readonly sounds: readonly { readonly slot: number; readonly samples: readonly number[] }[]
  readonly before: Counted
  readonly after: Counted
}

interface CaptureOptions {
  /** How many, of WINDOW_MS each. */
  readonly windows: number
  readonly firstDown: number
}

/** Of whichever driver. */
export interface Hums {
  evaluate(inPage: (told: CaptureOptions) => Promise<Listened>, told: CaptureOptions): Promise<Listened>
}

/** A listener, over some looks. */
interface Row {
  /** By source: in how many its tone was clear. */
  readonly looks: readonly number[]
  /** By source: in which slot that was. */
  readonly slots: readonly (number | null)[]
  /** In how many nobody's tone was clear, though something sounded. */
  readonly unclear: number
  readonly before: Counted
  readonly after: Counted
}

interface Ears {
  listen(told: CaptureOptions): Promise<Listened>
}
type Page = typeof globalThis & { connections: RTCPeerConnection[]; ears: Ears }

interface Humming {
  /** Null: its browser has the tone already, in place of a device. */
  readonly hertz: number | null
  readonly cheats: boolean
}

/**
 * Runs in the page, before anything of it does, behind `keepConnections`. `cheats`: its tone is sent whether it has the floor or not, and its
 * page cannot take it away.
 */
export function hum({ hertz, cheats }: Humming): void {
  const WINDOW_MS = 100
  const SIZE = 4096
  const RECORDED_RATE = 48_000
  /** Of what an analyser has, each third is enough for tones of a voice. */
  const EACH = 3
  const LOUD = 32_767
  const QUIET = 100
  const devices = navigator.mediaDevices
  if (devices === undefined) return
  const page = globalThis as Page
  let sound: AudioContext | null = null
  let own: MediaStreamTrack | null = null
  const ears = new Map<MediaStreamTrack, { from: AudioNode; to: AnalyserNode }>()
  const context = () => {
    sound ??= new AudioContext()
    return sound
  }
  // Before somebody has clicked nothing sounds.
  addEventListener('click', () => void context().resume(), true)

  /** Louder and softer, as voices are: what stays the same may be taken for noise, which is not sent. */
  const tone = () => {
    if (own !== null || hertz === null) return own
    const audio = context()
    const out = audio.createMediaStreamDestination()
    const loudness = audio.createGain()
    loudness.gain.value = 0.3
    const deep = audio.createGain()
    deep.gain.value = 0.15
    const beat = audio.createOscillator()
    beat.frequency.value = 3
    beat.connect(deep).connect(loudness.gain)
    const voice = audio.createOscillator()
    voice.frequency.value = hertz
    voice.connect(loudness).connect(out)
    beat.start()
    voice.start()
    own = out.stream.getAudioTracks()[0]
    return own
  }

  const real = devices.getUserMedia.bind(devices)
  devices.getUserMedia = async wanted => {
    const stream = await real(wanted)
    for (const track of stream.getAudioTracks()) {
      const other = tone()
      if (other === null) continue
      track.stop()
      stream.removeTrack(track)
      stream.addTrack(other)
    }
    return stream
  }

  if (cheats)
    setInterval(() => {
      const sender = page.connections.at(-1)?.getTransceivers()[0]?.sender
      if (sender === undefined || sender.track === tone()) return
      void RTCRtpSender.prototype.replaceTrack.call(sender, tone())
      sender.replaceTrack = async () => {}
    }, WINDOW_MS)

  const heard = (track: MediaStreamTrack) => {
    const known = ears.get(track)
    if (known !== undefined) return known.to
    const from = context().createMediaStreamSource(new MediaStream([track]))
    const to = context().createAnalyser()
    to.fftSize = SIZE
    from.connect(to)
    ears.set(track, { from, to })
    return to
  }

  /** By the element that plays it; of one that is paused or muted nobody hears anything. */
  const played = () =>
    [...document.querySelectorAll('audio')].flatMap(element => {
      const track = (element.srcObject as MediaStream | null)?.getAudioTracks()[0]
      const isPlayed = !element.paused && !element.muted && element.volume > 0
      return track !== undefined && isPlayed ? [track] : []
    })

  const fewOf = (all: Float32Array) => {
    const few: number[] = []
    for (let at = 0; at + EACH <= all.length; at += EACH) {
      const sum = all[at] + all[at + 1] + all[at + 2]
      few.push(Math.round((LOUD * Math.max(-EACH, Math.min(EACH, sum))) / EACH))
    }
    return few.some(one => Math.abs(one) > QUIET) ? few : null
  }

  const sampled = (track: MediaStreamTrack) => {
    const all = new Float32Array(SIZE)
    heard(track).getFloatTimeDomainData(all)
    return fewOf(all)
  }

  /** Where no context runs, for want of anything that sounds: Firefox. Recorded, and decoded; of what is silent nothing may be. */
  const recorded = async (track: MediaStreamTrack, ms: number) => {
    const parts: Blob[] = []
    const recorder = new MediaRecorder(new MediaStream([track]))
    recorder.ondataavailable = ({ data }) => void parts.push(data)
    const isOver = new Promise(resolve => {
      recorder.onstop = resolve
    })
    recorder.start()
    await new Promise(resolve => setTimeout(resolve, ms))
    recorder.stop()
    await isOver
    const octets = await new Blob(parts).arrayBuffer()
    const decoder = new OfflineAudioContext(1, 1, RECORDED_RATE)
    const all = await decoder.decodeAudioData(octets).catch(() => null)
    const samples = all?.getChannelData(0) ?? new Float32Array()
    return Array.from({ length: Math.floor(samples.length / SIZE) }, (_, look) =>
      fewOf(samples.subarray(look * SIZE, (look + 1) * SIZE)),
    ).filter(one => one !== null)
  }

  const counted = async (half: RTCRtpSender | RTCRtpReceiver | undefined) => {
    const all = { packets: 0, lost: 0, sent: 0 }
    for (const one of (await half?.getStats())?.values() ?? []) {
      if (one.kind !== 'audio') continue
      if (one.type === 'inbound-rtp') {
        all.packets = one.packetsReceived
        all.lost = one.packetsLost
      } else if (one.type === 'outbound-rtp') all.sent = one.packetsSent
    }
    return all
  }

  page.ears = {
    async listen({ windows, firstDown }) {
      const halves = () => page.connections.at(-1)?.getTransceivers() ?? []
      const count = async () => {
        const all = halves()
        const down = all.slice(firstDown).map(async ({ receiver }) => await counted(receiver))
        const { sent } = await counted(all[0]?.sender)
        const { length: connection } = page.connections
        return { came: await Promise.all(down), sent, ms: performance.now(), connection }
      }
      const sounds: { slot: number; samples: number[] }[] = []
      const slotOf = (track: MediaStreamTrack) =>
        halves().findIndex(({ receiver }) => receiver.track === track) - firstDown
      const before = await count()
      if (context().state !== 'running') {
        const record = async (track: MediaStreamTrack) => {
          for (const samples of await recorded(track, windows * WINDOW_MS))
            sounds.push({ slot: slotOf(track), samples })
        }
        await Promise.all(played().map(record))
        return { rate: RECORDED_RATE / EACH, sounds, before, after: await count() }
      }
      for (let look = 0; look < windows; look++) {
        await new Promise(resolve => setTimeout(resolve, WINDOW_MS))
        for (const track of played()) {
          const samples = sampled(track)
          if (samples !== null) sounds.push({ slot: slotOf(track), samples })
        }
      }
      return { rate: context().sampleRate / EACH, sounds, before, after: await count() }
    },
  }
}

// Who hears whom -----------------------------------------------------------------------------------------------------

async function listen(pages: readonly Hums[], windows: number): Promise<Row[]> {
  const told = { windows, firstDown: FIRST_DOWN }
  const inPage = async (told: CaptureOptions) => await (globalThis as Page).ears.listen(told)
  const all = await Promise.all(pages.map(async page => await page.evaluate(inPage, told)))
  return all.map(one => rowOf(one, pages.length))
}

function rowOf({ rate, sounds, before, after }: Listened, sites: number): Row {
  const looks = Array.from({ length: sites }, () => 0)
  const slots = Array.from({ length: sites }, (): number | null => null)
  let unclear = 0
  for (const { slot, samples } of sounds) {
    const source = toneOf(Int16Array.from(samples), sites, rate)
    if (source === null) unclear += 1
    else {
      looks[source] += 1
      slots[source] = slot
    }
  }
  return { looks, slots, unclear, before, after }
}

/** How many packets of a source came to a listener, and how many it sent, since `from`. */
function cameAndSent(from: readonly Row[], to: readonly Row[], way: Way) {
  const { listener, source } = way
  const slot = from[listener].slots[source]
  const packetsOf = ({ came }: Counted) => (slot === null ? 0 : (came[slot]?.packets ?? 0))
  const came = packetsOf(to[listener].after) - packetsOf(from[listener].before)
  return { came, sent: to[source].after.sent - from[source].before.sent }
}

interface Way {
  readonly listener: number
  readonly source: number
}

/** What is done, and who is heard from then on, the speaker first. */
export interface Change {
  readonly says: string
  readonly act: () => Promise<void>
  readonly heard: readonly number[]
  /** Of those, who says nothing. */
  readonly silent?: readonly number[]
  /** When it has been looked at. */
  readonly looks?: () => Promise<void>
}

/** The pages of one briefing. `cheat` and `narrow` are indices of `pages`. */
export interface TonesFixture {
  readonly pages: readonly Hums[]
  readonly seen: () => Promise<readonly SeenSite[]>
  /** Sends its tone with the floor and without; null: nobody does. */
  readonly cheat: number | null
  /** Whose line is narrow; null: nobody's. */
  readonly narrow: number | null
  /** The computers of all pages cannot follow: who is heard is asked, and not how well. */
  readonly areSlow: boolean
}

/** A matrix, and what the chair saw before and after it. */
interface Held {
  readonly rows: readonly Row[]
  readonly from: readonly SeenSite[]
  readonly to: readonly SeenSite[]
}

/** One change after the other. What is heard before the next one is the matrix before it. */
export async function followFloor(t: TestContext, stage: TonesFixture, changes: readonly Change[]): Promise<void> {
  let before: readonly number[] = []
  for (const change of changes) {
    const { says, act, heard, silent = [] } = change
    await act()
    const sounds = heard.filter(source => !silent.includes(source))
    await settled(stage, change, [...before, ...sounds])
    const held = await hold(stage, change)
    for (const line of drawn(says, sounds, held)) t.diagnostic(line)
    assertHeard(held, change, stage)
    if (!stage.areSlow) assertGiven(held, stage)
    const { cheat } = stage
    if (cheat !== null) assert.ok(sentRate(held.rows[cheat]) > 0, 'the cheat sends')
    await change.looks?.()
    before = sounds
  }
}

/** Until all hear whom they are to hear, and the chair's page says so. Meanwhile nobody is heard but `either`. */
async function settled(
  { pages, seen }: TonesFixture,
  { says, heard, silent = [] }: Change,
  either: readonly number[],
): Promise<void> {
  let last = ''
  const isSettled = async () => {
    const sites = await seen()
    const rows = await listen(pages, WINDOWS.looking)
    const hear = rows.map(({ looks }) => heardIn(looks))
    for (const [listener, sources] of hear.entries())
      for (const source of sources)
        assert.ok(source !== listener && either.includes(source), `${listener} hears ${source}`)
    const lit = sites.flatMap(({ isLit }, source) => (isLit ? [source] : []))
    last = `${hear.map(sources => sources.join()).join(' ')}, shown ${lit.join()}`
    const to = sites.map(({ line }, listener) => soundsTo(listener, { heard, silent, line }))
    const areHeard = hear.every((sources, listener) => isSame(sources, to[listener]))
    return areHeard && isSame(lit, inOrder(heard, silent))
  }
  await until(isSettled, `what is to be heard and shown, after: ${says}`).catch(error => {
    throw new Error(`${says}: at last heard ${last}`, { cause: error })
  })
}

/**
 * Until all that the voices of whom all hear said since it began has come to all: a machine that has much else to do is late with some of it, and
 * what is lost never comes. Whose connection is begun anew meanwhile is listened to once more.
 */
async function hold(
  { pages, seen, areSlow, narrow }: TonesFixture,
  { says, heard, silent = [] }: Change,
): Promise<Held> {
  const begin = async (): Promise<Held> => {
    const from = await seen()
    const rows = await listen(pages, WINDOWS.held)
    return { rows, from, to: await seen() }
  }
  let held = await begin()
  let rows = held.rows
  const first = heard.find(source => !silent.includes(source))
  const hasCome = async () => {
    const isBegunAnew = rows.some(({ after }, at) => after.connection !== held.rows[at].before.connection)
    if (isBegunAnew) {
      held = await begin()
      rows = held.rows
      return false
    }
    if (areSlow) return true
    const isLate = pages.some((_, listener) => {
      if (listener === first || first === undefined) return false
      // A line that is full loses some.
      if (listener === narrow || first === narrow) return false
      const { came, sent } = cameAndSent(held.rows, rows, { listener, source: first })
      return sent - came > ON_THEIR_WAY
    })
    if (isLate) rows = await listen(pages, WINDOWS.looking)
    return !isLate
  }
  await until(hasCome, `all that is said comes to all, after: ${says}`)
  return held
}

function assertHeard({ rows, from, to }: Held, { says, heard, silent = [] }: Change, { areSlow }: TonesFixture): void {
  for (const [listener, row] of rows.entries()) {
    const who = `${listener}, after: ${says}`
    // Where its class is another one meanwhile it has one or the other.
    const [least, most] = [from, to]
      .map(({ [listener]: { line } }) => soundsTo(listener, { heard, silent, line }))
      .toSorted((one, other) => one.length - other.length)
    for (const source of least)
      assert.ok(row.looks[source] >= (areSlow ? 1 : WINDOWS.held / 2), `${source} is clear to ${who}`)
    for (const source of heardIn(row.looks)) assert.ok(most.includes(source), `${source} is not heard by ${who}`)
  }
}

/** A computer that cannot follow may be given less; one that loses nothing is never given least. */
function assertGiven({ rows, to }: Held, { narrow }: TonesFixture): void {
  for (const [listener, row] of rows.entries())
    assert.ok(
      listener === narrow || lostOf(row) > 0 || to[listener].line !== 'D',
      `${listener} loses nothing, and has the last class`,
    )
}

/** The speaker first: what a line of a class is given of them; nobody hears itself. */
function soundsTo(
  listener: number,
  of: { readonly heard: readonly number[]; readonly silent: readonly number[]; readonly line: LineClass | null },
): number[] {
  const others = of.heard.filter(source => source !== listener)
  const given = of.line === null ? others : others.slice(0, GIVES[of.line].voices)
  return inOrder(given, of.silent)
}

function inOrder(given: readonly number[], silent: readonly number[]): number[] {
  return given.filter(source => !silent.includes(source)).toSorted((a, b) => a - b)
}

function heardIn(looks: readonly number[]): number[] {
  return looks.flatMap((count, source) => (count > 0 ? [source] : []))
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.join() === other.join()
}

function sentRate({ before, after }: Row): number {
  return ((after.sent - before.sent) * 1000) / (after.ms - before.ms)
}

function lostOf({ before, after }: Row): number {
  return after.came.reduce((sum, { lost }, slot) => sum + lost - (before.came[slot]?.lost ?? 0), 0)
}

/** A row a listener: packets a second of each source whose tone it hears, and its class. */
function drawn(says: string, sounds: readonly number[], { rows, from, to }: Held): string[] {
  const cell = (text: string | number) => String(text).padStart(4)
  const rateOf = (way: Way) => {
    const { before, after } = rows[way.listener]
    return (cameAndSent(rows, rows, way).came * 1000) / (after.ms - before.ms)
  }
  const classOf = (at: number) => {
    const [before, after] = [from, to].map(({ [at]: { line } }) => line ?? '–')
    return before === after ? after : `${before}→${after}`
  }
  const more = (row: Row) => [
    ...(lostOf(row) > 0 ? [`lost ${lostOf(row)}`] : []),
    ...(row.unclear > 0 ? [`unclear ${row.unclear}`] : []),
    ...(row.after.connection > 1 ? [`connection ${row.after.connection}`] : []),
  ]
  return [
    `${says}. Heard: ${sounds.join(', ')}`,
    `     ${rows.map((_, at) => cell(at)).join('')}`,
    ...rows.map((row, listener) => {
      const cells = row.looks.map((count, source) => cell(count === 0 ? '·' : Math.round(rateOf({ listener, source }))))
      return `${cell(listener)} ${cells.join('')}  ${[classOf(listener), ...more(row)].join(' ')}`
    }),
    `sent ${rows.map(row => cell(Math.round(sentRate(row)) || '·')).join('')}`,
  ]
}
