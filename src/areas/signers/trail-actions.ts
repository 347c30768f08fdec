/** What those who sign write into the trail. Runs in a browser too. */
export const SIGNERS_ACTIONS = [
  'signer.key-on',
  'signer.key-off',
  'roster.prepare',
  'roster.sign',
  'roster.publish',
  'roster.begin',
] as const
