/** Into the room oneself: the link of a place is issued anew and opened here. Whoever came by the one before is put out. */
import { Anchor, NativeSelect, Stack } from '@mantine/core'
import { useState } from 'react'
import { ask } from '../../../../web/api.ts'
import { Form, useForm } from '../../../../web/parts/form.tsx'
import { Told } from '../../../../web/parts/secret.tsx'
import { Notice } from '../../../../web/parts/states.tsx'
import type { Briefing, PlaceLink } from '../../model.ts'
import { forgetBriefing } from '../queries.ts'
import { useWords } from '../words.ts'

export function OpenRoom({ briefing, onClose }: { briefing: Briefing; onClose: () => void }) {
  const { t } = useWords()
  const { id, places } = briefing
  const [link, setLink] = useState<PlaceLink | null>(null)
  const own = places.find(({ role }) => role === 'secretary') ?? places[0]
  const form = useForm({
    prefix: 'room',
    values: { site: own?.site ?? '' },
    check: ({ site }) => ({ site: site === '' && t('room.openMissing') }),
    send: async ({ site }, once) => {
      const given = { params: { id, site }, body: { mail: false }, once }
      setLink(await ask('POST /api/v1/briefings/{id}/places/{site}/link', given))
      await forgetBriefing(id)
    },
  })
  const chosen = places.find(({ site }) => site === form.values.site)
  if (link !== null)
    return (
      <Told lead={t('room.opened')} done={t('room.openedDone')} onClose={onClose}>
        <Anchor className="loa-target" underline="always" href={link.url} target="_blank" rel="noopener noreferrer">
          {t('room.enter', { name: chosen?.name ?? '' })}
        </Anchor>
      </Told>
    )
  return (
    <Form of={form} submit={t('room.openDeed')} cancel={onClose}>
      <Stack gap="sm">
        <p>{t('room.openWhat')}</p>
        <NativeSelect
          label={t('place.site')}
          data={places.map(({ site, name, role }) => ({ value: site, label: `${name} – ${t(`role.${role}`)}` }))}
          {...form.field('site')}
        />
        {chosen?.link === 'used' && <Notice gravity="warn">{t('room.openUsed')}</Notice>}
      </Stack>
    </Form>
  )
}
