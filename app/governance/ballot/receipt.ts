import { createHmac } from 'node:crypto'
import env from '#start/env'

/**
 * The code that a voter keeps: 16 hexadecimal digits in groups of four, from which this server knows
 * that it recorded an attendance of that member in that vote. It says nothing of what was chosen.
 */
export function receiptOf(proposalId: number, memberNumber: number): string {
  const mac = createHmac('sha256', env.get('APP_KEY').release())
    .update(`vote-receipt:${proposalId}:${memberNumber}`)
    .digest('hex')
  return (mac.slice(0, 16).match(/.{4}/g) ?? []).join('-')
}
