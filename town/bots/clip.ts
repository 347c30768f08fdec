/**
 * A short recording of what a browser sends, packet by packet without its headers, that bots replay: a voice and a camera twice.
 *
 *   "LOAC" | version, 1 | then each packet: kind, 1 | marker, 1 | milliseconds since the beginning, 4 | size, 2 | payload
 *
 * `clip.rtp` was made once by Chromium (test/peers/record-clip.ts). Both pictures begin with a key frame.
 */
import assert from 'node:assert/strict'
import { KINDS, type Kind } from '../../src/media/transport.ts'

const MAGIC = 'LOAC'
const VERSION = 1
const HEAD_SIZE = 8

export interface ClipFrame {
  readonly atMs: number
  /** Of a voice one. */
  readonly payloads: readonly Buffer[]
}

export interface Clip {
  readonly durationMs: number
  readonly frames: Readonly<Partial<Record<Kind, readonly ClipFrame[]>>>
}

export interface ClipPacket {
  readonly kind: Kind
  readonly marker: boolean
  readonly atMs: number
  readonly payload: Buffer
}

export function writeClip(packets: readonly ClipPacket[]): Buffer {
  const parts = packets.map(({ kind, marker, atMs, payload }) => {
    const head = Buffer.alloc(HEAD_SIZE)
    head[0] = KINDS.indexOf(kind)
    head[1] = marker ? 1 : 0
    head.writeUInt32BE(Math.round(atMs), 2)
    head.writeUInt16BE(payload.length, 6)
    return Buffer.concat([head, payload])
  })
  return Buffer.concat([Buffer.from(MAGIC), Buffer.of(VERSION), ...parts])
}

export function readClip(octets: Buffer): Clip {
  assert.equal(octets.toString('latin1', 0, MAGIC.length), MAGIC, 'it is a clip')
  assert.equal(octets[MAGIC.length], VERSION, 'of this version')
  const frames: Partial<Record<Kind, { atMs: number; payloads: Buffer[] }[]>> = {}
  const open = new Map<Kind, { atMs: number; payloads: Buffer[] }>()
  let durationMs = 0
  let at = MAGIC.length + 1
  while (at < octets.length) {
    const kind = KINDS[octets[at]]
    const isLast = kind === 'audio' || octets[at + 1] === 1
    const atMs = octets.readUInt32BE(at + 2)
    const end = at + HEAD_SIZE + octets.readUInt16BE(at + 6)
    const frame = open.get(kind) ?? { atMs, payloads: [] }
    frame.payloads.push(octets.subarray(at + HEAD_SIZE, end))
    open.set(kind, frame)
    if (isLast) {
      const all = frames[kind] ?? []
      frames[kind] = all
      all.push(frame)
      open.delete(kind)
      durationMs = Math.max(durationMs, frame.atMs)
    }
    at = end
  }
  return { durationMs, frames }
}
