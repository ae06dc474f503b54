/** Which kind of adopted proposal does what, inside the transaction that records the result. */
import { charterText } from '#governance/deciding/charter_text'
import { consultation } from '#governance/deciding/consultation'
import { drafts } from '#governance/deciding/drafts'
import { election } from '#governance/deciding/election'
import { emergencyRatification } from '#governance/deciding/emergency_ratification'
import { exclusion } from '#governance/deciding/exclusion'
import { legalForm } from '#governance/deciding/legal_form'
import { name } from '#governance/deciding/name'
import { recall } from '#governance/deciding/recall'
import { ruleChange } from '#governance/deciding/rule_change'
import { budget } from '#treasury/deciding/budget'
import { spend } from '#treasury/deciding/spend'
import { yearClosing } from '#treasury/deciding/year_closing'
import { registerEnactment } from '#shared/wiring/enactment'

registerEnactment(ruleChange)
registerEnactment(charterText)
registerEnactment(name)
registerEnactment(legalForm)
registerEnactment(drafts)
registerEnactment(election)
registerEnactment(recall)
registerEnactment(exclusion)
registerEnactment(budget)
registerEnactment(spend)
registerEnactment(yearClosing)
registerEnactment(consultation)
registerEnactment(emergencyRatification)
