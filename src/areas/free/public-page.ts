/**
 * What citizens are told of what is free now: one page and the same as JSON, made once and kept until anything of it
 * changes or the minute is over, so that a whole country may ask.
 *
 * The page is correct without any other file and without JavaScript, and with its headers fits into the ten segments of
 * 1460 octets that a server may send before the first acknowledgement (RFC 6928). Where more is free than fits, it says
 * how much more and where that stands.
 */
import { createHash } from 'node:crypto'
import type { FreeNow } from './model.ts'
import { freePage } from './public-html.ts'
import type { FreeUseCases } from './use-cases.ts'

/** Octets: with the headers of an answer below 14 kB. */
export const PAGE_SIZE_MAX = 12_000
const MINUTE_MS = 60_000
const SECOND_MS = 1000

interface Kept {
  /** Milliseconds since 1970; what was kept is true before that. */
  readonly until: number
  /** The first second of which all is as it is kept: another second may have had two answers. */
  readonly modifiedAt: number
  readonly html: Made
  readonly json: Made
}

interface Made {
  readonly body: string
  readonly tag: string
}

export interface PageNeeds {
  readonly free: Pick<FreeUseCases, 'now'>
  readonly name: string
  readonly nowMs: () => number
}

export class FreePage {
  readonly #needs: PageNeeds
  #kept: Promise<Kept> | null = null
  #until = 0

  constructor(needs: PageNeeds) {
    this.#needs = needs
  }

  /** Something of it has changed: the next who asks has it made anew. */
  forget(): void {
    this.#kept = null
  }

  async respond(kind: 'html' | 'json', asked: Headers): Promise<Response> {
    const kept = await this.#now()
    const { body, tag } = kept[kind]
    const now = this.#needs.nowMs()
    const seconds = Math.max(0, Math.floor((kept.until - now) / SECOND_MS))
    // Never later than the answer itself (RFC 9110, 8.8.2.1).
    const modified = new Date(Math.min(kept.modifiedAt, now))
    const headers = new Headers({
      'content-type': TYPES[kind],
      'cache-control': `public, max-age=${seconds}`,
      etag: tag,
      'last-modified': modified.toUTCString(),
      ...(kind === 'json' && { 'access-control-allow-origin': '*' }),
    })
    if (isKnown(asked, kept.modifiedAt, tag)) {
      headers.delete('content-type')
      return new Response(null, { status: 304, headers })
    }
    return new Response(body, { headers })
  }

  async #now(): Promise<Kept> {
    const now = this.#needs.nowMs()
    if (this.#kept !== null && now < this.#until) return await this.#kept
    const made = this.#make(now)
    this.#kept = made
    // Until it is known for how long it is true, those who ask meanwhile share it.
    this.#until = now + 1
    try {
      const kept = await made
      if (this.#kept === made) this.#until = kept.until
      return kept
    } catch (error) {
      if (this.#kept === made) this.#kept = null
      throw error
    }
  }

  async #make(now: number): Promise<Kept> {
    const told = await this.#needs.free.now()
    const changes = told.changesAt === null ? Number.POSITIVE_INFINITY : Date.parse(told.changesAt)
    return {
      until: Math.min((Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS, changes),
      modifiedAt: Math.ceil(now / SECOND_MS) * SECOND_MS,
      html: made(htmlOf(told, this.#needs.name)),
      json: made(`${JSON.stringify(told)}\n`),
    }
  }
}

const TYPES = {
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const

/** As many services as fit. */
function htmlOf(told: FreeNow, name: string): string {
  for (let shown = told.free.length; ; shown = Math.floor(shown * 0.8)) {
    const html = freePage(told, { name, shown })
    if (shown === 0 || Buffer.byteLength(html) <= PAGE_SIZE_MAX) return html
  }
}

function made(body: string): Made {
  const digest = createHash('sha256').update(body).digest('base64url')
  return { body, tag: `"${digest.slice(0, 22)}"` }
}

/** RFC 9110, 13.1: a tag decides where one is given, else the date. */
function isKnown(asked: Headers, modifiedAt: number, tag: string): boolean {
  const tags = asked.get('if-none-match')
  if (tags !== null)
    return tags
      .split(',')
      .some(each => each.trim().replace(/^W\//, '') === tag || each.trim() === '*')
  const since = Date.parse(asked.get('if-modified-since') ?? '')
  return !Number.isNaN(since) && modifiedAt <= since
}
