/** The secret inside an otpauth address, in groups of four, for those who type it. */
export function secretOf(uri: string): string {
  const secret = /[?&]secret=([^&]+)/.exec(uri)?.[1] ?? ''
  return decodeURIComponent(secret)
    .replace(/=+$/, '')
    .replace(/(.{4})(?=.)/g, '$1 ')
}
