/**
 * What the page changes in the session description that the server offers (RFC 8866): how its own voice is to be coded. A browser
 * codes as the other side prefers, so its own wish stands in the other's description. Pure.
 *
 *   m=audio …            the first section: this site's voice
 *   a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1;maxaveragebitrate=24000      RFC 7587, section 6.1
 *   a=ptime:60           on the poorest lines: 20 ms frames cost 21.6 kbit/s of headers a voice, 60 ms frames 7.2
 *   a=maxptime:60
 */
import { OPUS_TYPE } from '../../../media/transport.ts'
import { BITRATE_MAX } from './sending.ts'

export interface Voice {
  /** Of one frame. */
  readonly frameMs: 20 | 60
}

const WANTED = `useinbandfec=1;usedtx=1;stereo=0;maxaveragebitrate=${BITRATE_MAX.audio}`

export function withVoice(sdp: string, { frameMs }: Voice): string {
  const [session, ...sections] = sdp.split(/^(?=m=)/m)
  return [session, ...sections.map((one, at) => (at === 0 ? spoken(one, frameMs) : one))].join('')
}

function spoken(section: string, frameMs: number): string {
  const lines = section.split('\r\n').filter(line => line !== '' && !/^a=(max)?ptime:/.test(line))
  const format = `a=fmtp:${OPUS_TYPE} `
  const at = lines.findIndex(line => line.startsWith(format))
  if (at === -1) lines.push(format + WANTED)
  else lines[at] = format + merged(lines[at].slice(format.length))
  return `${[...lines, `a=ptime:${frameMs}`, `a=maxptime:${frameMs}`].join('\r\n')}\r\n`
}

/** The wanted ones over those that stand there. */
function merged(parameters: string): string {
  const pairs = [...parameters.split(';'), ...WANTED.split(';')].map(one => one.trim().split('='))
  const all = new Map(pairs.map(([name, value]) => [name, value]))
  return [...all].map(([name, value]) => (value === undefined ? name : `${name}=${value}`)).join(';')
}

/** The `mid` of each section, in order. */
export function midsOf(sdp: string): readonly string[] {
  return [...sdp.matchAll(/^a=mid:(.*?)\r?$/gm)].map(([, mid]) => mid)
}
