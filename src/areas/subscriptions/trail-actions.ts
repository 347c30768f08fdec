/** What subscriptions write into the trail: how many, and nobody by name. Runs in a browser too. */
export const SUBSCRIPTION_ACTIONS = [
  'subscriptions.queue',
  'subscriptions.pause',
  'subscriptions.resume',
  'subscriptions.resend',
] as const
