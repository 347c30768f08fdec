/**
 * The session descriptions of a connection as we write them (RFC 8866, RFC 8829): what a site is offered, and what the library
 * is told of the site's answer. Both are the fixed tracks of a connection, all in one transport (BUNDLE), with RTCP beside RTP.
 *
 *   offer    actpass, recvonly up, sendonly down, the slots' SSRCs, all candidates
 *   told     the site's setup, credentials and fingerprint, its SSRCs up; nothing else of what it wrote
 *
 * Down, an audio and a main track of the same place are one stream, so that a browser keeps voice and picture together.
 * Repeating audio (RED) is offered down alone: up, the server repairs by asking again. Pure text.
 */
import { SERVER_CNAME } from '../media/receiver.ts'
import {
  ABS_SEND_TIME_ID,
  FIRST_DOWN,
  isVideo,
  type Kind,
  OPUS_TYPE,
  RED_TYPE,
  TRACKS,
  TRANSPORT_NUMBER_ID,
  type Track,
  VP8_TYPE,
} from '../media/transport.ts'

const ABS_SEND_TIME = `a=extmap:${ABS_SEND_TIME_ID} http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time`
/** Of what is sent down alone: up, the site's own sender looks after its line by what we say (REMB). */
export const TRANSPORT_NUMBER = `extmap:${TRANSPORT_NUMBER_ID} http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01`
const OPUS = `a=rtpmap:${OPUS_TYPE} opus/48000/2`
/** DTX and FEC in band; 24 kbit/s. */
const OPUS_FORMAT = 'minptime=10;useinbandfec=1;usedtx=1;maxaveragebitrate=24000'

/** How the transport of one side is known to the other. */
export interface Ends {
  readonly ufrag: string
  readonly pwd: string
  readonly setup: 'actpass' | 'active' | 'passive'
  /** `sha-256 AB:CD…`. */
  readonly fingerprint: string
}

export interface Offered extends Ends {
  /** By slot. */
  readonly ssrcs: readonly number[]
  /** Values of `a=candidate`. */
  readonly candidates: readonly string[]
}

export function offerOf({ ssrcs, candidates, ...ends }: Offered): string {
  const sections = TRACKS.map((track, mid) => [
    ...mediaOf(track, mid, ends),
    track.direction === 'up' ? 'a=recvonly' : 'a=sendonly',
    ...(track.direction === 'up' ? [] : streamOf(track, ssrcs[mid - FIRST_DOWN])),
    ...(mid === 0 ? [...candidates.map(one => `a=${one}`), 'a=end-of-candidates'] : []),
  ])
  return lines(...sessionOf([]), ...sections.flat())
}

/**
 * As an offer, and as of a peer that does not look for ways itself (ICE lite): so that the library takes all that is known of the
 * site before it answers the first packet of it, and leads. Told as an answer, it lets a quick peer's certificate come before the
 * fingerprint that it is compared with.
 */
export function toldOf(ends: Ends, upSsrcs: readonly (number | null)[]): string {
  const sections = TRACKS.map((track, mid) => {
    const ssrc = upSsrcs[mid] ?? null
    return [
      ...mediaOf(track, mid, ends),
      track.direction === 'up' ? 'a=sendonly' : 'a=recvonly',
      ...(ssrc === null ? [] : [`a=ssrc:${ssrc} cname:site`]),
    ]
  })
  return lines(...sessionOf(['a=ice-lite']), ...sections.flat())
}

function sessionOf(attributes: readonly string[]): string[] {
  const mids = TRACKS.map((_, mid) => mid).join(' ')
  return [
    ...['v=0', 'o=loa 1 1 IN IP4 0.0.0.0', 's=-', 't=0 0'],
    ...attributes,
    `a=group:BUNDLE ${mids}`,
    'a=msid-semantic:WMS *',
  ]
}

function mediaOf({ kind, direction }: Track, mid: number, ends: Ends): string[] {
  return [
    ...formatsOf(kind, direction),
    'c=IN IP4 0.0.0.0',
    `a=mid:${mid}`,
    `a=ice-ufrag:${ends.ufrag}`,
    `a=ice-pwd:${ends.pwd}`,
    `a=fingerprint:${ends.fingerprint}`,
    `a=setup:${ends.setup}`,
    'a=rtcp-mux',
    'a=rtcp-rsize',
    ABS_SEND_TIME,
    ...(direction === 'down' ? [`a=${TRANSPORT_NUMBER}`] : []),
  ]
}

/** The line of the medium, and its formats behind it. */
function formatsOf(kind: Kind, direction: Track['direction']): string[] {
  if (isVideo(kind)) return [`m=video 9 UDP/TLS/RTP/SAVPF ${VP8_TYPE}`, ...formatLines(kind, direction)]
  const types = direction === 'up' ? `${OPUS_TYPE}` : `${OPUS_TYPE} ${RED_TYPE}`
  return [`m=audio 9 UDP/TLS/RTP/SAVPF ${types}`, ...formatLines(kind, direction)]
}

function formatLines(kind: Kind, direction: Track['direction']): string[] {
  const numbered = direction === 'down' ? ['transport-cc'] : []
  if (isVideo(kind))
    return [
      `a=rtpmap:${VP8_TYPE} VP8/90000`,
      ...['nack', 'nack pli', 'goog-remb', ...numbered].map(one => `a=rtcp-fb:${VP8_TYPE} ${one}`),
    ]
  const red = [`a=rtpmap:${RED_TYPE} red/48000/2`, `a=fmtp:${RED_TYPE} ${OPUS_TYPE}/${OPUS_TYPE}`]
  return [
    OPUS,
    `a=fmtp:${OPUS_TYPE} ${OPUS_FORMAT}`,
    ...['nack', ...numbered].map(one => `a=rtcp-fb:${OPUS_TYPE} ${one}`),
    ...(direction === 'up' ? [] : red),
  ]
}

/** By which the page knows a slot: `audio-0 main-0`. */
function streamOf({ kind, place }: Track, ssrc: number): string[] {
  const stream = kind === 'thumbnail' ? `thumbnail-${place}` : `place-${place}`
  return [`a=msid:${stream} ${kind}-${place}`, `a=ssrc:${ssrc} cname:${SERVER_CNAME}`]
}

function lines(...all: readonly string[]): string {
  return all.map(line => `${line}\r\n`).join('')
}
