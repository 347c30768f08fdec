/**
 * Asks the authority's server: one typed table of what can be asked, one function that asks it.
 *
 *   const round = await ask('GET /api/v1/rounds/:id', { params: { id } })
 *   await ask('POST /api/v1/rounds/:id/stop', { params: { id }, body: { reason }, once: newKey() })
 *
 * Answers are trusted: they come from our own server over its own origin. Everything else is a Problem with a sentence.
 * Knows no page and keeps nothing; what is kept is in TanStack Query's cache.
 */

import type { Person } from '../areas/access/model.ts'
import type {
  FreeAudit,
  FreeAuditSummary,
  FreeContent,
  FreeDraft,
  FreeOverview,
  FreeVersion,
} from '../areas/free/model.ts'
import type {
  MonthItem,
  MonthReport,
  MonthSummary,
  ReportHeading,
  WorkItemContent,
} from '../areas/months/model.ts'
import type {
  Campaign,
  DirectiveSummary,
  OperatorSummary,
  RoundContent,
  RoundDetail,
  RoundLive,
  RoundSummary,
  RoundVersion,
} from '../areas/rounds/model.ts'
import type {
  Alert,
  Alerts,
  Deed,
  Door,
  Kiosk,
  KioskCode,
  MonthCounts,
  Subscription,
} from '../areas/screening/model.ts'
import type { Settings } from '../areas/screening/settings.ts'
import type { AuditSummary } from '../audit/summary.ts'
import type { KeyScope, Role } from '../authority/actor.ts'
import type { Page } from '../authority/paging.ts'
import type { TrailEntry, TrailVerification } from '../authority/trail-entry.ts'
import { language } from './i18n.ts'
import { asProblem, offline, readProblem } from './problem.ts'

/** Longer than any answer takes; a request that hangs is as bad as one that fails. */
const ANSWER_MS = 20_000

export interface Me {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly operator: string | null
  readonly signIn: { readonly password: boolean; readonly totp: boolean; readonly passkeys: number }
  readonly language: 'vi' | 'en'
}

export interface Instance {
  readonly name: string
  readonly needsSetup: boolean
  readonly oidc: { readonly name: string } | null
  readonly version: string
  readonly demo: {
    readonly accounts: readonly {
      readonly email: string
      readonly password: string
      readonly role: Role
      readonly name: string
    }[]
  } | null
}

export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly scopes: readonly KeyScope[]
  readonly createdBy: string
  readonly createdAt: string
  readonly expiresAt: string
  readonly lastUsedAt: string | null
}

interface Paged {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}
type Versioned = { readonly version: number }
type OfRevision = { readonly revision: number }
type OfReport = { readonly sha256: string }
type Nothing = Record<string, never>

/** Paths as the server's routes spell them; `:id` is filled from `params`. */
interface Routes {
  'GET /api/v1/me': { answer: Me }
  'GET /api/v1/instance': { answer: Instance }
  'POST /api/v1/setup': {
    body: { token: string; name: string; email: string; password: string }
    answer: Person
  }
  'POST /api/v1/invitations/accept': { body: { token: string; password: string }; answer: Person }

  'GET /api/v1/people': { query: Paged; answer: Page<Person> }
  'POST /api/v1/people': {
    body: { name: string; email: string; role: Role; operator?: string }
    answer: { person: Person; link: string }
  }
  'PATCH /api/v1/people/:id': {
    body: { role?: Role; operator?: string | null; isDisabled?: boolean; name?: string }
    answer: Person
  }
  'POST /api/v1/people/:id/link': { body: Nothing; answer: { person: Person; link: string } }

  'GET /api/v1/campaigns': {
    query: Paged & { search?: string | undefined }
    answer: Page<Campaign>
  }
  'POST /api/v1/campaigns': { body: { title: string; note: string }; answer: Campaign }
  'GET /api/v1/campaigns/:id': { answer: Campaign }
  'PATCH /api/v1/campaigns/:id': { body: { title?: string; note?: string }; answer: Campaign }

  'GET /api/v1/rounds': {
    query: Paged & { campaign?: string | undefined; state?: string | undefined }
    answer: Page<RoundSummary>
  }
  'POST /api/v1/campaigns/:id/rounds': { body: { content: RoundContent }; answer: RoundDetail }
  'GET /api/v1/rounds/:id': { answer: RoundDetail }
  'PUT /api/v1/rounds/:id/content': {
    body: { version: number; content: RoundContent }
    answer: RoundDetail
  }
  'POST /api/v1/rounds/:id/submit': { body: Versioned; answer: RoundDetail }
  'POST /api/v1/rounds/:id/withdraw': { body: Versioned; answer: RoundDetail }
  'POST /api/v1/rounds/:id/approve': {
    body: { version: number; digest: string; subscribers: number }
    answer: RoundDetail
  }
  'POST /api/v1/rounds/:id/return': {
    body: { version: number; reason: string }
    answer: RoundDetail
  }
  'POST /api/v1/rounds/:id/exercise': { body: Nothing; answer: RoundDetail }
  'POST /api/v1/rounds/:id/schedule': { body: Nothing; answer: RoundDetail }
  'POST /api/v1/rounds/:id/pause': { body: Nothing; answer: RoundDetail }
  'POST /api/v1/rounds/:id/resume': { body: Nothing; answer: RoundDetail }
  'POST /api/v1/rounds/:id/stop': { body: { reason: string }; answer: RoundDetail }
  'GET /api/v1/rounds/:id/versions': { answer: readonly RoundVersion[] }
  'GET /api/v1/rounds/:id/live': { answer: RoundLive }
  'GET /api/v1/directives/:id': { answer: { summary: DirectiveSummary; documents: unknown } }

  'GET /api/v1/zero-rating': { answer: FreeOverview }
  /** `:id`: its version. */
  'GET /api/v1/zero-rating/lists/:id': { answer: FreeVersion }
  'GET /api/v1/zero-rating/audits': { query: Paged; answer: Page<FreeAuditSummary> }
  'POST /api/v1/zero-rating/audits': {
    body: { operator: string; summary: AuditSummary }
    answer: FreeAudit
  }
  'GET /api/v1/zero-rating/audits/:id': { answer: FreeAudit }
  'GET /api/v1/zero-rating/draft': { answer: FreeDraft }
  'PUT /api/v1/zero-rating/draft': {
    body: { revision: number; content: FreeContent }
    answer: FreeDraft
  }
  'POST /api/v1/zero-rating/draft/submit': { body: OfRevision; answer: FreeDraft }
  'POST /api/v1/zero-rating/draft/withdraw': { body: OfRevision; answer: FreeDraft }
  'POST /api/v1/zero-rating/draft/approve': {
    body: { revision: number; digest: string; services: number; doubts: number }
    answer: FreeDraft
  }
  'POST /api/v1/zero-rating/draft/return': {
    body: { revision: number; reason: string }
    answer: FreeDraft
  }

  'GET /api/v1/months': { answer: readonly MonthSummary[] }
  /** `:id`: the month, 2026-11. */
  'GET /api/v1/months/:id/items': { answer: readonly MonthItem[] }
  'POST /api/v1/months/:id/items': { body: WorkItemContent; answer: MonthItem }
  'PUT /api/v1/work-items/:id': {
    body: { version: number; content: WorkItemContent }
    answer: MonthItem
  }
  'DELETE /api/v1/work-items/:id': { query: Versioned; answer: unknown }
  'GET /api/v1/months/:id/report': { answer: MonthReport }
  'POST /api/v1/months/:id/report/review': {
    body: { heading: ReportHeading }
    answer: MonthReport
  }
  'POST /api/v1/months/:id/report/sign': { body: OfReport; answer: MonthReport }
  'POST /api/v1/months/:id/report/publish': { body: OfReport; answer: MonthReport }
  'POST /api/v1/months/:id/report/return': { body: { reason: string }; answer: MonthReport }

  'GET /api/v1/operators': { answer: readonly OperatorSummary[] }
  'POST /api/v1/operators': { body: { id: string; name: string }; answer: OperatorSummary }
  'GET /api/v1/operators/:id': { answer: OperatorSummary }
  'POST /api/v1/operators/:id/enrolment': {
    body: Nothing
    answer: { code: string; expiresAt: string }
  }
  'POST /api/v1/operators/:id/revoke': { body: Nothing; answer: OperatorSummary }

  'GET /api/v1/screening/settings': { answer: Settings }
  'PUT /api/v1/screening/settings': { body: Settings; answer: Settings }
  'GET /api/v1/screening/doors': { answer: readonly Door[] }
  'POST /api/v1/screening/doors': { body: { name: string }; answer: Door }
  'GET /api/v1/screening/kiosks': { answer: readonly Kiosk[] }
  'POST /api/v1/screening/kiosks': { body: { door: string; name: string }; answer: KioskCode }
  'POST /api/v1/screening/kiosks/:id/code': { body: Nothing; answer: KioskCode }
  'POST /api/v1/screening/kiosks/:id/revoke': { body: Nothing; answer: Kiosk }
  /** `:id`: the month, 2026-11. */
  'GET /api/v1/screening/months/:id': { answer: MonthCounts }
  'GET /api/v1/screening/alerts': { answer: Alerts }
  'POST /api/v1/screening/alerts/:id/close': { body: { deed: Deed }; answer: Alert }
  'GET /api/v1/screening/push': { answer: { key: string | null } }
  'POST /api/v1/screening/push': { body: Subscription; answer: unknown }
  'POST /api/v1/screening/push/end': { body: { endpoint: string }; answer: unknown }

  'GET /api/v1/trail': {
    query: Paged & {
      action?: string | undefined
      actor?: string | undefined
      subject?: string | undefined
    }
    answer: Page<TrailEntry>
  }
  'GET /api/v1/trail/verification': { answer: TrailVerification }

  'GET /api/v1/keys': { query: Paged; answer: Page<ApiKey> }
  'POST /api/v1/keys': {
    body: { name: string; scopes: readonly KeyScope[]; expiresAt: string }
    answer: { key: ApiKey; secret: string }
  }
  'DELETE /api/v1/keys/:id': { answer: unknown }
}

export type Route = keyof Routes
export type Answer<Of extends Route> = Routes[Of]['answer']

type Given<Of extends Route> = (Of extends `${string}:id${string}`
  ? { params: { id: string } }
  : unknown) &
  (Routes[Of] extends { body: infer Body } ? { body: Body } : unknown) &
  (Routes[Of] extends { query: infer Query } ? { query?: Query } : unknown) & {
    signal?: AbortSignal
    /** Idempotency-Key: the same one for every attempt of one deed, a new one for the next. */
    once?: string
  }

export async function ask<Of extends Route>(
  route: Of,
  ...[given]: Record<string, never> extends Given<Of> ? [Given<Of>?] : [Given<Of>]
): Promise<Answer<Of>> {
  const parts = (given ?? {}) as Asked
  const [method, path] = route.split(' ')
  try {
    return (await request({
      method,
      path: filledPath(path, parts),
      body: parts.body,
      signal: parts.signal,
      once: parts.once,
    })) as Answer<Of>
  } catch (error) {
    if (asProblem(error).status === 401) onUnknown()
    throw error
  }
}

let onUnknown = () => {}

/** Called whenever the server does not know who asks: a session may end at any time, whatever is asked next. */
export function whenUnknown(act: () => void): void {
  onUnknown = act
}

/** better-auth's own routes, below /api/auth: sign-in, sign-out, second factor, passkeys. */
export async function askAuth(
  method: 'GET' | 'POST',
  path: string,
  body?: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  return await request({ method, path: `/api/auth${path}`, body })
}

export function newKey(): string {
  return crypto.randomUUID()
}

interface Asked {
  readonly params?: { readonly id: string }
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
  readonly once?: string | undefined
}

export function filledPath(path: string, given: Pick<Asked, 'params' | 'query'>): string {
  const filled = path.replace(':id', encodeURIComponent(given.params?.id ?? ''))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(given.query ?? {}))
    if (value !== undefined && value !== '') query.set(name, String(value))
  return query.size === 0 ? filled : `${filled}?${query}`
}

async function request(wanted: {
  method: string
  path: string
  body?: unknown
  signal?: AbortSignal | undefined
  once?: string | undefined
}): Promise<unknown> {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-language': language(),
  }
  const hasBody = wanted.method !== 'GET' && wanted.method !== 'DELETE'
  if (hasBody) headers['content-type'] = 'application/json'
  if (wanted.once !== undefined) headers['idempotency-key'] = wanted.once
  const patience = AbortSignal.timeout(ANSWER_MS)
  let answer: Response
  let text: string
  try {
    answer = await fetch(wanted.path, {
      method: wanted.method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: wanted.signal === undefined ? patience : AbortSignal.any([patience, wanted.signal]),
      ...(hasBody ? { body: JSON.stringify(wanted.body ?? {}) } : {}),
    })
    text = await answer.text()
  } catch (error) {
    if (wanted.signal?.aborted) throw error
    throw offline()
  }
  const body = parsed(text)
  if (!answer.ok) throw readProblem(answer.status, body)
  return body
}

function parsed(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}
