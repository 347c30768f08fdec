/**
 * The console as files of a folder: pages, scripts and fonts as Vite has built them.
 *
 * Files below assets/ carry a digest in their name and are kept by browsers for ever; every other path that is no file is
 * the one page, which finds its own way. Precompressed files (.br, .gz) are given to those who take them.
 */
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Language } from '../base/failure.ts'
import { CONSOLE_PAGE, DEVICES } from './headers.ts'
import { plainPage } from './plain-page.ts'

const PATH = /^(?:\/[A-Za-z0-9_@-][A-Za-z0-9._@-]*)+$/
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.pfb': 'application/octet-stream',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
}
/** Pages that are not the console's. */
const PAGES: ReadonlyMap<string, string> = new Map([
  ['/kiosk', '/kiosk.html'],
  ['/briefing', '/briefing.html'],
])
const CONSOLE = '/index.html'
/** Which pages may ask for a camera or a microphone, the others for neither; and which opens a page that answers it. */
const OWN_HEADERS = new Map<string, Readonly<Record<string, string>>>([
  ['/briefing.html', DEVICES],
  [CONSOLE, CONSOLE_PAGE],
])
const FILES_MAX = 500

interface File {
  readonly octets: Uint8Array<ArrayBuffer>
  readonly encoding: string | null
}

export class Console {
  readonly #folder: string
  /** Of files that never change. */
  readonly #kept = new Map<string, File>()

  constructor(folder: string) {
    this.#folder = folder
  }

  async respond(path: string, headers: Headers, language: Language): Promise<Response> {
    const encodings = encodingsOf(headers)
    const isFile = PATH.test(path) && extname(path) in TYPES
    const found = isFile ? await this.#file(path, encodings) : null
    if (found !== null) return answer(path, found)
    if (path.startsWith('/assets/')) return text(404, 'Not found\n')
    const name = PAGES.get(path) ?? CONSOLE
    const page = await this.#file(name, encodings)
    return page === null ? notBuilt(language) : answer(name, page)
  }

  async #file(path: string, encodings: readonly ('br' | 'gzip')[]): Promise<File | null> {
    const key = `${encodings.join()} ${path}`
    const kept = this.#kept.get(key)
    if (kept !== undefined) return kept
    const found = await this.#read(path, encodings)
    if (found !== null && path.startsWith('/assets/') && this.#kept.size < FILES_MAX) this.#kept.set(key, found)
    return found
  }

  async #read(path: string, encodings: readonly ('br' | 'gzip')[]): Promise<File | null> {
    const file = join(this.#folder, path)
    for (const encoding of encodings) {
      const octets = await readOrNull(`${file}${encoding === 'br' ? '.br' : '.gz'}`)
      if (octets !== null) return { octets, encoding }
    }
    const octets = await readOrNull(file)
    return octets === null ? null : { octets, encoding: null }
  }
}

function answer(path: string, { octets, encoding }: File): Response {
  const response = new Response(octets, {
    headers: {
      'content-type': TYPES[extname(path)],
      'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
      ...OWN_HEADERS.get(path),
    },
  })
  if (encoding !== null) response.headers.set('content-encoding', encoding)
  return response
}

function encodingsOf(headers: Headers): ('br' | 'gzip')[] {
  const accepted = headers.get('accept-encoding') ?? ''
  return (['br', 'gzip'] as const).filter(name => new RegExp(`\\b${name}\\b(?!;q=0(?:\\.0*)?\\b)`).test(accepted))
}

async function readOrNull(file: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await readFile(file))
  } catch {
    return null
  }
}

const DOCUMENT = '/openapi.json'

const NOT_BUILT = {
  vi: {
    title: 'Bảng điều khiển chưa được dựng',
    what: 'Máy chủ đang chạy và API đã sẵn sàng, nhưng chưa có tệp của bảng điều khiển. Chạy npm run build rồi tải lại trang này.',
    link: DOCUMENT,
  },
  en: {
    title: 'The console is not built',
    what: 'The server runs and its API is ready, but the files of the console are missing. Run npm run build, then load this page again.',
    link: DOCUMENT,
  },
} as const

function notBuilt(language: Language): Response {
  return text(503, plainPage(language, NOT_BUILT, DOCUMENT), 'text/html; charset=utf-8')
}

function text(status: number, body: string, type = 'text/plain; charset=utf-8'): Response {
  return new Response(body, { status, headers: { 'content-type': type, 'cache-control': 'no-store' } })
}
