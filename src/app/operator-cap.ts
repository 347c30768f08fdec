/** `--cbc-cap` of `loa operator`: a broadcast centre that the operator has, and how it is asked. */
import type { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { CALL_MS, callForFile } from '../base/calls.ts'
import { systemClock } from '../base/clock.ts'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import type { Log } from '../base/log.ts'
import { openPoster } from '../base/post.ts'
import { readCertificate } from '../cap/certificate.ts'
import { isLink } from '../channels/links.ts'
import { nameIn } from '../directive/alert.ts'
import { CapPush } from '../operator/cap-push.ts'
import { chance } from './program-log.ts'

export interface CapFlags {
  readonly cbcCap?: string
  readonly cbcCapExercise?: string
  readonly cbcCapCertificate?: string
  readonly cbcCapSender?: string
  readonly cbcCapOrigin?: string
  readonly cbcCapHeaders?: string
  readonly cbcCapClientCert?: string
  readonly cbcCapClientKey?: string
}

const POST_MS = 15_000
const HEADERS_MAX = 16
/** Those of the request itself. */
const OURS = new Set(['content-type', 'content-length', 'host', 'connection', 'idempotency-key'])

/** Given the authority's addresses. Null: no centre is asked. Fails with usage, fileUnreadable and certificateMalformed. */
export function capPushOf(flags: CapFlags, log: Log): ((authorities: readonly string[]) => CapPush) | null {
  const { cbcCap = null, cbcCapExercise = null, cbcCapCertificate } = flags
  if (cbcCap === null && cbcCapExercise === null) return null
  for (const url of [cbcCap, cbcCapExercise])
    if (url !== null && !isLink(url))
      throw wrong({ vi: '--cbc-cap không phải URL https://', en: '--cbc-cap is not an https:// URL' })
  if (cbcCap === cbcCapExercise)
    throw wrong({
      vi: '--cbc-cap-exercise trùng nơi nhận cảnh báo thật; bản diễn tập sẽ bị hiểu là thật',
      en: '--cbc-cap-exercise is the live alerts’ address; an exercise would look live',
    })
  if (cbcCapCertificate === undefined)
    throw wrong({
      vi: '--cbc-cap cần --cbc-cap-certificate: chứng thư mà cơ quan chủ quản dùng để ký cảnh báo',
      en: '--cbc-cap needs --cbc-cap-certificate: the authority’s certificate for signing alerts',
    })
  const certificate = textOf(cbcCapCertificate)
  const inCertificate = nameOf(readCertificate(certificate))
  const name = flags.cbcCapSender ?? inCertificate ?? lacksName()
  const origin = flags.cbcCapOrigin === undefined ? null : originOf(flags.cbcCapOrigin)
  const poster = openPoster(clientOf(flags))
  const headers = flags.cbcCapHeaders === undefined ? {} : headersIn(textOf(flags.cbcCapHeaders))
  return authorities => {
    let tries = 0
    return new CapPush({
      headers,
      certificate,
      log,
      clock: systemClock,
      random: chance,
      authority: { name, origins: origin === null ? authorities.map(url => new URL(url).origin) : [origin] },
      urls: { live: cbcCap, exercise: cbcCapExercise },
      // Another address first each time: what one hands out may be none of what people signed.
      fetch: async path => {
        const at = tries++ % authorities.length
        for (const authority of [...authorities.slice(at), ...authorities.slice(0, at)]) {
          const url = authority + path
          const answer = await callForFile({ url, clock: systemClock, withinMs: CALL_MS })
          if (answer.is === 'ok') return answer.octets
        }
        return null
      },
      post: async (url, own, body) => await poster.post(url, own, body, AbortSignal.timeout(POST_MS)),
    })
  }
}

/** Never the server's word: whoever hands over the certificate vouches for the name in it. */
function nameOf(certificate: X509Certificate): string | null {
  const { CN } = certificate.toLegacyObject().subject
  return typeof CN === 'string' ? nameIn(CN) : null
}

function lacksName(): never {
  throw wrong({
    vi: '--cbc-cap cần --cbc-cap-sender: tên cơ quan chủ quản trong cảnh báo; chứng thư không nêu đủ tên đó',
    en: "--cbc-cap needs --cbc-cap-sender: the authority's name in alerts; the certificate does not give it in full",
  })
}

function originOf(text: string): string {
  const url = URL.parse(text)
  if (url !== null && isLink(text) && url.href === `${url.origin}/`) return url.origin
  throw wrong({
    vi: '--cbc-cap-origin chỉ có dạng https://máy-chủ, không kèm gì thêm',
    en: '--cbc-cap-origin must be https://HOST only',
  })
}

function clientOf({ cbcCapClientCert, cbcCapClientKey }: CapFlags) {
  if (cbcCapClientCert === undefined && cbcCapClientKey === undefined) return null
  if (cbcCapClientCert === undefined || cbcCapClientKey === undefined)
    throw wrong({
      vi: '--cbc-cap-client-cert và --cbc-cap-client-key phải đi cùng nhau hoặc cùng không có',
      en: 'give --cbc-cap-client-cert and --cbc-cap-client-key together, or neither',
    })
  return { cert: textOf(cbcCapClientCert), key: textOf(cbcCapClientKey) }
}

/** `Name: value`, a header a line. Never cites a value: it may be a secret. */
function headersIn(text: string): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {}
  const lines = text.split('\n').map(line => line.trim())
  for (const [i, line] of lines.entries()) {
    if (line === '' || line.startsWith('#')) continue
    const match = /^([A-Za-z0-9-]{1,64}):\s*([\x20-\x7e]{1,8192})$/.exec(line)
    const name = match?.[1].toLowerCase()
    if (match === null || name === undefined || OURS.has(name))
      throw wrong({
        vi: `dòng ${i + 1} của --cbc-cap-headers không phải tiêu đề hợp lệ`,
        en: `line ${i + 1} of --cbc-cap-headers is not a valid header`,
      })
    headers[name] = match[2]
  }
  if (Object.keys(headers).length > HEADERS_MAX)
    throw wrong({
      vi: `--cbc-cap-headers có quá ${HEADERS_MAX} tiêu đề`,
      en: `--cbc-cap-headers has more than ${HEADERS_MAX}`,
    })
  return headers
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw baseFailure('fileUnreadable', { file, why: reason(error) })
  }
}

function wrong(said: { readonly vi: string; readonly en: string }) {
  return baseFailure('usage', said)
}
