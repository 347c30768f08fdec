/** Whoever is there for a site is put out, with a reason; its link counts no more. */
import { ask } from '../../../../web/api.ts'
import type { RoomSite } from '../../model.ts'
import { keepBriefing } from '../queries.ts'
import { ReasonForm } from '../reason-form.tsx'
import { useWords } from '../words.ts'

export function RemoveFromRoom(props: { briefing: string; of: RoomSite; onClose: () => void }) {
  const { t } = useWords()
  const { briefing, of, onClose } = props
  return (
    <ReasonForm
      deed="remove"
      of={{ name: of.name }}
      what={t('remove.what', { name: of.name })}
      isSevere
      send={async (reason, once) => {
        const given = { params: { id: briefing, site: of.site }, body: { reason }, once }
        keepBriefing(await ask('POST /api/v1/briefings/{id}/places/{site}/remove', given))
      }}
      onClose={onClose}
    />
  )
}
