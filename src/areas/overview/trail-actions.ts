/** What is done about the set-up of a new authority, as the trail has it. Runs in a browser too. */
export const OVERVIEW_ACTIONS = ['set-up.aside', 'set-up.back'] as const
