/** All operators at one glance: who is connected, since when, what they can, what did not add up. */
import { Anchor, Button, Group, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '../../../../web/api.ts'
import { announce } from '../../../../web/parts/announcer.tsx'
import { useDeed } from '../../../../web/parts/deed.ts'
import { Dialogue } from '../../../../web/parts/dialogue.tsx'
import { ErrorSummary, faultOf } from '../../../../web/parts/error-summary.tsx'
import { Figure } from '../../../../web/parts/figure.tsx'
import { Page } from '../../../../web/parts/page.tsx'
import { type Column, Records } from '../../../../web/parts/records.tsx'
import { StateBadge } from '../../../../web/parts/state-badge.tsx'
import { Asked, Empty } from '../../../../web/parts/states.tsx'
import { Age, Time } from '../../../../web/parts/time.tsx'
import { queries, useMe } from '../../../../web/session.ts'
import type { OperatorSummary } from '../../model.ts'
import { ConnectionBadge } from './connection.tsx'
import { operatorsQuery } from './queries.ts'

export function OperatorsPage() {
  const { t } = useTranslation('shell')
  const isAdministrator = useMe().role === 'administrator'
  const query = useQuery(operatorsQuery)
  const [isAdding, adding] = useDisclosure(false)
  const columns = useColumns()
  const add = isAdministrator && <Button onClick={adding.open}>{t('operators.add')}</Button>
  return (
    <Page title={t('operators.title')} lead={t('operators.lead')} actions={add}>
      <Asked
        query={query}
        empty={operators =>
          operators.length === 0 && (
            <Empty title={t('operators.none')}>
              {t(isAdministrator ? 'operators.noneAdministrator' : 'operators.noneOther')}
            </Empty>
          )
        }
      >
        {operators => (
          <Records
            caption={t('operators.title')}
            columns={columns}
            rows={operators}
            rowKey={operator => operator.id}
          />
        )}
      </Asked>
      <Dialogue isOpen={isAdding} onClose={adding.close} title={t('operators.add')}>
        <AddOperator onClose={adding.close} />
      </Dialogue>
    </Page>
  )
}

function useColumns(): readonly Column<OperatorSummary>[] {
  const { t } = useTranslation('shell')
  const terms = useTranslation('terms')
  return [
    {
      key: 'name',
      heading: t('operators.name'),
      kind: 'title',
      cell: ({ id, name }) => (
        <Anchor component={Link} to={`/operators/${id}`} underline="always" fw={600}>
          {name}
        </Anchor>
      ),
    },
    {
      key: 'state',
      heading: t('operators.state'),
      cell: operator => <ConnectionBadge operator={operator} />,
    },
    {
      key: 'since',
      heading: t('operators.since'),
      cell: operator => <Since operator={operator} />,
    },
    {
      key: 'subscribers',
      heading: t('operators.subscribers'),
      kind: 'figure',
      cell: ({ hello }) => (
        <Figure
          value={hello?.subscribers ?? null}
          unit={terms.t('unit.subscribers')}
          isUnitHidden
          asOf={hello?.clock ?? null}
        />
      ),
    },
    {
      key: 'capacity',
      heading: t('operators.capacity'),
      unit: terms.t('unit.segmentsPerSecond'),
      kind: 'figure',
      cell: ({ hello }) =>
        hello?.segmentsPerSecond === 0 ? (
          t('operators.noLimit')
        ) : (
          <Figure
            value={hello?.segmentsPerSecond ?? null}
            unit={terms.t('unit.segmentsPerSecond')}
            isUnitHidden
          />
        ),
    },
    {
      key: 'open',
      heading: t('operators.open'),
      kind: 'figure',
      cell: ({ openDirectives }) => (
        <Figure value={openDirectives} unit={t('operator.directives')} isUnitHidden />
      ),
    },
    {
      key: 'return',
      heading: t('operators.lastReturn'),
      cell: ({ lastReturn }) =>
        lastReturn === null ? (
          <span className="loa-quiet">{t('operators.never')}</span>
        ) : (
          <Time at={lastReturn.at} />
        ),
    },
    {
      key: 'flags',
      heading: t('operators.flags'),
      cell: ({ flags }) =>
        flags.length === 0 ? (
          <span className="loa-quiet">{t('operators.allWell')}</span>
        ) : (
          <StateBadge look="warn">{t('operators.flagCount', { n: flags.length })}</StateBadge>
        ),
    },
  ]
}

function Since({ operator }: { operator: OperatorSummary }) {
  const { t } = useTranslation('shell')
  if (operator.isConnected && operator.connectedSince !== null)
    return <Time at={operator.connectedSince} />
  if (operator.heardAt !== null) return <Age at={operator.heardAt} />
  return <span className="loa-quiet">{t('operators.never')}</span>
}

function AddOperator({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell')
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [id, setId] = useState('')
  const deed = useDeed({ name: 'operator-name', id: 'operator-id' })
  const submit = () =>
    deed.run(
      [
        ...(name.trim() === ''
          ? [{ field: 'operator-name', sentence: t('operators.nameMissing') }]
          : []),
        ...(/^[a-z][a-z0-9-]{0,31}$/.test(id)
          ? []
          : [{ field: 'operator-id', sentence: t('operators.idWrong') }]),
      ],
      async once => {
        const body = { id, name: name.trim() }
        await ask('POST /api/v1/operators', { body, once: once(body) })
        await queries.invalidateQueries({ queryKey: ['operators'] })
        announce(t('operators.added', { name: body.name }))
        onClose()
        await navigate({ to: '/operators/$id', params: { id } })
      },
    )
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void submit()
      }}
    >
      <Stack gap="md">
        <ErrorSummary faults={deed.faults} />
        <TextInput
          id="operator-name"
          label={t('operators.addName')}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          error={faultOf(deed.faults, 'operator-name')}
          autoComplete="off"
          data-autofocus
        />
        <TextInput
          id="operator-id"
          label={t('operators.addId')}
          description={t('operators.addIdHint')}
          value={id}
          onChange={event => setId(event.currentTarget.value.trim())}
          error={faultOf(deed.faults, 'operator-id')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('confirm.cancel')}
          </Button>
          <Button type="submit" loading={deed.isBusy}>
            {t('operators.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
