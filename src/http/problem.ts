/**
 * What went wrong, as application/problem+json (RFC 9457) in the reader's language.
 *
 * A Failure tells its code, both sentences and its details. Everything else is a bug: the caller gets an id that stands
 * in the log, never a stack. Holds nothing of a request's body.
 */

import { STATUS_CODES } from 'node:http'
import type { z } from 'zod'
import { Failure, type Language } from '../base/failure.ts'
import { HTTP_FAILURES } from './failures.ts'

/** A place in what was sent, and what is wrong with it. */
export interface Fault {
  readonly path: string
  readonly code: string
  readonly vi: string
  readonly en: string
}

export const FAULTS_MAX = 50

/** RFC 9110, 10.2.3: 429 and 503 say when to come again; the second, where it does not know, soon. */
const AGAIN_STATUSES: ReadonlySet<number> = new Set([429, 503])
const AGAIN_SECONDS = 5

/** `inputFaulty` with its places. */
export class InputFaulty extends Failure {
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    super('inputFaulty', HTTP_FAILURES.inputFaulty, { faults: faults.length })
    this.faults = faults.slice(0, FAULTS_MAX)
  }
}

export function problem(failure: Failure, language: Language, headers: Record<string, string> = {}): Response {
  const { code, details, kind } = failure
  const body = {
    type: `urn:loa:${code}`,
    title: STATUS_CODES[kind.http] ?? 'Error',
    status: kind.http,
    code,
    detail: failure.sentence(language),
    details,
    vi: failure.sentence('vi'),
    en: failure.sentence('en'),
    ...(failure instanceof InputFaulty ? { faults: failure.faults } : {}),
  }
  return answered(failure, JSON.stringify(body), { type: 'application/problem+json', language, headers })
}

/** With what holds of it in whichever form it is told. */
export function answered(
  { details, kind }: Failure,
  body: string,
  of: { readonly type: string; readonly language: Language; readonly headers: Record<string, string> },
): Response {
  const response = new Response(body, { status: kind.http, headers: of.headers })
  response.headers.set('content-type', `${of.type}; charset=utf-8`)
  response.headers.set('content-language', of.language)
  const seconds = details.seconds ?? (kind.http === 503 ? AGAIN_SECONDS : null)
  if (AGAIN_STATUSES.has(kind.http) && seconds !== null) response.headers.set('retry-after', String(seconds))
  return response
}

/** The first of Accept-Language that is spoken here; Vietnamese where none is. */
export function languageOf(acceptLanguage: string | null | undefined): Language {
  const first = /\b(vi|en)\b/i.exec(acceptLanguage ?? '')?.[1]
  return first?.toLowerCase() === 'en' ? 'en' : 'vi'
}

/** Paths and codes only: what was sent stays out of it. */
export function faultsOf(error: z.ZodError, prefix = ''): Fault[] {
  return error.issues.flatMap(issue => {
    const path = [prefix, ...issue.path.map(String)].filter(part => part !== '').join('.')
    if (issue.code === 'unrecognized_keys')
      return issue.keys
        .slice(0, FAULTS_MAX)
        .map(key => ({
          path: path === '' ? key.slice(0, 100) : `${path}.${key.slice(0, 100)}`,
          code: 'unknown',
          ...SENTENCES.unknown,
        }))
    return [{ path, ...faultOf(issue) }]
  })
}

function faultOf(issue: z.core.$ZodIssue): { code: string; vi: string; en: string } {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? { code: 'missing', ...SENTENCES.missing }
        : { code: 'type', ...SENTENCES.type }
    case 'too_small':
      return { code: 'tooSmall', vi: `Ít nhất ${issue.minimum}.`, en: `At least ${issue.minimum}.` }
    case 'too_big':
      return { code: 'tooBig', vi: `Nhiều nhất ${issue.maximum}.`, en: `At most ${issue.maximum}.` }
    case 'custom':
      return saidBy(issue) ?? { code: 'format', ...SENTENCES.format }
    default:
      return { code: 'format', ...SENTENCES.format }
  }
}

/** Of a shape that says itself what is wrong, in both languages. */
function saidBy({ params = {} }: z.core.$ZodIssueCustom) {
  const { code, vi, en } = params
  const isSaid = typeof code === 'string' && typeof vi === 'string' && typeof en === 'string'
  return isSaid ? { code, vi, en } : null
}

const SENTENCES = {
  missing: { vi: 'Còn thiếu.', en: 'Missing.' },
  unknown: { vi: 'Không có trường này.', en: 'There is no such field.' },
  type: { vi: 'Sai kiểu dữ liệu.', en: 'Wrong type.' },
  format: { vi: 'Không đúng dạng.', en: 'Wrong format.' },
}
