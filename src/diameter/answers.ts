/**
 * Answers to a request that is refused, or that the base protocol answers: made from the request's own octets, so that
 * a request which cannot be decoded is still answered (RFC 6733, sections 6.2 and 7.2).
 *
 * Knows no application but what every answer repeats.
 */
import { AvpCursor, avpSize, closeGroup, openAvp, putText, putUnsigned32 } from './avps.ts'
import { AVPS, type AvpSpec } from './dictionary.ts'
import { HEADER_SIZE } from './frames.ts'
import {
  applicationOf,
  commandOf,
  ERROR,
  endToEndOf,
  flagsOf,
  hopByHopOf,
  PROXIABLE,
  putHeader,
  putLength,
} from './header.ts'
import { isProtocolError } from './result-codes.ts'

/** Who we are, as every message of ours says it. */
export interface Origin {
  readonly host: string
  readonly realm: string
  /** Origin-Host and Origin-Realm, encoded. */
  readonly avps: Buffer
}

export function originOf(host: string, realm: string): Origin {
  const size = avpSize(AVPS['Origin-Host'], host.length) + avpSize(AVPS['Origin-Realm'], realm.length)
  const avps = Buffer.alloc(size)
  putText(avps, putText(avps, 0, AVPS['Origin-Host'], host), AVPS['Origin-Realm'], realm)
  return { host, realm, avps }
}

/** The request's header turned into its answer's. Gives the offset behind it; `putLength` when all is written. */
export function putAnswerHeader(buffer: Buffer, at: number, request: Buffer, resultCode: number): number {
  return putHeader(buffer, at, {
    flags: (flagsOf(request) & PROXIABLE) | (isProtocolError(resultCode) ? ERROR : 0),
    command: commandOf(request),
    application: applicationOf(request),
    hopByHop: hopByHopOf(request),
    endToEnd: endToEndOf(request),
  })
}

export interface Refusal {
  readonly resultCode: number
  /** A whole AVP, padding included, for Failed-AVP. */
  readonly failed?: Buffer | null
  /** Told to people; never what a subscriber sent. */
  readonly why?: string
}

/** Of the error's answer beyond the request's size: our identity, the codes, the sentence, the failed AVP. */
const WHY_MAX = 200

/** Room that `refusal` needs at most. */
export function refusalSizeMax(request: Buffer, origin: Origin, failed: Buffer | null): number {
  return HEADER_SIZE + request.length + origin.avps.length + (failed?.length ?? 0) + WHY_MAX + 64
}

/**
 * Session-Id, who we are, the Result-Code, what was wrong, and the Proxy-Infos as they came. Where the error is none of
 * the protocol, also what the grammar of a Credit-Control-Answer asks for, if the request has it.
 */
export function putRefusal(
  buffer: Buffer,
  at: number,
  request: Buffer,
  origin: Origin,
  { resultCode, failed = null, why }: Refusal,
): number {
  let end = putAnswerHeader(buffer, at, request, resultCode)
  end = copyAll(buffer, end, request, AVPS['Session-Id'], 1)
  end = putUnsigned32(buffer, end, AVPS['Result-Code'], resultCode)
  end += origin.avps.copy(buffer, end)
  if (!isProtocolError(resultCode)) for (const spec of REPEATED) end = copyAll(buffer, end, request, spec, 1)
  if (why !== undefined) end = putText(buffer, end, AVPS['Error-Message'], why.slice(0, WHY_MAX))
  if (failed !== null) {
    const group = openAvp(buffer, end, AVPS['Failed-AVP'], 0)
    end = closeGroup(buffer, end, group + failed.copy(buffer, group))
  }
  end = copyAll(buffer, end, request, AVPS['Proxy-Info'])
  putLength(buffer, at, end)
  return end
}

const REPEATED: readonly AvpSpec[] = [AVPS['Auth-Application-Id'], AVPS['CC-Request-Type'], AVPS['CC-Request-Number']]

/** The request's AVPs of this code, as they came and in their order. */
function copyAll(buffer: Buffer, at: number, request: Buffer, spec: AvpSpec, most = Number.POSITIVE_INFINITY): number {
  let end = at
  let left = most
  walker.over(request, HEADER_SIZE, request.length)
  while (left > 0 && walker.next()) {
    if (walker.code !== spec.code || walker.vendor !== (spec.vendor ?? 0)) continue
    end += request.copy(buffer, end, walker.start, walker.end)
    left -= 1
  }
  return end
}

const walker = new AvpCursor()
