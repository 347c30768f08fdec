/** Headers that keep a browser from doing what nobody asked it to. On every answer. */

/** Styles may stand in the page, since the console's components set them so; scripts never. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  // Pages of documents are asked for with a token, and shown from memory.
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const ALWAYS: readonly (readonly [string, string])[] = [
  ['content-security-policy', CONTENT_SECURITY_POLICY],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  // Not no-referrer: some browsers then send no Origin, which every change needs.
  ['referrer-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
]

const PERMISSIONS = 'permissions-policy'
const OPENER = 'cross-origin-opener-policy'
/** No page is given a camera or a microphone, but for those that say so themselves. */
const NO_DEVICES = 'camera=(), microphone=(), geolocation=(), payment=()'
/** For a page in which people see and hear each other. */
export const DEVICES = {
  [PERMISSIONS]: 'camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=()',
} as const
/**
 * For the console, in which an editor records what loudspeakers say, and which opens the signing page, whose window answers it. Whoever
 * opens the console gets no hold of it.
 */
export const CONSOLE_PAGE = {
  [OPENER]: 'same-origin-allow-popups',
  [PERMISSIONS]: 'camera=(), microphone=(self), geolocation=(), payment=()',
} as const

const HSTS = 'max-age=31536000'

/** Of an answer that says nothing else of devices, and opens no page that answers. */
export function secured(isHttps: boolean): readonly (readonly [string, string])[] {
  return [
    ...ALWAYS,
    [PERMISSIONS, NO_DEVICES],
    [OPENER, 'same-origin'],
    ...(isHttps ? [['strict-transport-security', HSTS] as const] : []),
  ]
}

export function secure(headers: Headers, isHttps: boolean): void {
  for (const [name, value] of secured(isHttps))
    if ((name !== PERMISSIONS && name !== OPENER) || !headers.has(name)) headers.set(name, value)
}
