/**
 * The body of a request: JSON of a bounded size, depth and number of values, or octets of a bounded size, or a Failure.
 *
 * Reads no further than the limit, whatever Content-Length says.
 */
import type { IncomingMessage } from 'node:http'
import type { Http2ServerRequest } from 'node:http2'
import type { Row } from '../authority/contract.ts'
import { httpFailure } from './failures.ts'

const BODY_SIZE_MAX = 1024 * 1024
/** Of whoever need not say who they are. */
export const ANONYMOUS_BODY_SIZE_MAX = 16 * 1024
/** What is read and thrown away after the answer: whoever hears it must have been able to send the rest. */
const UNREAD_SIZE_MAX = 4 * BODY_SIZE_MAX
const ANONYMOUS_UNREAD_SIZE_MAX = 4 * ANONYMOUS_BODY_SIZE_MAX
const DEPTH_MAX = 20
const VALUES_MAX = 20_000

export function bodySizeMax({ size, may }: Pick<Row, 'size' | 'may'>): number {
  return size ?? (may.is === 'anyone' ? ANONYMOUS_BODY_SIZE_MAX : BODY_SIZE_MAX)
}

/** What comes, and is text, of a size that may be. */
export async function readText(request: Request, row: Pick<Row, 'size' | 'may'>): Promise<string> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? ''))
    throw httpFailure('mediaTypeWrong')
  return decode(await readOctets(request, bodySizeMax(row)))
}

/** What comes, as it stands, where it says that it is one of `types`. */
export async function readBody(
  request: Request,
  row: Pick<Row, 'size' | 'may'>,
  types: readonly string[],
): Promise<Buffer> {
  const type = request.headers.get('content-type')?.split(';')[0].trim().toLowerCase() ?? ''
  if (!types.includes(type)) throw httpFailure('bodyTypeWrong', { types: types.join(', ') })
  return await readOctets(request, bodySizeMax(row))
}

export function jsonOf(text: string, row: Pick<Row, 'values'>): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw httpFailure('bodyNotJson', { why: 'syntax' })
  }
  const values = { left: row.values ?? VALUES_MAX }
  if (!isWithin(value, DEPTH_MAX, values)) throw httpFailure('bodyNotJson', { why: 'too deep or too many values' })
  return value
}

/** More is still to come than is worth reading and throwing away so that the connection could be used again. */
export function isMuchUnread(incoming: IncomingMessage | Http2ServerRequest | undefined, isKnown: boolean): boolean {
  if (incoming === undefined || incoming.complete) return false
  const { 'content-length': size, 'transfer-encoding': encoding } = incoming.headers
  if (encoding !== undefined) return true
  return Number(size ?? 0) > (isKnown ? UNREAD_SIZE_MAX : ANONYMOUS_UNREAD_SIZE_MAX)
}

async function readOctets(request: Request, sizeMax: number): Promise<Buffer> {
  const tooLarge = () => httpFailure('bodyTooLarge', { size: sizeMax / 1024 })
  if (Number(request.headers.get('content-length') ?? 0) > sizeMax) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > sizeMax) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function decode(octets: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets)
  } catch {
    throw httpFailure('bodyNotJson', { why: 'not UTF-8' })
  }
}

function isWithin(value: unknown, depth: number, values: { left: number }): boolean {
  if (values.left-- <= 0 || depth < 0) return false
  if (typeof value !== 'object' || value === null) return true
  if (Object.hasOwn(value, '__proto__')) return false
  return Object.values(value).every(inner => isWithin(inner, depth - 1, values))
}
