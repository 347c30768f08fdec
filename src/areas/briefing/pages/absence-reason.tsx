/** Why a site is not there, or was not: told to whoever keeps the roll. Nothing is overwritten; the last one counts. */
import { ask } from '../../../web/api.ts'
import type { Place } from '../model.ts'
import { keepBriefing } from './queries.ts'
import { ReasonForm } from './reason-form.tsx'
import { useWords } from './words.ts'

export function AbsenceReason(props: { briefing: string; of: Pick<Place, 'site' | 'name'>; onClose: () => void }) {
  const { t } = useWords()
  const { briefing, of, onClose } = props
  return (
    <ReasonForm
      deed="absence"
      of={{ name: of.name }}
      hint={t('absence.hint')}
      send={async (reason, once) => {
        const given = { params: { id: briefing, site: of.site }, body: { reason }, once }
        keepBriefing(await ask('POST /api/v1/briefings/{id}/places/{site}/reason', given))
      }}
      onClose={onClose}
    />
  )
}
