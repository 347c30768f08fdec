/** One site in a dialogue: what it is called, who answers for it. Two who change the same see both, and choose. */
import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ask } from '../../../web/api.ts'
import { ConflictFrame } from '../../../web/approval/conflict.tsx'
import { announce } from '../../../web/parts/announcer.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { asProblem } from '../../../web/problem.ts'
import { queries } from '../../../web/session.ts'
import type { BriefingSite } from '../model.ts'
import { LINE_MAX, SHORT_MAX } from './limits.ts'
import { sitesQuery } from './queries.ts'
import {
  BLANK_SITE,
  SITE_FIELDS,
  SITE_PATHS,
  type SiteForm,
  siteDifference,
  siteFaultOf,
  siteFormOf,
  siteFrom,
} from './site-form.ts'
import { useWords } from './words.ts'

/** `site` null: a new one. */
export function SiteFields(props: { site: BriefingSite | null; onClose: () => void }) {
  const { t } = useWords()
  const { onClose } = props
  // What is saved over: what was opened, or what the reader has seen since.
  const [base, setBase] = useState(props.site)
  const [theirs, setTheirs] = useState<BriefingSite | null>(null)
  const form = useForm<SiteForm>({
    prefix: 'site',
    values: base === null ? BLANK_SITE : siteFormOf(base),
    paths: SITE_PATHS,
    check: values => {
      if (theirs !== null) return null
      return Object.fromEntries(
        SITE_FIELDS.map(field => {
          const fault = siteFaultOf(values, field)
          return [field, fault !== null && t(`site.fault.${fault}`, { field: t(`site.${field}`) })]
        }),
      )
    },
    send: async (values, once) => {
      const content = siteFrom(values, base?.isRetired ?? false)
      try {
        if (base === null) await ask('POST /api/v1/briefing-sites', { body: content, once })
        else {
          const body = { version: base.version, content }
          await ask('PUT /api/v1/briefing-sites/{id}', { params: { id: base.id }, body })
        }
      } catch (error) {
        if (base === null || asProblem(error).code !== 'versionConflict') throw error
        const now = await queries.fetchQuery({ ...sitesQuery, staleTime: 0 })
        const there = now.find(({ id }) => id === base.id)
        if (there === undefined) throw error
        setTheirs(there)
        return
      }
      await queries.invalidateQueries({ queryKey: sitesQuery.queryKey })
      announce(t('sites.saved', { name: content.name }))
      onClose()
    },
  })
  const choose = (isTheirs: boolean) => {
    if (theirs === null) return
    setBase(theirs)
    setTheirs(null)
    if (isTheirs) form.settle(siteFormOf(theirs))
  }
  return (
    <Form of={form} submit={t('sites.save')} cancel={onClose}>
      {theirs !== null && <SiteConflict mine={form.values} theirs={siteFormOf(theirs)} onChoose={choose} />}
      <TextInput
        label={t('site.name')}
        description={t('site.nameHint')}
        maxLength={LINE_MAX}
        autoComplete="off"
        data-autofocus
        {...form.field('name')}
      />
      <TextInput
        label={t('site.short')}
        description={t('site.shortHint')}
        maxLength={SHORT_MAX}
        maw="16rem"
        autoComplete="off"
        {...form.field('short')}
      />
      <TextInput
        label={t('site.responsible')}
        description={t('site.responsibleHint')}
        maxLength={LINE_MAX}
        autoComplete="off"
        {...form.field('responsible')}
      />
      <TextInput label={t('site.title')} maxLength={LINE_MAX} autoComplete="off" {...form.field('title')} />
      <TextInput
        label={t('site.mail')}
        description={t('site.mailHint')}
        type="email"
        inputMode="email"
        maxLength={LINE_MAX}
        autoComplete="off"
        {...form.field('mail')}
      />
    </Form>
  )
}

function SiteConflict(props: { mine: SiteForm; theirs: SiteForm; onChoose: (isTheirs: boolean) => void }) {
  const { t } = useWords()
  const { mine, theirs, onChoose } = props
  const said = (text: string) => (text.trim() === '' ? t('conflict.nothing') : text)
  return (
    <ConflictFrame title={t('conflict.site')}>
      <Stack gap="sm">
        <p>{t('conflict.why')}</p>
        <Records
          caption={t('conflict.field')}
          rows={siteDifference(mine, theirs)}
          rowKey={field => field}
          columns={[
            [t('conflict.field'), field => t(`site.${field}`), 'title'],
            [t('conflict.mine'), field => said(mine[field])],
            [t('conflict.theirs'), field => said(theirs[field])],
          ]}
        />
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
