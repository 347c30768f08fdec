/**
 * One service of the draft as a form: what it is, when it is free, what it costs otherwise, what it rests on. Saved into
 * the draft as a whole; what others have changed meanwhile in other services stays.
 */
import { Button, Fieldset, Group, Stack, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useBlocker, useNavigate, useParams } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useLanguage } from '../../../web/i18n.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { Dialogue } from '../../../web/parts/dialogue.tsx'
import {
  ErrorSummary,
  type FieldFault,
  faultOf,
  faultsOf,
} from '../../../web/parts/error-summary.tsx'
import { Notice } from '../../../web/parts/notice.tsx'
import { Page } from '../../../web/parts/page.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import { changesBetween, type ServiceChange } from '../../../zerorating/changes.ts'
import type { Service } from '../../../zerorating/list.ts'
import type { FreeContent, FreeDraft } from '../model.ts'
import { Fields } from './changes-list.tsx'
import { useDescribed } from './describe.ts'
import { PeriodFields } from './period-fields.tsx'
import { draftQuery } from './queries.ts'
import {
  blankForm,
  type FormFault,
  type FormField,
  formOf,
  readForm,
  type ServiceForm,
} from './service-form.ts'
import { fieldsOf, PriceFields, WhatFields } from './service-parts.tsx'
import { useSave } from './use-save.ts'
import { useWords } from './words.ts'

/** In the place of an id: a new one of that kind. */
const NEW = /^_(hotline|short-code|page)$/

export function ServicePage() {
  const t = useWords()
  const { service: id } = useParams({ from: '/frame/zero-rating/draft/$service' })
  const draft = useQuery(draftQuery)
  const kind = NEW.exec(id)?.[1] as Service['kind'] | undefined
  return (
    <Page
      title={kind === undefined ? t('form.edit') : t(`form.new.${kind}`)}
      crumbs={[
        { label: t('title'), to: '/zero-rating' },
        ...(draft.data === undefined
          ? []
          : [
              {
                label: t('draft.title', { version: draft.data.version }),
                to: '/zero-rating/draft',
              },
            ]),
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
  const t = useWords()
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
  return <Form draft={draft} opened={opened} kind={kind ?? (opened as Service).kind} />
}

function Form(props: {
  readonly draft: FreeDraft
  readonly opened: Service | null
  readonly kind: Service['kind']
}) {
  const t = useWords()
  const spoken = useLanguage()
  const navigate = useNavigate()
  const { draft, opened, kind } = props
  const { currency } = draft.content
  const described = useDescribed(draft.content)
  const { timeZone } = described
  const [form, setForm] = useState<ServiceForm>(() =>
    opened === null ? blankForm(kind) : formOf(opened, timeZone),
  )
  const [isDirty, setDirty] = useState(false)
  const isSaved = useRef(false)
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const save = useSave()
  const sentence = useSentence(kind, currency.code)
  const theirs = changeOf(draft.content, opened)
  const warning = useWarning(theirs)
  const change = (part: Partial<ServiceForm>) => {
    setForm(now => ({ ...now, ...part }))
    setDirty(true)
  }
  const submit = async () => {
    const read = readForm(form, timeZone)
    if (read.is === 'faulty') {
      setFaults(
        read.faults.map(({ field, code }) => ({
          field: idOf(field),
          sentence: sentence(field, code),
        })),
      )
      return
    }
    const { service } = read
    if (service.id !== opened?.id && draft.content.services.some(({ id }) => id === service.id)) {
      setFaults([{ field: idOf('id'), sentence: t('form.fault.idTaken', { id: service.id }) }])
      return
    }
    setFaults([])
    if (warning.isUnseen()) return
    const saved = await save.run(draft, content => withService(content, opened?.id, service))
    if (saved === null) return warning.shown()
    isSaved.current = true
    announce(t('form.saved', { title: service.title }))
    await navigate({ to: '/zero-rating/draft' })
  }
  const field = (name: FormField) => ({ id: idOf(name), error: faultOf(faults, idOf(name)) })
  const fields = fieldsOf(form, field, change)
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="xl" maw="44rem">
        <ErrorSummary faults={faults} />
        {save.problem !== null && save.problem.code !== 'versionConflict' && (
          <Notice gravity="bad" role="alert">
            {faultsOf(save.problem)
              .map(each => each.sentence)
              .join(' ') || save.problem.sentence(spoken)}
          </Notice>
        )}
        {(theirs !== null || save.problem?.code === 'versionConflict') &&
          !save.isBusy &&
          !isSaved.current && <Conflict draft={draft} theirs={theirs} />}
        <WhatFields kind={kind} fields={fields} isKnown={opened !== null} />
        <Fieldset legend={t('form.when')} id={idOf('periods')} tabIndex={-1}>
          <PeriodFields
            periods={form.periods}
            timeZone={timeZone}
            zone={described.zone}
            field={field}
            onChange={periods => change({ periods })}
          />
        </Fieldset>
        <PriceFields kind={kind} currency={currency.code} fields={fields} />
        <Fieldset legend={t('form.why')}>
          <Textarea
            label={t('form.evidence')}
            description={t('form.evidenceHint')}
            {...fields.text('evidence')}
          />
        </Fieldset>
        <Group gap="sm">
          <Button type="submit" loading={save.isBusy}>
            {t('form.save')}
          </Button>
          <Button variant="default" onClick={() => void navigate({ to: '/zero-rating/draft' })}>
            {t('form.cancel')}
          </Button>
        </Group>
      </Stack>
      <Leaving isDirty={() => isDirty && !isSaved.current} />
    </form>
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
  const t = useWords()
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

function Leaving({ isDirty }: { isDirty: () => boolean }) {
  const t = useWords()
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty() && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  return (
    <Dialogue
      isOpen={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      title={t('form.leaveTitle')}
    >
      <Stack>
        <p>{t('form.leaveWhy')}</p>
        <Button data-autofocus onClick={() => blocker.reset?.()}>
          {t('form.stay')}
        </Button>
        <Button variant="default" onClick={() => blocker.proceed?.()}>
          {t('form.leave')}
        </Button>
      </Stack>
    </Dialogue>
  )
}

/** In its place where it was there, else at the end. */
function withService(content: FreeContent, id: string | undefined, service: Service): FreeContent {
  const at = content.services.findIndex(each => each.id === id)
  const services = at < 0 ? [...content.services, service] : content.services.with(at, service)
  return { ...content, services }
}

function idOf(field: FormField): string {
  return `service-${field.replaceAll('.', '-')}`
}

function useSentence(kind: Service['kind'], currency: string) {
  const t = useWords()
  const unit = kind === 'page' ? 'data' : 'call'
  const nameOf = (field: FormField): string => {
    const period = /^periods\.(\d+)\.(from|until)$/.exec(field)
    if (period !== null)
      return `${t('form.period', { n: Number(period[1]) + 1 })}, ${t(`form.${period[2] as 'from' | 'until'}`)}`
    switch (field) {
      case 'periods':
        return t('form.when')
      case 'amount':
      case 'per':
        return t(`form.${field}.${unit}`, { currency })
      case 'setup':
        return t('form.setup', { currency })
      case 'kind':
        return t('field.kind')
      default:
        return t(
          `form.${field as Exclude<keyof ServiceForm, 'kind' | 'periods' | 'amount' | 'per' | 'setup'>}`,
        )
    }
  }
  return (field: FormField, code: FormFault) => t(`form.fault.${code}`, { field: nameOf(field) })
}
