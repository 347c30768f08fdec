/**
 * A bulletin is written: kind, level, where and when; the page; each channel that it goes on besides; the correction that would take it
 * back. It is saved as it stands, faulty or not; what has to be mended before it is submitted stands beside it.
 */
import { Fieldset, Grid, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { ask } from '../../../web/api.ts'
import { ConflictFrame } from '../../../web/approval/conflict.tsx'
import { Leaving } from '../../../web/approval/leaving.tsx'
import { announce } from '../../../web/parts/announcer.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { Page, Panel, SectionPage } from '../../../web/parts/page.tsx'
import { Asked, Notice } from '../../../web/parts/states.tsx'
import { asProblem } from '../../../web/problem.ts'
import { queries } from '../../../web/session.ts'
import { contentOf } from '../content.ts'
import type { Bulletin, BulletinDraft } from '../model.ts'
import { asksIn } from '../spoken-asks.ts'
import { BasicFields } from './basic-fields.tsx'
import { ChannelFields, CorrectionFields, LanguageFields } from './channel-fields.tsx'
import { blank } from './draft.ts'
import { FaultList } from './fault-list.tsx'
import { useMayWrite } from './may-write.ts'
import { bulletinQuery, keepBulletin } from './queries.ts'
import { useWords } from './words.ts'

export function NewPage() {
  const { t } = useWords()
  return (
    <SectionPage
      section="/desk"
      title={t('write.new')}
      crumbs={[[t('title'), '/desk']]}
      lead={t('write.lead')}
    >
      <Writing opened={null} />
    </SectionPage>
  )
}

export function WritePage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/desk/$id/write' })
  const query = useQuery(bulletinQuery(id))
  return (
    <Page
      title={t('write.title')}
      crumbs={[
        [t('title'), '/desk'],
        [query.data?.draft.renditions.page[0]?.title || t('one'), `/desk/${id}`],
      ]}
      lead={t('write.lead')}
    >
      <Asked query={query}>
        {opened =>
          opened.actions.includes('save') ? (
            <Writing key={id} opened={opened} />
          ) : (
            <Notice gravity="info" title={t('write.over')}>
              {t('write.overWhy')}
            </Notice>
          )
        }
      </Asked>
    </Page>
  )
}

function Writing({ opened }: { opened: Bulletin | null }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const mayWrite = useMayWrite()
  const [base, setBase] = useState(opened)
  const [theirs, setTheirs] = useState<Bulletin | null>(null)
  const first = useMemo(() => opened?.draft ?? blank(Date.now()), [opened])
  const form = useForm({
    prefix: 'bulletin',
    values: { draft: first },
    send: async ({ draft }, once) => {
      try {
        const saved =
          base === null
            ? await ask('POST /api/v1/bulletins', { body: { draft }, once })
            : await ask('PUT /api/v1/bulletins/{id}', {
                params: { id: base.id },
                body: { version: base.version, draft },
              })
        keepBulletin(saved)
        form.settle({ draft })
        announce(t('write.saved'))
        await navigate({ to: `/desk/${saved.id}` })
      } catch (error) {
        if (base === null || asProblem(error).code !== 'versionConflict') throw error
        const now = await queries.fetchQuery({ ...bulletinQuery(base.id), staleTime: 0 })
        setTheirs(now)
        setBase(now)
      }
    },
  })
  const { draft } = form.values
  const onChange = (to: BulletinDraft) => form.set({ draft: to })
  if (!mayWrite) return <Notice gravity="info" title={t('write.over')} />
  return (
    <>
      <Leaving
        isDirty={form.isDirty}
        title={t('leave.title')}
        why={t('leave.why')}
        stay={t('leave.stay')}
        go={t('leave.go')}
      />
      {theirs !== null && (
        <ConflictFrame title={t('conflict.title', { by: theirs.updatedBy.name })}>
          <p>{t('conflict.what')}</p>
        </ConflictFrame>
      )}
      <Form
        of={form}
        submit={t('write.save')}
        cancel={base === null ? '/desk' : `/desk/${base.id}`}
      >
        <Grid gap="xl">
          <Grid.Col span={{ base: 12, lg: 8 }}>
            <Stack gap="xl">
              <BasicFields draft={draft} onChange={onChange} />
              <Fieldset legend={t('languages.title')}>
                <LanguageFields draft={draft} onChange={onChange} />
              </Fieldset>
              <ChannelFields draft={draft} onChange={onChange} />
              <CorrectionFields draft={draft} onChange={onChange} />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 4 }}>
            <Faults draft={draft} of={base} />
          </Grid.Col>
        </Grid>
      </Form>
    </>
  )
}

/** As the server would say it, from what is on the page. */
function Faults({ draft, of }: { draft: BulletinDraft; of: Bulletin | null }) {
  const { t } = useWords()
  const made = useMemo(
    () =>
      contentOf(draft, of ?? NOBODY, {
        now: Date.now(),
        asks: (spoken, language) => asksIn(spoken, language),
        // Which text a machine spoke only the server knows.
        spokenIn: () => null,
      }),
    [draft, of],
  )
  if (made.is === 'content') return null
  return (
    <Panel title={t('write.faults')}>
      <FaultList bulletin={{ faults: [...made.faults] }} />
    </Panel>
  )
}

const NOBODY = { id: '00000000-0000-4000-8000-000000000000', version: 1 }
