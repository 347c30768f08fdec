/**
 * Which part of a file is asked for (RFC 9110, 14): one range of octets, the whole, or one that lies outside it.
 *
 * Several ranges at once, other units and what cannot be read are answered with the whole, as the RFC lets a server. Pure.
 */
export type Asked =
  | { readonly is: 'whole' }
  /** Both inclusive. */
  | { readonly is: 'part'; readonly from: number; readonly to: number }
  | { readonly is: 'outside' }

/** `etag`: of the file now; a range that was asked of another is not given. */
export function askedOf(
  headers: { readonly range: string | null; readonly ifRange: string | null },
  { size, etag }: { readonly size: number; readonly etag: string },
): Asked {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.range ?? '') ?? []
  if (first === undefined || last === undefined || first + last === '') return { is: 'whole' }
  // A date tells less than the digest that is the etag: what was asked by one is given whole (13.1.5).
  if (headers.ifRange !== null && headers.ifRange !== etag) return { is: 'whole' }
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? { is: 'outside' } : { is: 'part', from: size - length, to: size - 1 }
  }
  const from = Number(first)
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < from) return { is: 'whole' }
  return from >= size ? { is: 'outside' } : { is: 'part', from, to }
}
