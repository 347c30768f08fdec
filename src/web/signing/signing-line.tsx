/** In one line what somebody is about to sign, and with what; or what to do first. Nothing where nothing is signed. */
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { TextLink } from '../parts/page.tsx'
import { Notice } from '../parts/states.tsx'
import type { Trusted } from './means.ts'
import { meansHere, signingQuery } from './signing-query.ts'
import { useWords } from './words.ts'

/** Hexadecimal digits that people compare at a glance. */
const SHORT = 12

export function shortDigest(sha256: string): string {
  return `${sha256.slice(0, SHORT)}…`
}

export function SigningLine(props: {
  readonly sha256: string
  /** One's keys by another roster than the one in force. */
  readonly trusted?: readonly Trusted[]
}) {
  const { t } = useWords()
  const { data } = useQuery(signingQuery)
  if (data === undefined) return null
  const means = meansHere(data, props.trusted)
  if (means.is === 'none') return null
  if (means.is === 'missing')
    return (
      <Notice gravity="warn" title={t('line.missing')}>
        {t(`missing.${means.why}`)} <TextLink to="/account">{t('line.account')}</TextLink>
      </Notice>
    )
  return (
    <Text maw="44rem">
      {t('line.before')} <span className="loa-mono">{shortDigest(props.sha256)}</span> {t(`line.with.${means.is}`)}
    </Text>
  )
}
