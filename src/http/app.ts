/**
 * The server as a function from a request to an answer: every request goes through the same steps in the same order.
 *
 *   row ─► numbers in path and query ─► another process's to do: sent on ─► who calls ─► may they ─► own origin ─► second factor ─► rate ─► fresh? ─► body: size,
 *         JSON, schema, numbers ─► was it long in coming: who calls, once more ─► idempotency ─► use case ─► answer, headers, log line, metric
 *
 * Knows no socket. What is no route is a page of the console, except below /api and /node, where it is a problem.
 */

import { createHash, randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { notFound } from '../authority/failures.ts'
import { nothing } from '../authority/paging.ts'
import { Failure } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'
import { AnonymousQueue } from './anonymous-queue.ts'
import { Answers } from './answers.ts'
import { type AtOnce, answersAtOnce } from './at-once.ts'
import { isMuchUnread, jsonOf, readBody, readText } from './body.ts'
import { callerFor, nameOf, stillCalls } from './caller.ts'
import { httpFailure } from './failures.ts'
import { forward, isOfOthers, wasSentOn } from './forward.ts'
import { secure } from './headers.ts'
import { plainAddress } from './network.ts'
import { placeOfNumber, stringAt } from './number-place.ts'
import { holdsNumber, pathOfNumber } from './numbers.ts'
import { openApi } from './openapi.ts'
import type { PageCache } from './page-cache.ts'
import { faultsOf, InputFaulty, languageOf, problem } from './problem.ts'
import { problemPage } from './problem-page.ts'
import { rateOf, takeFrom } from './rate.ts'
import { type Call, type Caller, known, type Route } from './route.ts'
import { serverRoutes } from './routes.ts'
import type { Services } from './services.ts'

export interface App {
  fetch(request: Request, bindings?: HttpBindings): Promise<Response>
  /** What is ready and the same for everyone, without the pipe. */
  readonly atOnce: AtOnce
  readonly routes: readonly Route[]
}

type Env = { Bindings: Partial<HttpBindings> }
const BELOW_API = /^\/(?:api|node)(?:\/|$)/

/** `areas`: the routes of all areas; `kept`: their pages for everyone. */
export function openApp(services: Services, areas: readonly Route[], caches: readonly PageCache[] = []): App {
  const routes = withOwn(services, areas)
  const answers = new Answers(services.answers)
  const strangers = new AnonymousQueue()
  const app = new Hono<Env>()
  for (const row of routes.toSorted(writtenOutFirst))
    app.on(row.method.toUpperCase(), honoPath(row.path), context =>
      observed(services, row, context, tell => carryOut(services, { answers, strangers }, row, context, tell)),
    )
  app.notFound(context => observed(services, null, context, () => other(services, routes, context)))
  return {
    routes,
    atOnce: answersAtOnce(services, caches),
    fetch: async (request, bindings) => await app.fetch(request, bindings ?? {}),
  }
}

/** In the order in which the document has them. */
function withOwn(services: Services, areas: readonly Route[]): readonly Route[] {
  let document: string | null = null
  const all: readonly Route[] = [
    ...areas,
    ...serverRoutes(services, () => {
      document ??= JSON.stringify(openApi(all, services))
      return document
    }),
  ]
  return all
}

/** A path that is written out is not taken for one with a parameter: `/bulletins/subscribe` is no `/bulletins/{page}`. */
function writtenOutFirst(a: Route, b: Route): number {
  return Number(a.path.includes('{')) - Number(b.path.includes('{'))
}

/** `{id}` is `:id` to Hono. */
function honoPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1')
}

/** Filled in while a request is carried out, and read for its log line. */
interface RequestRecord {
  caller?: Caller
}

/** Whatever happens: one answer, one log line, one metric. */
async function observed(
  services: Services,
  row: Route | null,
  context: Context<Env>,
  act: (told: RequestRecord) => Promise<Response>,
): Promise<Response> {
  const id = randomUUID()
  const began = performance.now()
  const { method } = context.req
  const language = languageOf(context.req.header('accept-language'))
  const told: RequestRecord = {}
  let code: string | undefined
  let response: Response
  try {
    response = await act(told)
  } catch (error) {
    let failure: Failure
    if (error instanceof Failure) failure = error
    else {
      services.log.unexpected(id, error)
      failure = baseFailure('unexpected', { id })
    }
    code = failure.code
    const allowed = failure.code === 'methodWrong' ? { allow: String(failure.details.allowed) } : {}
    response =
      row !== null && isReadByPeople(row, context)
        ? problemPage(failure, { path: row.path, isForm: row.method !== 'get' }, allowed)
        : problem(failure, language, allowed)
  }
  const headers = response.headers
  secure(headers, services.origins[0].startsWith('https:'))
  headers.set('x-request-id', id)
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  const isKnown = told.caller !== undefined && told.caller.is !== 'nobody'
  if (isMuchUnread(context.env.incoming, isKnown)) headers.set('connection', 'close')
  const ms = performance.now() - began
  const name = row?.path ?? (BELOW_API.test(context.req.path) ? '(none)' : '(console)')
  services.metrics.request({ method, route: name, status: response.status }, ms / 1000)
  services.log.request({
    id,
    method,
    route: name,
    status: response.status,
    ms: Math.round(ms * 10) / 10,
    ...(code === undefined ? {} : { code }),
    ...(isKnown ? { caller: nameOf(told.caller!, '') } : {}),
  })
  return response
}

/** A browser that goes to an address asks for a page, whatever else it takes; a program that does not read pages names JSON or nothing. */
function isReadByPeople({ media }: Route, { req }: Context<Env>): boolean {
  const accepted = req.header('accept') ?? ''
  return media === 'text/html' && /\btext\/html\b/i.test(accepted) && !/\bjson\b/i.test(accepted)
}

async function carryOut(
  services: Services,
  { answers, strangers }: { answers: Answers; strangers: AnonymousQueue },
  row: Route,
  context: Context<Env>,
  told: RequestRecord,
): Promise<Response> {
  const request = context.req.raw
  if (request.method === 'HEAD' && row.media === 'text/event-stream')
    throw httpFailure('methodWrong', { allowed: 'GET' })
  const url = new URL(request.url)
  if (isPublicPage(row)) dropAppended(row, url)
  checkPath(services, url)
  const isSentOn = isOfOthers(request.headers, services.others)
  const address = addressOf(context, services.trustsProxy || isSentOn)
  const owner = row.onShift ? ((await services.others?.owner()) ?? null) : null
  if (owner !== null) {
    if (wasSentOn(request.headers)) throw httpFailure('shiftMoved')
    return await forward(request, owner, address.text)
  }
  const began = performance.now()
  const caller = await callerFor(row.may, request.headers, address.isLocal, services)
  told.caller = caller
  checkOrigin(services, row, request.headers, caller)
  await checkFactor(services, row, caller)
  const rate = rateOf(row)
  if (rate !== null) {
    const from = { name: row.path, address: address.text }
    const seconds = await takeFrom(services.limits, from, rate, services.nowMs())
    if (seconds > 0) throw httpFailure('tooManyRequests', { seconds })
  }
  if (row.fresh === 'always') checkFresh(caller, services.nowMs())
  const queue = caller.is === 'nobody' ? strangers : null
  const call = await callOf({ services, row, context, url, caller, address: address.text, queue })
  if (performance.now() - began > LONG_MS) await stillCalls(caller, row.may, request.headers, services)
  if (row.fresh === 'unless-passkey' && !signedByPasskey.safeParse(call.body).success)
    checkFresh(caller, services.nowMs())
  const key = row.starts ? request.headers.get('idempotency-key') : null
  if (key === null) {
    if (row.starts && caller.is === 'key') throw httpFailure('idempotencyKeyMissing')
    return answerOf(services, row, await row.handle(call))
  }
  if (holdsNumber(services.numbering, key)) throw httpFailure('subscriberNumber', { path: 'Idempotency-Key' })
  const asked = {
    caller: nameOf(caller, address.text),
    key,
    request: `${row.method} ${url.pathname}\n${textOf(call.body)}`,
    tellsSecret: row.tellsSecret,
    nowMs: services.nowMs(),
  }
  const { status, body, isRepeated } = await answers.once(asked, async () => {
    const answer = answerOf(services, row, await row.handle(call))
    return { status: answer.status, body: await answer.text() }
  })
  const headers = { 'content-type': JSON_TYPE, ...(isRepeated ? { 'idempotency-replayed': 'true' } : {}) }
  return new Response(status === 204 ? null : body, { status, headers })
}

/** Within which a body comes of whoever does not wait with it. */
const LONG_MS = 500

function textOf(body: unknown): string {
  if (!(body instanceof Buffer)) return JSON.stringify(body)
  return createHash('sha256').update(body).digest('hex')
}

/** Who must have a second factor does nothing without it but get one. */
async function checkFactor({ signIn }: Services, row: Route, caller: Caller): Promise<void> {
  if (caller.is !== 'person' || row.may.is !== 'people' || row.beforeFactor === 'always') return
  const state = await signIn.factorOf(caller)
  if (state === 'unused') throw httpFailure('factorUnused')
  if (state === 'missing' && row.beforeFactor !== 'to-set-up') throw httpFailure('factorMissing')
}

/** How long a sign-in counts for what must not be done with a session that was left open or stolen. */
const FRESH_MINUTES = 10

function checkFresh(caller: Caller, nowMs: number): void {
  if (caller.is !== 'person' || nowMs - caller.sinceMs <= FRESH_MINUTES * 60_000) return
  throw httpFailure('factorNeeded', { minutes: FRESH_MINUTES })
}

/** A passkey is asked for with user verification: whoever signed was there. The use case verifies it. */
const signedByPasskey = z.object({ signature: z.object({ signature: z.object({ by: z.literal('passkey') }) }) })

const JSON_TYPE = 'application/json; charset=utf-8'

function answerOf(services: Services, row: Route, answer: unknown): Response {
  if (answer instanceof Response) return answer
  if (services.checksAnswers && row.answer !== null) row.answer.parse(answer)
  if (row.status === 204) return new Response(null, { status: 204 })
  return new Response(JSON.stringify(answer), { status: row.status, headers: { 'content-type': JSON_TYPE } })
}

function isPublicPage({ method, may, media }: Route): boolean {
  return method === 'get' && may.is === 'anyone' && media === 'text/html'
}

/**
 * What others append to a link that people hand on (`fbclid`, `utm_source`) is not the page's, and not looked at. However many there
 * are: each by itself would write the address anew.
 */
function dropAppended({ query }: Route, url: URL): void {
  const own = Object.keys(query?.shape ?? {}).flatMap(name =>
    url.searchParams.getAll(name).map((value): [string, string] => [name, value]),
  )
  url.search = new URLSearchParams(own).toString()
}

function checkPath({ numbering }: Services, url: URL): void {
  let path: string
  try {
    path = decodeURIComponent(url.pathname)
  } catch {
    throw notFound('page')
  }
  if (holdsNumber(numbering, path)) throw httpFailure('subscriberNumber', { path: 'path' })
  for (const [name, value] of url.searchParams)
    if (holdsNumber(numbering, name) || holdsNumber(numbering, value))
      throw httpFailure('subscriberNumber', { path: 'query' })
}

/** What a browser says of who asks where nobody but our own pages does, or who typed the address. */
const OWN_SITES: readonly (string | null)[] = [null, 'same-origin', 'none']

/** A browser says where a change comes from. Whoever is known by a cookie must come from our own pages. */
function checkOrigin(services: Services, row: Route, headers: Headers, caller: Caller): void {
  if (row.method === 'get') {
    if (row.recorded && !OWN_SITES.includes(headers.get('sec-fetch-site'))) throw httpFailure('originWrong')
    return
  }
  const origin = headers.get('origin')
  const isOurs = origin !== null && services.origins.includes(origin)
  const mayLack = caller.is !== 'person' && headers.get('sec-fetch-site') === null
  if (!isOurs && !(origin === null && mayLack)) throw httpFailure('originWrong')
}

async function callOf(given: {
  services: Services
  row: Route
  context: Context<Env>
  url: URL
  caller: Caller
  address: string
  queue: AnonymousQueue | null
}): Promise<Call> {
  const { services, row, context, url, caller, address, queue } = given
  const params = row.params?.safeParse(context.req.param())
  if (params?.success === false) throw notFound('page')
  const query = (row.query ?? nothing).safeParse(Object.fromEntries(url.searchParams))
  if (!query.success) throw new InputFaulty(faultsOf(query.error))
  return {
    params: params?.data,
    query: query.data,
    body: await bodyOf(services, row, context.req.raw, queue),
    caller,
    ...known(caller),
    language: languageOf(context.req.header('accept-language')),
    request: context.req.raw,
    address,
    cut: () => context.env.outgoing?.destroy(),
  }
}

async function bodyOf(
  services: Services,
  row: Route,
  request: Request,
  queue: AnonymousQueue | null,
): Promise<unknown> {
  if (row.octets !== null) return await readBody(request, row, row.octets)
  if (row.body === null) return undefined
  const text = await readText(request, row)
  await queue?.next()
  const value = jsonOf(text, row)
  const parsed = row.body.safeParse(value)
  if (!parsed.success) throw new InputFaulty(faultsOf(parsed.error))
  // Of what came, not of what was made of it.
  const path = pathOfNumber(services.numbering, value)
  if (path !== null)
    throw httpFailure('subscriberNumber', {
      path: path || 'body',
      ...placeOfNumber(services.numbering, stringAt(value, path) ?? ''),
    })
  return parsed.data
}

/** As far as it can be known: the socket's, or what our own proxy has added last. */
function addressOf(context: Context<Env>, trustsProxy: boolean): { text: string; isLocal: boolean } {
  const socket = plainAddress(context.env.incoming?.socket.remoteAddress ?? '')
  const forwarded = context.req.header('x-forwarded-for')
  const isForwarded = forwarded !== undefined || context.req.header('forwarded') !== undefined
  const isLocal = !isForwarded && (socket === '::1' || socket.startsWith('127.'))
  if (!trustsProxy || forwarded === undefined) return { text: socket, isLocal }
  const last = forwarded.split(',').at(-1)!.trim()
  return { text: /^[0-9a-fA-F.:]{2,45}$/.test(last) ? plainAddress(last) : socket, isLocal }
}

async function other(services: Services, routes: readonly Route[], context: Context<Env>): Promise<Response> {
  const { path, method } = context.req
  const without = path.slice(0, -1)
  if (path.endsWith('/') && routes.some(row => row.path === without && isPublicPage(row)))
    return new Response(null, { status: 308, headers: { location: without } })
  const allowed = routes.filter(row => isOn(row.path, path)).map(row => row.method.toUpperCase())
  if (allowed.length > 0) throw httpFailure('methodWrong', { allowed: [...new Set(allowed)].join(', ') })
  if (BELOW_API.test(path)) throw notFound('page')
  if (method !== 'GET' && method !== 'HEAD') throw httpFailure('methodWrong', { allowed: 'GET' })
  const language = languageOf(context.req.header('accept-language'))
  return await services.console.respond(path, context.req.raw.headers, language)
}

function isOn(pattern: string, path: string): boolean {
  const parts = pattern.split('/')
  const given = path.split('/')
  return (
    parts.length === given.length &&
    parts.every((part, at) => (part.startsWith('{') ? given[at] !== '' : part === given[at]))
  )
}
