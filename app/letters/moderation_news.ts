/** What happens to people by moderation; each leads to where it is read. */
const PLACES = {
  case_waits: '/moderation',
  signature_waits: '/moderation',
  appeal_waits: '/moderation',
  decision_taken: '/moderation/mine',
  report_followed: '/moderation/mine',
  post_hidden_at_once: '/moderation/mine',
  post_shown_again: '/moderation/mine',
  appeal_answered: '/moderation/mine',
  juror_called: '/moderation/mine',
  sponsored_sanctioned: '/invitations',
} as const

export type ModerationNews = keyof typeof PLACES

export const MODERATION_NEWS = Object.keys(PLACES) as ModerationNews[]

export const isModerationNews = (kind: string): kind is ModerationNews => kind in PLACES

export const placeOfModeration = (kind: ModerationNews): string => PLACES[kind]
