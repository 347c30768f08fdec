/**
 * Ten digits, spoken one after another at known times by espeak-ng, and which of them are recognised in a sound: each digit's
 * loudness over time, in three bands, is laid on the sound's where it fits best.
 *
 *   spoken   ──▁▇▅▁──▁▅▇▃──▁▇▂──      every STEP_MS one, the first of them only for a line to settle
 *   heard    ───▁▇▅▁──▁▅▂▃──▁▇▂─      within SEARCH_MS of its place; it must fit better than the nine others do
 *
 * Sound is 16 bits a sample, one channel, RATE samples a second. ffmpeg encodes and decodes; nothing here knows of a network.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './child.ts'
import { PEER_PATH } from './installed.ts'
import { readOgg, writeOgg } from './ogg.ts'

/** A browser on the poorest line is told to send 60. */
export const FRAME_MS = Number(process.env.VOICE_FRAME_MS ?? 20)
const RATE = 16_000
const FRAME_TICKS = 48 * FRAME_MS
const FRAME_COUNT = 3
const STEP_MS = 1600
const WARM_UP = 4
const ROUNDS = 3
const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín']
const BITRATE = 24_000

const WINDOW_MS = 10
const WINDOW = (RATE * WINDOW_MS) / 1000
const SEARCH_MS = 1000
const RECOGNISED = 0.8
/** Below this loudness a digit has not begun, or is over. */
const QUIET = 100
/** Hertz, between bands: two vowels of the same length are told apart by them. */
const EDGES = [500, 1500]

/** By band, one number a WINDOW_MS. */
type Loudness = readonly (readonly number[])[]

interface Digit {
  readonly word: string
  readonly atMs: number
  readonly loudness: Loudness
}

export interface Speech {
  /** Opus, FRAME_MS each. */
  readonly packets: readonly Buffer[]
  /** When the first of `digits` begins. */
  readonly settledMs: number
  readonly digits: readonly Digit[]
}

export interface Recognition {
  readonly word: string
  readonly own: number
  /** Of the other digit that fits best. */
  readonly other: number
  readonly isRecognised: boolean
}

export async function speakDigits(folder: string): Promise<Speech> {
  const words = await Promise.all(DIGITS.map(word => soundOf(word, folder)))
  const judged = Array.from({ length: ROUNDS }, () => [...DIGITS.keys()]).flat()
  const all = [...judged.slice(0, WARM_UP), ...judged]
  const step = (STEP_MS * RATE) / 1000
  const whole = new Int16Array((all.length + 1) * step)
  for (const [place, digit] of all.entries()) whole.set(words[digit], place * step)
  const raw = join(folder, 'spoken.raw')
  const ogg = join(folder, 'spoken.ogg')
  writeFileSync(raw, Buffer.from(whole.buffer))
  await ffmpeg([
    ...['-f', 's16le', '-ar', `${RATE}`, '-ac', '1', '-i', raw],
    ...['-c:a', 'libopus', '-b:a', `${BITRATE}`, '-frame_duration', `${FRAME_MS}`],
    ...['-application', 'voip', '-vbr', 'constrained', '-fec', '1', '-packet_loss', '10'],
    ogg,
  ])
  const digits = judged.map((digit, place) => ({
    word: DIGITS[digit],
    atMs: (WARM_UP + place) * STEP_MS,
    loudness: loudnessOf(words[digit]),
  }))
  return { packets: readOgg(readFileSync(ogg)), settledMs: WARM_UP * STEP_MS, digits }
}

/** Without the silence around it. */
async function soundOf(word: string, folder: string): Promise<Int16Array> {
  const wav = join(folder, `${word}.wav`)
  await run({
    command: 'espeak-ng',
    args: ['-v', 'vi', '-s', '110', '-w', wav, word],
    env: { ...process.env, PATH: PEER_PATH },
  })
  const sound = await samplesOf(wav)
  const from = sound.findIndex(sample => Math.abs(sample) >= QUIET)
  return sound.subarray(from, sound.findLastIndex(sample => Math.abs(sample) >= QUIET) + 1)
}

/** What a listener hears; where a packet is null the decoder bridges the gap as it can. */
export async function heardOf(
  packets: readonly (Buffer | null)[],
  folder: string,
  ticks = FRAME_TICKS,
): Promise<Int16Array> {
  const ogg = join(folder, 'heard.ogg')
  const first = packets.find(packet => packet !== null)
  // One frame of no octets is one that was lost (RFC 6716, sections 3.2.1 and 3.2.2).
  const lost = Buffer.of((first?.[0] ?? 0) & ~FRAME_COUNT)
  const all = packets.map(packet => packet ?? lost)
  writeFileSync(ogg, writeOgg(all, ticks))
  return await samplesOf(ogg, ['-c:a', 'libopus'])
}

async function samplesOf(file: string, decoder: readonly string[] = []): Promise<Int16Array> {
  const to = `${file}.raw`
  await ffmpeg([...decoder, '-i', file, '-f', 's16le', '-ar', `${RATE}`, '-ac', '1', to])
  const octets = readFileSync(to)
  return Int16Array.from({ length: octets.length >> 1 }, (_, i) => octets.readInt16LE(2 * i))
}

async function ffmpeg(args: readonly string[]): Promise<void> {
  await run({ command: 'ffmpeg', args: ['-nostdin', '-v', 'error', '-y', ...args] })
}

/** By band, root of the mean square of each window. */
function loudnessOf(sound: Int16Array): Loudness {
  const bands = [...EDGES, null].map(edge => (edge === null ? null : edgeOf(edge)))
  const windows = Math.floor(sound.length / WINDOW)
  const loudness = bands.map(() => Array.from({ length: windows }, () => 0))
  for (let at = 0; at < windows * WINDOW; at++) {
    let rest = sound[at]
    for (const [band, low] of bands.entries()) {
      const part = low === null ? rest : low(rest)
      rest -= part
      loudness[band][Math.floor(at / WINDOW)] += part * part
    }
  }
  return loudness.map(windows => windows.map(sum => Math.sqrt(sum / WINDOW)))
}

/** What is below so many hertz, sample by sample. */
function edgeOf(hertz: number): (sample: number) => number {
  const share = 1 - Math.exp((-2 * Math.PI * hertz) / RATE)
  let level = 0
  return sample => {
    level += (sample - level) * share
    return level
  }
}

export function recognise(sound: Int16Array, digits: readonly Digit[]): Recognition[] {
  const heard = loudnessOf(sound)
  const known = new Map(digits.map(({ word, loudness }) => [word, loudness]))
  return digits.map(({ word, atMs }) => {
    const fits = [...known].map(([word, loudness]) => ({ word, fit: bestFit(loudness, heard, atMs) }))
    const own = fits.find(one => one.word === word)?.fit ?? -1
    const other = Math.max(...fits.map(one => (one.word === word ? -1 : one.fit)))
    return { word, own, other, isRecognised: own >= RECOGNISED && own > other }
  })
}

function bestFit(loudness: Loudness, heard: Loudness, atMs: number): number {
  const reach = SEARCH_MS / WINDOW_MS
  const place = Math.round(atMs / WINDOW_MS)
  let best = -1
  for (let from = Math.max(0, place - reach); from <= place + reach; from++) {
    const bands = loudness.map((band, i) => correlation(band, heard[i], from))
    best = Math.max(best, bands.reduce((sum, one) => sum + one, 0) / bands.length)
  }
  return best
}

/** -1 to 1 (Pearson's). */
function correlation(one: readonly number[], all: readonly number[], from: number): number {
  const other = one.map((_, i) => all[from + i] ?? 0)
  const [meanOne, meanOther] = [one, other].map(list => list.reduce((sum, value) => sum + value, 0) / list.length)
  let [both, ofOne, ofOther] = [0, 0, 0]
  for (const [i, value] of one.entries()) {
    const [a, b] = [value - meanOne, other[i] - meanOther]
    both += a * b
    ofOne += a * a
    ofOther += b * b
  }
  return ofOne === 0 || ofOther === 0 ? 0 : both / Math.sqrt(ofOne * ofOther)
}
