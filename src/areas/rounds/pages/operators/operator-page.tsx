/** One operator: its node, what it declares, what did not add up; enrolment and revocation by an administrator. */
import { Button, Stack, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HelloBody } from '../../../../directive/documents.ts'
import { ask } from '../../../../web/api.ts'
import { useLanguage } from '../../../../web/i18n.ts'
import { announce } from '../../../../web/parts/announcer.tsx'
import { ConfirmByTyping } from '../../../../web/parts/confirm-by-typing.tsx'
import { useDeed } from '../../../../web/parts/deed.ts'
import { Dialogue } from '../../../../web/parts/dialogue.tsx'
import { ErrorSummary } from '../../../../web/parts/error-summary.tsx'
import { Facts } from '../../../../web/parts/facts.tsx'
import { Figure } from '../../../../web/parts/figure.tsx'
import { Notice } from '../../../../web/parts/notice.tsx'
import { Page } from '../../../../web/parts/page.tsx'
import { Panel } from '../../../../web/parts/panel.tsx'
import { Records } from '../../../../web/parts/records.tsx'
import { Secret } from '../../../../web/parts/secret.tsx'
import { Asked } from '../../../../web/parts/states.tsx'
import { Age, Time } from '../../../../web/parts/time.tsx'
import { queries, useMe } from '../../../../web/session.ts'
import { shownTime } from '../../../../web/times.ts'
import type { OperatorSummary } from '../../model.ts'
import { provinceAt } from '../../provinces.ts'
import { ConnectionBadge } from './connection.tsx'
import { enrolmentCommand } from './enrolment.ts'
import { operatorQuery } from './queries.ts'

export function OperatorPage() {
  const { t } = useTranslation('shell')
  const { id } = useParams({ from: '/frame/operators/$id' })
  const query = useQuery(operatorQuery(id))
  const operator = query.data
  const isAdministrator = useMe().role === 'administrator'
  return (
    <Page
      title={operator?.name ?? id}
      crumbs={[{ label: t('operators.title'), to: '/operators' }]}
      badge={operator !== undefined && <ConnectionBadge operator={operator} />}
      actions={isAdministrator && operator !== undefined && <Administration operator={operator} />}
    >
      <Asked query={query}>{operator => <Operator operator={operator} />}</Asked>
    </Page>
  )
}

function Operator({ operator }: { operator: OperatorSummary }) {
  const { t } = useTranslation('shell')
  return (
    <Stack gap="lg">
      <Flags operator={operator} />
      <Panel title={t('operator.node')}>
        <Node operator={operator} />
      </Panel>
      <Panel title={t('operator.declared')}>
        {operator.hello === null ? (
          <p>{t('operator.neverConnected')}</p>
        ) : (
          <Declared hello={operator.hello} />
        )}
      </Panel>
    </Stack>
  )
}

function Flags({ operator }: { operator: OperatorSummary }) {
  const { t } = useTranslation('shell')
  const terms = useTranslation('terms')
  if (operator.flags.length === 0)
    return operator.lastReturn === null ? null : (
      <Notice gravity="good">{t('operator.noFlags')}</Notice>
    )
  return (
    <Panel title={t('operator.flags')}>
      <Records
        caption={t('operator.flags')}
        rows={operator.flags}
        rowKey={({ code, expected, found }) => `${code} ${expected} ${found}`}
        columns={[
          {
            key: 'code',
            heading: t('operator.flag'),
            kind: 'title',
            cell: ({ code }) => terms.t(`flag.${code}`),
          },
          { key: 'expected', heading: t('operator.expected'), cell: ({ expected }) => expected },
          { key: 'found', heading: t('operator.found'), cell: ({ found }) => found },
        ]}
      />
    </Panel>
  )
}

function Node({ operator }: { operator: OperatorSummary }) {
  const { t } = useTranslation('shell')
  const terms = useTranslation('terms')
  const { hello, lastReturn, clockSkewMs } = operator
  const never = <span className="loa-quiet">{t('operators.never')}</span>
  return (
    <Facts
      facts={[
        { name: t('operator.id'), value: <span className="loa-mono">{operator.id}</span> },
        {
          name: t('operator.connectedSince'),
          value: operator.connectedSince === null ? never : <Time at={operator.connectedSince} />,
        },
        {
          name: t('operator.heard'),
          value: operator.heardAt === null ? never : <Age at={operator.heardAt} />,
        },
        {
          name: t('operators.open'),
          value: <Figure value={operator.openDirectives} unit={t('operator.directives')} />,
        },
        {
          name: t('operators.lastReturn'),
          value: lastReturn === null ? never : <Time at={lastReturn.at} />,
        },
        ...(hello === null
          ? []
          : [
              {
                name: t('operator.capacity'),
                value:
                  hello.segmentsPerSecond === 0 ? (
                    t('operators.noLimit')
                  ) : (
                    <Figure
                      value={hello.segmentsPerSecond}
                      unit={terms.t('unit.segmentsPerSecond')}
                    />
                  ),
              },
              {
                name: t('operator.lanes'),
                value: <Figure value={hello.lanes} unit={t('operator.lanesUnit')} />,
              },
              {
                name: t('operator.exercise'),
                value:
                  hello.exercise === null ? (
                    t('operator.noExercise')
                  ) : (
                    <Figure value={hello.exercise.subscribers} unit={terms.t('unit.subscribers')} />
                  ),
              },
              { name: t('operator.version'), value: hello.version },
            ]),
        ...(clockSkewMs === null
          ? []
          : [
              {
                name: t('operator.clock'),
                value: (
                  <Figure value={clockSkewMs / 1000} decimals={1} unit={t('operator.seconds')} />
                ),
              },
            ]),
        ...(operator.keyId === null
          ? []
          : [
              {
                name: t('operator.key'),
                value: <span className="loa-mono">{operator.keyId}</span>,
              },
            ]),
      ]}
    />
  )
}

function Declared({ hello }: { hello: HelloBody }) {
  const { t } = useTranslation('shell')
  const terms = useTranslation('terms')
  const spoken = useLanguage()
  const subscribers = {
    key: 'subscribers',
    heading: t('operators.subscribers'),
    kind: 'figure' as const,
    cell: (row: { subscribers: number }) => (
      <Figure value={row.subscribers} unit={terms.t('unit.subscribers')} isUnitHidden />
    ),
  }
  const names = new Intl.DisplayNames([spoken], { type: 'language' })
  return (
    <>
      <p className="loa-quiet">{t('operator.declaredLead')}</p>
      <Facts
        facts={[
          {
            name: t('operator.audience'),
            value: (
              <Figure
                value={hello.subscribers}
                unit={terms.t('unit.subscribers')}
                asOf={hello.clock}
              />
            ),
          },
        ]}
      />
      <Title order={3}>{t('operator.provinces')}</Title>
      {hello.provinces.length === 0 ? (
        <p>{t('operator.noProvinces')}</p>
      ) : (
        <Records
          caption={t('operator.provinces')}
          rows={hello.provinces}
          rowKey={({ code, asOf }) => `${code} ${asOf}`}
          columns={[
            {
              key: 'name',
              heading: t('operator.province'),
              kind: 'title',
              cell: ({ code, asOf }) =>
                provinceAt(code, asOf)?.name ?? t('operator.provinceUnknown'),
            },
            { key: 'code', heading: t('operator.provinceCode'), cell: ({ code }) => code },
            {
              key: 'asOf',
              heading: t('operator.provinceAsOf'),
              cell: ({ asOf }) => <Time at={asOf} shown="day" />,
            },
            subscribers,
          ]}
        />
      )}
      <Title order={3}>{t('operator.excludes')}</Title>
      {hello.excludes.length === 0 ? (
        <p>{t('operator.noExcludes')}</p>
      ) : (
        <Records
          caption={t('operator.excludes')}
          rows={hello.excludes}
          rowKey={({ name }) => name}
          columns={[
            {
              key: 'name',
              heading: t('operator.exclude'),
              kind: 'title',
              cell: ({ name }) => <span className="loa-mono">{name}</span>,
            },
            subscribers,
          ]}
        />
      )}
      <Title order={3}>{t('operator.languages')}</Title>
      {hello.languages.length === 0 ? (
        <p>{t('operator.noLanguages')}</p>
      ) : (
        <Records
          caption={t('operator.languages')}
          rows={hello.languages}
          rowKey={({ language }) => language}
          columns={[
            {
              key: 'language',
              heading: t('operator.languageOf'),
              kind: 'title',
              cell: ({ language }) => names.of(language) ?? language,
            },
            subscribers,
          ]}
        />
      )}
    </>
  )
}

function Administration({ operator }: { operator: OperatorSummary }) {
  const { t } = useTranslation('shell')
  const [isEnrolling, enrolling] = useDisclosure(false)
  const [isRevoking, revoking] = useDisclosure(false)
  const { id, name, state } = operator
  const isFirst = state === 'new' || state === 'enrolling'
  return (
    <>
      <Button variant={isFirst ? 'filled' : 'default'} onClick={enrolling.open}>
        {t(state === 'new' ? 'operator.enrol' : 'operator.enrolAgain')}
      </Button>
      {(state === 'enrolled' || state === 'enrolling') && (
        <Button variant="default" onClick={revoking.open}>
          {t('operator.revoke')}
        </Button>
      )}
      <Dialogue
        isOpen={isEnrolling}
        onClose={enrolling.close}
        title={t('operator.enrolTitle')}
        size="lg"
        isKept
      >
        <Enrolment operator={operator} onClose={enrolling.close} />
      </Dialogue>
      <ConfirmByTyping
        isOpen={isRevoking}
        title={t('operator.revokeTitle', { name })}
        ask={t('operator.revokeAsk', { id })}
        expected={id}
        deed={t('operator.revokeDeed')}
        onClose={revoking.close}
        onConfirm={async () => {
          await ask('POST /api/v1/operators/:id/revoke', { params: { id }, body: {} })
          await queries.invalidateQueries({ queryKey: ['operators'] })
          announce(t('operator.revokedNow', { name }))
        }}
      >
        {t('operator.revokeWarning')}
      </ConfirmByTyping>
    </>
  )
}

function Enrolment({ operator, onClose }: { operator: OperatorSummary; onClose: () => void }) {
  const { t } = useTranslation('shell')
  const spoken = useLanguage()
  const [made, setMade] = useState<{ code: string; expiresAt: string } | null>(null)
  const deed = useDeed()
  const { id } = operator
  const make = () =>
    deed.run([], async once => {
      const body = {}
      setMade(
        await ask('POST /api/v1/operators/:id/enrolment', { params: { id }, body, once: once(id) }),
      )
      await queries.invalidateQueries({ queryKey: ['operators'] })
    })
  if (made === null)
    return (
      <Stack gap="md">
        <ErrorSummary faults={deed.faults} />
        <p>{t('operator.enrolWarning')}</p>
        <Button
          onClick={() => void make()}
          loading={deed.isBusy}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('operator.enrol')}
        </Button>
      </Stack>
    )
  return (
    <Stack gap="md">
      <Notice gravity="warn" role="status">
        {t('operator.enrolLead', { time: shownTime(made.expiresAt, 'minute', spoken) })}
      </Notice>
      <Secret label={t('operator.code')} text={made.code} />
      <Secret
        label={t('operator.command')}
        text={enrolmentCommand({ origin: location.origin, code: made.code, operator: id })}
      />
      <Button onClick={onClose} style={{ alignSelf: 'flex-start' }}>
        {t('operator.codeDone')}
      </Button>
    </Stack>
  )
}
