/**
 * One's own notices: what, how and when; where mail goes; which browsers are told. The link of a confirmation leads here, behind the
 * address's #: following it does nothing, a button does.
 */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../../web/api.ts'
import { announce } from '../../../web/parts/announcer.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import { Panel } from '../../../web/parts/page.tsx'
import { Asked, Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import { BrowsersPart } from './browsers-part.tsx'
import { ChoicesForm } from './choices-form.tsx'
import { MailPart } from './mail-part.tsx'
import { changed, noticesQuery, waysOpen } from './notices-query.ts'
import { useWords } from './words.ts'

export function NoticesPanel() {
  const { t } = useWords()
  const query = useQuery(noticesQuery)
  const hash = useRouterState({ select: ({ location }) => location.hash })
  const link = /^notices=([a-z]{64})$/.exec(hash)?.[1] ?? null
  return (
    <Panel title={t('title')}>
      {link !== null && <Confirm key={link} link={link} />}
      <p>{t('lead')}</p>
      <Asked query={query}>
        {settings =>
          waysOpen(settings).length === 0 ? (
            <p>{t('closed')}</p>
          ) : (
            <>
              <ChoicesForm settings={settings} />
              <MailPart settings={settings} />
              <BrowsersPart settings={settings} />
            </>
          )
        }
      </Asked>
    </Panel>
  )
}

function Confirm({ link }: { readonly link: string }) {
  const { t } = useWords()
  const [isDone, setDone] = useState(false)
  const confirm = useDeed(async () => {
    changed(await ask('POST /api/v1/me/notices/address/confirm', { body: { link } }))
    setDone(true)
    announce(t('confirmed'))
  })
  if (isDone) return <Notice gravity="good">{t('confirmed')}</Notice>
  return (
    <Notice
      gravity="info"
      title={t('confirm.title')}
      action={
        <Button loading={confirm.isBusy} onClick={() => void confirm.run()}>
          {t('confirm.do')}
        </Button>
      }
    >
      {t('confirm.what')}
      <ProblemNotice problem={confirm.problem} />
    </Notice>
  )
}
