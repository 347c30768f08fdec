/** What notes write into the trail. Runs in a browser too. */
export const NOTE_ACTIONS = ['note.leave'] as const
