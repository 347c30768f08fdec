/** An address that leads nowhere, and a page that broke. */
import { Button, Container } from '@mantine/core'
import { type ErrorComponentProps, Navigate, useRouter } from '@tanstack/react-router'
import { language } from '../i18n.ts'
import { Page, TextLink } from '../parts/page.tsx'
import { Notice } from '../parts/states.tsx'
import { asProblem } from '../problem.ts'
import { SignedOut } from '../session.ts'
import { useWords } from '../use-words.ts'

export function Missing() {
  const { t } = useWords('shell')
  return (
    <Page title={t('page.notFound')} lead={t('page.notFoundWhy')}>
      <p>
        <TextLink to="/">{t('page.home')}</TextLink>
      </p>
    </Page>
  )
}

export function Broken({ error, reset }: ErrorComponentProps) {
  const { t } = useWords('shell')
  const router = useRouter()
  if (error instanceof SignedOut) return <Navigate to="/sign-in" />
  const isAway = asProblem(error).code === 'offline'
  return (
    <Container size="sm" py="xl">
      <Page title={t(isAway ? 'state.offlineTitle' : 'state.errorTitle')}>
        <Notice
          gravity={isAway ? 'warn' : 'bad'}
          role="alert"
          action={
            <Button
              variant="default"
              onClick={isAway ? () => void router.invalidate().then(reset) : reload}
            >
              {t('state.retry')}
            </Button>
          }
        >
          {asProblem(error).sentence(language())}
        </Notice>
      </Page>
    </Container>
  )
}

function reload(): void {
  location.reload()
}
