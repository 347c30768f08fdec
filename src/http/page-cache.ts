/**
 * Pages that are the same for everyone, cached as octets until something of them changes, so that a whole country may ask: as they
 * are, by gzip and by Brotli, each with its tag and the second since which it is as it is.
 *
 *   invalidate ──► the next request has the pages made anew ──► all requests meanwhile share it ──► kept until they expire
 *
 * Knows no area: each makes its own pages. An answer that is ready is given without waiting (`ready`), also by the
 * way in front of the pipe (at-once.ts).
 */
import { createHash } from 'node:crypto'
import { brotliCompressSync, gzipSync, constants as zlib } from 'node:zlib'
import type { Keeping, Page, PageSet } from '../authority/public-pages.ts'

export interface Asked {
  /** Null: it is not there. */
  header(name: 'accept-encoding' | 'if-none-match' | 'if-modified-since'): string | null
}

export interface CachedAnswer {
  readonly status: 200 | 304
  readonly headers: readonly (readonly [string, string])[]
  /** Null: there is none. */
  readonly body: Buffer<ArrayBuffer> | null
  readonly route: string
}

const SECOND_MS = 1000
/** What has changed, or was taken back, is at every reader that soon, where others read it too. */
const BRIEF_SECONDS = 5
/** So much later at whoever reads it as the first for long: a proxy may show what it has while it asks. */
const ASKING_SECONDS = 5
/** As long a page stands where its origin does not answer. */
const STANDING_SECONDS = 86_400
const FOREVER_SECONDS = 31_536_000
/** Octets: what is longer is pressed less hard, since everybody else waits meanwhile. */
const LONG = 64 * 1024
/** Paths of which the last tag is remembered. */
const SEEN_MAX = 2000

type Encoding = 'identity' | 'gzip' | 'br'
const SUFFIXES: Readonly<Record<Encoding, string>> = { identity: '', gzip: '-gz', br: '-br' }

interface Ready {
  readonly page: Page
  readonly tag: string
  /** The first second of which all is as it is kept: another second may have had two answers. */
  readonly modifiedAt: number
  readonly bodies: Map<Encoding, Buffer<ArrayBuffer>>
}

interface MadePages {
  readonly pages: PageSet
  readonly madeAt: number
  readonly ready: Map<string, Ready | null>
}

export class PageCache {
  readonly #make: (nowMs: number) => Promise<PageSet>
  readonly #nowMs: () => number
  #making: Promise<MadePages> | null = null
  #made: MadePages | null = null
  readonly #seen = new Map<string, { readonly tag: string; readonly modifiedAt: number }>()

  constructor(needs: { readonly make: (nowMs: number) => Promise<PageSet>; readonly nowMs: () => number }) {
    this.#make = needs.make
    this.#nowMs = needs.nowMs
  }

  /** Something has changed: requests from now on are answered from pages made from now on. */
  invalidate(): void {
    this.#making = null
    this.#made = null
  }

  /** Makes the pages now where they are not cached: the next request is answered from them. */
  async make(): Promise<void> {
    await this.#current()
  }

  /** Null: there is no such page. */
  async answer(path: string, asked: Asked): Promise<CachedAnswer | null> {
    return this.#answerFrom(await this.#current(), path, asked)
  }

  /** The same where nothing has to be waited for; null: it has, or there is no such page. */
  ready(path: string, asked: Asked): CachedAnswer | null {
    const made = this.#made
    if (made === null || this.#nowMs() >= made.pages.untilMs) return null
    return this.#answerFrom(made, path, asked)
  }

  /** For a page that is not cached, since hardly anybody asks for it. */
  answerOnce(page: Page, asked: Asked): CachedAnswer {
    const tag = tagOf(page)
    const now = this.#nowMs()
    const ready = { page, tag, modifiedAt: Math.ceil(now / SECOND_MS) * SECOND_MS, bodies: new Map() }
    return answerOf(ready, asked, { now, leftMs: Number.POSITIVE_INFINITY })
  }

  async #current(): Promise<MadePages> {
    const made = this.#made
    if (made !== null && this.#nowMs() < made.pages.untilMs) return made
    if (this.#making !== null) return await this.#making
    const madeAt = this.#nowMs()
    const making = this.#make(madeAt).then(pages => ({ pages, madeAt, ready: new Map() }))
    this.#making = making
    try {
      const done = await making
      // Invalidated meanwhile: right for who asked before, and not cached.
      if (this.#making === making) this.#made = done
      return done
    } finally {
      if (this.#making === making) this.#making = null
    }
  }

  #answerFrom(on: MadePages, path: string, asked: Asked): CachedAnswer | null {
    const found = this.#readyOf(on, path)
    if (found === null) return null
    const now = this.#nowMs()
    return answerOf(found, asked, { now, leftMs: on.pages.changesMs - now })
  }

  #readyOf(on: MadePages, path: string): Ready | null {
    const known = on.ready.get(path)
    if (known !== undefined) return known
    const page = on.pages.page(path)
    // What is not there is not remembered: there is no end to such paths.
    if (page === null) return null
    const tag = tagOf(page)
    const before = this.#seen.get(path)
    const modifiedAt = before?.tag === tag ? before.modifiedAt : Math.ceil(on.madeAt / SECOND_MS) * SECOND_MS
    if (this.#seen.size >= SEEN_MAX) this.#seen.clear()
    this.#seen.set(path, { tag, modifiedAt })
    const ready = { page, tag, modifiedAt, bodies: new Map() }
    on.ready.set(path, ready)
    return ready
  }
}

function answerOf(
  { page, tag, modifiedAt, bodies }: Ready,
  asked: Asked,
  { now, leftMs }: { readonly now: number; readonly leftMs: number },
): CachedAnswer {
  const { route } = page
  const encoding = encodingOf(asked)
  const headers: (readonly [string, string])[] = [
    ['cache-control', cacheControl(page.keeping, leftMs)],
    // Never later than the answer itself (RFC 9110, 8.8.2.1).
    ['last-modified', new Date(Math.min(modifiedAt, now)).toUTCString()],
    ['vary', 'accept-encoding'],
    ['etag', `"${tag}${SUFFIXES[encoding]}"`],
  ]
  if (page.isForPrograms) headers.push(['access-control-allow-origin', '*'])
  if (isKnown(asked, modifiedAt, tag)) return { status: 304, headers, body: null, route }
  headers.push(['content-type', page.type])
  if (encoding !== 'identity') headers.push(['content-encoding', encoding])
  return { status: 200, headers, body: bodyOf(page, encoding, bodies), route }
}

function tagOf({ body }: Page): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 22)
}

function cacheControl(keeping: Keeping, leftMs: number): string {
  return keeping === 'forever'
    ? `public, max-age=${FOREVER_SECONDS}, immutable`
    : briefly(Math.max(1, Math.min(BRIEF_SECONDS, Math.ceil(leftMs / SECOND_MS))))
}

/**
 * `Cache-Control` (RFC 9111, 5.2.2; RFC 5861) of what everyone may read and what may change at any second. Never zero seconds: what
 * nobody may keep, everybody would ask its origin for.
 */
export function briefly(seconds = BRIEF_SECONDS): string {
  return [
    'public',
    `max-age=${seconds}`,
    `s-maxage=${seconds}`,
    `stale-while-revalidate=${ASKING_SECONDS}`,
    `stale-if-error=${STANDING_SECONDS}`,
  ].join(', ')
}

function bodyOf({ body }: Page, encoding: Encoding, bodies: Map<Encoding, Buffer<ArrayBuffer>>): Buffer<ArrayBuffer> {
  const known = bodies.get(encoding)
  if (known !== undefined) return known
  const plain = Buffer.from(body as string)
  const made = encoding === 'identity' ? plain : pressed(plain, encoding)
  bodies.set(encoding, made)
  return made
}

export function pressed(octets: Buffer, encoding: 'gzip' | 'br'): Buffer<ArrayBuffer> {
  const level = octets.length > LONG ? 5 : 9
  if (encoding === 'gzip') return gzipSync(octets, { level })
  return brotliCompressSync(octets, {
    params: { [zlib.BROTLI_PARAM_QUALITY]: level, [zlib.BROTLI_PARAM_SIZE_HINT]: octets.length },
  })
}

function encodingOf(asked: Asked): Encoding {
  const accepted = asked.header('accept-encoding') ?? ''
  if (takes(accepted, 'br')) return 'br'
  return takes(accepted, 'gzip') ? 'gzip' : 'identity'
}

function takes(accepted: string, name: 'br' | 'gzip'): boolean {
  return accepted.split(',').some(each => each.trim().startsWith(name) && !/;\s*q=0(?:\.0*)?\s*$/.test(each))
}

/** RFC 9110, 13.1: a tag decides where one is given, else the date. */
function isKnown(asked: Asked, modifiedAt: number, tag: string): boolean {
  const tags = asked.header('if-none-match')
  if (tags !== null) return tags.split(',').some(each => each.trim() === '*' || bareTag(each) === tag)
  const since = Date.parse(asked.header('if-modified-since') ?? '')
  return !Number.isNaN(since) && modifiedAt <= since
}

/** Of whichever encoding: all are the same page. */
function bareTag(given: string): string {
  return given.trim().replace(/^W\/|"|-(?:gz|br)"$/g, '')
}
