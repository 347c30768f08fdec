/** Every command that waits, in every state in which it waits, by both signals. */
import { STATES } from './commands.ts'
import { BOTH, checkAll } from './told.ts'

checkAll(
  'every process that waits obeys a signal, in every state',
  STATES.flatMap(state => BOTH.map(signal => [state, signal] as const)),
)
