/** The process of `werift.ts`. Each connection: three tracks up, twelve down, in the order of ours. */
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, type RtpPacket } from 'werift'
import { FIRST_DOWN, isVideo, OPUS_TYPE, TRACKS, VP8_TYPE } from '../../src/media/transport.ts'

interface Site {
  readonly connection: RTCPeerConnection
  readonly down: readonly MediaStreamTrack[]
  readonly isHeard: boolean
}

const sites = new Map<number, Site>()
let received = 0
let sent = 0

async function offer(number: number, isHeard: boolean): Promise<string> {
  const connection = new RTCPeerConnection({
    codecs: {
      audio: [
        new RTCRtpCodecParameters({ mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType: OPUS_TYPE }),
      ],
      video: [new RTCRtpCodecParameters({ mimeType: 'video/VP8', clockRate: 90_000, payloadType: VP8_TYPE })],
    },
    iceServers: [],
    iceAdditionalHostAddresses: ['127.0.0.1'],
  })
  const down: MediaStreamTrack[] = []
  for (const [track, { kind, direction }] of TRACKS.entries()) {
    const medium = isVideo(kind) ? 'video' : 'audio'
    if (direction === 'up') {
      const transceiver = connection.addTransceiver(medium, { direction: 'recvonly' })
      transceiver.onTrack.subscribe(incoming =>
        incoming.onReceiveRtp.subscribe(packet => forward(number, track, packet)),
      )
    } else {
      const outgoing = new MediaStreamTrack({ kind: medium })
      connection.addTransceiver(outgoing, { direction: 'sendonly' })
      down.push(outgoing)
    }
  }
  sites.set(number, { connection, down, isHeard })
  await connection.setLocalDescription(await connection.createOffer())
  return connection.localDescription?.sdp ?? ''
}

/** The slot of a heard site is its number: audio, main, thumbnail as ours. */
function forward(from: number, track: number, packet: RtpPacket): void {
  received += 1
  const source = sites.get(from)
  if (source?.isHeard !== true) return
  const slot = TRACKS.slice(FIRST_DOWN).findIndex(({ kind, place }) => kind === TRACKS[track].kind && place === from)
  for (const [number, { down, connection }] of sites) {
    if (number === from || connection.connectionState !== 'connected') continue
    down[slot]?.writeRtp(packet)
    sent += 1
  }
}

process.on('message', (message: { offer?: number; isHeard?: boolean; answer?: number; sdp?: string }) => {
  void (async () => {
    let sdp = ''
    if (message.offer !== undefined) sdp = await offer(message.offer, message.isHeard === true)
    if (message.answer !== undefined)
      await sites.get(message.answer)?.connection.setRemoteDescription({ type: 'answer', sdp: message.sdp ?? '' })
    process.send?.({ sdp, received, sent })
  })()
})
process.once('disconnect', () => process.exit(0))
