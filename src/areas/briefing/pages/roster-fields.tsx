/**
 * Who is invited, and as what: all sites with a tick, taken over from the last briefing by one press. One chair, one deputy at
 * most. While a briefing goes on sites are added and none is taken away.
 */
import { Button, Checkbox, Fieldset, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { announce } from '../../../web/parts/announcer.tsx'
import { useDeed } from '../../../web/parts/deed.ts'
import type { FormOf } from '../../../web/parts/form.tsx'
import { TextLink } from '../../../web/parts/page.tsx'
import { Records } from '../../../web/parts/records.tsx'
import { Notice, ProblemNotice } from '../../../web/parts/states.tsx'
import { queries } from '../../../web/session.ts'
import type { Briefing, BriefingSite, PlaceRole } from '../model.ts'
import { LineBadge } from './badges.tsx'
import classes from './briefing.module.css'
import { PLACES_MAX } from './limits.ts'
import { lastOf } from './next.ts'
import { type PrepareForm, rosterFormOf, withInvited, withRole } from './prepare-form.ts'
import { briefingQuery, newestQuery } from './queries.ts'
import { useWords } from './words.ts'

const ROLES: readonly PlaceRole[] = ['chair', 'deputy', 'secretary', 'site', 'interpreter', 'observer']

export function RosterFields(props: {
  form: FormOf<PrepareForm>
  sites: readonly BriefingSite[]
  opened: Briefing | null
}) {
  const { t } = useWords()
  const { form, sites, opened } = props
  const { roster } = form.values
  const fixed = opened?.state === 'open' ? new Set(opened.roster.map(({ site }) => site)) : new Set<string>()
  const roles = new Map(roster.map((each, at) => [each.site, { ...each, at }]))
  const shown = sites.filter(({ id, isRetired }) => !isRetired || roles.has(id))
  const order = sites.map(({ id }) => id)
  const invite = (invited: readonly string[]) => form.set({ roster: withInvited(roster, invited, order) })
  const chosen = roster.map(({ site }) => site)
  const areAll = shown.length > 0 && chosen.length >= shown.length
  const fault = form.field('roster').error
  if (sites.length === 0)
    return (
      <Fieldset legend={t('roster.title')}>
        <Notice gravity="info">
          {t('roster.noSites')} <TextLink to="/briefings/sites">{t('sites.title')}</TextLink>
        </Notice>
      </Fieldset>
    )
  return (
    <Fieldset legend={t('roster.title')} id="prepare-roster" tabIndex={-1}>
      <Stack gap="md">
        <Text className="loa-quiet">{t('roster.hint')}</Text>
        {fault !== null && <Notice gravity="bad">{fault}</Notice>}
        <Group gap="sm">
          <TakeOver
            except={opened?.id ?? null}
            onTaken={taken => {
              const known = new Set(shown.filter(site => !site.isRetired).map(({ id }) => id))
              const kept = roster.filter(({ site }) => fixed.has(site))
              const others = taken.filter(({ site }) => known.has(site) && !fixed.has(site))
              form.set({ roster: [...kept, ...others] })
              return others.length
            }}
          />
          {!areAll && (
            <Button variant="default" onClick={() => invite(shown.map(({ id }) => id).slice(0, PLACES_MAX))}>
              {t('roster.all', { count: Math.min(shown.length, PLACES_MAX) })}
            </Button>
          )}
          <Text>{t('roster.count', { count: roster.length })}</Text>
        </Group>
        <Records
          caption={t('roster.title')}
          rows={shown}
          columns={[
            [
              t('roster.invited'),
              ({ id, name, short }) => (
                <Checkbox
                  checked={roles.has(id)}
                  disabled={fixed.has(id)}
                  label={
                    <>
                      {name} <span className={classes.role}>{short}</span>
                    </>
                  }
                  onChange={event =>
                    invite(event.currentTarget.checked ? [...chosen, id] : chosen.filter(each => each !== id))
                  }
                />
              ),
              'title',
            ],
            [t('sites.responsible'), ({ responsible }) => responsible.name],
            [
              t('roster.role'),
              ({ id, name }) => {
                const invited = roles.get(id)
                if (invited === undefined) return <span className="loa-quiet">–</span>
                return (
                  <Group gap="xs" align="flex-start">
                    <NativeSelect
                      w="min(10rem, 35vw)"
                      aria-label={t('roster.roleOf', { name })}
                      value={invited.role}
                      data={ROLES.map(role => ({ value: role, label: t(`role.${role}`) }))}
                      onChange={event => {
                        const role = ROLES.find(each => each === event.currentTarget.value)
                        if (role !== undefined) form.set({ roster: withRole(roster, id, role) })
                      }}
                    />
                    {invited.role === 'interpreter' && (
                      <TextInput
                        w="7rem"
                        aria-label={t('roster.languageOf', { name })}
                        description={t('roster.languageHint')}
                        inputWrapperOrder={['input', 'description', 'error']}
                        maxLength={3}
                        autoComplete="off"
                        {...form.inner(`roster.${invited.at}.language`)}
                      />
                    )}
                  </Group>
                )
              },
            ],
            [t('sites.verdict'), ({ verdict }) => <LineBadge line={verdict?.line ?? null} />],
          ]}
        />
      </Stack>
    </Fieldset>
  )
}

/** The roster of the last briefing, as it was there. */
function TakeOver(props: { except: string | null; onTaken: (roster: PrepareForm['roster']) => number }) {
  const { t } = useWords()
  const newest = useQuery(newestQuery)
  const last = lastOf(newest.data?.items ?? [], props.except)
  const { problem, isBusy, run } = useDeed(async (id: string) => {
    const { roster, title } = await queries.fetchQuery(briefingQuery(id))
    const count = props.onTaken(rosterFormOf(roster))
    announce(t('roster.taken', { count, title }))
  })
  if (last === null) return null
  return (
    <>
      <ProblemNotice problem={problem} />
      <Button variant="default" loading={isBusy} onClick={() => void run(last.id)}>
        {t('roster.take')}
      </Button>
      <Text className="loa-quiet">{t('roster.takeOf', { title: last.title })}</Text>
    </>
  )
}
