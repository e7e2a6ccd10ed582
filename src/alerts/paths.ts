/** Where an alert is confirmed and taken off. The token is in the query, which nobody logs. */
export function alertPath (sku: string, token: string): string {
  return `/alerts?${new URLSearchParams({ sku, token })}`
}

export const ALERT_STATES = ['sent', 'on', 'off'] as const
/** What became of an alert, told on the page of its product. In the address, because a message would need a session. */
export type AlertState = typeof ALERT_STATES[number]
