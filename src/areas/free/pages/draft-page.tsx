/**
 * The draft of the next version: its services, what is wrong with it, from when it is in force, what it changes; and from
 * here it is submitted. Each service is changed on a page of its own and saved there.
 */

import { Button, FileButton, Group, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { compatibleIso, wallTime } from '../../../base/wall-time.ts'
import { type ApprovalDeed, useApprovalDeed } from '../../../web/approval/deeds.ts'
import { History } from '../../../web/approval/history.tsx'
import { announce } from '../../../web/parts/announcer.tsx'
import { OneOf } from '../../../web/parts/choices.tsx'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import type { Deed } from '../../../web/parts/deed.ts'
import { Dialogue } from '../../../web/parts/dialogue.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { ButtonLink, Page, Panel } from '../../../web/parts/page.tsx'
import { Facts } from '../../../web/parts/records.tsx'
import { saveFile } from '../../../web/parts/save-file.ts'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Asked, Empty, Fault, Notice } from '../../../web/parts/states.tsx'
import type { Problem } from '../../../web/problem.ts'
import { SigningLine } from '../../../web/signing/signing-line.tsx'
import { changesBetween } from '../../../zerorating/changes.ts'
import type { Service } from '../../../zerorating/list.ts'
import type { FreeDraft } from '../model.ts'
import { CHANGE_LOOKS, ChangesPanel } from './changes-list.tsx'
import { type Described, useDescribed } from './describe.ts'
import { DraftBadge } from './draft-badge.tsx'
import { type Change, type DraftBodies, draftDeeds, saveDraft, useSave } from './draft-deeds.ts'
import { FaultList, sentencesOf } from './faults.tsx'
import { readDraftFile } from './files.ts'
import { InForceSaid } from './in-force-said.tsx'
import { InstantField } from './instant-field.tsx'
import { draftQuery } from './queries.ts'
import { ServicesTable } from './services-table.tsx'
import { useWords } from './words.ts'

export function DraftPage() {
  const { t } = useWords()
  const draft = useQuery(draftQuery)
  const version = draft.data?.version
  return (
    <Page
      title={version === undefined ? t('title') : t('draft.title', { version })}
      crumbs={[[t('title'), '/zero-rating']]}
      badge={draft.data && <DraftBadge state={draft.data.state} />}
    >
      <Asked query={draft}>{data => <Draft draft={data} />}</Asked>
    </Page>
  )
}

function Draft({ draft }: { draft: FreeDraft }) {
  const { t } = useWords()
  const { content, last, faults } = draft
  const described = useDescribed(content)
  const save = useSave()
  const deed = useApprovalDeed(draftDeeds(draft))
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
      <Went wrong={save.problem ?? deed.problem} />
      <DraftButtons draft={draft} deed={deed} />
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
      <Panel title={t('force.title')}>
        <p>
          <InForceSaid list={content} described={described} />
        </p>
        {mayWrite && <InForce draft={draft} described={described} />}
      </Panel>
      <ChangesPanel before={last} after={content} described={described} />
      <Files draft={draft} save={save} />
      <Panel title={t('history.title')}>
        <History area="free" entries={draft.history} />
      </Panel>
    </Stack>
  )
}

function Went({ wrong }: { wrong: Problem | null }) {
  const { t, spoken } = useWords()
  if (wrong === null) return null
  if (wrong.code === 'versionConflict')
    return (
      <Notice gravity="warn" role="alert" title={t('conflict.title')}>
        {wrong.sentence(spoken)}
      </Notice>
    )
  return (
    <Notice gravity="bad" role="alert">
      {sentencesOf(wrong)}
    </Notice>
  )
}

function DraftButtons({ draft, deed }: { draft: FreeDraft; deed: ApprovalDeed<DraftBodies> }) {
  const { t } = useWords()
  const [isSubmitting, submitting] = useDisclosure(false)
  const { revision, version, services, faults, actions } = draft
  const doubts = faults.filter(({ severity }) => severity === 'doubt').length
  const submit = async () => {
    const isDone = await deed.run('submit', { revision })
    submitting.close()
    if (isDone) confirmHere(t('draft.submitted', { version }))
  }
  const withdraw = async () => {
    if (await deed.run('withdraw', { revision })) confirmHere(t('draft.withdrawn'))
  }
  return (
    <Group gap="sm">
      {actions.includes('submit') && <Button onClick={submitting.open}>{t('draft.submit')}</Button>}
      {actions.includes('approve') && <ButtonLink to="/zero-rating/check">{t('next.check')}</ButtonLink>}
      {actions.includes('withdraw') && (
        <Button variant="default" loading={deed.isBusy} onClick={() => void withdraw()}>
          {t('draft.withdraw')}
        </Button>
      )}
      <Dialogue isOpen={isSubmitting} onClose={submitting.close} title={t('draft.submitTitle', { version })}>
        <Stack>
          <p>{t('draft.submitWhat', { services })}</p>
          {doubts > 0 && <p>{t('draft.submitDoubts', { doubts })}</p>}
          <SigningLine sha256={draft.digest} />
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

function Services(props: { draft: FreeDraft; described: Described; save: Deed<Change> }) {
  const { t } = useWords()
  const { draft, described, save } = props
  const { content, last } = draft
  const mayWrite = draft.actions.includes('save')
  const changes = new Map(changesBetween(last, content).services.map(({ service, is }) => [service, is]))
  const remove = async ({ id, title }: Service) => {
    const services = content.services.filter(service => service.id !== id)
    if (await save.run({ shown: draft, content: { ...content, services } })) announce(t('draft.removed', { title }))
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
            [
              t('draft.changed'),
              ({ id }) => {
                const is = changes.get(id)
                return (
                  <StateBadge look={is === undefined ? 'idle' : CHANGE_LOOKS[is]}>
                    {t(`draft.is.${is ?? 'same'}`)}
                  </StateBadge>
                )
              },
            ],
          ]}
          {...(mayWrite && {
            actions: (service: Service) => (
              <Group gap="xs" wrap="nowrap" justify="flex-end">
                <ButtonLink
                  to={`/zero-rating/draft/${service.id}`}
                  size="sm"
                  variant="default"
                  aria-label={t('draft.editWhat', { title: service.title })}
                >
                  {t('draft.edit')}
                </ButtonLink>
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
            <ButtonLink to={`/zero-rating/draft/_${kind}`} key={kind} variant="default">
              {t(`draft.add.${kind}`)}
            </ButtonLink>
          ))}
        </Group>
      )}
    </Panel>
  )
}

function InForce({ draft, described }: { draft: FreeDraft; described: Described }) {
  const { t } = useWords()
  const { timeZone } = described
  const { content } = draft
  const from = content.inForceFrom
  const form = useForm({
    prefix: 'force',
    values: {
      choice: from === null ? ('now' as const) : ('later' as const),
      at: from === null ? '' : wallTime(Date.parse(from), timeZone).slice(0, 16),
    },
    check: ({ choice, at }) => ({
      at: choice === 'later' && compatibleIso(at, timeZone) === null && t('force.missing'),
    }),
    send: async ({ choice, at }, once) => {
      const inForceFrom = choice === 'now' ? null : compatibleIso(at, timeZone)
      await saveDraft({ shown: draft, content: { ...content, inForceFrom } }, once)
      announce(t('force.saved'))
    },
  })
  const { id: _, ...choice } = form.field('choice')
  return (
    <Form of={form} submit={t('force.save')} variant="default">
      <OneOf
        aria-label={t('force.title')}
        choices={[
          ['now', t('force.now')],
          ['later', t('force.later')],
        ]}
        {...choice}
      />
      {choice.value !== 'now' && (
        <div>
          <InstantField label={t('force.at')} timeZone={timeZone} {...form.field('at')} />
          <p className="loa-quiet">{described.zone}</p>
        </div>
      )}
    </Form>
  )
}

function Files({ draft, save }: { draft: FreeDraft; save: Deed<Change> }) {
  const { t } = useWords()
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
    const { services } = read.content
    if (await save.run({ shown: draft, content: read.content }))
      announce(t('draft.imported', { services: services.length }))
  }
  return (
    <Panel title={t('draft.settings')}>
      <Facts
        facts={[
          [t('draft.country'), country],
          [t('draft.callingCode'), `+${callingCode}`],
          [t('draft.timeZone'), timeZone],
          [t('draft.currency'), currency.code],
        ]}
      />
      <Fault>{fault}</Fault>
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
          onClick={() => saveFile(`mien-cuoc-${version}.json`, `${JSON.stringify(content, null, 2)}\n`)}
        >
          {t('draft.export')}
        </Button>
      </Group>
      {draft.actions.includes('save') && <p className="loa-quiet">{t('draft.importHint')}</p>}
    </Panel>
  )
}
