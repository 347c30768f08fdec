/** Doors and kiosks: which are in use, when each was last heard, what waits on it; an administrator adds and revokes. */
import { Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../web/api.ts'
import { duration } from '../../../web/numbers.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { ConfirmButton } from '../../../web/parts/confirm-by-typing.tsx'
import { ButtonToDialogue } from '../../../web/parts/dialogue.tsx'
import { Figure } from '../../../web/parts/figure.tsx'
import { Form, useForm } from '../../../web/parts/form.tsx'
import { type Column, Records } from '../../../web/parts/records.tsx'
import { Secret, Told } from '../../../web/parts/secret.tsx'
import { type Look, StateBadge } from '../../../web/parts/state-badge.tsx'
import { Asked, Empty } from '../../../web/parts/states.tsx'
import { Age, Time } from '../../../web/parts/time.tsx'
import { queries } from '../../../web/session.ts'
import { SKEW_MAX_MS } from '../clock.ts'
import type { Door, Kiosk, KioskCode } from '../model.ts'
import { doorsQuery, kiosksQuery } from './queries.ts'
import { useWords } from './words.ts'

export function Kiosks({ isKeeper }: { isKeeper: boolean }) {
  const { t } = useWords()
  const query = useQuery(kiosksQuery)
  const doors = useQuery(doorsQuery)
  const columns = useColumns()
  /** A machine stands at a door: before there is one nothing can be added to it. */
  const hasDoor = (doors.data?.length ?? 0) > 0
  return (
    <Stack gap="md">
      {isKeeper && (
        <Group gap="sm">
          <ButtonToDialogue label={t('kiosks.addDoor')} variant="default">
            {close => <AddDoor onClose={close} />}
          </ButtonToDialogue>
          {hasDoor && (
            <ButtonToDialogue label={t('kiosks.add')} isKept>
              {close => <AddKiosk onClose={close} />}
            </ButtonToDialogue>
          )}
        </Group>
      )}
      {hasDoor && (
        <Records<Door>
          caption={t('doors.title')}
          isCaptionShown
          columns={[
            [t('kiosks.door'), ({ name }) => name, 'title'],
            [
              t('doors.kiosks'),
              ({ id }) => query.data?.filter(({ door, state }) => door.id === id && state !== 'revoked').length ?? '–',
              'figure',
            ],
            [t('doors.since'), ({ createdAt }) => <Time at={createdAt} />],
          ]}
          rows={doors.data ?? []}
        />
      )}
      <Asked
        query={query}
        empty={kiosks =>
          kiosks.length === 0 && (
            <Empty title={t('kiosks.none')}>{t(isKeeper ? 'kiosks.noneAdministrator' : 'kiosks.noneOther')}</Empty>
          )
        }
      >
        {kiosks => (
          <Records<Kiosk>
            caption={t('kiosks.machines')}
            isCaptionShown
            columns={[...columns, isKeeper && [t('kiosks.do'), kiosk => <Actions kiosk={kiosk} />, 'actions']]}
            rows={kiosks}
          />
        )}
      </Asked>
    </Stack>
  )
}

const LOOKS: Readonly<Record<Kiosk['state'], Look>> = {
  new: 'idle',
  enrolling: 'waiting',
  enrolled: 'good',
  revoked: 'off',
}

function useColumns(): readonly Column<Kiosk>[] {
  const { t } = useWords()
  return [
    [t('kiosks.name'), ({ name }) => name, 'title'],
    [t('kiosks.door'), ({ door }) => door.name],
    [t('kiosks.state'), ({ state }) => <StateBadge look={LOOKS[state]}>{t(`kiosks.state.${state}`)}</StateBadge>],
    [t('kiosks.heard'), ({ heardAt }) => <Age at={heardAt} never={t('kiosks.never')} />],
    [
      t('kiosks.waiting'),
      ({ waiting }) => <Figure value={waiting} unit={t('kiosks.entries')} isUnitHidden />,
      'figure',
    ],
    [t('kiosks.clock'), kiosk => <Clock kiosk={kiosk} />],
  ]
}

function Clock({ kiosk: { clockSkewMs } }: { kiosk: Kiosk }) {
  const { t, spoken } = useWords()
  if (clockSkewMs === null) return <span className="loa-quiet">–</span>
  if (Math.abs(clockSkewMs) <= SKEW_MAX_MS) return t('kiosks.clockGood')
  const by = duration(Math.abs(clockSkewMs) / 1000, spoken)
  return <StateBadge look="warn">{t('kiosks.clockWrong', { by })}</StateBadge>
}

function Actions({ kiosk }: { kiosk: Kiosk }) {
  const { t } = useWords()
  const { id, name, state } = kiosk
  return (
    <Group gap="xs" justify="flex-end">
      <ButtonToDialogue label={t('kiosks.code')} of={name} isKept>
        {close => <NewCode kiosk={kiosk} onClose={close} />}
      </ButtonToDialogue>
      {state !== 'revoked' && (
        <ConfirmButton
          label={t('kiosks.revoke')}
          of={name}
          title={t('kiosks.revokeTitle', { name })}
          ask={t('kiosks.revokeAsk', { name })}
          expected={name}
          onConfirm={async once => {
            const given = { params: { id }, body: {}, once }
            await ask('POST /api/v1/screening/kiosks/{id}/revoke', given)
            await refetched()
            announce(t('kiosks.revoked', { name }))
          }}
        >
          {t('kiosks.revokeWarning')}
        </ConfirmButton>
      )}
    </Group>
  )
}

async function refetched(): Promise<void> {
  await queries.invalidateQueries({ queryKey: doorsQuery.queryKey })
  await queries.invalidateQueries({ queryKey: kiosksQuery.queryKey })
}

function AddDoor({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const form = useForm({
    prefix: 'door',
    values: { name: '' },
    codes: { doorTaken: 'name' },
    check: ({ name }) => ({ name: name.trim() === '' && t('kiosks.doorNameMissing') }),
    send: async (typed, once) => {
      const name = typed.name.trim()
      await ask('POST /api/v1/screening/doors', { body: { name }, once })
      await refetched()
      announce(t('kiosks.doorAdded', { name }))
      onClose()
    },
  })
  return (
    <Form of={form} submit={t('kiosks.addDoor')} cancel={onClose}>
      <TextInput
        label={t('kiosks.doorName')}
        maxLength={80}
        autoComplete="off"
        data-autofocus
        {...form.field('name')}
      />
    </Form>
  )
}

function AddKiosk({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const doors = useQuery(doorsQuery)
  const [made, setMade] = useState<KioskCode | null>(null)
  const form = useForm({
    prefix: 'kiosk',
    values: { door: '', name: '' },
    check: ({ door, name }) => ({
      door: door === '' && t('kiosks.doorMissing'),
      name: name.trim() === '' && t('kiosks.nameMissing'),
    }),
    send: async ({ door, name }, once) => {
      const body = { door, name: name.trim() }
      setMade(await ask('POST /api/v1/screening/kiosks', { body, once }))
      await refetched()
    },
  })
  if (made !== null) return <Code made={made} onClose={onClose} />
  return (
    <Form of={form} submit={t('kiosks.add')} cancel={onClose}>
      <NativeSelect
        label={t('kiosks.door')}
        data={[{ value: '', label: '–' }, ...(doors.data ?? []).map(each => ({ value: each.id, label: each.name }))]}
        {...form.field('door')}
      />
      <TextInput label={t('kiosks.nameField')} maxLength={80} autoComplete="off" {...form.field('name')} />
    </Form>
  )
}

function NewCode({ kiosk: { id }, onClose }: { kiosk: Kiosk; onClose: () => void }) {
  const { t } = useWords()
  const [made, setMade] = useState<KioskCode | null>(null)
  const form = useForm({
    values: { id },
    send: async (params, once) => {
      setMade(await ask('POST /api/v1/screening/kiosks/{id}/code', { params, body: {}, once }))
      await refetched()
    },
  })
  if (made !== null) return <Code made={made} onClose={onClose} />
  return (
    <Form of={form} submit={t('kiosks.code')} cancel={onClose}>
      <p>{t('kiosks.codeAsk')}</p>
    </Form>
  )
}

function Code({ made, onClose }: { made: KioskCode; onClose: () => void }) {
  const { t } = useWords()
  const lead = t('kiosks.codeLead', { url: `${location.origin}/kiosk` })
  return (
    <Told lead={lead} done={t('kiosks.codeDone')} onClose={onClose}>
      <Secret label={t('kiosks.codeLabel', { name: made.kiosk.name })} text={made.code} />
    </Told>
  )
}
