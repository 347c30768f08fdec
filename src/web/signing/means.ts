/** With what somebody signs here. Pure. */

export type Means =
  /** There is no roster: nothing is signed. */
  | { readonly is: 'none' }
  | { readonly is: 'demo' }
  | { readonly is: 'browser'; readonly id: string }
  | { readonly is: 'passkey'; readonly ids: readonly string[] }
  /** On the signing page, in a window. */
  | { readonly is: 'page'; readonly origin: string; readonly ids: readonly string[] }
  | { readonly is: 'missing'; readonly why: Missing }

/** keyless: no key at all. unlisted: none that the roster has. elsewhere: those that it has are not in this browser. */
export type Missing = 'keyless' | 'unlisted' | 'elsewhere'

/** A key of whoever signs, as the roster that counts has it. */
export interface Trusted {
  readonly id: string
  readonly is: 'key' | 'passkey'
}

export function meansOf(of: {
  readonly hasKeys: boolean
  readonly trusted: readonly Trusted[]
  /** Id of the demo's key. */
  readonly demo: string | null
  /** Ids of the keys of this browser. */
  readonly kept: readonly string[]
  /** Where the passkeys of that roster sign; null: here. */
  readonly page: string | null
  readonly usesPasskeys: boolean
}): Means {
  const { trusted, demo, kept } = of
  if (trusted.some(({ id }) => id === demo)) return { is: 'demo' }
  const here = trusted.find(({ id }) => kept.includes(id))
  if (here !== undefined) return { is: 'browser', id: here.id }
  const ids = trusted.filter(({ is }) => is === 'passkey').map(({ id }) => id)
  if (ids.length > 0 && of.page !== null) return { is: 'page', origin: of.page, ids }
  if (ids.length > 0 && of.usesPasskeys) return { is: 'passkey', ids }
  if (trusted.length > 0) return { is: 'missing', why: 'elsewhere' }
  return { is: 'missing', why: of.hasKeys ? 'unlisted' : 'keyless' }
}
