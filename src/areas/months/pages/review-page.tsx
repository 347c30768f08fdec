/**
 * Soát xét: the head and the foot of the document, then the figures are frozen as they count at that moment. The form is
 * the last heading that was given.
 */
import { Button, Checkbox, Fieldset, Group, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { ask } from '../../../web/api.ts'
import { useLanguage } from '../../../web/i18n.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { ErrorSummary, faultOf } from '../../../web/parts/error-summary.tsx'
import { Notice } from '../../../web/parts/notice.tsx'
import { Page } from '../../../web/parts/page.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import type { MonthReport } from '../model.ts'
import { Figures } from './figures.tsx'
import {
  HEADING_PATHS,
  type HeadingField,
  type HeadingForm,
  headingFaults,
  headingFormOf,
  headingFrom,
  RECIPIENTS_MAX,
} from './heading-form.ts'
import { Leaving } from './leaving.tsx'
import { shownMonth } from './month-name.ts'
import { numberField } from './number-fault.ts'
import { keepReport, reportQuery } from './queries.ts'
import { useProse } from './use-prose.ts'
import { Warnings } from './warnings.tsx'
import { useWords } from './words.ts'

export function ReviewPage() {
  const t = useWords()
  const spoken = useLanguage()
  const { month } = useParams({ from: '/frame/reports/$month/review' })
  const report = useQuery(reportQuery(month))
  const shown = shownMonth(month, spoken)
  return (
    <Page
      title={t('review.title', { month: shown })}
      crumbs={[
        { label: t('title'), to: '/reports' },
        { label: t('report.title', { month: shown }), to: `/reports/${month}` },
      ]}
      lead={t('review.lead')}
    >
      <Asked query={report}>{data => <Review report={data} />}</Asked>
    </Page>
  )
}

function Review({ report }: { report: MonthReport }) {
  const t = useWords()
  const prose = useProse(report.report)
  // What the form was opened with stays, whatever others do meanwhile; the server judges again.
  const [opened] = useState(report)
  if (!opened.actions.includes('review'))
    return (
      <Notice gravity="info" title={t('review.notNow')}>
        {t('review.notNowWhy')}
      </Notice>
    )
  return (
    <Figures prose={prose}>
      <Stack gap="xl">
        <Warnings prose={prose} />
        <ReviewForm report={opened} />
      </Stack>
    </Figures>
  )
}

const idOf = (field: HeadingField) => `review-${field.replaceAll('.', '-')}`
const FIELDS = Object.fromEntries(
  Object.entries(HEADING_PATHS).map(([path, field]) => [path, idOf(field)]),
)

function ReviewForm({ report: { month, report } }: { report: MonthReport }) {
  const t = useWords()
  const navigate = useNavigate()
  const deed = useDeed(FIELDS)
  const [form, setForm] = useState(() => headingFormOf(report.heading))
  const [isDirty, setDirty] = useState(false)
  const sentence = useFaultSentence()
  const change = (part: Partial<HeadingForm>) => {
    setForm(now => ({ ...now, ...part }))
    setDirty(true)
  }
  const submit = async () => {
    const faults = headingFaults(form).map(fault => ({
      field: idOf(fault.field),
      sentence: sentence(fault),
    }))
    let number = null as HeadingField | null
    const isDone = await deed.run(faults, async once => {
      const body = { heading: headingFrom(form) }
      const given = { params: { id: month }, body, once: once(body) }
      try {
        keepReport(await ask('POST /api/v1/months/:id/report/review', given))
      } catch (error) {
        number = numberField(error, HEADING_PATHS)
        throw error
      }
    })
    if (number !== null)
      deed.tell([{ field: idOf(number), sentence: sentence({ field: number, code: 'number' }) }])
    if (!isDone) return
    setDirty(false)
    announce(t('review.done'))
    await navigate({ to: '/reports/$month', params: { month }, ignoreBlocker: true })
  }
  const error = (field: HeadingField) => faultOf(deed.faults, idOf(field))
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="xl" maw="56rem">
        <ErrorSummary faults={deed.faults} />
        <IssuerFields form={form} error={error} onChange={change} />
        <PlaceFields form={form} error={error} onChange={change} />
        <SignerFields form={form} error={error} onChange={change} />
        <RecipientFields form={form} error={error} onChange={change} />
        <Group gap="sm">
          <Button type="submit" loading={deed.isBusy}>
            {t('review.deed')}
          </Button>
          <Button component={Link} to={`/reports/${month}`} variant="default">
            {t('review.cancel')}
          </Button>
        </Group>
      </Stack>
      <Leaving isDirty={isDirty} />
    </form>
  )
}

interface FieldsProps {
  readonly form: HeadingForm
  readonly error: (field: HeadingField) => string | null
  readonly onChange: (part: Partial<HeadingForm>) => void
}

type TextField = Exclude<HeadingField, `recipients.${string}`>

/** One field of the form as an input. */
function Text(props: FieldsProps & { field: TextField; hint?: string; lang?: 'vi' | 'en' }) {
  const t = useWords()
  const { form, error, onChange, field, hint, lang } = props
  return (
    <TextInput
      id={idOf(field)}
      label={t(`review.${field}`)}
      description={hint}
      lang={lang}
      type={field === 'date' ? 'date' : 'text'}
      autoComplete="off"
      error={error(field)}
      value={form[field]}
      onChange={event => onChange({ [field]: event.currentTarget.value })}
    />
  )
}

function Pair({ children }: { children: ReactNode }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      {children}
    </SimpleGrid>
  )
}

function IssuerFields(props: FieldsProps) {
  const t = useWords()
  const { form, onChange } = props
  return (
    <Fieldset legend={t('review.issuer')}>
      <Stack gap="md">
        <Pair>
          <Text {...props} field="issuingVi" />
          <Text {...props} field="issuingEn" lang="en" />
        </Pair>
        <Checkbox
          label={t('review.hasGoverning')}
          checked={form.hasGoverning}
          onChange={event => onChange({ hasGoverning: event.currentTarget.checked })}
        />
        {form.hasGoverning && (
          <Pair>
            <Text {...props} field="governingVi" />
            <Text {...props} field="governingEn" lang="en" />
          </Pair>
        )}
      </Stack>
    </Fieldset>
  )
}

function PlaceFields(props: FieldsProps) {
  const t = useWords()
  return (
    <Fieldset legend={t('review.number')}>
      <Stack gap="md">
        <Text {...props} field="symbol" hint={t('review.symbolHint')} />
        <Pair>
          <Text {...props} field="placeVi" />
          <Text {...props} field="placeEn" lang="en" />
        </Pair>
        <Text {...props} field="date" hint={t('review.dateHint')} />
      </Stack>
    </Fieldset>
  )
}

function SignerFields(props: FieldsProps) {
  const t = useWords()
  return (
    <Fieldset legend={t('review.signer')}>
      <Stack gap="md">
        <Pair>
          <Text {...props} field="signerTitleVi" />
          <Text {...props} field="signerTitleEn" lang="en" />
        </Pair>
        <Text {...props} field="signerName" hint={t('review.signerNameHint')} />
      </Stack>
    </Fieldset>
  )
}

function RecipientFields({ form, error, onChange }: FieldsProps) {
  const t = useWords()
  const { recipients } = form
  const put = (at: number, part: { vi?: string; en?: string }) =>
    onChange({ recipients: recipients.with(at, { ...recipients[at], ...part }) })
  const add = () => {
    const key = Math.max(-1, ...recipients.map(each => each.key)) + 1
    onChange({ recipients: [...recipients, { key, vi: '', en: '' }] })
  }
  return (
    <Fieldset legend={t('review.recipients')}>
      <Stack gap="md">
        {recipients.map(({ key, vi, en }, at) => (
          <Stack key={key} gap="xs">
            <Pair>
              <TextInput
                id={idOf(`recipients.${at}.vi`)}
                label={t('review.recipientVi', { n: at + 1 })}
                autoComplete="off"
                error={error(`recipients.${at}.vi`)}
                value={vi}
                onChange={event => put(at, { vi: event.currentTarget.value })}
              />
              <TextInput
                id={idOf(`recipients.${at}.en`)}
                label={t('review.recipientEn', { n: at + 1 })}
                lang="en"
                autoComplete="off"
                error={error(`recipients.${at}.en`)}
                value={en}
                onChange={event => put(at, { en: event.currentTarget.value })}
              />
            </Pair>
            <Button
              variant="subtle"
              style={{ alignSelf: 'flex-start' }}
              onClick={() => onChange({ recipients: recipients.toSpliced(at, 1) })}
            >
              {t('review.recipientRemove', { n: at + 1 })}
            </Button>
          </Stack>
        ))}
        {recipients.length < RECIPIENTS_MAX && (
          <Button variant="default" style={{ alignSelf: 'flex-start' }} onClick={add}>
            {t('review.recipientAdd')}
          </Button>
        )}
        <p className="loa-quiet">{t('review.archive')}</p>
      </Stack>
    </Fieldset>
  )
}

function useFaultSentence() {
  const t = useWords()
  return (fault: ReturnType<typeof headingFaults>[number]): string => {
    const recipient = /^recipients\.(\d+)\.(vi|en)$/.exec(fault.field)
    const field =
      recipient === null
        ? t(`review.${fault.field as TextField}`)
        : t(recipient[2] === 'vi' ? 'review.recipientVi' : 'review.recipientEn', {
            n: Number(recipient[1]) + 1,
          })
    return fault.code === 'tooLong'
      ? t('fault.tooLong', { field, max: fault.max })
      : t(`fault.${fault.code}`, { field })
  }
}
