/**
 * Soát xét: the head and the foot of the document, then the figures are frozen as they count at that moment. The form is
 * the last heading that was given.
 */
import { Button, Checkbox, Fieldset, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { doDeed } from '../../../web/approval/deeds.ts'
import { Leaving } from '../../../web/approval/leaving.tsx'
import { announce } from '../../../web/parts/announcer.tsx'
import { Form, type FormOf, useForm } from '../../../web/parts/form.tsx'
import { Page } from '../../../web/parts/page.tsx'
import { Asked, Notice } from '../../../web/parts/states.tsx'
import type { MonthReport } from '../model.ts'
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
import { reportQuery } from './queries.ts'
import { Warnings } from './warnings.tsx'
import { useProse, useWords } from './words.ts'

export function ReviewPage() {
  const { t, spoken } = useWords()
  const { month } = useParams({ from: '/frame/reports/$month/review' })
  const report = useQuery(reportQuery(month))
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

type Of = FormOf<HeadingForm>

function ReviewForm({ report: { month, report } }: { report: MonthReport }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const nameOf = (field: string) => {
    const [, at, language] = /^recipients\.(\d+)\.(vi|en)$/.exec(field) ?? []
    if (at === undefined) return t(`review.${field as TextField}`)
    return t(`review.recipient${language === 'vi' ? 'Vi' : 'En'}`, { n: Number(at) + 1 })
  }
  const faults = useFaults(nameOf, headingField)
  const form = useForm({
    prefix: 'review',
    values: headingFormOf(report.heading),
    paths: headingField,
    check: heading => faults.checked(headingFaults(heading)),
    onProblem: faults.number,
    send: async (heading, once) => {
      await doDeed(reportDeeds(month), 'review', { heading: headingFrom(heading) }, once)
      announce(t('review.done'))
      await navigate({ to: '/reports/$month', params: { month }, ignoreBlocker: true })
    },
  })
  return (
    <>
      <Form
        of={form}
        submit={t('review.deed')}
        cancel={`/reports/${month}`}
        cancelWord={t('review.cancel')}
        gap="xl"
        maw="56rem"
      >
        <IssuerFields form={form} />
        <PlaceFields form={form} />
        <SignerFields form={form} />
        <RecipientFields form={form} />
      </Form>
      <Leaving isDirty={form.isDirty} {...useLeaveWords()} />
    </>
  )
}

type TextField = Exclude<HeadingField, `recipients.${string}`>

/** One field of the form as an input. */
function Text(props: { form: Of; field: TextField; hint?: string; lang?: 'en' }) {
  const { t } = useWords()
  const { form, field, hint, lang } = props
  return (
    <TextInput
      label={t(`review.${field}`)}
      description={hint}
      lang={lang}
      type={field === 'date' ? 'date' : 'text'}
      autoComplete="off"
      {...form.field(field)}
    />
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
        <Text form={form} field="date" hint={t('review.dateHint')} />
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
