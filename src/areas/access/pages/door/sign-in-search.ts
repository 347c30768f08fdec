/** What the address of the sign-in says. */
export interface SignInSearch {
  /** Where to go afterwards: a path of the console. */
  to?: string
  /** Why the sign-in is shown. */
  notice?: 'provider' | 'ended'
}

export function signInSearch({ to, notice }: Record<string, unknown>): SignInSearch {
  return {
    ...(typeof to === 'string' && /^\/(?![/\\])/.test(to) ? { to } : {}),
    ...(notice === 'provider' || notice === 'ended' ? { notice } : {}),
  }
}
