/** An address that leads nowhere, and a page that broke. */
import { Anchor, Button, Container } from '@mantine/core'
import { type ErrorComponentProps, Link, Navigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { language } from '../i18n.ts'
import { Notice } from '../parts/notice.tsx'
import { Page } from '../parts/page.tsx'
import { asProblem } from '../problem.ts'
import { SignedOut } from '../session.ts'

export function Missing() {
  const { t } = useTranslation('shell')
  return (
    <Container component="main" size="sm" py="xl">
      <Page title={t('page.notFound')} lead={t('page.notFoundWhy')}>
        <Anchor component={Link} to="/rounds">
          {t('page.home')}
        </Anchor>
      </Page>
    </Container>
  )
}

export function Broken({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation('shell')
  if (error instanceof SignedOut) return <Navigate to="/sign-in" />
  return (
    <Container size="sm" py="xl">
      <Page title={t('state.errorTitle')}>
        <Notice
          gravity="bad"
          role="alert"
          action={
            <Button
              variant="default"
              onClick={asProblem(error).code === 'offline' ? reset : reload}
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
