/**
 * The one-time token of the address: `/invitation#token=…`. What is after # never reaches a server or its log. Links of 0.1.0
 * have it in the query; they are read as long as they count. Read once, then taken out of the address, so that it is not in the history or over a shoulder.
 */
const TOKENS = new Map<string, string>()

export function takeToken(path: string): string | null {
  const kept = TOKENS.get(path)
  const found = tokenOf(location.search, location.hash)
  if (found === null) return kept ?? null
  TOKENS.set(path, found)
  history.replaceState(history.state, '', path)
  return found
}

export function tokenOf(search: string, hash: string): string | null {
  const after = hash.replace(/^#/, '')
  const inHash = new URLSearchParams(after).get('token')
  const found = inHash ?? (after === '' ? (new URLSearchParams(search).get('token') ?? '') : after)
  return found === '' ? null : found
}
