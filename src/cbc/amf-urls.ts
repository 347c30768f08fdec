/**
 * `http://HOST:PORT/PREFIX` (HTTP/2 with prior knowledge) and `https://…` of an AMF taken apart, and of the address at which AMFs tell what
 * gNBs say. The prefix is what stands before `/namf-comm` (TS 29.501 section 4.4.1).
 */

export interface AmfUrl {
  /** For people: HOST:PORT. */
  readonly name: string
  readonly origin: string
  /** Without a slash at its end. */
  readonly prefix: string
  readonly isTls: boolean
  readonly host: string
  readonly port: number
}

const URL_MAX = 1000

/** Null: it is none. */
export function readAmfUrl(text: string): AmfUrl | null {
  const url = text.length > URL_MAX ? null : URL.parse(text)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null
  const isTls = url.protocol === 'https:'
  const port = url.port === '' ? (isTls ? 443 : 80) : Number(url.port)
  return {
    name: `${url.hostname}:${port}`,
    origin: url.origin,
    prefix: url.pathname.replace(/\/+$/, ''),
    isTls,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port,
  }
}
