/** Who may close which door, when, and why. */
import { nobodyOnDuty } from '#moderation/on_duty'
import { guardGate } from '#shared/wiring/gates'

guardGate('join', nobodyOnDuty)
