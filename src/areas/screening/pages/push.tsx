/** This browser is told of alerts by web push, or is not: the browser's own question comes first. */
import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask } from '../../../web/api.ts'
import { canPush, pushHere, subscribeHere, toldOf } from '../../../web/browser-push.ts'
import { language } from '../../../web/i18n.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { StateBadge } from '../../../web/parts/state-badge.tsx'
import { Fault } from '../../../web/parts/states.tsx'
import { asProblem } from '../../../web/problem.ts'
import { pushQuery } from './queries.ts'
import { useWords } from './words.ts'

export function Push() {
  const { t } = useWords()
  const { data } = useQuery(pushQuery)
  const [own, setOwn] = useState<PushSubscription | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  useEffect(() => {
    void pushHere(SCOPE).then(setOwn)
  }, [])
  const key = data?.key ?? null
  if (key === null || !canPush()) return null
  const tried = async (act: () => Promise<void>) => {
    setFault(null)
    try {
      await act()
    } catch (error) {
      setFault(error instanceof DOMException ? t('push.refused') : asProblem(error).sentence(language()))
    }
  }
  const turnOn = () =>
    tried(async () => {
      const made = await subscribeHere(SCOPE, key)
      await ask('POST /api/v1/screening/push', { body: toldOf(made) })
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

const SCOPE = '/screening'
