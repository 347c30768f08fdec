/** The attack: what others do to an authority and its operators, from outside, by who they are. On both databases. */
import { test } from 'node:test'
import { onEachDatabase } from '../postgres/databases.ts'
import { Attempts } from './attempts.ts'
import { byDatabase } from './database.ts'
import { openHouse } from './house.ts'
import { byDevices, byPrograms } from './machines.ts'
import { byPeople } from './people.ts'
import { byStrangers } from './strangers.ts'
import { byTaken, checkOthersGoOut, Taken } from './town.ts'

onEachDatabase(databases => {
  test('the attack', async t => {
    const house = await openHouse(t, databases)
    const attempts = new Attempts()
    await t.test('S2 S8 S9 S13 S16 S18 S20: what strangers try is refused', async () => {
      await attempts.make('Strangers', house, byStrangers)
    })
    await t.test(
      'S1 S4 S7 S8 S10 S11 S12 S14 S16 S17: what people of a role try of another is refused',
      async () => {
        await attempts.make('People of each role, and whoever has their session', house, byPeople)
      },
    )
    await t.test('S1 S6 S12 S20: what a key of a program does not open stays shut', async () => {
      await attempts.make('API keys of every scope', house, byPrograms)
    })
    await t.test('S6 S12 S18 S20: what a machine says of others is not believed', async () => {
      await attempts.make('Nodes, kiosks and cameras', house, byDevices)
    })
    await t.test(
      'S1 S4 S5: what is altered in the database behind the server’s back sends nothing',
      async () => {
        await attempts.make('An administrator of the database', house, byDatabase)
      },
    )
    await t.test(
      'S1: a town that was taken whole cannot make a node send one segment',
      async () => {
        const taken = await Taken.town(house)
        await attempts.make('Who holds process, database and all keys', taken, byTaken)
        await checkOthersGoOut(taken)
      },
    )
    t.diagnostic(attempts.table('The attack'))
  })
})
