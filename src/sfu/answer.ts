/**
 * A site's answer, as it may be written by anybody: read into what is needed of it, or one fault. Nothing of its text goes on.
 *
 *   16 m-lines in the order of the tracks, none refused, all in one transport ─► setup, credentials, fingerprint
 *   up: sendonly or inactive, its SSRC     down: recvonly or inactive          ─► SSRCs
 *   down: the number of the whole line, and feedback of it                     ─► by slot, whether it is taken
 *   down, voices: their formats                                                ─► whether RED is taken, which Firefox leaves out
 *   candidates                                                                 ─► which of them are relays, and nothing else
 *
 * Candidates lead nowhere: packets go only where a check that knows our password came from, so that no answer makes this server
 * send to an address of somebody's choice. Bounded by ANSWER_SIZE_MAX and RELAYS_MAX. Pure.
 */
import { isIP } from 'node:net'
import { FIRST_DOWN, isVideo, OPUS_TYPE, RED_TYPE, TRACKS, VP8_TYPE } from '../media/transport.ts'
import { type Ends, TRANSPORT_NUMBER } from './session.ts'

/** UTF-16 units. A browser's answer to 16 m-lines has about 12,000. */
export const ANSWER_SIZE_MAX = 64_000
const LINE_SIZE_MAX = 2000
const RELAYS_MAX = 16

export type AnswerFault =
  | 'too-large'
  /** A line that is none, or not text. */
  | 'line'
  /** Not the m-lines that were offered, in their order. */
  | 'm-lines'
  | 'direction'
  /** Setup, credentials or fingerprint are missing, wrong, or not the same for all. */
  | 'transport'
  | 'ssrc'

export interface Answer {
  readonly ends: Ends
  /** Of the up tracks; null: it sends nothing there, or does not say as what. */
  readonly ssrcs: readonly (number | null)[]
  /** By slot, whether it took the number of the whole line and says what came of it. */
  readonly numbered: readonly boolean[]
  /** Whether it decodes voices that repeat the last ones, on all ways down. */
  readonly takesRed: boolean
  /** `address:port` of the candidates that lead over a relay. */
  readonly relays: ReadonlySet<string>
}

interface Section {
  readonly medium: string
  readonly port: number
  /** Payload types. */
  readonly formats: readonly string[]
  readonly attributes: readonly string[]
}

const DIRECTIONS = ['sendrecv', 'sendonly', 'recvonly', 'inactive']
const UFRAG = /^[A-Za-z0-9+/]{4,256}$/
const PWD = /^[A-Za-z0-9+/]{22,256}$/
const HASHES = [256, 384, 512]
/** Two hexadecimal digits an octet; SHA-1 and the likes of MD5 are not taken. */
const FINGERPRINT = /^sha-(256|384|512) ([0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2})*)$/i
const M_LINE = /^m=(audio|video) (\d{1,5}) (UDP\/TLS\/RTP\/SAVPF|TCP\/TLS\/RTP\/SAVPF)((?: \d{1,3})+)$/
const SSRC = /^ssrc:(\d{1,10})(?: |$)/
const SSRC_MAX = 0xffffffff

export function readAnswer(sdp: string): Answer | AnswerFault {
  if (sdp.length > ANSWER_SIZE_MAX) return 'too-large'
  const parts = sectionsOf(sdp)
  if (parts === null) return 'line'
  const { session, sections } = parts
  if (!areOffered(sections)) return 'm-lines'
  if (!sections.every(isDirected)) return 'direction'
  const ends = endsOf(session, sections)
  if (ends === null) return 'transport'
  const ssrcs = ssrcsOf(sections)
  if (ssrcs === null) return 'ssrc'
  return {
    ends,
    ssrcs,
    numbered: sections.slice(FIRST_DOWN).map(isNumbered),
    takesRed: takesRed(sections),
    relays: relaysOf(sections),
  }
}

function sectionsOf(sdp: string): { session: string[]; sections: Section[] } | null {
  const session: string[] = []
  const sections: (Section & { attributes: string[] })[] = []
  const lines = sdp.split(/\r?\n/)
  if (lines[0] !== 'v=0' || lines.pop() !== '') return null
  for (const line of lines) {
    // Of what is written only ASCII is looked at; the rest must at least be lines of a description.
    if (line.length > LINE_SIZE_MAX || !/^[a-z]=[^\0\r\n\ufffd]*$/.test(line)) return null
    if (line.startsWith('m=')) {
      const match = M_LINE.exec(line)
      const [, medium = '', port = '0', , formats = ''] = match ?? []
      sections.push({ medium, port: Number(port), formats: formats.split(' '), attributes: [] })
      if (sections.length > TRACKS.length) return { session, sections }
    } else if (line.startsWith('a=')) (sections.at(-1)?.attributes ?? session).push(line.slice(2))
  }
  return { session, sections }
}

function areOffered(sections: readonly Section[]): boolean {
  if (sections.length !== TRACKS.length) return false
  return sections.every(
    ({ medium, port, attributes }, mid) =>
      medium === (isVideo(TRACKS[mid].kind) ? 'video' : 'audio') &&
      port > 0 &&
      only(valuesOf(attributes, 'mid')) === `${mid}`,
  )
}

function isDirected({ attributes }: Section, mid: number): boolean {
  const said = attributes.filter(attribute => DIRECTIONS.includes(attribute))
  if (said.length !== 1) return false
  return said[0] === 'inactive' || said[0] === (TRACKS[mid].direction === 'up' ? 'sendonly' : 'recvonly')
}

/** Where it stands for the whole session or in the first section; another one elsewhere is a fault. */
function endsOf(session: readonly string[], sections: readonly Section[]): Ends | null {
  const all = [session, ...sections.map(({ attributes }) => attributes)]
  const said = (name: string) => [...new Set(all.flatMap(attributes => valuesOf(attributes, name)))]
  const [ufrag, pwd, setup] = ['ice-ufrag', 'ice-pwd', 'setup'].map(name => only(said(name)))
  const fingerprint = fingerprintOf(said('fingerprint'))
  if (ufrag === null || !UFRAG.test(ufrag) || pwd === null || !PWD.test(pwd)) return null
  if ((setup !== 'active' && setup !== 'passive') || fingerprint === null) return null
  return { ufrag, pwd, setup, fingerprint }
}

/** The same certificate may stand there by several hashes (RFC 8122, section 5); the first of ours counts. */
function fingerprintOf(said: readonly string[]): string | null {
  const ours = said.flatMap(value => {
    const match = FINGERPRINT.exec(value)
    return match === null ? [] : [{ bits: Number(match[1]), octets: match[2].toUpperCase() }]
  })
  for (const bits of HASHES) {
    const [first, another] = ours.filter(one => one.bits === bits)
    if (first === undefined) continue
    const isWhole = (first.octets.length + 1) / 3 === bits / 8
    return another === undefined && isWhole ? `sha-${bits} ${first.octets}` : null
  }
  return null
}

/** One a track: the first that it names, for a browser may name one for repairs behind it. Null: one stands twice. */
function ssrcsOf(sections: readonly Section[]): (number | null)[] | null {
  const ssrcs: (number | null)[] = []
  for (const [mid, { attributes }] of sections.entries()) {
    if (TRACKS[mid].direction === 'down') break
    const first = attributes.map(attribute => SSRC.exec(attribute)?.[1]).find(found => found !== undefined)
    const ssrc = first === undefined ? null : Number(first)
    if (ssrc !== null && (ssrc === 0 || ssrc > SSRC_MAX || ssrcs.includes(ssrc))) return null
    ssrcs.push(ssrc)
  }
  return ssrcs
}

function isNumbered({ medium, attributes }: Section): boolean {
  const type = medium === 'video' ? VP8_TYPE : OPUS_TYPE
  const feedback = valuesOf(attributes, 'rtcp-fb')
  return (
    attributes.includes(TRANSPORT_NUMBER) &&
    (feedback.includes(`${type} transport-cc`) || feedback.includes('* transport-cc'))
  )
}

function takesRed(sections: readonly Section[]): boolean {
  return sections.every(({ formats }, mid) => {
    const { kind, direction } = TRACKS[mid]
    return direction === 'up' || isVideo(kind) || formats.includes(`${RED_TYPE}`)
  })
}

/** `candidate:1 1 udp 41885439 203.0.113.5 55555 typ relay raddr …` (RFC 8839, section 5.1). */
function relaysOf(sections: readonly Section[]): ReadonlySet<string> {
  const relays = new Set<string>()
  for (const value of sections.flatMap(({ attributes }) => valuesOf(attributes, 'candidate'))) {
    const [, , , , address = '', port = '', typ, type] = value.split(' ', 8)
    if (relays.size === RELAYS_MAX) break
    if (typ === 'typ' && type === 'relay' && isIP(address) !== 0) relays.add(`${address}:${port}`)
  }
  return relays
}

function valuesOf(attributes: readonly string[], name: string): string[] {
  const begin = `${name}:`
  return attributes.filter(one => one.startsWith(begin)).map(one => one.slice(begin.length))
}

function only(values: readonly string[]): string | null {
  return values.length === 1 ? values[0] : null
}
