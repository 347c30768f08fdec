/** This browser is told of alerts by web push, or is not: the browser's own question comes first. */
import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask } from '../../../web/api.ts'
import { language } from '../../../web/i18n.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Fault } from '../../../web/parts/states.tsx'
import { asProblem } from '../../../web/problem.ts'
import { useWords } from '../../../web/use-words.ts'
import { pushQuery } from './queries.ts'

export function Push() {
  const { t } = useWords('screening')
  const { data } = useQuery(pushQuery)
  const [own, setOwn] = useState<PushSubscription | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  useEffect(() => {
    void subscribed().then(setOwn)
  }, [])
  const key = data?.key ?? null
  if (key === null || !isAble()) return null
  const tried = async (act: () => Promise<void>) => {
    setFault(null)
    try {
      await act()
    } catch (error) {
      setFault(
        error instanceof DOMException ? t('push.refused') : asProblem(error).sentence(language()),
      )
    }
  }
  const turnOn = () =>
    tried(async () => {
      const registration = await navigator.serviceWorker.register('/push-worker.js', {
        scope: SCOPE,
      })
      const made = await registration.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: key,
      })
      const { endpoint, keys } = made.toJSON()
      const { p256dh = '', auth = '' } = keys ?? {}
      await ask('POST /api/v1/screening/push', {
        body: { endpoint: endpoint ?? '', keys: { p256dh, auth } },
      })
      setOwn(made)
      announce(t('push.turnedOn'))
    })
  const turnOff = (subscription: PushSubscription) =>
    tried(async () => {
      await ask('POST /api/v1/screening/push/end', { body: { endpoint: subscription.endpoint } })
      await subscription.unsubscribe()
      setOwn(null)
      announce(t('push.turnedOff'))
    })
  return (
    <>
      <Fault>{fault}</Fault>
      <Group gap="md">
        {own === null ? (
          <Button variant="default" onClick={() => void turnOn()}>
            {t('push.on')}
          </Button>
        ) : (
          <>
            <StateBadge look="good">{t('push.isOn')}</StateBadge>
            <Button variant="default" size="sm" onClick={() => void turnOff(own)}>
              {t('push.off')}
            </Button>
          </>
        )}
      </Group>
    </>
  )
}

/** The worker only receives; it controls no page. */
const SCOPE = '/screening'

function isAble(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in globalThis
}

async function subscribed(): Promise<PushSubscription | null> {
  if (!isAble()) return null
  const registration = await navigator.serviceWorker.getRegistration(SCOPE)
  return (await registration?.pushManager.getSubscription()) ?? null
}
