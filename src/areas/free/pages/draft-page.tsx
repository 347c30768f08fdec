/**
 * The draft of the next version: its services, what is wrong with it, from when it is in force, what it changes; and from
 * here it is submitted. Each service is changed on a page of its own and saved there.
 */
import { Button, FileButton, Group, Radio, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { compatibleIso, wallTime } from '../../../base/wall-time.ts'
import { useLanguage } from '../../../web/i18n.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { Dialogue } from '../../../web/parts/dialogue.tsx'
import {
  ErrorSummary,
  type FieldFault,
  faultOf,
  faultsOf,
} from '../../../web/parts/error-summary.tsx'
import { Facts } from '../../../web/parts/facts.tsx'
import { Notice } from '../../../web/parts/notice.tsx'
import { Page } from '../../../web/parts/page.tsx'
import { Panel } from '../../../web/parts/panel.tsx'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Asked, Empty } from '../../../web/parts/states.tsx'
import { changesBetween } from '../../../zerorating/changes.ts'
import type { Service } from '../../../zerorating/list.ts'
import type { FreeDraft } from '../model.ts'
import { CHANGE_LOOKS, ChangesList } from './changes-list.tsx'
import { type Described, useDescribed } from './describe.ts'
import { DraftBadge } from './draft-badge.tsx'
import { FaultList } from './faults.tsx'
import { readDraftFile, saveFile } from './files.ts'
import { type FreeDeed, useFreeDeed } from './free-deed.ts'
import { FreeHistory } from './history.tsx'
import { InstantField } from './instant-field.tsx'
import { draftQuery } from './queries.ts'
import { ServicesTable } from './services-table.tsx'
import { type Save, useSave } from './use-save.ts'
import { useWords } from './words.ts'

export function DraftPage() {
  const t = useWords()
  const draft = useQuery(draftQuery)
  const version = draft.data?.version
  return (
    <Page
      title={version === undefined ? t('title') : t('draft.title', { version })}
      crumbs={[{ label: t('title'), to: '/zero-rating' }]}
      badge={draft.data && <DraftBadge state={draft.data.state} />}
    >
      <Asked query={draft}>{data => <Draft draft={data} />}</Asked>
    </Page>
  )
}

function Draft({ draft }: { draft: FreeDraft }) {
  const t = useWords()
  const { content, last, faults } = draft
  const described = useDescribed(content)
  const save = useSave()
  const deed = useFreeDeed()
  const mayWrite = draft.actions.includes('save')
  const grave = faults.filter(({ severity }) => severity === 'fault')
  const doubts = faults.filter(({ severity }) => severity === 'doubt')
  return (
    <Stack gap="xl">
      {!mayWrite && (
        <Notice gravity="info" title={t('draft.closed')}>
          {t('draft.closedWhy')}
        </Notice>
      )}
      <Problems save={save} deed={deed} />
      <Deeds draft={draft} deed={deed} />
      {grave.length > 0 && (
        <Panel title={t('draft.faults')}>
          <FaultList draft={draft} faults={grave} isLinked={mayWrite} />
        </Panel>
      )}
      {doubts.length > 0 && (
        <Panel title={t('draft.doubts')}>
          <FaultList draft={draft} faults={doubts} isLinked={mayWrite} />
        </Panel>
      )}
      <Services draft={draft} described={described} save={save} />
      <InForce draft={draft} described={described} save={save} />
      <Panel title={last === null ? t('one.first') : t('one.changes', { version: last.version })}>
        <ChangesList before={last} after={content} described={described} />
      </Panel>
      <Files draft={draft} save={save} />
      <Panel title={t('history.title')}>
        <FreeHistory history={draft.history} />
      </Panel>
    </Stack>
  )
}

function Problems({ save, deed }: { readonly save: Save; readonly deed: FreeDeed }) {
  const t = useWords()
  const spoken = useLanguage()
  const problem = save.problem ?? deed.problem
  if (problem === null) return null
  if (problem.code === 'versionConflict')
    return (
      <Notice gravity="warn" role="alert" title={t('conflict.title')}>
        {problem.sentence(spoken)}
      </Notice>
    )
  return (
    <Notice gravity="bad" role="alert">
      {problem.faults.length > 0
        ? faultsOf(problem)
            .map(({ sentence }) => sentence)
            .join(' ')
        : problem.sentence(spoken)}
    </Notice>
  )
}

function Deeds({ draft, deed }: { readonly draft: FreeDraft; readonly deed: FreeDeed }) {
  const t = useWords()
  const [isSubmitting, submitting] = useDisclosure(false)
  const { revision, version, services, faults, actions } = draft
  const doubts = faults.filter(({ severity }) => severity === 'doubt').length
  const submit = async () => {
    const isDone = await deed.run('submit', { revision })
    submitting.close()
    if (isDone) announce(t('draft.submitted', { version }))
  }
  const withdraw = async () => {
    if (await deed.run('withdraw', { revision })) announce(t('draft.withdrawn'))
  }
  return (
    <Group gap="sm">
      {actions.includes('submit') && <Button onClick={submitting.open}>{t('draft.submit')}</Button>}
      {actions.includes('approve') && (
        <Button component={Link} to="/zero-rating/check">
          {t('next.check')}
        </Button>
      )}
      {actions.includes('withdraw') && (
        <Button variant="default" loading={deed.isBusy} onClick={() => void withdraw()}>
          {t('draft.withdraw')}
        </Button>
      )}
      <Dialogue
        isOpen={isSubmitting}
        onClose={submitting.close}
        title={t('draft.submitTitle', { version })}
      >
        <Stack>
          <p>{t('draft.submitWhat', { services })}</p>
          {doubts > 0 && <p>{t('draft.submitDoubts', { doubts })}</p>}
          <Group justify="flex-end">
            <Button data-autofocus loading={deed.isBusy} onClick={() => void submit()}>
              {t('draft.submitNow')}
            </Button>
          </Group>
        </Stack>
      </Dialogue>
    </Group>
  )
}

function Services(props: {
  readonly draft: FreeDraft
  readonly described: Described
  readonly save: Save
}) {
  const t = useWords()
  const { draft, described, save } = props
  const { content, last } = draft
  const mayWrite = draft.actions.includes('save')
  const changes = new Map(
    changesBetween(last, content).services.map(({ service, is }) => [service, is]),
  )
  const remove = async ({ id, title }: Service) => {
    const saved = await save.run(draft, now => ({
      ...now,
      services: now.services.filter(service => service.id !== id),
    }))
    if (saved !== null) announce(t('draft.removed', { title }))
  }
  return (
    <Panel title={t('draft.services')}>
      {content.services.length === 0 ? (
        <Empty title={t('draft.none')}>{mayWrite && t('draft.noneHow')}</Empty>
      ) : (
        <ServicesTable
          caption={t('draft.services')}
          services={content.services}
          described={described}
          more={[
            {
              key: 'changed',
              heading: t('draft.changed'),
              cell: ({ id }) => {
                const is = changes.get(id)
                return (
                  <StateBadge look={is === undefined ? 'idle' : CHANGE_LOOKS[is]}>
                    {t(`draft.is.${is ?? 'same'}`)}
                  </StateBadge>
                )
              },
            },
          ]}
          {...(mayWrite && {
            actions: (service: Service) => (
              <Group gap="xs" wrap="nowrap" justify="flex-end">
                <Button
                  component={Link}
                  size="sm"
                  variant="default"
                  to="/zero-rating/draft/$service"
                  params={{ service: service.id } as never}
                  aria-label={t('draft.editWhat', { title: service.title })}
                >
                  {t('draft.edit')}
                </Button>
                <Button
                  size="sm"
                  variant="default"
                  loading={save.isBusy}
                  aria-label={t('draft.removeWhat', { title: service.title })}
                  onClick={() => void remove(service)}
                >
                  {t('draft.remove')}
                </Button>
              </Group>
            ),
          })}
        />
      )}
      <p className="loa-quiet">{described.zone}</p>
      {mayWrite && (
        <Group gap="sm">
          {(['hotline', 'short-code', 'page'] as const).map(kind => (
            <Button
              key={kind}
              component={Link}
              variant="default"
              to="/zero-rating/draft/$service"
              params={{ service: `_${kind}` } as never}
            >
              {t(`draft.add.${kind}`)}
            </Button>
          ))}
        </Group>
      )}
    </Panel>
  )
}

function InForce(props: {
  readonly draft: FreeDraft
  readonly described: Described
  readonly save: Save
}) {
  const t = useWords()
  const { draft, described, save } = props
  const { inForceFrom } = draft.content
  const { timeZone } = described
  const [choice, setChoice] = useState<'now' | 'later'>(inForceFrom === null ? 'now' : 'later')
  const [typed, setTyped] = useState(
    inForceFrom === null ? '' : wallTime(Date.parse(inForceFrom), timeZone).slice(0, 16),
  )
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  if (!draft.actions.includes('save'))
    return (
      <Panel title={t('force.title')}>
        <p>{inForceFrom === null ? t('force.now') : described.instant(inForceFrom)}</p>
      </Panel>
    )
  const submit = async () => {
    const at = choice === 'now' ? null : compatibleIso(typed, timeZone)
    if (choice === 'later' && at === null) {
      setFaults([{ field: 'force-at', sentence: t('force.missing') }])
      return
    }
    setFaults([])
    const saved = await save.run(draft, now => ({ ...now, inForceFrom: at }))
    if (saved !== null) announce(t('force.saved'))
  }
  return (
    <Panel title={t('force.title')}>
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        <Stack gap="md">
          <ErrorSummary faults={faults} />
          <Radio.Group
            aria-label={t('force.title')}
            value={choice}
            onChange={to => setChoice(to as 'now' | 'later')}
          >
            <Stack gap="xs">
              <Radio value="now" label={t('force.now')} />
              <Radio value="later" label={t('force.later')} />
            </Stack>
          </Radio.Group>
          {choice === 'later' && (
            <div>
              <InstantField
                id="force-at"
                label={t('force.at')}
                error={faultOf(faults, 'force-at')}
                value={typed}
                timeZone={timeZone}
                onChange={setTyped}
              />
              <p className="loa-quiet">{described.zone}</p>
            </div>
          )}
          <Group>
            <Button type="submit" variant="default" loading={save.isBusy}>
              {t('force.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  )
}

function Files({ draft, save }: { readonly draft: FreeDraft; readonly save: Save }) {
  const t = useWords()
  const [fault, setFault] = useState<string | null>(null)
  const { content, version } = draft
  const { country, callingCode, timeZone, currency } = content
  const take = async (file: File | null) => {
    if (file === null) return
    const read = readDraftFile(await file.text())
    if (read.is !== 'content') {
      const wrong = read.is === 'wrong' ? { where: read.where } : null
      setFault(wrong === null ? t('draft.importNotJson') : t('draft.importWrong', wrong))
      return
    }
    setFault(null)
    const saved = await save.run(draft, () => read.content)
    if (saved !== null) announce(t('draft.imported', { services: saved.content.services.length }))
  }
  return (
    <Panel title={t('draft.settings')}>
      <Facts
        facts={[
          { name: t('draft.country'), value: country },
          { name: t('draft.callingCode'), value: `+${callingCode}` },
          { name: t('draft.timeZone'), value: timeZone },
          { name: t('draft.currency'), value: currency.code },
        ]}
      />
      {fault !== null && (
        <Notice gravity="bad" role="alert">
          {fault}
        </Notice>
      )}
      <Group gap="sm">
        {draft.actions.includes('save') && (
          <FileButton onChange={file => void take(file)} accept="application/json,.json">
            {props => (
              <Button {...props} variant="default" loading={save.isBusy}>
                {t('draft.import')}
              </Button>
            )}
          </FileButton>
        )}
        <Button
          variant="default"
          onClick={() =>
            saveFile(`mien-cuoc-${version}.json`, `${JSON.stringify(content, null, 2)}\n`)
          }
        >
          {t('draft.export')}
        </Button>
      </Group>
      {draft.actions.includes('save') && <p className="loa-quiet">{t('draft.importHint')}</p>}
    </Panel>
  )
}
