/** One operator: its node, what it declares, what did not add up; enrolment and revocation by an administrator. */
import { Button, Stack, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { provinceAt } from '../../../../country/vn/provinces.ts'
import type { HelloBody } from '../../../../directive/documents.ts'
import { ask } from '../../../../web/api.ts'
import { NextStep } from '../../../../web/help/next-step.tsx'
import { ConfirmByTyping } from '../../../../web/parts/confirm-by-typing.tsx'
import { confirmHere } from '../../../../web/parts/confirmed.ts'
import { ButtonToDialogue } from '../../../../web/parts/dialogue.tsx'
import { Figure, Subscribers } from '../../../../web/parts/figure.tsx'
import { Form, useForm } from '../../../../web/parts/form.tsx'
import { ButtonLink, Page, Panel } from '../../../../web/parts/page.tsx'
import { type Column, Facts, Records } from '../../../../web/parts/records.tsx'
import { Secret, Told } from '../../../../web/parts/secret.tsx'
import { StateBadge } from '../../../../web/parts/state-badge.tsx'
import { Asked, Loading, Notice } from '../../../../web/parts/states.tsx'
import { Age, Time } from '../../../../web/parts/time.tsx'
import { queries, useMe } from '../../../../web/session.ts'
import { rosterQuery } from '../../../../web/signing/roster-query.ts'
import { shownTime } from '../../../../web/times.ts'
import type { OperatorSummary } from '../../../operators/model.ts'
import { operatorQuery } from '../../../operators/pages/queries.ts'
import { useFlagWords } from '../flag-words.ts'
import { ConnectionBadge } from './connection.tsx'
import { enrolmentCommand } from './enrolment.ts'
import { LastDirectives } from './last-directives.tsx'
import { useWords } from './words.ts'

export function OperatorPage() {
  const { t } = useWords()
  const { id } = useParams({ from: '/frame/operators/$id' })
  const query = useQuery(operatorQuery(id))
  const operator = query.data
  const isAdministrator = useMe().role === 'administrator'
  return (
    <Page
      title={operator?.name ?? id}
      crumbs={[[t('operators.title'), '/operators']]}
      badge={operator !== undefined && <ConnectionBadge operator={operator} />}
      actions={isAdministrator && operator !== undefined && <Administration operator={operator} />}
    >
      <Asked query={query}>{operator => <Operator operator={operator} />}</Asked>
    </Page>
  )
}

function Operator({ operator }: { operator: OperatorSummary }) {
  const { t } = useWords()
  return (
    <Stack gap="lg">
      <NextStep after={['operator']} />
      <Alarms operator={operator} />
      <AsksNobody {...operator} />
      <Flags operator={operator} />
      <Panel title={t('operator.lastRounds')}>
        <LastDirectives operator={operator.id} />
      </Panel>
      <Panel title={t('operator.node')}>
        <Node operator={operator} />
      </Panel>
      <Panel title={t('operator.declared')}>
        {operator.hello === null ? <p>{t('operator.neverConnected')}</p> : <Declared hello={operator.hello} />}
      </Panel>
    </Stack>
  )
}

function Alarms({ operator }: { operator: OperatorSummary }) {
  const { t, spoken } = useWords()
  return operator.alarms.map(({ is, since, centre, machine, toldAt }) => (
    <Notice
      key={`${is} ${machine ?? ''} ${centre ?? ''}`}
      gravity={MILD.has(is) ? 'warn' : 'bad'}
      title={[
        t(`operator.alarm.${is}`),
        centre !== undefined && t('lanes.centre', { n: centre }),
        machine !== undefined && t('operator.alarm.machine', { name: machine }),
      ]
        .filter(part => part !== false)
        .join(' – ')}
    >
      <p>
        {is === 'away'
          ? t('operator.alarm.lastHeard', {
              since: since === null ? t('time.never') : shownTime(since, 'full', spoken),
            })
          : since !== null && t('operator.alarm.since', { since: shownTime(since, 'full', spoken) })}{' '}
        {t(`operator.alarm.${is}What`)}
      </p>
      {toldAt !== null && (
        <p className="loa-quiet">{t('operator.alarm.toldAt', { at: shownTime(toldAt, 'full', spoken) })}</p>
      )}
    </Notice>
  ))
}

/** Nothing has gone wrong yet. */
const MILD: ReadonlySet<OperatorSummary['alarms'][number]['is']> = new Set(['disk-low', 'apart', 'alone'])

/** What is missing in its word: see HelloBody. */
function AsksNobody({ hello }: OperatorSummary) {
  const { t } = useWords()
  if (hello === null || hello.roster !== undefined) return null
  return (
    <Notice gravity="bad" title={t('operator.asksNobody')}>
      <p>
        {t('operator.asksNobodyWhat')} <code>loa operator trust</code>.
      </p>
    </Notice>
  )
}

function Flags({ operator }: { operator: OperatorSummary }) {
  const { t } = useWords()
  const why = useFlagWords()
  if (operator.flags.length === 0)
    return operator.lastReturn === null ? null : <Notice gravity="good">{t('operator.noFlags')}</Notice>
  return (
    <Panel title={t('operator.flags')}>
      <Records
        caption={t('operator.flags')}
        rows={operator.flags}
        rowKey={({ code, expected, found }) => `${code} ${expected} ${found}`}
        columns={[
          [t('operator.flag'), ({ code }) => why(`flag.${code}`), 'title'],
          [t('operator.expected'), ({ expected }) => expected],
          [t('operator.found'), ({ found }) => found],
        ]}
      />
    </Panel>
  )
}

function Node({ operator }: { operator: OperatorSummary }) {
  const { t, terms } = useWords()
  const { hello, lastReturn, clockSkewMs } = operator
  const never = t('time.never')
  return (
    <Facts
      facts={[
        [t('operator.id'), <span className="loa-mono">{operator.id}</span>],
        [t('operator.connectedSince'), <Time at={operator.connectedSince} never={never} />],
        [t('operator.heard'), <Age at={operator.heardAt} never={never} />],
        [t('operators.open'), <Figure value={operator.openDirectives} unit={t('operator.directives')} />],
        [t('operators.lastReturn'), <Time at={lastReturn?.at ?? null} never={never} />],
        hello?.roster !== undefined && [
          t('operator.roster'),
          hello.roster === null ? (
            <StateBadge look="bad">{t('operator.noRoster')}</StateBadge>
          ) : (
            t('operator.rosterHeld', { ...hello.roster, sha256: hello.roster.sha256.slice(0, 8) })
          ),
        ],
        hello !== null && [
          t('operator.capacity'),
          hello.segmentsPerSecond === 0 ? (
            t('operators.noLimit')
          ) : (
            <Figure value={hello.segmentsPerSecond} unit={terms('unit.segmentsPerSecond')} />
          ),
        ],
        hello !== null && [t('operator.lanes'), <Figure value={hello.lanes} unit={t('operator.lanesUnit')} />],
        hello !== null && [
          t('operator.exercise'),
          hello.exercise === null ? (
            t('operator.noExercise')
          ) : (
            <Figure value={hello.exercise.subscribers} unit={terms('unit.subscribers')} />
          ),
        ],
        hello !== null && [t('operator.version'), hello.version],
        hello?.machine !== undefined && [
          t('operator.machine'),
          hello.alone ? t('operator.alone', { name: hello.machine }) : hello.machine,
        ],
        clockSkewMs !== null && [
          t('operator.clock'),
          <Figure value={clockSkewMs / 1000} decimals={1} unit={t('operator.seconds')} />,
        ],
        operator.keyId !== null && [t('operator.key'), <span className="loa-mono">{operator.keyId}</span>],
      ]}
    />
  )
}

function Declared({ hello }: { hello: HelloBody }) {
  const { t, terms, spoken } = useWords()
  const subscribers: Column<{ subscribers: number }> = [
    t('operators.subscribers'),
    row => <Subscribers of={row.subscribers} />,
    'figure',
  ]
  const names = new Intl.DisplayNames([spoken], { type: 'language' })
  return (
    <>
      <p className="loa-quiet">{t('operator.declaredLead')}</p>
      <Facts
        facts={[
          [
            t('operator.audience'),
            <Figure value={hello.subscribers} unit={terms('unit.subscribers')} asOf={hello.clock} />,
          ],
        ]}
      />
      <Listed
        title={t('operator.provinces')}
        none={t('operator.noProvinces')}
        rows={hello.provinces}
        columns={[
          [
            t('operator.province'),
            ({ code, asOf }) => provinceAt(code, asOf)?.name ?? t('operator.provinceUnknown'),
            'title',
          ],
          [t('operator.provinceCode'), ({ code }) => code],
          [t('operator.provinceAsOf'), ({ asOf }) => <Time at={asOf} shown="day" />],
          subscribers,
        ]}
      />
      <Listed
        title={t('operator.excludes')}
        none={t('operator.noExcludes')}
        rows={hello.excludes}
        columns={[
          [t('operator.exclude'), ({ name }) => <span className="loa-mono">{name}</span>, 'title'],
          subscribers,
        ]}
      />
      <Listed
        title={t('operator.languages')}
        none={t('operator.noLanguages')}
        rows={hello.languages}
        columns={[[t('operator.languageOf'), ({ language }) => names.of(language) ?? language, 'title'], subscribers]}
      />
    </>
  )
}

function Listed<Row>(props: { title: string; none: string; rows: readonly Row[]; columns: readonly Column<Row>[] }) {
  const { title, none, ...table } = props
  return (
    <>
      <Title order={3}>{title}</Title>
      {table.rows.length === 0 ? <p>{none}</p> : <Records caption={title} {...table} />}
    </>
  )
}

function Administration({ operator }: { operator: OperatorSummary }) {
  const { t } = useWords()
  const [isRevoking, revoking] = useDisclosure(false)
  const { id, name, state } = operator
  const isFirst = state === 'new' || state === 'enrolling'
  // Another node takes the place of a trusted one only once that has been revoked. A code that is shown stays on the page.
  const [isOffered, setOffered] = useState(state !== 'enrolled')
  if (!isOffered && state !== 'enrolled') setOffered(true)
  return (
    <>
      {isOffered && (
        <ButtonToDialogue
          label={t(state === 'new' ? 'operator.enrol' : 'operator.enrolAgain')}
          title={t('operator.enrolTitle')}
          variant={isFirst ? 'filled' : 'default'}
          size="lg"
          isKept
        >
          {close => <Enrolment operator={operator} onClose={close} />}
        </ButtonToDialogue>
      )}
      {(state === 'enrolled' || state === 'enrolling') && (
        <Button variant="default" onClick={revoking.open}>
          {t('operator.revoke')}
        </Button>
      )}
      <ConfirmByTyping
        isOpen={isRevoking}
        title={t('operator.revokeTitle', { name })}
        ask={t('operator.revokeAsk', { id })}
        expected={id}
        deed={t('operator.revokeDeed')}
        onClose={revoking.close}
        onConfirm={async () => {
          await ask('POST /api/v1/operators/{id}/revoke', { params: { id }, body: {} })
          await queries.invalidateQueries({ queryKey: ['operators'] })
          confirmHere(t('operator.revokedNow', { name }))
        }}
      >
        {t('operator.revokeWarning')}
      </ConfirmByTyping>
    </>
  )
}

function Enrolment({ operator, onClose }: { operator: OperatorSummary; onClose: () => void }) {
  const { t, spoken } = useWords()
  const [made, setMade] = useState<{ code: string; expiresAt: string } | null>(null)
  const { id, state } = operator
  const roster = useQuery(rosterQuery)
  const form = useForm({
    values: { id },
    send: async (params, once) => {
      setMade(await ask('POST /api/v1/operators/{id}/enrolment', { params, body: {}, once }))
      await queries.invalidateQueries({ queryKey: ['operators'] })
    },
  })
  // Of one that has no node yet there is nothing to be warned of: the press that opened this asked for it.
  const isReady = state === 'new' && roster.data !== undefined && roster.data.current !== null
  const hasAsked = useRef(false)
  useEffect(() => {
    if (!isReady || hasAsked.current) return
    hasAsked.current = true
    void form.submit()
  })
  // A node that is enrolled before there is one believes nobody, until its engineer pins one by hand.
  if (made === null && roster.data?.current === null)
    return (
      <Notice
        gravity="warn"
        title={t('operator.rosterFirst')}
        action={<ButtonLink to="/signers">{t('operator.toSigners')}</ButtonLink>}
      >
        {t('operator.rosterFirstWhy')}
      </Notice>
    )
  const isUnderWay = roster.isPending || (isReady && form.faults.length === 0)
  if (made === null && state === 'new' && isUnderWay) return <Loading lines={2} />
  if (made === null)
    return (
      <Form of={form} submit={t('operator.enrol')}>
        {state === 'new' ? null : <p>{t('operator.enrolWarning')}</p>}
      </Form>
    )
  const lead = t('operator.enrolLead', { time: shownTime(made.expiresAt, 'minute', spoken) })
  return (
    <Told lead={lead} done={t('operator.codeDone')} onClose={onClose}>
      <Secret label={t('operator.code')} text={made.code} />
      <Secret
        label={t('operator.command')}
        text={enrolmentCommand({ origin: location.origin, code: made.code, operator: id })}
      />
    </Told>
  )
}
