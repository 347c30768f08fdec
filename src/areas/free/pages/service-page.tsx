/**
 * One service of the draft as a form: what it is, when it is free, what it costs otherwise, what it rests on. Saved into
 * the draft as a whole; what others have changed meanwhile in other services stays.
 */
import { Button, Checkbox, Fieldset, Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { Leaving } from '../../../web/approval/leaving.tsx'
import { announce } from '../../../web/parts/announcer.tsx'
import { Form, type FormOf, useForm } from '../../../web/parts/form.tsx'
import { Page } from '../../../web/parts/page.tsx'
import { Asked, Notice } from '../../../web/parts/states.tsx'
import { changesBetween, type ServiceChange } from '../../../zerorating/changes.ts'
import { PERIODS_MAX, type Service } from '../../../zerorating/list.ts'
import type { FreeContent, FreeDraft } from '../model.ts'
import { Fields } from './changes-list.tsx'
import { useDescribed } from './describe.ts'
import { saveDraft } from './draft-deeds.ts'
import { InstantField } from './instant-field.tsx'
import { draftQuery } from './queries.ts'
import {
  blankForm,
  type FormFault,
  type FormField,
  formOf,
  type PeriodForm,
  readForm,
  type ServiceForm,
} from './service-form.ts'
import { Lines, PriceFields, WhatFields } from './service-parts.tsx'
import { useWords } from './words.ts'

/** In the place of an id: a new one of that kind. */
const NEW = /^_(hotline|short-code|page)$/

export function ServicePage() {
  const { t } = useWords()
  const { service: id } = useParams({ from: '/frame/zero-rating/draft/$service' })
  const draft = useQuery(draftQuery)
  const kind = NEW.exec(id)?.[1] as Service['kind'] | undefined
  return (
    <Page
      title={kind === undefined ? t('form.edit') : t(`form.new.${kind}`)}
      crumbs={[
        [t('title'), '/zero-rating'],
        draft.data && [t('draft.title', { version: draft.data.version }), '/zero-rating/draft'],
      ]}
    >
      <Asked query={draft}>
        {data => <Opened key={id} draft={data} id={kind === undefined ? id : null} kind={kind} />}
      </Asked>
    </Page>
  )
}

function Opened(props: {
  readonly draft: FreeDraft
  readonly id: string | null
  readonly kind: Service['kind'] | undefined
}) {
  const { t } = useWords()
  const { draft, id, kind } = props
  const found = draft.content.services.find(service => service.id === id) ?? null
  // What the form was opened with stays, whatever others save meanwhile.
  const [opened] = useState(found)
  if (!draft.actions.includes('save'))
    return (
      <Notice gravity="info" title={t('draft.closed')}>
        {t('draft.closedWhy')}
      </Notice>
    )
  if (kind === undefined && opened === null)
    return (
      <Notice gravity="info" title={t('form.missing')}>
        {t('form.missingWhy')}
      </Notice>
    )
  return <ServiceFields draft={draft} opened={opened} kind={kind ?? (opened as Service).kind} />
}

function ServiceFields(props: {
  readonly draft: FreeDraft
  readonly opened: Service | null
  readonly kind: Service['kind']
}) {
  const { t } = useWords()
  const navigate = useNavigate()
  const { draft, opened, kind } = props
  const { currency } = draft.content
  const described = useDescribed(draft.content)
  const { timeZone } = described
  const [isSaved, setSaved] = useState(false)
  const [isRefused, setRefused] = useState(false)
  const sentence = useSentence(kind, currency.code)
  const theirs = changeOf(draft.content, opened)
  const warning = useWarning(theirs)
  const form = useForm({
    prefix: 'service',
    values: opened === null ? blankForm(kind) : formOf(opened, timeZone),
    check: values => {
      const read = readForm(values, timeZone)
      if (read.is === 'faulty')
        return Object.fromEntries(read.faults.map(({ field, code }) => [field, sentence(field, code)]))
      const { id } = read.service
      const isTaken = id !== opened?.id && draft.content.services.some(each => each.id === id)
      if (isTaken) return { id: t('form.fault.idTaken', { id }) }
      return warning.isUnseen() ? null : {}
    },
    send: async (values, once) => {
      const read = readForm(values, timeZone)
      if (read.is === 'faulty') return
      const content = withService(draft.content, opened?.id, read.service)
      setRefused(false)
      await saveDraft({ shown: draft, content }, once)
      setSaved(true)
      announce(t('form.saved', { title: read.service.title }))
      await navigate({ to: '/zero-rating/draft', ignoreBlocker: true })
    },
    onProblem: problem => {
      warning.shown()
      setRefused(problem.code === 'versionConflict')
      return problem.code === 'versionConflict' ? {} : null
    },
  })
  return (
    <>
      <Form
        of={form}
        submit={t('form.save')}
        cancel="/zero-rating/draft"
        cancelWord={t('form.cancel')}
        gap="xl"
        maw="44rem"
      >
        {(theirs !== null || isRefused) && !form.isBusy && !isSaved && <Conflict draft={draft} theirs={theirs} />}
        <WhatFields kind={kind} form={form} isKnown={opened !== null} />
        <Fieldset legend={t('form.when')} id="service-periods" tabIndex={-1}>
          <PeriodFields form={form} timeZone={timeZone} zone={described.zone} />
        </Fieldset>
        <PriceFields kind={kind} currency={currency.code} form={form} />
        <Fieldset legend={t('form.why')}>
          <Lines of={form} name="evidence" label={t('form.evidence')} description={t('form.evidenceHint')} />
        </Fieldset>
      </Form>
      <Leaving
        isDirty={form.isDirty}
        title={t('form.leaveTitle')}
        why={t('form.leaveWhy')}
        stay={t('form.stay')}
        go={t('form.leave')}
      />
    </>
  )
}

/** What somebody else has changed in this very service since it was opened here. */
function changeOf(content: FreeContent, opened: Service | null): ServiceChange | null {
  if (opened === null) return null
  const only = (services: readonly Service[]) => ({ ...content, services: [...services] })
  const now = content.services.filter(({ id }) => id === opened.id)
  return changesBetween(only([opened]), only(now)).services[0] ?? null
}

/**
 * What somebody else has changed comes into view by itself; the first saving after that stops once, so that nobody
 * replaces what they have not seen.
 */
function useWarning(theirs: ServiceChange | null) {
  const seen = useRef('')
  const isShown = useRef(false)
  const key = theirs === null ? '' : JSON.stringify(theirs)
  return {
    isUnseen: () => {
      const isUnseen = key !== '' && key !== seen.current && !isShown.current
      seen.current = key
      isShown.current = false
      if (isUnseen) document.getElementById(CONFLICT)?.focus()
      return isUnseen
    },
    /** It came into view because the saving was refused: that was the stop. */
    shown: () => {
      isShown.current = true
    },
  }
}

const CONFLICT = 'service-conflict'

function Conflict(props: { readonly draft: FreeDraft; readonly theirs: ServiceChange | null }) {
  const { t } = useWords()
  const { draft, theirs } = props
  const described = useDescribed(draft.content)
  return (
    <div id={CONFLICT} tabIndex={-1}>
      <Notice gravity="warn" role="alert" title={t('conflict.title')}>
        <Stack gap="sm">
          <p>{t('conflict.why', { by: draft.updatedBy ?? '' })}</p>
          {theirs !== null && (
            <>
              <p>{t('conflict.theirs')}</p>
              <Fields fields={theirs.fields} described={described} />
            </>
          )}
        </Stack>
      </Notice>
    </div>
  )
}

/** In its place where it was there, else at the end. */
function withService(content: FreeContent, id: string | undefined, service: Service): FreeContent {
  const at = content.services.findIndex(each => each.id === id)
  const services = at < 0 ? [...content.services, service] : content.services.with(at, service)
  return { ...content, services }
}

function useSentence(kind: Service['kind'], currency: string) {
  const { t } = useWords()
  const unit = kind === 'page' ? 'data' : 'call'
  const nameOf = (field: FormField): string => {
    const period = /^periods\.(\d+)\.(from|until)$/.exec(field)
    if (period !== null)
      return `${t('form.period', { n: Number(period[1]) + 1 })}, ${t(`form.${period[2] as 'from' | 'until'}`)}`
    if (field === 'periods') return t('form.when')
    if (field === 'amount' || field === 'per') return t(`form.${field}.${unit}`, { currency })
    // Only the fee of a call names the currency.
    return t(`form.${field as 'setup'}`, { currency })
  }
  return (field: FormField, code: FormFault) => t(`form.fault.${code}`, { field: nameOf(field) })
}

/** The periods of a service: from and until as the clocks of the list's time zone show them, or without an end. */
function PeriodFields(props: {
  readonly form: FormOf<ServiceForm>
  readonly timeZone: string
  /** Its name, and how far it is from others. */
  readonly zone: string
}) {
  const { t } = useWords()
  const { form, timeZone } = props
  const { periods } = form.values
  const put = (periods: PeriodForm[]) => form.set({ periods })
  return (
    <Stack gap="lg">
      <p className="loa-quiet">
        {t('form.untilHint')} {props.zone}
      </p>
      {periods.map(({ isOpen }, at) => (
        <fieldset key={at} style={{ border: 0, margin: 0, padding: 0 }}>
          <legend style={{ fontWeight: 600, padding: 0 }}>{t('form.period', { n: at + 1 })}</legend>
          <Group gap="md" align="flex-start" mt="xs">
            <InstantField label={t('form.from')} timeZone={timeZone} {...form.inner(`periods.${at}.from`)} />
            {!isOpen && (
              <InstantField label={t('form.until')} timeZone={timeZone} isEnd {...form.inner(`periods.${at}.until`)} />
            )}
          </Group>
          <Group gap="md" mt="sm">
            <Checkbox
              label={t('form.open')}
              checked={isOpen}
              onChange={event => put(periods.with(at, { ...periods[at], isOpen: event.currentTarget.checked }))}
            />
            <Button size="sm" variant="default" onClick={() => put(periods.toSpliced(at, 1))}>
              {t('form.removePeriod', { n: at + 1 })}
            </Button>
          </Group>
        </fieldset>
      ))}
      {periods.length < PERIODS_MAX && (
        <Group>
          <Button variant="default" onClick={() => put([...periods, { from: '', until: '', isOpen: false }])}>
            {t('form.addPeriod')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}
