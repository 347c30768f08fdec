/**
 * What a change at the server makes old: names of queries, by their first words.
 *
 * Query keys begin with what they hold: ['rounds', …] lists, ['round', id, …] one round, ['campaigns'], ['campaign', id],
 * ['operators'] all and single ones, ['free', …] what is free, ['months'], ['month', month, …] reports. Pure but for the cache it is given.
 */
import type { QueryClient } from '@tanstack/react-query'
import type { Change } from '../../authority/unit-of-work.ts'

export function onChange(cache: Pick<QueryClient, 'invalidateQueries'>, data: unknown): void {
  for (const queryKey of touched(data as Change)) void cache.invalidateQueries({ queryKey })
}

export function touched(change: Change): string[][] {
  switch (change.is) {
    case 'campaign':
      return [['campaigns'], ['campaign', change.campaign]]
    case 'round':
      return [['rounds'], ['round', change.round], ['campaigns']]
    case 'directive':
      return []
    case 'operator':
    case 'agenda':
      return [['operators']]
    case 'free':
      return [['free']]
    case 'month':
      return [['months'], ['month', change.month]]
    case 'screening':
      return change.what === 'kiosks'
        ? [
            ['screening', 'kiosks'],
            ['screening', 'doors'],
            ['screening', 'settings'],
          ]
        : [['screening', change.what]]
    default:
      return []
  }
}
