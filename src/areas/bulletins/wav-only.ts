/**
 * A sound maker that makes nothing: a WAV file is handed on as it came, and nothing is spoken. For a server without the means to do more.
 *
 *   R I F F │ size 4 │ W A V E │ … │ f m t   │ size 4 │ format 2 │ channels 2 │ rate 4 │ octets a second 4 │ … │ d a t a │ size 4 │ …
 *
 * Multimedia Programming Interface and Data Specifications 1.0, IBM and Microsoft 1991. Hostile octets cost a bounded number of steps.
 */
import { SOUND_MS_MAX } from '../../directive/bulletin.ts'
import { bulletinFailure } from './failures.ts'
import type { SoundMaker } from './sound-maker.ts'

export const wavOnly: SoundMaker = {
  master: async ({ octets }) => {
    const milliseconds = durationOf(octets)
    if (milliseconds === null || milliseconds < 1) throw bulletinFailure('soundFaulty')
    if (milliseconds > SOUND_MS_MAX)
      throw bulletinFailure('soundLong', { seconds: SOUND_MS_MAX / 1000 })
    return { milliseconds, files: [{ form: 'wav', octets }] }
  },
  speak: async ({ language }) => {
    throw bulletinFailure('speechMissing', { language })
  },
}

const RIFF = 0x52494646
const WAVE = 0x57415645
const FMT = 0x666d7420
const DATA = 0x64617461
/** Before the samples: a few of metadata. */
const CHUNKS_MAX = 100

/** Null: it is no WAV file, or ends before its own header says. */
function durationOf(octets: Uint8Array): number | null {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength)
  if (view.byteLength < 12 || view.getUint32(0) !== RIFF || view.getUint32(8) !== WAVE) return null
  let octetsPerSecond = 0
  let at = 12
  for (let chunk = 0; chunk < CHUNKS_MAX && at + 8 <= view.byteLength; chunk++) {
    const [name, size] = [view.getUint32(at), view.getUint32(at + 4, true)]
    const end = at + 8 + size
    if (end > view.byteLength) return null
    if (name === FMT && size >= 16) octetsPerSecond = view.getUint32(at + 16, true)
    if (name === DATA)
      return octetsPerSecond === 0 ? null : Math.floor((size * 1000) / octetsPerSecond)
    at = end + (size % 2)
  }
  return null
}
