/**
 * Whose signatures operators believe: the roster in force, and the next one on its way. Any reader sees one that waits, so
 * that whoever finds it wrong can say so before it counts.
 */
import { Button, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { NextStep } from '../../../web/help/next-step.tsx'
import { Page, Panel } from '../../../web/parts/page.tsx'
import { Facts, Records } from '../../../web/parts/records.tsx'
import { Asked, Empty, Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import { useMe } from '../../../web/session.ts'
import { rosterQuery } from '../../../web/signing/roster-query.ts'
import type { RosterView, SignersView } from '../model.ts'
import { Digest } from './digest.tsx'
import { DraftPanel, Keys } from './draft-panel.tsx'
import { usePrepare } from './roster-deeds.ts'
import { useWords } from './words.ts'

export function SignersPage() {
  const { t } = useWords()
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Signers />
    </Page>
  )
}

function Signers() {
  const query = useQuery(rosterQuery)
  return (
    <Asked query={query}>
      {view => (
        <Stack gap="xl">
          <NextStep after={['approver', 'roster']} />
          <Alone view={view} />
          {view.draft === null ? (
            <Due view={view} />
          ) : (
            <DraftPanel draft={view.draft} current={view.current} keys={view.signers} />
          )}
          {view.current !== null && <InForce roster={view.current} />}
        </Stack>
      )}
    </Asked>
  )
}

/** Whom everything depends on. */
function Alone({ view: { current, threshold } }: { readonly view: SignersView }) {
  const { t } = useWords()
  if (current === null || threshold > 1) return null
  return (
    <Notice gravity="warn" title={t('alone.title')}>
      {t('alone.why')}
    </Notice>
  )
}

function Due({ view: { current, isDue, signers } }: { readonly view: SignersView }) {
  const { t } = useWords()
  const { role } = useMe()
  const prepare = usePrepare()
  if (!isDue) return null
  const which = current === null ? 'first' : 'due'
  const isMaker = role === 'administrator'
  return (
    <Stack gap="sm">
      <Empty
        title={t(`${which}.title`)}
        {...(isMaker && {
          action: (
            <Button loading={prepare.isBusy} onClick={() => void prepare.run()}>
              {t('prepare')}
            </Button>
          ),
        })}
      >
        <p>{t(isMaker ? `${which}.how` : `${which}.wait`)}</p>
        <Keys signers={signers} />
      </Empty>
      <ProblemNotice problem={prepare.problem} />
    </Stack>
  )
}

function InForce({ roster }: { readonly roster: RosterView }) {
  const { t, terms } = useWords()
  return (
    <Panel title={t('inForce.title', { number: roster.number })}>
      <Facts
        facts={[
          [t('inForce.since'), <Time key="since" at={roster.at} />],
          [t('signedBy'), roster.signedBy.join(', ')],
          [t('digest.name'), <Digest key="digest" of={roster.sha256} number={roster.number} />],
        ]}
      />
      <p className="loa-quiet">{t('inForce.compare')}</p>
      <Records
        caption={t('inForce.people')}
        rows={roster.people}
        columns={[
          [t('person'), ({ name }) => name, 'title'],
          [t('role'), ({ role }) => terms(`role.${role}`)],
          [[t('keys'), t('keys.unit')], ({ keys }) => keys.length, 'figure'],
        ]}
      />
    </Panel>
  )
}
