/** Two connections of this process with each other: how long a packet takes where there is no server between. */
import nodeDataChannel from 'node-datachannel'
import type { Millis } from '../../src/base/clock.ts'
import { OPUS_TYPE } from '../../src/media/transport.ts'
import { encodeRtp } from '../../src/rtp/packet-writer.ts'
import { waysIn, withoutWays } from './bot.ts'
import { MARK_SIZE, markOf, readMark } from './mark.ts'

const EVERY_MS = 20
const SSRC = 7
const PAYLOAD_SIZE = 80
const KEPT_MAX = 100_000

export interface OwnWay {
  /** The library ends what nobody holds. */
  readonly held: readonly unknown[]
  tick(now: Millis): void
  takeDelays(): number[]
}

export function startOwnWay(now: () => Millis): OwnWay {
  const [from, to] = ['from', 'to'].map(
    name =>
      new nodeDataChannel.PeerConnection(`own-${name}`, {
        iceServers: [],
        bindAddress: '127.0.0.1',
        disableAutoNegotiation: true,
        forceMediaTransport: true,
      }),
  )
  const sentAt = new Map<number, Millis>()
  let delays: number[] = []
  let number = 0
  let nextAt = 0
  const voice = (direction: 'SendOnly' | 'RecvOnly') => {
    const media = new nodeDataChannel.Audio('0', direction)
    media.addOpusCodec(OPUS_TYPE)
    if (direction === 'SendOnly') media.addSSRC(SSRC, 'own', 'own', 'own')
    return media
  }
  const out = from.addTrack(voice('SendOnly'))
  const into = to.addTrack(voice('RecvOnly'))
  into.onMessage(octets => {
    const mark = readMark(octets, 0, octets.length)
    const at = mark === null ? undefined : sentAt.get(mark.number)
    if (mark === null || at === undefined) return
    sentAt.delete(mark.number)
    if (delays.length < KEPT_MAX) delays.push(now() - at)
  })
  // Ways are told once both know each other: a check before that may come too soon.
  from.onLocalDescription(sdp => {
    to.setRemoteDescription(withoutWays(sdp), 'offer')
    to.setLocalDescription('answer')
  })
  to.onGatheringStateChange(state => {
    const answer = to.localDescription()
    if (state !== 'complete' || answer === null) return
    from.setRemoteDescription(withoutWays(answer.sdp), 'answer')
    for (const way of waysIn(answer.sdp)) from.addRemoteCandidate(way, '0')
  })
  from.setLocalDescription('offer')
  return {
    held: [from, to, into],
    tick: at => {
      if (!out.isOpen() || at < nextAt) return
      nextAt = at + EVERY_MS
      const payload = Buffer.concat([
        Buffer.alloc(PAYLOAD_SIZE - MARK_SIZE),
        markOf({ site: 0, kind: 'audio', number }),
      ])
      sentAt.set(number, now())
      if (sentAt.size > KEPT_MAX) sentAt.clear()
      const [sequence, timestamp] = [number & 0xffff, number * 960]
      number += 1
      out.sendMessageBinary(
        encodeRtp({ payloadType: OPUS_TYPE, marker: false, sequence, timestamp, ssrc: SSRC, payload }),
      )
    },
    takeDelays: () => {
      const taken = delays
      delays = []
      return taken
    },
  }
}
