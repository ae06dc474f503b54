/**
 * The rooms of the house and what each may import besides itself. Read by
 * `tests/unit/architecture.spec.ts`, which fails on any other import.
 */
export const ROOMS = {
  shared: [],
  rulebook: ['shared'],
  organisation: ['shared', 'rulebook'],
  people: ['shared', 'rulebook', 'organisation'],
  payments: ['shared', 'rulebook', 'organisation', 'people'],
  membership: ['shared', 'rulebook', 'organisation', 'people', 'payments'],
  treasury: ['shared', 'rulebook', 'organisation', 'people', 'payments', 'membership'],
  governance: ['shared', 'rulebook', 'organisation', 'people', 'membership'],
  feed: ['shared', 'rulebook', 'organisation', 'people'],
  rota: ['shared', 'rulebook', 'organisation', 'people'],
  moderation: [
    'shared',
    'rulebook',
    'organisation',
    'people',
    'membership',
    'governance',
    'feed',
    'rota',
  ],
  letters: [
    'shared',
    'rulebook',
    'organisation',
    'people',
    'payments',
    'membership',
    'treasury',
    'governance',
    'feed',
    'rota',
    'moderation',
  ],
  web: [
    'shared',
    'rulebook',
    'organisation',
    'people',
    'payments',
    'membership',
    'treasury',
    'governance',
    'feed',
    'rota',
    'moderation',
    'letters',
  ],
} as const satisfies Record<string, readonly string[]>

export type Room = keyof typeof ROOMS
