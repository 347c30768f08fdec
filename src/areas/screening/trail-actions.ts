/** What health checks write into the trail. Runs in a browser too. */
export const SCREENING_ACTIONS = [
  'screening.settings',
  'screening.door',
  'screening.kiosk',
  'screening.code',
  'screening.enrol',
  'screening.revoke',
  'screening.close',
  'screening.export',
  'screening.forget',
] as const
