/**
 * Soát xét: the head and the foot of the document, the document as it counts now, each doubt ticked; then this very report
 * is signed and frozen, or, where it would be counted otherwise meanwhile, shown anew. The form is the last heading that
 * was given.
 */
import { Button, Checkbox, Fieldset, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react'
import { canonicalJson } from '../../../base/canonical.ts'
import type { Report } from '../../../report/document.ts'
import type { Prose } from '../../../report/documents/prose.ts'
import { doDeed } from '../../../web/approval/deeds.ts'
import { DoubtTicks } from '../../../web/approval/doubt-ticks.tsx'
import { Leaving } from '../../../web/approval/leaving.tsx'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import { DayField } from '../../../web/parts/day-fields.tsx'
import { Form, type FormOf, useForm } from '../../../web/parts/form.tsx'
import { Page, Panel } from '../../../web/parts/page.tsx'
import { Facts } from '../../../web/parts/records.tsx'
import { Asked, Notice } from '../../../web/parts/states.tsx'
import { digestOf } from '../../../web/signing/digest.ts'
import { SigningLine } from '../../../web/signing/signing-line.tsx'
import { doubtsOf, type ReportDoubt } from '../doubts.ts'
import type { MonthReport } from '../model.ts'
import { useDoubtWords } from './doubt-words.ts'
import { useFaults, useLeaveWords } from './faults.ts'
import { Figures } from './figures.tsx'
import {
  type HeadingField,
  type HeadingForm,
  headingFaults,
  headingField,
  headingFormOf,
  headingFrom,
  RECIPIENTS_MAX,
} from './heading-form.ts'
import { reportDeeds } from './month-deeds.ts'
import { shownMonth } from './month-name.ts'
import { nextQuery } from './queries.ts'
import { ReportView } from './report-view.tsx'
import { Warnings } from './warnings.tsx'
import { useProse, useWords } from './words.ts'

export function ReviewPage() {
  const { t, spoken } = useWords()
  const { month } = useParams({ from: '/frame/reports/$month/review' })
  const report = useQuery(nextQuery(month))
  const shown = shownMonth(month, spoken)
  return (
    <Page
      title={t('review.title', { month: shown })}
      crumbs={[
        [t('title'), '/reports'],
        [t('report.title', { month: shown }), `/reports/${month}`],
      ]}
      lead={t('review.lead')}
    >
      <Asked query={report}>{data => <Review report={data} />}</Asked>
    </Page>
  )
}

function Review({ report }: { report: MonthReport }) {
  const { t } = useWords()
  const prose = useProse(report.report)
  // The form that was opened stays, whatever others do meanwhile; the server judges again.
  const [{ actions }] = useState(report)
  if (!actions.includes('review'))
    return (
      <Notice gravity="info" title={t('review.notNow')}>
        {t('review.notNowWhy')}
      </Notice>
    )
  return (
    <Figures prose={prose}>
      <Stack gap="xl">
        <Warnings prose={prose} />
        <ReviewForm counted={report} document={<Document prose={prose} />} />
      </Stack>
    </Figures>
  )
}

function Document({ prose }: { prose: Prose<Report> }) {
  const { t } = useWords()
  return (
    <Panel title={t('review.document')}>
      <Facts facts={[[t('fact.asOf'), prose.instant(prose.report.asOf)]]} />
      <ReportView prose={prose} />
    </Panel>
  )
}

type ReviewValues = HeadingForm & { readonly seen: readonly ReportDoubt[] }
type Of = FormOf<ReviewValues>

function ReviewForm(props: { counted: MonthReport; document: ReactNode }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const { counted } = props
  const { month, report } = counted
  const headed = (form: HeadingForm): Report => ({ ...report, heading: headingFrom(form) })
  // Tried again after a lost answer it is the same review, though it was counted anew meanwhile.
  const sent = useRef<{ readonly once: string; readonly report: Report } | null>(null)
  const nameOf = (field: string) => {
    const [, at, language] = /^recipients\.(\d+)\.(vi|en)$/.exec(field) ?? []
    if (at === undefined) return t(`review.${field as TextField}`)
    return t(`review.recipient${language === 'vi' ? 'Vi' : 'En'}`, { n: Number(at) + 1 })
  }
  const faults = useFaults(nameOf, headingField)
  const missing = t('decide.doubtMissing')
  const form: Of = useForm<ReviewValues>({
    prefix: 'review',
    values: { ...headingFormOf(report.heading), seen: [] },
    paths: headingField,
    check: values => {
      const unseen = doubtsOf(headed(values)).find(doubt => !values.seen.includes(doubt))
      return { ...faults.checked(headingFaults(values)), ...(unseen !== undefined && { [unseen]: missing }) }
    },
    onProblem: faults.number,
    send: async (values, once) => {
      if (sent.current?.once !== once) sent.current = { once, report: headed(values) }
      const { report } = sent.current
      const { heading, asOf } = report
      const sha256 = await digestOf(canonicalJson(report))
      const read = sha256 === null ? {} : { asOf, sha256 }
      const deeds = reportDeeds({ ...counted, report, sha256: sha256 ?? '' })
      const body = { heading, doubts: doubtsOf(report).length, ...read }
      await doDeed(deeds, 'review', body, once)
      await navigate({ to: '/reports/$month', params: { month }, ignoreBlocker: true })
      confirmHere(t('review.done'))
    },
  })
  const { values } = form
  const doubts = doubtsOf(headed(values))
  const doubtWords = useDoubtWords()
  return (
    <>
      <Form of={form} submit={t('review.deed')} cancel={`/reports/${month}`} cancelWord={t('review.cancel')} gap="xl">
        <Stack gap="xl" maw="56rem">
          <IssuerFields form={form} />
          <PlaceFields form={form} />
          <SignerFields form={form} />
          <RecipientFields form={form} />
        </Stack>
        {props.document}
        <DoubtTicks
          words={{ title: t('decide.doubts'), tick: t('decide.doubt'), missing }}
          doubts={doubts.map(doubt => [doubt, doubtWords(doubt, headed(values))] as const)}
          seen={values.seen}
          ids={doubtId}
          isFaulty={form.faults.some(({ field }) => doubts.some(each => doubtId(each) === field))}
          onSeen={seen => form.set({ seen })}
        />
        <SigningLineOf report={headed(values)} />
      </Form>
      <Leaving isDirty={form.isDirty} {...useLeaveWords()} />
    </>
  )
}

const doubtId = (doubt: ReportDoubt) => `review-${doubt}`

function SigningLineOf({ report }: { report: Report }) {
  const shown = useDeferredValue(report)
  const [sha256, setSha256] = useState<string | null>(null)
  useEffect(() => {
    let isOld = false
    void digestOf(canonicalJson(shown)).then(digest => {
      if (!isOld) setSha256(digest)
    })
    return () => {
      isOld = true
    }
  }, [shown])
  return sha256 !== null && <SigningLine sha256={sha256} />
}

type TextField = Exclude<HeadingField, 'date' | `recipients.${string}`>

/** One field of the form as an input. */
function Text(props: { form: Of; field: TextField; hint?: string; lang?: 'en' }) {
  const { t } = useWords()
  const { form, field, hint, lang } = props
  return (
    <TextInput label={t(`review.${field}`)} description={hint} lang={lang} autoComplete="off" {...form.field(field)} />
  )
}

type BothField = 'governing' | 'issuing' | 'place' | 'onBehalf' | 'signerTitle'

/** What the document says in either language. */
function Both({ form, of, hint }: { form: Of; of: BothField; hint?: string }) {
  return (
    <Pair>
      <Text form={form} field={`${of}Vi`} {...(hint !== undefined && { hint })} />
      <Text form={form} field={`${of}En`} lang="en" />
    </Pair>
  )
}

function Pair({ children }: { children: ReactNode }) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      {children}
    </SimpleGrid>
  )
}

function IssuerFields({ form }: { form: Of }) {
  const { t } = useWords()
  return (
    <Fieldset legend={t('review.issuer')}>
      <Stack gap="md">
        <Both form={form} of="issuing" />
        <Checkbox label={t('review.hasGoverning')} {...form.box('hasGoverning')} />
        {form.values.hasGoverning && <Both form={form} of="governing" />}
      </Stack>
    </Fieldset>
  )
}

function PlaceFields({ form }: { form: Of }) {
  const { t } = useWords()
  return (
    <Fieldset legend={t('review.number')}>
      <Stack gap="md">
        <Text form={form} field="symbol" hint={t('review.symbolHint')} />
        <Both form={form} of="place" />
        <DayField label={t('review.date')} description={t('review.dateHint')} {...form.field('date')} />
      </Stack>
    </Fieldset>
  )
}

function SignerFields({ form }: { form: Of }) {
  const { t } = useWords()
  return (
    <Fieldset legend={t('review.signer')}>
      <Stack gap="md">
        <Both form={form} of="onBehalf" hint={t('review.onBehalfHint')} />
        <Both form={form} of="signerTitle" />
        <Text form={form} field="signerName" hint={t('review.signerNameHint')} />
      </Stack>
    </Fieldset>
  )
}

function RecipientFields({ form }: { form: Of }) {
  const { t } = useWords()
  const { recipients } = form.values
  const add = () => {
    const key = Math.max(-1, ...recipients.map(each => each.key)) + 1
    form.set({ recipients: [...recipients, { key, vi: '', en: '' }] })
  }
  return (
    <Fieldset legend={t('review.recipients')}>
      <Stack gap="md">
        {recipients.map(({ key }, at) => (
          <Stack key={key} gap="xs">
            <Pair>
              <TextInput
                label={t('review.recipientVi', { n: at + 1 })}
                autoComplete="off"
                {...form.inner(`recipients.${at}.vi`)}
              />
              <TextInput
                label={t('review.recipientEn', { n: at + 1 })}
                lang="en"
                autoComplete="off"
                {...form.inner(`recipients.${at}.en`)}
              />
            </Pair>
            <Button
              variant="subtle"
              style={{ alignSelf: 'flex-start' }}
              onClick={() => form.set({ recipients: recipients.toSpliced(at, 1) })}
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
