/** Documents of a briefing: which are there, and how one is added: its pages become pictures here, and go up one by one. */
import { Button, FileButton, Group, Progress, Stack, Text } from '@mantine/core'
import { useRef, useState } from 'react'
import { ask, newKey } from '../../../web/api.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { ConfirmButton } from '../../../web/parts/confirm-by-typing.tsx'
import { Panel } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Empty, Fault } from '../../../web/parts/states.tsx'
import { TimeBy } from '../../../web/parts/time.tsx'
import { asProblem } from '../../../web/problem.ts'
import type { Briefing, BriefingDocument } from '../model.ts'
import { DOCUMENT_PAGES_MAX, LINE_MAX, PAGE_SIZE_MAX } from './limits.ts'
import { useMayWrite } from './may-write.ts'
import { NotPaged, pagesOf, pictureOf } from './pages-of.ts'
import { forgetBriefing } from './queries.ts'
import { type Sending, upload } from './upload.ts'
import { useWords } from './words.ts'

const ACCEPTED = 'application/pdf,image/png,image/jpeg,image/webp'

export function DocumentsPanel({ briefing }: { briefing: Briefing }) {
  const { t } = useWords()
  const { documents, state } = briefing
  const mayAdd = useMayWrite() && (state === 'planned' || state === 'open')
  return (
    <Panel title={t('documents.title')}>
      {documents.length === 0 ? (
        <Empty title={t('documents.none')}>{mayAdd && t('documents.noneHow')}</Empty>
      ) : (
        <Records<BriefingDocument>
          caption={t('documents.title')}
          rows={documents}
          columns={[
            [t('documents.name'), ({ name }) => name, 'title'],
            [
              t('documents.pages'),
              ({ pages, ready }) =>
                ready === pages ? (
                  <span className="loa-figure">{t('documents.count', { count: pages })}</span>
                ) : (
                  <StateBadge look="warn">{t('documents.partly', { ready, pages })}</StateBadge>
                ),
            ],
            [t('documents.added'), ({ addedAt, addedBy }) => <TimeBy at={addedAt} by={addedBy.name} />],
            mayAdd && [
              t('documents.remove'),
              (document: BriefingDocument) => <Remove document={document} of={briefing.id} />,
              'actions',
            ],
          ]}
        />
      )}
      {mayAdd && <AddDocument briefing={briefing.id} />}
    </Panel>
  )
}

function Remove({ document: { id, name, pages }, of }: { document: BriefingDocument; of: string }) {
  const { t } = useWords()
  return (
    <ConfirmButton
      label={t('documents.remove')}
      of={name}
      title={t('documents.removeTitle')}
      ask={t('documents.removeAsk', { pages })}
      expected={String(pages)}
      onConfirm={async () => {
        await ask('DELETE /api/v1/briefing-documents/{id}', { params: { id } })
        await forgetBriefing(of)
        announce(t('documents.removed', { name }))
      }}
    >
      {t('documents.removeWhat', { name })}
    </ConfirmButton>
  )
}

interface Going {
  readonly name: string
  /** Null: it is being read. */
  readonly sent: number | null
  readonly count: number
}

function AddDocument({ briefing }: { briefing: string }) {
  const { t, spoken } = useWords()
  const [going, setGoing] = useState<Going | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const cancelling = useRef<AbortController | null>(null)
  const add = async (files: readonly File[]) => {
    const [first] = files
    if (first === undefined) return
    const name = nameOf(first, files.length)
    const control = new AbortController()
    cancelling.current = control
    setFault(null)
    setGoing({ name, sent: null, count: 0 })
    try {
      const paged = await pagesOf(files, control.signal)
      const onPage = (sent: number, count: number) => setGoing({ name, sent, count })
      await upload(paged, sendingOf({ briefing, name, onPage }), control.signal)
      announce(t('documents.done', { name, count: paged.count }))
    } catch (error) {
      if (control.signal.aborted) announce(t('documents.cancelled', { name }))
      else if (error instanceof NotPaged)
        setFault(t(`documents.not.${error.why}`, { file: error.file, most: DOCUMENT_PAGES_MAX }))
      else setFault(asProblem(error).sentence(spoken))
    } finally {
      setGoing(null)
      void forgetBriefing(briefing)
    }
  }
  return (
    <Stack gap="sm">
      <Fault>{fault}</Fault>
      {going === null ? (
        <Group gap="md">
          <FileButton multiple accept={ACCEPTED} onChange={files => void add(files)}>
            {props => (
              <Button variant="default" {...props}>
                {t('documents.add')}
              </Button>
            )}
          </FileButton>
          <Text className="loa-quiet" maw="40rem">
            {t('documents.addHint', { most: DOCUMENT_PAGES_MAX })}
          </Text>
        </Group>
      ) : (
        <Group gap="md" align="flex-end">
          <div style={{ flex: '1 1 16rem', maxWidth: '40rem' }}>
            <Text>
              {going.sent === null
                ? t('documents.reading', { name: going.name })
                : t('documents.going', { name: going.name, sent: going.sent, count: going.count })}
            </Text>
            <Progress
              mt={4}
              value={going.sent === null ? 0 : (100 * going.sent) / going.count}
              aria-label={t('documents.progress')}
            />
          </div>
          <Button variant="default" onClick={() => cancelling.current?.abort()}>
            {t('documents.cancel')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

/** Without its ending; of several pictures that of the first. */
function nameOf({ name }: File, files: number): string {
  const bare = name.replace(/\.\w{2,5}$/, '').trim() || name
  return (files === 1 ? bare : `${bare} (${files})`).slice(0, LINE_MAX)
}

const isLost = (error: unknown) => {
  const { code, status } = asProblem(error)
  return code === 'offline' || status === 429 || status >= 500
}

function sendingOf(of: {
  readonly briefing: string
  readonly name: string
  readonly onPage: Sending['onPage']
}): Sending {
  const { briefing, name, onPage } = of
  const once = newKey()
  return {
    begin: async pages => {
      const body = { name, pages }
      const given = { params: { id: briefing }, body, once }
      return (await ask('POST /api/v1/briefings/{id}/documents', given)).id
    },
    picture: async (id, page, picture) => {
      const body = picture.size > PAGE_SIZE_MAX ? (await pictureOf(picture)).picture : picture
      await ask('PUT /api/v1/briefing-documents/{id}/pages/{page}', { params: { id, page }, body })
    },
    text: async (id, page, text) => {
      const params = { id, page }
      await ask('PUT /api/v1/briefing-documents/{id}/pages/{page}/text', { params, body: { text } })
    },
    remove: async id => await ask('DELETE /api/v1/briefing-documents/{id}', { params: { id } }),
    isLost,
    wait: async ms => await new Promise(done => setTimeout(done, ms)),
    onPage,
  }
}
