/**
 * A badge number as it is typed: letters and digits, at most eight, so that no telephone number fits in it.
 *
 * Pure; runs in a browser too. Nothing here is kept: what is kept of a badge is in pseudonym.ts.
 */
export const BADGE_LENGTH_MAX = 8
const BADGE = /^[A-Z0-9][A-Z0-9-]{0,7}$/

/** As one badge is always spelled: capitals, no blanks. Null: it is none. */
export function readBadge(typed: string): string | null {
  if (typeof typed !== 'string' || typed.length > 3 * BADGE_LENGTH_MAX) return null
  const badge = typed.normalize('NFKC').toUpperCase().replace(/[\s.]/g, '')
  return BADGE.test(badge) ? badge : null
}

export const BADGE_FAULT = {
  vi: 'Số thẻ gồm chữ cái và chữ số, nhiều nhất 8 ký tự. Không nhập số điện thoại hay họ tên.',
  en: 'A badge number is letters and digits, at most 8. Enter no telephone number and no name.',
}
