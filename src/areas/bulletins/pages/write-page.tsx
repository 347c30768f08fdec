/**
 * A bulletin is written: kind, level, where and when; the page; each channel that it goes on besides; the correction that would take it
 * back. It is saved as it stands, faulty or not; beside it stands which parts it has, and what of each has to be mended before it is
 * submitted.
 */
import { Button, Stack, Text, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { ask } from '../../../web/api.ts'
import { ConflictFrame } from '../../../web/approval/conflict.tsx'
import { Leaving } from '../../../web/approval/leaving.tsx'
import { announce } from '../../../web/parts/announcer.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { focusField } from '../../../web/parts/error-summary.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { Page, Panel } from '../../../web/parts/page.tsx'
import { Asked, Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import { asProblem } from '../../../web/problem.ts'
import { queries } from '../../../web/session.ts'
import type { TemplateLine } from '../../drafting/model.ts'
import { ReadAgain } from '../../drafting/pages/read-again.tsx'
import { RemarksPanel } from '../../drafting/pages/remarks-panel.tsx'
import { TemplateChoice } from '../../drafting/pages/template-choice.tsx'
import { useWords as useDraftingWords } from '../../drafting/pages/words.ts'
import { contentOf } from '../content.ts'
import { insertedIn } from '../copied.ts'
import type { Bulletin, BulletinDraft, BulletinFault } from '../model.ts'
import { asksIn } from '../spoken-asks.ts'
import { BasicFields } from './basic-fields.tsx'
import { AiredTexts } from './broadcast-fields.tsx'
import classes from './bulletins.module.css'
import { ChannelFields, ChosenChannels } from './channel-fields.tsx'
import { blank, TEXT_CHANNELS } from './draft.ts'
import { FaultList } from './fault-list.tsx'
import { fieldFaults, type Part, partId, partOf, partsOf } from './fault-places.ts'
import { LanguageFields } from './language-fields.tsx'
import { useMayWrite } from './may-write.ts'
import { bulletinQuery, keepBulletin } from './queries.ts'
import { Texts } from './text-fields.tsx'
import { useWords } from './words.ts'
import type { Writing } from './writing.ts'

export function NewPage() {
  const { t } = useWords()
  return (
    <Page title={t('write.new')} crumbs={[[t('title'), '/desk']]} lead={t('write.lead')}>
      <Writer opened={null} />
    </Page>
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
            <Writer key={id} opened={opened} />
          ) : (
            <Notice gravity="info" title={t('write.over')}>
              {t('write.overWhy')}
            </Notice>
          )
        }
      </Asked>
      {query.data && <RemarksPanel kind="bulletin" id={id} version={query.data.version} isOpen />}
    </Page>
  )
}

function Writer({ opened }: { opened: Bulletin | null }) {
  const { t } = useWords()
  const drafting = useDraftingWords()
  const navigate = useNavigate()
  const mayWrite = useMayWrite()
  const [base, setBase] = useState(opened)
  const [inserted, setInserted] = useState<Inserted | null>(null)
  const [theirs, setTheirs] = useState<Bulletin | null>(null)
  const first = useMemo(() => opened?.draft ?? blank(Date.now()), [opened])
  const form = useForm({
    prefix: 'bulletin',
    values: { draft: first },
    check: () => ({
      [partId('page')]: inserted !== null && drafting.t('templates.unread', { name: inserted.template.name }),
    }),
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
  const faults = useFaults(draft, base)
  const besideFields = useMemo(() => fieldFaults(faults), [faults])
  useArrival()
  if (!mayWrite) return <Notice gravity="info" title={t('write.over')} />
  const writing: Writing = { draft, faults: besideFields, onChange: to => form.set({ draft: to }) }
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
      {inserted === null ? (
        <FromTemplate
          draft={draft}
          onInsert={(template, next) => {
            setInserted({ template, before: draft })
            form.set({ draft: next })
            announce(drafting.t('templates.inserted', { name: template.name }))
          }}
        />
      ) : (
        <ReadAgain
          template={inserted.template}
          onRead={() => setInserted(null)}
          onTakeBack={() => {
            form.set({ draft: inserted.before })
            setInserted(null)
          }}
        />
      )}
      <Form of={form} submit={t('write.save')} cancel={base === null ? '/desk' : `/desk/${base.id}`}>
        <div className={classes.writer}>
          <Side draft={draft} faults={faults} isBusy={form.isBusy} />
          <Stack gap="xl" className={classes.parts}>
            {partsOf(draft).map(part => (
              <PartPanel key={part} part={part}>
                <PartFields {...writing} part={part} />
              </PartPanel>
            ))}
          </Stack>
        </div>
      </Form>
    </>
  )
}

/** Not read again yet. */
interface Inserted {
  readonly template: TemplateLine
  readonly before: BulletinDraft
}

/** What another bulletin said, on every channel, with its correction: in place of what is written here. */
function FromTemplate(props: {
  readonly draft: BulletinDraft
  readonly onInsert: (template: TemplateLine, draft: BulletinDraft) => void
}) {
  const { t } = useDraftingWords()
  const { draft, onInsert } = props
  const isWritten = draft.renditions.page.some(({ title, text }) => `${title}${text}`.trim() !== '')
  return (
    <div>
      <TemplateChoice kind="bulletin" purpose={draft.purpose} replaces={isWritten}>
        {(template, close) => (
          <InsertButton
            template={template}
            label={t('templates.insertThis')}
            onInsert={content => {
              const next = insertedIn(draft, content)
              if (next !== null) onInsert(template, next)
              close()
            }}
          />
        )}
      </TemplateChoice>
    </div>
  )
}

function InsertButton(props: {
  readonly template: TemplateLine
  readonly label: string
  readonly onInsert: (content: unknown) => void
}) {
  const { template, label, onInsert } = props
  const { id, name } = template
  const deed = useDeed<void>(async () => {
    const { content } = await ask('GET /api/v1/templates/{id}', { params: { id } })
    onInsert(content)
  })
  return (
    <>
      <Button size="sm" loading={deed.isBusy} aria-label={`${label}: ${name}`} onClick={() => void deed.run()}>
        {label}
      </Button>
      <ProblemNotice problem={deed.problem} />
    </>
  )
}

/** Whoever comes by a link to a field is led there. */
function useArrival(): void {
  useEffect(() => {
    const id = decodeURIComponent(location.hash.slice(1))
    // After the heading of the page has taken the focus.
    const timer = setTimeout(() => id !== '' && focusField(id), 0)
    return () => clearTimeout(timer)
  }, [])
}

function PartPanel({ part, children }: { part: Part; children: ReactNode }) {
  const name = usePartName()
  return (
    <div id={partId(part)} tabIndex={-1} className={classes.part}>
      <Panel title={name(part)}>{children}</Panel>
    </div>
  )
}

function usePartName(): (part: Part) => string {
  const { t } = useWords()
  return part => {
    if (part === 'basics' || part === 'languages' || part === 'channels' || part === 'correction')
      return t(`${part}.title`)
    return t(`channel.${part}`)
  }
}

function PartFields({ part, ...writing }: Writing & { part: Part }) {
  if (part === 'basics') return <BasicFields {...writing} />
  if (part === 'languages') return <LanguageFields {...writing} />
  if (part === 'page') return <Texts {...writing} side="renditions" channel="page" />
  if (part === 'channels') return <ChosenChannels {...writing} />
  if (part === 'correction') return <CorrectionFields {...writing} />
  return <ChannelFields {...writing} channel={part} />
}

function CorrectionFields(writing: Writing) {
  const { t } = useWords()
  const channels = TEXT_CHANNELS.filter(channel => writing.draft.correction[channel].length > 0)
  const { broadcast } = writing.draft.correction
  return (
    <Stack gap="xl">
      <Text className="loa-quiet">{t('correction.lead')}</Text>
      {channels.map(channel => (
        <section
          key={channel}
          id={`correction-${channel}`}
          tabIndex={-1}
          className={classes.channel}
          aria-label={`${t('content.correction')}: ${t(`channel.${channel}`)}`}
        >
          <Title order={3}>{t(`channel.${channel}`)}</Title>
          <Texts {...writing} side="correction" channel={channel} />
        </section>
      ))}
      {broadcast !== undefined && (
        <section
          id="correction-broadcast"
          tabIndex={-1}
          className={classes.channel}
          aria-label={`${t('content.correction')}: ${t('channel.broadcast')}`}
        >
          <Title order={3}>{t('channel.broadcast')}</Title>
          <AiredTexts {...writing} side="correction" texts={broadcast} />
        </section>
      )}
    </Stack>
  )
}

/** As the server would say it, from what is on the page. */
function useFaults(draft: BulletinDraft, of: Bulletin | null): readonly BulletinFault[] {
  return useMemo(() => {
    const made = contentOf(draft, of ?? NOBODY, {
      now: Date.now(),
      isUndecided: true,
      asks: asksIn,
      // Which text a machine spoke only the server knows.
      spokenIn: () => null,
    })
    return made.is === 'content' ? [] : made.faults
  }, [draft, of])
}

const NOBODY = { id: '00000000-0000-4000-8000-000000000000', version: 1 }
/** As the style sheet has it. */
const BESIDE = '(min-width: 62em)'

/** Which parts there are, what of each has to be mended, and the way to save. */
function Side(props: { draft: BulletinDraft; faults: readonly BulletinFault[]; isBusy: boolean }) {
  const { t } = useWords()
  const name = usePartName()
  const isBeside = useMediaQuery(BESIDE, true, { getInitialValueInEffect: false })
  const { draft, faults } = props
  const counts = Map.groupBy(faults, ({ at }) => partOf(at))
  return (
    <aside className={classes.side} aria-label={t('write.parts')}>
      <nav aria-label={t('write.parts')}>
        <ul className={classes.index}>
          {partsOf(draft).map(part => {
            const count = counts.get(part)?.length ?? 0
            return (
              <li key={part}>
                <a
                  href={`#${partId(part)}`}
                  onClick={event => {
                    event.preventDefault()
                    focusField(partId(part))
                  }}
                >
                  {name(part)}
                </a>
                {count > 0 && <span className={classes.count}>{t('write.open', { count })}</span>}
              </li>
            )
          })}
        </ul>
      </nav>
      {faults.length > 0 && (
        <details open={isBeside} className={classes.faults}>
          <summary>{t('write.faults')}</summary>
          <FaultList faults={faults} />
        </details>
      )}
      <Button type="submit" variant="default" loading={props.isBusy}>
        {t('write.save')}
      </Button>
    </aside>
  )
}
