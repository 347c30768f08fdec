/** The terms of the product in both languages, each with what it means; found as one types, without marks too. */
import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { folded } from '../../base/folded.ts'
import { Page } from '../parts/page.tsx'
import { Records } from '../parts/records.tsx'
import { useWords } from '../use-words.ts'
import { TERMS } from './said.ts'

export function WordsPage() {
  const { t, spoken } = useWords('help')
  const [sought, setSought] = useState('')
  const other = spoken === 'vi' ? 'en' : 'vi'
  const found = TERMS.filter(({ term, meaning }) =>
    folded(`${term.vi} ${term.en} ${meaning[spoken]}`).includes(folded(sought)),
  )
  return (
    <Page title={t('glossary')} lead={t('glossary.lead')} crumbs={[[t('title'), '/help']]}>
      <TextInput
        type="search"
        label={t('glossary.find')}
        maw="24rem"
        maxLength={80}
        value={sought}
        onChange={event => setSought(event.currentTarget.value)}
      />
      {found.length === 0 ? (
        <p role="status">{t('glossary.none')}</p>
      ) : (
        <Records
          caption={t('glossary.caption')}
          columns={[
            [t('glossary.term'), ({ term }) => term[spoken], 'title'],
            [t('glossary.other'), ({ term }) => <span lang={other}>{term[other]}</span>],
            [t('glossary.means'), ({ meaning }) => meaning[spoken]],
          ]}
          rows={found}
        />
      )}
    </Page>
  )
}
