/**
 * A multipart/report (RFC 6522) cut into its parts: headers and lines of each. It comes from anywhere: only its beginning is read,
 * each line once, and so many parts and headers. Knows no meaning. Pure.
 */

/** Whatever follows is the message that came back. */
const OCTETS_MAX = 256 * 1024
const HEADERS_MAX = 200
const HEADER_MAX = 4096
const PARTS_MAX = 10

/** By lower-case name; the first of a name counts. */
export type Fields = ReadonlyMap<string, string>

export interface Part {
  /** In lower case: `message/delivery-status`. Empty: not told. */
  readonly type: string
  readonly lines: readonly string[]
}

export interface Report {
  readonly headers: Fields
  /** None: it is no report. */
  readonly parts: readonly Part[]
}

export function readReport(octets: Buffer): Report {
  const lines = octets.subarray(0, OCTETS_MAX).toString('latin1').split(/\r?\n/)
  const { fields: headers, next } = readFields(lines, 0)
  const type = headers.get('content-type') ?? ''
  const boundary = parameterOf(type, 'boundary')
  if (!/^multipart\/report\b/i.test(type) || boundary === null) return { headers, parts: [] }
  return { headers, parts: partsOf(lines, next, `--${boundary}`) }
}

/** Fields from this line to the first empty one, unfolded. */
export function readFields(lines: readonly string[], from: number): { readonly fields: Fields; readonly next: number } {
  const fields = new Map<string, string>()
  let name: string | null = null
  let at = from
  for (; at < lines.length && lines[at] !== ''; at++) {
    const line = lines[at].slice(0, HEADER_MAX)
    if (/^[ \t]/.test(line)) {
      const before = name === null ? undefined : fields.get(name)
      if (name !== null && before !== undefined && before.length < HEADER_MAX)
        fields.set(name, `${before} ${line.trim()}`)
      continue
    }
    const colon = line.indexOf(':')
    name = null
    if (colon <= 0 || fields.size >= HEADERS_MAX) continue
    const told = line.slice(0, colon).trim().toLowerCase()
    if (fields.has(told)) continue
    name = told
    fields.set(told, line.slice(colon + 1).trim())
  }
  return { fields, next: at + 1 }
}

function partsOf(lines: readonly string[], from: number, delimiter: string): Part[] {
  const parts: Part[] = []
  let begun: number | null = null
  for (let at = from; at <= lines.length && parts.length < PARTS_MAX; at++) {
    const line = at === lines.length ? `${delimiter}--` : lines[at].trimEnd()
    if (line !== delimiter && line !== `${delimiter}--`) continue
    if (begun !== null) parts.push(partOf(lines.slice(begun, at)))
    if (line !== delimiter) break
    begun = at + 1
  }
  return parts
}

function partOf(lines: readonly string[]): Part {
  const { fields, next } = readFields(lines, 0)
  const type = (fields.get('content-type') ?? '').split(';')[0].trim().toLowerCase()
  return { type, lines: lines.slice(next) }
}

/** RFC 2045, 5.1: quoted or not. */
function parameterOf(value: string, name: string): string | null {
  const match = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]{1,70})"|([^\\s;"]{1,70}))`, 'i').exec(value)
  return match?.[1] ?? match?.[2] ?? null
}
