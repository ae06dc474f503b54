/** Mandates are lent by a vote; each grants exactly the powers listed here, and nothing else does. */
export const POWERS = {
  moderator: ['join.decide', 'moderation.handle'],
  coordinator: ['rota.coordinate'],
  treasurer: ['treasury.keep', 'members.read'],
  secretary: [
    'join.decide',
    'members.read',
    'members.keep',
    'assembly.convene',
    'places.name',
    'network.contact',
  ],
  board: [
    'join.decide',
    'members.read',
    'members.keep',
    'assembly.convene',
    'spend.sign',
    'emergency.take',
    'moderation.stand_in',
    'places.name',
    'network.contact',
  ],
  president: [
    'join.decide',
    'members.read',
    'members.keep',
    'assembly.convene',
    'spend.sign',
    'emergency.take',
    'moderation.stand_in',
    'places.name',
    'network.contact',
    'network.represent',
  ],
  teller: ['votes.tell'],
  auditor: ['ledger.audit', 'moderation.audit'],
} as const

export type Role = keyof typeof POWERS
export type Power = (typeof POWERS)[Role][number]

/** Whether any of these mandates grants a power. */
export function grants(roles: readonly Role[], power: Power): boolean {
  return roles.some((role) => (POWERS[role] as readonly Power[]).includes(power))
}
