/**
 * Links into the room, one a site: made for all at once or anew for one, told once, mailed or printed as a sheet a site. A link
 * that is made anew takes the place of the one before.
 */
import { Button, Checkbox, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../../web/api.ts'
import { Leaving } from '../../../web/approval/leaving.tsx'
import { announce } from '../../../web/parts/announcer.tsx'
import { Dialogue, RowButton } from '../../../web/parts/dialogue.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { Page, Panel } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Secret } from '../../../web/parts/secret.tsx'
import { Asked, Empty, Notice } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import type { Briefing, Place, PlaceLink } from '../model.ts'
import { BriefingBadge, LinkBadge } from './badges.tsx'
import { LinkSheets } from './link-sheets.tsx'
import { useMayWrite } from './may-write.ts'
import { PlaceName } from './place-name.tsx'
import { briefingQuery, forgetBriefing } from './queries.ts'
import { Responsible } from './responsible.tsx'
import { useWords } from './words.ts'

export function LinksPage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/briefings/$id/links' })
  const briefing = useQuery(briefingQuery(id))
  const { data } = briefing
  return (
    <Page
      title={t('links.title')}
      crumbs={[[t('title'), '/briefings'], data && [data.title, `/briefings/${id}`]]}
      badge={data && <BriefingBadge state={data.state} />}
      lead={t('links.lead')}
    >
      <Asked query={briefing}>{found => <Links briefing={found} />}</Asked>
    </Page>
  )
}

function Links({ briefing }: { briefing: Briefing }) {
  const { t } = useWords()
  const mayWrite = useMayWrite() && (briefing.state === 'planned' || briefing.state === 'open')
  const [told, setTold] = useState<readonly PlaceLink[]>([])
  const [renewing, setRenewing] = useState<Place | null>(null)
  const { places } = briefing
  const without = places.filter(({ link }) => link === 'none')
  // The newest of a site counts.
  const tell = (links: readonly PlaceLink[]) =>
    setTold(before => [...before.filter(({ site }) => links.every(link => link.site !== site)), ...links])
  if (places.length === 0) return <Empty title={t('links.nobody')}>{t('links.nobodyHow')}</Empty>
  return (
    <Stack gap="xl">
      {told.length > 0 && <ToldLinks briefing={briefing} links={told} />}
      {mayWrite && without.length > 0 && (
        <Panel title={t('links.make')}>
          <MakeAll briefing={briefing} without={without} onMade={tell} />
        </Panel>
      )}
      <Records<Place>
        caption={t('links.title')}
        rows={places}
        rowKey={({ site }) => site}
        columns={[
          [t('place.site'), place => <PlaceName of={place} />, 'title'],
          [t('sites.responsible'), ({ responsible }) => <Responsible of={responsible} />],
          [t('ready.link'), ({ link }) => <LinkBadge link={link} />],
          [t('links.until'), ({ linkExpiresAt }) => <Time at={linkExpiresAt} />],
          mayWrite && [
            t('links.do'),
            (place: Place) => (
              <RowButton of={place.name} onClick={() => setRenewing(place)}>
                {t(place.link === 'none' ? 'links.makeOne' : 'links.renew')}
              </RowButton>
            ),
            'actions',
          ],
        ]}
      />
      <Dialogue
        isOpen={renewing !== null}
        onClose={() => setRenewing(null)}
        title={t(renewing?.link === 'none' ? 'links.makeOne' : 'links.renew')}
      >
        {renewing !== null && (
          <MakeOne briefing={briefing.id} place={renewing} onMade={tell} onClose={() => setRenewing(null)} />
        )}
      </Dialogue>
      <Leaving
        isDirty={() => told.some(({ isMailed }) => !isMailed)}
        title={t('links.leaveTitle')}
        why={t('links.leaveWhy')}
        stay={t('links.stay')}
        go={t('links.leave')}
      />
    </Stack>
  )
}

function MakeAll(props: {
  briefing: Briefing
  without: readonly Place[]
  onMade: (links: readonly PlaceLink[]) => void
}) {
  const { t } = useWords()
  const { briefing, without, onMade } = props
  const addressed = without.filter(({ responsible }) => responsible.mail !== null).length
  const form = useForm({
    prefix: 'links',
    values: { mail: addressed > 0 },
    send: async ({ mail }, once) => {
      const given = { params: { id: briefing.id }, body: { mail }, once }
      const links = await ask('POST /api/v1/briefings/{id}/links', given)
      onMade(links)
      await forgetBriefing(briefing.id)
      announce(t('links.made', { count: links.length }))
    },
  })
  return (
    <Form of={form} submit={t('links.makeAll', { count: without.length })}>
      <Text>{t('links.without', { count: without.length })}</Text>
      {addressed > 0 && (
        <Checkbox
          label={t('links.mail', { count: addressed })}
          description={t('links.mailHint')}
          {...form.box('mail')}
        />
      )}
    </Form>
  )
}

function MakeOne(props: {
  briefing: string
  place: Place
  onMade: (links: readonly PlaceLink[]) => void
  onClose: () => void
}) {
  const { t } = useWords()
  const { briefing, place, onMade, onClose } = props
  const { mail } = place.responsible
  const form = useForm({
    prefix: 'link',
    values: { mail: false },
    send: async (body, once) => {
      const params = { id: briefing, site: place.site }
      onMade([await ask('POST /api/v1/briefings/{id}/places/{site}/link', { params, body, once })])
      await forgetBriefing(briefing)
      announce(t('links.madeOne', { name: place.name }))
      onClose()
    },
  })
  return (
    <Form of={form} submit={t(place.link === 'none' ? 'links.makeOne' : 'links.renew')} cancel={onClose}>
      <Text>
        <strong>{place.name}</strong>
      </Text>
      {place.link !== 'none' && <Text>{t(`links.renewWhat.${place.link}`)}</Text>}
      {mail !== null && <Checkbox label={t('links.mailOne', { mail })} {...form.box('mail')} />}
    </Form>
  )
}

function ToldLinks({ briefing, links }: { briefing: Briefing; links: readonly PlaceLink[] }) {
  const { t } = useWords()
  const [isPrinting, printing] = useDisclosure(false)
  const places = new Map(briefing.places.map(place => [place.site, place]))
  const mailed = links.filter(({ isMailed }) => isMailed).length
  return (
    <Panel title={t('links.told')}>
      <Notice
        gravity="warn"
        role="status"
        title={t('links.once')}
        action={
          <Button variant="default" onClick={printing.open}>
            {t('links.print', { count: links.length })}
          </Button>
        }
      >
        {t('links.onceWhy')} {mailed > 0 && t('links.mailed', { count: mailed })}
      </Notice>
      <Stack gap="md">
        {links.map(({ site, url, isMailed }) => (
          <Secret
            key={`${site} ${url}`}
            label={`${places.get(site)?.name ?? ''}${isMailed ? ` – ${t('links.wasMailed')}` : ''}`}
            text={url}
          />
        ))}
      </Stack>
      {isPrinting && <LinkSheets briefing={briefing} links={links} places={places} onPrinted={printing.close} />}
    </Panel>
  )
}
