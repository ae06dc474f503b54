/** Who says which rules cannot be kept today, on the page of rules. */
import { seatsRemarked } from '#governance/mandates/seats_remarked'
import { remarkOnRules } from '#shared/wiring/rule_remarks'

remarkOnRules(seatsRemarked)
