/** Browsers that are told by web push: this one, whose own question comes first, and others, which can be turned off from here. */
import { Button, Group, Stack, Title } from '@mantine/core'
import { useEffect, useState } from 'react'
import { ask } from '../../../web/api.ts'
import { canPush, pushHere, subscribeHere, toldOf } from '../../../web/browser-push.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Fault } from '../../../web/parts/states.tsx'
import { Time } from '../../../web/parts/time.tsx'
import { asProblem } from '../../../web/problem.ts'
import type { NoticeSettings } from '../model.ts'
import { changed } from './notices-query.ts'
import { useWords } from './words.ts'

const SCOPE = '/account'

export function BrowsersPart({ settings }: { readonly settings: Readonly<NoticeSettings> }) {
  const { t } = useWords()
  const { key } = settings.push
  return (
    <Stack gap="md" mt="md">
      <Title order={3}>{t('push.title')}</Title>
      {key === null ? (
        <p className="loa-quiet">{t('push.closed')}</p>
      ) : (
        <Browsers vapid={key} browsers={settings.push.browsers} />
      )}
    </Stack>
  )
}

type Browser = NoticeSettings['push']['browsers'][number]

function Browsers({ vapid, browsers }: { vapid: string; browsers: readonly Browser[] }) {
  const { t, spoken } = useWords()
  const [own, setOwn] = useState<string | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  useEffect(() => {
    void pushHere(SCOPE).then(async here => setOwn(here && (await digestOf(here.endpoint))))
  }, [])
  const isHere = ({ endpoint }: Browser) => endpoint === own
  const tried = async (act: () => Promise<void>) => {
    setFault(null)
    try {
      await act()
    } catch (error) {
      setFault(error instanceof DOMException ? t('push.refused') : asProblem(error).sentence(spoken))
    }
  }
  const turnOn = () =>
    tried(async () => {
      const here = toldOf(await subscribeHere(SCOPE, vapid))
      changed(await ask('POST /api/v1/me/notices/browsers', { body: here }))
      setOwn(await digestOf(here.endpoint))
      announce(t('push.turnedOn'))
    })
  const turnOff = (browser: Browser) =>
    tried(async () => {
      const params = { id: browser.id }
      changed(await ask('DELETE /api/v1/me/notices/browsers/{id}', { params }))
      if (isHere(browser)) await (await pushHere(SCOPE))?.unsubscribe()
      announce(t('push.turnedOff'))
    })
  return (
    <>
      <Fault>{fault}</Fault>
      {browsers.length === 0 ? (
        <p className="loa-quiet">{t('push.none')}</p>
      ) : (
        <Records
          caption={t('push.title')}
          rows={browsers}
          columns={[
            [t('push.browser'), each => t(isHere(each) ? 'push.this' : 'push.other'), 'title'],
            [t('push.since'), ({ since }) => <Time at={since} />],
            [
              t('push.off'),
              each => (
                <Button variant="default" size="sm" onClick={() => void turnOff(each)}>
                  {t('push.off')}
                </Button>
              ),
              'actions',
            ],
          ]}
        />
      )}
      {!canPush() ? (
        <p className="loa-quiet">{t('push.cannot')}</p>
      ) : (
        !browsers.some(isHere) && (
          <Group>
            <Button variant="default" onClick={() => void turnOn()}>
              {t('push.on')}
            </Button>
          </Group>
        )
      )}
    </>
  )
}

/** Of an endpoint, as the server tells it. */
async function digestOf(endpoint: string): Promise<string> {
  const octets = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint))
  return Array.from(new Uint8Array(octets), octet => octet.toString(16).padStart(2, '0')).join('')
}
