/**
 * The password that somebody has just chosen, until the page that needs it next has taken it: who has to set up a second factor is not
 * asked for it twice within a minute. In the memory of this page alone.
 */
let entered: { readonly password: string; readonly untilMs: number } | null = null

const KEPT_MS = 60_000

export function keepEntered(password: string): void {
  entered = { password, untilMs: Date.now() + KEPT_MS }
}

/** Once. Null: there is none, or it is too old. */
export function takeEntered(): string | null {
  const kept = entered
  entered = null
  return kept !== null && Date.now() < kept.untilMs ? kept.password : null
}
