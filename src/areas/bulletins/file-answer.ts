/** How a file is answered: whole or the part that is asked for (RFC 9110, 14), as what it is and never as a page of ours. */
import { type Asked, askedOf } from '../../authority/range.ts'

export interface ServedFile {
  readonly sha256: string
  readonly type: string
  readonly octets: number
  read(from: number, octets: number): Promise<Uint8Array>
}

/** What stands under its digest never changes; whether it may still be given may. */
export async function fileAnswer(
  { sha256, type, octets: size, read }: ServedFile,
  { method, headers }: Pick<Request, 'method' | 'headers'>,
  keeping = 'private, max-age=31536000, immutable',
): Promise<Response> {
  const etag = `"${sha256}"`
  const given = { range: headers.get('range'), ifRange: headers.get('if-range') }
  const asked = askedOf(given, { size, etag })
  const [from, to] = asked.is === 'part' ? [asked.from, asked.to] : [0, size - 1]
  const hasBody = method !== 'HEAD' && asked.is !== 'outside'
  const body = hasBody ? Buffer.from(await read(from, to - from + 1)) : null
  return new Response(body, {
    status: STATUSES[asked.is],
    headers: {
      'content-type': type,
      'content-disposition': `inline; filename="${sha256.slice(0, 12)}.${EXTENSIONS[type] ?? 'bin'}"`,
      // Where a shared cache kept this one, whoever asked outside of it would take the file from everybody.
      'cache-control': asked.is === 'outside' ? 'no-store' : keeping,
      'accept-ranges': 'bytes',
      ...(asked.is === 'outside'
        ? { 'content-range': `bytes */${size}` }
        : { etag, 'content-length': String(to - from + 1) }),
      ...(asked.is === 'part' ? { 'content-range': `bytes ${from}-${to}/${size}` } : {}),
    },
  })
}

const STATUSES: Readonly<Record<Asked['is'], number>> = { whole: 200, part: 206, outside: 416 }

const EXTENSIONS: Readonly<Record<string, string>> = {
  'audio/wav': 'wav',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'image/webp': 'webp',
  'image/png': 'png',
  'image/jpeg': 'jpg',
}
