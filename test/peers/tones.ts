/**
 * Voices that can be told by ear: each site hums a tone of its own, encoded by ffmpeg's libopus; what somebody heard is decoded by
 * ffmpeg, and which tone sounds in each packet is found by Goertzel's filter.
 *
 *   site      0     1     2     …    23            a packet's 20 ms hold 320 samples: tones 125 Hz apart are told
 *   hertz   400   525   650     …  3275            from one another, and from silence, noise and two at once
 *
 * Sound is 16 bits a sample, one channel, RATE samples a second where nothing else is said. Nothing here knows of a network.
 */
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './child.ts'
import { readOgg, writeOgg } from './ogg.ts'

export const FRAME_MS = 20
const RATE = 16_000
const FRAME = (RATE * FRAME_MS) / 1000
const FRAME_TICKS = 960
const LOWEST_HERTZ = 400
const STEP_HERTZ = 125
const BITRATE = 24_000
const SECONDS = 2
/** Of the loudness of a packet: less is silence. */
const QUIET = 300
/** Of a packet's energy: so much is one tone's, or no tone is told. */
const CLEAR = 0.6

export function hertzOf(site: number): number {
  return LOWEST_HERTZ + STEP_HERTZ * site
}

/** By site, packets of Opus, FRAME_MS each. */
export async function humOf(sites: number, folder: string): Promise<Buffer[][]> {
  const numbers = Array.from({ length: sites }, (_, site) => site)
  const file = (site: number) => join(folder, `hum-${site}.ogg`)
  await ffmpeg([
    ...numbers.flatMap(site => [
      ...['-f', 'lavfi', '-i'],
      `sine=frequency=${hertzOf(site)}:sample_rate=48000:duration=${SECONDS}`,
    ]),
    ...numbers.flatMap(site => [
      ...['-map', `${site}:a`, '-c:a', 'libopus', '-b:a', `${BITRATE}`],
      ...['-frame_duration', `${FRAME_MS}`, '-application', 'voip', '-vbr', 'off', file(site)],
    ]),
  ])
  return numbers.map(site => readOgg(readFileSync(file(site))))
}

/** Of each line of packets, whose tone sounds in each of them; null: nobody's. */
export async function tonesIn(
  lines: readonly (readonly Buffer[])[],
  { sites, folder }: { sites: number; folder: string },
): Promise<(number | null)[][]> {
  const those = [...lines.keys()].filter(line => lines[line].length > 0)
  const file = (line: number, of: string) => join(folder, `heard-${line}.${of}`)
  for (const line of those) writeFileSync(file(line, 'ogg'), writeOgg(lines[line], FRAME_TICKS))
  if (those.length > 0)
    await ffmpeg([
      ...those.flatMap(line => ['-c:a', 'libopus', '-i', file(line, 'ogg')]),
      ...those.flatMap((line, input) => [
        ...['-map', `${input}:a`, '-f', 's16le', '-ar', `${RATE}`, '-ac', '1', file(line, 'raw')],
      ]),
    ])
  return lines.map((packets, line) => {
    if (packets.length === 0) return []
    const octets = readFileSync(file(line, 'raw'))
    const sound = Int16Array.from({ length: octets.length >> 1 }, (_, i) => octets.readInt16LE(2 * i))
    assert.ok(Math.abs(sound.length / FRAME - packets.length) <= 1, 'each packet sounds as long')
    return packets.map((_, i) => toneOf(sound.subarray(i * FRAME, (i + 1) * FRAME), sites))
  })
}

/** Whose it is; null: none is clear. */
export function toneOf(sound: Int16Array, sites: number, rate = RATE): number | null {
  const energy = sound.reduce((sum, sample) => sum + sample * sample, 0)
  if (Math.sqrt(energy / Math.max(1, sound.length)) < QUIET) return null
  const shares = Array.from({ length: sites }, (_, site) => shareOf(sound, { hertz: hertzOf(site), rate, energy }))
  const best = shares.indexOf(Math.max(...shares))
  return shares[best] >= CLEAR ? best : null
}

/** Of all energy, that of one frequency: 1 for a tone of it alone (Goertzel 1958). */
function shareOf(sound: Int16Array, { hertz, rate, energy }: { hertz: number; rate: number; energy: number }): number {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / rate)
  let [one, two] = [0, 0]
  for (const sample of sound) [one, two] = [sample + turn * one - two, one]
  const power = one * one + two * two - turn * one * two
  return (2 * power) / (sound.length * energy)
}

async function ffmpeg(args: readonly string[]): Promise<void> {
  await run({ command: 'ffmpeg', args: ['-nostdin', '-v', 'error', '-y', ...args] })
}
