/**
 * A briefing is prepared: when, how one speaks, the agenda, who is invited. Saved over the version that was opened; two who
 * change the same see where they differ, and choose.
 */
import { Button, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { TIME_ZONE } from '../../../country/vn/time-zone.ts'
import { ask } from '../../../web/api.ts'
import { ConflictFrame } from '../../../web/approval/conflict.tsx'
import { Leaving } from '../../../web/approval/leaving.tsx'
import { instantOf, zoneName } from '../../../web/local-time.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { OneOf } from '../../../web/parts/choices.tsx'
import { InstantField } from '../../../web/parts/day-fields.tsx'
import { Form, type FormOf, useForm } from '../../../web/parts/form.tsx'
import { Page } from '../../../web/parts/page.tsx'
import { Asked, Notice } from '../../../web/parts/states.tsx'
import { asProblem } from '../../../web/problem.ts'
import { queries } from '../../../web/session.ts'
import type { Briefing, BriefingContent } from '../model.ts'
import { AgendaFields } from './agenda-fields.tsx'
import { BriefingBadge } from './badges.tsx'
import { BRIEFING_MINUTES, ITEM_MINUTES, LINE_MAX } from './limits.ts'
import { useMayWrite } from './may-write.ts'
import { BLANK_BRIEFING, type PrepareFault, type PrepareForm, prepareFormOf, readPreparing } from './prepare-form.ts'
import { briefingQuery, keepBriefing, sitesQuery } from './queries.ts'
import { RosterFields } from './roster-fields.tsx'
import { useWords } from './words.ts'

export function NewPage() {
  const { t } = useWords()
  return (
    <Page title={t('prepare.new')} crumbs={[[t('title'), '/briefings']]} lead={t('prepare.lead')}>
      <Allowed>
        <Preparing opened={null} />
      </Allowed>
    </Page>
  )
}

export function PreparePage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/briefings/$id/prepare' })
  const briefing = useQuery(briefingQuery(id))
  const { data } = briefing
  return (
    <Page
      title={t('prepare.title')}
      crumbs={[[t('title'), '/briefings'], data && [data.title, `/briefings/${id}`]]}
      badge={data && <BriefingBadge state={data.state} />}
    >
      <Asked query={briefing}>
        {opened => (
          <Allowed>
            {opened.state === 'planned' || opened.state === 'open' ? (
              <Preparing key={id} opened={opened} />
            ) : (
              <Notice gravity="info" title={t('prepare.over')}>
                {t('prepare.overWhy')}
              </Notice>
            )}
          </Allowed>
        )}
      </Asked>
    </Page>
  )
}

function Allowed({ children }: { children: React.ReactNode }) {
  const { t } = useWords()
  if (useMayWrite()) return children
  return (
    <Notice gravity="info" title={t('prepare.readOnly')}>
      {t('prepare.readOnlyWhy')}
    </Notice>
  )
}

function Preparing({ opened }: { opened: Briefing | null }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const sites = useQuery(sitesQuery)
  const [base, setBase] = useState(opened)
  const [theirs, setTheirs] = useState<Briefing | null>(null)
  const sentence = useSentence()
  const form = useForm<PrepareForm>({
    prefix: 'prepare',
    values: base === null ? BLANK_BRIEFING : prepareFormOf(contentOf(base)),
    paths: pathOf,
    check: values => {
      if (theirs !== null) return null
      const read = readPreparing(values)
      if (read.is === 'read') return {}
      return Object.fromEntries(Object.entries(read.faults).map(([field, fault]) => [field, sentence(field, fault)]))
    },
    send: async (values, once) => {
      const read = readPreparing(values)
      if (read.is === 'faulty') return
      const { content } = read
      let saved: Briefing
      try {
        saved =
          base === null
            ? await ask('POST /api/v1/briefings', { body: content, once })
            : await ask('PUT /api/v1/briefings/{id}', {
                params: { id: base.id },
                body: { version: base.version, content },
              })
      } catch (error) {
        if (base === null || asProblem(error).code !== 'versionConflict') throw error
        setTheirs(await queries.fetchQuery({ ...briefingQuery(base.id), staleTime: 0 }))
        return
      }
      keepBriefing(saved)
      announce(t('prepare.saved', { title: saved.title }))
      await navigate({ to: '/briefings/$id', params: { id: saved.id }, ignoreBlocker: true })
    },
  })
  const choose = (isTheirs: boolean) => {
    if (theirs === null) return
    setBase(theirs)
    setTheirs(null)
    if (isTheirs) form.settle(prepareFormOf(contentOf(theirs)))
  }
  return (
    <>
      <Form
        of={form}
        submit={t(base === null ? 'prepare.create' : 'prepare.save')}
        cancel={base === null ? '/briefings' : `/briefings/${base.id}`}
        cancelWord={t('prepare.cancel')}
        gap="xl"
        maw="66rem"
      >
        {theirs !== null && <Conflict theirs={theirs} onChoose={choose} />}
        <WhenFields form={form} />
        <AgendaFields form={form} sites={sites.data ?? []} />
        <RosterFields form={form} sites={sites.data ?? []} opened={opened} />
        <FloorFields form={form} />
      </Form>
      <Leaving
        isDirty={form.isDirty}
        title={t('leave.title')}
        why={t('leave.why')}
        stay={t('leave.stay')}
        go={t('leave.go')}
      />
    </>
  )
}

function contentOf(briefing: Briefing): BriefingContent {
  const { title, startsAt, plannedMinutes, agenda, roster } = briefing
  const { isQueueOpen, grantedMax, isRecorded } = briefing
  const minutes = plannedMinutes
  return { title, startsAt, minutes, agenda, roster, isQueueOpen, grantedMax, isRecorded }
}

function Conflict(props: { theirs: Briefing; onChoose: (isTheirs: boolean) => void }) {
  const { t } = useWords()
  const { theirs, onChoose } = props
  return (
    <ConflictFrame title={t('conflict.title', { by: theirs.updatedBy.name })}>
      <Stack gap="sm">
        <p>
          {t('conflict.briefing', { title: theirs.title, items: theirs.agenda.length, sites: theirs.roster.length })}
        </p>
        <p>{t('conflict.why')}</p>
        <Group gap="sm">
          <Button onClick={() => onChoose(false)}>{t('conflict.keepMine')}</Button>
          <Button variant="default" onClick={() => onChoose(true)}>
            {t('conflict.takeTheirs')}
          </Button>
        </Group>
      </Stack>
    </ConflictFrame>
  )
}

function WhenFields({ form }: { form: FormOf<PrepareForm> }) {
  const { t, spoken } = useWords()
  const at = instantOf(form.values.starts, TIME_ZONE)
  return (
    <Fieldset legend={t('prepare.when')}>
      <Stack gap="md">
        <TextInput
          label={t('prepare.name')}
          description={t('prepare.nameHint')}
          maxLength={LINE_MAX}
          autoComplete="off"
          {...form.field('title')}
        />
        <Group gap="md" align="flex-start">
          <InstantField
            timeZone={TIME_ZONE}
            label={t('prepare.starts')}
            description={t('prepare.zone', {
              zone: zoneName(TIME_ZONE, spoken, at === null ? Date.now() : Date.parse(at)),
            })}
            {...form.field('starts')}
          />
          <TextInput
            label={t('prepare.minutes')}
            description={t('prepare.minutesHint', BRIEFING_MINUTES)}
            inputMode="numeric"
            autoComplete="off"
            w="12rem"
            {...form.field('minutes')}
          />
        </Group>
      </Stack>
    </Fieldset>
  )
}

function FloorFields({ form }: { form: FormOf<PrepareForm> }) {
  const { t } = useWords()
  return (
    <Fieldset legend={t('prepare.floor')}>
      <Stack gap="lg">
        <OneOf
          name="prepare-queue"
          label={t('prepare.queue')}
          choices={[
            ['open', t('prepare.queue.open'), t('prepare.queue.openHint')],
            ['chair', t('prepare.queue.chair'), t('prepare.queue.chairHint')],
          ]}
          {...form.field('queue')}
        />
        <OneOf
          name="prepare-granted"
          label={t('prepare.granted')}
          choices={[
            ['1', t('prepare.granted.1')],
            ['2', t('prepare.granted.2')],
          ]}
          {...form.field('granted')}
        />
        <OneOf
          name="prepare-recorded"
          label={t('prepare.recorded')}
          choices={[
            ['yes', t('prepare.recorded.yes'), t('prepare.recorded.yesHint')],
            ['no', t('prepare.recorded.no'), t('prepare.recorded.noHint')],
          ]}
          {...form.field('recorded')}
        />
        <Text className="loa-quiet">{t('prepare.notEndToEnd')}</Text>
      </Stack>
    </Fieldset>
  )
}

/** Which field a path of what was sent belongs to. */
function pathOf(path: string): string | undefined {
  const field = path.replace(/^content\./, '')
  const known: Readonly<Record<string, string>> = { startsAt: 'starts' }
  if (/^roster(\.\d+)?$/.test(field)) return 'roster'
  return known[field] ?? (field === path && path === '' ? undefined : field)
}

function useSentence() {
  const { t } = useWords()
  return (field: string, fault: PrepareFault): string => {
    const [, at, part] = /^agenda\.(\d+)\.(\w+)$/.exec(field) ?? []
    const n = Number(at ?? 0) + 1
    if (fault === 'missing') return part === undefined ? t('prepare.fault.title') : t('prepare.fault.item', { n })
    if (fault === 'itemMinutes') return t('prepare.fault.itemMinutes', { n, ...ITEM_MINUTES })
    if (fault === 'minutes') return t('prepare.fault.minutes', BRIEFING_MINUTES)
    return t(`prepare.fault.${fault}`)
  }
}
