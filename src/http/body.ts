/**
 * The body of a request: JSON of a bounded size, depth and number of values, or a Failure.
 *
 * Reads no further than the limit, whatever Content-Length says.
 */
import { httpFailure } from './failures.ts'

export const BODY_SIZE_MAX = 1024 * 1024
const DEPTH_MAX = 20
const VALUES_MAX = 20_000

export async function readJson(
  request: Request,
  valuesMax: number | null = null,
): Promise<unknown> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? ''))
    throw httpFailure('mediaTypeWrong')
  const text = decode(await readOctets(request))
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw httpFailure('bodyNotJson', { why: 'syntax' })
  }
  const values = { left: valuesMax ?? VALUES_MAX }
  if (!isWithin(value, DEPTH_MAX, values))
    throw httpFailure('bodyNotJson', { why: 'too deep or too many values' })
  return value
}

async function readOctets(request: Request): Promise<Buffer> {
  const tooLarge = () => httpFailure('bodyTooLarge', { size: BODY_SIZE_MAX / 1024 })
  if (Number(request.headers.get('content-length') ?? 0) > BODY_SIZE_MAX) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > BODY_SIZE_MAX) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function decode(octets: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets)
  } catch {
    throw httpFailure('bodyNotJson', { why: 'UTF-8' })
  }
}

function isWithin(value: unknown, depth: number, values: { left: number }): boolean {
  if (values.left-- <= 0 || depth < 0) return false
  if (typeof value !== 'object' || value === null) return true
  if (Object.hasOwn(value, '__proto__')) return false
  return Object.values(value).every(inner => isWithin(inner, depth - 1, values))
}
