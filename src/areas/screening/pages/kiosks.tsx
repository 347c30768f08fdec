/** Doors and kiosks: which are in use, when each was last heard, what waits on it; an administrator adds and revokes. */
import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, newKey } from '../../../web/api.ts'
import { useLanguage } from '../../../web/i18n.ts'
import { duration } from '../../../web/numbers.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { ConfirmByTyping } from '../../../web/parts/confirm-by-typing.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { Dialogue } from '../../../web/parts/dialogue.tsx'
import { ErrorSummary, faultOf } from '../../../web/parts/error-summary.tsx'
import { Figure } from '../../../web/parts/figure.tsx'
import { Notice } from '../../../web/parts/notice.tsx'
import { type Column, Records } from '../../../web/parts/records.tsx'
import { Secret } from '../../../web/parts/secret.tsx'
import { type Look, StateBadge } from '../../../web/parts/state-badge.tsx'
import { Asked, Empty } from '../../../web/parts/states.tsx'
import { Age } from '../../../web/parts/time.tsx'
import { queries } from '../../../web/session.ts'
import { SKEW_MAX_MS } from '../clock.ts'
import type { Kiosk, KioskCode } from '../model.ts'
import { doorsQuery, kiosksQuery } from './queries.ts'

export function Kiosks({ isKeeper }: { isKeeper: boolean }) {
  const { t } = useTranslation('screening')
  const query = useQuery(kiosksQuery)
  const [isAddingDoor, addingDoor] = useDisclosure(false)
  const [isAdding, adding] = useDisclosure(false)
  const [renewing, setRenewing] = useState<Kiosk | null>(null)
  const [revoking, setRevoking] = useState<Kiosk | null>(null)
  const columns = useColumns()
  const actions = useActions(setRenewing, setRevoking)
  return (
    <Stack gap="md">
      {isKeeper && (
        <Group gap="sm">
          <Button variant="default" onClick={addingDoor.open}>
            {t('kiosks.addDoor')}
          </Button>
          <Button onClick={adding.open}>{t('kiosks.add')}</Button>
        </Group>
      )}
      <Asked
        query={query}
        empty={kiosks =>
          kiosks.length === 0 && (
            <Empty title={t('kiosks.none')}>
              {t(isKeeper ? 'kiosks.noneAdministrator' : 'kiosks.noneOther')}
            </Empty>
          )
        }
      >
        {kiosks => (
          <Records
            caption={t('kiosks.title')}
            columns={isKeeper ? [...columns, actions] : columns}
            rows={kiosks}
            rowKey={({ id }) => id}
          />
        )}
      </Asked>
      <Dialogue isOpen={isAddingDoor} onClose={addingDoor.close} title={t('kiosks.addDoor')}>
        <AddDoor onClose={addingDoor.close} />
      </Dialogue>
      <Dialogue isOpen={isAdding} onClose={adding.close} title={t('kiosks.add')} isKept>
        <AddKiosk onClose={adding.close} />
      </Dialogue>
      <Dialogue
        isOpen={renewing !== null}
        onClose={() => setRenewing(null)}
        title={t('kiosks.code')}
        isKept
      >
        {renewing !== null && <NewCode kiosk={renewing} onClose={() => setRenewing(null)} />}
      </Dialogue>
      <Revoke kiosk={revoking} onClose={() => setRevoking(null)} />
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
  const { t } = useTranslation('screening')
  return [
    { key: 'name', heading: t('kiosks.name'), kind: 'title', cell: ({ name }) => name },
    { key: 'door', heading: t('kiosks.door'), cell: ({ door }) => door.name },
    {
      key: 'state',
      heading: t('kiosks.state'),
      cell: ({ state }) => (
        <StateBadge look={LOOKS[state]}>{t(`kiosks.state.${state}`)}</StateBadge>
      ),
    },
    {
      key: 'heard',
      heading: t('kiosks.heard'),
      cell: ({ heardAt }) =>
        heardAt === null ? (
          <span className="loa-quiet">{t('kiosks.never')}</span>
        ) : (
          <Age at={heardAt} />
        ),
    },
    {
      key: 'waiting',
      heading: t('kiosks.waiting'),
      kind: 'figure',
      cell: ({ waiting }) => <Figure value={waiting} unit={t('kiosks.entries')} isUnitHidden />,
    },
    { key: 'clock', heading: t('kiosks.clock'), cell: kiosk => <Clock kiosk={kiosk} /> },
  ]
}

function Clock({ kiosk: { clockSkewMs } }: { kiosk: Kiosk }) {
  const { t } = useTranslation('screening')
  const spoken = useLanguage()
  if (clockSkewMs === null) return <span className="loa-quiet">–</span>
  if (Math.abs(clockSkewMs) <= SKEW_MAX_MS) return t('kiosks.clockGood')
  const by = duration(Math.abs(clockSkewMs) / 1000, spoken)
  return <StateBadge look="warn">{t('kiosks.clockWrong', { by })}</StateBadge>
}

function useActions(
  onRenew: (kiosk: Kiosk) => void,
  onRevoke: (kiosk: Kiosk) => void,
): Column<Kiosk> {
  const { t } = useTranslation('screening')
  return {
    key: 'do',
    heading: t('kiosks.do'),
    kind: 'actions',
    cell: kiosk => (
      <Group gap="xs" justify="flex-end">
        <Button
          variant="default"
          size="sm"
          onClick={() => onRenew(kiosk)}
          aria-label={`${t('kiosks.code')}: ${kiosk.name}`}
        >
          {t('kiosks.code')}
        </Button>
        {kiosk.state !== 'revoked' && (
          <Button
            variant="default"
            size="sm"
            onClick={() => onRevoke(kiosk)}
            aria-label={`${t('kiosks.revoke')}: ${kiosk.name}`}
          >
            {t('kiosks.revoke')}
          </Button>
        )}
      </Group>
    ),
  }
}

async function refetched(): Promise<void> {
  await queries.invalidateQueries({ queryKey: doorsQuery.queryKey })
  await queries.invalidateQueries({ queryKey: kiosksQuery.queryKey })
}

function AddDoor({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('screening')
  const [name, setName] = useState('')
  const deed = useDeed({ name: 'door-name' }, { doorTaken: 'door-name' })
  const submit = () =>
    deed.run(
      name.trim() === '' ? [{ field: 'door-name', sentence: t('kiosks.doorNameMissing') }] : [],
      async once => {
        const body = { name: name.trim() }
        await ask('POST /api/v1/screening/doors', { body, once: once(body) })
        await refetched()
        announce(t('kiosks.doorAdded', { name: body.name }))
        onClose()
      },
    )
  return (
    <Form deed={deed} label={t('kiosks.addDoor')} onSubmit={submit} onClose={onClose}>
      <TextInput
        id="door-name"
        label={t('kiosks.doorName')}
        maxLength={80}
        value={name}
        onChange={event => setName(event.currentTarget.value)}
        error={faultOf(deed.faults, 'door-name')}
        autoComplete="off"
        data-autofocus
      />
    </Form>
  )
}

function AddKiosk({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('screening')
  const doors = useQuery(doorsQuery)
  const [door, setDoor] = useState('')
  const [name, setName] = useState('')
  const [made, setMade] = useState<KioskCode | null>(null)
  const deed = useDeed({ door: 'kiosk-door', name: 'kiosk-name' })
  const submit = () =>
    deed.run(
      [
        ...(door === '' ? [{ field: 'kiosk-door', sentence: t('kiosks.doorMissing') }] : []),
        ...(name.trim() === '' ? [{ field: 'kiosk-name', sentence: t('kiosks.nameMissing') }] : []),
      ],
      async once => {
        const body = { door, name: name.trim() }
        setMade(await ask('POST /api/v1/screening/kiosks', { body, once: once(body) }))
        await refetched()
      },
    )
  if (made !== null) return <Code made={made} onClose={onClose} />
  return (
    <Form deed={deed} label={t('kiosks.add')} onSubmit={submit} onClose={onClose}>
      <NativeSelect
        id="kiosk-door"
        label={t('kiosks.door')}
        value={door}
        onChange={event => setDoor(event.currentTarget.value)}
        error={faultOf(deed.faults, 'kiosk-door')}
        data={[
          { value: '', label: '–' },
          ...(doors.data ?? []).map(each => ({ value: each.id, label: each.name })),
        ]}
      />
      <TextInput
        id="kiosk-name"
        label={t('kiosks.nameField')}
        maxLength={80}
        value={name}
        onChange={event => setName(event.currentTarget.value)}
        error={faultOf(deed.faults, 'kiosk-name')}
        autoComplete="off"
      />
    </Form>
  )
}

function NewCode({ kiosk, onClose }: { kiosk: Kiosk; onClose: () => void }) {
  const { t } = useTranslation('screening')
  const [made, setMade] = useState<KioskCode | null>(null)
  const deed = useDeed()
  const submit = () =>
    deed.run([], async once => {
      const { id } = kiosk
      setMade(
        await ask('POST /api/v1/screening/kiosks/:id/code', {
          params: { id },
          body: {},
          once: once({ id }),
        }),
      )
      await refetched()
    })
  if (made !== null) return <Code made={made} onClose={onClose} />
  return (
    <Form deed={deed} label={t('kiosks.code')} onSubmit={submit} onClose={onClose}>
      <p>{t('kiosks.codeAsk')}</p>
    </Form>
  )
}

function Code({ made, onClose }: { made: KioskCode; onClose: () => void }) {
  const { t } = useTranslation('screening')
  return (
    <Stack gap="md">
      <Notice gravity="warn" role="status">
        {t('kiosks.codeLead', { url: `${location.origin}/kiosk` })}
      </Notice>
      <Secret label={t('kiosks.codeLabel', { name: made.kiosk.name })} text={made.code} />
      <Button onClick={onClose} style={{ alignSelf: 'flex-start' }}>
        {t('kiosks.codeDone')}
      </Button>
    </Stack>
  )
}

function Revoke({ kiosk, onClose }: { kiosk: Kiosk | null; onClose: () => void }) {
  const { t } = useTranslation('screening')
  const name = kiosk?.name ?? ''
  return (
    <ConfirmByTyping
      isOpen={kiosk !== null}
      title={t('kiosks.revokeTitle', { name })}
      ask={t('kiosks.revokeAsk', { name })}
      expected={name}
      deed={t('kiosks.revoke')}
      onClose={onClose}
      onConfirm={async () => {
        if (kiosk === null) return
        await ask('POST /api/v1/screening/kiosks/:id/revoke', {
          params: { id: kiosk.id },
          body: {},
          once: newKey(),
        })
        await refetched()
        announce(t('kiosks.revoked', { name }))
      }}
    >
      {t('kiosks.revokeWarning')}
    </ConfirmByTyping>
  )
}

function Form(props: {
  deed: ReturnType<typeof useDeed>
  label: string
  onSubmit: () => Promise<boolean>
  onClose: () => void
  children: React.ReactNode
}) {
  const { t } = useTranslation('shell')
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault()
        void props.onSubmit()
      }}
    >
      <Stack gap="md">
        <ErrorSummary faults={props.deed.faults} />
        {props.children}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('confirm.cancel')}
          </Button>
          <Button type="submit" loading={props.deed.isBusy}>
            {props.label}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
