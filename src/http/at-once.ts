/**
 * The way in front of the pipe, for what is ready and the same for everyone: cached pages (page-cache.ts). A country asks
 * for them at once, so between the socket and the octets is as little as can be; whatever is not ready goes the whole way, and gets
 * the same answer. Each has its log line and its metric.
 */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { secured } from './headers.ts'
import type { Asked, CachedAnswer, PageCache } from './page-cache.ts'
import type { Services } from './services.ts'

/** False: it has not answered. */
export type AtOnce = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean

export function answersAtOnce(
  { origins, metrics, log }: Pick<Services, 'origins' | 'metrics' | 'log'>,
  caches: readonly PageCache[],
): AtOnce {
  const always = secured(origins[0].startsWith('https:')).flat()
  return (incoming, outgoing) => {
    const { method, url, headers: given } = incoming
    if (url === undefined || (method !== 'GET' && method !== 'HEAD')) return false
    if (given['content-length'] !== undefined || given['transfer-encoding'] !== undefined) return false
    const began = performance.now()
    const asked: Asked = { header: name => given[name] ?? null }
    const answer = readyIn(caches, url, asked)
    if (answer === null) return false
    const { status, headers, body, route } = answer
    const id = randomUUID()
    const told = ['x-request-id', id, ...always, ...headers.flat()]
    if (body !== null) told.push('content-length', String(body.length))
    outgoing.writeHead(status, told)
    outgoing.end(method === 'HEAD' ? undefined : body)
    const ms = performance.now() - began
    metrics.request({ method, route, status }, ms / 1000)
    log.request({ id, method, route, status, ms: Math.round(ms * 10) / 10 })
    return true
  }
}

function readyIn(caches: readonly PageCache[], path: string, asked: Asked): CachedAnswer | null {
  for (const cache of caches) {
    const found = cache.ready(path, asked)
    if (found !== null) return found
  }
  return null
}

/** The same answer, on the way through the pipe. */
export function responseOf({
  status,
  headers,
  body,
}: Pick<CachedAnswer, 'headers' | 'body'> & { readonly status: number }): Response {
  const own = new Headers(headers.map(([name, value]): [string, string] => [name, value]))
  return new Response(body, { status, headers: own })
}

export function askedBy(request: Request): Asked {
  return { header: name => request.headers.get(name) }
}
