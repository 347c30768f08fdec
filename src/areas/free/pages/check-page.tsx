/**
 * What an approver signs: who wrote it, what it changes in words, what has to be looked at, what the list then is. Approving
 * needs every doubt ticked and the number of services that change, counted and typed.
 */
import { Button, Checkbox, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useLanguage } from '../../../web/i18n.ts'
import { grouped } from '../../../web/numbers.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { ErrorSummary, type FieldFault, faultOf } from '../../../web/parts/error-summary.tsx'
import { Facts } from '../../../web/parts/facts.tsx'
import { Figure } from '../../../web/parts/figure.tsx'
import { Notice } from '../../../web/parts/notice.tsx'
import { Page } from '../../../web/parts/page.tsx'
import { Panel } from '../../../web/parts/panel.tsx'
import { Asked } from '../../../web/parts/states.tsx'
import { useMe } from '../../../web/session.ts'
import { typedCount } from '../../rounds/pages/typed-count.ts'
import type { FreeDraft } from '../model.ts'
import { ChangesList } from './changes-list.tsx'
import { useDescribed } from './describe.ts'
import { DraftBadge } from './draft-badge.tsx'
import { type FreeFault, keyOf, useFaultSentence } from './faults.tsx'
import { useFreeDeed } from './free-deed.ts'
import { draftQuery } from './queries.ts'
import { ServicesTable } from './services-table.tsx'
import { useWords } from './words.ts'

export function CheckPage() {
  const t = useWords()
  const draft = useQuery(draftQuery)
  const version = draft.data?.version
  return (
    <Page
      title={version === undefined ? t('title') : t('check.title', { version })}
      crumbs={[{ label: t('title'), to: '/zero-rating' }]}
      badge={draft.data && <DraftBadge state={draft.data.state} />}
    >
      <Asked query={draft}>
        {data =>
          data.state === 'submitted' ? (
            <Check draft={data} />
          ) : (
            <Notice gravity="info" title={t('check.notSubmitted')}>
              {t(`next.${data.state}`, { version: data.version })}
            </Notice>
          )
        }
      </Asked>
    </Page>
  )
}

function Check({ draft }: { draft: FreeDraft }) {
  const t = useWords()
  const { content, last, authors } = draft
  const described = useDescribed(content)
  return (
    <Stack gap="xl">
      <Panel title={t('check.facts')}>
        <Facts
          facts={[
            { name: t('check.authors'), value: authors.join(', ') },
            {
              name: t('versions.from'),
              value:
                content.inForceFrom === null
                  ? t('force.now')
                  : described.instant(content.inForceFrom),
            },
            {
              name: t('versions.services'),
              value: <Figure value={content.services.length} unit={t('services.unit')} />,
            },
            { name: t('one.sha256'), value: <span className="loa-mono">{draft.digest}</span> },
          ]}
        />
      </Panel>
      <Panel title={last === null ? t('one.first') : t('one.changes', { version: last.version })}>
        <ChangesList before={last} after={content} described={described} />
      </Panel>
      <Panel title={t('check.after')}>
        <ServicesTable
          caption={t('check.after')}
          services={content.services}
          described={described}
        />
        <p className="loa-quiet">{described.zone}</p>
      </Panel>
      <Decision draft={draft} />
    </Stack>
  )
}

function Decision({ draft }: { draft: FreeDraft }) {
  const t = useWords()
  const { role } = useMe()
  const mayApprove = draft.actions.includes('approve')
  return (
    <Stack gap="xl">
      {mayApprove ? (
        <ApproveForm key={draft.digest} draft={draft} />
      ) : (
        <Notice gravity="info" title={t('check.notYours')}>
          {role === 'approver'
            ? t('check.own', { authors: draft.authors.join(', ') })
            : t('check.role')}
        </Notice>
      )}
      {draft.actions.includes('return') && <ReturnForm draft={draft} />}
    </Stack>
  )
}

function ApproveForm({ draft }: { draft: FreeDraft }) {
  const t = useWords()
  const spoken = useLanguage()
  const navigate = useNavigate()
  const deed = useFreeDeed()
  const [typed, setTyped] = useState('')
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const [faults, setFaults] = useState<readonly FieldFault[]>([])
  const doubts = draft.faults.filter(({ severity }) => severity === 'doubt')
  const submit = async () => {
    const count = typedCount(typed)
    const unseen = doubts.find(doubt => !seen.has(keyOf(doubt)))
    const found: FieldFault[] = []
    if (unseen !== undefined)
      found.push({ field: doubtId(doubts.indexOf(unseen)), sentence: t('check.doubtMissing') })
    if (count === null) found.push({ field: 'check-count', sentence: t('check.countNumber') })
    else if (count !== draft.services)
      found.push({
        field: 'check-count',
        sentence: t('check.countDiffers', { typed: grouped(count, spoken) }),
      })
    setFaults(found)
    if (count === null || found.length > 0) return
    const { revision, digest, version } = draft
    const approval = { revision, digest, services: count, doubts: doubts.length }
    if (!(await deed.run('approve', approval))) return
    announce(t('check.approved', { version }))
    await navigate({ to: '/zero-rating' })
  }
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        if (!deed.isBusy) void submit()
      }}
    >
      <Stack gap="md">
        <ErrorSummary faults={faults} />
        {deed.problem !== null && (
          <Notice gravity="bad" role="alert">
            {deed.problem.sentence(spoken)}
          </Notice>
        )}
        {doubts.length > 0 && (
          <Doubts
            draft={draft}
            doubts={doubts}
            seen={seen}
            isFaulty={faults.some(({ field }) => field?.startsWith('doubt-') ?? false)}
            onChange={setSeen}
          />
        )}
        <TextInput
          id="check-count"
          maw="26rem"
          label={t('check.count')}
          description={t('check.countHint')}
          error={faultOf(faults, 'check-count')}
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" loading={deed.isBusy}>
            {t('check.approve')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const doubtId = (at: number) => `doubt-${at}`

function Doubts(props: {
  readonly draft: FreeDraft
  readonly doubts: readonly FreeFault[]
  readonly seen: ReadonlySet<string>
  readonly isFaulty: boolean
  readonly onChange: (seen: ReadonlySet<string>) => void
}) {
  const t = useWords()
  const { draft, doubts, seen, isFaulty, onChange } = props
  const sentence = useFaultSentence(draft)
  const toggle = (key: string, isSeen: boolean) => {
    const next = new Set(seen)
    if (isSeen) next.add(key)
    else next.delete(key)
    onChange(next)
  }
  return (
    <Notice gravity="warn" title={t('check.doubts')}>
      <Stack gap="md" mt="xs">
        {doubts.map((doubt, at) => {
          const key = keyOf(doubt)
          return (
            <div key={key}>
              <p>{sentence(doubt)}</p>
              <Checkbox
                id={doubtId(at)}
                mt="xs"
                label={t('check.doubt')}
                checked={seen.has(key)}
                error={isFaulty && !seen.has(key) ? t('check.doubtMissing') : null}
                onChange={event => toggle(key, event.currentTarget.checked)}
              />
            </div>
          )
        })}
      </Stack>
    </Notice>
  )
}

function ReturnForm({ draft }: { draft: FreeDraft }) {
  const t = useWords()
  const spoken = useLanguage()
  const navigate = useNavigate()
  const deed = useFreeDeed()
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const submit = async () => {
    if (reason.trim() === '') {
      setFault(t('check.reasonMissing'))
      document.getElementById('check-reason')?.focus()
      return
    }
    setFault(null)
    const { revision } = draft
    if (!(await deed.run('return', { revision, reason: reason.trim() }))) return
    announce(t('check.returned'))
    await navigate({ to: '/zero-rating' })
  }
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        if (!deed.isBusy) void submit()
      }}
    >
      <Stack gap="md">
        {deed.problem !== null && (
          <Notice gravity="bad" role="alert">
            {deed.problem.sentence(spoken)}
          </Notice>
        )}
        <Textarea
          id="check-reason"
          maw="40rem"
          label={t('check.reason')}
          description={t('check.reasonHint')}
          error={fault}
          maxLength={2000}
          autosize
          minRows={2}
          value={reason}
          onChange={event => setReason(event.currentTarget.value)}
        />
        <Group>
          <Button type="submit" variant="default" loading={deed.isBusy}>
            {t('check.return')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
