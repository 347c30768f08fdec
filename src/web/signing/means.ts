/** With what somebody signs here. Pure. */

export type Means =
  /** There is no roster: nothing is signed. */
  | { readonly is: 'none' }
  | { readonly is: 'demo' | 'browser' }
  | { readonly is: 'passkey'; readonly ids: readonly string[] }
  | { readonly is: 'missing'; readonly why: Missing }

/** keyless: no key at all. unlisted: none that the roster has. elsewhere: those that it has are not in this browser. */
export type Missing = 'keyless' | 'unlisted' | 'elsewhere'

interface Own {
  readonly id: string
  readonly is: 'key' | 'passkey'
}

export function meansOf(of: {
  readonly keys: readonly Own[]
  /** Ids that the roster has. */
  readonly trusted: readonly string[]
  /** Of the demo's key, and of the key of this browser. */
  readonly demo: string | null
  readonly kept: string | null
  readonly usesPasskeys: boolean
}): Means {
  const { trusted, demo, kept } = of
  if (demo !== null && trusted.includes(demo)) return { is: 'demo' }
  if (kept !== null && trusted.includes(kept)) return { is: 'browser' }
  const known = of.keys.filter(({ id }) => trusted.includes(id))
  const ids = known.filter(({ is }) => is === 'passkey').map(({ id }) => id)
  if (ids.length > 0 && of.usesPasskeys) return { is: 'passkey', ids }
  if (of.keys.length === 0) return { is: 'missing', why: 'keyless' }
  return { is: 'missing', why: known.length === 0 ? 'unlisted' : 'elsewhere' }
}
