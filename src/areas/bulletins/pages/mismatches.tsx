/** In what level, CAP alert and cell broadcast contradict each other, in sentences that name what was chosen: while it is written, and before it is signed. */
import { onTheAir } from '../../../directive/broadcast.ts'
import type { DoubtWords } from '../../../web/approval/doubt-ticks.tsx'
import { Notice } from '../../../web/parts/states.tsx'
import { type BulletinDoubt, doubtsOf } from '../doubts.ts'
import type { BulletinDraft } from '../model.ts'
import { useWords } from './words.ts'

/** `of`: those of one channel alone. */
export function Mismatches({ draft, of }: { draft: BulletinDraft; of?: 'cap' | 'broadcast' }) {
  const { t } = useWords()
  const said = useDoubtWords()
  const doubts = doubtsOf(draft).filter(doubt => of === undefined || doubt.includes(of))
  if (doubts.length === 0) return null
  return (
    <Notice gravity="warn" title={t('doubt.title')}>
      {doubts.map(doubt => (
        <p key={doubt}>{said(doubt, draft)}</p>
      ))}
      <p>{t('doubt.write')}</p>
    </Notice>
  )
}

export function useDoubtWords(): (doubt: BulletinDoubt, draft: BulletinDraft) => string {
  const { t } = useWords()
  return (doubt, { priority, purpose, renditions }) => {
    const { cap, broadcast } = renditions
    const aired = broadcast && { ...broadcast, until: broadcast.until ?? '' }
    const said = { purpose, renditions: { broadcast: aired }, correction: {} }
    const [first] = (aired && onTheAir(said, 'message')?.texts) ?? []
    return t(`doubt.${doubt}`, {
      level: t(`priority.${priority}`),
      cap: cap === null ? '' : [cap.severity, cap.urgency, cap.certainty].map(term => t(`term.${term}`)).join(', '),
      broadcast: broadcast ? broadcastSaid({ t }, broadcast) : '',
      id: first?.identifier ?? '',
    })
  }
}

function broadcastSaid(
  { t }: Pick<ReturnType<typeof useWords>, 't'>,
  { level, isEmergency }: NonNullable<BulletinDraft['renditions']['broadcast']>,
): string {
  if (isEmergency) return t('broadcast.title.emergency')
  const { severity, urgency, certainty } = level
  const words = severity === 'advisory' ? [severity] : [severity, urgency, certainty]
  return words.map(word => t(`level.${word}`)).join(', ')
}

/** With which they are ticked. */
export function useDoubtTicks(): DoubtWords {
  const { t } = useWords()
  return { title: t('doubt.decide'), tick: t('doubt.tick'), missing: t('doubt.missing') }
}
