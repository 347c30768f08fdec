/** The token of a one-time link, as the console's page takes it from its own address. Empty where it has none. */
export function tokenOf(link: string): string {
  return new URLSearchParams(new URL(link).hash.slice(1)).get('token') ?? ''
}
