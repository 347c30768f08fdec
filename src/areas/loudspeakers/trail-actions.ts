/** What loudspeakers write into the trail. Runs in a browser too. */
export const LOUDSPEAKER_ACTIONS = [
  'loudspeakers.commune',
  'loudspeakers.cluster',
  'loudspeakers.code',
  'loudspeakers.enrol',
  'loudspeakers.revoke',
  'loudspeakers.switch',
  'loudspeakers.hear',
  'loudspeakers.ahead',
] as const
