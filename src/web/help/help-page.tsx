/** The first steps of whoever is signed in, and of the other roles; the way to the terms. */
import { List, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Role } from '../../authority/actor.ts'
import { Page, TextLink } from '../parts/page.tsx'
import { useMe } from '../session.ts'
import { useWords } from '../use-words.ts'
import './said.ts'
import { setUpQuery } from './set-up-query.ts'
import { STEPS } from './steps.ts'

export function HelpPage() {
  const { t, terms } = useWords('help')
  const { role: mine } = useMe()
  const others = (Object.keys(STEPS) as Role[]).filter(role => role !== mine)
  return (
    <Page title={t('title')} lead={t('lead')}>
      <p>
        <TextLink to="/help/words">{t('glossary.link')}</TextLink>
      </p>
      <section aria-labelledby="help-mine">
        <Title order={2} id="help-mine" mb="sm">
          {t('steps.mine', { role: terms(`role.${mine}`) })}
        </Title>
        {mine === 'administrator' ? <SetUpSteps mine={mine} /> : <Steps role={mine} areLinked />}
      </section>
      <section aria-labelledby="help-keyboard">
        <Title order={2} id="help-keyboard" mb="sm">
          {t('keyboard')}
        </Title>
        <p>{t('keyboard.how')}</p>
      </section>
      <section aria-labelledby="help-others">
        <Title order={2} id="help-others" mb="sm">
          {t('steps.others')}
        </Title>
        <Stack gap="xs">
          {others.map(role => (
            <details key={role}>
              <summary>{terms(`role.${role}`)}</summary>
              <Steps role={role} />
            </details>
          ))}
        </Stack>
      </section>
    </Page>
  )
}

/** Of administrators: the lines of the set-up as they are now; where they are not had, the steps as they are for everybody. */
function SetUpSteps({ mine }: { mine: Role }) {
  const { t, spoken } = useWords('help')
  const { data } = useQuery(setUpQuery)
  if (data === undefined || data.lines.length === 0) return <Steps role={mine} areLinked />
  return (
    <List type="ordered" spacing="xs" mt="xs">
      {data.lines.map(({ name, what, says, is, page }) => (
        <List.Item key={name}>
          {page === null ? what[spoken] : <TextLink to={page}>{what[spoken]}</TextLink>}
          {is === 'done' ? ` – ${t('steps.done')}` : `. ${says[spoken]}`}
        </List.Item>
      ))}
    </List>
  )
}

/** Pages of another role do not open for everybody: its steps lead nowhere. */
function Steps({ role, areLinked = false }: { role: Role; areLinked?: boolean }) {
  const { known } = useWords('help')
  return (
    <List type="ordered" spacing="xs" mt="xs">
      {STEPS[role].map((to, at) => {
        const words = known(`${role}.${at + 1}`)
        return <List.Item key={`${role}-${at}`}>{areLinked ? <TextLink to={to}>{words}</TextLink> : words}</List.Item>
      })}
    </List>
  )
}
