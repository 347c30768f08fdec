/**
 * A site of a briefing on npm's werift, a stack that nobody here wrote: reads an offer from standard input, answers it on standard
 * output, sends the clip's voice and camera, and tells what comes. Lines of JSON. Ends with its parent's word.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters } from 'werift'
import { FIRST_DOWN, isVideo, type KINDS, OPUS_TYPE, TRACKS, VP8_TYPE } from '../../src/media/transport.ts'
import { encodeRtp } from '../../src/rtp/packet-writer.ts'
import { type ClipFrame, readClip } from '../../town/bots/clip.ts'

const clip = readClip(readFileSync(join(import.meta.dirname, '../../town/bots/clip.rtp')))
const SENT = ['audio', 'main'] as const
const heard = { audio: 0, video: 0 }
const tell = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`)

const connection = new RTCPeerConnection({
  codecs: {
    audio: [
      new RTCRtpCodecParameters({ mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType: OPUS_TYPE }),
    ],
    video: [
      new RTCRtpCodecParameters({
        mimeType: 'video/VP8',
        clockRate: 90_000,
        payloadType: VP8_TYPE,
        rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }, { type: 'goog-remb' }],
      }),
    ],
  },
  iceServers: [],
  iceAdditionalHostAddresses: ['127.0.0.1'],
})
connection.connectionStateChange.subscribe(state => tell({ state }))
connection.onTrack.subscribe(({ kind, onReceiveRtp }) =>
  onReceiveRtp.subscribe(() => {
    heard[kind === 'audio' ? 'audio' : 'video'] += 1
  }),
)
await connection.setRemoteDescription({ type: 'offer', sdp: await text(process.stdin) })
for (const [track, transceiver] of connection.getTransceivers().entries()) {
  const { kind } = TRACKS[track]
  if (track >= FIRST_DOWN) continue
  const sends = SENT.find(sent => sent === kind)
  if (sends === undefined) {
    transceiver.setDirection('inactive')
    continue
  }
  const outgoing = new MediaStreamTrack({ kind: isVideo(kind) ? 'video' : 'audio' })
  await transceiver.sender.replaceTrack(outgoing)
  transceiver.setDirection('sendonly')
  play(outgoing, kind, clip.frames[kind] ?? [])
}
await connection.setLocalDescription(await connection.createAnswer())
tell({ answer: connection.localDescription?.sdp })
setInterval(() => tell({ heard }), 100)

/** The clip over and over, its numbers going on. */
function play(track: MediaStreamTrack, kind: (typeof KINDS)[number], frames: readonly ClipFrame[]): void {
  let [sequence, next, from] = [0, 0, performance.now()]
  setInterval(() => {
    if (connection.connectionState !== 'connected') {
      from = performance.now()
      return
    }
    while (from + frames[next].atMs <= performance.now()) {
      const { payloads, atMs } = frames[next]
      for (const [i, payload] of payloads.entries())
        track.writeRtp(
          encodeRtp({
            payloadType: isVideo(kind) ? VP8_TYPE : OPUS_TYPE,
            marker: isVideo(kind) && i === payloads.length - 1,
            sequence: sequence++ & 0xffff,
            ssrc: 1,
            payload,
            timestamp: Math.round((from + atMs) * (isVideo(kind) ? 90 : 48)) >>> 0,
          }),
        )
      next += 1
      if (next < frames.length) continue
      next = 0
      from = performance.now()
    }
  }, 10)
}
