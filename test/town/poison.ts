/**
 * What somebody sends who would have a shared cache keep a wrong answer for everyone: headers that servers and frameworks have believed
 * without a cache having them in its key (https://portswigger.net/research/practical-web-cache-poisoning,
 * https://cpdos.org), and spellings of a path which a cache and a server may read as two different ones
 * (https://portswigger.net/research/gotta-cache-em-all). Knows no server and no cache: bare requests over a socket, as they are written.
 */
import { type IncomingHttpHeaders, request } from 'node:http'
import { text } from 'node:stream/consumers'

export const EVIL = 'evil.example'

export const HEADERS: readonly Readonly<Record<string, string>>[] = [
  { host: EVIL },
  { 'x-forwarded-host': EVIL },
  { 'x-forwarded-server': EVIL, 'x-host': EVIL },
  { 'x-forwarded-proto': 'http', 'x-forwarded-scheme': 'http', 'x-forwarded-port': '1' },
  { 'x-forwarded-prefix': `//${EVIL}`, 'x-forwarded-path': '/api/v1/instance' },
  { forwarded: `host=${EVIL};proto=http` },
  { 'x-original-url': '/api/v1/instance', 'x-rewrite-url': '/api/v1/instance' },
  { 'x-http-method-override': 'DELETE', 'x-method-override': 'POST' },
  { 'accept-language': 'en' },
  { 'accept-language': `"><script>${EVIL}` },
  { accept: 'application/json' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { origin: `https://${EVIL}`, referer: `https://${EVIL}/` },
  { range: 'bytes=0-1' },
  { range: 'bytes=999999999-' },
  { expect: 'nothing' },
  { 'x-meta': '\t' },
  { cookie: 'better-auth.session_token=x.y' },
  { authorization: 'Bearer x' },
  { te: 'trailers', 'user-agent': EVIL },
]

/** Of which some normalise to a page for everyone, and some to what is a person's. */
export const PATHS: readonly string[] = [
  '//free',
  '/free/',
  '/free//',
  '/FREE',
  '/%66ree',
  '/free%0a',
  '/free%00',
  '/free%23',
  '/free;.json',
  '/free/..;/api/v1/me',
  '/free/../api/v1/me',
  '/free/%2e%2e/api/v1/me',
  '/free/..%2fapi/v1/me',
  '/free\\..\\api\\v1\\me',
  '/bulletins/../api/v1/me',
  '/bulletins/%2e%2e/api/v1/me',
  '/bulletins/..%2f..%2fapi%2fv1%2fme',
  '/bulletins/sound/../../api/v1/me',
  '/cap/../api/v1/me',
  '/api/v1/me/..;/free',
  '/api/v1/me/../../../free',
  '/api/v1/me/..%2f..%2f..%2ffree',
  '/api/v1/me/..%2f..%2f..%2fbulletins.atom',
  '/api/v1/me/x.png',
  '/api/v1/me;.atom',
  '/api/v1/me%00.atom',
  '/api/v1/me%0a',
  '/api/v1/me?/free',
  '/api/v1/me#/free',
  '/bulletins?lang=vi&lang=en',
  '/bulletins?lang=en&lang=vi',
  '/bulletins?lang=de',
  '/bulletins?lang[]=en',
  `/bulletins?utm_source=${EVIL}`,
  `/free.json?callback=${EVIL}`,
  `/bulletins.atom?${EVIL}`,
  `/bulletins/%22%3e${EVIL}`,
  `http://${EVIL}/free`,
]

export interface RawAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A GET whose path is not put in order before it is sent. */
export async function ask(
  url: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  return await new Promise((resolve, reject) => {
    const asked = request({ hostname, port, agent: false }, async answer => {
      const { statusCode: status = 0, headers: given } = answer
      text(answer).then(body => resolve({ status, headers: given, body }), reject)
    })
    asked.on('error', reject)
    // What is written there goes as it is, past what `request` would refuse or put in order.
    asked.path = path
    for (const [name, value] of Object.entries(headers)) asked.setHeader(name, value)
    asked.end()
  })
}

/** Whether a shared cache may keep it (RFC 9111, 3): ours say so, or not at all. */
export function isForAll({ headers }: Pick<RawAnswer, 'headers'>): boolean {
  const said = headers['cache-control'] ?? ''
  return /\b(?:public|s-maxage)\b/.test(said) && !/\b(?:no-store|private)\b/.test(said)
}
