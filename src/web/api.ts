/**
 * Asks the authority's server: what can be asked are the rows of the areas' contracts, one function asks it.
 *
 *   const round = await ask('GET /api/v1/rounds/{id}', { params: { id } })
 *   await ask('POST /api/v1/rounds/{id}/stop', { params: { id }, body: { reason }, once: newKey() })
 *
 * Answers are trusted: they come from our own server over its own origin. Everything else is a Problem with a sentence.
 * Knows no page and keeps nothing; what is kept is in TanStack Query's cache.
 */
import type { AskedOf, Contract } from '../authority/contract.ts'
import { language } from './i18n.ts'
import { asProblem, offline, readProblem } from './problem.ts'

/** Longer than any answer takes; a request that hangs is as bad as one that fails. */
const ANSWER_MS = 20_000

/**
 * The contracts of all areas, types alone: no schema comes into the browser by this. Each area adds its own:
 *
 *   declare module '../../../web/api.ts' { interface Contracts { free: typeof freeContract } }
 */
// biome-ignore lint/suspicious/noEmptyInterface: areas add to it
export interface Contracts {}

type All<Of> = (Of extends unknown ? (each: Of) => void : never) extends (all: infer Whole) => void ? Whole : never
type Rows = All<
  {
    [Area in keyof Contracts]: Contracts[Area] extends Contract ? AskedOf<Contracts[Area]> : never
  }[keyof Contracts]
>
/** A method and a path as the contract spells them; `{id}` is filled from `params`. */
export type Route = keyof Rows & string
export type Answer<Of extends Route> = Rows[Of]['answer']

export type Me = Answer<'GET /api/v1/me'>
export type Instance = Answer<'GET /api/v1/instance'>
export type ApiKey = Answer<'GET /api/v1/keys'>['items'][number]

type Named<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | Named<Rest> : never
type Deep<Of> = Of extends Blob
  ? Of
  : Of extends readonly (infer Item)[]
    ? readonly Deep<Item>[]
    : Of extends object
      ? { readonly [Key in keyof Of]: Deep<Of[Key]> }
      : Of

/** What a request of this route takes. */
export type Given<Of extends Route> = ([Named<Of>] extends [never]
  ? unknown
  : { readonly params: Readonly<Record<Named<Of>, string | number>> }) &
  (Rows[Of]['body'] extends undefined
    ? unknown
    : Record<string, never> extends Rows[Of]['body']
      ? { readonly body?: Deep<Rows[Of]['body']> }
      : { readonly body: Deep<Rows[Of]['body']> }) &
  (Rows[Of]['query'] extends undefined
    ? unknown
    : {
        readonly query?: {
          readonly [Key in keyof Rows[Of]['query']]?: string | number | undefined
        }
      }) & {
    readonly signal?: AbortSignal
    /** Idempotency-Key: the same one for every attempt of one deed, a new one for the next. */
    readonly once?: string
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
    if (asProblem(error).status === 401) onUnknown(route)
    throw error
  }
}

let onUnknown = (_: string): void => {}

/** Called whenever the server does not know who asks: a session may end at any time, whatever is asked next. */
export function whenUnknown(act: (route: string) => void): void {
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
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
  readonly once?: string | undefined
}

export function filledPath(path: string, given: Pick<Asked, 'params' | 'query'>): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(given.params?.[name] ?? ''))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(given.query ?? {}))
    if (value !== undefined && value !== '') query.set(name, String(value))
  return query.size === 0 ? filled : `${filled}?${query}`
}

let onFactor = async (): Promise<boolean> => false

/** Called where somebody has to prove again who they are; whether they did: what was asked is then asked once more. */
export function whenFactorNeeded(act: () => Promise<boolean>): void {
  onFactor = act
}

interface Wanted {
  readonly method: string
  readonly path: string
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
  readonly once?: string | undefined
}

async function request(wanted: Wanted): Promise<unknown> {
  try {
    return await requestOnce(wanted)
  } catch (error) {
    if (asProblem(error).code !== 'factorNeeded' || !(await onFactor())) throw error
    return await requestOnce(wanted)
  }
}

async function requestOnce(wanted: Wanted): Promise<unknown> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': language() }
  const hasBody = wanted.method !== 'GET' && wanted.method !== 'DELETE'
  const octets = wanted.body instanceof Blob ? wanted.body : null
  if (hasBody) headers['content-type'] = octets?.type ?? 'application/json'
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
      ...(hasBody ? { body: octets ?? JSON.stringify(wanted.body ?? {}) } : {}),
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
