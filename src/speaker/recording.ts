/** The tags that are heard in a recording: a WAV file of any length, of which never more than a piece is held. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { speakerFailure } from './failures.ts'
import { HEARD_RATE_MIN, type Heard, TAG_MS, tagsIn } from './fsk.ts'
import { readWavForm, samplesOf, WAV_HEAD_OCTETS } from './wav.ts'

const PIECE_SECONDS = 30
/** A tag that begins in one piece ends in it. */
const OVERLAP_SECONDS = (2 * TAG_MS) / 1000

/** Fails with fileUnreadable or soundUnreadable. */
export function heardIn(file: string): Heard[] {
  let fd: number
  try {
    fd = openSync(file, 'r')
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
  try {
    return heardWithin((from, size) => octetsOf(fd, from, size), fstatSync(fd).size)
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) throw baseFailure('fileUnreadable', { file, why: reason(error) })
    throw error
  } finally {
    closeSync(fd)
  }
}

/** Of a file that is held whole. Fails with soundUnreadable. */
export function heardInOctets(octets: Buffer): Heard[] {
  return heardWithin((from, size) => octets.subarray(from, from + size), octets.length)
}

function heardWithin(read: (from: number, size: number) => Buffer, size: number): Heard[] {
  const form = readWavForm(read(0, Math.min(size, WAV_HEAD_OCTETS)), size)
  const { rate, frame, from, octets } = form
  if (rate < HEARD_RATE_MIN) throw speakerFailure('soundUnreadable', { why: `${rate} Hz` })
  const step = PIECE_SECONDS * rate * frame
  const piece = step + Math.ceil(OVERLAP_SECONDS * rate) * frame
  const heard: Heard[] = []
  for (let at = 0; at < octets; at += step) {
    const samples = samplesOf(read(from + at, Math.min(piece, octets - at)), form)
    const began = at / frame / rate
    // What begins later than this the next piece hears as well.
    for (const tag of tagsIn({ rate, samples })) {
      const last = heard.at(-1)
      // Where two pieces overlap both hear it.
      const isSame = last?.counter === tag.counter && began + tag.at - last.at < OVERLAP_SECONDS
      if (!isSame) heard.push({ ...tag, at: began + tag.at })
    }
  }
  return heard
}

function octetsOf(fd: number, from: number, size: number): Buffer {
  const octets = Buffer.alloc(size)
  let read = 0
  while (read < size) {
    const more = readSync(fd, octets, read, size - read, from + read)
    if (more === 0) break
    read += more
  }
  return octets.subarray(0, read)
}
