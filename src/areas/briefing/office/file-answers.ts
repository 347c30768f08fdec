/** How the picture of a page and a file of a recording are answered: as what they are, under a name, and never as a page of ours. */
import { Readable } from 'node:stream'
import { type Asked, askedOf } from '../../../authority/range.ts'
import type { PagePicture } from './documents.ts'
import type { OpenRecording } from './recordings.ts'

const EXTENSIONS: Readonly<Record<string, string>> = { 'image/webp': 'webp', 'image/png': 'png', 'image/jpeg': 'jpg' }

/** What stands under its address never changes. */
export function pageAnswer({ type, picture }: PagePicture, page: number): Response {
  return new Response(Buffer.from(picture), {
    headers: {
      'content-type': type,
      'content-length': String(picture.byteLength),
      'content-disposition': `inline; filename="page-${page}.${EXTENSIONS[type] ?? 'bin'}"`,
      'cache-control': 'private, max-age=31536000, immutable',
    },
  })
}

/** The whole or the part that is asked for (RFC 9110, 14), as it is read from the disk. Closes the file. */
export async function recordingAnswer(
  { recording, handle }: OpenRecording,
  { method, headers }: Pick<Request, 'method' | 'headers'>,
): Promise<Response> {
  const { octets: size, sha256, number } = recording
  const etag = `"${sha256}"`
  const asked = askedOf({ range: headers.get('range'), ifRange: headers.get('if-range') }, { size, etag })
  const hasBody = method !== 'HEAD' && asked.is !== 'outside'
  if (!hasBody) await handle.close()
  const [from, to] = asked.is === 'part' ? [asked.from, asked.to] : [0, size - 1]
  const body = hasBody ? Readable.toWeb(handle.createReadStream({ start: from, end: to })) : null
  return new Response(body as ReadableStream<Uint8Array> | null, {
    status: STATUSES[asked.is],
    headers: {
      'content-type': 'video/webm',
      'content-disposition': `attachment; filename="recording-${number}.webm"`,
      'accept-ranges': 'bytes',
      ...(asked.is === 'outside'
        ? { 'content-range': `bytes */${size}` }
        : { etag, 'content-length': String(to - from + 1) }),
      ...(asked.is === 'part' ? { 'content-range': `bytes ${from}-${to}/${size}` } : {}),
    },
  })
}

const STATUSES: Readonly<Record<Asked['is'], number>> = { whole: 200, part: 206, outside: 416 }
