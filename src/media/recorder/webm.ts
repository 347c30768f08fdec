/**
 * A recording as WebM: the elements of Matroska (RFC 9559) that it has, under the guidelines of WebM (webmproject.org, container
 * guidelines): VP8 and Opus, SimpleBlocks, times in milliseconds.
 *
 *   EBML head │ Segment ─┬─ SeekHead  Info  Tracks  Void │ Cluster  Cluster  …            │ Cues  Chapters
 *             │          │  HEAD_OCTETS, written twice   │ each whole, in order           │ at the end
 *             └ unknown size until the end (RFC 8794, section 6.2): so a file that is cut plays
 *
 *   Cluster (5.1.3)  Timestamp │ SimpleBlock (10.2) … │ Void: checksum of all before it, and a note
 *
 * The note is for who finishes a file that was cut (`recovered.ts`); every reader leaves a Void out (RFC 8794, section 11.3.2).
 * Values and octets; knows no disk.
 */
import assert from 'node:assert/strict'
import { crc32 } from 'node:zlib'
import {
  childrenOf,
  date,
  dateOf,
  element,
  ended,
  endless,
  filler,
  float,
  headAt,
  sizeOctets,
  text,
  unsigned,
  unsignedOf,
  VOID,
} from './ebml.ts'
import { BLACK } from './nothing.ts'

const EBML = 0x1a45dfa3
const SEGMENT = 0x18538067
const SEEK_HEAD = 0x114d9b74
const INFO = 0x1549a966
const DATE_UTC = 0x4461
const TRACKS = 0x1654ae6b
export const CLUSTER = 0x1f43b675
const TIMESTAMP = 0xe7
const SIMPLE_BLOCK = 0xa3
const CUES = 0x1c53bb6b
const CHAPTERS = 0x1043a770

/** One for all files, so that it can be written over. */
export const HEAD_OCTETS = 1024
/** The picture, then the voices by place. */
export const PICTURE_TRACK = 1
export const FIRST_VOICE_TRACK = 2
const VIDEO = 1
const AUDIO = 2
const NS_PER_MS = 1_000_000
/** 80 ms (RFC 9559, section 5.1.4.1.27; the mapping of Opus). */
const OPUS_PRE_ROLL_NS = 80 * NS_PER_MS
const KEY = 0x80
const APP = 'Loa'

export interface Block {
  readonly track: number
  /** Since the file began. Whole. */
  readonly atMs: number
  readonly isKey: boolean
  readonly octets: Uint8Array
}

export interface Chapter {
  readonly name: string
  readonly fromMs: number
  readonly untilMs: number
}

export interface Cue {
  readonly atMs: number
  /** Of the cluster, from the file's first octet. */
  readonly position: number
}

export interface Ending {
  readonly durationMs: number
  /** Of the whole file. */
  readonly octets: number
  /** Null: there are none. */
  readonly cuesAt: number | null
  readonly chaptersAt: number | null
}

/** `ending`: null while it is written. */
export function headOf(of: {
  readonly beganMs: number
  readonly voices: number
  readonly ending: Ending | null
}): Buffer {
  const { beganMs, voices, ending } = of
  const ebml = element(EBML, [
    unsigned(0x4286, 1),
    unsigned(0x42f7, 1),
    unsigned(0x42f2, 4),
    unsigned(0x42f3, 8),
    text(0x4282, 'webm'),
    // Of CodecDelay and SeekPreRoll; a reader of 2 plays it.
    unsigned(0x4287, 4),
    unsigned(0x4285, 2),
  ])
  const segmentAt = ebml.length + endless(SEGMENT).length
  const segment = ending === null ? endless(SEGMENT) : ended(SEGMENT, ending.octets - segmentAt)
  const info = element(INFO, [
    unsigned(0x2ad7b1, NS_PER_MS),
    ...(ending === null ? [] : [float(0x4489, ending.durationMs)]),
    date(DATE_UTC, beganMs),
    text(0x4d80, APP),
    text(0x5741, APP),
  ])
  const tracks = element(TRACKS, [pictureTrack(), ...Array.from({ length: voices }, (_, place) => voiceTrack(place))])
  // Positions may be of any length: it has room for the longest.
  const infoAt = segmentAt + SEEK_HEAD_OCTETS
  const seeks = seekHead({ infoAt, tracksAt: infoAt + info.length, ending, segmentAt })
  const before = [ebml, segment, seeks, filler(SEEK_HEAD_OCTETS - seeks.length), info, tracks]
  const size = before.reduce((sum, part) => sum + part.length, 0)
  assert(size + 2 <= HEAD_OCTETS, 'the head has room for all')
  return Buffer.concat([...before, filler(HEAD_OCTETS - size)])
}

const SEEK_HEAD_OCTETS = 120

function seekHead(of: {
  readonly infoAt: number
  readonly tracksAt: number
  readonly ending: Ending | null
  readonly segmentAt: number
}): Buffer {
  const { infoAt, tracksAt, ending, segmentAt } = of
  const seek = (id: number, at: number) => {
    const name = Buffer.alloc(4)
    name.writeUInt32BE(id)
    return element(0x4dbb, [element(0x53ab, name), unsigned(0x53ac, at - segmentAt)])
  }
  return element(SEEK_HEAD, [
    seek(INFO, infoAt),
    seek(TRACKS, tracksAt),
    ...(ending?.cuesAt == null ? [] : [seek(CUES, ending.cuesAt)]),
    ...(ending?.chaptersAt == null ? [] : [seek(CHAPTERS, ending.chaptersAt)]),
  ])
}

function pictureTrack(): Buffer {
  return element(0xae, [
    unsigned(0xd7, PICTURE_TRACK),
    unsigned(0x73c5, PICTURE_TRACK),
    unsigned(0x83, VIDEO),
    unsigned(0x9c, 0),
    text(0x86, 'V_VP8'),
    // A player takes the size of each key frame.
    element(0xe0, [unsigned(0xb0, BLACK.width), unsigned(0xba, BLACK.height)]),
  ])
}

function voiceTrack(place: number): Buffer {
  const number = FIRST_VOICE_TRACK + place
  return element(0xae, [
    unsigned(0xd7, number),
    unsigned(0x73c5, number),
    unsigned(0x83, AUDIO),
    unsigned(0x9c, 0),
    // All are heard together, and a player plays one: the speaker's.
    unsigned(0x88, place === 0 ? 1 : 0),
    text(0x86, 'A_OPUS'),
    element(0x63a2, OPUS_HEAD),
    unsigned(0x56aa, 0),
    unsigned(0x56bb, OPUS_PRE_ROLL_NS),
    element(0xe1, [float(0xb5, 48_000), unsigned(0x9f, 1)]),
  ])
}

/** RFC 7845, section 5.1: version 1, one channel, nothing to skip, 48 kHz, no gain, mapping family 0. */
const OPUS_HEAD = Buffer.concat([Buffer.from('OpusHead'), Buffer.from([1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0])])

/** Blocks by time. `note`: any text. */
export function clusterOf(of: {
  readonly fromMs: number
  readonly blocks: readonly Block[]
  readonly note: string
}): Buffer {
  const { fromMs, blocks, note } = of
  const content = [unsigned(TIMESTAMP, fromMs), ...blocks.map(block => simpleBlock(block, fromMs))]
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(content.reduce((sum, part) => crc32(part, sum), 0))
  return element(CLUSTER, [...content, element(VOID, [checksum, Buffer.from(note)])])
}

function simpleBlock({ track, atMs, isKey, octets }: Block, fromMs: number): Buffer {
  const head = Buffer.alloc(3)
  head.writeInt16BE(atMs - fromMs)
  head[2] = isKey ? KEY : 0
  return element(SIMPLE_BLOCK, [sizeOctets(track), head, octets])
}

export interface ReadCluster {
  readonly fromMs: number
  readonly blocks: readonly Block[]
  readonly note: string
}

/** The content of a cluster as it was written; null: not all of it is there. */
export function readCluster(content: Buffer): ReadCluster | null {
  const children = childrenOf(content)
  const note = children?.at(-1)
  const first = children?.[0]
  if (children === null || first?.id !== TIMESTAMP || note?.id !== VOID || note.size < 4) return null
  if (crc32(content.subarray(0, note.from)) !== note.octets.readUInt32BE()) return null
  const fromMs = unsignedOf(first.octets)
  const blocks = children.filter(({ id }) => id === SIMPLE_BLOCK).map(one => readBlock(one.octets, fromMs))
  return { fromMs, blocks, note: note.octets.subarray(4).toString() }
}

function readBlock(octets: Buffer, fromMs: number): Block {
  return {
    track: octets[0] & 0x7f,
    atMs: fromMs + octets.readInt16BE(1),
    isKey: (octets[3] & KEY) !== 0,
    octets: octets.subarray(4),
  }
}

/** Section 5.1.5. Positions are counted from where the Segment's content begins (section 16). */
export function cuesOf(cues: readonly Cue[]): Buffer {
  return element(
    CUES,
    cues.map(({ atMs, position }) =>
      element(0xbb, [
        unsigned(0xb3, atMs),
        element(0xb7, [unsigned(0xf7, PICTURE_TRACK), unsigned(0xf1, position - SEGMENT_AT)]),
      ]),
    ),
  )
}

/** Section 5.1.7: one edition, a chapter for each who had the floor. */
export function chaptersOf(chapters: readonly Chapter[]): Buffer {
  const atoms = chapters.map(({ name, fromMs, untilMs }, number) =>
    element(0xb6, [
      unsigned(0x73c4, number + 1),
      unsigned(0x91, fromMs * NS_PER_MS),
      unsigned(0x92, untilMs * NS_PER_MS),
      element(0x80, [text(0x85, name), text(0x437c, 'und')]),
    ]),
  )
  return element(CHAPTERS, element(0x45b9, atoms))
}

/** Where the Segment's content begins, in every file. */
const SEGMENT_AT = segmentAtOf(headOf({ beganMs: 0, voices: 1, ending: null }))

function segmentAtOf(head: Buffer): number {
  const ebml = headAt(head, 0)
  const segment = ebml?.size == null ? null : headAt(head, ebml.at + ebml.size)
  assert(segment !== null, 'a head has a segment')
  return segment.at
}

/** When a file began, as its head says; null: it is none of ours. */
export function beganMsOf(head: Buffer): number | null {
  if (head.length < HEAD_OCTETS) return null
  const info = childrenOf(head.subarray(SEGMENT_AT, HEAD_OCTETS))?.find(({ id }) => id === INFO)
  const began = childrenOf(info?.octets ?? head.subarray(0, 0))?.find(({ id }) => id === DATE_UTC)
  return began === undefined ? null : dateOf(began.octets)
}
