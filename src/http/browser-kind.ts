/**
 * Which kind of browser signs in, as far as somebody must know it who looks over sessions: its name and the system it runs on, in some
 * ten words. No version and nothing else of what it says of itself: that would tell one person's computer from another's. Pure.
 */

/** The first that is said counts: Edge and Opera call themselves Chrome too, Chrome calls itself Safari. */
const BROWSERS: readonly (readonly [mark: RegExp, name: string])[] = [
  [/\bEdgA?(iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bcoc_coc_browser\//, 'Cốc Cốc'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|Chromium|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]

const SYSTEMS: readonly (readonly [mark: RegExp, name: string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
]

/** `Chrome, Windows`; empty: nothing is known. */
export function browserKind(userAgent: string): string {
  return [BROWSERS, SYSTEMS].flatMap(known => known.find(([mark]) => mark.test(userAgent))?.[1] ?? []).join(', ')
}
