/** How something that was found stands, as its area says it. Nothing where there is no word for it. */
import { type Look, StateBadge } from '../../../web/parts/state-badge.tsx'
import type { Found } from '../model.ts'
import { useWords } from './words.ts'

const LOOKS: Readonly<Record<string, Look>> = {
  draft: 'idle',
  submitted: 'waiting',
  returned: 'warn',
  approved: 'good',
  scheduled: 'good',
  running: 'busy',
  paused: 'warn',
  finished: 'good',
  stopped: 'off',
  discarded: 'off',
  publish: 'good',
  correct: 'warn',
  cancel: 'off',
  doubted: 'warn',
  planned: 'idle',
  open: 'busy',
  ended: 'good',
  cancelled: 'off',
  issued: 'busy',
  acknowledged: 'busy',
  done: 'good',
  withdrawn: 'off',
  refused: 'off',
  signed: 'good',
  new: 'idle',
  enrolled: 'good',
  revoked: 'off',
  none: 'idle',
  disabled: 'off',
  retired: 'off',
  reviewed: 'waiting',
  published: 'good',
  followed: 'good',
  overtaken: 'off',
  dismissed: 'off',
}

export function StateOf({ kind, state }: Pick<Found, 'kind' | 'state'>) {
  const { known } = useWords()
  if (state === null) return null
  const word = known(`${kind}.${state}`) ?? known(`state.${state}`) ?? known(`${kind}.${state}`, 'terms')
  const role = known(`role.${state}`, 'terms')
  if (role !== null) return <span>{role}</span>
  return word === null ? null : <StateBadge look={LOOKS[state] ?? 'idle'}>{word}</StateBadge>
}
