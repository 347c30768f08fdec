/**
 * The attack: what others do to an authority and its operators, by who they are. One authority on each database, attacked by one
 * after another; the table of all attempts is the test's diagnostic.
 */
import { test } from 'node:test'
import { isMore } from '../parts.ts'
import { onEachDatabase } from '../postgres/databases.ts'
import { Attempts } from './attempts.ts'
import { byMinistry, bySites, openMeeting } from './briefing.ts'
import { atBulletins, atLoudspeakers, openBroadcast } from './bulletins.ts'
import { byDatabase } from './database.ts'
import { byDevices, byPrograms } from './machines.ts'
import { byPeople } from './people.ts'
import { byStrangers } from './strangers.ts'
import { atSubscriptions } from './subscriptions.ts'
import { openTarget } from './target.ts'
import { byTaken, checkOthersGoOut, Taken } from './town.ts'

onEachDatabase(databases => {
  test('the attack', async t => {
    const target = await openTarget(t, databases)
    const attempts = new Attempts()
    // Before strangers have guessed: who enters is counted by address.
    await t.test('a briefing', async within => {
      const meeting = await openMeeting(target)
      await within.test('by its sites', async () => {
        await attempts.make('Sites of a briefing', meeting, bySites)
      })
      await within.test('by everybody else', async () => {
        await attempts.make('A briefing, by everybody else', meeting, byMinistry)
      })
    })
    await t.test('bulletins, loudspeakers, subscriptions', async within => {
      const broadcast = await openBroadcast(target)
      await within.test('bulletins', async () => {
        await attempts.make('Bulletins', broadcast, atBulletins)
      })
      await within.test('public pages, and subscriptions', async () => {
        await attempts.make('Public pages and subscriptions', broadcast, atSubscriptions)
      })
      await within.test('loudspeakers, and announcements before the ring', async () => {
        await attempts.make('Loudspeakers and announcements', broadcast, atLoudspeakers)
      })
    })
    await t.test('strangers', async () => {
      await attempts.make('Strangers', target, byStrangers)
    })
    await t.test('people of each role', async () => {
      await attempts.make('People of each role, and who has their session', target, byPeople)
    })
    await t.test('API keys', async () => {
      await attempts.make('API keys of each scope', target, byPrograms)
    })
    await t.test('nodes, kiosks, cameras', async () => {
      await attempts.make('Nodes and kiosks', target, byDevices)
    })
    await t.test('an administrator of the database', async () => {
      await attempts.make('An administrator of the database', target, byDatabase)
    })
    if (isMore)
      await t.test('whoever holds the whole town', async () => {
        const taken = await Taken.town(target)
        await attempts.make('Who holds the process, the database and all keys', taken, byTaken)
        await checkOthersGoOut(taken)
      })
    t.diagnostic(attempts.table('The attack'))
  })
})
