/** States in which `loa round` waits for a replicated log, or for who owns a leg of it. */
import type { Waiting } from './told.ts'

export const LEG_STATES: readonly Waiting[] = []
