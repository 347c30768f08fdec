/**
 * What an approver signs: who wrote it, what it changes in words, what has to be looked at, what the list then is. Approving
 * needs every doubt ticked and the number of services that change, counted and typed.
 */
import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Decision } from '../../../web/approval/decision.tsx'
import { doDeed } from '../../../web/approval/deeds.ts'
import { grouped } from '../../../web/numbers.ts'
import { confirmHere } from '../../../web/parts/confirmed.ts'
import { Figure } from '../../../web/parts/figure.tsx'
import { Page, Panel } from '../../../web/parts/page.tsx'
import { Facts } from '../../../web/parts/records.tsx'
import { Asked, Notice } from '../../../web/parts/states.tsx'
import { useMe } from '../../../web/session.ts'
import { SigningLine } from '../../../web/signing/signing-line.tsx'
import { typedCount } from '../../../web/typed-count.ts'
import type { FreeDraft } from '../model.ts'
import { ChangesPanel } from './changes-list.tsx'
import { useDescribed } from './describe.ts'
import { DraftBadge } from './draft-badge.tsx'
import { draftDeeds } from './draft-deeds.ts'
import { useFaultSentence } from './faults.tsx'
import { InForceSaid } from './in-force-said.tsx'
import { draftQuery } from './queries.ts'
import { ServicesTable } from './services-table.tsx'
import { useWords } from './words.ts'

export function CheckPage() {
  const { t } = useWords()
  const draft = useQuery(draftQuery)
  const version = draft.data?.version
  return (
    <Page
      title={version === undefined ? t('title') : t('check.title', { version })}
      crumbs={[[t('title'), '/zero-rating']]}
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
  const { t } = useWords()
  const { content, last, authors } = draft
  const described = useDescribed(content)
  return (
    <Stack gap="xl">
      <Panel title={t('check.facts')}>
        <Facts
          facts={[
            [t('check.authors'), authors.join(', ')],
            [t('force.title'), <InForceSaid list={content} described={described} />],
            [t('versions.services'), <Figure value={content.services.length} unit={t('services.unit')} />],
            draft.previousSha256 !== null && [
              t('check.before', { version: draft.version - 1 }),
              <span className="loa-mono">{draft.previousSha256}</span>,
            ],
            [t('one.sha256'), <span className="loa-mono">{draft.digest}</span>],
          ]}
        />
      </Panel>
      <ChangesPanel before={last} after={content} described={described} />
      <Panel title={t('check.after')}>
        <ServicesTable caption={t('check.after')} services={content.services} described={described} />
        <p className="loa-quiet">{described.zone}</p>
      </Panel>
      <Decide draft={draft} />
    </Stack>
  )
}

function Decide({ draft }: { draft: FreeDraft }) {
  const { t, spoken } = useWords()
  const navigate = useNavigate()
  const { role } = useMe()
  const sentence = useFaultSentence(draft)
  const { revision, digest, version, services, actions, authors } = draft
  const doubts = draft.faults.filter(({ severity }) => severity === 'doubt')
  const done = async (said: string) => {
    await navigate({ to: '/zero-rating' })
    confirmHere(said)
  }
  return (
    <Decision
      before={actions.includes('approve') && <SigningLine sha256={digest} />}
      on={digest}
      notYours={
        <Notice gravity="info" title={t('check.notYours')}>
          {role === 'approver' ? t('check.own', { authors: authors.join(', ') }) : t('check.role')}
        </Notice>
      }
      proof={
        actions.includes('approve') && {
          id: 'check-count',
          label: t('check.count'),
          hint: t('check.countHint'),
          submit: t('check.approve'),
          doubts: {
            title: t('check.doubts'),
            sentences: doubts.map(sentence),
            tick: t('check.doubt'),
            missing: t('check.doubtMissing'),
          },
          judge: typed => {
            const count = typedCount(typed)
            if (count === null) return t('check.countNumber')
            return count === services ? null : t('check.countDiffers', { typed: grouped(count, spoken) })
          },
          send: async (_, once) => {
            const approval = { revision, digest, services, doubts: doubts.length }
            await doDeed(draftDeeds(draft), 'approve', approval, once)
            await done(t('check.approved', { version }))
          },
        }
      }
      sendingBack={
        actions.includes('return') && {
          id: 'check-reason',
          words: key => t(`check.${key}`),
          send: async (reason, once) => {
            await doDeed(draftDeeds(draft), 'return', { revision, reason }, once)
            await done(t('check.returned'))
          },
        }
      }
    />
  )
}
