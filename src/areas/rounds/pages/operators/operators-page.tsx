/** All operators at one glance: who is connected, since when, what they can, what did not add up. */

import { Button, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from '../../../../web/api.ts'
import type { Asks } from '../../../../web/frame-route.ts'
import { confirmHere } from '../../../../web/parts/confirmed.ts'
import { Dialogue } from '../../../../web/parts/dialogue.tsx'
import { Figure, Subscribers } from '../../../../web/parts/figure.tsx'
import { Form, useForm } from '../../../../web/parts/form.tsx'
import { useAsked } from '../../../../web/parts/in-address.ts'
import { Page, TextLink } from '../../../../web/parts/page.tsx'
import { type Column, Records } from '../../../../web/parts/records.tsx'
import { StateBadge } from '../../../../web/parts/state-badge.tsx'
import { Asked, Empty } from '../../../../web/parts/states.tsx'
import { Age, Time } from '../../../../web/parts/time.tsx'
import { queries, useMe } from '../../../../web/session.ts'
import type { OperatorSummary } from '../../../operators/model.ts'
import { operatorsQuery } from '../../../operators/pages/queries.ts'
import { ConnectionBadge } from './connection.tsx'
import { useWords } from './words.ts'

export function OperatorsPage() {
  const { t } = useWords()
  const isAdministrator = useMe().role === 'administrator'
  const query = useQuery(operatorsQuery)
  const columns = useColumns()
  const add = isAdministrator && <Add />
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
        {operators => <Records caption={t('operators.title')} columns={columns} rows={operators} />}
      </Asked>
    </Page>
  )
}

OperatorsPage.asks = (() => [operatorsQuery]) satisfies Asks

function useColumns(): readonly Column<OperatorSummary>[] {
  const { t, terms } = useWords()
  return [
    [
      t('operators.name'),
      ({ id, name }) => (
        <TextLink to={`/operators/${id}`} isStrong>
          {name}
        </TextLink>
      ),
      'title',
    ],
    [t('operators.state'), operator => <ConnectionBadge operator={operator} />],
    [t('operators.since'), operator => <Since operator={operator} />],
    [
      t('operators.subscribers'),
      ({ hello }) => <Subscribers of={hello?.subscribers ?? null} asOf={hello?.clock ?? null} />,
      'figure',
    ],
    [
      [t('operators.capacity'), terms('unit.segmentsPerSecond')],
      ({ hello }) =>
        hello?.segmentsPerSecond === 0 ? (
          t('operators.noLimit')
        ) : (
          <Figure value={hello?.segmentsPerSecond ?? null} unit={terms('unit.segmentsPerSecond')} isUnitHidden />
        ),
      'figure',
    ],
    [
      t('operators.open'),
      ({ openDirectives }) => <Figure value={openDirectives} unit={t('operator.directives')} isUnitHidden />,
      'figure',
    ],
    [t('operators.lastReturn'), ({ lastReturn }) => <Time at={lastReturn?.at ?? null} never={t('time.never')} />],
    [
      t('operators.flags'),
      ({ flags }) =>
        flags.length === 0 ? (
          <span className="loa-quiet">{t('operators.allWell')}</span>
        ) : (
          <StateBadge look="warn">{t('operators.flagCount', { n: flags.length })}</StateBadge>
        ),
    ],
  ]
}

function Since({ operator }: { operator: OperatorSummary }) {
  const { t } = useWords()
  if (operator.isConnected && operator.connectedSince !== null) return <Time at={operator.connectedSince} />
  return <Age at={operator.heardAt} never={t('time.never')} />
}

function Add() {
  const { t } = useWords()
  const asked = useAsked(/^(add)$/)
  const [isOpen, { open, close }] = useDisclosure(false)
  const shut = () => {
    close()
    asked.forget()
  }
  return (
    <>
      <Button onClick={open}>{t('operators.add')}</Button>
      <Dialogue isOpen={isOpen || asked.what !== null} onClose={shut} title={t('operators.add')}>
        <AddOperator onClose={shut} />
      </Dialogue>
    </>
  )
}

function AddOperator({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const form = useForm({
    prefix: 'operator',
    values: { name: '', id: '' },
    check: ({ name, id }) => ({
      name: name.trim() === '' && t('operators.nameMissing'),
      id: !/^[a-z][a-z0-9-]{0,31}$/.test(id.trim()) && t('operators.idWrong'),
    }),
    send: async (typed, once) => {
      const body = { id: typed.id.trim(), name: typed.name.trim() }
      await ask('POST /api/v1/operators', { body, once })
      await queries.invalidateQueries({ queryKey: ['operators'] })
      await navigate({ to: '/operators/$id', params: { id: body.id } })
      confirmHere(t('operators.added', { name: body.name }))
    },
  })
  return (
    <Form of={form} submit={t('operators.add')} cancel={onClose}>
      <TextInput label={t('operators.addName')} autoComplete="off" data-autofocus {...form.field('name')} />
      <TextInput
        label={t('operators.addId')}
        description={t('operators.addIdHint')}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        {...form.field('id')}
      />
    </Form>
  )
}
