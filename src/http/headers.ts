/** Headers that keep a browser from doing what nobody asked it to. On every answer. */

/** Styles may stand in the page, since the console's components set them so; scripts never. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
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
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
]

const PERMISSIONS = 'permissions-policy'
const NOTHING_OF_THE_MACHINE = 'camera=(), microphone=(), geolocation=(), payment=()'
/** Of a page where people are heard and seen. */
export const HEARS_AND_SEES: readonly [string, string] = [
  PERMISSIONS,
  'camera=(self), microphone=(self), geolocation=(), payment=()',
]

const HSTS = 'max-age=31536000'

export function secure(headers: Headers, isHttps: boolean): void {
  for (const [name, value] of ALWAYS) headers.set(name, value)
  if (!headers.has(PERMISSIONS)) headers.set(PERMISSIONS, NOTHING_OF_THE_MACHINE)
  if (isHttps) headers.set('strict-transport-security', HSTS)
}
