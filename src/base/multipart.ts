/**
 * multipart/related as values and octets: a few parts with headers in one body. Reads what hostile peers send: bounded, and never throws.
 *
 * Sources: RFC 2046 section 5.1 (boundaries), RFC 2387 (related).
 */

export interface Part {
  readonly contentType: string
  /** As it stands in its header; null: it has none. */
  readonly contentId: string | null
  readonly octets: Uint8Array
}

export interface Multipart {
  readonly contentType: string
  readonly body: Buffer
}

const PARTS_MAX = 8
const HEADERS_MAX = 4096
const BOUNDARY_MAX = 70
const CRLF = '\r\n'

/** The first part is the root. */
export function multipartOf(parts: readonly Part[]): Multipart {
  const boundary = boundaryFor(parts)
  const lines = parts.flatMap(({ contentType, contentId, octets }) => [
    Buffer.from(
      [
        `--${boundary}`,
        `Content-Type: ${contentType}`,
        ...(contentId === null ? [] : [`Content-Id: ${contentId}`]),
        ...['', ''],
      ].join(CRLF),
    ),
    octets,
    Buffer.from(CRLF),
  ])
  const [root] = parts
  return {
    contentType: `multipart/related; boundary=${boundary}; type="${root.contentType}"`,
    body: Buffer.concat([...lines, Buffer.from(`--${boundary}--${CRLF}`)]),
  }
}

/** Null: it is none, or has more than is read. */
export function readMultipart(contentType: string, body: Buffer): readonly Part[] | null {
  const boundary = boundaryIn(contentType)
  if (boundary === null) return null
  const delimiter = Buffer.from(`${CRLF}--${boundary}`)
  // The first one needs no line before it.
  const whole = Buffer.concat([Buffer.from(CRLF), body])
  const parts: Part[] = []
  let at = whole.indexOf(delimiter)
  while (at >= 0) {
    const from = at + delimiter.length
    if (whole.subarray(from, from + 2).toString('latin1') === '--') return parts
    const next = whole.indexOf(delimiter, from)
    if (next < 0 || parts.length === PARTS_MAX) return null
    const part = partIn(whole.subarray(from, next))
    if (part === null) return null
    parts.push(part)
    at = next
  }
  return null
}

function boundaryFor(parts: readonly Part[]): string {
  for (let number = 0; ; number++) {
    const boundary = `loa-${number}`
    if (parts.every(({ octets }) => !Buffer.from(octets).includes(`--${boundary}`))) return boundary
  }
}

function boundaryIn(contentType: string): string | null {
  if (!/^multipart\/related\s*;/i.test(contentType)) return null
  const match = /;\s*boundary=(?:"([^"\r\n]+)"|([^\s;"]+))/i.exec(contentType)
  const boundary = match?.[1] ?? match?.[2] ?? ''
  return boundary === '' || boundary.length > BOUNDARY_MAX ? null : boundary
}

function partIn(octets: Buffer): Part | null {
  const end = octets.indexOf(CRLF + CRLF)
  if (end < 0 || end > HEADERS_MAX) return null
  const headers = new Map(
    octets
      .subarray(0, end)
      .toString('latin1')
      .split(CRLF)
      .map(line => {
        const colon = line.indexOf(':')
        return [line.slice(0, Math.max(0, colon)).trim().toLowerCase(), line.slice(colon + 1).trim()]
      }),
  )
  return {
    contentType: headers.get('content-type') ?? '',
    contentId: headers.get('content-id')?.replace(/^<(.*)>$/, '$1') ?? null,
    octets: octets.subarray(end + 2 * CRLF.length),
  }
}
