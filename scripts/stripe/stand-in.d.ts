export interface StandInEvent { id: string, type: string, data: { object: Record<string, unknown> } }
export interface StandInSession { id: string, status: string, payment_status: string, amount_total: number, currency: string, client_reference_id: string, customer_email: string, payment_intent: string | null, success_url: string, url: string | null, expires_at: number }
export interface StandInRefund { id: string, amount: number, status: string, payment_intent: string, metadata: { refund_id: string, order_number: string } }
export type Fault = 'before' | 'after' | 'slow' | number

export class StripeStandIn {
  constructor (options: { webhookSecret: string })
  url: string
  sessions: Map<string, StandInSession>
  refunds: Map<string, StandInRefund>
  requests: Array<{ name: string, key: string | undefined, fields: Record<string, string> }>
  webhookUrl: string
  events: StandInEvent[]
  refundStatus: string
  listen (port?: number): Promise<string>
  close (): Promise<void>
  fail (match: RegExp, how: Fault, times?: number): void
  heal (): void
  pay (id: string, changes?: Partial<StandInSession>): StandInEvent
  expire (id: string): StandInEvent
  settleRefund (id: string, status: string): StandInEvent
  signed (event: unknown, options?: { secret?: string, at?: number }): { payload: string, headers: Record<string, string> }
}
